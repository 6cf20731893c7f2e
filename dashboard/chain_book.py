"""The page 产业链 as a workbook: a sheet for each of its tables, all read when somebody exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard import chain_gap_panel, chain_report, chain_tables, dossier, outward
from dashboard import chain_ledger_tables as ledgers
from dashboard.chain_sentences import Row
from dashboard.database import all_rows, on_this_build
from dashboard.queries import chain_doubts, chain_gaps, chain_licenses, chain_projects, chains, snapshot
from dashboard.queries.chains import Chain, View
from dashboard.workbook import Sheet
from etl.contracts import TABLES, Column

CALIBER = (
    "产业链：一户企业可在几个节点，节点各计一次，整条链只计一次；"
    f"强弱按规则文件。{TABLES['chain_year'].by_name['growth_same_firms_pct'].sentence}"
)


def sheets(view: View, chain: Chain, nodes: pd.DataFrame) -> tuple[Sheet, ...]:
    """Every table of the page, the sentences of the report first; for others than the bureau only the lights of the nodes."""
    if outward.is_on():
        return (Sheet("节点强弱", lambda: nodes, chain_tables.BANDS),)
    parks = chain_gap_panel.parks_of(chain)
    members, sites = chains.members_later(view, chain.chain_id), chain_gaps.sites_later(view, parks)
    investments = chain_projects.investments_later(view)
    return (
        _sheet("报告语句", lambda: _said(view), ledgers.REPORT),
        Sheet("企业", lambda: chain_tables.with_words(members()), chain_tables.MEMBERS),
        Sheet("节点", lambda: nodes, chain_tables.NODES),
        Sheet("补链清单", sites, chain_tables.SITES),
        *_licenses(view),
        Sheet("招商项目", investments, ledgers.INVESTMENTS),
        _sheet("技改项目", lambda: chain_projects.upgrades(view), ledgers.UPGRADES),
        _sheet("未归链项目", lambda: chain_projects.unplaced(view.selection), ledgers.UNPLACED),
        _sheet("各链历年", lambda: _years(view), chain_tables.CHAINS),
        _sheet("增长贡献", lambda: chains.contributions(view), chain_tables.CONTRIBUTIONS),
        _sheet("片区", lambda: chains.parks(view, chain.chain_id), chain_tables.PARKS),
        _sheet("待定", lambda: chain_doubts.doubtful(view.selection, chain.chain_id), chain_tables.DOUBTS),
        _sheet("没有归入", lambda: chain_doubts.unmapped(view.selection), chain_tables.UNMAPPED),
    )


def _sheet(title: str, question: Callable[[], pd.DataFrame], columns: Sequence[Column]) -> Sheet:
    return Sheet(title, on_this_build(question), columns)


def _years(view: View) -> pd.DataFrame:
    """Every chain in every year, the latest first; once in a snapshot without any."""
    years = snapshot.years() or (None,)
    return pd.concat([chains.totals(View(view.selection.of_year(year), "")) for year in years])


def _licenses(view: View) -> tuple[Sheet, ...]:
    """The licences, of the chain whose products need one."""
    if view.chain_id != chain_report.LICENSED:
        return ()
    each = chain_licenses.each_later(view)
    return (
        _sheet("批件企业", lambda: chain_licenses.holders(view), ledgers.HOLDERS),
        Sheet("批件", lambda: dossier.with_words(each()), ledgers.LICENSES),
    )


def _said(view: View) -> pd.DataFrame:
    """The sentences of every chain, those of the chain on the screen first."""
    rows = all_rows(chains.totals(View(view.selection, "")))
    rows.sort(key=lambda row: row["chain_id"] != view.chain_id)
    return pd.concat([_said_of(View(view.selection, row["chain_id"]), row) for row in rows])


def _said_of(view: View, row: Row) -> pd.DataFrame:
    return chain_report.table(chain_report.blanks(view, row, chains.nodes(view)), row["name"])
