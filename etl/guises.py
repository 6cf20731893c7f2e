"""Sheets that came otherwise than they look in an office program: hidden, with hidden rows, under another format's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.issues import WARNING, Finding, IssueLog
from etl.read.model import RawTable

RANGES_NAMED = 8


def say_how_it_came(raw: RawTable, entity: str | None, heading_row: int | None, log: IssueLog) -> None:
    """Tell of a sheet that is loaded what a person who opens the file would not see, or see differently."""
    if raw.disguise:
        finding = Finding(
            "disguised_file",
            WARNING,
            f"扩展名是 {raw.source.location.suffix}，内容其实是{raw.disguise}，已照常读取。",
            "不用处理；如内容不对，请用表格软件打开后另存为 .xlsx 再导入。",
        )
        log.file(raw.source, finding, sheet=raw.sheet, entity=entity)
    if raw.is_hidden:
        finding = Finding(
            "hidden_sheet", WARNING, "工作表是隐藏的，已照常载入。", "如不应载入，请删除这张表。"
        )
        log.file(raw.source, finding, sheet=raw.sheet, entity=entity)
    hidden = [number for number in raw.hidden_rows if number > (heading_row or 0)]
    if hidden:
        finding = Finding(
            "hidden_rows",
            WARNING,
            f"第 {_ranges(hidden)} 行是隐藏的（共 {len(hidden)} 行），已照常载入。",
            "请取消隐藏和筛选后核对；如不应载入，请删除这些行。",
        )
        log.heading(raw, finding, entity=entity, column=None, row_number=hidden[0])


def _ranges(numbers: Sequence[int]) -> str:
    """``5—8、12``; the first few where there are many."""
    runs = list(_runs(numbers))
    named = "、".join(f"{low}" if low == high else f"{low}—{high}" for low, high in runs[:RANGES_NAMED])
    return named + (" 等" if len(runs) > RANGES_NAMED else "")


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last
