"""Grades by hand: the published Huangyan 2022 bases (domain notes 1.4), and a group of twenty worked out on paper.

Twenty below-scale firms on 10 亩 each, tax 200, 190, 190, 180, 170, … 20 万元: per mu 20.0, 19.0, 19.0, 18.0, 17.0 … 2.0. With
tax per mu as the only indicator, base 10 and weight 100 the scores are ten times that. Ranks: 1, 2, 2, 4, 5 … 20. Cuts
0.20 / 0.75 / 0.95 of twenty are ranks 4, 15 and 19: A is 1–4, B 5–15, C 16–19, D 20.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from etl.build import build
from etl.publish import Store
from etl.reference import Rules, load_rules
from etl.rules import RULES, RulePackError
from tests.etl.office import Cell, Snapshot, code, publish, table, write_xlsx

INDICATORS = (RULES / "indicators.toml").read_text(encoding="utf-8")
PACK = """
id = "hand"
version = "1"
name = "手算"
source = "测试"
[scope]
minimum_mu = 0.5
[new_enterprises]
years = 2
treatment = "protect"
[[group]]
size = "below"
indicators = [{ code = "tax_mu", weight = 100, base = 10 }]
[grades]
A = 0.20
B = 0.75
C = 0.95
D = 1.00
"""
TAXES = [200, 190, 190, *range(180, 10, -10)]


def rules_of(folder: Path, pack: str = PACK) -> Rules:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "indicators.toml").write_text(INDICATORS, encoding="utf-8")
    (folder / "hand.toml").write_text(pack, encoding="utf-8")
    return load_rules(folder)


def twenty(folder: Path, cases: str = "", pack: str = PACK, new: int | None = None) -> Snapshot:
    """Firms 1 to 20 by tax; ``new`` is the firm registered in the year before the evaluated one."""
    folder.mkdir(parents=True, exist_ok=True)
    register: list[list[Cell]] = [["企业名称", "统一社会信用代码", "成立日期", "是否规上", "行业"]]
    tax: list[list[Cell]] = [["2023年度企业税收"], ["单位：万元"], ["纳税人识别号", "纳税人名称", "入库税额"]]
    parcels: list[list[Cell]] = [["宗地代码", "权利人", "权利人信用代码", "宗地面积（亩）", "用途"]]
    for firm, paid in enumerate(TAXES, start=1):
        name = f"示例{firm}号厂"
        register.append([name, code(firm), "2022-05-01" if firm == new else "2010-01-01", "否", "食品"])
        tax.append([code(firm), name, paid])
        parcels.append([f"P{firm:02}", name, code(firm), 10, "工业用地"])
    for file, rows in (("名录", register), ("税收", tax), ("宗地", parcels)):
        write_xlsx(folder / f"{file}.xlsx", rows)
    if cases:
        write_xlsx(folder / "特殊情形.xlsx", table(cases))
    store = Store(folder.parent / f"{folder.name}.warehouse")
    outcome = build([folder], store, rules=rules_of(folder.parent / f"{folder.name}.rules", pack))
    return Snapshot(outcome, store)


def grades(built: Snapshot) -> dict[int, tuple[int | None, str | None, str, str | None]]:
    """Firm → rank, grade by rank, grade, reason."""
    rows = built.rows(
        """SELECT CAST(regexp_extract(e.name, '[0-9]+') AS INTEGER), v.rank, v.rank_grade, v.grade, v.override_reason
        FROM evaluation AS v INNER JOIN enterprise AS e ON v.enterprise_id = e.enterprise_id"""
    )
    return {firm: (rank, by_rank, grade, reason) for firm, rank, by_rank, grade, reason in rows}


def test_the_huangyan_2022_vector_scores_111_660(tmp_path: Path) -> None:
    # values 30, 120, 3, 5000, 20, 0.04 → 37.349 + 17.626 + 22.272 + 10.142 + 11.025 + 13.245
    folder = tmp_path / "来件"
    folder.mkdir()
    headings: list[Cell] = [
        "企业名称",
        "统一社会信用代码",
        "工业增加值（万元）",
        "综合能耗（吨标准煤）",
        "排污量（吨）",
    ]
    headings += [
        "从业人数",
        "研发经费（万元）",
        "营业收入（万元）",
        "是否规上",
        "用地面积（亩）",
        "入库税收（万元）",
    ]
    figures: list[Cell] = ["示例厂", code(1), 1200, 400, 0.24, 60, 40, 1000, "是", 10, 300]
    write_xlsx(folder / "年报2023.xlsx", [headings, figures])
    built = publish(folder)
    terms = dict(
        built.rows("SELECT indicator, round(score, 3) FROM evaluation_term WHERE pack_id = 'huangyan-2022'")
    )
    assert terms == {
        "tax_mu": 37.349,
        "va_mu": 17.626,
        "va_energy": 22.272,
        "va_emit": 10.142,
        "labour": 11.025,
        "rd": 13.245,
    }
    ((score, grade),) = built.rows("SELECT score, grade FROM evaluation WHERE pack_id = 'huangyan-2022'")
    assert score == pytest.approx(111.660, abs=0.0005)
    assert grade == "A"


def test_ranks_and_cuts_of_twenty_with_ties(tmp_path: Path) -> None:
    got = grades(twenty(tmp_path / "来件"))
    assert [got[firm][0] for firm in range(1, 21)] == [1, 2, 2, *range(4, 21)]
    by_class = {grade: [firm for firm in got if got[firm][2] == grade] for grade in "ABCD"}
    assert sorted(by_class["A"]) == [1, 2, 3, 4]
    assert sorted(by_class["B"]) == list(range(5, 16))
    assert sorted(by_class["C"]) == [16, 17, 18, 19]
    assert by_class["D"] == [20]


def test_a_veto_at_rank_2_is_c_with_its_reason_and_moves_nobody_else(tmp_path: Path) -> None:
    cases = f"年度 | 企业名称 | 统一社会信用代码 | 情形 | 事由\n2023 | 示例3号厂 | {code(3)} | 一票否决 | 较大安全事故"
    got = grades(twenty(tmp_path / "来件", cases))
    assert got[3] == (2, "A", "C", "一票否决：较大安全事故")
    assert got[4] == (4, "A", "A", None)


def test_a_veto_at_rank_3_is_c_with_its_reason(tmp_path: Path) -> None:
    # Firm 2 has one point more than firm 3, which it would tie with: 191 and 190, ranks 2 and 3.
    cases = (
        "年度 | 企业名称 | 统一社会信用代码 | 情形 | 分值 | 事由\n"
        f"2023 | 示例2号厂 | {code(2)} | 加分 | 1 | 专利\n"
        f"2023 | 示例3号厂 | {code(3)} | 一票否决 | | 环保处罚"
    )
    got = grades(twenty(tmp_path / "来件", cases))
    assert [got[firm][0] for firm in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert got[3] == (3, "A", "C", "一票否决：环保处罚")


def test_a_new_firm_in_the_last_five_percent_is_not_d(tmp_path: Path) -> None:
    got = grades(twenty(tmp_path / "来件", new=20))
    assert got[20] == (20, "D", "C", "登记不满 2 年，不评为 D")


def test_protection_bonus_and_penalty(tmp_path: Path) -> None:
    # Firm 19 scores 30 + 20 = 50 like firm 17; firm 1 scores 200 − 100 = 100 like firm 12; firm 20 is last and protected.
    cases = (
        "年度 | 企业名称 | 统一社会信用代码 | 情形 | 分值 | 事由\n"
        f"2023 | 示例19号厂 | {code(19)} | 加分 | 20 | 专利\n"
        f"2023 | 示例1号厂 | {code(1)} | 扣分 | 100 | 处罚\n"
        f"2023 | 示例20号厂 | {code(20)} | 保护 | | 小升规"
    )
    got = grades(twenty(tmp_path / "来件", cases))
    assert got[19][0] == got[17][0]
    assert got[1][0] == got[12][0]
    assert got[20] == (20, "D", "C", "保护：小升规")


def test_an_exempt_firm_is_t_and_leaves_the_group(tmp_path: Path) -> None:
    cases = (
        f"年度 | 企业名称 | 统一社会信用代码 | 情形 | 事由\n2023 | 示例1号厂 | {code(1)} | 不参评 | 公用事业"
    )
    built = twenty(tmp_path / "来件", cases)
    assert grades(built)[1] == (None, None, "T", "不参评")
    assert built.rows("SELECT DISTINCT group_size FROM evaluation WHERE grade <> 'T'") == [(19,)]


def test_a_class_may_be_empty(tmp_path: Path) -> None:
    # ceil(20 × 1.00) = 20: nobody is left for D.
    built = twenty(tmp_path / "来件", pack=PACK.replace("C = 0.95", "C = 1.00"))
    assert {grade for _, _, grade, _ in grades(built).values()} == {"A", "B", "C"}


def test_parcels_are_graded_by_what_their_users_pay(tmp_path: Path) -> None:
    built = twenty(tmp_path / "来件")
    assert built.rows("SELECT parcel_id, rank, grade FROM parcel_evaluation WHERE rank <= 2 ORDER BY 1") == [
        ("P01", 1, "A"),
        ("P02", 2, "A"),
        ("P03", 2, "A"),
    ]


def test_a_base_can_be_the_groups_own_mean_and_that_of_the_year_before_may_be_missing(tmp_path: Path) -> None:
    # Σ tax 200 + 190 + 190 + (180 + … + 20) = 2280 万元 on 200 亩 = 11.4 万元/亩 as a ratio of sums.
    own = twenty(tmp_path / "own", pack=PACK.replace("base = 10 ", 'base = "group_mean" '))
    assert own.rows("SELECT DISTINCT round(base, 6) FROM evaluation_term") == [(11.4,)]
    before = twenty(tmp_path / "before", pack=PACK.replace("base = 10 ", 'base = "previous_mean" '))
    assert before.rows("SELECT DISTINCT participation, grade, override_reason FROM evaluation") == [
        ("no_base", "T", "基准无法计算")
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("weight = 100", "weight = 90", 12, "权重合计是 90"),
        ("tax_mu", "tax_moo", 13, "没有指标 tax_moo"),
        ("base = 10", "base = 0", 13, "基准值必须大于 0"),
        ("B = 0.75", "B = 1.75", 16, "应当在 0.2 与 1 之间"),
        ("B = 0.75", "B = 0.1", 16, "应当在 0.2 与 1 之间"),
        ("minimum_mu", "minimum_moo", 7, "不认识的键 minimum_moo"),
        ('treatment = "protect"', 'treatment = "hug"', 10, "treatment 只能是"),
        ('id = "hand"', 'id = ""', 2, "缺少 id"),
    ],
)
def test_a_wrong_pack_is_refused_with_file_line_and_reason(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    with pytest.raises(RulePackError, match=words) as refused:
        rules_of(tmp_path, PACK.replace(old, new))
    assert f"hand.toml 第 {line} 行" in str(refused.value)


def test_a_pack_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match=r"hand\.toml 无法读取"):
        rules_of(tmp_path, PACK + "\n[grades")


def test_every_committed_pack_loads_and_cites_its_source() -> None:
    rules = load_rules()
    assert {pack.id for pack in rules.packs} >= {"huangyan-2022", "huangyan-2021", "huaian-2024", "fuzhou"}
    for pack in rules.packs:
        assert pack.source
        assert bool(pack.missing) != bool(pack.terms)


def test_huangyan_bases_are_the_published_ones() -> None:
    # domain notes 1.3, second table row
    with (RULES / "huangyan-2021.toml").open("rb") as file:
        groups = {group["size"]: group["indicators"] for group in tomllib.load(file)["group"]}
    assert [term["base"] for term in groups["above"]] == [26.01, 132.27, 2.54, 4861.08, 17.45, 0.0305]
    assert [term["base"] for term in groups["below"]] == [16.601058, 0.236565]
