"""What a yearly target may be about: names as offices write them, units that fit, whether a year adds up or a level is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FLOOR_INDICATOR = "新增高标准厂房面积"
CLOUD_INDICATOR = "上云企业数"
ENTRY_INDICATOR = "新增规上工业企业"

MONEY = ("亿元", "万元")
FIRMS = ("家", "个")
SHARE = ("%",)
LAND = ("亩",)


@dataclass(frozen=True)
class TargetIndicator:
    """One indicator that a target may name.

    Attributes:
        name: what we call it.
        units: the units that fit, ours first.
        spellings: how else offices write it.
        code: its code in the dictionary of indicators; empty where no ledger tells it and offices enter it.
        adds_up: whether it grows from nothing over the year, so that a month asks for its share of the target; a level
            (a rate, a stock) is to be kept all year.
        lower_is_better: whether less is more.
    """

    name: str
    units: tuple[str, ...]
    spellings: tuple[str, ...] = ()
    code: str = ""
    adds_up: bool = True
    lower_is_better: bool = False


def _level(
    name: str, units: tuple[str, ...], spellings: tuple[str, ...] = (), code: str = "", *, lower: bool = False
) -> TargetIndicator:
    return TargetIndicator(name, units, spellings, code, adds_up=False, lower_is_better=lower)


_ALL = (
    TargetIndicator(
        FLOOR_INDICATOR,
        ("万平方米", "平方米"),
        (
            "新增高标准厂房", "高标准厂房", "高标准厂房面积", "新增高标准厂房楼面面积", "新建高标准厂房", "新增标准厂房",
            "新增标准厂房面积", "园区标准化新增厂房面积", "年度新增高标准厂房",
        ),
        "new_floor",
    ),
    TargetIndicator(
        CLOUD_INDICATOR,
        FIRMS,
        (
            "新增上云企业", "新增上云企业数", "企业上云", "企业上云上平台", "上云上平台企业数", "上云企业", "新增上云上平台企业",
            "推动企业上云",
        ),
        "cloud_n",
    ),
    TargetIndicator(
        ENTRY_INDICATOR,
        FIRMS,
        (
            "新增规上企业", "新增规上工业企业数", "小升规", "小升规企业数", "小升规企业", "新增规模以上工业企业", "榕升计划",
            "新入库规上企业",
        ),
        "upgrade_n",
    ),
    TargetIndicator(
        "规上工业产值",
        MONEY,
        ("规模以上工业产值", "规上工业总产值", "规模以上工业总产值", "工业总产值", "规上产值"),
        "out_cum",
    ),
    _level("规上工业产值增速", SHARE, ("规上产值增速", "规模以上工业产值增速", "规上工业总产值增速"), "out_yoy"),
    _level("规上工业增加值增速", SHARE, ("规模以上工业增加值增速", "工业增加值增速", "规上增加值增速")),
    _level("工业用电量增速", SHARE, ("工业用电增速", "工业用电同比", "工业用电量同比"), "power_yoy"),
    TargetIndicator("工业税收", MONEY, ("工业企业税收", "工业入库税收", "税收收入", "工业税收收入"), "tax_paid"),
    _level("亩均税收", ("万元/亩",), ("亩均税收（加权）", "工业用地亩均税收", "规上工业亩均税收"), "tax_mu_w"),
    TargetIndicator(
        "技改投资", MONEY, ("技改投资完成", "技术改造投资", "工业技改投资", "技改投资额", "技改攻坚投资"), "tech_inv"
    ),
    TargetIndicator("招商签约额", MONEY, ("签约额", "招商签约总额", "签约项目总投资", "招商引资签约额"), "invest_signed"),
    _level("招商转化率", SHARE, ("签约项目落地率", "招商落地率"), "invest_conv_landed"),
    TargetIndicator(
        "新增专精特新企业", FIRMS, ("新增专精特新", "专精特新", "专精特新企业", "新增专精特新中小企业", "专精特新中小企业"),
        "specialised_n",
    ),
    _level("荣誉企业数", FIRMS, ("各级荣誉企业数", "有效荣誉企业"), "honour_n"),
    TargetIndicator(
        "兑现资金", MONEY, ("政策兑现资金", "惠企资金兑现", "惠企政策兑现资金", "兑现惠企资金", "政策兑现"), "claim_paid"
    ),
    _level("平均兑现天数", ("天",), ("政策兑现平均天数", "兑现平均天数", "兑现时长"), "claim_days", lower=True),
    _level("诉求办结率", SHARE, ("办结率", "企业诉求办结率", "一企一议办结率", "问题办结率"), "ticket_rate"),
    TargetIndicator("走访覆盖率", SHARE, ("企业走访覆盖率", "规上企业走访覆盖率", "走访率"), "visit_cover"),
    _level("隐患整改率", SHARE, ("安全隐患整改率", "隐患销号率", "隐患整改完成率"), "hazard_rate"),
    TargetIndicator("收储亩数", LAND, ("收储面积", "土地收储", "收储签约亩数", "收储土地", "工业用地收储")),
    TargetIndicator("腾出用地", LAND, ("腾退用地", "腾出土地", "盘活用地", "盘活低效用地", "低效用地腾退"), "freed_mu"),
    TargetIndicator("四批完成率", SHARE, ("四个一批完成率", "四个一批处置完成率", "处置完成率"), "batch_done"),
    TargetIndicator("摸底企业数", FIRMS, ("摸底企业", "亩均摸底企业", "摸底户数"), "n_surveyed"),
    _level("亩均税收达标企业数", FIRMS, ("亩均达标企业", "亩均税收达标企业"), "n_pass_tax"),
    _level("厂房空置率", SHARE, ("标准厂房空置率", "载体空置率", "厂房空置"), "vacant_rate", lower=True),
    _level("减产企业数", FIRMS, ("减产企业", "减产户数"), "decline_n", lower=True),
)  # fmt: skip
TARGET_INDICATORS: Mapping[str, TargetIndicator] = {each.name: each for each in _ALL}
INDICATOR_WORDS: Mapping[str, str] = {
    spelling: each.name for each in _ALL for spelling in (each.name, *each.spellings)
}
TARGET_UNITS: Mapping[str, str] = {
    "万平方米": "万平方米", "万㎡": "万平方米", "万M2": "万平方米", "万m²": "万平方米", "万平米": "万平方米", "万平": "万平方米",
    "平方米": "平方米", "㎡": "平方米", "M2": "平方米", "平米": "平方米",
    "家": "家", "户": "家", "家次": "家", "户次": "家", "个": "个", "项": "项", "件": "件", "宗": "宗", "人": "人", "人次": "人",
    "亿元": "亿元", "亿": "亿元", "万元": "万元", "万": "万元", "万元/亩": "万元/亩", "万/亩": "万元/亩",
    "亩": "亩", "%": "%", "％": "%", "百分比": "%", "天": "天", "日": "天", "工作日": "工作日",
}  # fmt: skip
