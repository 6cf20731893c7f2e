"""Enterprises whose output falls (减产企业帮扶): the bureau's own watch of them, and what the monthly returns say."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.project import FIRM_ID
from etl.contracts.service_words import FIRM_SAID, firm_fields, spelt

# From no concern to the gravest, as Jinhua has them.
GREEN, BLUE, ORANGE, RED = DECLINE_COLOURS = ("绿", "蓝", "橙", "红")
GRAVE = (ORANGE, RED)
FALLING = (BLUE, ORANGE, RED)
OUTPUT, POWER, TAX = WATCH_INDICATORS = ("产值", "用电", "税收")
HELP_STATUSES = ("待帮扶", "帮扶中", "已回升", "停产")
COLOUR_WORDS: Mapping[str, str] = {
    **{f"{word}{ending}": word for word in DECLINE_COLOURS for ending in ("", "色", "灯", "色预警", "码")},
    "黄": BLUE, "黄色": BLUE, "正常": GREEN,
}  # fmt: skip
INDICATOR_WORDS: Mapping[str, str] = {
    **{f"{word}{ending}": word for word in WATCH_INDICATORS for ending in ("", "同比", "下降", "下滑")},
    "工业总产值": OUTPUT, "总产值": OUTPUT, "累计产值": OUTPUT, "用电量": POWER, "工业用电": POWER, "电量": POWER,
    "入库税收": TAX, "税收收入": TAX, "纳税": TAX,
}  # fmt: skip
HELP_WORDS = spelt(
    "停产",
    待帮扶=("待帮扶", "未帮扶", "新发现", "待走访"),
    帮扶中=("帮扶中", "帮扶", "正在帮扶", "持续帮扶", "跟踪", "跟踪中"),
    已回升=("已回升", "回升", "已恢复", "恢复", "恢复正常", "已销号", "销号"),
    停产=("停产", "停工", "半停产"),
)

WATCH_ID = Column("watch_id", "减产帮扶标识", "企业、月份和指标连起来。", Kind.CODE)
INDICATOR = Column(
    "watch_indicator", "预警指标", f"{'、'.join(WATCH_INDICATORS)}；没有写明或不在其中时为空。", Kind.WORD
)
SAID_YOY = Column("watch_yoy", "台账同比", "台账写的指标同比，来件原数。", Kind.NUMBER, "%", -100, None, 1)
SAID_MONTHS = Column(
    "watch_months", "台账连续月数", "台账写的连续下降的月数。", Kind.INTEGER, "个月", 0, None, 0
)
SAID_COLOUR = Column(
    "watch_colour",
    "台账颜色",
    f"{'、'.join(DECLINE_COLOURS)}；没有写明或不在其中时为空。黄色即蓝色。",
    Kind.WORD,
)
REASON = Column("fall_reason", "减产原因", "台账写的原因，来件原文。")
HELPER = Column("helper", "帮扶人", "挂钩帮扶的人或单位，来件原文；没有写明的为空。")
MEASURE = Column("help_measure", "帮扶措施", "帮扶的措施，来件原文。")
HELP_STATUS = Column("help_status", "帮扶状态", f"{'、'.join(HELP_STATUSES)}；不在其中时为空。", Kind.WORD)

DECLINE_WATCH = Contract(
    entity="decline_watch",
    label="减产企业帮扶台账",
    sentence="产值、用电或税收下降的企业：同比多少、连续几个月、什么颜色、什么原因、谁帮扶、进展如何。",
    fields=(
        *firm_fields("减产企业", "预警企业", "下降企业", "帮扶企业")[:2],
        Field(c.MONTH, ("预警月份", "月份", "统计月份", "所属期", "年月", "数据月份")),
        Field(INDICATOR, ("指标", "预警指标名称", "下降指标", "预警类型"), words=INDICATOR_WORDS),
        Field(SAID_YOY, ("同比", "同比增速", "指标同比", "累计同比", "同比增长", "增速"), "%"),
        Field(SAID_MONTHS, ("连续月数", "连续下降月数", "连续减产月数")),
        Field(SAID_COLOUR, ("颜色", "预警颜色", "预警等级", "预警级别", "四色"), words=COLOUR_WORDS),
        Field(REASON, ("原因", "下降原因", "原因分析")),
        Field(HELPER, ("帮扶责任人", "挂钩帮扶人", "帮扶干部", "帮扶领导")),
        Field(MEASURE, ("措施", "帮扶举措", "应对措施")),
        Field(HELP_STATUS, ("帮扶进展", "进展", "状态", "办理状态"), words=HELP_WORDS),
    ),
    identity=(("uscc", "name"), ("watch_indicator", "watch_colour")),
    distinctive=("watch_colour", "watch_months", "help_measure"),
    key=("watch_id", "received_on"),
    brings="减产企业的原因、帮扶人和进展",
    sender="工业和信息化局、镇街",
)

DECLINE_WATCH_TABLE = Table(
    "decline_watch",
    "减产帮扶",
    "一户企业、一个月、一个指标一行，台账的原话；多次来件以最近一次的为准。",
    ("watch_id",),
    (
        WATCH_ID, FIRM_ID, FIRM_SAID, c.MONTH, INDICATOR, SAID_YOY, SAID_MONTHS, SAID_COLOUR, REASON, HELPER, MEASURE,
        HELP_STATUS,
    ),
)  # fmt: skip


def _wan_yuan(name: str, label: str, sentence: str) -> Column:
    return Column(name, label, sentence, Kind.NUMBER, "万元")


def _kwh(name: str, label: str, sentence: str) -> Column:
    return Column(name, label, sentence, Kind.NUMBER, "kWh", None, None, 0)


OUTPUT_BEFORE = _wan_yuan(
    "output_before_wan_yuan", "上年同月产值", "企业自己上年同月的产值；包含月数不同的不比。"
)
OUTPUT_YOY = Column(
    "output_yoy",
    "当月产值同比",
    "当月产值 ÷ 上年同月产值 − 1；缺一个的为空。",
    Kind.NUMBER,
    "%",
    None,
    None,
    1,
)
OUTPUT_BASE = _wan_yuan(
    "output_base_wan_yuan",
    "上年同期（可比）",
    "来件写的上年同期累计产值（可比口径）；没有写的，是企业自己上年同月的累计。",
)
OUTPUT_CUM_BEFORE = _wan_yuan(
    "output_cum_before_wan_yuan", "上年月报累计", "企业自己上年同月月报的累计产值。"
)
OUTPUT_GAIN = _wan_yuan("output_gain_wan_yuan", "累计增减", "累计产值 − 上年同期（可比）；缺一个的为空。")
FALLING_RETURNS = Column(
    "falling_returns",
    "连续下降",
    "到本月连续低于上年同月的报告期数，1—2 月合并为一期；缺月的中断，不能比的为空。",
    Kind.INTEGER,
    "期",
    0,
    None,
    0,
)
POWER_BEFORE = _kwh("electricity_before_kwh", "上年同月用电量", "企业自己上年同月的用电量。")
POWER_CUM_BEFORE = _kwh("electricity_cum_before_kwh", "上年累计用电量", "企业自己上年同月月报的累计用电量。")
COLOUR = Column(
    "decline_colour",
    "计算颜色",
    "按 data/reference/decline.toml 由月报算出的绿、蓝、橙、红；没有上年可比的为空，不算绿。",
    Kind.WORD,
)
DECLINE_MONTH_TABLE = Table(
    "decline_month",
    "企业月度同比",
    "一户企业一月一行，与企业月度相同。",
    ("enterprise_id", "month"),
    (
        c.ENTERPRISE_ID, c.MONTH, OUTPUT_BEFORE, OUTPUT_YOY, OUTPUT_BASE, OUTPUT_CUM_BEFORE, OUTPUT_GAIN,
        FALLING_RETURNS, POWER_BEFORE, POWER_CUM_BEFORE, COLOUR,
    ),
)  # fmt: skip


def _fall(name: str, label: str, sentence: str) -> Column:
    return Column(name, label, sentence, Kind.NUMBER, "%", 0, None, 1)


def _returns(name: str, label: str) -> Column:
    return Column(name, label, f"连续下降到这么多期即为{label[0]}色。", Kind.INTEGER, "期", 1, None, 0)


DECLINE_RULE_TABLE = Table(
    "decline_rule",
    "减产判定规则",
    "一行。",
    ("version",),
    (
        Column("version", "版本", "规则的版本。", Kind.CODE),
        Column("source", "依据", "规则所依据的文件或说明。"),
        _fall("month_fall_pct", "当月降幅", "当月产值比上年同月低得超过它才算下降。"),
        _fall("blue_fall_pct", "蓝：累计降幅", "累计产值同比下降超过它即为蓝色。"),
        _returns("blue_returns", "蓝：连续期数"),
        _fall("orange_fall_pct", "橙：累计降幅", "累计产值同比下降超过它即为橙色。"),
        _returns("orange_returns", "橙：连续期数"),
        _fall("red_fall_pct", "红：累计降幅", "累计产值同比下降超过它即为红色。"),
        _returns("red_returns", "红：连续期数"),
    ),
)
DECLINE_TABLES = (DECLINE_WATCH_TABLE, DECLINE_MONTH_TABLE, DECLINE_RULE_TABLE)
