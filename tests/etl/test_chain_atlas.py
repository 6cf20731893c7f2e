"""The atlas of chains: what is refused, with file and line; and that the committed chains and codes are sound."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from etl.chain_atlas import AtlasError, load_atlas, load_industries
from etl.sample.industries import INDUSTRIES as TRADES
from tests.etl.test_real_files import REAL

CHAIN = """\
id = "mini"
version = "1"
name = "小链"
source = "手写"
link = [
    { from = "mini.api", to = "mini.drug" },
    { from = "mini.drug", to = "mini.shop" },
]
[[node]]
id = "mini.api"
name = "原料药"
segment = "上游"
codes = ["2710"]
[[node]]
id = "mini.drug"
name = "制剂"
segment = "中游"
codes = ["2720"]
keywords = ["片剂"]
[[node]]
id = "mini.shop"
name = "批发"
segment = "下游"
codes = ["5151"]
trade = true
weight = 0.5
"""
SHARED = CHAIN.replace('codes = ["2710"]', 'shared_codes = ["2720"]\nkeywords = ["原料"]')


def chain_of(folder: Path, text: str) -> Path:
    (folder / "mini.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_chain_is_read_as_it_is_written(tmp_path: Path) -> None:
    (chain,) = load_atlas(chain_of(tmp_path, CHAIN))
    assert [node.id for node in chain.nodes] == ["mini.api", "mini.drug", "mini.shop"]
    assert [(link.from_id, link.to_id) for link in chain.links] == [
        ("mini.api", "mini.drug"),
        ("mini.drug", "mini.shop"),
    ]
    shop = chain.nodes[2]
    assert (shop.trade, shop.weight, shop.codes, shop.keywords) == (True, 0.5, ("5151",), ())
    assert (chain.chief, chain.lead_unit, chain.parks) == ("", "", ())


def test_links_may_also_be_written_one_a_table(tmp_path: Path) -> None:
    start, end = CHAIN.index("link = ["), CHAIN.index("[[node]]")
    tables = '[[link]]\nfrom = "mini.api"\nto = "mini.drug"\n[[link]]\nfrom = "mini.drug"\nto = "mini.shop"\n'
    apart = load_atlas(chain_of(tmp_path, CHAIN[:start] + CHAIN[end:] + tables))
    assert apart == load_atlas(chain_of(tmp_path, CHAIN))


@pytest.mark.parametrize(
    ("text", "old", "new", "line", "words"),
    [
        (CHAIN, '["2720"]', '["2729"]', 18, "行业代码 2729 不是 industries.csv 中的四位小类"),
        (CHAIN, '["2720"]', '["27"]', 18, "行业代码 27 不是"),
        (CHAIN, 'to = "mini.shop"', 'to = "mini.store"', 7, "link 指向没有的环节 mini.store"),
        (
            CHAIN,
            'from = "mini.drug", to = "mini.shop"',
            'from = "mini.shop", to = "mini.drug"',
            7,
            "从下游流向中游",
        ),
        (CHAIN, 'from = "mini.api", to = "mini.drug"', 'from = "mini.drug", to = "mini.shop"', 10, "没有任何 link"),
        (CHAIN, '["2720"]', '["2710"]', 13, "2710 同时决定 mini.api 和 mini.drug"),
        (SHARED, "trade = true", "trade = true", 13, "2720 在 mini.drug 单独决定，在 mini.api 却是共用"),
        (CHAIN, 'id = "mini.shop"', 'id = "mini.drug"', 15, "mini.drug 用了 2 次"),
        (CHAIN, 'id = "mini.shop"', 'id = "shop"', 21, "shop 应当以 mini. 开头"),
        (CHAIN, 'codes = ["2710"]', 'excludes = ["农药"]', 10, "既没有 codes 也没有 keywords"),
        (CHAIN, 'segment = "上游"', 'segment = "源头"', 12, "segment 只能是 上游、中游、下游"),
        (CHAIN, "weight = 0.5", "weight = -1", 26, "应当是不小于 0 的数"),
        (CHAIN, "trade = true", "trading = true", 25, "不认识的键 trading"),
        (CHAIN, 'source = "手写"', "source = 1", 4, "缺少 source"),
    ],
)  # fmt: skip
def test_a_wrong_chain_is_refused_with_file_line_and_reason(
    tmp_path: Path, text: str, old: str, new: str, line: int, words: str
) -> None:
    assert text.count(old) == 1
    with pytest.raises(AtlasError, match=words) as refused:
        load_atlas(chain_of(tmp_path, text.replace(old, new)))
    assert f"mini.toml 第 {line} 行" in str(refused.value)


def test_a_cycle_is_named_node_by_node(tmp_path: Path) -> None:
    one_segment = CHAIN.replace("上游", "中游").replace("下游", "中游")
    round_trip = one_segment.replace(
        "]\n[[node]]", '    { from = "mini.shop", to = "mini.api" },\n]\n[[node]]', 1
    )
    with pytest.raises(AtlasError, match=r"mini\.api → mini\.drug → mini\.shop → mini\.api") as refused:
        load_atlas(chain_of(tmp_path, round_trip))
    assert "mini.toml 第 6 行" in str(refused.value)


def test_a_single_node_needs_no_link(tmp_path: Path) -> None:
    alone = 'id = "mini"\nversion = "1"\nname = "小链"\nsource = "手写"\n' + CHAIN[CHAIN.index("[[node]]") :]
    (chain,) = load_atlas(chain_of(tmp_path, alone[: alone.index('[[node]]\nid = "mini.drug"')]))
    assert len(chain.nodes) == 1


def test_two_chains_may_not_share_an_id(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(CHAIN, encoding="utf-8")
    with pytest.raises(AtlasError, match="编号 mini 已用于另一条链"):
        load_atlas(chain_of(tmp_path, CHAIN))


def test_the_committed_atlas_has_six_chains_that_leave_no_segment_empty() -> None:
    atlas = load_atlas()
    assert [chain.id for chain in atlas] == ["biomed", "electrical", "food", "ic", "opto", "software"]
    for chain in atlas:
        assert {node.segment for node in chain.nodes} == {"上游", "中游", "下游"}, chain.id
        assert 10 <= len(chain.nodes) <= 21, chain.id


def test_fabs_and_packaging_share_their_code_so_that_it_decides_for_neither() -> None:
    (chips,) = (chain for chain in load_atlas() if chain.id == "ic")
    assert {node.id for node in chips.nodes if "3973" in node.shared_codes} == {"ic.fab", "ic.packaging"}
    assert not [node.id for node in chips.nodes if "3973" in node.codes]


def test_the_table_of_industries_has_every_parent_and_every_trade_of_the_sample() -> None:
    industries = load_industries()
    assert sum(len(code) == 2 for code in industries) == 97
    for code in industries:
        assert len(code) == 2 or code[:-1] in industries, code
    for trade in TRADES:
        assert industries[trade.code] == trade.name


@pytest.mark.skipif(
    not (REAL / "industry_codes").is_dir(), reason="the public table lies beside the repository"
)
def test_the_table_of_industries_says_what_the_standard_says() -> None:
    """Known faults of the public copy: half-width brackets; 1439 kept the name that it had before 1433 left it."""
    with (REAL / "industry_codes" / "gbt4754_2017.csv").open(encoding="utf-8-sig", newline="") as file:
        standard = {
            row["industry_id"]: row["name"].replace(" ", "").replace("(", "（").replace(")", "）")
            for row in csv.DictReader(file)
        }
    standard["1439"] = "其他方便食品制造"
    industries = load_industries()
    assert {code: name for code, name in industries.items() if standard.get(code) != name} == {}
    # An unknown code in a division of a chain is an invalid one: these divisions are whole.
    divisions = {code[:2] for chain in load_atlas() for node in chain.nodes for code in node.codes}
    missing = {code for code in standard if code[:2] in divisions and code.isdigit()} - industries.keys()
    assert missing == set()
