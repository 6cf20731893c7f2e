"""The red list of 总览: what is late in every line of work, with who answers for it and since when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from dashboard import case_late, target_sums
from dashboard.indicators import INDICATORS
from dashboard.ledger import LedgerError
from dashboard.queries import red_list, targets
from dashboard.queries.late_lines import LINES
from dashboard.selection import Selection
from dashboard.target_charts import points
from dashboard.target_sums import BEHIND, Asked, last_day
from etl.contracts import TABLES, Column, Kind

CASES, TARGETS = "四批处置", "年度目标"
# Line → its page in `dashboard.screens` and what its address says to open there.
PAGES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    **{name: (line.page, line.place) for name, line in LINES.items()},
    CASES: ("FOUR_BATCHES", {"batch_view": "进度"}),
    TARGETS: ("TARGETS", {}),
}
COLUMNS = (
    "line", "key", "name", "what", "owner", "due_on", "days_over", "enterprise_id", "park", "town",
)  # fmt: skip
NAME = Column("name", "名称", "企业、项目、地块或指标。", Kind.NAME)
LIST = (
    Column("line", "条线", "哪一条工作线。", Kind.WORD),
    NAME,
    Column("what", "事项", "什么没有办到。"),
    Column("owner", "责任", "责任单位或责任人，来件没有写明时为空。"),
    Column("due_on", "期限", "应当办到的日期。", Kind.DATE),
    Column("days_over", "逾期", "从期限到各台账截至日的天数；负数是还剩的天数。", Kind.INTEGER, "天", None, None, 0),
    Column("park", "片区", "所在的片区。"),
    TABLES["enterprise"].by_name["town"],
)  # fmt: skip
COUNTS = (LIST[0], Column("cases", "逾期", "这条线逾期或将到期的事项。", Kind.INTEGER, "件", 0, None, 0))
DEFINITION = (
    "各条线按自己台账的截至日：园区标准化节点、临时用地、供地履约、四类项目的滞后节点、园中园超期未投用、基金存续期满未退出、"
    "橙红企业缺帮扶人或措施、申报、小升规、荣誉到期（90 天内和过期一年内）、政策兑现超时、清欠、走访未访、一企一议、"
    "政策文件（90 天内到期、已过有效期仍在印发）、隐患、四批处置（按今天）、滞后的年度目标。"
)


def rows(selection: Selection) -> pd.DataFrame:
    """One row a late case as `LIST` says, the latest first; targets, which have no days, last."""
    parts = [red_list.rows(selection), _cases(selection), _targets(selection)]
    there = [part for part in parts if len(part)]
    if not there:
        return parts[0]
    found = pd.concat(there, ignore_index=True)
    days = found["days_over"].astype("Float64").to_numpy(dtype=float, na_value=float("nan"))
    found = found.assign(due_on=pd.to_datetime(found["due_on"]), days_over=days)
    return found.sort_values(
        "days_over", ascending=False, na_position="last", kind="stable", ignore_index=True
    )


def counts(found: pd.DataFrame) -> pd.DataFrame:
    """One row per line that has something late: ``line``, ``cases``; the most first."""
    totals = found["line"].value_counts(sort=True)
    return pd.DataFrame({"line": totals.index, "cases": totals.to_numpy()})


def _cases(selection: Selection) -> pd.DataFrame:
    """The cases of the four batches that are late today; none where their ledger cannot be read."""
    try:
        late = case_late.listed(selection)
    except LedgerError:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.DataFrame(
        {
            "line": CASES,
            "key": late["enterprise_id"],
            "name": late["name"],
            "what": late["final_batch"].fillna("未定类") + "处置超期",
            "owner": late["unit"].fillna(late["leader"]),
            "due_on": late["due"],
            "days_over": late["days_late"],
            "enterprise_id": late["enterprise_id"],
            "park": late["park"],
            "town": late["town"],
        }
    )


def _targets(selection: Selection) -> pd.DataFrame:
    """The targets of the year that are behind; they are the whole district's and no part's."""
    asked = asked_targets(selection)
    if asked is None or selection != Selection(year=selection.year, graded_by=selection.graded_by):
        return pd.DataFrame(columns=list(COLUMNS))
    found = target_sums.rows(asked, INDICATORS)
    behind = found[found["status"] == BEHIND]
    return pd.DataFrame(
        {
            "line": TARGETS,
            "key": behind["indicator"],
            "name": behind["indicator"],
            "what": [f"时序差 {points(gap)} 个百分点" for gap in behind["gap_points"]],
            "owner": behind["responsible_unit"],
            "due_on": pd.Timestamp(date(asked.year, 12, 31)),
            "days_over": None,
            "enterprise_id": None,
            "park": None,
            "town": None,
        }
    )


def asked_targets(selection: Selection) -> Asked | None:
    """The year of the side bar up to the day that the targets are judged on; None where nobody sent targets of it."""
    if selection.year not in targets.years():
        return None
    return Asked(int(selection.year or 0), last_day() or date.today())
