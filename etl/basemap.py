"""The background of maps: the layers that people drop into ``data/reference/basemap``, as one table of lines and areas.

Files directly in the folder belong to every build; those in a folder inside it only to builds of an input folder of the
same name, so the invented river of the sample district never lies under real parcels.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from etl.basemap_kinds import kind_in, kind_of
from etl.contracts.basemap import BACKGROUNDS, OTHER
from etl.contracts.store import BASEMAP_TILES
from etl.coordinates import Shapes, crs_by_magnitude, in_degrees
from etl.mapping import is_known_crs
from etl.read.model import FileRefusedError, RawTable, SourceFile
from etl.read.vectors import read_layers
from etl.shifted import is_in_degrees, straightened, system_of
from etl.tiles import TileError, check_file
from etl.toml_file import RuleFileError, TomlFile

BASEMAP = Path(__file__).parent.parent / "data" / "reference" / "basemap"
DECLARATIONS = "basemap.toml"
LAYERS = (".geojson", ".json", ".shp", ".gpkg", ".kml")
TILES = ".pmtiles"
# A background that is a metre off looks the same, and weighs a tenth.
TOLERANCE_DEGREES = 1e-5
GEOJSON_DECIMALS = 1e-6
DRAWN = (
    shapely.GeometryType.LINESTRING,
    shapely.GeometryType.MULTILINESTRING,
    shapely.GeometryType.POLYGON,
    shapely.GeometryType.MULTIPOLYGON,
)
NAME_FIELDS = ("名称", "name", "mc", "道路名称", "河流名称")


class BasemapError(RuleFileError):
    """A file of the background cannot be used; the Chinese message names it and the reason."""


@dataclass(frozen=True)
class Feature:
    """One line or area of the background.

    Attributes:
        feature_id: its file and its number in it.
        kind: one of `etl.contracts.basemap.BACKGROUNDS`.
        name: what the file calls it, if anything.
        shape_geojson: in longitude and latitude (EPSG:4490).
        only_for: the input folder whose builds it belongs to; None for all.
    """

    feature_id: str
    kind: str
    name: str | None
    shape_geojson: str
    only_for: str | None = None


@dataclass(frozen=True)
class Declaration:
    """What ``basemap.toml`` says of the files that ``pattern`` fits."""

    pattern: str
    crs: str | None = None
    kind: str | None = None


def load_basemap(folder: Path = BASEMAP) -> tuple[Feature, ...]:
    """Read every layer in the folder and in the folders inside it; no folder is no background.

    Raises:
        BasemapError: a file is broken, has neither lines nor areas or is in unknown coordinates; a declaration is wrong.
    """
    return tuple(
        feature
        for inside, only_for in _folders(folder)
        for path in sorted(inside.iterdir())
        if path.suffix.lower() in LAYERS and not path.name.startswith((".", "~$"))
        for feature in _features(path, _declared(path), only_for)
    )


def tile_archives(folder: Path = BASEMAP, inputs: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The PMTiles archives for a build of ``inputs``; raises BasemapError for one that is none, or cut off."""
    names = {path.resolve().name for path in inputs}
    found = [
        path
        for inside, only_for in _folders(folder)
        if only_for is None or only_for in names
        for path in sorted(inside.iterdir())
        if path.suffix.lower() == TILES
    ]
    for path in found:
        try:
            check_file(path)
        except TileError as error:
            raise BasemapError(f"底图 {error}请重新导出、复制或移走。") from error
    return tuple(found)


def copy_archives(archives: Sequence[Path], folder: Path) -> None:
    """Put archives that `tile_archives` found good into the folder of a build, numbered."""
    for number, archive in enumerate(archives):
        shutil.copyfile(archive, folder / f"{BASEMAP_TILES}{number}{TILES}")


def belonging_to(features: Sequence[Feature], inputs: Sequence[Path]) -> tuple[Feature, ...]:
    """The features for a build of ``inputs``."""
    names = {path.resolve().name for path in inputs}
    return tuple(each for each in features if each.only_for is None or each.only_for in names)


def _folders(folder: Path) -> list[tuple[Path, str | None]]:
    """The folder itself, then those inside it with their names."""
    if not folder.is_dir():
        return []
    inside = sorted(each for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))
    return [(folder, None), *((each, each.name) for each in inside)]


