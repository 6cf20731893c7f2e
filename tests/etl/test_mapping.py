"""The mapping file: what a person may say about files that do not speak for themselves, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.mapping import MappingError, load_mapping
from tests.etl.office import Snapshot, code, publish, square, table, write_csv, write_layer, write_xlsx


def mapped(folder: Path, toml: str) -> Snapshot:
    path = folder.parent / "映射.toml"
    path.write_text(toml, encoding="utf-8")
    return publish(folder, *load_mapping(path))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来件"
    made.mkdir()
    return made


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ('[[file]]\npattern = "*"\nentiti = "tax"', "entiti"),
        ('[[file]]\nentity = "tax"', "pattern"),
        ('[[file]]\npattern = "*"\nentity = "taxes"', "taxes"),
        ('[[file]]\npattern = "*"\nentity = "tax"\ncolumns = { "税" = "tax_yuan" }', "tax_yuan"),
        ('[[file]]\npattern = "*"\nentity = "tax"\nunits = { tax_paid_wan_yuan = "亩" }', "亩"),
        ('[[file]]\npattern = "*"\nentity = "tax"\nunits = { tax_paid_wan_yuan = "美元" }', "美元"),
        ('[[file]]\npattern = "*"\nentity = "tax"\nunits = { name = "元" }', "name"),
        ('[[file]]\npattern = "*"\nentity = "tax"\nconstants = { yeer = "2023" }', "yeer"),
        ('[[file]]\npattern = "*"\ncrs = "EPSG:999999"', "EPSG:999999"),
        ('[[file]]\npattern = "*"\ncrs = "不知道"', "不知道"),
        ('[[file]]\npattern = "*"\ncrs = "GCJ-03"', "GCJ-02"),
        ('[[file]]\npattern = "*"\nrepeats = "add"', "add"),
        ('[[file]]\npattern = "*"\ncolumns = { "税" = "tax_paid_wan_yuan" }', "entity"),
        ('[[files]]\npattern = "*"', "files"),
        ('file = "a"', "file"),
        ("[[file]\npattern", "TOML"),
        ('[[file]]\npattern = "*"\nentity = "tax"\ncolumns = { 税 = "tax_paid_wan_yuan" }', "要加引号"),
        ('[[file]]\npattern = "*"\nyear = "2023"', "year"),
        ('[[file]]\npattern = "*"\nyear = 20233', "year"),
        ('[[file]]\npattern = "*"\nmonth = 13', "month"),
        ("[[file]]\npattern = 5", "pattern"),
        ('[[file]]\npattern = "*"\nentity = "tax"\ncolumns = "税"', "columns"),
        ('[[file]]\npattern = "*"\nreceived_on = "2024-01-01"', "received_on"),
        ('[[file]]\npattern = "*"\nheading_row = "3"', "heading_row"),
        ('[[file]]\npattern = "*"\nignore = "yes"', "ignore"),
    ],
)
def test_an_entry_that_cannot_be_meant_is_named(tmp_path: Path, toml: str, named: str) -> None:
    path = tmp_path / "映射.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(MappingError, match=named) as refused:
        load_mapping(path)
    assert "映射" in str(refused.value)


def test_the_second_entry_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "映射.toml"
    path.write_text('[[file]]\npattern = "a"\n[[file]]\npattern = "b"\nentity = "x"', encoding="utf-8")
    with pytest.raises(MappingError, match=r"第 2 个 \[\[file\]\]"):
        load_mapping(path)


@pytest.mark.parametrize("content", [b"\xff\xfe[", "[[file]]\npattern = '税收'".encode("gbk")])
def test_a_mapping_file_that_is_no_utf_8_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "映射.toml"
    path.write_bytes(content)
    with pytest.raises(MappingError):
        load_mapping(path)


def test_a_missing_mapping_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="无法读取"):
        load_mapping(tmp_path / "没有.toml")


def test_an_empty_mapping_file_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "映射.toml"
    path.write_text("", encoding="utf-8")
    assert load_mapping(path) == ()


FOREIGN = "owner,assessed,acres,lot\nA Ltd,461900,2.34,1-1\nB Ltd,628600,2.29,1-2\n"


def test_foreign_headings_and_other_units(folder: Path) -> None:
    (folder / "list.csv").write_text(FOREIGN, encoding="utf-8")
    built = mapped(
        folder,
        """
        [[file]]
        pattern = "list.csv"
        entity = "parcel"
        columns = { lot = "parcel_id", owner = "owner_name", acres = "certificate_m2" }
        units = { certificate_m2 = "英亩" }
        [[file]]
        pattern = "list.csv"
        entity = "tax"
        year = 2023
        columns = { owner = "name", assessed = "tax_paid_wan_yuan" }
        units = { tax_paid_wan_yuan = "元" }
        """,
    )
    assert built.by_name("tax_wan_yuan") == {"A Ltd": 46.19, "B Ltd": 62.86}
    assert built.one("SELECT land_mu FROM parcel WHERE parcel_id = '1-1'") == pytest.approx(
        2.34 * 6.0702846336
    )
    assert built.by_name("own_mu")["B Ltd"] == pytest.approx(2.29 * 6.0702846336)


def test_a_unit_of_the_mapping_file_comes_before_that_of_the_heading(folder: Path) -> None:
    write_xlsx(
        folder / "税收2023.xlsx",
        table(f"企业名称 | 信用代码 | 入库税收（万元）\n甲公司 | {code(1)} | 5600000"),
    )
    built = mapped(
        folder, '[[file]]\npattern = "*.xlsx"\nentity = "tax"\nunits = { tax_paid_wan_yuan = "元" }'
    )
    assert built.by_name("tax_wan_yuan") == {"甲公司": 560.0}


def test_constants_fill_every_row(folder: Path) -> None:
    write_csv(folder / "使用.csv", table(f"宗地代码 | 企业名称 | 信用代码\nP1 | 甲公司 | {code(1)}"))
    built = mapped(
        folder,
        '[[file]]\npattern = "使用.csv"\nentity = "occupancy"\nconstants = { kind = "own", year = "2023" }',
    )
    assert built.rows("SELECT parcel_id, kind, year FROM occupancy") == [("P1", "own", 2023)]


def test_repeats_may_merge_numbers_and_shapes(folder: Path) -> None:
    write_layer(
        folder / "宗地.gpkg",
        {"ZDDM": ["P1", "P1", "P2"], "ZDMJ": [100.0, 50.0, 10.0]},
        [square(10), square(10, east=430_100), square(10, east=430_200)],
    )
    built = mapped(folder, '[[file]]\npattern = "*.gpkg"\nentity = "parcel"\nrepeats = "merge"')
    rows = built.rows("SELECT parcel_id, certificate_m2, ROUND(measured_m2) FROM parcel ORDER BY 1")
    assert rows == [("P1", 150.0, 200.0), ("P2", 10.0, 100.0)]
    assert built.issues("merged_rows")[0]["value"] == "2"
    assert built.one("SELECT COUNT(*) FROM lineage WHERE table_name = 'parcel' AND key = 'P1'") == 2


def test_without_the_word_merge_repeats_are_a_conflict(folder: Path) -> None:
    write_csv(
        folder / "税收2023.csv",
        table(f"企业名称 | 信用代码 | 入库税收（元）\n甲 | {code(1)} | 1\n甲 | {code(1)} | 2"),
    )
    assert [error["check_name"] for error in publish(folder).errors] == ["conflicting_rows"]


def test_a_file_may_be_ignored(folder: Path) -> None:
    write_csv(folder / "旧.csv", table(f"企业名称 | 信用代码 | 行业\n旧公司 | {code(2)} | 食品"))
    write_csv(folder / "新.csv", table(f"企业名称 | 信用代码 | 行业\n甲公司 | {code(1)} | 食品"))
    built = mapped(folder, '[[file]]\npattern = "旧.csv"\nignore = true')
    assert built.rows("SELECT name FROM enterprise") == [("甲公司",)]
    assert built.rows("SELECT entity, rows_read FROM source_file WHERE path = '旧.csv'") == [(None, 0)]


def test_year_department_and_date_of_receipt_without_an_entity(folder: Path) -> None:
    write_csv(folder / "税收.csv", table(f"企业名称 | 信用代码 | 入库税收（万元）\n甲公司 | {code(1)} | 12"))
    built = mapped(
        folder,
        '[[file]]\npattern = "税收.csv"\nyear = 2022\ndepartment = "某税务局"\nreceived_on = 2023-03-05',
    )
    assert built.by_name("tax_wan_yuan", 2022) == {"甲公司": 12.0}
    assert built.rows("SELECT department, received_on FROM source_file") == [("某税务局", date(2023, 3, 5))]


def test_only_the_named_sheet_is_meant(folder: Path) -> None:
    rows = table(f"企业名称 | 信用代码 | 入库税收（万元）\n甲公司 | {code(1)} | 12")
    write_xlsx(folder / "税收.xlsx", {"甲": rows, "说明": [["无"], ["无"]]})
    built = mapped(folder, '[[file]]\npattern = "*.xlsx"\nsheet = "甲"\nyear = 2021')
    assert built.by_name("tax_wan_yuan", 2021) == {"甲公司": 12.0}


def test_the_heading_row_may_be_said(folder: Path) -> None:
    write_xlsx(
        folder / "名录.xlsx",
        table(f"企业名称 | 信用代码 | 行业\n名称 | 代码 | 类别\n甲公司 | {code(1)} | 食品"),
    )
    built = mapped(
        folder,
        """[[file]]
        pattern = "名录.xlsx"
        entity = "enterprise"
        heading_row = 2
        columns = { "名称" = "name", "代码" = "uscc", "类别" = "industry_name" }""",
    )
    assert built.rows("SELECT enterprise_id, industry_name FROM enterprise") == [(code(1), "食品")]
    assert built.one("SELECT heading_row FROM source_file") == 2


def test_a_heading_that_the_file_lacks_is_named(folder: Path) -> None:
    write_csv(folder / "名录.csv", table(f"企业名称 | 信用代码 | 行业\n甲公司 | {code(1)} | 食品"))
    write_csv(folder / "税收.csv", table("公司 | 税\n甲公司 | 12"))
    built = mapped(
        folder,
        """[[file]]
        pattern = "税收.csv"
        entity = "tax"
        year = 2023
        columns = { "公司" = "name", "税金" = "tax_paid_wan_yuan" }
        units = { tax_paid_wan_yuan = "元" }""",
    )
    (issue,) = built.issues("unrecognised_sheet")
    assert "税金" in issue["reason"]


def test_an_entry_that_fits_no_file_is_said(folder: Path) -> None:
    write_csv(folder / "名录.csv", table(f"企业名称 | 信用代码 | 行业\n甲公司 | {code(1)} | 食品"))
    built = mapped(folder, '[[file]]\npattern = "税收*.csv"\nyear = 2023')
    (issue,) = built.issues("mapping_unused")
    assert issue["key"] == "税收*.csv"
