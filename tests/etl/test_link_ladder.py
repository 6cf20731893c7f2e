"""The ladder of links, rung by rung, on a register small enough to hold in the head; and what must never be linked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.office import Snapshot, code, publish, table, write_csv, write_xlsx

JIA, YI, BING, FIRST_DING, SECOND_DING = (code(serial) for serial in range(1, 6))
# 甲某 was renamed; two firms are called 丁某; 丙某 is a company limited by shares.
REGISTER = f"""
企业名称 | 统一社会信用代码 | 曾用名 | 行业代码 | 法定代表人
福建甲某机械（集团）有限公司 | {JIA} | 甲某机械总厂 | 2720 | 陈一
乙某食品有限公司 | {YI} | | 1300 | 林二
丙某电子股份有限公司 | {BING} | | 3990 | 王三
丁某制衣有限公司 | {FIRST_DING} | | 1810 | 赵四
丁某制衣有限公司 | {SECOND_DING} | | 1810 | 钱五
"""


def taxed(folder: Path, rows: str, links: str = "") -> Snapshot:
    """The register and one tax list of ``rows`` (name | code | legal person | tax), built with a file of decisions."""
    write_csv(folder / "来件" / "名录.csv", table(REGISTER))
    write_xlsx(
        folder / "来件" / "税收2023.xlsx",
        table(f"单位：万元\n纳税人名称 | 纳税人识别号 | 法定代表人 | 入库税额\n{rows}"),
    )
    return publish(folder / "来件", links=links)


def identity(built: Snapshot) -> str:
    ((found,),) = built.rows("SELECT enterprise_id FROM enterprise_year WHERE year = 2023")
    return str(found)


def rungs(built: Snapshot, entity: str = "tax", role: str = "企业") -> dict[str, int]:
    """The rungs of an entity's rows that are not zero."""
    names = ("decision", "code", "org_code", "name_person", "name", "name_form", "none")
    ((*counts,),) = built.rows(
        f"SELECT {', '.join(f'by_{name}' for name in names)} FROM match_quality WHERE entity = ? AND role = ?",  # noqa: S608
        entity,
        role,
    )
    return {name: count for name, count in zip(names, counts, strict=True) if count}


def review(built: Snapshot) -> list[tuple[object, ...]]:
    return built.rows(
        "SELECT source_name, candidate_id, score, evidence, why, link_status FROM link_review ORDER BY source_key, place"
    )


@pytest.mark.parametrize(
    ("name", "said_code", "person", "expected", "rung"),
    [
        ("随便什么名称", JIA, "", JIA, "code"),
        ("乙某食品厂", YI[8:17], "", YI, "org_code"),
        ("乙某食品厂", f"{YI[8:16]}-{YI[16]}", "", YI, "org_code"),
        ("乙某食品厂", f"350104{YI[8:17]}", "", YI, "org_code"),
        ("丁某制衣有限公司", "", "钱五", SECOND_DING, "name_person"),
        ("乙某食品有限责任公司", "", "林二", YI, "name_person"),
        ("福建甲某机械(集团)有限公司", "", "", JIA, "name"),
        # A legal person changes; the name is still the firm's only.
        ("乙某食品有限公司", "", "林某某", YI, "name"),
        ("甲某机械总厂", "", "", JIA, "name"),
        ("乙某食品有限责任公司", "", "", YI, "name_form"),
        ("（福建）甲某机械（集团）有限公司", "", "", JIA, "name_form"),
        ("丙某电子股份公司", "", "", BING, "name_form"),
    ],
)
def test_each_rung_finds_its_firm_and_says_so(
    tmp_path: Path, name: str, said_code: str, person: str, expected: str, rung: str
) -> None:
    built = taxed(tmp_path, f"{name} | {said_code} | {person} | 560")
    assert (identity(built), rungs(built), review(built)) == (expected, {rung: 1}, [])


@pytest.mark.parametrize(
    ("name", "said_code", "candidates", "evidence"),
    [
        # Two firms of one name: both are shown, neither is taken.
        ("丁某制衣有限公司", "", [FIRST_DING, SECOND_DING], "同名"),
        ("丁某制衣有限责任公司", "", [FIRST_DING, SECOND_DING], "规范名称相同"),
        ("福建甲某机械（集团）有限公司闽侯分公司", "", [JIA], "名称是它的分支机构"),
        # The old code of the head office does not make a branch the head office.
        ("乙某食品有限公司城门分厂", YI[8:17], [YI], "机构代码与信用代码第 9—17 位相同"),
        ("乙某食品有限公司（仓山分公司）", "", [YI], "名称是它的分支机构"),
        # One character in another's place, another place, another legal form.
        ("丙某电仔股份有限公司", "", [], ""),
        ("甲某机械有限公司", "", [JIA], "只差地名或组织形式"),
        ("丙某电子有限公司", "", [BING], "只差地名或组织形式"),
        ("乙某食品加工有限公司", "", [YI], "名称相近"),
    ],
)
def test_what_is_doubtful_is_listed_and_never_linked(
    tmp_path: Path, name: str, said_code: str, candidates: list[str], evidence: str
) -> None:
    built = taxed(tmp_path, f"{name} | {said_code} | | 560")
    assert identity(built).startswith("name:")
    found = review(built)
    assert [row[1] for row in found] == candidates
    assert {row[3] for row in found} == ({evidence} if candidates else set())
    assert {row[5] for row in found} <= {"待确认"}