def _declared(path: Path) -> Declaration:
    """What the first fitting ``[[file]]`` beside the layer says of it."""
    beside = path.parent / DECLARATIONS
    if not beside.exists():
        return Declaration("*")
    said = _declarations(beside)
    return next((each for each in said if fnmatch(path.name, each.pattern)), Declaration("*"))


def _declarations(path: Path) -> tuple[Declaration, ...]:
    file = TomlFile(path, "底图说明", BasemapError)
    file.only(file.content, ("file",), "底图说明")
    listed = file.content.get("file", [])
    if not isinstance(listed, list):
        raise file.refuse("应当由 [[file]] 组成。", "file")
    for said in listed:
        file.only(said, tuple(Declaration.__dataclass_fields__), "file")
        if not isinstance(said.get("pattern"), str):
            raise file.refuse("[[file]] 缺少 pattern（文件名，可用 *）。", "file")
        if "kind" in said:
            file.one_of(said, "kind", tuple(BACKGROUNDS), OTHER)
        if "crs" in said and not (isinstance(said["crs"], str) and is_known_crs(said["crs"])):
            raise file.refuse(
                f"不认识的坐标系 {said['crs']!r}，请写 EPSG 编号、GCJ-02 或 BD-09。", "crs", str(said["crs"])
            )
    return tuple(Declaration(**said) for said in listed)


def _features(path: Path, declared: Declaration, only_for: str | None) -> Iterator[Feature]:
    number = 0
    for layer in _layers(path):
        shapes = _placed(path, layer, declared)
        words = _words(layer)
        of_file = declared.kind or kind_in(f"{path.stem} {layer.sheet}")
        for at in np.flatnonzero(_is_drawn(shapes)):
            number += 1
            said = {heading: text for heading, column in words.items() if (text := column[at])}
            prefix = f"{only_for}/" if only_for else ""
            yield Feature(
                feature_id=f"{prefix}{path.name}#{number}",
                kind=of_file or kind_of(said),
                name=next((said[field] for field in NAME_FIELDS if field in said), None),
                shape_geojson=shapely.to_geojson(shapes[at]),
                only_for=only_for,
            )
    if not number:
        raise BasemapError(f"底图 {path.name} 中没有线或面，请补上图形或移走这个文件。")


def _layers(path: Path) -> list[RawTable]:
    try:
        return read_layers(SourceFile(path, path.name, "", date.min))
    except FileRefusedError as refused:
        raise BasemapError(f"底图 {path.name}：{refused}") from refused


def _placed(path: Path, layer: RawTable, declared: Declaration) -> Shapes:
    """The shapes of a layer in longitude and latitude, as coarse as a background may be."""
    if layer.shapes is None:
        return np.full(layer.cells.num_rows, None, dtype=object)
    given: Shapes = shapely.force_2d(shapely.from_wkb(layer.shapes.to_numpy(), on_invalid="ignore"))
    degrees = _in_degrees(path, given, declared.crs or layer.crs).copy()
    degrees[~np.isfinite(shapely.bounds(degrees)).all(axis=1)] = None
    simple: Shapes = shapely.simplify(degrees, TOLERANCE_DEGREES)
    rounded: Shapes = shapely.set_precision(simple, GEOJSON_DECIMALS, mode="pointwise")
    return rounded


def _in_degrees(path: Path, given: Shapes, said: str | None) -> Shapes:
    system = system_of(said or "")
    if system and is_in_degrees(given):
        return straightened(given, system)
    if system:
        raise BasemapError(f"底图 {path.name}：{DECLARATIONS} 写的是 {said}，而坐标不是经纬度。")
    try:
        return in_degrees(given, CRS.from_user_input(said or crs_by_magnitude(shapely.total_bounds(given))))
    except CRSError as wrong:
        raise BasemapError(
            f"底图 {path.name} 的坐标系不明，请附上 .prj，或在 {DECLARATIONS} 中写 crs（如 EPSG:4549、GCJ-02）。"
        ) from wrong


def _is_drawn(shapes: Shapes) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    drawn: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = np.isin(
        shapely.get_type_id(shapes), DRAWN
    ) & ~shapely.is_empty(shapes)
    return drawn


def _words(layer: RawTable) -> dict[str, list[str | None]]:
    """The attributes by heading in lower case."""
    if not layer.headings:
        return {}
    columns = (layer.cells.column(place).to_pylist() for place in range(len(layer.headings)))
    return {heading.lower(): column for heading, column in zip(layer.headings, columns, strict=True)}
