"""A chain by hand: twelve firms on seven nodes, its sums, growth, concentration, completeness and lights on paper.

Output of 2023 (2022) in 万元: node A 500 (400), 300 (300), 100 (100), 60 (50), 40 (–); B 200 (200); C 400 (500), 100 (100);
D 600 (600) and, by a person's word, firm 7 of C too; F nothing; G a firm that is gone; E nobody.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl.build import build
from etl.publish import Store
from etl.reference import load_rules
from tests.etl.office import Cell, Snapshot, code, table, write_xlsx

ATLAS = (
    """
id = "hand"
name = "手算链"
version = "1"
source = "测试"
lead_unit = "区工信局"
"""
    + "".join(
        f"""
[[node]]
id = "hand.{node}"
name = "{name}"
segment = "{segment}"
codes = ["{industry}"]
keywords = ["{word}"]
weight = {weight}
"""
        for node, name, segment, industry, word, weight in (
            ("a", "原料药", "上游", "2710", "原料药", 1.0),
            ("b", "辅料", "上游", "2780", "药用辅料", 1.0),
            ("c", "制剂", "中游", "2720", "片剂", 1.0),
            ("d", "中成药", "中游", "2740", "中成药", 1.0),
            ("e", "器械", "中游", "3581", "监护仪", 2.0),
            ("f", "研发", "下游", "7340", "临床研究", 1.0),
            ("g", "辅具", "下游", "3586", "康复辅具", 1.0),
        )
    )
    + "".join(
        f'\n[[link]]\nfrom = "hand.{start}"\nto = "hand.{end}"\n'
        for start, end in ("ac", "bc", "ad", "cf", "df", "ef", "eg")
    )
)
# firm | code | above scale | status | output 2022 | output 2023 | official growth
FIRMS = """
 1 | C2710 | 是 | 存续 | 400 | 500 | 25
 2 | C2710 | 是 | 存续 | 300 | 300 | 0
 3 | C2710 | 是 | 存续 | 100 | 100 |
 4 | C2710 | 否 | 存续 |  50 |  60 |
 5 | C2710 | 否 | 存续 |     |  40 |
 6 | C2780 | 是 | 存续 | 200 | 200 |
 7 | C2720 | 是 | 存续 | 500 | 400 |
 8 | C2720 | 否 | 存续 | 100 | 100 |
 9 | C2740 | 是 | 存续 | 600 | 600 |
