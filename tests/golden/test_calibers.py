"""Calibers by hand: the worked example (domain notes, appendix B) under each policy for area, empty floor, tenants, tax.

P1 is 30 亩 with 40 000 m² floor, 8 000 m² of it empty: A owns it, lets 10 000 m² to B and 6 000 m² to C. P2 is A's alone,
10 亩. Taxes: A 560 (+ 28 免抵, − 8 查补), B 150, C 9. So A has 28 亩, B 7.5, C 4.5; 6 亩 of A's stand empty.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard import database
from dashboard.queries import calibers
from dashboard.queries.calibers import Caliber
from dashboard.selection import Selection
from etl.build import build
from etl.publish import Store
from etl.reference import load_rules
from etl.rules import RulePackError
from tests.etl.office import Snapshot, code, table, write_xlsx
from tests.golden.test_evaluation import INDICATORS, PACK, rules_of

A, B, C = code(1), code(2), code(3)
REGISTER = f"""
企业名称 | 统一社会信用代码 | 成立日期 | 是否规上
甲机械有限公司 | {A} | 2010-01-01 | 否
乙电子有限公司 | {B} | 2010-01-01 | 否
丙服装有限公司 | {C} | 2010-01-01 | 否
"""
TAX = f"""
2023年度企业税收
单位：万元
纳税人识别号 | 纳税人名称 | 入库税额 | 免抵调库 | 查补以前年度
{A} | 甲机械有限公司 | 560 | 28 | 8
{B} | 乙电子有限公司 | 150 | |
{C} | 丙服装有限公司 | 9 | |
"""
TENANCY = f"""
宗地代码 | 企业名称 | 统一社会信用代码 | 使用方式 | 使用面积（平方米） | 出租方
P1 | 乙电子有限公司 | {B} | 租赁厂房 | 10000 | 甲机械有限公司
P1 | 丙服装有限公司 | {C} | 租赁厂房 | 6000 | 甲机械有限公司
"""
PARCELS = f"""
宗地代码 | 权利人 | 权利人信用代码 | 宗地面积（亩） | 申报面积（亩） | 建筑面积（平方米） | 空置建筑面积（平方米） | 土地用途
P1 | 甲机械有限公司 | {A} | 30 | 24 | 40000 | 8000 | 工业用地
P2 | 甲机械有限公司 | {A} | 10 | 10 | 4000 | | 工业用地
"""
NAMES = {"甲机械有限公司": "A", "乙电子有限公司": "B", "丙服装有限公司": "C"}
# An indicator of tax per mu alone, base 10, weight 100: a score is ten times the ratio.
ALL = ("exempt_offset", "retained_refund", "branch_tax", "prior_years")


def district(folder: Path, caliber: str = "", pack: str = PACK) -> Snapshot:
    for name, drawn in (("名录", REGISTER), ("税收", TAX), ("租用2023", TENANCY), ("宗地", PARCELS)):
        write_xlsx(folder / "来件" / f"{name}.xlsx", table(drawn))
    rules = rules_of(folder / "rules", f"{pack}\n[caliber]\n{caliber}" if caliber else pack)
    store = Store(folder / "warehouse")
    return Snapshot(build([folder / "来件"], store, rules=rules), store)


def per_mu(built: Snapshot) -> dict[str, float | None]:
    """Tax per mu of each enterprise under the pack's caliber, to the third decimal."""
    rows = built.rows(
        """SELECT e.name, round(v.evaluated_tax_wan_yuan / nullif(v.evaluated_land_mu, 0), 3)
        FROM evaluation AS v INNER JOIN enterprise AS e ON e.enterprise_id = v.enterprise_id"""
    )
    return {NAMES[name]: ratio for name, ratio in rows}


@pytest.mark.parametrize(
    ("caliber", "expected"),
    [
        # A 580 / 28, B 150 / 7.5, C 9 / 4.5
        ('tenants = "apportion"', {"A": 20.714, "B": 20.0, "C": 2.0}),
        # Tax paid alone: A 560 / 28. With 免抵 alone 588 / 28; less 查补 alone 552 / 28.
        ("adjustments = []", {"A": 20.0, "B": 20.0, "C": 2.0}),
        ('adjustments = ["exempt_offset"]', {"A": 21.0, "B": 20.0, "C": 2.0}),
        ('adjustments = ["prior_years"]', {"A": 19.714, "B": 20.0, "C": 2.0}),
        # Empty floor is 30 × 8 000 / 40 000 = 6 亩: A 580 / 22; appendix B's 12 亩 on P1 and 10 on P2.
        ('vacant = "excluded"', {"A": 26.364, "B": 20.0, "C": 2.0}),
        # P1 declared as 24 亩: B 24 / 4 = 6 亩, C 3.6, A 24 − 9.6 + 10 = 24.4.
        ('area = "declared"', {"A": 23.77, "B": 25.0, "C": 2.5}),
        # Nobody outlined the parcels: nothing is measured, and nothing takes its place.
        ('area = "measured"', {"A": None, "B": None, "C": None}),
        # Landlord and tenants are one: (580 + 150 + 9) / 40.
        ('tenants = "merge"', {"A": 18.475, "B": 18.475, "C": 18.475}),
    ],
)
def test_tax_per_mu_under_a_caliber(tmp_path: Path, caliber: str, expected: dict[str, float | None]) -> None:
    assert per_mu(district(tmp_path, caliber)) == expected


