"""One cell of a county's ledger → the value of a field, or why it is none."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dashboard.cases.county_sheets import Cell
from dashboard.cases.record import BATCHES, FIELDS, REMAINING_MU
from etl.contracts import Kind

COLUMNS = {**FIELDS, REMAINING_MU.name: REMAINING_MU}
LONGEST_TEXT = 32_767  # what a cell of a workbook can hold
# The whole cell says that there is nothing.
NOTHING = re.compile(r"[-—–―－_/\\.*]+|无|暂无|空|不详|未知|N/?A|#[A-Z0-9/?!]+", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+")
DAY = re.compile(r"(?P<y>(?:19|20)\d{2})(?:[-/.年])(?P<m>\d{1,2})(?:[-/.月])(?P<d>\d{1,2})日?")
DAY_PACKED = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})")
# A spreadsheet's day number: 20000 is 1954, 60000 is 2064.
SERIAL = re.compile(r"[2-5]\d{4}(?:\.0+)?")
EPOCH = date(1899, 12, 30)
# What counties write for our words.
STATE_WORDS: Mapping[str, str] = {
    "区专班会审": "专班会审", "区政府审定": "政府审定", "已签约": "已签约告知", "已告知": "已签约告知",
    "已签约/已告知": "已签约告知", "已销号": "销号",
}  # fmt: skip
BATCH_WORDS: Mapping[str, str] = {
    spelling: batch for batch in BATCHES for spelling in (batch, f"{batch}一批", f"{batch}类")
}


@dataclass(frozen=True)
class Unreadable:
    """Why a cell is no value of its field, and what to do."""

    reason: str
    what_to_do: str


def value(name: str, cell: Cell) -> Any:
    """The value of the field ``name``; None for nothing, an `Unreadable` for what cannot be read."""
    text = plain(cell)
    if text is None or NOTHING.fullmatch(text):
        return () if name == "difficulty_types" else None
    return _WORDS.get(name, _READERS.get(COLUMNS[name].kind, _text))(text)


def plain(cell: Cell) -> str | None:
    """The text of a cell: trimmed, line ends as one character, whole numbers without a tail."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    text = (cell or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return text or None


def folded(text: str) -> str:
    """Half-width and without any white space: the form in which headings, codes and words are compared."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def says(name: str, cell: Cell, known: Any) -> bool:
    """Whether the cell is what an export writes for the value ``known``, precision and long texts as files hold them."""
    text = plain(cell)
    if known is None or known == ():
        return text is None
    if text is None:
        return False
    if isinstance(known, float):
        read = _number(text)
        return isinstance(read, float) and math.isclose(read, known, rel_tol=1e-12, abs_tol=1e-12)
    written = "、".join(known) if isinstance(known, tuple) else str(known)
    return text == plain(written[:LONGEST_TEXT])


def _text(text: str) -> str:
    return text


def _code(text: str) -> str | Unreadable:
    code = folded(text).upper().lstrip("'")
    if re.fullmatch(r"\d\.\d+E\+?\d+", code):
        return Unreadable(
            "代码被表格软件改成了科学记数，后面的位数已经丢失", "把这一列设为文本，重新填写 18 位代码。"
        )
    return code


def _number(text: str) -> float | Unreadable:
    digits = folded(text)
    if NUMBER.fullmatch(digits):
        return float(digits.replace(",", ""))
    try:
        number = float(digits)
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return number
    return Unreadable("不是一个数", "只填数字，不带单位和文字；不知道时留空。")


def _year(text: str) -> int | Unreadable:
    found = re.fullmatch(r"((?:19|20)\d{2})(?:\.0+)?年?度?", folded(text))
    return int(found[1]) if found else Unreadable("不是一个年份", "填四位年份，如 2023。")


def _integer(text: str) -> int | Unreadable:
    digits = folded(text)
    return int(digits) if digits.isdecimal() else Unreadable("不是一个整数", "只填整数。")


def _date(text: str) -> date | Unreadable:
    digits = folded(text).split("T")[0]
    found = DAY.fullmatch(digits) or DAY_PACKED.fullmatch(digits)
    if found:
        try:
            return date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            return Unreadable("日历上没有这一天", "请核对日期。")
    if SERIAL.fullmatch(digits):
        return EPOCH + timedelta(days=int(float(digits)))
    return Unreadable("不是一个日期", "写成 2024-01-31 这样的日期，要有年月日。")


def _state(text: str) -> str:
    word = folded(text)
    return STATE_WORDS.get(word, word)


def _batch(text: str) -> str:
    word = folded(text)
    return BATCH_WORDS.get(word, word)


def _types(text: str) -> tuple[str, ...]:
    words = (folded(each) for each in re.split(r"[、,，;；/\n]", text))
    return tuple(dict.fromkeys(word for word in words if word))


_WORDS: Mapping[str, Callable[[str], Any]] = {
    "uscc": _code, "year": _year, "state": _state, "resumes_to": _state, "final_batch": _batch, "difficulty_types": _types,
}  # fmt: skip
_READERS: Mapping[Kind, Callable[[str], Any]] = {
    Kind.NUMBER: _number, Kind.INTEGER: _integer, Kind.DATE: _date,
}  # fmt: skip
