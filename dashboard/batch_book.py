"""The page 四个一批 as a workbook: a sheet for each of its tables, all read when somebody exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard import batch_outward, batch_sentences, batch_tables, case_late, case_tables, outward
from dashboard import format as fmt
from dashboard.batch_bench import Setting
from dashboard.database import on_this_build
from dashboard.ledger import LedgerError
from dashboard.queries import batch_lists, batches
from dashboard.queries.batch_counts import Funnel
from dashboard.selection import Selection
from dashboard.small_cells import HIDDEN
from dashboard.workbook import Sheet
from etl.contracts import Column, Kind
from etl.contracts.batches import TO_VERIFY, UNFIT

FACTS: tuple[Column, ...] = (
    Column("label", "指标", "画面上的数或方案的一项。", Kind.WORD),
    Column("text", "内容", "数值带单位。"),
)
STEPS = ("摸底", "亩均税收达到 X", "产值、税收、产业导向都达标")


def sheets(selection: Selection, setting: Setting, found: Funnel, shares: pd.DataFrame) -> tuple[Sheet, ...]:
    """Every table of the page; for others than the bureau only those of groups."""
    groups = _groups(selection, setting, found, shares)
    if outward.is_on():
        return groups
    bench = setting.bench
    return (
        Sheet("名单", batch_lists.rows_later(selection, bench), batch_tables.ROWS),
        *groups,
        _sheet("漏斗损失", lambda: found.lost, batch_tables.LOST),
        _sheet("临界", lambda: batch_lists.near_line(selection, bench), batch_tables.NEAR),
        _sheet(
            "待核实",
            lambda: batch_tables.with_settlers(batch_lists.rows(selection, bench, (TO_VERIFY,))),
            batch_tables.TO_VERIFY,
        ),
        _sheet("不宜定类", lambda: batch_lists.rows(selection, bench, (UNFIT,)), batch_tables.UNFIT),
        _sheet(
            "预警",
            lambda: batch_tables.with_kinds(batch_lists.warnings(selection, bench)),
            batch_tables.WARNED,
        ),
        *_late(selection),
    )


def _late(selection: Selection) -> tuple[Sheet, ...]:
    """The cases that are late today; where the ledger cannot be read the sheet says so in its title."""
    try:
        rows = case_late.listed(selection)
    except LedgerError:
        nothing = pd.DataFrame(columns=[column.name for column in case_tables.LATE])
        return (Sheet("处置超期（台账读不出来）", lambda: nothing, case_tables.LATE),)
    return (Sheet("处置超期", lambda: rows, case_tables.LATE),)


def _groups(selection: Selection, setting: Setting, found: Funnel, shares: pd.DataFrame) -> tuple[Sheet, ...]:
    """The sheets that name no enterprise; asked now, for only this run knows for whom they are."""
    facts = _facts(selection, setting, found, shares)
    areas = {
        name: batch_outward.areas(batch_lists.by_area(selection, setting.bench, by))
        for by, name in (("town", "镇街"), ("park", "片区"))
    }
    columns = batch_outward.columns(shares)
    return (
        Sheet("指标", lambda: facts, FACTS),
        *_steps(found),
        Sheet("分类汇总", lambda: shares, columns),
        *(Sheet(name, _frame(rows), _area_columns(rows)) for name, rows in areas.items()),
        _sheet("方案规则", lambda: batches.rules(setting.plan.plan_id), batch_tables.RULES),
    )


def _sheet(title: str, question: Callable[[], pd.DataFrame], columns: Sequence[Column]) -> Sheet:
    return Sheet(title, on_this_build(question), columns)


def _frame(rows: pd.DataFrame) -> Callable[[], pd.DataFrame]:
    return lambda: rows


def _area_columns(rows: pd.DataFrame) -> tuple[Column, ...]:
    there = tuple(column for column in batch_tables.AREA if column.name in rows)
    return (*there, HIDDEN) if HIDDEN.name in rows else there


def _steps(found: Funnel) -> tuple[Sheet, ...]:
    """The steps of the funnel; none where they would tell of few, without sums for others than the bureau."""
    if batch_outward.withholds(found):
        return ()
    rows = pd.DataFrame(
        {
            "step": STEPS,
            "firms": (found.surveyed, found.passing, found.kept),
            "land_mu": found.land_mu,
            "tax_wan_yuan": found.tax_wan_yuan,
        }
    )
    columns = batch_tables.STEPS[:2] if outward.is_on() else batch_tables.STEPS
    return (Sheet("漏斗", lambda: rows, columns),)


def _facts(selection: Selection, setting: Setting, found: Funnel, shares: pd.DataFrame) -> pd.DataFrame:
    plan = setting.plan
    said = {
        "报告": batch_outward.report(selection.year or 0, found, shares, setting.bench).replace("**", ""),
        "方案": f"{plan.name}（{plan.plan_id}），版本 {plan.version}",
        "依据": plan.source,
        "说明": plan.notes or fmt.MISSING,
        "门槛和口径": batch_sentences.caliber(plan, setting.own, setting.bench),
        **{f"{batch}一批": meaning or fmt.MISSING for batch, meaning in plan.meanings},
    }
    return pd.DataFrame(list(said.items()), columns=[column.name for column in FACTS])
