"""The workbook of one enterprise and that of one parcel: a sheet for each table of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import batch_tables, chain_tables, dossier, promise_tables, promises
from dashboard.parcel_history import History
from dashboard.workbook import Sheet
from etl.contracts import TABLES, Column

CALIBER = (
    f"{TABLES['enterprise_year'].by_name['tax_wan_yuan_per_mu'].sentence}"
    f"宗地：{TABLES['parcel_year'].by_name['tax_wan_yuan_per_mu'].sentence}"
)


def of_enterprise(
    firm: Mapping[str, Any],
    years: pd.DataFrame,
    land: pd.DataFrame,
    months: pd.DataFrame,
    honours: pd.DataFrame,
    places: pd.DataFrame,
    issues: pd.DataFrame,
    sources: pd.DataFrame,
    suggested: pd.DataFrame,
) -> list[Sheet]:
    """The sheets of 企业档案; arguments as the questions of `dashboard.queries` about one enterprise answer."""
    return [
        _sheet("企业", pd.DataFrame([firm]), (dossier.FIRM_NAME, *dossier.FIRM_FACTS)),
        _sheet("历年", years, dossier.FIRM_YEARS),
        _sheet("用地与租用", land, dossier.FIRM_LAND, dossier.LAND_LIST),
        _sheet("月度", months, dossier.MONTHS),
        _sheet("荣誉资质", honours, dossier.HONOUR_LIST),
        _sheet("产业链", places, chain_tables.PLACES),
        Sheet("四个一批", lambda: suggested, batch_tables.FIRM_PLANS),
        *_evidence(issues, sources),
    ]


def of_parcel(
    parcel: Mapping[str, Any],
    years: pd.DataFrame,
    users: pd.DataFrame,
    history: History,
    issues: pd.DataFrame,
    sources: pd.DataFrame,
) -> list[Sheet]:
    """The sheets of 地块档案; arguments as the questions of `dashboard.queries.parcel_dossier` answer."""
    return [
        _sheet("宗地", pd.DataFrame([parcel]), (*dossier.PARCEL_NAMES, *dossier.PARCEL_FACTS)),
        _sheet("面积", dossier.areas(parcel), dossier.AREAS),
        _sheet("历年", years, dossier.PARCEL_YEARS),
        _sheet("使用企业", users, dossier.PARCEL_USERS, dossier.USER_LIST),
        _sheet("履约", promises.listed(history.contracts, history.until), promise_tables.PROMISES_OF),
        _sheet("供地合同", history.contracts, promise_tables.CONTRACTS_IN_FULL),
        _sheet("阶段历程", promise_tables.with_lateness(history.stages), promise_tables.STAGES),
        *_evidence(issues, sources),
    ]


def _evidence(issues: pd.DataFrame, sources: pd.DataFrame) -> tuple[Sheet, Sheet]:
    return (
        _sheet("数据问题", dossier.with_issue_words(issues), dossier.ISSUES),
        _sheet("来源", dossier.with_source_words(sources), dossier.SOURCES),
    )


def _sheet(title: str, frame: pd.DataFrame, columns: Sequence[Column], visible: Sequence[str] = ()) -> Sheet:
    return Sheet(title, lambda: dossier.with_words(frame), columns, visible)
