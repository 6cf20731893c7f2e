"""A mapping file out of what `inspect` found: every decision written down, to be corrected by hand and given to `build`.

As it is written, it makes the build do exactly what the build would do without it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

HEAD = """\
# 映射文件：由 python -m etl inspect … --suggest-map 写出，是程序现在的读法。改正之后：
#   python -m etl inspect 文件夹 --map 本文件     看改正后怎样读
#   python -m etl build   文件夹 --map 本文件     照此构建
# 不用改的 [[file]] 可以删去，删去的仍由程序自己判断。以 # 开头的行不起作用。
"""
FIRST = ("pattern", "sheet", "entity", "heading_row", "year", "month")


def mapping_text(sheets: Sequence[Mapping[str, Any]]) -> str:
    """The mapping file for the sheets that `inspect` described."""
    paths = sorted({sheet["file"] for sheet in sheets})
    names = Counter(path.rsplit("/", 1)[-1] for path in paths)
    entries = [line for sheet in sheets for line in _sheet_lines(sheet, names)]
    return "\n".join([HEAD, *entries])


def _sheet_lines(sheet: Mapping[str, Any], names: Counter[str]) -> Iterator[str]:
    where = {"pattern": _pattern(sheet["file"], names)}
    if sheet["sheet"] is not None:
        where["sheet"] = _literal(sheet["sheet"])
    if sheet.get("ignored"):
        yield from _entry(where | {"ignore": True})
    elif not sheet.get("readings"):
        yield from _refused(sheet, where)
    for reading in sheet.get("readings", ()):
        yield from _notes(sheet, reading)
        yield from _entry(where | _decisions(sheet, reading))


def _pattern(path: str, names: Counter[str]) -> str:
    """The path; with a stroke before it where the bare name would fit another file too."""
    plain = _literal(path)
    return plain if names[path.rsplit("/", 1)[-1]] == 1 else f"/{plain}"


def _literal(text: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", text)


def _decisions(sheet: Mapping[str, Any], reading: Mapping[str, Any]) -> dict[str, Any]:
    units = {column["field"]: column["unit"] for column in reading["columns"] if column["unit"]}
    said = dict(reading["said"])
    if not reading["is_primary"]:
        said["secondary"] = True
    return {
        "entity": reading["entity"],
        "heading_row": sheet["heading_row"],
        "year": reading["year"],
        "month": reading["month"],
        **said,
        "columns": {column["heading"]: column["field"] for column in reading["columns"]},
        "units": units,
    }


def _notes(sheet: Mapping[str, Any], reading: Mapping[str, Any]) -> Iterator[str]:
    """What a person should look at before the entry."""
    yield f"# {_one_line(sheet['file'])} {_one_line(sheet['sheet'])}：{reading['label']}（{_one_line(reading['why'])}）"
    for column in reading["columns"]:
        if column["confidence"] < 0.9:
            words = (column["heading"], column["field"], column["because"])
            yield "# 请核对：{} → {}（{}）".format(*map(_one_line, words))
    if sheet.get("unmapped"):
        yield f"# 没有使用的列：{_one_line('、'.join(sheet['unmapped']))}"
    if guess := reading["examples"].get("crs_by_magnitude"):
        yield f'# {_one_line(guess)}如不对，请写：crs = "EPSG:…"'


def _refused(sheet: Mapping[str, Any], where: Mapping[str, str]) -> Iterator[str]:
    """What is not read as it is, as an entry to be completed."""
    yield f"# {_one_line(sheet['file'])} {_one_line(sheet['sheet'] or '')}：{_one_line(sheet['refusal'])}"
    for doubt in sheet.get("doubts", ()):
        yield f"#   {_one_line(doubt['reason'])}{_one_line(doubt['next_step'])}"
    if sheet["sheet"] is not None:
        wanted: dict[str, Any] = dict(where) | {"entity": "…", "heading_row": sheet.get("heading_row")}
        wanted["columns"] = dict.fromkeys(sheet.get("unmapped", ())[:30], "…")
        yield from (f"# {line}" if line else "" for line in _entry(wanted))
    else:
        yield ""


def _entry(said: Mapping[str, Any]) -> Iterator[str]:
    yield "[[file]]"
    ordered = sorted(said, key=lambda key: FIRST.index(key) if key in FIRST else len(FIRST))
    for key in ordered:
        if said[key] not in (None, {}, ""):
            yield f"{key} = {_toml(said[key])}"
    yield ""


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml(key)} = {_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, date):
        return value.isoformat()
    # A TOML string is a JSON string, but for the one control sign that JSON leaves bare.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(text: str) -> str:
    """The text without line breaks and control signs, which may not stand in a comment."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
