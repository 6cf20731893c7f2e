"""The ledgers of room, money and rules for enterprises: floor, carriers, funds, matching events, papers of policy."""

from __future__ import annotations

from etl.contracts.carrier import CARRIER, CARRIER_TABLE
from etl.contracts.floor_space import FLOOR_SPACE, FLOOR_SPACE_TABLE
from etl.contracts.fund import FUND, FUND_TABLE
from etl.contracts.matching_event import MATCHING_EVENT, MATCHING_EVENT_TABLE
from etl.contracts.policy_doc import POLICY_DOC, POLICY_DOC_TABLE

CARRIER_CONTRACTS = (FLOOR_SPACE, CARRIER, FUND, MATCHING_EVENT, POLICY_DOC)
CARRIER_TABLES = (FLOOR_SPACE_TABLE, CARRIER_TABLE, FUND_TABLE, MATCHING_EVENT_TABLE, POLICY_DOC_TABLE)
# What a row of each ledger is known by, which linking makes where an office gives no number.
CARRIER_IDS = tuple(table.by_name[table.key[0]] for table in CARRIER_TABLES)
