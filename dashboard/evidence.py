"""The numbers that a screen can give evidence for: how each is reckoned, in words and live, and which rows it sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from dashboard import format as fmt
from dashboard.queries.evidence import Totals
from etl.contracts import TABLES, Column, Kind
from etl.contracts.batches import BATCH_REASON, SITE_PARCEL_ID

_firm = TABLES["enterprise"].by_name
_year = TABLES["enterprise_year"].by_name
_parcel = TABLES["parcel"].by_name
_parcel_year = TABLES["parcel_year"].by_name
_build = TABLES["build_info"].by_name
_graded = TABLES["evaluation"].by_name
_lot = TABLES["lot_year"].by_name
RATIO, TAX, LAND = _year["tax_wan_yuan_per_mu"], _year["tax_wan_yuan"], _year["land_mu"]
OUTPUT, PAID = _year["output_wan_yuan"], _year["tax_paid_wan_yuan"]
MU = "万元/亩"
YARDSTICK = Column("yardstick", "对照中位数", "全区同一年度、同一行业或全区的中位数。", Kind.NUMBER, MU)
RECOVERABLE = Column(
    "amount", "可挖潜税收", "（对照中位数 − 本企业亩均税收）× 用地面积。", Kind.NUMBER, "万元"
)
COUNTED_LAND = Column("counted_mu", "计入的用地", "落在这十分之一用地里的部分。", Kind.NUMBER, "亩")
COUNTED_TAX = Column("amount", "计入的税收", "计入的用地 × 亩均税收。", Kind.NUMBER, "万元")
GINI_PART = Column(
    "amount",
    "用地占比 ×（此前税收占比 + 至此税收占比）",
    "1 减去它们之和是基尼系数。",
    Kind.NUMBER,
    decimals=6,
)
SHARED_OUT = Column(
    "land_share_mu", "分摊到企业的用地", "最近年度各使用企业分摊用地之和。", Kind.NUMBER, "亩"
)
RECEIVED = Column("received", "收到的税收", "各年度评价税收绝对值之和。", Kind.NUMBER, "万元")

Bound = Mapping[str, object]


@dataclass(frozen=True)
class Number:
    """A number that has evidence.

    Attributes:
        key: what `dashboard.queries.evidence` calls it.
        label: what a screen calls it.
        sentence: how it is reckoned.
        columns: what a table of its rows shows after the name.
        worked: the number reckoned from the sums of its rows, in one line.
        value: the same as a number; None where there is nothing to reckon with.
        inputs: of which incoming rows the sources are shown, the most telling first.
        of_parcels: whether its rows are parcels and not enterprises.
        bound: further values that its question binds.
    """

    key: str
    label: str
    sentence: str
    columns: tuple[Column, ...]
    worked: Callable[[Totals], str]
    value: Callable[[Totals], float | None]
    inputs: tuple[str, ...]
    of_parcels: bool = False
    bound: Bound = field(default_factory=dict)


def _amount(found: Totals) -> float | None:
    return found.amount


def _median(found: Totals) -> float | None:
    return found.median


def _ratio(found: Totals) -> float | None:
    return found.amount / found.base if found.base and found.base > 0 and found.amount is not None else None


def _percent(found: Totals) -> float | None:
    ratio = _ratio(found)
    return None if ratio is None else 100 * ratio


def _gini(found: Totals) -> float | None:
    return None if found.amount is None else 1 - found.amount


def coverage(found: Totals, unit: str, what: str) -> str:
    """``612 户中 579 户两项齐全``."""
    return f"{fmt.with_unit(found.whole, unit, 0)}中 {fmt.with_unit(found.rows, unit, 0)}{what}"


def _sum(label: str, unit: str, of: str = "户") -> Callable[[Totals], str]:
    return lambda found: (
        f"{label} = Σ 各{of}{label} = {fmt.with_unit(found.amount, unit)}，{coverage(found, of, '有数据')}"
    )


def _count(label: str) -> Callable[[Totals], str]:
    return lambda found: (
        f"{label} = 逐户计数 = {fmt.number(found.amount or 0)} 户，共 {fmt.count(found.whole)}"
    )


def _quotient(label: str, above: str, below: str, of: str = "户") -> Callable[[Totals], str]:
    return lambda found: (
        f"{label} = Σ{above} {fmt.with_unit(found.amount, '万元')} ÷ Σ{below} {fmt.with_unit(found.base, '亩')}"
        f" = {fmt.with_unit(_ratio(found), MU)}，{coverage(found, of, '两项齐全')}"
    )


def _tenth(label: str) -> Callable[[Totals], str]:
    return lambda found: (
        f"{label} = Σ计入的税收 {fmt.with_unit(found.amount, '万元')} ÷ Σ计入的用地 {fmt.with_unit(found.base, '亩')}"
        f" = {fmt.with_unit(_ratio(found), MU)}，落在这一头的 {fmt.number(found.rows)} 宗"
    )


def _share(label: str, above: str, below: str, unit: str) -> Callable[[Totals], str]:
    return lambda found: (
        f"{label} = {above} {fmt.with_unit(found.amount, unit)} ÷ {below} {fmt.with_unit(found.base, unit)}"
        f" = {fmt.percent(_percent(found))}"
    )


def _middle(found: Totals, of: str = "户") -> str:
    half, odd = divmod(found.rows, 2)
    place = f"第 {half + 1} {of}" if odd else f"第 {half} 和第 {half + 1} {of}的平均"
    return (
        f"亩均税收中位数：{coverage(found, of, '有亩均税收')}，从低到高，{place} = {fmt.with_unit(found.median, MU)}"
        if found.rows
        else coverage(found, of, "有亩均税收")
    )


_NUMBERS = (
    Number("above_scale", "规上企业数", _year["is_above_scale"].sentence, (_firm["uscc"], _firm["town"], OUTPUT),
           _count("规上企业数"), lambda found: found.amount or 0, ("returns", "months", "register")),
    Number("output", OUTPUT.label, f"{OUTPUT.sentence}有数据企业之和。", (OUTPUT,),
           _sum(OUTPUT.label, "万元"), _amount, ("returns", "months")),
    Number("tax", TAX.label, f"{TAX.sentence}有数据企业之和。",
           (TAX, _year["tax_paid_wan_yuan"], _year["tax_adjustment_wan_yuan"]),
           _sum(TAX.label, "万元"), _amount, ("tax",)),
    Number("tax_paid", PAID.label, f"{PAID.sentence}有数据企业之和。", (PAID, TAX),
           _sum(PAID.label, "万元"), _amount, ("tax",)),
    Number("land", LAND.label, f"{LAND.sentence}有数据企业之和。",
           (LAND, _year["own_mu"], _year["lease_in_mu"], _year["lease_out_mu"]),
           _sum(LAND.label, "亩"), _amount, ("land",)),
    Number("ratio", RATIO.label, RATIO.sentence, (TAX, LAND, RATIO),
           _quotient(RATIO.label, TAX.label, "用地", "户"), _ratio, ("tax", "land")),
    Number("median", "亩均税收中位数", "有亩均税收的企业从低到高排在正中的一户；两户在正中时取平均。表中从正中往两头列。",
           (RATIO, TAX, LAND), _middle, _median, ("tax", "land")),
    Number("recoverable", "可挖潜税收", "Σ（对照中位数 − 本企业亩均税收）× 用地面积，只计低于中位数的企业。",
           (RECOVERABLE, YARDSTICK, RATIO, LAND),
           lambda found: f"可挖潜税收 = Σ（中位数 − 本企业）× 用地 = {fmt.with_unit(found.amount, '万元')}，"
           f"{coverage(found, '户', '低于中位数')}",
           lambda found: found.amount or 0, ("tax", "land")),
    Number("best_tenth", "最好的十分之一用地", "企业按亩均税收从高到低排，合占用地 10 % 的企业的税收 ÷ 全部税收。",
           (COUNTED_TAX, COUNTED_LAND, RATIO, TAX, LAND), _share("税收占比", "计入的税收", "全部税收", "万元"),
           _percent, ("tax", "land")),
    Number("worst_tenth", "最差的十分之一用地", "企业按亩均税收从低到高排，合占用地 10 % 的企业的税收 ÷ 全部税收。",
           (COUNTED_TAX, COUNTED_LAND, RATIO, TAX, LAND), _share("税收占比", "计入的税收", "全部税收", "万元"),
           _percent, ("tax", "land")),
    Number("gini", "基尼系数", "1 − Σ 用地占比 ×（此前税收占比 + 至此税收占比），企业按亩均税收从低到高。",
           (GINI_PART, RATIO, TAX, LAND),
           lambda found: f"基尼系数 = 1 − {fmt.number(found.amount, 6)} = {fmt.number(_gini(found), 3)}，"
           f"{coverage(found, '户', '有亩均税收')}",
           _gini, ("tax", "land")),
    Number("grade", "企业数", "按所选口径、年度和评价组评为这一档的企业，逐户计数。",
           (_graded["grade"], _graded["rank"], _graded["score"], TAX, LAND, _graded["override_reason"]),
           _count("企业数"), lambda found: found.amount or 0, ("tax", "land", "returns", "register")),
    Number("batch", "企业数", "按所选方案的门槛和口径建议归入这一类的企业，逐户计数；用地多的在前。",
           (BATCH_REASON, RATIO, TAX, LAND, OUTPUT, SITE_PARCEL_ID),
           _count("企业数"), lambda found: found.amount or 0, ("tax", "land", "returns", "register")),
    Number("parcel_ratio", "地块法亩均税收", _parcel_year["tax_wan_yuan_per_mu"].sentence,
           (_parcel["parcel_address"], _parcel_year["tax_wan_yuan"], _parcel_year["land_mu"],
            _parcel_year["tax_wan_yuan_per_mu"]),
           _quotient("地块法亩均税收", "分到宗地的税收", "宗地用地", "宗"), _ratio, ("land", "tax", "tenancies"), True),
    Number("parcel_median", "地块法中位数", "有亩均税收的宗地从低到高排在正中的一宗；两宗在正中时取平均。",
           (_parcel["parcel_address"], _parcel_year["tax_wan_yuan_per_mu"], _parcel_year["tax_wan_yuan"],
            _parcel_year["land_mu"]),
           lambda found: _middle(found, "宗"), _median, ("land", "tax", "tenancies"), True),
    Number("parcel_tax", "分到宗地的评价税收", _parcel_year["tax_wan_yuan"].sentence,
           (_parcel["parcel_address"], _parcel_year["tax_wan_yuan"]),
           _sum("税收", "万元", "宗"), _amount, ("tax", "tenancies", "land"), True),
    Number("parcel_land", "宗地用地面积", _parcel_year["land_mu"].sentence,
           (_parcel["parcel_address"], _parcel_year["land_mu"]),
           _sum("用地", "亩", "宗"), _amount, ("land",), True),
    Number("lot_ratio", "地块法亩均税收", _parcel_year["tax_wan_yuan_per_mu"].sentence,
           (_lot["parcel_address"], _lot["owner_name"], _lot["tax_wan_yuan"], _lot["land_mu"],
            _lot["tax_wan_yuan_per_mu"]),
           _quotient("地块法亩均税收", "分到宗地的税收", "宗地用地", "宗"), _ratio, ("land", "tax", "tenancies"), True),
    Number("lot_median", "地块法中位数", "有亩均税收的宗地从低到高排在正中的一宗；两宗在正中时取平均。",
           (_lot["parcel_address"], _lot["tax_wan_yuan_per_mu"], _lot["tax_wan_yuan"], _lot["land_mu"]),
           lambda found: _middle(found, "宗"), _median, ("land", "tax", "tenancies"), True),
    Number("lot_tax", "分到宗地的评价税收", _parcel_year["tax_wan_yuan"].sentence,
           (_lot["parcel_address"], _lot["owner_name"], _lot["tax_wan_yuan"]),
           _sum("税收", "万元", "宗"), _amount, ("tax", "tenancies", "land"), True),
    Number("lot_land", "宗地用地面积", _lot["land_mu"].sentence,
           (_lot["parcel_address"], _lot["owner_name"], _lot["land_mu"]),
           _sum("用地", "亩", "宗"), _amount, ("land",), True),
    Number("lot_recoverable", "可挖潜税收", _lot["recoverable_wan_yuan"].sentence,
           (_lot["park_name"], _lot["recoverable_wan_yuan"], _lot["park_median_wan_yuan_per_mu"],
            _lot["tax_wan_yuan_per_mu"], _lot["land_mu"]),
           lambda found: f"可挖潜税收 = Σ（片区中位数 − 本宗地）× 用地 = {fmt.with_unit(found.amount, '万元')}，"
           f"{coverage(found, '宗', '低于片区中位数')}",
           _amount, ("land", "tax", "tenancies"), True),
    *(Number(f"lot_{end}_tenth", f"最{word}的十分之一用地",
             f"有亩均税收的宗地按亩均税收从{order}排，合占用地 10 % 的那一头：税收之和 ÷ 用地之和；落在分界上的宗地按用地拆开。",
             (_lot["parcel_address"], _lot["owner_name"], COUNTED_TAX, COUNTED_LAND, _lot["tax_wan_yuan_per_mu"]),
             _tenth(f"最{word}的十分之一"), _ratio,
             ("land", "tax", "tenancies"), True)
      for end, word, order in (("best", "好", "高到低"), ("worst", "差", "低到高"))),
    Number("coverage_land_pct", _build["coverage_land_pct"].label, _build["coverage_land_pct"].sentence,
           (_parcel["parcel_address"], SHARED_OUT, _parcel["land_mu"]),
           _share(_build["coverage_land_pct"].label, "分摊到企业的用地", "全部宗地用地", "亩"), _percent,
           ("land", "tenancies"), True),
    Number("coverage_tax_pct", _build["coverage_tax_pct"].label, _build["coverage_tax_pct"].sentence,
           (RECEIVED, _firm["in_register"]),
           _share(_build["coverage_tax_pct"].label, "名录中企业的税收", "收到的全部税收", "万元"), _percent,
           ("tax", "register")),
)  # fmt: skip
NUMBERS: Mapping[str, Number] = {number.key: number for number in _NUMBERS}
NAME = Column("name", "企业", "企业名称。", Kind.NAME)
PARCEL = Column("name", "宗地", "宗地代码。", Kind.CODE)
SHARE = Column("share_pct", "占合计", "这一行占全部各行合计的比例。", Kind.NUMBER, "%", decimals=1)
SOURCE = (
    TABLES["source_file"].by_name["path"],
    TABLES["source_file"].by_name["sheet"],
    TABLES["quality_issue"].by_name["row_number"],
    Column("sources", "来源行", "这一行的数共来自来件的几行；“来源行”标签列出全部。", Kind.INTEGER, "处"),
)


def columns(number: Number) -> tuple[Column, ...]:
    """The columns of the table of its rows."""
    return (
        PARCEL if number.of_parcels else NAME,
        *number.columns,
        *SHARES.get(number.key, (SHARE,)),
        *SOURCE,
    )


# A share of the sum says nothing of a count and of what is not added.
SHARES: Mapping[str, tuple[Column, ...]] = dict.fromkeys(
    (
        "above_scale",
        "median",
        "parcel_median",
        "lot_median",
        "gini",
        "grade",
        "batch",
        "coverage_land_pct",
        "coverage_tax_pct",
    ),
    (),
)


def with_sources(rows: pd.DataFrame, sources: pd.DataFrame, amount: float | None) -> pd.DataFrame:
    """The rows, each with its share of ``amount``, the first of its source rows and how many it has."""
    first = sources.drop_duplicates("subject_id").set_index("subject_id")[["path", "sheet", "row_number"]]
    counted = sources.groupby("subject_id").size().rename("sources")
    shares = 100 * rows["amount"] / amount if amount else float("nan")
    return (
        rows.assign(share_pct=shares)
        .join(first, on="subject_id", validate="m:1")
        .join(counted, on="subject_id", validate="m:1")
        .astype({"row_number": "Int64", "sources": "Int64"})
    )
