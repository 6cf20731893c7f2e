"""The mapping file (``--map FILE.toml``): what a person says about files that do not speak for themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pyproj import CRS
from pyproj.exceptions import CRSError

from etl.contracts import CONTRACTS
from etl.contracts.units import factor_between, unit_of
from etl.shifted import system_of

REPEATS = ("refuse", "merge")
KINDS: Mapping[str, type] = {
    "heading_row": int, "year": int, "month": int, "received_on": date, "ignore": bool, "units_confirmed": bool,
    "swap_xy": bool, "secondary": bool, "columns": dict, "units": dict, "constants": dict,
}  # fmt: skip
KIND_NAMES = {
    str: "文字（加引号）",
    int: "整数（不加引号）",
    bool: "true 或 false",
    date: "日期（如 2024-01-31，不加引号）",
    dict: '表（如 { "表头" = "字段" }）',
}
RANGES: Mapping[str, tuple[int, int]] = {
    "year": (1990, 2100),
    "month": (1, 12),
    "heading_row": (1, 10_000_000),
}


class MappingError(Exception):
    """The mapping file is wrong; the message is Chinese and names the entry."""


@dataclass(frozen=True)
class FileMapping:
    """One ``[[file]]`` entry: for the sheets that ``pattern`` and ``sheet`` fit, what they are and how they read.

    Several entries may fit one sheet; it is then read once for each, as the entity that each names.

    Attributes:
        secondary: whether the sheet merely brings this entity along: it fills what other files leave empty.
        swap_xy: whether northings stand before eastings in the layer's coordinates.
        columns: source heading → field.
        units: field → unit that the file is in.
        constants: field → the same value for every row.
        repeats: what rows with the same key mean: ``refuse`` (an error) or ``merge`` (numbers added, shapes united, texts
            as in the first row).
        units_confirmed: a person has looked: the per-mu tax that these figures imply is as unusual as it looks.
    """

    pattern: str
    sheet: str = "*"
    entity: str | None = None
    heading_row: int | None = None
    year: int | None = None
    month: int | None = None
    department: str | None = None
    received_on: date | None = None
    crs: str | None = None
    swap_xy: bool = False
    repeats: str = "refuse"
    ignore: bool = False
    units_confirmed: bool = False
    secondary: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def fits(self, path: str, sheet: str) -> bool:
        """Whether this entry speaks of the sheet; the pattern is tried on the whole path and on the file's name.

        A pattern that begins with a stroke is tried on the whole path only.
        """
        names = (path, f"/{path}", path.rsplit("/", 1)[-1])
        return any(fnmatch(name, self.pattern) for name in names) and fnmatch(sheet, self.sheet)


def load_mapping(path: Path) -> tuple[FileMapping, ...]:
    """Read and validate a mapping file.

    Raises:
        MappingError: not TOML, an unknown key, entity, field or unit; the message names the entry.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MappingError(f"映射文件 {path} 无法读取：{error.strerror}。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(
            f'映射文件 {path} 不是有效的 UTF-8 编码的 TOML：{error}。中文的键要加引号，如 "企业名称" = "name"。'
        ) from error
    entries = document.get("file", [])
    if set(document) - {"file"} or not isinstance(entries, list):
        raise MappingError(f"映射文件 {path} 只能由 [[file]] 组成，出现了：{'、'.join(document)}。")
    return tuple(
        _entry(raw, f"映射文件 {path.name} 第 {at} 个 [[file]]") for at, raw in enumerate(entries, start=1)
    )


def _entry(raw: Mapping[str, Any], where: str) -> FileMapping:
    unknown = set(raw) - set(FileMapping.__dataclass_fields__)
    if unknown or "pattern" not in raw:
        words = "、".join(sorted(unknown)) or "缺少 pattern"
        raise MappingError(
            f"{where}：不认识的键 {words}。可用：{'、'.join(FileMapping.__dataclass_fields__)}。"
        )
    _check_kinds(raw, where)
    tables = {
        key: {name: str(value) for name, value in raw.get(key, {}).items()}
        for key in ("columns", "units", "constants")
    }
    entry = FileMapping(**{**raw, **tables})
    _check(entry, where)
    return entry


def _check_kinds(raw: Mapping[str, Any], where: str) -> None:
    for key, value in raw.items():
        kind = KINDS.get(key, str)
        if type(value) is not kind:
            raise MappingError(f"{where}：{key} 应是{KIND_NAMES[kind]}，不能是 {value!r}。")
    for key, (low, high) in RANGES.items():
        if key in raw and not low <= raw[key] <= high:
            raise MappingError(f"{where}：{key} 应在 {low} 至 {high} 之间，不能是 {raw[key]}。")


def _check(entry: FileMapping, where: str) -> None:
    if entry.entity is not None and entry.entity not in CONTRACTS:
        raise MappingError(f"{where}：没有数据类别“{entry.entity}”，可用：{'、'.join(CONTRACTS)}。")
    if entry.repeats not in REPEATS:
        raise MappingError(f"{where}：repeats 只能是 {' 或 '.join(REPEATS)}，不能是“{entry.repeats}”。")
    if entry.crs is not None and not is_known_crs(entry.crs):
        raise MappingError(
            f"{where}：不认识的坐标系“{entry.crs}”。请写 EPSG 编号（如 EPSG:4549）、GCJ-02 或 BD-09。"
        )
    if (entry.columns or entry.units or entry.constants) and entry.entity is None:
        raise MappingError(f"{where}：写了 columns、units 或 constants 时必须写 entity。")
    if entry.entity is not None:
        _check_fields(entry, where)


def is_known_crs(word: str) -> bool:
    """Whether layers may be said to be in it: what pyproj knows, GCJ-02 and BD-09."""
    try:
        return system_of(word) is not None or CRS.from_user_input(word) is not None
    except CRSError:
        return False


def _check_fields(entry: FileMapping, where: str) -> None:
    fields = CONTRACTS[entry.entity or ""].by_name
    for name in (*entry.columns.values(), *entry.units, *entry.constants):
        if name not in fields:
            raise MappingError(f"{where}：{entry.entity} 没有字段“{name}”，可用：{'、'.join(fields)}。")
    for name, spelling in entry.units.items():
        target = fields[name].column.unit or ""
        unit = unit_of(spelling)
        if unit is None or factor_between(unit, target) is None:
            raise MappingError(f"{where}：单位“{spelling}”不能用于 {name}（{target or '无单位'}）。")
