"""The data contract: source entities, published tables and the vocabulary that both share.

`CONTRACTS` lists the entities a raw file may be, `TABLES` what a snapshot offers. Importing reads nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts.carriers import CARRIER_CONTRACTS
from etl.contracts.cloud_adoption import CLOUD_ADOPTION
from etl.contracts.declaration import DECLARATION
from etl.contracts.decline import DECLINE_WATCH
from etl.contracts.enterprise import ENTERPRISE
from etl.contracts.evaluation_case import EVALUATION_CASE
from etl.contracts.honour import HONOUR
from etl.contracts.land_contract import LAND_CONTRACT
from etl.contracts.land_reserve import LAND_RESERVE, LAND_RESERVE_MONTH
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.occupancy import OCCUPANCY
from etl.contracts.operation_month import OPERATION_MONTH
from etl.contracts.operation_year import OPERATION_YEAR
from etl.contracts.parcel import PARCEL
from etl.contracts.park import PARK
from etl.contracts.park_plot import PARK_PLOT, PARK_PLOT_STAGE
from etl.contracts.product_license import PRODUCT_LICENSE
from etl.contracts.project import PROJECT, PROJECT_STAGE
from etl.contracts.project_month import PROJECT_MONTH
from etl.contracts.published import TABLES
from etl.contracts.self_upgrade import SELF_UPGRADE
from etl.contracts.services import SERVICE_CONTRACTS
from etl.contracts.supply import SUPPLY
from etl.contracts.target import TARGET_LEDGER, TARGET_MONTH
from etl.contracts.tax import TAX
from etl.contracts.temporary_land import TEMPORARY_LAND
from etl.contracts.upgrade_pool import UPGRADE_POOL

CONTRACTS: Mapping[str, Contract] = {
    each.entity: each
    for each in (
        ENTERPRISE, PARK, PARCEL, OCCUPANCY, TAX, OPERATION_YEAR, OPERATION_MONTH, EVALUATION_CASE, HONOUR,
        PRODUCT_LICENSE, PROJECT, PROJECT_STAGE, PROJECT_MONTH, SUPPLY, LAND_CONTRACT, PARK_PLOT, PARK_PLOT_STAGE, SELF_UPGRADE,
        LAND_RESERVE, LAND_RESERVE_MONTH, TEMPORARY_LAND, TARGET_LEDGER, TARGET_MONTH, DECLARATION,
        CLOUD_ADOPTION, UPGRADE_POOL, *SERVICE_CONTRACTS, *CARRIER_CONTRACTS, DECLINE_WATCH,
    )
}  # fmt: skip

__all__ = ["CONTRACTS", "TABLES", "Column", "Contract", "Field", "Kind", "Table"]
