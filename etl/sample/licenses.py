"""Form and rows of the drug office's list: what biomedical firms may make, and what they are working on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from etl.sample.block import Block
from etl.sample.industries import INDUSTRIES
from etl.sample.sheets import ABSENT, Cell, SheetForm

LIST_DATE = date(2024, 2, 29)
MISSING_CODE_SHARE = 0.04
UNTOLD_STATUS_SHARE = 0.01
UNTOLD_DATE_SHARE = 0.015
SLIP_SHARE = 0.02
# Mean number of rows a firm: GB/T 4754 class → 一致性评价, 批文, 在研; 一类, 二类, 三类.
DRUGS = {"2710": (0.6, 1.5, 0.6), "2720": (2.0, 4.0, 1.4), "2740": (0.0, 3.0, 0.5), "2761": (0.0, 1.0, 1.6)}
RESEARCH = {**DRUGS, "7340": (0.0, 0.0, 1.2)}
DEVICES = {"2770": (2.0, 2.5, 0.0), "3581": (1.5, 6.0, 0.4), "3586": (2.5, 2.0, 0.0)}
SUBSTANCES = ("安瑞", "康宁", "舒泰", "益清", "乐平", "静和", "通络", "润肺", "健骨", "明目", "复元", "消积")
FORMS = ("片", "胶囊", "注射液", "颗粒", "口服液", "分散片", "缓释片", "滴眼液")
# 示 stands where 国 or 闽 would: no real licence has such a number.
LETTERS = {"2710": "H", "2720": "H", "2740": "Z", "2761": "S"}
PARTS = ("一次性", "便携式", "全自动", "医用", "可重复", "数字化")
THINGS = ("检测试剂盒", "监护仪", "敷料", "康复训练器", "超声诊断仪", "雾化器", "矫形器", "采样器", "理疗仪")
CLASS_SPELLINGS = (
    ("一类器械备案", "第一类医疗器械备案"),
    ("二类器械注册", "Ⅱ类医疗器械"),
    ("三类器械注册", "第三类医疗器械注册"),
)


def license_form() -> SheetForm:
    """The list's sheet."""
    headings = (
        "序号", "企业名称", "统一社会信用代码", "批件类型", "产品名称", "批准文号/备案号/注册证号", "状态", "批准日期",
        "有效期至",
    )  # fmt: skip
    return SheetForm(
        name="批件",
        title="示例区生物医药企业药品批文和医疗器械备案注册情况（截至2024年2月）",
        headings=tuple((heading, ()) for heading in headings),
        footnote="注：一类医疗器械备案长期有效；在研和受理中的没有编号和日期。",
    )


def license_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of a block without their numbers, firm by firm."""
    rng, firms = block.stream("product license"), block.enterprises
    for i, name in enumerate(firms.names):
        code = INDUSTRIES[firms.industry[i]].code
        rows = [*_drugs(rng, code), *_devices(rng, code)]
        for row in rows:
            yield [name, "" if rng.random() < MISSING_CODE_SHARE else firms.codes[i], *row]


def _drugs(rng: np.random.Generator, code: str) -> Iterator[list[Cell]]:
    generics, approvals, pipeline = RESEARCH.get(code, (0.0, 0.0, 0.0))
    for product in _drug_names(rng, int(rng.poisson(generics))):
        yield _granted(rng, "仿制药一致性评价", product, f"示药准字H{{year}}{_serial(rng)}", years=5)
    for product in _drug_names(rng, int(rng.poisson(approvals))):
        yield _granted(
            rng, "药品注册批文", product, f"示药准字{LETTERS[code]}{{year}}{_serial(rng)}", years=5
        )
    for product in _drug_names(rng, int(rng.poisson(pipeline))):
        status = "受理" if rng.random() < 0.3 else "在研"
        yield ["在研药品", product, ABSENT, status, "", ""]


def _devices(rng: np.random.Generator, code: str) -> Iterator[list[Cell]]:
    for number, mean in enumerate(DEVICES.get(code, ()), start=1):
        spelling, other = CLASS_SPELLINGS[number - 1]
        for product in _device_names(rng, int(rng.poisson(mean))):
            # A few rows are of the class above by their number: someone picked the wrong line.
            shown = number if number == 1 or rng.random() >= SLIP_SHARE else 5 - number
            form = (
                f"示榕械备{{year}}{_serial(rng)}"
                if number == 1
                else f"示械注准{{year}}{shown}07{_serial(rng)}"
            )
            said = other if rng.random() < 0.2 else spelling
            yield _granted(rng, said, product, form, years=None if number == 1 else 5)


def _drug_names(rng: np.random.Generator, count: int) -> list[str]:
    """Invented names, each its own within a firm."""
    drawn = rng.choice(len(SUBSTANCES) * len(FORMS), count, replace=False).tolist()
    return [f"示例{SUBSTANCES[at % len(SUBSTANCES)]}{FORMS[at // len(SUBSTANCES)]}" for at in drawn]


def _device_names(rng: np.random.Generator, count: int) -> list[str]:
    drawn = rng.choice(len(PARTS) * len(THINGS), count, replace=False).tolist()
    return [f"示例{PARTS[at % len(PARTS)]}{THINGS[at // len(PARTS)]}" for at in drawn]


def _serial(rng: np.random.Generator) -> str:
    return f"{int(rng.integers(1, 10_000)):04d}"


def _granted(rng: np.random.Generator, kind: str, product: str, number: str, years: int | None) -> list[Cell]:
    """A licence with its number; one that has run out was withdrawn or awaits renewal, a few lack status or date."""
    day = date(int(rng.integers(2018, 2024)), int(rng.integers(1, 13)), int(rng.integers(1, 29)))
    ends = None if years is None else day.replace(year=day.year + years) - timedelta(days=1)
    expired = ends is not None and ends < LIST_DATE
    status = "注销" if expired and rng.random() < 0.7 else "获批"
    return [
        kind,
        product,
        number.format(year=day.year),
        "" if rng.random() < UNTOLD_STATUS_SHARE else status,
        "" if rng.random() < UNTOLD_DATE_SHARE else day.isoformat(),
        ends.isoformat() if ends else "",
    ]
