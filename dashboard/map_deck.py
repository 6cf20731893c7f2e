"""The interactive map: tiles, filters and colours → a deck. It asks nobody but this server."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import pydeck as pdk

from dashboard import map_expressions as write
from dashboard import tiles
from dashboard.map_drawing_furniture import DARK, LIGHT
from dashboard.map_modes import MapClass, Mode

OPAQUE, FAINT_ALPHA = 215, 70
INKS = {False: LIGHT, True: DARK}
TALLEST_M = 900.0
PITCH = 50
LARGEST_TILE_ZOOM = 15
# Of a map on a screen of 1280 × 720; on a larger one there is more around the parcels.
SCREEN = (540, 460)
METRES_A_PIXEL_AT_ZOOM_0 = 78_271.517  # 512 pixels to a tile, at the equator
RULER_SHARE = 0.2
INK = {False: "#27323D", True: "#E8EEF3"}
PAPER = {False: "#FFFFFF", True: "#10181F"}
PARK_EDGE = {False: "#5B6B7A", True: "#93A4B3"}
FAINT = {False: "#C9D1D8", True: "#3A4753"}
# pydeck takes a plain text for an expression.
PIXELS = pdk.types.String("pixels")
TOOLTIP_STYLE = {"fontSize": "13px", "lineHeight": "1.5", "maxWidth": "22rem"}


@dataclass(frozen=True)
class Look:
    """How the map looks at the parcels.

    Attributes:
        mode: what they are coloured by.
        year: of the figures.
        classes: with their colours, the missing datum last.
        chosen: the expression that tells which parcels are shown in colour.
        cap: the number from which on all are equally high; None for a flat map.
        is_dark: for a dark screen.
        picked: the parcel that is outlined, or none.
        clicks: how often the reader has clicked so far.
    """

    mode: Mode
    year: int | None
    classes: Sequence[MapClass]
    chosen: str
    cap: float | None
    is_dark: bool
    picked: str | None = None
    clicks: int = 0


@dataclass(frozen=True)
class View:
    """A window onto the ground in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    @property
    def zoom(self) -> float:
        """At which the window just fits the screen."""
        _, latitude = self.middle
        wide = max(self.east - self.west, 1e-5) / 360 * 512
        high = max(self.north - self.south, 1e-5) / 360 / math.cos(math.radians(latitude)) * 512
        return min(18.0, math.log2(min(SCREEN[0] / wide, SCREEN[1] / high)))


class _Compact(pdk.Deck):  # type: ignore[misc]  # pydeck says nothing of its types
    """A deck whose description travels without indents and escapes: a third of the bytes on every run."""

    def to_json(self) -> str:
        return json.dumps(json.loads(super().to_json()), ensure_ascii=False, separators=(",", ":"))


def deck(
    look: Look,
    view: View,
    parks: Sequence[Mapping[str, Any]],
    *,
    has_park_tiles: bool,
    background: str | None,
) -> pdk.Deck:
    """The map: parcels, outlines and names of parks, a ruler on the ground, over a configured background if any."""
    longitude, latitude = view.middle
    layers = [
        *(_archive(name, look) for name in tiles.archives()),
        _basemap(look),
        _parcels(look),
        *([_park_edges(look)] if has_park_tiles else []),
        _names(parks, look),
        *_ruler(view, look),
    ]
    return _Compact(
        layers=layers,
        initial_view_state=pdk.ViewState(
            longitude=longitude,
            latitude=latitude,
            zoom=view.zoom,
            pitch=0 if look.cap is None else PITCH,
            bearing=0,
            max_zoom=20,
        ),
        # No provider is no request for a background.
        **({"map_provider": "maplibre", "map_style": background} if background else {"map_provider": None}),
        tooltip={"html": tooltip(look), "style": TOOLTIP_STYLE},
    )


def tooltip(look: Look) -> str:
    """What a hover shows: holder, area, tax per mu of the year; the browser fills in texts of the tile."""
    taxed = f"<br>{look.year} 年亩均税收 {{text_{look.year}}}" if look.year else ""
    return f"<b>{{name}}</b><br>{{parcel_id}}<br>{{area}}{taxed}"


