"""The tab 地图: every parcel in one picture, its legend, and beside it the one that was clicked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from dashboard import (
    background,
    browser,
    lookup,
    lot_card,
    lot_outward,
    lot_picks,
    map_deck,
    map_legend,
    map_modes,
    map_picture,
    screens,
    tiles,
    widgets,
)
from dashboard import format as fmt
from dashboard import lot_sentences as sentences
from dashboard import map_expressions as write
from dashboard.lot_picks import LOT
from dashboard.lots import LotSelection
from dashboard.map_deck import Look, View
from dashboard.map_drawing import Drawing
from dashboard.map_modes import MODES, MapClass, Mode
from dashboard.queries import lot_map as ask
from dashboard.queries import lot_totals, search

CHART = "map"
BY, METHOD, POLICY = "map_by", "map_breaks", "policy"
HEIGHT = 500
METHODS: Mapping[str, str] = {POLICY: "政策分级", "quantile": "等宗数", "jenks": "自然间断"}
VIEW, PLACE, MISSED, CLICKS = "map_view", "map_place", "map_missed", "map_clicks"
ELSEWHERE = "这宗地不在当前筛选里，没有选中：先去掉筛选条件，再点它。"
MOST_NAMES = 60


@dataclass(frozen=True)
class Painted:
    """What the map is coloured by, with its legend."""

    mode: Mode
    classes: tuple[MapClass, ...]
    cap: float | None


def show(selection: LotSelection) -> None:
    """Draw the map of the selection with what belongs to it."""
    if lot_outward.refuses():
        return
    window = ask.window(selection)
    if window is None or tiles.tile_set("parcels") is None:
        st.info(
            "所选宗地都没有图形，画不出地图。请自然资源和规划局提供带图形的宗地文件（shp、gpkg、geojson），再重新构建。",
            icon=":material/map:",
        )
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        painted = _controls()
        _zoom_buttons(window)
    wide, narrow = st.columns([7, 3], gap="small")
    with narrow:
        _legend(selection, painted)
        _notes(selection, painted, window)
        lookup.box("找宗地", "宗地代码、坐落、权利人或拼音", screens.PARCEL_ICON, search.parcels, LOT)
        lot_card.show(lot_picks.chosen(), selection)
    with wide:
        if browser.has_webgl() is False:
            map_picture.show(selection, painted.mode, painted.classes, map_modes.is_dark())
        else:
            _map(selection, painted, window)


def picture(selection: LotSelection) -> Drawing:
    """What the map shows, as a picture for a report: on white paper, by what the reader has chosen to colour by."""
    mode = MODES[st.session_state.get(BY, next(iter(MODES)))]
    return map_picture.drawing(selection, mode, _classes(mode, st.session_state.get(METHOD, POLICY)))


def _controls() -> Painted:
    """What to colour by, how numbers fall into classes, flat or high."""
    mode = MODES[widgets.one_of("上色", BY, {code: mode.label for code, mode in MODES.items()})]
    if not mode.unit:
        return Painted(mode, _classes(mode, POLICY), None)
    with st.popover("样式", icon=":material/palette:"):
        method = widgets.code("分级", METHOD, METHODS, POLICY)
        is_high = st.toggle(
            "立体",
            key="map_high",
            bind="query-params",
            help="柱高按数值，高到 99% 的宗地的值为止：再大的一样高。关闭为平面图。",
        )
    return Painted(mode, _classes(mode, method), ask.cap(mode) if is_high else None)


def _classes(mode: Mode, method: str) -> tuple[MapClass, ...]:
    return (
        map_modes.classes(mode, ask.breaks(mode, method))
        if mode.unit
        else map_modes.classes(mode, others=ask.words(mode))
    )


def _zoom_buttons(window: Mapping[str, Any]) -> None:
    picked = lot_picks.chosen()
    st.button("看所选范围", icon=":material/zoom_out_map:", on_click=_look_at, args=(window,))
    if picked:
        st.button(
            "看这宗地",
            icon=":material/center_focus_strong:",
            on_click=_look_at_lot,
            args=(picked,),
        )


def _look_at(window: Mapping[str, Any]) -> None:
    """Move the map to a window."""
    st.session_state[VIEW] = padded(window)


def _look_at_lot(parcel_id: str) -> None:
    """Move the map to a parcel; to one without an outline it cannot."""
    if (window := ask.window_of(parcel_id)) is not None:
        _look_at(window)


def padded(window: Mapping[str, Any]) -> View:
    """A margin around the window, and never less than some three hundred metres of it."""
    wide = max((window["east"] - window["west"]) * 0.08, 0.0015)
    high = max((window["north"] - window["south"]) * 0.08, 0.0015)
    return View(window["west"] - wide, window["south"] - high, window["east"] + wide, window["north"] + high)


def _view(selection: LotSelection, window: Mapping[str, Any]) -> View:
    """The window that the map was last moved to, by a button or another choice of parks or towns.

    A reader's own panning is the browser's.
    """
    place = (selection.shared.parks, selection.shared.towns)
    if VIEW not in st.session_state or st.session_state.get(PLACE) != place:
        st.session_state[PLACE] = place
        _look_at(window)
    view: View = st.session_state[VIEW]
    return view


def _map(selection: LotSelection, painted: Painted, window: Mapping[str, Any]) -> None:
    if st.session_state.pop(MISSED, False):
        st.warning(ELSEWHERE, icon=":material/ads_click:")
    look = Look(
        painted.mode,
        selection.shared.year,
        painted.classes,
        write.is_chosen(selection, ask.chains()),
        painted.cap,
        map_modes.is_dark(),
        lot_picks.chosen() or None,
        st.session_state.get(CLICKS, 0),
    )
    st.pydeck_chart(
        map_deck.deck(
            look,
            _view(selection, window),
            ask.parks(MOST_NAMES),
            has_park_tiles=tiles.tile_set("parks") is not None,
            background=tiles.background_address() if background.addresses() else None,
        ),
        height=HEIGHT,
        key=CHART,
        selection_mode="single-object",
        on_select=partial(_pick, selection),
    )


def _pick(selection: LotSelection) -> None:
    """Make the clicked parcel the picked one, by the id in the object that was met, if the selection holds it."""
    st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1
    objects = [each for met in st.session_state[CHART]["selection"]["objects"].values() for each in met]
    if not objects:
        return
    parcel_id = str(objects[0].get("properties", {}).get("parcel_id", ""))
    if ask.is_chosen(selection, parcel_id):
        lookup.turn_to(parcel_id, LOT)
    else:
        st.session_state[MISSED] = True


def _legend(selection: LotSelection, painted: Painted) -> None:
    found = map_legend.rows(painted.classes, ask.counts(selection, painted.mode, painted.classes))
    st.html(map_legend.draw(painted.mode, selection.shared.year, found))


def _notes(selection: LotSelection, painted: Painted, window: Mapping[str, Any]) -> None:
    notes = ["点一宗地看详情，拖动平移，滚轮缩放。"]
    if painted.cap is not None:
        notes.append(f"柱高到 {fmt.with_unit(painted.cap, painted.mode.unit)} 为止（99% 的宗地不高于它）。")
    if missing := sentences.without_shape(lot_totals.figures(selection)):
        notes.append(missing)
    tile_set = tiles.tile_set("parcels")
    if tile_set and tile_set.metadata["complete_from"] > _view(selection, window).zoom:
        notes.append("全区视图每格只画面积最大的宗地，放大后全部出现。")
    st.caption(" ".join(notes))