def results(built: Snapshot) -> dict[str, tuple[object, ...]]:
    rows = built.rows(
        """SELECT e.name, v.participation, v.rank, v.group_size, v.grade, v.merged_rank, v.merged_grade, v.override_reason
        FROM evaluation AS v INNER JOIN enterprise AS e ON e.enterprise_id = v.enterprise_id"""
    )
    return {NAMES[name]: tuple(rest) for name, *rest in rows}


def test_merged_members_share_one_rank_in_a_group_of_units(tmp_path: Path) -> None:
    assert set(results(district(tmp_path, 'tenants = "merge"')).values()) == {
        ("participates", 1, 1, "A", None, None, None)
    }


def test_both_ranks_each_by_itself_and_gives_the_merged_result_beside(tmp_path: Path) -> None:
    # Of three: ceil(0.6) = 1 is A, ceil(2.25) = 3 B.
    assert results(district(tmp_path, 'tenants = "both"')) == {
        "A": ("participates", 1, 3, "A", 1, "A", None),
        "B": ("participates", 2, 3, "B", 1, "A", None),
        "C": ("participates", 3, 3, "B", 1, "A", None),
    }


def test_a_small_tenant_has_its_landlords_grade_and_leaves_the_ranking(tmp_path: Path) -> None:
    # C uses 4.5 亩, less than 5; B 7.5. Of the two that are ranked ceil(0.4) = 1 is A.
    got = results(district(tmp_path, 'tenants = "inherit"\nsmall_tenant_mu = 5'))
    assert got["A"][:4] == ("participates", 1, 2, "A")
    assert got["B"][:4] == ("participates", 2, 2, "B")
    assert got["C"] == ("inherits", None, None, "A", None, None, "小微承租企业，随出租方评级")


def test_an_adjustment_that_no_file_itemises_is_not_guessed(tmp_path: Path) -> None:
    lumped = TAX.replace("入库税额 | 免抵调库 | 查补以前年度", "入库税额 | 评价税收").replace(
        "560 | 28 | 8", "560 | 580"
    )
    folder = tmp_path / "来件"
    for name, drawn in (("名录", REGISTER), ("税收", lumped), ("宗地", PARCELS)):
        write_xlsx(folder / f"{name}.xlsx", table(drawn.replace(" | |\n", " |\n")))
    got = {}
    for words in (
        '["exempt_offset"]',
        "[]",
        '["exempt_offset", "retained_refund", "branch_tax", "prior_years"]',
    ):
        rules = rules_of(tmp_path / words.replace('"', ""), f"{PACK}\n[caliber]\nadjustments = {words}")
        built = Snapshot(
            build([folder], Store(tmp_path / f"w{len(words)}"), rules=rules),
            Store(tmp_path / f"w{len(words)}"),
        )
        got[words] = built.one("SELECT evaluated_tax_wan_yuan FROM evaluation WHERE enterprise_id = ?", A)
    assert list(got.values()) == [None, 560.0, 580.0]


@pytest.mark.parametrize(
    ("caliber", "words"),
    [
        ('area = "guessed"', "area 只能是 priority、certificate、measured、declared"),
        ('tenants = "evict"', "tenants 只能是"),
        ('vacant = "none"', "vacant 只能是"),
        ('adjustments = ["refund"]', "adjustments 只能取自"),
        ("small_tenant_mu = -1", "small_tenant_mu 应当是不小于 0 的数"),
        ("small = 1", "不认识的键 small"),
    ],
)
def test_a_wrong_caliber_is_refused_with_file_line_and_reason(
    tmp_path: Path, caliber: str, words: str
) -> None:
    with pytest.raises(RulePackError, match=words) as refused:
        rules_of(tmp_path, f"{PACK}\n[caliber]\n{caliber}")
    assert "hand.toml 第 21 行" in str(refused.value)


def test_a_pack_limits_points_and_names_the_grade_of_a_veto(tmp_path: Path) -> None:
    rules = rules_of(
        tmp_path, f'{PACK}\n[overrides]\nveto = "D"\nprotect = "B"\nbonus_limit = 5\npenalty_limit = 10'
    )
    (pack,) = rules.packs
    assert (pack.overrides.veto, pack.overrides.protect) == ("D", "B")
    assert (pack.overrides.bonus_limit, pack.overrides.penalty_limit) == (5.0, 10.0)


