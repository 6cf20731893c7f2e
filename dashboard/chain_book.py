"""The page 产业链 as a workbook: a sheet for each of its tables, all read when somebody exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard import chain_gap_panel, chain_sentences, chain_tables, outward
from dashboard.database import all_rows, on_this_build
from dashboard.queries import chain_doubts, chain_gaps, chains, snapshot
from dashboard.queries.chains import Chain, View
from dashboard.workbook import Sheet
from etl.contracts import TABLES, Column

CALIBER = (
    "产业链：一户企业可在几个节点，节点各计一次，整条链只计一次；"
    f"强弱按规则文件。{TABLES['chain_year'].by_name['growth_same_firms_pct'].sentence}"
)


def sheets(view: View, chain: Chain, nodes: pd.DataFrame) -> tuple[Sheet, ...]:
    """Every table of the page, the enterprises first; for others than the bureau only the lights of the nodes."""
    if outward.is_on():
        return (Sheet("节点强弱", lambda: nodes, chain_tables.BANDS),)
    parks = chain_gap_panel.parks_of(chain)
    members, sites = chains.members_later(view, chain.chain_id), chain_gaps.sites_later(view, parks)
    return (
        Sheet("企业", lambda: chain_tables.with_words(members()), chain_tables.MEMBERS),
        Sheet("节点", lambda: nodes, chain_tables.NODES),
        Sheet("补链清单", sites, chain_tables.SITES),
        _sheet("各链历年", lambda: _years(view), chain_tables.CHAINS),
        _sheet("增长贡献", lambda: chains.contributions(view), chain_tables.CONTRIBUTIONS),
        _sheet("片区", lambda: chains.parks(view), chain_tables.PARKS),
        _sheet("待定", lambda: chain_doubts.doubtful(view.selection, chain.chain_id), chain_tables.DOUBTS),
        _sheet("没有归入", lambda: chain_doubts.unmapped(view.selection), chain_tables.UNMAPPED),
        _sheet("报告用句", lambda: _said(view), chain_tables.SAID),
    )


def _sheet(title: str, question: Callable[[], pd.DataFrame], columns: Sequence[Column]) -> Sheet:
    return Sheet(title, on_this_build(question), columns)


def _years(view: View) -> pd.DataFrame:
    """Every chain in every year, the latest first."""
    return pd.concat([chains.totals(View(view.selection.of_year(year), "")) for year in snapshot.years()])


def _said(view: View) -> pd.DataFrame:
    rows = all_rows(chains.totals(View(view.selection, "")))
    said = [chain_sentences.report(row, view.selection.year).replace("**", "") for row in rows]
    return pd.DataFrame({"name": [row["name"] for row in rows], "sentence": said})
