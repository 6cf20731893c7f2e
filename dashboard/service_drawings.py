"""What is drawn of each ledger of services and of safety: titles, remarks and figures, each out of its own question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard import service_charts as charts
from dashboard.figure import Figure
from dashboard.queries import service_sums as sums
from dashboard.queries import services
from dashboard.queries.service_sums import AGE_NAMES, NO_AGE
from dashboard.queries.services import UNTOLD, Asked
from dashboard.stacked_bars import by_area
from dashboard.works_charts import LATE, ON_TIME, PLANNED, UNPLANNED, colour
from etl.contracts.policy_claim import FUND_LEVELS
from etl.contracts.power_subsidy import SUBSIDY_STATUSES
from etl.contracts.ticket import SATISFACTION

MOST_AREAS = 13
# The words of parts in their order, each with its place in the theme's colours; red only where something is wrong.
PARTS: Mapping[str, Mapping[str, int]] = {
    "subsidy": {**dict(zip(reversed(SUBSIDY_STATUSES), (charts.GREEN, UNPLANNED, ON_TIME), strict=True)), UNTOLD: PLANNED},
    "debt": {"已偿还": charts.GREEN, "尚欠": charts.AMBER, "偿还未写明": PLANNED},
    "visit": {"已访": ON_TIME, "计划": PLANNED, "逾期未访": LATE},
    "age": {
        **dict(zip(AGE_NAMES, (UNPLANNED, ON_TIME, 6, charts.AMBER, LATE), strict=True)),
        NO_AGE: PLANNED,
    },
    "satisfaction": {
        **dict(zip(SATISFACTION, (charts.GREEN, UNPLANNED, LATE), strict=True)),
        "未回访": PLANNED,
    },
    "hazard": {"销号": charts.GREEN, "未到期": PLANNED, "超期": LATE},
}  # fmt: skip


@dataclass(frozen=True)
class Drawing:
    """One drawing of a ledger; ``figure`` gives None where there is nothing to draw, ``nothing`` says so."""

    title: str
    remark: str
    figure: Callable[[Asked], Figure | None]
    nothing: str


def _waterfall(asked: Asked) -> Figure | None:
    row, rows = sums.totals(asked), sums.bars(asked, "level")
    if not row["due"]:
        return None
    order = {level: place for place, level in enumerate(FUND_LEVELS)}
    rows = rows.sort_values("area", key=lambda levels: levels.map(order).fillna(len(order)), kind="stable")
    by_level = list(zip(rows["area"], rows["measure"].astype(float), strict=True))
    return charts.waterfall(float(row["due"]), by_level, float(row["over"] or 0), float(row["owing"] or 0))


def _ages(asked: Asked) -> Figure | None:
    rows = sums.bars(asked, "age")
    return None if rows.empty else charts.ages(rows)


def _bars(drawing: str, parts: str, title: str, unit: str) -> Callable[[Asked], Figure | None]:
    def figure(asked: Asked) -> Figure | None:
        rows = _largest(sums.bars(asked, drawing).dropna(subset=["measure"]))
        if rows.empty:
            return None
        places = PARTS[parts]
        return by_area(
            rows,
            "part",
            list(places),
            "measure",
            title=title,
            unit=unit,
            colour=lambda part: colour(places[part]),
        )

    return figure


def _largest(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the largest areas: more than a dozen bars would be too thin to read."""
    whole = rows.groupby("area")["measure"].sum().sort_values(ascending=False, kind="stable")
    return rows[rows["area"].isin(whole.index[:MOST_AREAS])]


def _left(title: str, unit: str) -> Callable[[Asked], Figure | None]:
    def figure(asked: Asked) -> Figure | None:
        rows = sums.left(asked)
        return None if rows["measure"].isna().all() else charts.burn_down(rows, title, unit)

    return figure


def _calendar(asked: Asked) -> Figure | None:
    rows = sums.visit_days(asked)
    return None if rows.empty else charts.calendar(rows, asked.on.year, asked.on)


def _timeline(asked: Asked) -> Figure | None:
    rows = services.cases(asked)
    return None if rows["notified_on"].isna().all() else charts.timeline(rows)


CUT = f"最多 {MOST_AREAS} 个"
DRAWINGS: Mapping[str, tuple[Drawing, ...]] = {
    "policy_claim": (
        Drawing("应兑到已兑", "万元，按资金层级", _waterfall, "没有已核定的申报。"),
        Drawing("应兑未兑等了多久", "从核定日期到截至日", _ages, "没有应兑未兑的申报。"),
    ),
    "power_subsidy": (
        Drawing("补助金额", "万元，按区域和状态", _bars("zone", "subsidy", "补助金额（万元）", "万元"), "没有补助金额。"),
        Drawing("企业", "户，按区域和状态", _bars("firms", "subsidy", "企业（户）", "户"), "没有企业。"),
    ),
    "arrears_case": (
        Drawing(
            "尚欠", "万元，每月月末；偿还按最近一次偿还的日期计", _left("尚欠（万元）", "万元"), "没有写明登记日期的欠款。"
        ),
        Drawing("债务方", f"万元；{CUT}", _bars("debtor", "debt", "欠款（万元）", "万元"), "没有欠款金额。"),
    ),
    "visit": (
        Drawing("走访日历", "次，截至日当年", _calendar, "截至日当年没有写明日期的走访。"),
        Drawing("挂钩领导", f"次，截至日当年；{CUT}", _bars("leader", "visit", "走访（次）", "次"), "当年没有走访。"),
    ),
    "ticket": (
        Drawing("未办结的等了多久", "件，按类型，从受理日期起", _bars("age", "age", "未办结（件）", "件"), "没有未办结的诉求。"),
        Drawing(
            "满意度", "件，办结的，按诉求类型", _bars("satisfaction", "satisfaction", "办结（件）", "件"), "没有办结的诉求。"
        ),
    ),
    "hazard": (
        Drawing("未销号", "处，每月月末", _left("未销号（处）", "处"), "没有写明发现日期的隐患。"),
        Drawing("镇街", f"处，占压也计；{CUT}", _bars("town", "hazard", "隐患和占压（处）", "处"), "没有隐患。"),
        Drawing("管道", "处，占压", _bars("pipeline", "hazard", "占压（处）", "处"), "没有写明管道的占压。"),
    ),
    "notice_batch": (Drawing("从通知到复工", "每批一条", _timeline, "没有写明通知日期的批次。"),),
}  # fmt: skip
