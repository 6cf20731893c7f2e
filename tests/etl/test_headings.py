"""What a heading means: its field, unit and year; where the heading stands; and what a sheet lacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.captions import Period, period_of, units_stated
from etl.contracts import CONTRACTS, Contract
from etl.headings import normalise_heading, parse_heading
from etl.mapping import FileMapping
from etl.plan import SheetReading, plan_sheet
from etl.read.model import RawTable, SourceFile, text_table
from tests.etl.office import code, publish, table, write_xlsx

# Domain notes 7.2: how offices write each of them, and which field it is there.
SYNONYMS = {
    ("tax", "uscc"): (
        "统一社会信用代码 社会统一信用代码 统一信用代码 信用代码 税号 纳税人识别号 社会信用代码（纳税人识别号） 组织机构代码"
    ),
    ("tax", "name"): "企业名称 单位名称 单位详细名称 纳税人名称 公司名称 企业全称 户名 主体企业",
    ("parcel", "owner_name"): "用地单位 土地使用权人 权利人 竞得单位",
    ("tax", "tax_paid_wan_yuan"): (
        "入库税收 实缴税金 实缴税收 实纳税额 纳税总额 税收总额 税收合计 全口径税收 地方级收入 入库税额"
    ),
    ("tax", "tax_wan_yuan"): "税收实际贡献 评价税收",
    (
        "parcel",
        "certificate_m2",
    ): "用地面积 占地面积 宗地面积 土地面积 使用权面积 登记用地面积 供地面积 出让面积 ZDMJ",
    ("operation_year", "declared_land_mu"): "用地面积 占地面积 实际用地",
    ("occupancy", "area_m2"): "承租用地面积 租赁面积 租赁厂房面积 厂房面积",
    ("parcel", "floor_m2"): "建筑面积 总建筑面积 厂房面积",
    ("parcel", "far"): "容积率 RJL 现状容积率",
    ("parcel", "planned_far"): "规划容积率",
    ("parcel", "building_density"): "建筑密度 JZMD",
    ("operation_year", "output_wan_yuan"): "工业总产值 产值 总产值(当年价)",
    ("operation_month", "output_cum_wan_yuan"): "累计产值 工业总产值累计",
    ("operation_year", "revenue_wan_yuan"): "营业收入 主营业务收入 主营收入 销售收入 开票销售",
    ("operation_year", "electricity_kwh"): "用电量 电量 售电量",
    ("parcel", "parcel_id"): "宗地代码 宗地号 地块编号 地号 地籍号 DKBH ZDDM",
    ("parcel", "real_estate_unit_id"): "不动产单元号 BDCDYH",
    ("enterprise", "town"): "镇街 所属街道 乡镇(街道) 属地",
    ("enterprise", "park_name"): "园区 片区 开发区名称 所属网格",
    ("enterprise", "industry_name"): "行业 国民经济行业",
    ("enterprise", "industry_code"): "行业代码 行业小类",
}
UNITS = {"万元": "万元", "m²": "平方米", "亩": "亩", "kWh": "千瓦时"}
BRACKETS = ("（{}）", "({})", "[{}]", "【{}】")


def sheet(rows: list[list[str | None]], name: str = "Sheet1", file: str = "来件.xlsx") -> RawTable:
    width = max(len(row) for row in rows)
    columns = [
        pa.array([row[at] if at < len(row) else None for row in rows], pa.string()) for at in range(width)
    ]
    source = SourceFile(Path(file), file, "0" * 64, date(2024, 1, 1))
    return RawTable(source, name, text_table(columns))


def drawn(rows: str, **where: str) -> RawTable:
    return sheet([[None if cell is None else f"{cell}" for cell in row] for row in table(rows)], **where)


def planned(rows: str, *mappings: FileMapping, **where: str) -> SheetReading:
    return plan_sheet(drawn(rows, **where), mappings)


def fields(reading: SheetReading) -> dict[str, str]:
    """Heading → field, over all entities that the sheet is read as."""
    return {column.heading: column.field.name for plan in reading.plans for column in plan.match.columns}


@pytest.mark.parametrize(
    ("entity", "field", "heading"),
    [(*meaning, heading) for meaning, headings in SYNONYMS.items() for heading in headings.split()],
)
def test_synonyms(entity: str, field: str, heading: str) -> None:
    contract = CONTRACTS[entity]
    known = {
        normalise_heading(alias): each.name
        for each in reversed(contract.fields)
        for alias in (each.column.label, *each.aliases)
    }
    assert known[normalise_heading(heading)] == field
    unit = UNITS.get(contract.by_name[field].column.unit or "")
    for bracket in BRACKETS if unit else ():
        parsed = parse_heading(heading + bracket.format(unit))
        assert parsed.unit == unit
        assert field in {known.get(name) for name in parsed.names}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("入库税收（万元）", "万元"),
        ("入库税收(单位：万元)", "万元"),
        ("入库税收【亿元】", "亿元"),
        ("入库税收（元）", "元"),
        ("入库税收/万元", "万元"),
        ("入库税收_万元", "万元"),
        ("入 库 税 收\n（万　元）", "万元"),
        ("用地面积（㎡）", "平方米"),
        ("用地面积（m²）", "平方米"),
        ("用地面积(M2)", "平方米"),
        ("用地面积（平米）", "平方米"),
        ("用地面积（公顷）", "公顷"),
        ("用地面积（万平方米）", "万平方米"),
        ("用电量（万千瓦时）", "万千瓦时"),
        ("用电量(kWh)", "千瓦时"),
        ("用电量（万度）", "万千瓦时"),
        ("综合能耗（吨标煤）", "吨标准煤"),
        ("入库税收", None),
        ("入库税收（含查补）", None),
        ("亩均税收", None),
    ],
)
def test_units_in_headings(text: str, unit: str | None) -> None:
    assert parse_heading(text).unit == unit


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022年入库税收", 2022),
        ("2022年度税收（万元）", 2022),
        ("２０２３年税收", 2023),
        ("入库税收", None),
        ("1-6月产值", None),
    ],
)
def test_years_in_headings(text: str, year: int | None) -> None:
    assert parse_heading(text).year == year


@given(st.text())
def test_no_text_is_too_strange_for_a_heading(text: str) -> None:
    heading = parse_heading(text)
    assert heading.names
    assert heading.year is None or 1900 <= heading.year <= 2099
    assert isinstance(normalise_heading(text), str)


@given(
    st.sampled_from(["入库税收", "企业名称", "用地面积", "R&D经费"]),
    st.text(" \t\n\u3000\u200b\ufeff", max_size=4),
)
def test_white_space_never_changes_a_heading(heading: str, space: str) -> None:
    spaced = space.join(heading) + space
    assert parse_heading(spaced) == parse_heading(heading)


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("单位：万元", ("万元",)),
        ("单位:万元", ("万元",)),
        ("（单位：万元）", ("万元",)),
        ("计量单位：万元、亩", ("万元", "亩")),
        ("单位：万元，平方米，人", ("万元", "平方米", "人")),
        ("金额单位：元", ("元",)),
        ("单位： 万元 / 亩", ("万元", "亩")),
        ("单　位：万　元", ("万元",)),
        ("填报单位：某某街道", ()),
        ("单位名称", ()),
    ],
)
def test_unit_lines(line: str, units: tuple[str, ...]) -> None:
    assert units_stated([[None, line, None]]) == units


def test_a_unit_line_in_two_cells() -> None:
    assert units_stated([[None, "单位：", "万元"]]) == ("万元",)


@pytest.mark.parametrize(
    ("above", "name", "stem", "period"),
    [
        (["2023年度企业税收"], "Sheet1", "来件", Period(2023)),
        (["企业税收"], "2022年", "来件", Period(2022)),
        (["企业税收"], "2022", "来件", Period(2022)),
        (["企业税收"], "Sheet1", "税收2021", Period(2021)),
        (["填表日期：2024年3月5日"], "Sheet1", "税收2023", Period(2023)),
        (["制表时间 2024年1月"], "Sheet1", "税收_2023年", Period(2023)),
        (["2023年1-6月规上工业"], "Sheet1", "来件", Period(2023, 6)),
        (["2023年1—12月"], "Sheet1", "来件", Period(2023, 12)),
        (["2023年6月"], "Sheet1", "来件", Period(2023, 6)),
        (["规上工业"], "202306", "来件", Period(2023, 6)),
        (["规上工业"], "6月", "2023年月报", Period(2023, 6)),
        (["规上工业"], "1-2月", "2023年月报", Period(2023, 2)),
        (["企业税收"], "Sheet1", "来件", Period()),
        ([], "宗地_CGCS2000", "工业用地2023", Period(2023)),
        ([], "宗地", "宗地_国家2000_坐标", Period()),
        ([], "宗地", "宗地2000坐标系", Period()),
    ],
)
def test_periods(above: list[str], name: str, stem: str, period: Period) -> None:
    assert period_of([[line, None] for line in above], name, stem) == period


def test_title_and_unit_above_the_heading() -> None:
    reading = planned(
        """2023年度企业税收


        单位：万元
        序号 | 纳税人识别号 | 纳税人名称 | 入库税额
        1 | 9135 | 甲公司 | 560"""
    )
    assert reading.heading_row == 5
    assert reading.stated_units == ("万元",)
    assert reading.unmapped == ("序号",)
    assert [plan.period.year for plan in reading.plans] == [2023]


def test_a_heading_of_two_merged_rows() -> None:
    reading = planned(
        """2023年1-6月规上工业产值
        单位：万元
        单位详细名称 | 统一社会信用代码 | 工业总产值 | | | | 营业收入 |
         | | 本月 | 本年累计 | 上年同期 | 增速（%） | 本月 | 本年累计
        甲公司 | 9135 | 10 | 60 | 50 | 20 | 11 | 66"""
    )
    assert fields(reading) == {
        "单位详细名称": "name",
        "统一社会信用代码": "uscc",
        "工业总产值本月": "output_wan_yuan",
        "工业总产值本年累计": "output_cum_wan_yuan",
        "工业总产值上年同期": "output_cum_prev_wan_yuan",
        "工业总产值增速（%）": "official_yoy",
        "营业收入本月": "revenue_wan_yuan",
        "营业收入本年累计": "revenue_cum_wan_yuan",
    }
    assert reading.heading_row == 4


def test_a_heading_of_three_merged_rows() -> None:
    reading = planned(
        """单位：万元
        企业基本信息 | | 2023年1-3月经营情况 | | |
        企业名称 | 信用代码 | 工业总产值 | | 营业收入 |
         | | 当月 | 累计 | 当月 | 累计
        甲公司 | 9135 | 10 | 60 | 11 | 66""",
        name="2023年3月",
    )
    assert set(fields(reading).values()) == {
        "name", "uscc", "output_wan_yuan", "output_cum_wan_yuan", "revenue_wan_yuan", "revenue_cum_wan_yuan",
    }  # fmt: skip
    assert reading.heading_row == 4


def test_really_merged_cells_of_a_workbook(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(
        folder / "月报.xlsx",
        table(
            f"""2023年1-6月规上工业产值
            单位：万元
            单位名称 | 信用代码 | 工业总产值 | |
             | | 本月 | 本年累计 | 增速%
            甲公司 | {code(1)} | 10 | 60 | 20.5"""
        ),
        merged=["A1:E1", "A3:A4", "B3:B4", "C3:E3"],
    )
    found = publish(folder).rows(
        "SELECT output_wan_yuan, output_cum_wan_yuan, official_yoy FROM operation_month"
    )
    assert found == [(10.0, 60.0, 20.5)]


def test_a_total_merged_over_its_parts_is_none_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(
        folder / "税收2023.xlsx",
        table(
            f"""单位：万元
            企业名称 | 税号 | 入库税收 | |
             | | 增值税 | 企业所得税 | 合计
            甲公司 | {code(1)} | 6 | 4 | 10"""
        ),
    )
    assert publish(folder).by_name("tax_wan_yuan") == {"甲公司": 10.0}


def test_a_unit_in_a_row_of_its_own_below_the_heading(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(
        folder / "税收2023.xlsx", table(f"企业名称 | 税号 | 入库税收\n | | 元\n甲公司 | {code(1)} | 100000")
    )
    assert publish(folder).by_name("tax_wan_yuan") == {"甲公司": 10.0}


def test_a_group_title_over_other_columns_changes_nothing() -> None:
    reading = planned(
        """基本信息 | | 税收情况 |
        企业名称 | 税号 | 2023年入库税收（万元） | 备注
        甲公司 | 9135 | 560 | 无"""
    )
    assert fields(reading) == {
        "企业名称": "name",
        "税号": "uscc",
        "2023年入库税收（万元）": "tax_paid_wan_yuan",
    } or set(fields(reading).values()) == {"name", "uscc", "tax_paid_wan_yuan"}


def test_years_side_by_side_become_years_one_below_the_other(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(
        folder / "税收.xlsx",
        table(
            f"""单位：万元
            企业名称 | 信用代码 | 2022年入库税收 | 2023年入库税收
            甲公司 | {code(1)} | 500 | 560
            乙公司 | {code(2)} | | 150"""
        ),
    )
    built = publish(folder)
    assert built.by_name("tax_wan_yuan", 2022)["甲公司"] == 500
    assert built.by_name("tax_wan_yuan", 2023) == {"甲公司": 560.0, "乙公司": 150.0}
    assert built.rows("SELECT rows_read, rows_loaded, rows_rejected FROM source_file") == [(2, 2, 0)]


def test_years_over_the_figures(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(
        folder / "税收.xlsx",
        table(
            f"""企业名称 | 信用代码 | 入库税收（万元） |
             | | 2022年 | 2023年
            甲公司 | {code(1)} | 500 | 560"""
        ),
    )
    built = publish(folder)
    assert (built.by_name("tax_wan_yuan", 2022), built.by_name("tax_wan_yuan", 2023)) == (
        {"甲公司": 500.0},
        {"甲公司": 560.0},
    )


def test_one_list_may_be_register_tax_and_annual_return_at_once() -> None:
    reading = planned(
        """2023年亩均论英雄数据表
        单位：万元
        企业名称 | 信用代码 | 行业代码 | 入库税收 | 营业收入 | 从业人数 | 实际用地（亩）
        甲公司 | 9135 | 2720 | 560 | 8000 | 12 | 30"""
    )
    assert {plan.contract.entity for plan in reading.plans} == {"tax", "operation_year", "enterprise"}
    assert reading.unmapped == ()


def test_two_columns_of_the_same_meaning_are_a_doubt() -> None:
    reading = planned(
        """2023年 单位：万元
        企业名称 | 税号 | 入库税收 | 实缴税金
        甲公司 | 9135 | 560 | 561"""
    )
    (doubt,) = reading.doubts
    assert doubt.finding.check_name == "duplicate_heading"
    assert doubt.heading == "实缴税金"


@pytest.mark.parametrize(
    ("rows", "closest", "lacks"),
    [
        ("土地坐落 | 土地用途 | 供地方式", "宗地", "宗地代码或不动产单元号"),
        ("行业代码 | 成立日期 | 经营状态", "企业登记名录", "统一社会信用代码或企业名称"),
        ("工业总产值 | 营业收入 | 增加值", "企业经营年报", "统一社会信用代码或企业名称"),
    ],
)
def test_the_closest_entity_and_what_it_lacks(rows: str, closest: str, lacks: str) -> None:
    reading = planned(f"{rows}\na | b | c")
    assert reading.plans == ()
    assert reading.refusal is not None
    assert f"最接近{closest}" in reading.refusal
    assert lacks in reading.refusal


def test_data_are_never_taken_for_a_heading() -> None:
    reading = planned("甲公司 | 9135 | 560\n乙公司 | 9136 | 150")
    assert reading.plans == ()
    assert reading.refusal


def test_forty_lines_of_explanation_do_not_hide_the_heading() -> None:
    lines = "\n".join(f"说明第{number}条" for number in range(30))
    assert planned(f"{lines}\n企业名称 | 行业代码\n甲公司 | 2720").heading_row == 31


def test_a_yearbook_without_enterprises_is_refused() -> None:
    reading = planned("指标 | 2022年 | 2023年\n工业增加值（亿元） | 395044 | 399103\n从业人员 | 1 | 2")
    assert reading.plans == ()


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=lambda contract: contract.entity)
def test_no_heading_means_two_fields_of_one_entity(contract: Contract) -> None:
    meanings: dict[str, set[str]] = {}
    for field in contract.fields:
        for alias in (field.column.label, *field.aliases):
            meanings.setdefault(normalise_heading(alias), set()).add(field.name)
    assert {alias: names for alias, names in meanings.items() if len(names) > 1} == {}