PLAIN = Caliber("priority", counts_vacant=True, tenants="apportion", adjustments=ALL)


@pytest.mark.parametrize(
    ("toml", "caliber"),
    [
        ('vacant = "excluded"', replace(PLAIN, counts_vacant=False)),
        ('area = "declared"\ntenants = "merge"', replace(PLAIN, area="declared", tenants="merge")),
        ("adjustments = []", replace(PLAIN, adjustments=())),
        ('tenants = "inherit"\nsmall_tenant_mu = 3.0', replace(PLAIN, tenants="inherit")),
        ('tenants = "both"', replace(PLAIN, tenants="both")),
    ],
)
def test_a_caliber_on_demand_gives_what_a_pack_with_that_caliber_publishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toml: str, caliber: Caliber
) -> None:
    published = district(tmp_path / "as said", toml)
    expected = {
        name: (rank, grade)
        for name, rank, grade in published.rows(
            "SELECT e.name, v.rank, v.grade FROM evaluation AS v JOIN enterprise AS e USING (enterprise_id)"
        )
    }
    district(tmp_path / "plain")
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(tmp_path / "plain" / "warehouse"))
    database.unpin()
    assert calibers.of_pack("hand") == PLAIN
    moves = calibers.moves(Selection(year=2023), "hand", caliber, 20.0, by_parcel=False)
    changed = calibers.changed(Selection(year=2023), "hand", caliber, 20.0, by_parcel=False, most=10)
    before = {"甲机械有限公司": (1, "A"), "乙电子有限公司": (2, "B"), "丙服装有限公司": (3, "B")}
    assert int(moves["subjects"].sum()) == 3
    for row in changed.astype(object).to_dict("records"):
        rank = None if pd.isna(row["rank"]) else row["rank"]
        assert (rank, row["grade"]) == expected[row["name"]]
    unchanged = set(before) - set(changed["name"])
    assert all(expected[name][1] == before[name][1] for name in unchanged)


def test_who_crosses_the_line_is_counted_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # With tax paid alone A falls from 20.714 to 20.000: over a line of 20.5 it was, and is no more.
    district(tmp_path)
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(tmp_path / "warehouse"))
    database.unpin()
    paid = replace(PLAIN, adjustments=())
    moves = calibers.moves(Selection(year=2023), "hand", paid, 20.5, by_parcel=False)
    assert moves.loc[moves["crossed"] == "down", "subjects"].tolist() == [1]
    # Now A and B tie at 20.0, so B rises to A's rank: it is regraded, A crosses the line.
    regraded, crossing = calibers.changed(
        Selection(year=2023), "hand", paid, 20.5, by_parcel=False, most=10
    ).to_dict("records")
    assert (regraded["name"], regraded["grade_before"], regraded["grade"]) == ("乙电子有限公司", "B", "A")
    assert (crossing["name"], crossing["crossed"]) == ("甲机械有限公司", "down")
    assert (round(crossing["per_mu_before"], 3), crossing["per_mu_after"]) == (20.714, 20.0)


def test_by_parcel_the_published_grades_come_back_under_the_packs_own_caliber(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    district(tmp_path)
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(tmp_path / "warehouse"))
    database.unpin()
    moves = calibers.moves(Selection(year=2023), "hand", PLAIN, 20.0, by_parcel=True)
    assert (moves["grade"] == moves["grade_before"]).all()
    assert int(moves["subjects"].sum()) == 2


def test_last_years_rules_give_last_years_grades_again(tmp_path: Path) -> None:
    # Acceptance 23: the same files under the pack as it stood give the same grades, whatever packs came since.
    def grades(built: Snapshot) -> list[tuple[object, ...]]:
        return built.rows(
            "SELECT enterprise_id, year, version, score, rank, grade FROM evaluation WHERE pack_id = 'hand' ORDER BY ALL"
        )

    before = grades(district(tmp_path / "then"))
    folder = tmp_path / "now"
    rules_of(folder / "rules")
    newer = (
        PACK.replace('"hand"', '"newer"').replace("base = 10", "base = 12")
        + '\n[caliber]\nvacant = "excluded"\n'
    )
    (folder / "rules" / "newer.toml").write_text(newer, encoding="utf-8")
    assert INDICATORS
    store = Store(folder / "warehouse")
    built = Snapshot(build([tmp_path / "then" / "来件"], store, rules=load_rules(folder / "rules")), store)
    assert grades(built) == before
    assert built.one("SELECT COUNT(DISTINCT pack_id) FROM evaluation") == 2
