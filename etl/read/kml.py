"""Placemarks of map programs (.kml) → a table a folder, with the names of their data as they are written.

GDAL turns every Chinese name of a data element into underscores, so that two of them become one; hence this reader.
Coordinates are longitude and latitude of WGS84 by the standard; heights are left out.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import shapely

from etl.read.model import FileRefusedError, RawTable, SourceFile, text_table

CRS = "EPSG:4326"
CONTAINERS = ("Folder", "Document")
NAME = "Name"
# Of a ring that is none: two corners, or one that does not close.
LEAST_CORNERS = 3

Element = ElementTree.Element


@dataclass
class Layer:
    """The placemarks that stand directly in one folder."""

    name: str
    words: list[dict[str, str]] = field(default_factory=list)
    shapes: list[shapely.Geometry | None] = field(default_factory=list)


def read_kml(source: SourceFile) -> list[RawTable]:
    """Read the placemarks of every folder.

    Raises:
        FileRefusedError: not XML, or not KML.
    """
    try:
        root = ElementTree.parse(source.location).getroot()  # noqa: S314  (in a process apart; expat bounds entities)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise FileRefusedError(f"KML 无法读取（{error}），请从源程序重新导出。") from error
    if _tag(root) != "kml":
        raise FileRefusedError("文件不是 KML（根元素应为 kml），请从源程序重新导出。")
    layers = [layer for layer in _layers(root, source.location.stem) if layer.words]
    return [_table(source, layer) for layer in layers]


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _layers(container: Element, name: str) -> Iterator[Layer]:
    """The container as a layer, then those inside it (not by recursion: a hostile file nests a million deep)."""
    waiting = [(container, name)]
    while waiting:
        inside, called = waiting.pop(0)
        layer = Layer(called)
        for child in inside:
            if _tag(child) == "Placemark":
                layer.words.append(_words(child))
                layer.shapes.append(_shape(child))
            elif _tag(child) in CONTAINERS:
                waiting.append((child, _text_of(child, "name") or called))
        yield layer


def _text_of(element: Element, tag: str) -> str | None:
    return next(((child.text or "").strip() or None for child in element if _tag(child) == tag), None)


def _words(placemark: Element) -> dict[str, str]:
    """Its name, and its data under the names that the file gives them."""
    words = {NAME: _text_of(placemark, "name")}
    for element in placemark.iter():
        if _tag(element) == "SimpleData":
            words[element.get("name", "")] = (element.text or "").strip()
        elif _tag(element) == "Data":
            words[element.get("name", "")] = _text_of(element, "value")
    return {heading: text for heading, text in words.items() if heading and text}


def _shape(placemark: Element) -> shapely.Geometry | None:
    """Its areas; where it has none, its lines; else its point."""
    areas = [area for element in _all(placemark, "Polygon") if (area := _area(element)) is not None]
    if areas:
        return areas[0] if len(areas) == 1 else shapely.MultiPolygon(areas)
    lines = [line for element in _all(placemark, "LineString") if len(line := _corners(element)) > 1]
    if lines:
        return shapely.LineString(lines[0]) if len(lines) == 1 else shapely.MultiLineString(lines)
    points = [point for element in _all(placemark, "Point") for point in _corners(element)]
    return shapely.Point(points[0]) if points else None


def _all(element: Element, tag: str) -> Iterator[Element]:
    return (inner for inner in element.iter() if _tag(inner) == tag)


def _area(polygon: Element) -> shapely.Polygon | None:
    outer = [_corners(boundary) for boundary in _all(polygon, "outerBoundaryIs")]
    holes = [_corners(boundary) for boundary in _all(polygon, "innerBoundaryIs")]
    if not outer or len(outer[0]) < LEAST_CORNERS:
        return None
    return shapely.Polygon(outer[0], [hole for hole in holes if len(hole) >= LEAST_CORNERS])


def _corners(element: Element) -> list[tuple[float, float]]:
    """Longitude and latitude of every corner; what is no pair of numbers is left out."""
    corners = []
    for coordinates in _all(element, "coordinates"):
        for corner in (coordinates.text or "").split():
            try:
                lon, lat = map(float, corner.split(",")[:2])
            except ValueError:
                continue
            corners.append((lon, lat))
    return corners


def _table(source: SourceFile, layer: Layer) -> RawTable:
    headings = tuple(dict.fromkeys(heading for words in layer.words for heading in words)) or (NAME,)
    columns = [pa.array([words.get(heading) for words in layer.words], pa.string()) for heading in headings]
    shapes = pa.array(shapely.to_wkb(layer.shapes), pa.binary())
    return RawTable(
        source,
        layer.name,
        text_table(columns),
        headings=headings,
        shapes=pa.chunked_array([shapes]),
        crs=CRS,
    )