def test_a_firm_is_not_taken_for_its_branch(tmp_path: Path) -> None:
    # Only the branch has a code; the head office is somebody else until a person says so.
    folder = tmp_path / "来件"
    write_csv(
        folder / "名录.csv",
        table(f"企业名称 | 统一社会信用代码 | 行业代码\n戊某有限公司仓山分公司 | {code(9)} | 3990"),
    )
    write_xlsx(
        folder / "税收2023.xlsx",
        table(f"单位：万元\n纳税人名称 | 税号 | 入库税额\n戊某有限公司 | {code(9)[8:17]} | 560"),
    )
    built = publish(folder)
    assert identity(built) == "name:戊某有限公司"
    assert [row[3] for row in review(built)] == ["机构代码与信用代码第 9—17 位相同；候选企业是分支机构"]


def test_a_code_with_a_slip_is_only_a_hint(tmp_path: Path) -> None:
    wrong = YI[:17] + ("0" if YI[17] != "0" else "1")
    built = taxed(tmp_path, f"某某加工厂 | {wrong} | | 560")
    assert identity(built) == "name:某某加工厂"
    assert review(built) == [
        ("某某加工厂", YI, 90, "代码的第 9—17 位相同", "代码有错，只有中间 9 位相同", "待确认")
    ]


def test_the_legal_person_is_evidence_and_stays_out_of_the_snapshot(tmp_path: Path) -> None:
    built = taxed(tmp_path, "乙某食品加工有限公司 | | 林二 | 560\n丙某电子有限公司 | | 别人 | 10")
    assert [(row[0], row[3]) for row in review(built)] == [
        ("丙某电子有限公司", "只差地名或组织形式；法定代表人不同"),
        ("乙某食品加工有限公司", "名称相近；法定代表人相同"),
    ]
    assert not built.rows("SELECT * FROM duckdb_columns() WHERE column_name LIKE 'legal_person%'")


LAND = """
宗地代码 | 权利人 | 宗地面积（亩）
P1 | 福建甲某机械（集团）有限责任公司 | 30
P2 | 甲某村民委员会 | 5
P3 | 王三 | 5
P4 | 甲某机械总厂 | 10
P5 | 丁某制衣有限公司 | 10
P6 | 丙某电子有限公司 | 10
"""


def test_a_village_and_a_person_own_and_let_land_and_are_no_firm(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "名录.csv", table(REGISTER))
    write_xlsx(folder / "宗地.xlsx", table(LAND))
    write_xlsx(
        folder / "租用2023.xlsx",
        table(
            f"""所在宗地 | 承租企业 | 承租方信用代码 | 年度 | 使用方式 | 面积（平方米） | 出租方
            P2 | 乙某食品有限公司 | {YI} | 2023 | 租赁 | 100 | 甲某村民委员会
            P3 | 乙某食品有限公司 | {YI} | 2023 | 租赁 | 100 | 王三
            P4 | 乙某食品有限公司 | {YI} | 2023 | 租赁 | 100 | 甲某机械总厂"""
        ),
    )
    built = publish(folder)
    assert built.rows("SELECT parcel_id, owner_id FROM parcel ORDER BY 1") == [
        ("P1", JIA), ("P2", None), ("P3", None), ("P4", JIA), ("P5", None), ("P6", None),
    ]  # fmt: skip
    # P1 by its form, P4 by the former name; the village and the person are not even candidates.
    assert rungs(built, "parcel", "权利人") == {"name": 1, "name_form": 1, "none": 4}
    assert rungs(built, "occupancy", "出租方") == {"name": 1, "none": 2}
    assert built.rows(
        "SELECT DISTINCT source_name, said_in, sheet, row_number FROM link_review ORDER BY 1"
    ) == [
        ("丁某制衣有限公司", "宗地（权利人）", "Sheet1", 6),
        ("丙某电子有限公司", "宗地（权利人）", "Sheet1", 7),
    ]


def test_match_quality_is_sums_over_sums(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "名录.csv", table(REGISTER))
    write_xlsx(folder / "宗地.xlsx", table(LAND))
    write_xlsx(
        folder / "税收2023.xlsx",
        table(
            f"""单位：万元
            纳税人名称 | 税号 | 入库税额
            福建甲某机械（集团）有限公司 | {JIA} | 300
            乙某食品有限公司 | {YI} | 60
            丁某制衣有限公司 | | 30
            外地某公司 | | 10"""
        ),
    )
    built = publish(folder)
    # 360 of 400 万元 are in the register; 乙, 丁 and the stranger have no land. 甲 holds 40 of 70 亩; P2, P3, P5, P6 nobody.
    assert built.rows(
        """SELECT link_rows, by_none, to_confirm, matched_pct, tax_matched_pct, firms_without_parcel
        FROM match_quality WHERE entity = 'tax'"""
    ) == [(4, 2, 1, 50.0, 90.0, 3)]
    ((area, without),) = built.rows(
        "SELECT area_matched_pct, parcels_without_firm FROM match_quality WHERE entity = 'parcel' AND year = 2023"
    )
    assert (area, without) == (pytest.approx(100 * 40 / 70), 4)
    assert built.outcome.report["match_quality"][-1]["entity"] == "tax"
