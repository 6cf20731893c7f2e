"""The dirt catalogue, third part: units. Heading, then unit line, then mapping file; never a guess, never a silent one."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.mapping import load_mapping
from tests.etl.office import Snapshot, clean, code, publish, square, table, write_layer, write_xlsx


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来件"
    made.mkdir()
    return made


def built(folder: Path, rows: str, mapping: str = "", name: str = "税收2023.xlsx") -> Snapshot:
    write_xlsx(folder / name, table(rows))
    said = folder.parent / "映射.toml"
    said.write_text(mapping, encoding="utf-8")
    return publish(folder, *load_mapping(said))


def entry(words: str) -> str:
    return f'[[file]]\npattern = "税收*"\nentity = "tax"\n{words}\n'


# Where the unit is said


@pytest.mark.parametrize("bracket", ["（元）", "(元)", "[元]", "【单位：元】", "/元"])
def test_the_unit_of_the_heading_comes_first(folder: Path, bracket: str) -> None:
    snapshot = built(
        folder, f"单位：万元 | |\n企业名称 | 信用代码 | 入库税收{bracket}\n甲 | {code(1)} | 5600000"
    )
    assert snapshot.by_name("tax_paid_wan_yuan") == {"甲": 560.0}


def test_then_the_unit_line_above_the_table(folder: Path) -> None:
    snapshot = built(folder, f"（单位：元） | |\n企业名称 | 信用代码 | 入库税收\n甲 | {code(1)} | 5600000")
    assert snapshot.by_name("tax_paid_wan_yuan") == {"甲": 560.0}
    assert snapshot.one("SELECT unit FROM source_file") == "元"


def test_then_the_mapping_file(folder: Path) -> None:
    snapshot = built(
        folder,
        f"企业名称 | 信用代码 | 入库税收\n甲 | {code(1)} | 5600000",
        entry('units = { tax_paid_wan_yuan = "元" }'),
    )
    assert snapshot.by_name("tax_paid_wan_yuan") == {"甲": 560.0}
    assert snapshot.issues("unit_overruled") == []


def test_a_unit_that_nobody_states_is_asked_for_and_nothing_is_published(folder: Path) -> None:
    snapshot = built(folder, f"企业名称 | 信用代码 | 入库税收 | 行业\n甲 | {code(1)} | 560 | 食品")
    assert snapshot.outcome.build_id is None
    (error,) = snapshot.errors
    assert (error["check_name"], error["column"], error["row_number"]) == ("missing_unit", "入库税收", 1)
    assert 'units = { tax_paid_wan_yuan = "万元" }' in error["next_step"]


def test_a_mapping_entry_that_contradicts_the_file_is_followed_and_said(folder: Path) -> None:
    snapshot = built(
        folder,
        f"企业名称 | 信用代码 | 入库税收（万元）\n甲 | {code(1)} | 5600000",
        entry('units = { tax_paid_wan_yuan = "元" }'),
    )
    assert snapshot.by_name("tax_paid_wan_yuan") == {"甲": 560.0}
    (issue,) = snapshot.issues("unit_overruled")
    assert "写明的单位是万元，已按映射文件的元读取" in issue["reason"]


# What tax and land imply


def district(folder: Path, unit: str, mapping: str = "", firms: int = 12) -> Snapshot:
    write_xlsx(
        folder / "宗地.xlsx",
        table(
            "宗地代码 | 权利人 | 权利人信用代码 | 宗地面积（亩）\n"
            + "\n".join(f"P{at} | 企业{at} | {code(at)} | 10" for at in range(1, firms + 1))
        ),
    )
    rows = "\n".join(f"企业{at} | {code(at)} | {100 + at}" for at in range(1, firms + 1))
    return built(folder, f"企业名称 | 信用代码 | 入库税收（{unit}）\n{rows}", mapping)


def test_a_median_that_no_district_has_stops_publishing(folder: Path) -> None:
    snapshot = district(folder, "元")
    assert snapshot.outcome.build_id is None
    (error,) = snapshot.errors
    assert (error["check_name"], error["path"], error["value"]) == (
        "per_mu_tax_unit_alarm",
        "税收2023.xlsx",
        "0.0011",
    )
    assert "units_confirmed = true" in error["next_step"]


def test_a_median_too_high_stops_publishing(folder: Path) -> None:
    assert [error["check_name"] for error in district(folder, "百万元").errors] == ["per_mu_tax_unit_alarm"]


def test_an_ordinary_median_is_not_worth_a_word(folder: Path) -> None:
    assert district(folder, "万元").issues("per_mu_tax_unit_alarm") == []


def test_a_person_may_confirm_what_looks_wrong(folder: Path) -> None:
    snapshot = district(folder, "元", '[[file]]\npattern = "税收*"\nunits_confirmed = true\n')
    assert snapshot.one("SELECT MEDIAN(tax_wan_yuan_per_mu) FROM enterprise_year") == pytest.approx(0.001065)


def test_a_handful_of_enterprises_has_no_median(folder: Path) -> None:
    assert district(folder, "元", firms=5).outcome.build_id is not None


# Two units in one column


def test_yuan_among_wan_yuan_is_reported_with_rows_and_not_converted(folder: Path) -> None:
    amounts = [560, 150, 82.5, 1200, 33, 410, 95, 5600000, 780000, 2100000]
    rows = "\n".join(f"企业{at} | {code(at)} | {amount}" for at, amount in enumerate(amounts, start=1))
    snapshot = built(folder, f"企业名称 | 信用代码 | 入库税收（万元）\n{rows}")
    assert snapshot.by_name("tax_paid_wan_yuan")["企业8"] == 5600000.0
    (issue,) = snapshot.issues("mixed_units")
    assert (issue["row_number"], issue["value"]) == (9, "5600000")
    assert "像是混用了元和万元：7 行较小，3 行约大 1 万倍；少的一类如第 9、10、11 行" in issue["reason"]
    assert "没有改动" in issue["reason"]


def test_a_wide_but_single_heap_of_amounts_is_not_worth_a_word(folder: Path) -> None:
    rows = "\n".join(f"企业{at} | {code(at)} | {1.25**at:.2f}" for at in range(1, 60))
    assert built(folder, f"企业名称 | 信用代码 | 入库税收（万元）\n{rows}").issues("mixed_units") == []


def test_pennies_beside_amounts_are_no_second_unit(folder: Path) -> None:
    amounts = [560, 150, 820, 1200, 330, 410, 0.02, 0.01, 0.03]
    rows = "\n".join(f"企业{at} | {code(at)} | {amount}" for at, amount in enumerate(amounts, start=1))
    assert built(folder, f"企业名称 | 信用代码 | 入库税收（万元）\n{rows}").issues("mixed_units") == []


def test_square_metres_among_hectares_are_reported(folder: Path) -> None:
    rows = "\n".join(
        f"P{at} | 企业{at} | {area}"
        for at, area in enumerate([1.2, 2.5, 3.1, 4, 12000, 25000, 31000], start=1)
    )
    snapshot = built(folder, f"宗地代码 | 权利人 | 宗地面积（公顷）\n{rows}", name="宗地.xlsx")
    assert len(snapshot.issues("mixed_units")) == 1


# The cadastre's own unit, and money per land


@pytest.mark.parametrize(("unit", "mu"), [("1", 0.045), ("2", 30.0), ("3", 450.0)])
def test_the_unit_of_a_row_is_read_before_its_area(folder: Path, unit: str, mu: float) -> None:
    write_layer(
        folder / "宗地.shp",
        {"ZDDM": ["350104001001GB00001"], "QLR": ["甲"], "ZDMJ": [30.0], "MJDW": [unit]},
        [square(100)],
    )
    assert publish(folder).one("SELECT land_mu FROM parcel") == pytest.approx(mu)


def test_units_that_each_row_states_are_no_mixture(folder: Path) -> None:
    areas, units = [1.2, 2.5, 3.1, 4.0, 12000.0, 25000.0, 31000.0], ["3", "3", "3", "3", "1", "1", "1"]
    codes = [f"350104001001GB0000{at}" for at in range(7)]
    shapes = [square(100, east=430_000 + 500 * at) for at in range(7)]
    write_layer(folder / "宗地.shp", {"ZDDM": codes, "QLR": ["甲"] * 7, "ZDMJ": areas, "MJDW": units}, shapes)
    assert clean(folder).issues("mixed_units") == []


@pytest.mark.parametrize(
    ("unit", "figure"),
    [("万元/亩", 30), ("万元/公顷", 450), ("元/平方米", 450), ("亿元/平方公里", 4.5), ("亿元/km²", 4.5)],
)
def test_money_per_land_in_any_unit_is_money_per_mu(folder: Path, unit: str, figure: float) -> None:
    rows = f"""
        合同编号 | 宗地代码 | 受让人 | 合同签订日期 | 供地面积（亩） | 约定开工时间 | 约定亩均税收（{unit}）
        H1 | P1 | 甲 | 2020-01-01 | 30 | 2020-06-01 | {figure}"""
    snapshot = built(folder, rows, name="供地合同.xlsx")
    assert snapshot.one("SELECT promised_tax_wan_yuan_per_mu FROM land_contract") == pytest.approx(30)
