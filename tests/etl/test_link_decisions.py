"""What a person writes into links.csv, the next build obeys; and a line that cannot be obeyed is named by its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.link_decisions import LINKS, LinkFileError, load_decisions
from tests.etl.office import Snapshot, table, write_xlsx
from tests.etl.test_link_ladder import FIRST_DING, JIA, SECOND_DING, YI, identity, review, rungs, taxed

SIGNED = "张三,2026-03-01,电话核实"


def test_the_file_in_the_repository_has_its_headings_and_no_line() -> None:
    assert LINKS.read_text(encoding="utf-8") == "来件名称,企业,关系,指定人,指定日期,说明\n"
    assert load_decisions() == ()


@pytest.mark.parametrize(
    ("line", "said", "expected"),
    [
        (f"乙某食品加工有限公司,{YI},同一,{SIGNED}", "乙某食品加工有限公司", YI),
        # 同一 is what an empty relation means; brackets and spaces do not matter.
        (f"乙某（福建）食品,{YI},,{SIGNED}", "乙某(福建) 食品", YI),
        (f"某某厂,乙某食品有限公司,同一,{SIGNED}", "某某厂", YI),
        (f"丁某制衣有限公司,{SECOND_DING},同一,{SIGNED}", "丁某制衣有限公司", SECOND_DING),
        # Even a name that the register knows may be another firm's.
        (f"乙某食品有限公司,new,,{SIGNED}", "乙某食品有限公司", "name:乙某食品有限公司"),
        (f"乙某食品有限公司,{YI},不同,{SIGNED}", "乙某食品有限公司", "name:乙某食品有限公司"),
    ],
)
def test_a_decision_is_obeyed(tmp_path: Path, line: str, said: str, expected: str) -> None:
    built = taxed(tmp_path, f"{said} | | | 560", links=line)
    assert (identity(built), rungs(built)) == (expected, {"decision": 1})
    ((_, _, _, evidence, why, status),) = review(built)
    assert (evidence, status) == ("links.csv 第 2 行：张三 2026-03-01 电话核实", "已指定")
    assert why == ("人工指定为另一户" if expected.startswith("name:") else "人工指定为同一户")


def test_a_code_decides_against_a_decision_about_the_name(tmp_path: Path) -> None:
    built = taxed(tmp_path, f"某某厂 | {JIA} | | 560", links=f"某某厂,{YI},同一,{SIGNED}")
    assert identity(built) == JIA


def taxes(built: Snapshot) -> list[tuple[object, ...]]:
    return built.rows(
        "SELECT enterprise_id, tax_wan_yuan FROM enterprise_year WHERE tax_wan_yuan IS NOT NULL ORDER BY 1"
    )


@pytest.mark.parametrize(
    ("said", "branch_code"), [("乙某食品有限公司城门分厂", ""), (SECOND_DING, SECOND_DING)]
)
def test_a_branch_that_a_person_confirms_is_added_to_its_head_office(
    tmp_path: Path, said: str, branch_code: str
) -> None:
    # 500 of the head office and 60 of the branch, which has a code of its own or none.
    built = taxed(
        tmp_path,
        f"乙某食品有限公司 | {YI} | | 500\n乙某食品有限公司城门分厂 | {branch_code} | | 60",
        links=f"{said},{YI},并入,{SIGNED}",
    )
    assert taxes(built) == [(YI, 560.0)]
    branch_id = SECOND_DING if branch_code else f"name:{said}"
    assert built.rows("SELECT * FROM enterprise WHERE enterprise_id = ?", branch_id) == []
    assert built.rows(
        "SELECT row_number FROM lineage WHERE table_name = 'enterprise_year' AND key = ? ORDER BY 1",
        f"{YI}|2023",
    ) == [(3,), (4,)]


def test_a_code_that_a_person_gives_to_another_firm_is_that_firm(tmp_path: Path) -> None:
    # 丁某 was registered anew: its old code's tax is the new one's.
    built = taxed(
        tmp_path,
        f"丁某制衣有限公司 | {FIRST_DING} | | 560",
        links=f"{FIRST_DING},{SECOND_DING},同一,{SIGNED}",
    )
    assert taxes(built) == [(SECOND_DING, 560.0)]
    assert built.one("SELECT COUNT(*) FROM enterprise WHERE enterprise_id = ?", FIRST_DING) == 0


def test_a_branch_stands_alone_until_then(tmp_path: Path) -> None:
    built = taxed(tmp_path, f"乙某食品有限公司 | {YI} | | 500\n乙某食品有限公司城门分厂 | | | 60")
    assert taxes(built) == [(YI, 500.0), ("name:乙某食品有限公司城门分厂", 60.0)]


def test_an_owner_is_decided_too(tmp_path: Path) -> None:
    write_xlsx(
        tmp_path / "来件" / "宗地.xlsx", table("宗地代码 | 权利人 | 宗地面积（亩）\nP1 | 老乙某厂 | 30")
    )
    built = taxed(tmp_path, f"乙某食品有限公司 | {YI} | | 500", links=f"老乙某厂,{YI},同一,{SIGNED}")
    assert built.rows("SELECT owner_id FROM parcel") == [(YI,)]
    assert rungs(built, "parcel", "权利人") == {"decision": 1}


@pytest.mark.parametrize(
    ("lines", "check", "row"),
    [
        (f"某某厂,913501049999999999,同一,{SIGNED}", "link_to_unknown_enterprise", 2),
        # A name that two firms bear says nothing.
        (f"某某厂,丁某制衣有限公司,同一,{SIGNED}", "link_to_unknown_enterprise", 2),
        (f"某某厂,{YI},可能,{SIGNED}", "link_of_unknown_relation", 2),
        (f"某某厂,new,并入,{SIGNED}", "link_of_unknown_relation", 2),
        (f"某某厂,{YI},同一,,2026-03-01,", "link_without_signer", 2),
        (f"某某厂,{YI},同一,张三,去年,", "link_without_signer", 2),
        (f"某某厂,{YI},同一,{SIGNED}\n某某厂,{YI},同一,{SIGNED}", "link_repeated", 3),
        (f"某某厂,{YI},同一,{SIGNED}\n某某厂,{JIA},同一,{SIGNED}", "links_contradict", 3),
        (f"某某厂,{YI},同一,{SIGNED}\n某某厂,new,,{SIGNED}", "links_contradict", 3),
        (
            f"{FIRST_DING},{YI},同一,{SIGNED}\n某某厂,{FIRST_DING},同一,{SIGNED}",
            "link_to_moved_enterprise",
            3,
        ),
    ],
)
def test_a_line_that_cannot_be_obeyed_stops_the_build_by_its_row(
    tmp_path: Path, lines: str, check: str, row: int
) -> None:
    built = taxed(tmp_path, "某某厂 | | | 560", links=lines)
    assert built.outcome.build_id is None
    assert [(each["check_name"], each["sheet"], each["row_number"]) for each in built.errors] == [
        (check, "links.csv", row)
    ]


def test_a_line_without_an_answer_changes_nothing(tmp_path: Path) -> None:
    built = taxed(tmp_path, "乙某食品加工有限公司 | | | 560", links="乙某食品加工有限公司,,,,,")
    assert [row[5] for row in review(built)] == ["待确认"]


def test_a_line_that_no_file_uses_is_said(tmp_path: Path) -> None:
    built = taxed(tmp_path, "某某厂 | | | 560", links=f"某某工厂,{YI},同一,{SIGNED}")
    assert [(each["row_number"], each["value"]) for each in built.issues("link_unused")] == [(2, "某某工厂")]


def test_another_heading_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text("名称,企业,关系,指定人,指定日期,说明\n", encoding="gb18030")
    with pytest.raises(LinkFileError, match="第 1 行缺少来件名称"):
        load_decisions(path)


def test_what_excel_saves_and_an_export_carries_is_read(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text(
        f"候选企业,来件名称,企业,关系,指定人,指定日期,说明\n乙某,某某厂,'{YI},,张三,2026/3/1,\n",
        encoding="gb18030",
    )
    (line,) = load_decisions(path)
    assert (line.row_number, line.said, line.enterprise, line.relation) == (2, "某某厂", YI, "同一")
