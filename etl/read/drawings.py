"""CAD drawings (.dxf) → a table of closed outlines for each drawing layer.

A drawing has lines and texts, no attributes. Closed polylines become polygons; a text inside one that is a 宗地代码 names
it. Where there is none, the outline is kept under a number of its own, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from etl.read.model import FileRefusedError, RawTable, Remark, text_table

# 省市区 6 + 地籍区 3 + 地籍子区 3 + 土地权属类型 2 + 顺序号 5 (domain notes 4.5).
PARCEL_CODE = re.compile(r"^\d{12}[GJZ][A-Z]\d{5}$")
# What offices and their programs call the layer of parcels (JZD is the one of CASS); others hold buildings and frames.
OF_PARCELS = re.compile(r"宗地|地块|权属|用地红线|^ZD|^JZD|^JZX|PARCEL", re.IGNORECASE)
CODE_HEADING, NUMBER_HEADING = "宗地代码", "图形编号"

Shapes = npt.NDArray[Any]


def parcels_drawn(drawing: RawTable) -> Iterator[RawTable]:
    """The drawing's closed outlines, layer by layer; layers without one are left out.

    Raises:
        FileRefusedError: nothing in the drawing is closed.
    """
    layers = np.asarray(_column(drawing, "Layer"), dtype=object)
    shapes: Shapes = shapely.force_2d(shapely.from_wkb(_wkb(drawing), on_invalid="ignore"))
    outlines = _closed(shapes)
    drawn = ~shapely.is_missing(outlines)
    if not drawn.any():
        raise FileRefusedError(
            "CAD 图中没有闭合的多段线，认不出宗地；请在 CAD 中把宗地界线闭合（PEDIT 的“闭合”），或从源系统导出图层。"
        )
    for layer in dict.fromkeys(layers[drawn]):
        of_layer = layers == layer
        codes = _codes_inside(drawing, shapes, outlines[of_layer & drawn])
        yield _table(drawing, str(layer), outlines[of_layer & drawn], codes, int((of_layer & ~drawn).sum()))


def _wkb(drawing: RawTable) -> Shapes:
    if drawing.shapes is None:
        return np.full(drawing.cells.num_rows, None, dtype=object)
    found: Shapes = drawing.shapes.to_numpy()
    return found


def _column(drawing: RawTable, heading: str) -> list[str | None]:
    at = (drawing.headings or ()).index(heading)
    cells: list[str | None] = drawing.cells.column(at).to_pylist()
    return cells


def _closed(shapes: Shapes) -> Shapes:
    """Polygons as they are, closed lines as the polygons that they bound, None for everything else."""
    outlines = np.full(len(shapes), None, dtype=object)
    kinds = shapely.get_type_id(shapes)
    is_area = np.isin(kinds, (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON))
    outlines[is_area] = shapes[is_area]
    is_ring = (kinds == shapely.GeometryType.LINESTRING) & shapely.is_closed(shapes)
    is_ring &= shapely.get_num_coordinates(shapes) >= 4
    if is_ring.any():
        corners, ring = shapely.get_coordinates(shapes[is_ring], return_index=True)
        outlines[is_ring] = shapely.polygons(shapely.linearrings(corners, indices=ring))
    return outlines


def _codes_inside(drawing: RawTable, shapes: Shapes, outlines: Shapes) -> list[str | None]:
    """For each outline the one 宗地代码 that is written inside it; None where there is none or more than one."""
    words = ["".join((text or "").split()).upper() for text in _column(drawing, "Text")]
    codes = [at for at, word in enumerate(words) if PARCEL_CODE.match(word)]
    found: list[set[str]] = [set() for _ in outlines]
    shapely.prepare(outlines)
    tree = shapely.STRtree(outlines)
    for code, place in zip(*tree.query(shapes[codes], predicate="within"), strict=True):
        found[place].add(words[codes[code]])
    return [each.pop() if len(each) == 1 else None for each in found]


def _table(drawing: RawTable, layer: str, outlines: Shapes, codes: list[str | None], others: int) -> RawTable:
    names_parcels = bool(OF_PARCELS.search(layer))
    numbers = [code or f"{layer}#{number}" for number, code in enumerate(codes, start=1)]
    return RawTable(
        drawing.source,
        layer,
        text_table([pa.array(numbers, pa.string())]),
        headings=(CODE_HEADING if names_parcels or any(codes) else NUMBER_HEADING,),
        shapes=pa.chunked_array([pa.array(shapely.to_wkb(outlines), pa.binary())]),
        remarks=(*drawing.remarks, *_remarks(layer, codes, others)),
    )


def _remarks(layer: str, codes: list[str | None], others: int) -> Iterator[Remark]:
    if nameless := codes.count(None):
        yield Remark(
            "shape_without_attributes",
            f"CAD 图层“{layer}”有 {nameless} 个闭合图形没有属性，图内也没有（或不止一个）宗地代码，以“图层名#序号”为编号。",
            "请改发带属性的图层，或在每宗地内注记 19 位宗地代码；这些图形有面积、在地图上，没有权利人和用途。",
        )
    if others:
        yield Remark(
            "reader_remark",
            f"CAD 图层“{layer}”另有 {others} 个注记、点或没有闭合的线，没有使用。",
            "有宗地界线没有闭合的，请闭合后重新导出。",
        )
