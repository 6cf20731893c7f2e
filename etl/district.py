"""Where the district lies: the box of its outline in the background, else the one that ``district.toml`` says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import shapely

from etl.basemap import BASEMAP, Feature, belonging_to
from etl.contracts.basemap import OUTLINE
from etl.extent import Extent
from etl.toml_file import RuleFileError, TomlFile

SETTING = "district.toml"


class DistrictError(RuleFileError):
    """The district's setting is wrong; the Chinese message names the line."""


def extent_for(
    inputs: Sequence[Path], basemap: Sequence[Feature], reference: Path = BASEMAP.parent
) -> Extent | None:
    """The district of a build of ``inputs``; None where nothing says it, and then no layer is judged by its place.

    Raises:
        DistrictError: the setting is wrong.
    """
    features = belonging_to(basemap, inputs)
    outlines = shapely.from_geojson([each.shape_geojson for each in features if each.kind == OUTLINE])
    if len(outlines):
        west, south, east, north = map(float, shapely.total_bounds(outlines))
        return Extent(west, south, east, north, "底图的区界")
    setting = reference / SETTING
    return _said_in(setting) if setting.exists() else None


def _said_in(path: Path) -> Extent:
    file = TomlFile(path, "本区范围", DistrictError)
    file.only(file.content, ("bbox",), "本区范围")
    bounds = file.content.get("bbox")
    if (
        not isinstance(bounds, list)
        or len(bounds) != 4
        or any(type(each) not in (int, float) for each in bounds)
    ):
        raise file.refuse(
            "bbox 应当是四个数：西、南、东、北（经纬度），如 [119.15, 25.95, 119.40, 26.10]。", "bbox"
        )
    west, south, east, north = map(float, bounds)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise file.refuse("bbox 的西应小于东、南应小于北，都是经纬度（度）。", "bbox")
    return Extent(west, south, east, north, path.name)
