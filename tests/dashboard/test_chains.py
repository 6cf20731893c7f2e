"""Chains on the screen: the build's own metrics over any selection, what-if, gaps, against rows added in the head."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import chain_sentences, chain_tables, database
from dashboard.chain_gap_panel import parks_of
from dashboard.database import fetch
from dashboard.queries import chain_doubts, chain_gaps, chains, enterprises
from dashboard.queries.chains import PROJECT_NAME, Change, View
from dashboard.selection import Selection
from tests.dashboard import snapshot
from tests.dashboard.chained import CHAINED, A, B, C, F, H, publish

DISTRICT = Selection(year=2023)
MED = View(DISTRICT, "med")


@pytest.fixture
def chained(warehouse: Path) -> Path:
    publish(warehouse)
    return warehouse


@pytest.fixture
def sample(built_sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(built_sample))
    database.unpin()
    return built_sample


def lights(view: View) -> dict[str, str]:
    nodes = chains.nodes(view)
    return dict(zip(nodes["name"], nodes["light"], strict=True))


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("year", [2021, 2022, 2023])
@pytest.mark.parametrize("scales", [(), ("above", "below", "unknown")], ids=["read", "reckoned again"])
def test_over_everybody_the_screen_shows_what_the_build_published(year: int, scales: tuple[str, ...]) -> None:
    view = View(Selection(year=year, scales=scales), "")
    assert view.is_published == (not scales)
    for shown, table, key in (
        (chains.totals(view), "chain_year", "chain_id"),
        (chains.nodes(view), "chain_node_year", "node_id"),
    ):
        published = fetch(f"SELECT * FROM {table} WHERE year = $year ORDER BY {key}", year=year)  # noqa: S608
        mine = shown.sort_values(key).reset_index(drop=True)[list(published.columns)]
        pd.testing.assert_frame_equal(mine, published)


@pytest.mark.usefixtures("sample")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sets(st.sampled_from(["above", "below", "unknown"])),
    st.sets(st.sampled_from(["26", "27", "35", "38", "39", "14", "40"]), max_size=3),
    st.sampled_from([2021, 2022, 2023]),
    st.sampled_from(["biomed", "ic", "opto", "electrical", "food", "software"]),
)
def test_under_any_filter_a_chain_is_the_distinct_sum_of_its_enterprises(
    scales: set[str], industries: set[str], year: int, chain: str
) -> None:
    chosen = Selection(year=year, scales=tuple(sorted(scales)), industries=tuple(sorted(industries)))
    whole = chains.whole(View(chosen, chain))
    by_hand = enterprises.figures(replace(chosen, chains=(chain,)))
    assert (whole["output_wan_yuan"] or 0) == pytest.approx(by_hand.output_wan_yuan or 0)
    assert (whole["tax_wan_yuan"] or 0) == pytest.approx(by_hand.tax_wan_yuan or 0)
    assert (whole["tax_wan_yuan_per_mu"] or 0) == pytest.approx(by_hand.tax_wan_yuan_per_mu or 0)
    assert chains.members(View(chosen, chain), chain, None)["enterprise_id"].is_unique


PLACEMENTS = st.sets(
    st.tuples(st.integers(0, 6), st.sampled_from(["med.raw", "med.drug", "med.shop"])),
    min_size=1,
    max_size=12,
)


@settings(max_examples=10, deadline=None)
@given(placements=PLACEMENTS)
def test_however_many_nodes_each_sits_on_a_chain_counts_an_enterprise_once(
    placements: set[tuple[int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ids = [str(row["enterprise_id"]) for row in snapshot.ENTERPRISES]
    first: dict[int, str] = {}
    for firm, node in sorted(placements):
        first.setdefault(firm, node)
    rows = [
        {
            "enterprise_id": ids[firm],
            "node_id": node,
            "chain_id": "med",
            "is_primary_in_chain": first[firm] == node,
        }
        for firm, node in sorted(placements)
    ]
    with pytest.MonkeyPatch.context() as patch:
        warehouse = tmp_path_factory.mktemp("placed")
        patch.setenv("MUJUN_WAREHOUSE", str(warehouse))
        database.unpin()
        publish(warehouse, {**CHAINED, "enterprise_chain_node": rows})
        whole, tree = chains.whole(MED), chains.tree(MED)
        outputs = dict(enumerate((12_000.0, 3_000.0, 500.0)))
        expected = sum(outputs.get(firm, 0.0) for firm in first)
        assert whole["firms"] == len(first)
        assert (whole["output_wan_yuan"] or 0) == pytest.approx(expected)
        assert tree["output_wan_yuan"].sum() == pytest.approx(expected)


@pytest.mark.usefixtures("chained")
def test_a_chain_by_hand_and_its_nodes() -> None:
    # A 12000 on 制剂 and 原料, B 3000 on 制剂, C 500 on 原料; A and B above scale. 制剂 15000 of 15500, 原料 12500.
    whole = chains.whole(MED)
    assert (whole["firms"], whole["above_scale_firms"], whole["output_wan_yuan"]) == (3, 2, 15_500)
    assert (whole["covered_nodes"], whole["nodes"]) == (2, 3)
    assert whole["completeness_weighted_pct"] == pytest.approx(75)
    assert lights(MED) == {"原料": "中", "制剂": "强", "流通": "缺"}
    assert (whole["strong"], whole["middling"], whole["weak"], whole["missing"]) == (1, 1, 0, 1)
    assert whole["cr4_pct"] is None  # three with output are too few
    assert "样本少" in chain_sentences.concentration(whole)


@pytest.mark.usefixtures("chained")
def test_a_filter_narrows_a_chain_and_its_lights_follow() -> None:
    # 乙镇 has only C of 药: 500 of 500 on 原料, below scale.
    view = View(replace(DISTRICT, towns=("乙镇",)), "med")
    assert chains.whole(view)["output_wan_yuan"] == 500
    assert lights(view) == {"原料": "弱", "制剂": "缺", "流通": "缺"}


@pytest.mark.usefixtures("chained")
def test_enterprises_of_a_node_come_with_their_share_honours_and_grounds() -> None:
    members = chain_tables.with_words(chains.members(MED, "med.raw", 10))
    assert members["enterprise_id"].tolist() == [A, C]
    assert members["output_share_pct"].tolist() == pytest.approx([96, 4])
    assert members["nodes"].tolist() == ["制剂、原料", "原料"]
    assert members["honour_words"].fillna("").tolist() == ["专精特新“小巨人”企业", ""]
    assert members["ground_words"].tolist() == [
        "行业代码：示例证据；产品关键词：示例证据",
        "人工指定：示例证据",
    ]
    assert chains.members(MED, "med.raw", 1)["enterprise_id"].tolist() == [A]
    assert len(chains.members_later(MED, "med")()) == 3


@pytest.mark.usefixtures("chained")
def test_contributions_add_up_to_the_growth_of_the_same_enterprises() -> None:
    # A 10000 → 12000, B 2500 → 3000; C has no output before.
    rows = chains.contributions(MED)
    assert rows["points"].tolist() == pytest.approx([16, 4])
    assert chains.whole(MED)["growth_same_firms_pct"] == pytest.approx(20)
    assert "增速 20.0%" in chain_sentences.contribution(rows)


@pytest.mark.usefixtures("chained")
def test_the_loss_of_the_leading_firm_is_reckoned_by_the_builds_own_rules() -> None:
    without = replace(MED, change=Change(lost=(A,)))
    whole = chains.whole(without)
    # B 3000 and C 500 are left; C alone on 原料 is below scale.
    assert (whole["firms"], whole["output_wan_yuan"], whole["leader_id"]) == (2, 3_500, B)
    assert whole["leader_share_pct"] == pytest.approx(100 * 3_000 / 3_500)
    assert lights(without) == {"原料": "弱", "制剂": "中", "流通": "缺"}


@pytest.mark.usefixtures("chained")
def test_a_project_fills_the_missing_node() -> None:
    project = Change(node="med.shop", output_wan_yuan=5_000, tax_wan_yuan=200, land_mu=10)
    with_it = replace(MED, change=project)
    whole = chains.whole(with_it)
    assert (whole["firms"], whole["above_scale_firms"], whole["output_wan_yuan"]) == (4, 3, 20_500)
    assert whole["completeness_pct"] == pytest.approx(100)
    assert whole["tax_wan_yuan_per_mu"] == pytest.approx((719 + 200) / (40 + 10))
    assert lights(with_it)["流通"] == "中"
    nodes = chains.nodes(with_it).set_index("name")
    assert nodes.loc["流通", "leader_name"] == PROJECT_NAME
    # A project without a figure has none: its output is not zero.
    bare = chains.nodes(replace(MED, change=Change(node="med.shop"))).set_index("name")
    assert bare["output_wan_yuan"].isna()["流通"]


@pytest.mark.usefixtures("chained")
def test_a_gap_comes_with_the_parcels_beside_its_neighbours() -> None:
    # 流通 is missing and supplied by 制剂, whose A and B sit in 北园区: idle P first, then Q of the lowest quarter.
    sites = chain_gaps.sites(MED, (), None)
    assert sites["node"].unique().tolist() == ["流通"]
    assert sites["parcel_id"].tolist() == ["P", "Q"]
    assert sites["why_site"].tolist() == ["供而未用", "亩均税收在全区地块最低四分之一"]
    assert sites["why_beside"].iloc[0] == "同片区有 2 户上下游企业（制剂）"
    # With its own parks the chain can also go to 南园区, where T stands finished and unused.
    (chain,) = (each for each in chains.chains() if each.chain_id == "med")
    own = chain_gaps.sites(MED, parks_of(chain), None)
    assert own["parcel_id"].tolist() == ["P", "T", "Q"]
    assert chain_gaps.sites(MED, parks_of(chain), 1)["parcel_id"].tolist() == ["P"]


@pytest.mark.usefixtures("chained")
def test_a_gap_without_neighbours_says_that_no_parcel_is_beside_it() -> None:
    sites = chain_gaps.sites(View(DISTRICT, "none"), (), None)
    assert sites["node"].tolist() == ["唯一"]
    assert sites["parcel_id"].isna().all()
    assert "没有可用的" in sites["why_site"].iloc[0]


@pytest.mark.usefixtures("chained")
def test_a_chain_without_enterprises_has_its_nodes_and_no_figures() -> None:
    whole = chains.whole(View(DISTRICT, "none"))
    assert (whole["firms"], whole["output_wan_yuan"], whole["completeness_pct"]) == (0, None, 0)
    said = chain_sentences.report(whole, 2023)
    assert "没有产值数据" in said
    assert "链主" not in said
    assert chains.tree(View(DISTRICT, "none")).empty


@pytest.mark.usefixtures("chained")
def test_the_doubtful_and_the_unmapped_are_listed_with_their_reasons() -> None:
    doubts = chain_doubts.doubtful(DISTRICT, "elec")
    assert doubts[["enterprise_id", "node", "doubt"]].to_numpy().tolist() == [[F, "电线", "说不准"]]
    assert chain_doubts.doubtful(DISTRICT, "med").empty
    assert chain_doubts.unmapped(DISTRICT)["enterprise_id"].tolist() == [H]


@pytest.mark.usefixtures("chained")
def test_the_sentence_of_the_report_has_the_numbers_of_the_screen() -> None:
    said = chain_sentences.report(chains.whole(MED), 2023)
    for part in (
        "**3 户**",
        "规上 2 户",
        "**1.55 亿元**",
        "20.0%（2 户）",
        "覆盖 2 个",
        "强 1 · 中 1 · 弱 0 · 缺 1",
        "77.4%",
    ):
        assert part in said
    assert "官方增速" not in said  # nobody has an official rate


@pytest.mark.usefixtures("chained")
def test_hostile_names_do_not_reach_sql() -> None:
    change: Any = Change(lost=("' OR 1=1 --",), node="'; DROP TABLE chain")
    assert chains.whole(replace(MED, change=change))["firms"] == 3
    assert chains.totals(View(DISTRICT, "' OR 1=1 --")).empty


@pytest.mark.usefixtures("chained")
def test_an_enterprise_says_where_it_sits_and_why_its_main_node_first() -> None:
    # A's main node on 药 goes first; F waits for a person; H lacks data; G is nowhere.
    assert chain_doubts.places(A)["node"].tolist() == ["制剂", "原料", "电机"]
    doubtful = chain_doubts.places(F)
    assert doubtful[["chain", "node", "doubt"]].to_numpy().tolist() == [["电", "电线", "说不准"]]
    assert chain_doubts.places(H)["doubt"].tolist() == ["没有行业代码"]
    assert chain_doubts.places("unheard of").empty
