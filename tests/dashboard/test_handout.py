"""No file without a purpose, none that the log does not know of first, and each as the screen has it (D5, D20)."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

from dashboard import export_log, handout, picture, tables
from dashboard.download_click import Click
from dashboard.handout import Errand, File, Screen
from dashboard.ledger import LedgerError
from dashboard.map_drawing import Drawing
from dashboard.picture import NoChineseFontError, chinese_family
from dashboard.queries import enterprises, snapshot
from dashboard.selection import Selection
from dashboard.workbook import Sheet
from etl.clean.numbers import to_number
from etl.clean.text import tidy
from etl.contracts import Column, Kind

SQUARE = '{"type": "Polygon", "coordinates": [[[119.27, 26.05], [119.271, 26.05], [119.271, 26.051], [119.27, 26.05]]]}'
PLACED = pd.DataFrame(
    {
        "parcel_id": ["P1", "P2"],
        "name": ["甲公司", "乙公司"],
        "tax_wan_yuan": [1.0, None],
        "shape_geojson": [SQUARE, None],
    }
)
PLACED_COLUMNS = (
    Column("parcel_id", "宗地代码", "", Kind.CODE),
    Column("name", "企业名称", "", Kind.NAME),
    Column("tax_wan_yuan", "评价税收", "", Kind.NUMBER, "万元"),
)
ERRAND = Errand("zhang@example.cn", "会议材料")
NO_PURPOSE = ("", "  ", "\n")
Make = Callable[[Errand], File]


@pytest.fixture
def screen(full: Path) -> Screen:
    return Screen("亩均税收", 2023, ("乙镇",), snapshot.build_info(), "企业法")


@pytest.fixture
def sheet(full: Path) -> Sheet:
    later = enterprises.all_rows_later(Selection(year=2023, towns=("乙镇",)))
    return Sheet("企业名单", later, tables.FIRM_COLUMNS, tables.FIRM_LIST)


@pytest.fixture
def placed() -> Sheet:
    return Sheet("宗地", PLACED.copy, PLACED_COLUMNS, shape="shape_geojson")


@pytest.fixture
def map_of_it() -> Drawing:
    lots = PLACED.assign(colour="#0072B2", is_shown=True, label=PLACED["name"])
    return Drawing("地块", lots, notes=[("口径", "自己写的口径")])


@pytest.fixture(params=["CSV", "XLSX", "plain"])
def make(request: pytest.FixtureRequest, screen: Screen, sheet: Sheet) -> Make:
    if request.param == "CSV":
        return lambda errand: handout.csv(screen, errand, sheet, "a.csv")
    write = handout.plain_xlsx if request.param == "plain" else handout.xlsx
    return lambda errand: write(screen, errand, [sheet], "a.xlsx")


@pytest.mark.parametrize("purpose", NO_PURPOSE)
def test_without_a_purpose_nothing_is_made_and_nothing_logged(make: Make, purpose: str) -> None:
    with pytest.raises(ValueError, match="没有选用途"):
        make(Errand("zhang@example.cn", purpose))
    assert export_log.entries().empty


def test_every_export_is_logged_with_who_what_and_the_hash_of_its_bytes(make: Make) -> None:
    made = make(ERRAND)
    again = make(ERRAND)
    log = export_log.entries()
    assert set(log["export_id"]) == {made.entry.export_id, again.entry.export_id}
    row = log.set_index("export_id").loc[made.entry.export_id]
    assert (row["who"], row["purpose"], row["page"]) == ("zhang@example.cn", "会议材料", "亩均税收")
    assert (row["filters"], row["year"], row["rows"]) == ("乙镇", 2023, 3)
    assert row["build_id"] == snapshot.build_info().build_id
    assert row["sha256"] == hashlib.sha256(made.data).hexdigest()
    assert "评价税收（万元）" in row["columns"]


def test_a_ledger_that_cannot_be_written_lets_nothing_out(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(ERRAND)
    writable = monkeypatch
    from dashboard import ledger

    writable.setenv("MUJUN_LEDGER_URL", ledger.address().replace("///", "///file:") + "?mode=ro&uri=true")
    click = Click()
    with pytest.raises(LedgerError, match="写不进去"):
        click.make(lambda: make(ERRAND))
    assert isinstance(click.file.exception(), LedgerError)


def test_the_workbook_carries_the_number_of_the_log(screen: Screen, sheet: Sheet) -> None:
    made = handout.xlsx(screen, ERRAND, [sheet], "a.xlsx")
    facts = {row[0]: row[1] for row in _book(made)["说明"].iter_rows(values_only=True)}
    assert facts["导出编号"] == made.entry.export_id
    assert (facts["用途"], facts["导出人"], facts["口径"]) == ("会议材料", "zhang@example.cn", "企业法")
    assert facts["筛选"] == "2023 年；乙镇"
    assert facts["保密"].startswith("涉税数据，只供所填用途：亩均税收、评价税收")


def test_a_plain_workbook_begins_with_the_table_that_another_system_wants(
    screen: Screen, sheet: Sheet
) -> None:
    assert _book(handout.plain_xlsx(screen, ERRAND, [sheet], "a.xlsx")).sheetnames == ["企业名单"]


def test_the_columns_of_the_screen_alone_can_be_taken(screen: Screen, sheet: Sheet) -> None:
    made = handout.csv(screen, ERRAND, sheet.as_on_screen(), "a.csv")
    assert set(_cells(made)[0]) == {c.heading for c in tables.FIRM_COLUMNS if c.name in tables.FIRM_LIST}


def test_tax_is_confidential_where_a_firm_is_named_and_not_in_groups(screen: Screen, sheet: Sheet) -> None:
    ratio = Column("tax_wan_yuan_per_mu", "亩均税收", "", Kind.NUMBER)
    groups = Sheet("分组", pd.DataFrame, (Column("area", "片区", ""), ratio))
    assert screen.confidential([groups]) == ()
    assert screen.confidential([sheet])[:2] == ("亩均税收", "评价税收")
    assert replace(screen, names_one=True).confidential([groups]) == ("亩均税收",)


def test_a_csv_file_reads_back_without_loss_by_our_own_rules(screen: Screen, full: Path) -> None:
    everyone = Sheet("企业名单", enterprises.all_rows_later(Selection(year=2023)), tables.FIRM_COLUMNS)
    made = handout.csv(screen, ERRAND, everyone, "a.csv")
    assert made.data.startswith(b"\xef\xbb\xbf")
    headings, *rows = _cells(made)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]
    shown = everyone.rows()
    for place, column in enumerate(tables.FIRM_COLUMNS):
        assert headings[place] == column.heading
        written = pa.chunked_array([pa.array([row[place] for row in rows], pa.string())])
        _assert_same(written, shown[column.name], column)


@pytest.mark.parametrize("form", [handout.GPKG, handout.GEOJSON])
def test_a_layer_is_logged_as_any_file_with_the_rows_that_are_in_it(
    screen: Screen, placed: Sheet, form: str
) -> None:
    made = handout.layer(screen, ERRAND, placed, f"a.{form.lower()}", form)
    (row,) = export_log.entries().to_dict("records")
    assert (row["format"], row["rows"], row["purpose"]) == (form, 1, "会议材料")
    assert row["sha256"] == hashlib.sha256(made.data).hexdigest()
    assert row["columns"] == "宗地：宗地代码、企业名称、评价税收（万元）"
    for said in (made.entry.export_id, "涉税数据，只供所填用途：评价税收", "2023 年；乙镇"):
        assert said.encode() in made.data


def test_a_drawn_map_says_purpose_and_number_of_its_export_and_keeps_its_own_words(
    screen: Screen, placed: Sheet, map_of_it: Drawing
) -> None:
    made = handout.drawing(screen, ERRAND, placed, map_of_it, "a.svg", handout.SVG)
    svg = made.data.decode()
    assert f"导出编号：{made.entry.export_id}" in svg.replace("</text>", "")
    assert "口径：自己写的口径" in svg
    assert "口径：企业法" not in svg
    assert "用途：会议材料" in svg
    assert (made.entry.format, made.entry.rows) == ("SVG", 2)


@pytest.mark.skipif(chinese_family("") is None, reason="this machine has no Chinese font")
def test_a_map_goes_out_as_png(screen: Screen, placed: Sheet, map_of_it: Drawing) -> None:
    made = handout.drawing(screen, ERRAND, placed, map_of_it, "a.png", handout.PNG)
    assert made.data.startswith(b"\x89PNG")
    assert export_log.entries()["format"].tolist() == ["PNG"]


def test_without_a_chinese_font_there_is_no_png_and_no_entry(
    screen: Screen, placed: Sheet, map_of_it: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "FAMILIES", ())
    chinese_family.cache_clear()
    click = Click()
    try:
        with pytest.raises(NoChineseFontError, match="没有中文字体"):
            click.make(lambda: handout.drawing(screen, ERRAND, placed, map_of_it, "a.png", handout.PNG))
    finally:
        chinese_family.cache_clear()
    assert export_log.entries().empty


@pytest.mark.parametrize("purpose", NO_PURPOSE)
def test_nor_is_a_map_made_without_a_purpose(
    screen: Screen, placed: Sheet, map_of_it: Drawing, purpose: str
) -> None:
    errand = Errand("zhang@example.cn", purpose)
    with pytest.raises(ValueError, match="没有选用途"):
        handout.layer(screen, errand, placed, "a.gpkg", handout.GPKG)
    with pytest.raises(ValueError, match="没有选用途"):
        handout.drawing(screen, errand, placed, map_of_it, "a.svg", handout.SVG)
    assert export_log.entries().empty


def _assert_same(written: Any, shown: pd.Series[Any], column: Column) -> None:
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        read = to_number(written).values.to_pylist()  # noqa: PD011
        assert [value is None for value in read] == shown.isna().tolist()
        assert [value for value in read if value is not None] == pytest.approx(
            shown.dropna().tolist(), abs=1e-6
        )
    elif column.kind is Kind.BOOLEAN:
        words = {"是": True, "否": False, None: None}
        read = [words[text] for text in tidy(written).to_pylist()]
        assert read == [None if pd.isna(value) else bool(value) for value in shown]
    else:
        assert tidy(written).to_pylist() == [None if pd.isna(value) else value for value in shown]


def _cells(made: File) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.data.decode("utf-8-sig"), newline="")))


def _book(made: File) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made.data))
