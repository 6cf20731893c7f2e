"""The stages of park standardisation (园区标准化) in the report's words, and how offices write them and their dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.contracts.model import Column, Field, Kind

# Code of a ledger's cases → the name that screens show.
WORKS_KINDS: Mapping[str, str] = {
    "park_plot": "标准化地块",
    "self_upgrade": "自主提升",
    "land_reserve": "收储提升",
    "temporary_land": "临时用地",
}
ROUTES = ("收储提升", "自主提升")
# The owner rebuilds, or the land bank takes the land: either way a case passes through these in this order.
SELF_STAGES = ("申报", "区审核", "市政府同意", "报批", "进场施工", "主体封顶", "竣工", "投产")
RESERVE_STAGES = (
    "谋划", "摸底", "市政府研究通过", "征迁签约", "净地入库", "供地", "施工", "主体封顶", "竣工", "招商",
)  # fmt: skip
# A plot comes by one route or the other and is built on all the same.
PLOT_STAGES = (
    "谋划", "摸底", "市政府研究通过", "征迁签约", "净地入库", "供地", "申报", "区审核", "市政府同意", "报批", "施工",
    "主体封顶", "竣工", "招商", "投产",
)  # fmt: skip
STAGES_OF: Mapping[str, Sequence[str]] = {
    "park_plot": PLOT_STAGES,
    "self_upgrade": SELF_STAGES,
    "land_reserve": RESERVE_STAGES,
}
COMPLETION = "竣工"
# How far a stage is: the two routes run side by side until the works begin, and have one number from there.
STAGE_NUMBERS: Mapping[str, int] = {
    "谋划": 1, "摸底": 2, "市政府研究通过": 3, "征迁签约": 4, "净地入库": 5, "供地": 6,
    "申报": 1, "区审核": 2, "市政府同意": 3, "报批": 4,
    "施工": 7, "进场施工": 7, "主体封顶": 8, "竣工": 9, "招商": 10, "投产": 10,
}  # fmt: skip

BUILDING_WORDS = (
    "施工", "进场施工", "在建", "施工中", "开工", "已开工", "开工建设", "建设中", "正在施工", "进场", "已进场", "动工",
    "基础施工", "主体施工", "桩基施工",
)  # fmt: skip
# Compared in half-width brackets and upper case, see `etl.clean.codes.clean_word`.
STAGE_SPELLINGS: Mapping[str, Sequence[str]] = {
    "谋划": ("谋划", "谋划中", "前期谋划", "策划", "前期"),
    "摸底": ("摸底", "摸底中", "已摸底", "摸底调查", "入户摸底", "摸排"),
    "市政府研究通过": (
        "市政府研究通过", "市政府研究", "市研究通过", "市政府通过", "市政府常务会研究通过", "市政府常务会通过", "启动收储",
    ),
    "征迁签约": ("征迁签约", "征迁", "签约", "征迁中", "签约中", "征收签约", "拆迁签约", "征拆", "正在签约", "征迁签约中"),
    "净地入库": ("净地入库", "净地", "入库", "已净地", "净地交付", "土地入库", "已入库", "已收储"),
    "供地": (
        "供地", "已供地", "出让", "已出让", "划拨", "挂牌", "挂牌出让", "标准地出让", "出让(标准地)", "划拨给国企开发",
    ),
    "申报": ("申报", "已申报", "企业申报", "申报中"),
    "区审核": ("区审核", "区级审核", "区审", "区审核通过", "区审核中", "区政府审核"),
    "市政府同意": ("市政府同意", "市同意", "市政府批复", "市批复", "已批复", "市政府已同意", "市政府已批复"),
    "报批": ("报批", "报建", "报批报建", "规划报批", "手续报批", "报批(规划/施工许可)", "规划许可", "施工许可", "报批中"),
    "施工": BUILDING_WORDS,
    "进场施工": BUILDING_WORDS,
    "主体封顶": ("主体封顶", "封顶", "已封顶", "主体结构封顶", "结构封顶"),
    "竣工": ("竣工", "已竣工", "竣工验收", "建成", "完工", "已完工", "已建成"),
    "招商": ("招商", "招商入驻", "招商中", "入驻", "已入驻", "企业入驻"),
    "投产": ("投产", "已投产", "试生产", "投产/招商入驻", "投用", "投入使用"),
}  # fmt: skip
ROUTE_WORDS = {
    "收储提升": "收储提升", "收储": "收储提升", "收储改造": "收储提升", "收储开发": "收储提升", "政府收储": "收储提升",
    "收储路径": "收储提升",
    "自主提升": "自主提升", "自主": "自主提升", "自主改造": "自主提升", "企业自主提升": "自主提升", "自主提升改造": "自主提升",
    "自提": "自主提升",
}  # fmt: skip

# What stands in the row below a stage's name where its days have two columns.
UNDER_A_STAGE = ("计划", "实际")


def stage_words(kind: str) -> dict[str, str]:
    """The spellings of the stages that cases of a ledger pass through; any other word is outside the list."""
    return {spelling: stage for stage in STAGES_OF[kind] for spelling in STAGE_SPELLINGS[stage]}


@dataclass(frozen=True)
class Dated:
    """How the days of a stage are called: the code that column names begin with, and the words of headings."""

    stage: str
    code: str
    words: tuple[str, ...]

    @property
    def planned(self) -> Column:
        """The day on which the stage was to be reached."""
        return Column(
            f"{self.code}_planned_on",
            f"计划{self.stage}时间",
            f"计划到达“{self.stage}”的日期。",
            Kind.DATE,
        )

    @property
    def actual(self) -> Column:
        """The day on which the stage was reached."""
        return Column(
            f"{self.code}_on",
            f"{self.stage}时间",
            f"实际到达“{self.stage}”的日期；还没有到达的为空。",
            Kind.DATE,
        )


_DATED: Mapping[str, Dated] = {
    each.stage: each
    for each in (
        Dated("谋划", "conceived", ("谋划",)),
        Dated("摸底", "surveyed", ("摸底",)),
        Dated("市政府研究通过", "passed", ("市政府研究通过", "市政府研究", "市政府通过", "研究通过", "启动收储")),
        Dated("征迁签约", "signed", ("征迁签约", "征迁", "签约")),
        Dated("净地入库", "cleared", ("净地入库", "净地", "入库")),
        Dated("供地", "supplied", ("供地", "出让", "划拨")),
        Dated("申报", "applied", ("申报", "企业申报")),
        Dated("区审核", "reviewed", ("区审核", "区审", "区级审核")),
        Dated("市政府同意", "agreed", ("市政府同意", "市政府批复", "批复", "市同意", "市批复")),
        Dated("报批", "permitted", ("报批", "报建", "报批报建")),
        Dated("施工", "started", ("施工", "开工", "进场", "动工")),
        Dated("进场施工", "started", ("进场施工", "进场", "施工", "开工", "动工")),
        Dated("主体封顶", "topped", ("主体封顶", "封顶")),
        Dated("竣工", "completed", ("竣工", "建成", "竣工验收")),
        Dated("招商", "let", ("招商", "招商入驻", "入驻")),
        Dated("投产", "operating", ("投产", "投用")),
    )
}  # fmt: skip


def dated_stages(kind: str) -> tuple[Dated, ...]:
    """The stages of a ledger's cases, in order, with what their days are called."""
    return tuple(_DATED[stage] for stage in STAGES_OF[kind])


def date_fields(kind: str) -> tuple[Field, ...]:
    """Two fields a stage, planned and actual, for ledgers that write a stage's days into columns of their own."""
    return tuple(field for dated in dated_stages(kind) for field in _fields_of(dated))


def _fields_of(dated: Dated) -> Iterator[Field]:
    yield Field(dated.planned, _headings(dated.words, ("计划{}", "{}计划", "拟{}", "预计{}", "计划时间{}")))
    yield Field(
        dated.actual, _headings(dated.words, ("{}", "实际{}", "{}实际", "{}完成", "节点{}", "实际时间{}"))
    )


def _headings(words: Sequence[str], forms: Sequence[str]) -> tuple[str, ...]:
    """``封顶`` → 计划封顶时间、计划封顶日期 and so on; a bare 竣工 is no heading of a day, 计划竣工 and 竣工实际 are."""
    named = [form.format(word) for word in words for form in forms]
    dated = [f"{name}{ending}" for name in named for ending in ("时间", "日期")]
    return tuple(dict.fromkeys([*dated, *(name for name in named if name not in words)]))
