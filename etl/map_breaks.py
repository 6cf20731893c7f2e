"""The bounds between the classes of the map as policy sets them: ``data/reference/map_breaks.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from etl.toml_file import RuleFileError, TomlFile

BREAKS = Path(__file__).resolve().parent.parent / "data" / "reference" / "map_breaks.toml"
# What the map colours by a number.
MODES = ("tax", "recoverable")
MOST = 8


class MapBreakError(RuleFileError):
    """The bounds of the map's classes are wrong; the message names file, line and reason."""


def load_breaks(path: Path = BREAKS) -> Mapping[str, tuple[float, ...]]:
    """The bounds of each of `MODES`, rising.

    Raises:
        MapBreakError: one is missing, no number, not rising, or there are too many to tell colours apart.
    """
    file = TomlFile(path, "地图分级", MapBreakError)
    file.only(file.content, MODES, path.name)
    return {mode: _rising(file, mode) for mode in MODES}


def _rising(file: TomlFile, mode: str) -> tuple[float, ...]:
    said = file.part(mode, ("breaks",)).get("breaks")
    numbers = isinstance(said, list) and all(type(each) in (int, float) for each in said)
    if not isinstance(said, list) or not numbers or not 1 <= len(said) <= MOST:
        raise file.refuse(f"{mode} 的 breaks 应当是 1 到 {MOST} 个数字。", mode)
    if any(low >= high for low, high in pairwise(said)):
        raise file.refuse(f"{mode} 的 breaks 应当从小到大，不重复。", "breaks")
    return tuple(float(each) for each in said)
