"""Form and rows of the evaluation office's list: points, vetoes, protection and exemption of a few firms each year."""

from __future__ import annotations

from collections.abc import Iterator

from etl.sample.block import Block
from etl.sample.district import YEARS
from etl.sample.sheets import Cell, SheetForm

# Share of the firms in a year, what the list calls it, points, why.
CASES: tuple[tuple[float, str, int | None, str], ...] = (
    (0.015, "加分", 5, "获评省级专精特新"),
    (0.010, "加分", 3, "完成智能化技术改造"),
    (0.008, "扣分", 5, "欠缴税费被通报"),
    (0.004, "一票否决", None, "重大事故隐患未按期整改"),
    (0.004, "一票否决", None, "受到环保处罚未完成整改"),
    (0.005, "保护", None, "当年小升规"),
    (0.006, "不参评", None, "供水供电供热等公用事业"),
)


def special_cases_form() -> SheetForm:
    """The list's sheet."""
    return SheetForm(
        name="特殊情形",
        title=f"{YEARS[0]}—{YEARS[-1]}年度亩均效益评价特殊情形",
        headings=tuple(
            (heading, ())
            for heading in ("序号", "年度", "企业名称", "统一社会信用代码", "情形", "分值", "事由")
        ),
        footnote="注：一票否决和不参评由评价专班会同应急、生态环境、税务等部门认定。",
    )


def special_case_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of a block without their numbers, year by year."""
    firms, rng = block.enterprises, block.stream("special cases")
    for year in YEARS:
        for share, kind, points, why in CASES:
            for i in (rng.random(len(firms)) < share).nonzero()[0].tolist():
                yield [year, firms.names[i], firms.codes[i], kind, "" if points is None else points, why]
