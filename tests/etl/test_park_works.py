"""Park standardisation: words of offices, whose case and which parcels, which ledger holds, what is counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.contracts.works_stages import STAGE_NUMBERS, STAGES_OF, date_fields, stage_words
from etl.mapping import FileMapping
from tests.etl.office import Rows, Snapshot, code, publish, table, write_xlsx

A, B = code(1), code(2)
REGISTER = f"""
    企业名称 | 信用代码 | 行业代码
    甲公司 | {A} | 2720
    乙公司 | {B} | 3990"""
# 6 亩 each, in one park.
PARCELS = """
    宗地代码 | 权利人 | 土地面积（亩） | 片区
    350104001001GB00001 | 甲公司 | 6 | 东片区
    350104001001GB00002 | 乙公司 | 6 | 东片区
    350104001001GB00003 | 村集体 | 6 | 东片区"""
PARKS = """
    园区名称 | 园区类型 | 规划面积（亩）
    东片区 | 片区 | 600
    西片区 | 片区 | 400"""
G1, G2, G3 = (f"350104001001GB0000{n}" for n in (1, 2, 3))

PLOTS = (
    "地块编号 | 地块名称 | 片区 | 宗地代码 | 实施路径 | 责任单位 | 用地面积（亩） | 原有建筑面积（㎡） | "
    "新增高标准厂房（万㎡） | 已建成面积（㎡） | 主体进度% | 当前阶段"
)
NODES = "地块编号 | 地块名称 | 节点 | 计划时间 | 实际时间"
UPGRADES = (
    "企业名称 | 信用代码 | 宗地代码 | 所在片区 | 现状容积率 | 拟建容积率 | 新增面积（㎡） | 市政府批复文号 | 当前阶段 | "
    "申报时间 | 市政府批复时间 | 开工时间 | 计划竣工时间 | 竣工时间"
)
RESERVES = (
    "收储项目 | 期次 | 片区 | 宗地代码 | 收储面积（亩） | 已净地面积（亩） | 总户数 | 已签约户数 | 到期日 | 当前阶段 | "
    "摸底时间 | 计划净地时间 | 净地时间"
)
MONTHS = "收储项目 | 期次 | 月份 | 总户数 | 已签约户数"
TEMPORARY = (
    "单位名称 | 项目名称 | 用地位置 | 宗地代码 | 用地面积（亩） | 批准文号 | 批准时间 | 截至时间 | 更新状态"
)
TARGETS = "指标 | 年度 | 目标 | 单位 | 责任科室"


def sheet(heading: str, *lines: str, title: str = "示例区园区标准化台账") -> Rows:
    return table("\n".join([title, heading, *lines]))


def district(folder: Path) -> Path:
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    write_xlsx(folder / "宗地.xlsx", table(PARCELS))
    write_xlsx(folder / "园区.xlsx", table(PARKS))
    return folder


def built(folder: Path, **sheets: Rows) -> Snapshot:
    write_xlsx(district(folder) / "台账.xlsx", sheets)
    return publish(folder)


@pytest.mark.parametrize("kind", STAGES_OF)
def test_words_lead_to_the_stages_of_their_route_and_every_stage_has_its_place(kind: str) -> None:
    assert set(stage_words(kind).values()) == set(STAGES_OF[kind]) <= set(STAGE_NUMBERS)


@pytest.mark.parametrize("kind", STAGES_OF)
def test_no_heading_of_a_day_means_two_stages(kind: str) -> None:
    headings = [heading for field in date_fields(kind) for heading in {field.column.label, *field.aliases}]
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("kind", ["self_upgrade", "land_reserve"])
def test_a_route_goes_forward_only(kind: str) -> None:
    numbers = [STAGE_NUMBERS[stage] for stage in STAGES_OF[kind]]
    assert numbers == sorted(set(numbers))


def test_a_plot_is_read_with_its_units_park_and_parcels(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        地块=sheet(
            PLOTS,
            f"C | 地块C | 东片区 | {G1}、{G2} | 收储 | 示例建设公司 | 12 | 5700 | 4.5 | 12000 | 35 | 在建",
            f"D | 地块D | 北片区 | {G3}W00000000，35010400100 1GB99999 | 自主改造 | | 3 | | 1.2 | | | 封顶",
        ),
    )
    assert snapshot.rows("SELECT * EXCLUDE (told_on) FROM park_plot ORDER BY 1") == [
        ("C", "地块C", "东片区", "东片区", "收储提升", "示例建设公司", 12, 5700, 45000, 12000, 35, "施工"),
        ("D", "地块D", None, "北片区", "自主提升", None, 3, None, 12000, None, None, "主体封顶"),
    ]
    assert snapshot.rows("SELECT case_id, parcel_id, is_known FROM works_parcel ORDER BY 1, 2") == [
        ("C", G1, True),
        ("C", G2, True),
        ("D", "1GB99999", False),
        ("D", "35010400100", False),
        ("D", G3, True),
    ]
    # 地块D names a park that is none; its only known parcel lies in 东片区.
    assert snapshot.rows("SELECT case_id, park_id, stage_number FROM works_case ORDER BY 1") == [
        ("C", "东片区", 7),
        ("D", "东片区", 8),
    ]
    assert [issue["row_number"] for issue in snapshot.issues("works_of_unknown_park")] == [4]
    (lost,) = snapshot.issues("works_of_unknown_parcel")
    assert (lost["row_number"], lost["value"]) == (4, "1GB99999、35010400100")


def test_plots_without_number_are_told_apart_by_their_park_and_milestones_find_them(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        地块=sheet(
            PLOTS,
            " | 地块A | 东片区 | | 收储 | | | | 1 | | | 供地",
            " | 地块A | 西片区 | | 收储 | | | | 2 | | | 摸底",
            " | 地块B | 东片区 | | 收储 | | | | 3 | | | 竣工",
        ),
        节点=sheet(
            "地块名称 | 片区 | 节点 | 计划时间 | 实际时间",
            "地块A | 西片区 | 摸底 | 2023-01-01 | 2023-01-11",
            "地块B | | 竣工 | 2023年3月 | 2023-02-24",
            "地块A | | 供地 | 2023-05-01 | ",
        ),
    )
    assert snapshot.rows("SELECT plot_id FROM park_plot ORDER BY 1") == [
        ("地块A 东片区",),
        ("地块A 西片区",),
        ("地块B 东片区",),
    ]
    # From 1 January to 11 January is 10 days late, from 1 March to 24 February 5 days early.
    assert snapshot.rows("SELECT case_id, stage, late_days FROM works_stage ORDER BY 1") == [
        ("地块A", "供地", None),
        ("地块A 西片区", "摸底", 10),
        ("地块B 东片区", "竣工", -5),
    ]
    assert [issue["key"] for issue in snapshot.issues("stage_of_unknown_plot")] == ["地块A|供地"]


def test_a_plots_days_may_stand_in_the_ledger_and_the_list_of_milestones_goes_before(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        地块=table("""
            示例区标准化地块台账
            地块名称 | 实施路径 | 规划建筑面积（㎡） | 当前阶段 | 开工 |  | 竣工 |
             |  |  |  | 计划 | 实际 | 计划 | 实际
            地块A | 收储 | 1000 | 竣工 | 2022-01-01 | 2022-01-05 | 2023-01-01 | 2023-02-01
            地块B | 收储 | 2000 | 在建 | 2022-03-01 | 2022-03-01 | 2024-01-01 | """),
        节点=sheet("地块名称 | 节点 | 计划时间 | 实际时间", "地块A | 竣工 | 2023-01-01 | 2023-01-11"),
    )
    assert snapshot.rows(
        "SELECT case_id, stage, late_days FROM works_stage ORDER BY case_id, stage_number"
    ) == [
        ("地块A", "施工", 4),
        ("地块A", "竣工", 10),
        ("地块B", "施工", 0),
        ("地块B", "竣工", None),
    ]


def test_the_days_of_an_upgrade_become_stages_and_the_papers_day_is_the_citys(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        提升=sheet(
            UPGRADES,
            f"甲公司 | | {G1} | 东片区 | 0.8 | 2.5 | 6000 | 示政〔2022〕1号 | 在建 | 2022-01-10 | 2022年6月 | 2022-12-01 "
            "| 2023-10-31 | ",
            f"新来公司 | {code(9)} | {G2} | 东片区 | 1 | 2 | 3000 | | 申报 | 2023-05-01 | | | | ",
        ),
    )
    assert snapshot.rows(
        "SELECT upgrade_id, enterprise_id, enterprise_name, agreed_on, stage FROM self_upgrade ORDER BY new_floor_m2 DESC"
    ) == [(A, A, "甲公司", date(2022, 6, 1), "进场施工"), (code(9), None, "新来公司", None, "申报")]
    assert snapshot.rows(
        "SELECT stage, planned_on, actual_on FROM works_stage WHERE case_id = ? ORDER BY stage_number", A
    ) == [
        ("申报", None, date(2022, 1, 10)),
        ("市政府同意", None, date(2022, 6, 1)),
        ("进场施工", None, date(2022, 12, 1)),
        ("竣工", date(2023, 10, 31), None),
    ]
    (unknown,) = snapshot.issues("works_of_unknown_firm")
    assert (unknown["entity"], unknown["row_number"], unknown["value"]) == ("self_upgrade", 4, "新来公司")
    assert snapshot.one("SELECT count(*) FROM enterprise") == 2
    assert snapshot.rows(
        "SELECT row_number FROM lineage WHERE table_name = 'works_stage' AND key = ?",
        f"self_upgrade|{A}|竣工",
    ) == [(3,)]


def test_two_cases_of_one_firm_are_told_apart_by_their_parcels(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        提升=sheet(
            UPGRADES,
            f"甲公司 | | {G1} | | 1 | 2 | 100 | | 申报 | | | | | ",
            f"甲公司 | | {G2} | | 1 | 2 | 200 | | 报批 | | | | | ",
            "甲公司 | | | | 1 | 2 | 300 | | 报批 | | | | | ",
        ),
    )
    assert snapshot.rows("SELECT upgrade_id, new_floor_m2 FROM self_upgrade ORDER BY 2") == [
        (f"{A} {G1}", 100),
        (f"{A} {G2}", 200),
        (A, 300),
    ]


def test_unsigned_households_of_each_month_and_of_the_last(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        收储=sheet(
            RESERVES,
            f"义示片区 | 一期 | 东片区 | {G1} {G2} | 201.46 | 40 | 120 | | | 征迁签约 | 2022-08-01 | 2023-06-30 | ",
            "浦示片区 | | 西片区 | | 50 | | | | 2024-06-30 | 摸底 | | | ",
        ),
        月报=sheet(
            MONTHS,
            "义示片区 | 一期 | 2023年10月 | | 80",
            "义示片区 | 一期 | 2023年11月 | | 95",
            "义示片区 | 一期 | 2023年12月 | 118 | 110",
            "浦示片区 | | 2023年12月 | | 3",
        ),
    )
    assert snapshot.rows("SELECT * FROM land_reserve_month ORDER BY 1, 2") == [
        ("义示片区 一期", date(2023, 10, 1), 120, 80, 40),
        ("义示片区 一期", date(2023, 11, 1), 120, 95, 25),
        ("义示片区 一期", date(2023, 12, 1), 118, 110, 8),
        ("浦示片区", date(2023, 12, 1), None, 3, None),
    ]
    # The ledger names 120 households and nobody signed: the last month's report says 110.
    assert snapshot.rows(
        "SELECT reserve_id, households, signed_households, unsigned_households FROM land_reserve ORDER BY 1"
    ) == [("义示片区 一期", 120, 110, 10), ("浦示片区", None, 3, None)]
    assert snapshot.rows("SELECT label, expires_on FROM works_case ORDER BY 1") == [
        ("义示片区一期", None),
        ("浦示片区", date(2024, 6, 30)),
    ]


def test_a_ledger_of_a_later_month_holds_though_both_came_on_one_day(tmp_path: Path) -> None:
    folder = district(tmp_path / "来件")
    for file, month, signed, stage in (("六月.xlsx", "6", "30", "摸底"), ("七月.xlsx", "7", "45", "征迁")):
        write_xlsx(
            folder / file,
            sheet(
                RESERVES,
                f"义示片区 | 一期 | 东片区 | | 201.46 | | 120 | {signed} | | {stage} | | | ",
                title=f"2023年{month}月收储台账",
            ),
        )
    same_day = date(2023, 8, 1)
    snapshot = publish(folder, FileMapping("*月.xlsx", received_on=same_day))
    assert snapshot.rows("SELECT stage, signed_households, told_on FROM land_reserve") == [
        ("征迁签约", 45, date(2023, 7, 31))
    ]
    assert snapshot.rows("SELECT month, unsigned_households FROM land_reserve_month ORDER BY 1") == [
        (date(2023, 6, 1), 90),
        (date(2023, 7, 1), 75),
    ]


def test_temporary_land_is_its_paper_and_a_licence_list_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    snapshot = built(
        folder,
        临时=sheet(
            TEMPORARY,
            f"甲公司 | 堆场 | 东路1号 | {G1} | 3 | 示地临〔2021〕7号 | 2021-03-01 | 2023-02-28 | 使用中",
            "外地公司 | 加工 | 东路2号 | | 4.5 | 示地临〔2022〕9号 | 2022-03-01 | | 拟收储",
        ),
        药品=sheet("企业名称 | 批准文号 | 产品名称 | 批准日期", "甲公司 | 国药准字H1 | 一号 | 2020-01-01"),
    )
    assert snapshot.rows(
        "SELECT temporary_id, enterprise_id, land_mu, expires_on, renewal_status FROM temporary_land ORDER BY 1"
    ) == [
        ("示地临〔2021〕7号", A, 3, date(2023, 2, 28), "未启动"),
        ("示地临〔2022〕9号", None, 4.5, None, "已列入收储"),
    ]
    (expired,) = snapshot.issues("temporary_land_expired")
    assert (expired["row_number"], expired["value"]) == (3, "2023-02-28")


def test_new_floor_counts_in_the_month_of_completion_and_once(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        地块=sheet(
            PLOTS,
            f"C | 地块C | 东片区 | {G1} | 收储 | | | | 4 | 38000 | 100 | 竣工",
            "D | 地块D | 东片区 | | 收储 | | | | 2.5 | | | 招商",
            "E | 地块E | 东片区 | | 收储 | | | | 9 | | | 竣工",
        ),
        节点=sheet(NODES, "C | | 竣工 | 2023-01-31 | 2023-03-15", "D | | 竣工 | 2023-06-30 | 2023-06-20"),
        提升=sheet(
            UPGRADES,
            f"甲公司 | | {G1} | | 1 | 2 | 7000 | | 竣工 | | | | | 2023-03-20",
            f"乙公司 | | {G2} | | 1 | 2 | 5000 | | 投产 | | | | | 2023-03-31",
        ),
        目标=sheet(
            TARGETS,
            "新增高标准厂房 | 2023 | 6 | 万㎡ | 园区科",
            "规上产值增速 | 2023 | 5 | % | 运行科",
            "新增高标准厂房 | 2024 | 8 | | 园区科",
        ),
    )
    # C has 38 000 m² built; D is complete without a figure and counts its plan of 25 000; E has no day; the firm on C's
    # parcel is C's.
    assert snapshot.rows("SELECT * FROM floor_gain ORDER BY month, case_id") == [
        ("self_upgrade", B, date(2023, 3, 1), 5000),
        ("park_plot", "C", date(2023, 3, 1), 38000),
        ("park_plot", "D", date(2023, 6, 1), 25000),
    ]
    assert snapshot.rows("SELECT * FROM floor_target") == [(2023, 60000)]
    assert snapshot.rows("SELECT indicator, year, target, target_unit FROM target ORDER BY 1, 2") == [
        ("新增高标准厂房面积", 2023, 6, "万平方米"),
        ("新增高标准厂房面积", 2024, 8, None),
        ("规上工业产值增速", 2023, 5, "%"),
    ]
    assert [issue["key"] for issue in snapshot.issues("works_completed_without_date")] == ["E"]
    assert [issue["key"] for issue in snapshot.issues("plot_without_done_floor")] == ["D"]
    assert [issue["key"] for issue in snapshot.issues("works_counted_once")] == [A]
    assert [issue["key"] for issue in snapshot.issues("target_without_unit")] == ["新增高标准厂房面积|2024"]
