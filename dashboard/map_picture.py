"""The map on the screen as a picture: for a report, and in its place where the browser cannot draw the live one."""

from __future__ import annotations

import base64
import html
from dataclasses import replace

import streamlit as st

from dashboard import format as fmt
from dashboard import map_legend
from dashboard.database import remembered
from dashboard.lots import LotSelection
from dashboard.map_drawing import Drawing, svg_bytes
from dashboard.map_drawing_furniture import Key
from dashboard.map_modes import NO_DATA_WORD, MapClass, Mode
from dashboard.queries import basemap, lot_map

# Of a browser without WebGL; the legend stands beside the picture anyway.
MOST_ON_SCREEN = 20_000
SCREEN_SIZE = (1123, 700)
LIVELESS = "这个浏览器没有 WebGL，地图是静态图：颜色和图例与可拖动的地图一样，不能点选；选一宗地请用右边的查找或“地块名单”。"
TOO_MANY = "这个浏览器没有 WebGL，所选宗地又太多，画不出静态图：请在左边选一个片区，或用“地块名单”。"


def drawing(
    selection: LotSelection, mode: Mode, classes: tuple[MapClass, ...], *, is_dark: bool = False
) -> Drawing:
    """What the map shows of a selection, coloured by a mode; of very many parcels only those of the selection."""
    rows = lot_map.shapes(selection, mode, classes, with_others=lot_map.with_shape() <= MOST_ON_SCREEN)
    # What has no data is hatched; to be in none of the classes is no lack.
    colours = {each.code: each.colour for each in classes if each.label != NO_DATA_WORD}
    legend = map_legend.rows(classes, lot_map.counts(selection, mode, classes))
    return Drawing(
        title=f"园区地块 · {mode.label}",
        lots=rows.assign(colour=rows["code"].map(colours)),
        parks=lot_map.park_outlines(),
        background=basemap.features(),
        legend_title=map_legend.title(mode, selection.shared.year),
        legend=[
            Key(row["label"], colours.get(row["code"]), int(row["parcels"]))
            for row in legend.to_dict("records")
        ],
        is_dark=is_dark,
    )


@remembered
def on_screen(selection: LotSelection, mode: Mode, classes: tuple[MapClass, ...], is_dark: bool) -> str:
    """The same as a picture that stands in the page, remembered a build and a question."""
    width, height = SCREEN_SIZE
    drawn = drawing(selection, mode, classes, is_dark=is_dark)
    return _data(replace(drawn, title="", width=width, height=height))


def show(selection: LotSelection, mode: Mode, classes: tuple[MapClass, ...], is_dark: bool) -> None:
    """Draw the still map, and say why it is still."""
    st.caption(f":material/image: {LIVELESS}")
    shown = int(lot_map.counts(selection, mode, classes)["parcels"].sum())
    if shown > MOST_ON_SCREEN:
        st.warning(TOO_MANY, icon=":material/map:")
        return
    alt = f"{map_legend.title(mode, selection.shared.year)}的地图，{fmt.number(shown)} 宗"
    _image(on_screen(selection, mode, classes, is_dark), alt)


def put(drawn: Drawing) -> None:
    """Draw any map as a picture in the page."""
    _image(_data(drawn), drawn.alt)


def _data(drawn: Drawing) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg_bytes(drawn)).decode()}"


def _image(data: str, alt: str) -> None:
    """An SVG as an image: nothing in it can run, and its names stay text."""
    st.html(f'<img src="{data}" alt="{html.escape(alt)}" style="width:100%">')
