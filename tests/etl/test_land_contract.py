"""Land-supply contracts: whose and which parcel's, in which units, which ledger holds, what is reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.contracts.land_contract import LIFECYCLE, SUPERVISION, SUPERVISION_WORDS
from etl.mapping import FileMapping
from etl.sample.parcels import STAGES
from tests.etl.office import Snapshot, code, publish, table, write_xlsx

A, B = code(1), code(2)
LOT, OTHER, UNKNOWN = "350104001001GB00001", "350104001001GB00002", "350104001001GB00099"
REGISTER = f"""
    企业名称 | 信用代码 | 行业代码
    甲公司 | {A} | 2720
    乙公司 | {B} | 3990"""
PARCELS = f"""
    宗地代码 | 权利人 | 宗地面积（亩） | 土地用途 | 开发阶段
    {LOT} | 甲公司 | 30 | 工业用地 | 投产
    {OTHER} | 乙公司 | 20 | 工业用地 | """
HEADING = (
    "出让合同号 | 宗地代码 | 用地单位 | 信用代码 | 项目名称 | 供地面积（亩） | 合同签订日期 | 约定开工时间 | 实际开工时间 | "
    "约定竣工时间 | 实际竣工时间 | 规定投资额下限（万元） | 固投强度≥万元/亩 | 亩均税收≥（万元/亩） | 固定资产累计投入（万元） | "
    "监管状态"
)


def built(folder: Path, *lines: str, heading: str = HEADING, parcels: str = PARCELS) -> Snapshot:
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    write_xlsx(folder / "宗地.xlsx", table(parcels))
    write_xlsx(folder / "履约.xlsx", table("\n".join(["供地履约台账", heading, *lines])))
    return publish(folder)


def contract(no: str = "合1", parcel: str = LOT, firm: str = "甲公司", uscc: str = "", **cells: str) -> str:
    """A row of the ledger; cells by the last words of their headings."""
    given = {
        "项目": "一号", "面积": "30", "签订": "2018-01-10", "约定开工": "2018-07-01", "开工": "", "约定竣工": "2020-01-01",
        "竣工": "", "投资额": "", "强度": "", "税收": "", "投入": "", "状态": "", **cells,
    }  # fmt: skip
    return " | ".join([no, parcel, firm, uscc, *given.values()])


def test_words_lead_to_known_states_and_the_sample_speaks_of_known_stages() -> None:
    assert set(SUPERVISION_WORDS.values()) == set(SUPERVISION)
    assert set(STAGES) <= set(LIFECYCLE)


def test_a_contract_is_linked_to_parcel_and_firm_and_kept_where_they_are_unknown(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        contract("合1", LOT, "甲公司（分期）", A),
        contract("合2", OTHER, "乙公司"),
        contract("合3", UNKNOWN, "外来公司"),
        contract("合4", "", ""),
    )
    assert snapshot.rows(
        "SELECT contract_id, parcel_id, enterprise_id, holder_name FROM land_contract ORDER BY 1"
    ) == [
        ("合1", LOT, A, "甲公司（分期）"),
        ("合2", OTHER, B, "乙公司"),
        ("合3", UNKNOWN, None, "外来公司"),
        ("合4", None, None, None),
    ]
    assert snapshot.one("SELECT COUNT(*) FROM enterprise") == 2
    assert [issue["row_number"] for issue in snapshot.issues("contract_of_unknown_parcel")] == [5, 6]
    assert [issue["row_number"] for issue in snapshot.issues("contract_of_unknown_firm")] == [5, 6]


def test_where_no_contract_matches_it_is_said_once(tmp_path: Path) -> None:
    snapshot = built(tmp_path / "来件", contract("合1", UNKNOWN, "外来公司"), contract("合2", "", "别处公司"))
    for check in ("contracts_without_parcel", "contracts_without_firm"):
        (issue,) = snapshot.issues(check)
        assert (issue["value"], issue["row_number"], issue["sheet"]) == ("2", None, "Sheet1")
    assert snapshot.issues("contract_of_unknown_parcel") == []
    assert snapshot.issues("contract_of_unknown_firm") == []


@pytest.mark.parametrize(
    ("area", "intensity", "mu", "promised"),
    [
        ("供地面积（公顷） | 2", "投资强度（万元/公顷） | 4500", 30.0, 300.0),
        ("出让面积（平方米） | 20000", "固投强度（元/㎡） | 4500", 30.0, 300.0),
        ("供应面积（亩） | 30", "约定投资强度≥（万元/亩） | 300", 30.0, 300.0),
        ("供地面积（亩） | 30", "规定投资额下限（亿元） | 0.9", 30.0, 300.0),
    ],
)
def test_land_and_promises_are_converted_from_the_unit_they_are_in(
    tmp_path: Path, area: str, intensity: str, mu: float, promised: float
) -> None:
    headings, cells = zip(*(pair.split(" | ") for pair in (area, intensity)), strict=True)
    snapshot = built(
        tmp_path / "来件",
        " | ".join(["合1", LOT, *cells]),
        heading=" | ".join(["出让合同号", "宗地代码", *headings]),
    )
    ((land, per_mu),) = snapshot.rows(
        "SELECT supplied_mu, promised_invest_wan_yuan_per_mu FROM land_contract"
    )
    assert (land, per_mu) == (pytest.approx(mu), pytest.approx(promised))


@pytest.mark.parametrize("heading", ["投资强度", "亩均税收", "规定投资额下限", "供地面积"])
def test_a_promise_without_unit_is_refused_and_the_heading_named(tmp_path: Path, heading: str) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"合1 | {LOT} | 2018-01-10 | 300",
        heading=f"出让合同号 | 宗地代码 | 合同签订日期 | {heading}",
    )
    (error,) = snapshot.errors
    assert (error["check_name"], error["column"]) == ("missing_unit", heading)
    assert "没有写明单位" in error["reason"]


def test_per_mu_in_the_words_of_a_heading_is_its_unit(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"合1 | {LOT} | 2018-01-10 | 15",
        heading="出让合同号 | 宗地代码 | 合同签订日期 | 亩均税收（万元）",
    )
    assert snapshot.one("SELECT promised_tax_wan_yuan_per_mu FROM land_contract") == 15.0


def test_headings_in_two_rows_tell_the_agreed_from_the_actual_day(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(
        folder / "履约.xlsx",
        table("""
            单位：公顷、万元
            出让合同号 | 宗地代码 | 供地面积 | 开工时间 | | 竣工时间 | | 容积率 | | 固定资产累计投入
             | | | 约定 | 实际 | 约定 | 实际 | 下限 | 上限 |
            合1 | 一 | 2 | 2018-07-01 | 2018年9月1日 | 2020-01-01 | 1900-01-01 | 1.2 | 0 | 450"""),
    )
    snapshot = publish(folder)
    assert snapshot.rows(
        """SELECT start_due_on, actual_start_on, completion_due_on, actual_completion_on, far_min, far_max,
            invested_wan_yuan_per_mu FROM land_contract"""
    ) == [(date(2018, 7, 1), date(2018, 9, 1), date(2020, 1, 1), None, 1.2, None, 15.0)]


def test_intensity_is_over_the_land_supplied_else_over_the_parcel(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        # 6000 万元 on 30 亩 are 200; without area 20 亩 of the parcel count: 6000 / 20 = 300, floor 5000 / 20 = 250.
        contract("合1", LOT, 投入="6000", 投资额="4500"),
        contract("合2", OTHER, 面积="", 投入="6000", 投资额="5000"),
        contract("合3", UNKNOWN, 面积="", 投入="6000", 投资额="5000"),
        contract("合4", UNKNOWN, 强度="260", 投资额="4500"),
    )
    assert snapshot.rows(
        """SELECT promised_invest_wan_yuan_per_mu, invested_wan_yuan_per_mu FROM land_contract ORDER BY contract_id"""
    ) == [(150.0, 200.0), (250.0, 300.0), (None, None), (260.0, None)]


def test_a_contract_without_number_is_its_parcel_and_day(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    built(folder, contract("", LOT), contract("", "", "甲公司"), contract("合9", OTHER))
    write_xlsx(folder / "新.xlsx", table("\n".join([HEADING, contract("", OTHER, 开工="2018-08-01")])))
    snapshot = publish(
        folder,
        FileMapping("履约.xlsx", received_on=date(2020, 1, 1)),
        FileMapping("新.xlsx", received_on=date(2021, 1, 1)),
        warehouse=tmp_path / "again",
    )
    assert snapshot.rows(
        "SELECT contract_id, contract_no, actual_start_on FROM land_contract ORDER BY 1"
    ) == [
        (f"{LOT}|2018-01-10", None, None),
        ("一号|甲公司|2018-01-10|30.0", None, None),
        ("合9", "合9", date(2018, 8, 1)),
    ]
    traced = snapshot.rows(
        "SELECT s.path, l.row_number FROM lineage AS l JOIN source_file AS s USING (file_id, sheet) "
        "WHERE table_name = 'land_contract' AND key = '合9' ORDER BY ALL"
    )
    assert traced == [("履约.xlsx", 5), ("新.xlsx", 2)]


def test_a_number_on_several_parcels_is_a_contract_a_parcel(tmp_path: Path) -> None:
    snapshot = built(tmp_path / "来件", contract("合1", LOT), contract("合1", OTHER))
    assert snapshot.rows("SELECT contract_id, contract_no FROM land_contract ORDER BY 1") == [
        (f"合1|{LOT}", "合1"),
        (f"合1|{OTHER}", "合1"),
    ]


def test_one_contract_told_in_two_ways_stops_the_build(tmp_path: Path) -> None:
    snapshot = built(tmp_path / "来件", contract(投入="100"), contract(投入="200"))
    (error,) = snapshot.errors
    assert (error["check_name"], error["value"]) == ("conflicting_rows", "固定资产累计投入 100.0 ≠ 200.0")


def test_bad_rows_are_reported_with_their_row(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        contract("合1", 约定开工="2020-02-01"),
        # One year to the day is not over a year.
        contract("合2", 开工="2019-07-01"),
        contract("合3", 开工="2019-07-02", 状态="正常"),
        contract("合4", 开工="2018-06-30", 状态="逾期开工"),
        contract("合5", 开工="2018-06-30", 竣工="2019-12-01", 强度="201", 投入="6000"),
        contract("合6", 开工="2018-06-30", 强度="201", 投入="6000"),
        contract("合7", 开工="2090-06-30", 约定开工="2090-01-01", 约定竣工="2091-01-01"),
        contract("", "", 项目=""),
        contract("合9", 状态="说不清"),
    )
    said = {
        check: [issue["row_number"] for issue in snapshot.issues(check)]
        for check in (
            "contract_dates_reversed",
            "contract_started_late",
            "contract_status_differs",
            "contract_investment_below_floor",
            "contract_date_ahead",
            "row_without_identity",
        )
    }
    assert said == {
        "contract_dates_reversed": [3],
        "contract_started_late": [5],
        "contract_status_differs": [5, 6],
        "contract_investment_below_floor": [7],
        "contract_date_ahead": [9],
        "row_without_identity": [10],
    }
    assert [issue["value"] for issue in snapshot.issues("unreadable_value")] == ["说不清"]
    (late,) = snapshot.issues("contract_started_late")
    assert "晚 366 天" in late["reason"]


def test_stages_come_from_the_actual_days_and_from_the_parcel_layer(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        contract("合1", LOT, 开工="2018-09-01"),
        contract("合3", "", ""),
    )
    assert snapshot.rows("SELECT * FROM parcel_stage ORDER BY entity, planned_on NULLS FIRST") == [
        (LOT, "供地利用", "供而未用", None, date(2018, 1, 10), "land_contract", "合1"),
        (LOT, "供地利用", "在建", date(2018, 7, 1), date(2018, 9, 1), "land_contract", "合1"),
        (LOT, "供地利用", "竣工未投", date(2020, 1, 1), None, "land_contract", "合1"),
        (LOT, "供地利用", "投产", None, None, "parcel", LOT),
    ]
    (differs,) = snapshot.issues("parcel_stage_differs")
    assert (differs["key"], differs["value"]) == (f"合1|{LOT}|{A}", "投产")
    assert "只到在建" in differs["reason"]


def test_transfers_between_owners_are_no_contracts_and_do_not_stop_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    write_xlsx(folder / "宗地.xlsx", table(PARCELS))
    write_xlsx(
        folder / "转让.xlsx",
        table(f"""
            宗地编号 | 原土地使用权人 | 现土地使用权人 | 土地面积 | 土地用途 | 转让方式 | 转让价格 | 成交时间
            {LOT} | 甲公司 | 乙公司 | 2 | 工业用地 | 买卖 | 300 | 2016-01-12"""),
    )
    snapshot = publish(folder)
    assert snapshot.one("SELECT COUNT(*) FROM parcel") == 2
    assert snapshot.rows("SELECT * FROM land_contract") == []
    (refused,) = snapshot.issues("unrecognised_sheet")
    assert "表头有“原土地使用权人”，是土地转让" in refused["reason"]


def test_a_build_without_ledger_has_no_contract_and_the_stages_of_the_layer(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(folder / "宗地.xlsx", table(PARCELS))
    snapshot = publish(folder)
    assert snapshot.rows("SELECT * FROM land_contract") == []
    assert snapshot.rows("SELECT parcel_id, stage, entity FROM parcel_stage") == [(LOT, "投产", "parcel")]
    assert snapshot.issues("contracts_without_parcel") == []


def test_the_sample_has_contracts_kept_broken_and_not_yet_due(sample: Snapshot) -> None:
    assert sample.one("SELECT COUNT(*) FROM land_contract") == 56
    assert sample.one("SELECT COUNT(*) FROM land_contract WHERE contract_no IS NULL") == 5
    assert sample.one("SELECT COUNT(*) FROM land_contract SEMI JOIN parcel USING (parcel_id)") == 54
    assert sample.one("SELECT COUNT(*) FROM land_contract WHERE enterprise_id IS NULL") == 0
    assert sample.one("SELECT COUNT(*) FROM land_contract WHERE promised_tax_wan_yuan_per_mu IS NULL") == 1
    assert sample.one("SELECT COUNT(DISTINCT supervision_status) FROM land_contract") >= 4
    assert sample.one("SELECT COUNT(DISTINCT stage) FROM parcel_stage WHERE entity = 'land_contract'") == 5
    assert len(sample.issues("contract_of_unknown_parcel")) == 2
    # The parcel layer and the ledger are drawn from one district.
    assert sample.issues("parcel_stage_differs") == []
