"""A map of parcels as one SVG, drawn here without browser and network: for a report, and where WebGL is missing.

Title, legend with counts, scale bar, north arrow and notes are part of the picture, so that it says by itself of what date
and by which rules it is. What is too small or too far to be drawn is counted in the notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import shapely

from dashboard import format as fmt
from dashboard import map_drawing_furniture as furniture
from dashboard import map_drawing_layers as layers
from dashboard import map_drawing_text as text
from dashboard.map_drawing_around import Around, around
from dashboard.map_drawing_around import keys as keys_of
from dashboard.map_drawing_around import names as names_of
from dashboard.map_drawing_furniture import DARK, LIGHT, Ink, Key
from dashboard.map_drawing_layers import Lots
from dashboard.map_drawing_shapes import Bounds, Shapes, View, read, view_of

# A4 on its side at 96 dots an inch.
WIDTH, HEIGHT = 1123, 794
NO_DATA, NOT_CHOSEN = "无数据", "不在筛选范围"
NO_PARKS = pd.DataFrame({"name": [], "shape_geojson": [], "lon": [], "lat": []}, dtype=object)
NO_BACKGROUND = pd.DataFrame({"kind": [], "name": [], "shape_geojson": []}, dtype=object)
# A parcel further outside the district, in parts of its size, has wrong coordinates: it must not make the map tiny.
BEYOND_OUTLINE = 0.05
# A district so many times as wide as its parcels is shown whole.
ROOM_AROUND = 1.4
# Where nothing at all has a shape, so that there is a map to write the title on.
NOWHERE: Bounds = (119.27, 26.05, 119.28, 26.06)


@dataclass(frozen=True)
class Drawing:
    """What a map shows.

    Attributes:
        title: the heading; empty for none.
        lots: the parcels: ``shape_geojson`` (EPSG:4490), ``colour`` (#rrggbb, missing: no data), ``is_shown`` (False: drawn
            faint, as not chosen), ``label`` (told on hover).
        parks: ``name``, ``shape_geojson``, ``lon``, ``lat`` (where its name may stand; missing: somewhere in the shape).
        background: ``kind`` (outline, water, road, other), ``name``, ``shape_geojson``.
        subtitle: a line below the title.
        legend_title: what the colours mean, with the unit.
        legend: the classes; 无数据 and 不在筛选范围 are added where parcels are drawn so and no class says it.
        notes: what stands at the foot: label, words.
        alt: the picture in words; made from title and legend when empty.
        width: of the paper in pixels.
        height: of the paper in pixels.
        is_dark: whether it lies on a dark page.
    """

    title: str
    lots: pd.DataFrame
    parks: pd.DataFrame = field(default_factory=NO_PARKS.copy)
    background: pd.DataFrame = field(default_factory=NO_BACKGROUND.copy)
    subtitle: str = ""
    legend_title: str = ""
    legend: Sequence[Key] = ()
    notes: Sequence[tuple[str, str]] = ()
    alt: str = ""
    width: int = WIDTH
    height: int = HEIGHT
    is_dark: bool = False


def svg_bytes(drawing: Drawing) -> bytes:
    """The map as an SVG file.

    Raises:
        TypeError: a colour is not of the form #rrggbb.
    """
    return to_svg(drawing).encode()


def to_svg(drawing: Drawing) -> str:
    """The same as text."""
    ink = DARK if drawing.is_dark else LIGHT
    lots, parks = layers.lots_of(drawing.lots), read(drawing.parks["shape_geojson"])
    background = read(drawing.background["shape_geojson"])
    bounds, is_beyond = _extent(lots, parks, _outlines(drawing, background))
    lots, unseen = lots.only(~is_beyond), _unseen(lots, int(is_beyond.sum()))
    may_crowd = len(lots) > layers.MOST_SHAPES
    foot = furniture.note_lines(
        [*drawing.notes, *unseen, *([_crowded(len(lots), 0)] if may_crowd else [])], drawing.width
    )
    view = view_of(bounds, _frame(drawing, len(foot)))
    drawn, tiny = layers.lots_layer(lots, view, ink)
    if may_crowd:
        foot = furniture.note_lines([*drawing.notes, *unseen, _crowded(len(lots), tiny)], drawing.width)
    keys, shown = _keys(drawing, lots), around(drawing.parks, parks, drawing.background, background, view)
    names, unnamed = names_of(shown, view, ink)
    body = [
        *_map(shown, view, ink, drawn, is_bounded="outline" in set(drawing.background["kind"])),
        *names,
        *furniture.heading(drawing.title, drawing.subtitle, drawing.width, ink),
        *_beside(drawing, keys, keys_of(shown, unnamed, view, ink), view, ink),
        *furniture.foot(foot, view.frame[1] + view.frame[3] + furniture.GAP * 0.7, ink),
    ]
    return _document(drawing, ink, _alt(drawing, keys), body)


def _outlines(drawing: Drawing, background: Shapes) -> Shapes:
    return background[(drawing.background["kind"] == "outline").to_numpy(dtype=bool)]


def _extent(lots: Lots, parks: Shapes, outlines: Shapes) -> tuple[Bounds, layers.Mask]:
    """What the map has to show: the chosen parcels, else all, the parks, the district; and which parcels are far outside it."""
    is_beyond = np.zeros(len(lots), dtype=bool)
    if not shapely.is_missing(outlines).all():
        west, south, east, north = shapely.total_bounds(outlines)
        room = BEYOND_OUTLINE * np.array([east - west, north - south])
        district = shapely.box(west - room[0], south - room[1], east + room[0], north + room[1])
        is_beyond = ~shapely.is_missing(lots.shapes) & ~shapely.intersects(lots.shapes, district)
    chosen, inside = ~is_beyond & lots.is_shown, lots.shapes[~is_beyond]
    for shapes in (_with_surroundings(lots.shapes[chosen], outlines, lots), inside, parks, outlines):
        if not shapely.is_missing(shapes).all():
            west, south, east, north = shapely.total_bounds(shapes).tolist()
            return (west, south, east, north), is_beyond
    return NOWHERE, is_beyond


def _with_surroundings(chosen: Shapes, outlines: Shapes, lots: Lots) -> Shapes:
    """The chosen parcels, with the district around them where it is little more and nothing is left out of it."""
    if shapely.is_missing(chosen).all() or shapely.is_missing(outlines).all() or not lots.is_shown.all():
        return chosen
    (west, south, east, north), (w, s, e, n) = shapely.total_bounds(chosen), shapely.total_bounds(outlines)
    is_little_more = e - w < ROOM_AROUND * (east - west) and n - s < ROOM_AROUND * (north - south)
    return np.concatenate([chosen, outlines]) if is_little_more else chosen


def _unseen(lots: Lots, beyond: int) -> list[tuple[str, str]]:
    """What the map cannot show, for its foot."""
    shapeless = int(shapely.is_missing(lots.shapes).sum())
    said = [f"{fmt.number(shapeless)} 宗没有图形"] if shapeless else []
    said += [f"{fmt.number(beyond)} 宗的坐标远在区界以外"] if beyond else []
    return [("未画出", "，".join(said))] if said else []


def _crowded(count: int, tiny: int) -> tuple[str, str]:
    dots = f"，其中 {fmt.number(tiny)} 宗小于半个像素，画成点" if tiny else ""
    return ("图面", f"共 {fmt.number(count)} 宗{dots}")


def _frame(drawing: Drawing, foot_lines: int) -> Bounds:
    """Where the map itself lies on the paper."""
    top = furniture.heading_height(drawing.title, drawing.subtitle, drawing.width)
    foot = furniture.NOTE_STEP * foot_lines + (furniture.GAP if foot_lines else 0)
    beside = furniture.LEGEND_WIDTH + furniture.GAP
    width = drawing.width - 2 * furniture.MARGIN - beside
    return (furniture.MARGIN, top, width, drawing.height - top - foot - furniture.MARGIN * 0.8)


def _keys(drawing: Drawing, lots: Lots) -> list[Key]:
    """The legend with what no class of it says but the map shows."""
    said = {key.label for key in drawing.legend}
    has_data = np.array([colour is not None for colour in lots.colours], dtype=bool)
    without, others = int((lots.is_shown & ~has_data).sum()), int((~lots.is_shown).sum())
    keys = [key if key.label != NO_DATA else replace(key, colour=None) for key in drawing.legend]
    if without and NO_DATA not in said:
        keys.append(Key(NO_DATA, None, without))
    if others and NOT_CHOSEN not in said:
        keys.append(Key(NOT_CHOSEN, (DARK if drawing.is_dark else LIGHT).faint, others))
    return keys


def _map(shown: Around, view: View, ink: Ink, drawn: Sequence[str], *, is_bounded: bool) -> Iterator[str]:
    """The frame with all layers in it; outside an outline the ground is another."""
    placed = 'x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"'.format(*view.frame)
    yield f'<clipPath id="map-frame"><rect {placed}/></clipPath>'
    yield f'<rect {placed} fill="{ink.outside if is_bounded else ink.land}"/>'
    yield '<g clip-path="url(#map-frame)"><g transform="scale(.1)" fill-rule="evenodd">'
    yield from layers.below(shown.kinds, shown.shapes, view, ink)
    yield from drawn
    yield layers.park_outlines(shown.parks, ink)
    yield layers.above(shown.kinds, shown.shapes, ink)
    yield f'</g></g><rect {placed} fill="none" stroke="{ink.line}"/>'


def _beside(
    drawing: Drawing, keys: Sequence[Key], lines: Sequence[Key], view: View, ink: Ink
) -> Iterator[str]:
    """Legend, arrow and scale bar."""
    x, y, width, height = view.frame
    yield from furniture.legend(drawing.legend_title, keys, lines, x + width + furniture.GAP, y, height, ink)
    yield furniture.north_arrow(x + width - 26, y + 12, ink)
    yield furniture.scale_bar(view.metres_per_pixel, x + 18, y + height - 14, ink)


def _alt(drawing: Drawing, keys: Sequence[Key]) -> str:
    if drawing.alt:
        return drawing.alt
    classes = "，".join(f"{key.label} {key.counted}".strip() for key in keys)
    return f"地图：{drawing.title}。{drawing.legend_title}{'：' if drawing.legend_title else ''}{classes}。"


def _document(drawing: Drawing, ink: Ink, alt: str, body: Sequence[str]) -> str:
    size = f'viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" height="{drawing.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{text.plain(alt)}" '
        f'font-family="{text.FONTS}"><desc>{text.plain(alt)}</desc><defs>{furniture.hatchings(ink)}</defs>'
        f'<rect width="100%" height="100%" fill="{ink.paper}"/>{"".join(body)}</svg>'
    )