def _parcels(look: Look) -> pdk.Layer:
    fill = write.colour(
        look.mode,
        look.year,
        look.classes,
        look.chosen,
        write.rgba(FAINT[look.is_dark], FAINT_ALPHA),
        OPAQUE,
    )
    picked = f"properties.parcel_id == {write.text(look.picked)}" if look.picked else "false"
    edge = f"({picked}) ? {write.rgba(INK[look.is_dark], 255)} : {write.rgba(PAPER[look.is_dark], 160)}"
    width = f"({picked}) ? 4 : 1"
    height = (
        write.height(look.mode, look.year, look.chosen, look.cap, TALLEST_M) if look.cap is not None else "0"
    )
    return pdk.Layer(
        "MVTLayer",
        tiles.address("parcels"),
        # Streamlit dims all but the clicked place in each tile, whichever parcel that is, and forgets the triggers of all
        # but the fill. A layer of another name is drawn anew, out of the browser's own store, and has no such memory.
        id=f"parcels-{look.clicks}-{crc32((edge + height).encode())}",
        min_zoom=0,
        max_zoom=LARGEST_TILE_ZOOM,
        load_options={"mvt": {"workerUrl": tiles.worker_address()}},
        unique_id_property=pdk.types.String("parcel_id"),
        pickable=True,
        auto_highlight=True,
        highlight_color=[230, 159, 0, 150],
        get_fill_color=fill,
        get_line_color=edge,
        get_line_width=width,
        line_width_units=PIXELS,
        extruded=look.cap is not None,
        get_elevation=height,
        # Without it the browser keeps the colours of the last expression.
        update_triggers={"getFillColor": [fill]},
    )


def _basemap(look: Look) -> pdk.Layer:
    """Outline, waters and roads below the parcels, fetched once a build."""
    ink = INKS[look.is_dark]
    kind = "properties.kind"
    nothing = "[0, 0, 0, 0]"
    return pdk.Layer(
        "GeoJsonLayer",
        tiles.basemap_address(),
        id="basemap",
        pickable=False,
        get_fill_color=f"{kind} == 'water' ? {write.rgba(ink.water, 255)} : ({kind} == 'other' ? "
        f"{write.rgba(ink.other, 255)} : {nothing})",
        get_line_color=f"{kind} == 'road' ? {write.rgba(ink.road_edge, 255)} : ({kind} == 'water' ? "
        f"{write.rgba(ink.water, 255)} : {write.rgba(ink.muted, 255)})",
        get_line_width=f"{kind} == 'road' ? 3 : ({kind} == 'water' ? 5 : 2)",
        line_width_units=PIXELS,
    )


def _archive(name: str, look: Look) -> pdk.Layer:
    """An archive that people put into the background: we know nothing of its layers, and draw all of them faint."""
    ink = INKS[look.is_dark]
    return pdk.Layer(
        "MVTLayer",
        tiles.address(name),
        id=name,
        load_options={"mvt": {"workerUrl": tiles.worker_address()}},
        pickable=False,
        get_fill_color=write.rgba(ink.other, 120),
        get_line_color=write.rgba(ink.line, 255),
        get_line_width="1",
        line_width_units=PIXELS,
    )


def _park_edges(look: Look) -> pdk.Layer:
    return pdk.Layer(
        "MVTLayer",
        tiles.address("parks"),
        id="parks",
        min_zoom=0,
        max_zoom=LARGEST_TILE_ZOOM,
        load_options={"mvt": {"workerUrl": tiles.worker_address()}},
        filled=False,
        get_line_color=write.rgba(PARK_EDGE[look.is_dark], 255),
        get_line_width="2",
        line_width_units=PIXELS,
        pickable=False,
    )


def _names(places: Sequence[Mapping[str, Any]], look: Look, id: str = "names") -> pdk.Layer:
    """A name just above each place."""
    return pdk.Layer(
        "TextLayer",
        [{"name": each["name"], "at": [each["lon"], each["lat"]]} for each in places],
        id=id,
        get_position="at",
        get_text="name",
        get_size=15,
        get_color=write.rgba(INK[look.is_dark], 255),
        # Letters beyond ASCII are drawn only when the layer collects them from its texts.
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String("Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif"),
        background=True,
        get_background_color=write.rgba(PAPER[look.is_dark], 190),
        background_padding=[4, 1],
        get_alignment_baseline=pdk.types.String("bottom"),
        get_pixel_offset=[0, -5],
        pickable=False,
    )


def _ruler(view: View, look: Look) -> list[pdk.Layer]:
    """A bar of a round length on the ground, in the lower left of the window, with its length."""
    _, latitude = view.middle
    wanted = (
        METRES_A_PIXEL_AT_ZOOM_0 * math.cos(math.radians(latitude)) / 2**view.zoom * SCREEN[0] * RULER_SHARE
    )
    metres = round_length(wanted)
    degrees = metres / (111_320 * math.cos(math.radians(latitude)))
    west, south = view.west, view.south + (view.north - view.south) * 0.03
    words = f"{metres / 1000:g} 公里" if metres >= 1000 else f"{metres:g} 米"
    bar = pdk.Layer(
        "PathLayer",
        [{"path": [[west, south], [west + degrees, south]]}],
        id="ruler",
        get_path="path",
        get_color=write.rgba(INK[look.is_dark], 255),
        get_width=3,
        width_units=PIXELS,
        pickable=False,
    )
    label = _names([{"name": words, "lon": west + degrees / 2, "lat": south}], look, id="ruler_words")
    return [bar, label]


def round_length(metres: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not longer."""
    power = 10.0 ** math.floor(math.log10(max(metres, 1.0)))
    return max(step * power for step in (1, 2, 5) if step * power <= max(metres, 1.0))