10 | M7340 | 否 | 存续 |     |     |
11 | M7340 | 否 | 存续 |     |     |
12 | C3586 | 否 | 注销 |     |     |
"""
PINS = "企业,节点,动作,主节点,指定人,指定日期,说明\n示例7号厂,hand.d,归入,否,张三,2024-01-05,产品有中成药\n"


# 1 buys here and elsewhere, 2 only elsewhere, 9 of 1; nobody else said.
SUPPLY = f"""
年度 | 采购企业 | 采购企业信用代码 | 供应商名称 | 供应商信用代码 | 产品名称 | 采购额（万元）
2023 | 示例1号厂 | {code(1)} | 示例6号厂 | {code(6)} | 辅料 | 20
2023 | 示例1号厂 | {code(1)} | 外地甲厂 | | 溶剂 | 5
2023 | 示例2号厂 | {code(2)} | 外地甲厂 | | 溶剂 | 7
2023 | 示例9号厂 | {code(9)} | 示例1号厂 | {code(1)} | 原料 | 90
"""


def chains(folder: Path, pins: str = PINS) -> Snapshot:
    """Build the twelve firms under the drawn atlas; each pays 10 万元 on 2 亩 in 2023."""
    files, atlas = folder / "来件", folder / "chains"
    atlas.mkdir(parents=True)
    (atlas / "hand.toml").write_text(ATLAS, encoding="utf-8")
    (folder / "pins.csv").write_text(pins, encoding="utf-8")
    register: list[list[Cell]] = [
        ["企业名称", "统一社会信用代码", "成立日期", "经营状态", "行业代码", "是否规上"]
    ]
    output: list[list[Cell]] = [
        ["年度", "统一社会信用代码", "企业名称", "工业总产值（万元）", "产值增速（%）"]
    ]
    tax: list[list[Cell]] = [["纳税人识别号", "纳税人名称", "入库税额（万元）"]]
    parcels: list[list[Cell]] = [["宗地代码", "权利人", "权利人信用代码", "宗地面积（亩）", "用途"]]
    for number, industry, above, status, before, now, official in table(FIRMS):
        firm = int(float(number or 0))
        name = f"示例{firm}号厂"
        register.append([name, code(firm), "2010-01-01", status, industry, above])
        output += [[2022, code(firm), name, before, None]] if before is not None else []
        output += [[2023, code(firm), name, now, official]] if now is not None else []
        if status == "存续":
            tax.append([code(firm), name, 10])
            parcels.append([f"P{firm:02}", name, code(firm), 2, "工业用地"])
    write_xlsx(files / "名录.xlsx", register)
    write_xlsx(files / "企业年报.xlsx", output)
    write_xlsx(files / "2023年度企业税收.xlsx", tax)
    write_xlsx(files / "宗地.xlsx", parcels)
    write_xlsx(files / "本地配套.xlsx", table(SUPPLY))
    store = Store(folder / "warehouse")
    rules = load_rules(chains=atlas, pins=folder / "pins.csv")
    return Snapshot(build([files], store, rules=rules), store)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return chains(tmp_path_factory.mktemp("chain"))


def of_nodes(built: Snapshot, *columns: str) -> dict[str, tuple[Any, ...]]:
    rows = built.rows(
        f"SELECT node_id, {', '.join(columns)} FROM chain_node_year WHERE year = 2023"  # noqa: S608
    )
    return {node.removeprefix("hand."): tuple(values) for node, *values in rows}


def test_firms_sit_where_their_code_or_a_person_puts_them(built: Snapshot) -> None:
    rows = built.rows(
        """SELECT CAST(regexp_extract(e.name, '[0-9]+') AS INTEGER) AS firm, n.node_id, n.mapping_source, n.is_primary,
            n.is_primary_in_chain
        FROM enterprise_chain_node AS n INNER JOIN enterprise AS e ON n.enterprise_id = e.enterprise_id
        WHERE e.name IN ('示例6号厂', '示例7号厂') ORDER BY ALL"""
    )
    assert rows == [
        (6, "hand.b", "code", True, True),
        (7, "hand.c", "code", False, False),
        (7, "hand.d", "manual", True, True),
    ]


def test_sums_of_a_node_and_a_chain_counts_each_firm_once(built: Snapshot) -> None:
    got = of_nodes(
        built,
        "firms",
        "above_scale_firms",
        "output_wan_yuan",
        "tax_wan_yuan",
        "land_mu",
        "tax_wan_yuan_per_mu",
    )
    assert got["a"] == pytest.approx((5, 3, 1000, 50, 10, 5.0))
    assert got["c"] == pytest.approx((2, 1, 500, 20, 4, 5.0))
    assert got["d"] == pytest.approx((2, 2, 1000, 20, 4, 5.0))
    assert got["e"] == (0, 0, None, None, None, None)
    assert got["f"] == pytest.approx((2, 0, None, 20, 4, 5.0), nan_ok=True)
    assert got["g"] == (0, 0, None, None, None, None)
    ((firms, above, output, tax),) = built.rows(
        "SELECT firms, above_scale_firms, output_wan_yuan, tax_wan_yuan FROM chain_year WHERE year = 2023"
    )
    assert (firms, above, output, tax) == (11, 6, 2300, 110)


def test_growth_official_and_of_the_same_firms(built: Snapshot) -> None:
    got = of_nodes(
        built, "growth_official_pct", "growth_official_firms", "growth_same_firms_pct", "growth_same_firms"
    )
    # 800 / (500 / 1.25 + 300) − 1; 960 / 850 − 1.
    assert got["a"] == pytest.approx((100 / 7, 2, 100 * (960 / 850 - 1), 4))
    assert got["b"] == (None, 0, 0.0, 1)
    assert got["c"] == pytest.approx((None, 0, 100 * (500 / 600 - 1), 2))
    # 500 + 300 + 100 + 60 + 200 + 400 + 100 + 600 of 2250 the year before.
    assert built.one("SELECT growth_same_firms_pct FROM chain_year WHERE year = 2023") == pytest.approx(
        100 * (2260 / 2250 - 1)
    )


def test_concentration_is_not_told_of_fewer_than_four(built: Snapshot) -> None:
    got = of_nodes(built, "cr4_pct", "hhi", "leader_name", "leader_share_pct")
    # 960 / 1000; 50² + 30² + 10² + 6² + 4².
    assert got["a"] == pytest.approx((96.0, 3552.0, "示例1号厂", 50.0))
    assert got["b"] == (None, None, "示例6号厂", 100.0)
    assert got["f"] == (None, None, None, None)
    ((cr4, hhi, leader, share),) = built.rows(
        "SELECT cr4_pct, hhi, leader_name, leader_share_pct FROM chain_year WHERE year = 2023"
    )
    # (600 + 500 + 400 + 300) / 2300; the nine squares come to 925 200.
    assert (cr4, hhi, share) == pytest.approx((180_000 / 2300, 925_200 * 10_000 / 2300**2, 60_000 / 2300))
    assert leader == "示例9号厂"


def test_completeness_by_number_and_by_weight_and_depth(built: Snapshot) -> None:
    rows = built.rows(
        """SELECT nodes, covered_nodes, completeness_pct, completeness_weighted_pct, depth
        FROM chain_year WHERE year = 2023"""
    )
    assert rows[0] == pytest.approx((7, 5, 500 / 7, 62.5, 6 / 7))


def test_local_support_is_of_those_whose_suppliers_are_known(built: Snapshot) -> None:
    got = of_nodes(built, "local_support_pct", "supplied_firms")
    assert (got["a"], got["d"], got["b"]) == ((50.0, 2), (100.0, 1), (None, 0))
    rows = built.rows("SELECT local_support_pct, supplied_firms FROM chain_year WHERE year = 2023")
    assert rows[0] == pytest.approx((200 / 3, 3))


def test_lights_with_the_numbers_behind_them(built: Snapshot) -> None:
    got = of_nodes(built, "light", "light_reason", "risk")
    assert {node: row[0] for node, row in got.items()} == {
        "a": "强", "b": "中", "c": "中", "d": "中", "e": "缺", "f": "弱", "g": "缺",
    }  # fmt: skip
    assert got["a"][1:] == ("规上3户，占全链产值43.5%", None)
    assert got["c"][2] == "链主占80.0%；产值降16.7%"
    assert got["e"][1] == "没有在营企业"


@pytest.mark.parametrize(
    ("line", "check", "row", "reason"),
    [
        ("示例99号厂,hand.d,归入,否,,,", "pin_of_unknown_enterprise", 3, "没有这个信用代码"),
        (f"{code(8)},hand.z,归入,否,,,", "pin_to_unknown_node", 3, "图谱中没有这个节点"),
        (f"{code(8)},hand.d,挪到,否,,,", "pin_of_unknown_action", 3, "动作只能是 归入 或 排除"),
        ("示例7号厂,hand.d,排除,否,,,", "pins_contradict", 3, "与第 2 行矛盾"),
    ],
)
def test_a_pin_that_cannot_be_obeyed_stops_the_build_and_names_its_row(
    tmp_path: Path, line: str, check: str, row: int, reason: str
) -> None:
    built = chains(tmp_path, PINS + line + "\n")
    assert built.outcome.build_id is None
    (found,) = [error for error in built.errors if error["check_name"] == check]
    assert (found["sheet"], found["row_number"]) == ("chain_pins.csv", row)
    assert reason in found["reason"]
    assert found["next_step"]


def test_a_pin_may_take_a_firm_off_a_node(tmp_path: Path) -> None:
    built = chains(tmp_path, PINS + f"{code(8)},hand.c,排除,,李四,2024-02-01,只做贸易\n")
    assert built.rows("SELECT count(*) FROM enterprise_chain_node WHERE enterprise_id = ?", code(8)) == [(0,)]
