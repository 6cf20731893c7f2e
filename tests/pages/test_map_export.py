"""A table with outlines and a map go out by the same control as any table, but not to outsiders."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import outward
from tests.pages.test_export import ready
from tests.pages.test_pages import words

TABLES = ("导出 CSV", "导出 XLSX")
LAYERS, PICTURES = ("导出 GPKG", "导出 GeoJSON"), ("导出 PNG", "导出 SVG")


def page() -> None:
    """A page whose table has outlines; what it offers beside them stands in the session."""
    import pandas as pd
    import streamlit as st

    from dashboard import downloads
    from dashboard.handout import Screen
    from dashboard.map_drawing import Drawing
    from dashboard.queries import snapshot
    from dashboard.workbook import Sheet
    from etl.contracts import TABLES

    triangle = '{"type": "Polygon", "coordinates": [[[119, 26], [119.1, 26], [119.1, 26.1], [119, 26]]]}'
    parcel = TABLES["parcel"].by_name
    rows = pd.DataFrame({"parcel_id": ["P1"], "shape_geojson": [triangle]})
    shape = "shape_geojson" if st.session_state.get("has_shapes", True) else ""
    drawn = Drawing("地块", rows.assign(colour="#0072B2", is_shown=True, label="P1"))
    downloads.popover(
        Screen("园区地块", 2023, (), snapshot.build_info(), "地块法"),
        lambda: [Sheet("宗地", rows.copy, (parcel["parcel_id"],), shape=shape)],
        drawing=(lambda: drawn) if st.session_state.get("has_map", True) else None,
        plain=st.session_state.get("is_plain", False),
    )


def opened(**state: bool) -> AppTest:
    app = AppTest.from_function(page)
    app.session_state["export"] = True
    for name, value in state.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app


pytestmark = pytest.mark.usefixtures("sample")


def test_a_map_offers_six_kinds_of_file_once_there_is_a_purpose() -> None:
    app = opened()
    assert ready(app) == dict.fromkeys((*TABLES, *LAYERS, *PICTURES), False)
    app.selectbox(key="export_purpose").select("会议材料").run()
    assert ready(app) == dict.fromkeys((*TABLES, *LAYERS, *PICTURES), True)


def test_without_a_map_there_is_no_picture_and_without_outlines_no_layer() -> None:
    assert tuple(ready(opened(has_map=False))) == (*TABLES, *LAYERS)
    assert tuple(ready(opened(has_shapes=False))) == TABLES
    assert tuple(ready(opened(is_plain=True))) == ("导出 XLSX",)


def test_outsiders_get_neither() -> None:
    app = opened(**{outward.KEY: True})
    assert tuple(ready(app)) == TABLES
    assert "图层和地图图片含单宗地块，不导出" in words(app)
