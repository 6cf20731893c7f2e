"""Who sits on which node: each rule by one enterprise that a reader can judge, and the real register beside the repository."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping

import duckdb
import pytest

from etl.business_scope import DESIGNING, MAKING, OTHERWISE, SELLING, read_scopes
from etl.chain_atlas import load_atlas, load_industries
from etl.chain_map import INDUSTRIES_2011, map_enterprises
from tests.etl.test_real_files import REAL

COLUMNS = ("enterprise_id", "name", "industry_code", "industry_name", "business_scope", "products")
Row = tuple[str, str, float, bool, str | None]


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        columns = ", ".join(f"{column} VARCHAR" for column in COLUMNS)
        connection.execute(f"CREATE TABLE enterprise ({columns})")
        yield connection


def add(db: duckdb.DuckDBPyConnection, **said: str) -> None:
    row = {"enterprise_id": "甲", "name": "示例有限公司", **said}
    db.execute("INSERT INTO enterprise VALUES (?, ?, ?, ?, ?, ?)", [row.get(column) for column in COLUMNS])


def nodes_of(db: duckdb.DuckDBPyConnection, **said: str) -> Mapping[str, Row]:
    """Node → source, evidence, score, doubtful, doubt of one enterprise under the committed atlas."""
    add(db, **said)
    map_enterprises(db, load_atlas())
    found = db.execute(
        "SELECT node_id, mapping_source, evidence, score, is_doubtful, doubt FROM chain_candidate"
    ).fetchall()
    return {row[0]: row[1:] for row in found}


def reason_of(db: duckdb.DuckDBPyConnection, **said: str) -> str | None:
    """Why one enterprise is on no node; None when it is on one, or when its good code is on no chain."""
    nodes_of(db, **said)
    found = db.execute("SELECT reason FROM chain_unmapped").fetchall()
    return found[0][0] if found else None


def sure(nodes: Mapping[str, Row]) -> set[str]:
    return {node for node, row in nodes.items() if not row[3]}


def test_a_code_of_one_node_decides_alone(db: duckdb.DuckDBPyConnection) -> None:
    assert nodes_of(db, industry_code="2720") == {
        "biomed.drug": ("code", "2720 化学药品制剂制造", 100.0, False, None)
    }


def test_a_group_with_a_single_class_is_that_class(db: duckdb.DuckDBPyConnection) -> None:
    assert sure(nodes_of(db, industry_code="271")) == {"biomed.api"}


def test_code_3973_never_decides_alone(db: duckdb.DuckDBPyConnection) -> None:
    nodes = nodes_of(db, industry_code="3973", business_scope="电子产品的生产、销售。")
    assert nodes.keys() == {"ic.fab", "ic.packaging"}
    assert sure(nodes) == set()
    assert all("3973 不能单独决定环节" in str(row[4]) for row in nodes.values())


def test_code_3973_and_a_product_decide_together(db: duckdb.DuckDBPyConnection) -> None:
    nodes = nodes_of(db, industry_code="3973", business_scope="集成电路封装、测试。")
    assert nodes == {"ic.packaging": ("code", "3973 集成电路封装", 95.0, False, None)}


def test_a_code_that_another_chain_knows_is_no_question_here(db: duckdb.DuckDBPyConnection) -> None:
    # 6513 is shared in the chain of chips (design tools) and decides in that of software.
    assert nodes_of(db, industry_code="6513").keys() == {"software.application"}


@pytest.mark.parametrize(
    ("scope", "nodes"),
    [
        ("片剂、胶囊剂的生产、销售。", {"biomed.drug"}),
        ("生产：片剂、胶囊剂。", {"biomed.drug"}),
        ("设计、生产、推广、销售发电机、电动机", {"electrical.generator", "electrical.motor"}),
        ("五金的批发、代购代销；LED灯具的生产（不含特种设备）、加工、销售。", {"opto.lamp"}),
        ("ｌｅｄ灯具的生产", {"opto.lamp"}),
        ("软件开发、技术咨询", {"software.application"}),
        ("计算机系统集成；房屋租赁", {"software.integration"}),
        ("集成电路设计", {"ic.design"}),
        # Dealing, mending, advising and building are no making.
        ("集成电路、芯片的批发、代购代销；芯片设计软件的销售", set()),
        ("电机的修理；变压器的租赁；电缆敷设工程；开关柜安装", set()),
        ("软件的咨询服务；对软件业的投资", set()),
        ("制药设备及生产设备的代理", set()),
        ("销售总公司生产的电动机", set()),
        # Words that rule the keyword out; reservations.
        ("发电机的生产", {"electrical.generator"}),
        ("病床电梯的制造", set()),
        ("塑料制品的生产（不含医疗器械）", set()),
        ("塑料制品的生产，医疗器械除外", set()),
        # A node of trade takes who deals and not who makes.
        ("中成药、中药饮片的批发", {"biomed.wholesale"}),
        ("中成药的生产、销售", {"biomed.tcm"}),
        ("批发兼零售预包装食品", set()),
    ],
)
def test_a_scope_tells_who_makes_from_who_deals(
    db: duckdb.DuckDBPyConnection, scope: str, nodes: set[str]
) -> None:
    assert sure(nodes_of(db, business_scope=scope)) == nodes


@pytest.mark.parametrize(
    ("said", "node", "doubt"),
    [
        ({"business_scope": "电动机、五金"}, "electrical.motor", "经营范围没有写明是生产还是销售"),
        ({"business_scope": "电动机的研发"}, "electrical.motor", "经营范围只写研发设计，没有写生产"),
        ({"business_scope": "鞋、帽、包、伞、玩具、电动机的生产"}, "electrical.motor", "只在经营范围第 6 项提到"),
        ({"business_scope": "电动机的生产", "industry_code": "1951"}, "electrical.motor", "与行业代码 1951 不符"),
        ({"business_scope": "软件开发", "name": "示例物流公司"}, "software.application", "名称像是物流企业"),
        ({"business_scope": "五金的生产", "name": "示例电机公司"}, "electrical.motor", "名称提到，经营范围没有写明"),
        ({"name": "示例电机公司"}, "electrical.motor", "名称提到，经营范围没有写明"),
        ({"products": "电动机", "industry_code": "1951"}, "electrical.motor", "与行业代码 1951 不符"),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_listed_with_its_doubt(
    db: duckdb.DuckDBPyConnection, said: dict[str, str], node: str, doubt: str
) -> None:
    nodes = nodes_of(db, **said)
    assert nodes.keys() == {node}
    assert nodes[node][3:] == (True, doubt)


def test_a_name_counts_where_code_or_scope_agrees(db: duckdb.DuckDBPyConnection) -> None:
    assert sure(nodes_of(db, name="示例电机公司", industry_code="3899")) == {"electrical.motor"}
    db.execute("DELETE FROM enterprise")
    assert sure(nodes_of(db, name="示例电机公司", business_scope="马达的生产")) == {"electrical.motor"}


def test_a_name_is_no_product_of_who_only_deals_in_it(db: duckdb.DuckDBPyConnection) -> None:
    scope = "医疗器械的批发；不锈钢制品的生产"
    assert nodes_of(db, name="示例医疗器械公司", business_scope=scope).keys() == {"biomed.device_trade"}


def test_dealing_in_one_product_confirms_no_name_of_a_maker(db: duckdb.DuckDBPyConnection) -> None:
    nodes = nodes_of(db, name="示例血液制品公司", business_scope="医疗器械的批发；技术咨询")
    assert sure(nodes) == {"biomed.device_trade"}


def test_a_name_adds_no_node_to_a_code_that_decides_on_the_chain(db: duckdb.DuckDBPyConnection) -> None:
    assert nodes_of(db, name="示例医疗器械公司", industry_code="3581").keys() == {"biomed.diagnosis"}


def test_one_firm_sits_on_several_nodes_and_the_score_orders_them(db: duckdb.DuckDBPyConnection) -> None:
    nodes = nodes_of(
        db,
        name="示例变压器公司",
        industry_code="3812",
        products="电容器、绝缘材料",
        business_scope="开关柜、变压器的生产；鞋、帽、伞、箱、包、电缆的生产",
    )
    ordered = sorted(nodes, key=lambda node: -nodes[node][2])
    assert ordered == [
        "electrical.motor",
        "electrical.capacitor",
        "electrical.insulation",
        "electrical.transformer",
        "electrical.switchgear",
        "electrical.wire",
    ]
    assert sure(nodes) == set(ordered[:-1])


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"business_scope": "服装的生产"}, "没有行业代码"),
        ({"industry_code": "9912"}, "行业代码 9912 不在 GB/T 4754—2017 中"),
        ({"industry_code": "3999"}, "行业代码 3999 不在 GB/T 4754—2017 中"),
        ({"industry_code": "39"}, "行业代码 39 只有 2 位，分不出环节"),
        ({"industry_code": "382"}, "行业代码 382 只有 3 位，分不出环节"),
        ({"industry_code": "6510"}, "行业代码 6510 是 2011 版的“软件开发”，2017 版为 6511 至 6519"),
        # 6550 is design of chips in the edition of 2011 and data processing in that of 2017.
        ({"industry_code": "6550", "industry_name": "集成电路设计"}, "行业代码 6550 是 2011 版的“集成电路设计”"),
    ],
)  # fmt: skip
def test_who_is_on_no_node_is_listed_with_what_is_wrong_with_the_code(
    db: duckdb.DuckDBPyConnection, said: dict[str, str], words: str
) -> None:
    reason = reason_of(db, **said)
    assert reason is not None
    assert reason.startswith(words)
    assert "请补正代码或主要产品，或人工指定" in reason


def test_a_number_that_both_editions_have_means_the_newer_unless_the_name_says_otherwise(
    db: duckdb.DuckDBPyConnection,
) -> None:
    assert nodes_of(db, industry_code="6550").keys() == {"software.data"}


@pytest.mark.parametrize("code", ["3963", "6510", "39", "9912"])
def test_a_useless_code_leaves_the_word_to_the_products(db: duckdb.DuckDBPyConnection, code: str) -> None:
    nodes = nodes_of(db, industry_code=code, industry_name="集成电路制造", products="晶圆制造")
    assert sure(nodes) == {"ic.fab"}
    assert db.execute("SELECT COUNT(*) FROM chain_unmapped").fetchall() == [(0,)]


def test_a_good_code_on_no_chain_is_neither_mapped_nor_unmapped(db: duckdb.DuckDBPyConnection) -> None:
    assert reason_of(db, industry_code="1951", business_scope="塑料拖鞋的生产") is None
    assert db.execute("SELECT COUNT(*) FROM chain_candidate").fetchall() == [(0,)]


def test_no_enterprise_and_no_chain_give_empty_tables(db: duckdb.DuckDBPyConnection) -> None:
    map_enterprises(db, load_atlas())
    assert db.execute("FROM chain_candidate").fetchall() == []
    add(db, industry_code="2720", business_scope="片剂的生产")
    map_enterprises(db, ())
    assert db.execute("FROM chain_candidate").fetchall() == []
    assert db.execute("FROM chain_unmapped").fetchall() == []


@pytest.mark.parametrize(
    ("scope", "read"),
    [
        ("A、B的批发、代购代销；C、D的生产", {"A": SELLING, "B的批发": SELLING, "C": MAKING, "D的生产": MAKING}),
        ("生产、销售：A、B", {"A": MAKING + SELLING, "B": MAKING + SELLING}),
        ("A生产、B、C代购代销", {"A生产": MAKING, "B": SELLING, "C代购代销": SELLING}),
        ("生产A、B、C", {"生产A": MAKING, "B": MAKING, "C": MAKING}),
        ("A（B）的加工（凭许可证经营）", {"A": MAKING, "B": MAKING}),
        ("A。房屋租赁", {"A": 0, "房屋租赁": OTHERWISE}),
        ("集成电路。系统集成", {"集成电路": 0, "系统集成": DESIGNING}),
    ],
)  # fmt: skip
def test_doings_reach_the_phrases_that_they_are_about(
    db: duckdb.DuckDBPyConnection, scope: str, read: dict[str, int]
) -> None:
    db.execute("CREATE TABLE read_scope AS SELECT 1 AS scope_id, ? AS text", [scope])
    read_scopes(db)
    found = db.execute("SELECT phrase, doings FROM scope_phrase ORDER BY position").fetchall()
    assert dict(found) == read


def test_the_list_of_2011_has_only_codes_that_are_gone_or_mean_something_else() -> None:
    today = load_industries()
    with INDUSTRIES_2011.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert today.get(row["code"]) != row["name"], row["code"]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside this checkout")
def test_the_real_register_is_mapped_by_what_its_scopes_say(db: duckdb.DuckDBPyConnection) -> None:
    db.execute(
        """INSERT INTO enterprise
        SELECT 统一社会信用代码, 企业名称, NULL, NULL, NULLIF(经营范围, 'N/A'), NULL
        FROM read_csv(?, all_varchar = true)""",
        [str(REAL / "cangshan" / "enterprises.csv")],
    )
    map_enterprises(db, load_atlas())
    counts = db.execute(
        """SELECT COUNT(DISTINCT enterprise_id) FILTER (NOT is_doubtful), COUNT(DISTINCT enterprise_id),
            (SELECT COUNT(*) FROM chain_unmapped)
        FROM chain_candidate"""
    ).fetchall()
    (mapped, listed, unmapped), *_ = counts
    assert listed + unmapped == 2070
    assert 170 <= mapped <= 220
    placed = db.execute(
        """SELECT name, node_id FROM chain_candidate JOIN enterprise USING (enterprise_id) WHERE NOT is_doubtful"""
    ).fetchall()
    assert {
        ("中能电气股份有限公司", "electrical.wire"),
        ("福建金山生物制药股份有限公司", "biomed.drug"),
        ("海欣食品股份有限公司", "food.convenience"),
        ("福建星网锐捷通讯股份有限公司", "ic.communication"),
    } <= set(placed)
    trading = {name for name, node in placed if "贸易" in name and not node.endswith(("trade", "wholesale"))}
    assert trading == set()
