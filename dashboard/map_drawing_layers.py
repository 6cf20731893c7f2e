"""The layers of a drawn map, each as SVG in tenths of a pixel: background, parcels, outlines of parks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from dashboard import map_drawing_text as text
from dashboard.map_drawing_furniture import HATCHED_MAP, Ink
from dashboard.map_drawing_shapes import POLYGONAL, TENTHS, Shapes, View, dots, paths, read, simple

MOST_SHAPES = 20_000
TINY_PX2 = 0.5
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# A main road, kerb to kerb; on the paper it is never thinner or wider than these.
ROAD_M, THINNEST_ROAD, WIDEST_ROAD = 30.0, 1.6, 7.0
NO_DATA = f"url(#{HATCHED_MAP})"
# Between parcels so small the white lines would be all that is seen: side in pixels → width of the line.
LOT_LINES = ((3.0, 0.0), (8.0, 0.25), (float("inf"), 0.5))

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Lots:
    """Parcels, one an element: outlines in degrees, colours (None: no data), whether chosen, and what hovering tells."""

    shapes: Shapes
    colours: npt.NDArray[Any]
    is_shown: Mask
    labels: Sequence[str]

    def __len__(self) -> int:
        """How many."""
        return len(self.shapes)

    def only(self, mask: Mask) -> Lots:
        """Those of the mask."""
        labels = [label for label, kept in zip(self.labels, mask.tolist(), strict=True) if kept]
        return Lots(self.shapes[mask], self.colours[mask], self.is_shown[mask], labels)


def lots_of(frame: pd.DataFrame) -> Lots:
    """The parcels of a frame as `dashboard.map_drawing.Drawing` describes it; raises TypeError for a wrong colour."""
    colours = np.array([c if isinstance(c, str) else None for c in frame["colour"]], dtype=object)
    if wrong := next((c for c in colours if c is not None and not COLOUR.fullmatch(c)), None):
        raise TypeError(f"{wrong!r} is no colour of the form #rrggbb")
    return Lots(
        read(frame["shape_geojson"]),
        colours,
        frame["is_shown"].fillna(False).to_numpy(dtype=bool),
        ["" if pd.isna(label) else str(label) for label in frame["label"]],
    )


def lots_layer(lots: Lots, view: View, ink: Ink) -> tuple[list[str], int]:
    """The parcels, those not chosen first, and how many of them are only dots.

    Each chosen one tells its label on hover; when there are more than `MOST_SHAPES`, none does, and what is smaller
    than `TINY_PX2` is a dot.
    """
    placed = view.placed(lots.shapes)
    seen = view.touches(placed)
    lots, placed = lots.only(seen), placed[seen]
    areas = shapely.area(placed)
    is_crowded = len(lots) > MOST_SHAPES
    is_tiny = is_crowded & (areas < TINY_PX2)
    drawn = simple(placed)
    drawn[is_tiny] = None
    strokes: npt.NDArray[Any] = np.array(paths(drawn), dtype=object)
    specks = _specks(placed[~lots.is_shown & is_tiny], ink.faint_line)
    written = _layer(_faint(strokes[~lots.is_shown], specks, ink), _line(areas))
    for colour in _in_order(lots.colours[lots.is_shown]):
        mask = lots.is_shown & (lots.colours == colour)
        fill = f'fill="{colour or NO_DATA}" stroke="{ink.lot_line if colour else ink.none_line}"'
        told = [label for label, kept in zip(lots.labels, mask.tolist(), strict=True) if kept]
        inner = _joined(strokes[mask]) if is_crowded else _told(strokes[mask], told)
        specks = _specks(placed[mask & is_tiny], colour or ink.none_line)
        written += _layer([f"<g {fill}>", *inner, *specks, "</g>"], _line(areas))
    return written, int(is_tiny.sum())


def _in_order(colours: npt.NDArray[Any]) -> list[Any]:
    """Each colour once, no data first, so that it lies below."""
    return sorted(set(colours.tolist()), key=lambda colour: (colour is not None, colour or ""))


def _line(areas: npt.NDArray[np.float64]) -> float:
    side = float(np.sqrt(np.median(areas))) if len(areas) else 0.0
    return next(width for most, width in LOT_LINES if side < most)


def _layer(inner: list[str], line: float) -> list[str]:
    return [f'<g stroke-width="{line * TENTHS:g}">', *inner, "</g>"] if inner else []


def _faint(strokes: npt.NDArray[Any], specks: Sequence[str], ink: Ink) -> list[str]:
    drawn = [*_joined(strokes), *specks]
    return [f'<g fill="{ink.faint}" stroke="{ink.faint_line}">', *drawn, "</g>"] if drawn else []


def _joined(strokes: npt.NDArray[Any]) -> list[str]:
    together = "".join(strokes.tolist())
    return [f'<path d="{together}"/>'] if together else []


def _told(strokes: npt.NDArray[Any], told: Sequence[str]) -> Iterator[str]:
    for stroke, label in zip(strokes.tolist(), told, strict=True):
        if stroke:
            yield (
                f'<path d="{stroke}"><title>{text.plain(label)}</title></path>'
                if label
                else f'<path d="{stroke}"/>'
            )


def _specks(shapes: Shapes, colour: str) -> list[str]:
    """A dot in each pixel that holds a tiny parcel."""
    if not len(shapes):
        return []
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    pixels = np.unique(np.floor(middles).astype(np.int64), axis=0)
    return [f'<path fill="{colour}" stroke="none" d="{dots(pixels * TENTHS)}"/>']


def road_strokes(metres_per_pixel: float, ink: Ink, widest: float = WIDEST_ROAD) -> tuple[str, str]:
    """How roads are drawn: the attributes of the edge below and of the lane above it, in pixels."""
    lane = min(max(ROAD_M / metres_per_pixel, THINNEST_ROAD), widest)
    return (
        f'stroke="{ink.road_edge}" stroke-width="{lane + 1.2:.1f}" stroke-linecap="round"',
        f'stroke="{ink.road}" stroke-width="{lane:.1f}" stroke-linecap="round"',
    )


def outline_stroke(ink: Ink) -> str:
    """How the outline of the district is drawn."""
    return f'stroke="{ink.muted}" stroke-width="1.4" stroke-dasharray="8 3 2 3"'


def park_stroke(ink: Ink) -> str:
    """How the outline of a park is drawn."""
    return f'stroke="{ink.text}" stroke-width="1" stroke-opacity="0.75"'


def water_stroke(ink: Ink) -> str:
    """How a brook is drawn of which only the line is known."""
    return f'stroke="{ink.water}" stroke-width="1.8" stroke-linecap="round"'


def below(kinds: Sequence[str], shapes: Shapes, view: View, ink: Ink) -> Iterator[str]:
    """What lies under the parcels: land, water, other areas, roads; ``shapes`` are placed and clipped."""
    kind = np.array(kinds, dtype=object)
    is_area = np.isin(shapely.get_type_id(shapes), POLYGONAL)
    yield _filled(shapes[(kind == "outline") & is_area], f'fill="{ink.land}"')
    yield _filled(shapes[(kind == "other") & is_area], f'fill="{ink.other}"')
    yield _filled(shapes[(kind == "water") & is_area], f'fill="{ink.water}"')
    yield _stroked(shapes[(kind == "water") & ~is_area], water_stroke(ink))
    yield _stroked(shapes[(kind == "other") & ~is_area], f'stroke="{ink.line}" stroke-width="0.8"')
    for stroke in road_strokes(view.metres_per_pixel, ink):
        yield _stroked(shapes[kind == "road"], stroke)


def above(kinds: Sequence[str], shapes: Shapes, ink: Ink) -> str:
    """The outline of the district, over everything."""
    return _stroked(shapes[np.array(kinds, dtype=object) == "outline"], outline_stroke(ink))


def park_outlines(shapes: Shapes, ink: Ink) -> str:
    """The outlines of the parks."""
    return _stroked(shapes, park_stroke(ink))


def _filled(shapes: Shapes, fill: str) -> str:
    drawn = "".join(paths(simple(shapes)))
    return f'<path {fill} d="{drawn}"/>' if drawn else ""


def _stroked(shapes: Shapes, stroke: str) -> str:
    """Lines; their widths and dashes are said in pixels and meant so inside the scaled group too."""
    drawn = "".join(paths(simple(shapes)))
    return f'<path fill="none" {in_tenths(stroke)} stroke-linejoin="round" d="{drawn}"/>' if drawn else ""


def in_tenths(stroke: str) -> str:
    """The attributes of a stroke with its lengths ten times as long."""

    def longer(found: re.Match[str]) -> str:
        lengths = " ".join(f"{float(length) * TENTHS:g}" for length in found[2].split())
        return f'{found[1]}="{lengths}"'

    return re.sub(r'(stroke-width|stroke-dasharray)="([^"]*)"', longer, stroke)
