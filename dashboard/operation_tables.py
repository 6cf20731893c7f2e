"""The tables of 运行监测, on the screen and in its workbook: which columns, in which words."""

from __future__ import annotations

from dashboard.dossier import SOURCES_OF
from dashboard.growth_tables import FIRM, PLACE
from dashboard.service_tables import LOST
from etl.contracts import TABLES, Column, Kind

_month = TABLES["operation_month"].by_name
_change = TABLES["decline_month"].by_name
_watch = TABLES["decline_watch"].by_name
_firm = TABLES["enterprise"].by_name


def _pct(name: str, label: str, sentence: str, decimals: int = 1) -> Column:
    return Column(name, label, sentence, Kind.NUMBER, "%", None, None, decimals)


def _firms(name: str, label: str, sentence: str) -> Column:
    return Column(name, label, sentence, Kind.INTEGER, "户", 0, None, 0)


CONTRIBUTION = Column(
    "contribution",
    "增长贡献",
    "（累计产值 − 上年同期）÷ 全部可比企业上年同期之和；没有上年同期的为空，各户相加等于全部可比企业的增速。",
    Kind.NUMBER,
    "百分点",
)
GROWTH = _pct("growth_pct", "自身增速", "这一组可比企业的累计产值 ÷ 上年同期（可比）− 1。")
LEADER = Column(
    "leader_level", "工业龙头", "工业龙头企业荣誉的最高级别，按当年年末有效；不是龙头的为空。", Kind.WORD
)
SHARE = _pct("share_pct", "产值占比", "累计产值 ÷ 所选企业累计产值之和。", 2)
REPORTING = _firms("firms", "报送企业", "这个月有月报的企业。")
COMPARED = _firms("compared", "可比企业", "累计产值和上年同期（可比）都有的企业。")

TREND = (
    _month["month"], _month["months_covered"], REPORTING, _month["output_wan_yuan"],
    _pct("output_yoy", "产值同比", "当月产值，只计上年同月也有的企业，按企业自己的月报。"),
    _month["electricity_kwh"],
    _pct("electricity_yoy", "用电同比", "当月用电量，只计上年同月也有的企业。"),
)  # fmt: skip
PARTS = (
    Column("area", "分组", "片区、镇街、行业或产业链。", Kind.WORD),
    CONTRIBUTION, GROWTH, _month["output_cum_wan_yuan"], _change["output_gain_wan_yuan"], COMPARED, REPORTING,
)  # fmt: skip
CONTRIBUTIONS = (
    FIRM, CONTRIBUTION, _month["computed_yoy"], _month["official_yoy"], LEADER, SHARE, _month["output_cum_wan_yuan"],
    _change["output_base_wan_yuan"], _change["output_gain_wan_yuan"], _month["output_wan_yuan"], _change["output_yoy"],
    _change["falling_returns"], _change["decline_colour"], *PLACE, _firm["industry_name"],
)  # fmt: skip
DIFFERENCE = Column(
    "difference",
    "出入",
    "台账和月报计算怎样不同；两者都列出，不互相代替。用电、税收的行不与月报的产值颜色比。",
    Kind.WORD,
)
LOST_OUTPUT = Column(
    "lost_wan_yuan", "少产", "上年同期（可比）− 累计产值，只计减少的。", Kind.NUMBER, "万元", 0
)
RECOVERED = Column("is_recovered", "已回升", "当年较早的月份按月报是橙或红，本月是绿。", Kind.BOOLEAN)
WATCH = (
    FIRM, _watch["watch_indicator"], _watch["watch_colour"], _change["decline_colour"], DIFFERENCE, _watch["watch_yoy"],
    LOST_OUTPUT, _watch["fall_reason"], _watch["helper"], _watch["help_status"], _watch["watch_months"],
    _month["computed_yoy"], _change["falling_returns"], _watch["help_measure"], RECOVERED, LOST, *PLACE,
)  # fmt: skip
COLOURS = (
    _change["decline_colour"],
    _firms("computed", "按月报计算", "按月报和 data/reference/decline.toml 算出是这一色的企业。"),
    _firms("watched", "台账", "台账的产值一行写明是这一色的企业。"),
)
SOURCES = SOURCES_OF
