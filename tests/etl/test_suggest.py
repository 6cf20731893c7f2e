"""`inspect` says how sure it is and why, and writes a mapping file that makes the build do just what it would do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from etl.__main__ import app
from etl.build import NothingUsableError, build
from etl.inspection import inspect
from etl.mapping import FileMapping, load_mapping
from etl.publish import Store
from etl.suggest import mapping_text
from tests.etl.office import Rows, code, square, table, write_csv, write_layer, write_xlsx
from tests.etl.test_locate import moved

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data"
# When and as what a snapshot was made.
OF_THE_RUN = ("build_info",)


def tables(inputs: Sequence[Path], store: Store, mappings: Sequence[FileMapping]) -> dict[str, Any]:
    """Every row of every published table; the errors where nothing was published."""
    try:
        outcome = build(inputs, store, mappings=mappings)
    except NothingUsableError as error:
        return {"nothing": error.gathered.log.table().to_pylist()}
    if outcome.build_id is None:
        return {"errors": outcome.report["error_rows"]}
    with duckdb.connect(str(store.warehouse_path(outcome.build_id)), read_only=True) as db:
        names = [name for (name,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            name: [tuple(map(_rounded, row)) for row in db.execute(f'FROM "{name}" ORDER BY ALL').fetchall()]
            for name in names
            if name not in OF_THE_RUN
        }


def _rounded(value: object) -> object:
    """Sums of many numbers may differ in their last digit from one run to the next."""
    return float(f"{value:.10g}") if isinstance(value, float) else value


def suggested(inputs: Sequence[Path], folder: Path, mappings: Sequence[FileMapping] = ()) -> Path:
    path = folder / "映射.toml"
    path.write_text(mapping_text(list(inspect(inputs, mappings))), encoding="utf-8")
    return path


def is_the_same_with_the_suggestion(
    inputs: Sequence[Path], folder: Path, mappings: Sequence[FileMapping] = ()
) -> dict[str, Any]:
    plain = tables(inputs, Store(folder / "一"), mappings)
    mapped = tables(inputs, Store(folder / "二"), load_mapping(suggested(inputs, folder, mappings)))
    assert plain.keys() == mapped.keys()
    for name, rows in plain.items():
        assert mapped[name] == rows, name
    return plain


def test_the_sample_district_is_the_same_with_its_suggested_mapping(tmp_path: Path) -> None:
    plain = is_the_same_with_the_suggestion([ROOT / "data" / "sample"], tmp_path)
    assert len(plain["enterprise_year"]) > 1000


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside this checkout")
@pytest.mark.parametrize(
    "folder", ["cangshan", "taiwan_parks", "land_contracts", "statistics", "industry_codes"]
)
def test_real_files_are_the_same_with_their_suggested_mapping(tmp_path: Path, folder: str) -> None:
    is_the_same_with_the_suggestion([REAL / folder], tmp_path)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside this checkout")
def test_what_a_mapping_file_said_before_is_kept(tmp_path: Path) -> None:
    said = load_mapping(Path(__file__).with_name("lebanon.toml"))
    plain = is_the_same_with_the_suggestion([REAL / "lebanon_nh"], tmp_path, said)
    assert len(plain["parcel"]) > 4000


ODD: dict[str, Rows] = {
    "税收[1]*?.xlsx": table(
        f"2023年度税收\n单位：万元\n企业名称 | 信用代码 | 地址 | 入库税额\n甲公司 | {code(1)} | 某镇 | 5\n合计 | | | 5"
    ),
    "乙/名录.xlsx": table(f"企业名称 | 信用代码 | 行业\n甲公司 | {code(1)} | 食品"),
    "名录.xlsx": table(f"企业名称 | 信用代码 | 行业\n乙公司 | {code(2)} | 纺织"),
    "食堂.xlsx": table("菜名 | 价格\n红烧肉 | 12"),
    '引"号\\.xlsx': [["宗地代码", "用地面积\n（亩）", "权利人"], ["P1", 30.0, "甲公司"]],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, rows in ODD.items():
        write_xlsx(tmp_path / "来件" / name, rows)
    (tmp_path / "来件" / "坏.xlsx").write_bytes(b"nothing")
    return tmp_path / "来件"


def test_names_full_of_signs_and_namesakes_in_folders_are_told_apart(folder: Path, tmp_path: Path) -> None:
    plain = is_the_same_with_the_suggestion([folder], tmp_path)
    assert len(plain["enterprise"]) == 2
    text = (tmp_path / "映射.toml").read_text(encoding="utf-8")
    assert 'pattern = "/名录.xlsx"' in text
    assert 'pattern = "乙/名录.xlsx"' not in text


def test_what_is_not_read_is_written_as_an_entry_to_complete(folder: Path, tmp_path: Path) -> None:
    text = suggested([folder], tmp_path).read_text(encoding="utf-8")
    assert '# pattern = "食堂.xlsx"' in text
    assert '# columns = { "菜名" = "…", "价格" = "…" }' in text
    assert "# 坏.xlsx ：文件内容不是 Excel 工作簿" in text


def test_dates_constants_and_skipped_sheets_survive(folder: Path, tmp_path: Path) -> None:
    said = [
        FileMapping(pattern="/名录.xlsx", ignore=True),
        FileMapping(
            pattern="乙/*", entity="enterprise", received_on=date(2024, 1, 31), constants={"town": "某镇"}
        ),
    ]
    is_the_same_with_the_suggestion([folder], tmp_path, said)
    text = (tmp_path / "映射.toml").read_text(encoding="utf-8")
    assert "received_on = 2024-01-31" in text
    assert 'constants = { "town" = "某镇" }' in text
    assert "ignore = true" in text


def test_a_layer_by_magnitude_stays_guessed_and_the_guess_is_noted(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    shape = moved(square(100), "EPSG:4549", "EPSG:4528")
    write_layer(folder / "宗地.shp", {"ZDDM": ["P1"], "ZDMJ": [10_000.0]}, [shape])
    (folder / "宗地.prj").unlink()
    is_the_same_with_the_suggestion([folder], tmp_path)
    assert "判断为 EPSG:4528" in (tmp_path / "映射.toml").read_text(encoding="utf-8")


def facts(folder: Path) -> dict[str, Any]:
    ended = CliRunner().invoke(app, ["inspect", str(folder), "--json"])
    assert ended.exit_code == 0, ended.output
    return {sheet["file"]: sheet for sheet in json.loads(ended.stdout)}


def test_the_entity_comes_with_its_reason_and_the_heading_with_its_rows(folder: Path) -> None:
    sheet = facts(folder)["税收[1]*?.xlsx"]
    assert sheet["heading_rows"] == [3, 3]
    assert sheet["unit_line"] == ["万元"]
    (reading, *_) = sheet["readings"]
    assert "标识“企业名称、信用代码”" in reading["why"]
    assert "特征“入库税额”" in reading["why"]
    assert reading["total_rows"] == {"count": 1, "rows": [5]}


def test_every_column_comes_with_confidence_and_the_source_of_its_unit(tmp_path: Path) -> None:
    rows = f"""
        2023年度 | | | |
        单位：万元 | | | |
        企业名称 | 信用代码 | 入库税额 | 评价税收（元） | 亩数
        甲公司 | {code(1)} | 5 | 50000 | 1"""
    write_xlsx(tmp_path / "来件" / "税收.xlsx", table(rows))
    (sheet,) = inspect([tmp_path / "来件"], [])
    columns = {column["heading"]: column for column in sheet["readings"][0]["columns"]}
    assert (columns["企业名称"]["confidence"], columns["企业名称"]["because"]) == (0.98, "表头就是字段名称")
    assert columns["信用代码"]["confidence"] == 0.9
    assert (columns["入库税额"]["unit"], columns["入库税额"]["unit_from"]) == ("万元", "单位行")
    assert (columns["评价税收（元）"]["unit"], columns["评价税收（元）"]["unit_from"]) == ("元", "表头")
    assert sheet["unmapped"] == ["亩数"]


def test_cells_that_cannot_be_read_lower_the_confidence(tmp_path: Path) -> None:
    write_csv(
        tmp_path / "来件" / "名录.csv",
        table(f"企业名称 | 信用代码 | 成立日期\n甲 | {code(1)} | 约前年\n乙 | {code(2)} | 2020-01-02"),
    )
    (sheet,) = inspect([tmp_path / "来件"], [])
    (column,) = [each for each in sheet["readings"][0]["columns"] if each["field"] == "registered_on"]
    assert column["confidence"] < 0.6
    assert "50% 的格读不出" in column["because"]


def test_the_command_writes_the_file_once_and_build_takes_it(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "改.toml"
    first = CliRunner().invoke(app, ["inspect", str(folder), "--suggest-map", str(path)])
    assert (first.exit_code, path.exists()) == (0, True)
    again = CliRunner().invoke(app, ["inspect", str(folder), "--suggest-map", str(path)])
    assert (again.exit_code, "已经存在" in again.stderr) == (2, True)
    built = CliRunner().invoke(
        app, ["build", str(folder), "--map", str(path), "--warehouse", str(tmp_path / "w")]
    )
    assert built.exit_code == 0, built.output
