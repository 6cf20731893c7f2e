"""The drawings of a chain: no box over another, missing is never zero, plotly takes what we hand it."""

from __future__ import annotations

import itertools

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import chain_atlas, chain_charts
from dashboard.figure import Figure


def nodes(upstream: int, middle: int, downstream: int) -> pd.DataFrame:
    """So many nodes a segment, every fourth of each light."""
    segments = ["上游"] * upstream + ["中游"] * middle + ["下游"] * downstream
    lights = itertools.cycle(("强", "中", "弱", "缺"))
    return pd.DataFrame(
        [
            {
                "node_id": f"n{at}", "name": f"节点{at}名称很长很长很长很长", "segment": segment, "light": light,
                "light_reason": "规上1户", "risk": None, "firms": 0 if light == "缺" else at + 1,
                "output_wan_yuan": None if light == "缺" else 100.0 * at, "above_scale_firms": 1,
                "specialised_firms": 0, "honoured_firms": 0, "tax_wan_yuan": None, "land_mu": 1.0,
                "tax_wan_yuan_per_mu": None, "leader_id": None if light == "缺" else "x",
                "leader_name": None if light == "缺" else "<b>某某</b>有限公司", "leader_share_pct": 50.0,
                "local_support_pct": None if light == "缺" else 75.0, "supplied_firms": 4,
            }
            for at, (segment, light) in enumerate(zip(segments, lights, strict=False))
        ]
    )  # fmt: skip


NO_LINKS = pd.DataFrame({"from_node": [], "to_node": []})
SIZES = [(4, 14, 3), (8, 11, 1), (20, 25, 15), (1, 1, 1), (0, 1, 0), (0, 60, 0), (2, 0, 3)]


@pytest.mark.parametrize("sizes", SIZES)
def test_no_two_nodes_share_a_place_and_segments_follow_from_left_to_right(
    sizes: tuple[int, int, int],
) -> None:
    frame = nodes(*sizes)
    placed, spans = chain_atlas.places(frame)
    assert set(placed) == set(frame["node_id"])
    assert len(set(placed.values())) == len(frame)
    assert spans[-1][2] < (5 if len(frame) > 40 else 4)
    assert all(before[2] + 1 == after[1] for before, after in itertools.pairwise(spans))


def test_sixty_nodes_stay_within_a_thousand_pixels() -> None:
    assert chain_atlas.height(nodes(20, 25, 15)) <= 1_000


@pytest.mark.parametrize("sizes", SIZES)
def test_names_are_cut_to_what_a_box_holds(sizes: tuple[int, int, int]) -> None:
    figure = chain_atlas.atlas(nodes(*sizes), NO_LINKS).to_dict()
    for each in figure["layout"]["annotations"]:
        lines = each["text"].split("<br>")
        assert all(
            len(pd.Series([line]).str.replace("<[^>]+>|&[a-z]+;", "", regex=True)[0]) <= 20 for line in lines
        )


def test_a_name_is_no_markup_and_a_missing_node_shows_no_number() -> None:
    figure = chain_atlas.atlas(nodes(4, 0, 0), NO_LINKS).to_dict()
    said = "".join(each["text"] for each in figure["layout"]["annotations"])
    assert "&lt;b&gt;某某" in said
    assert said.count("没有在营企业") == 1
    assert "nan" not in said.lower()


def test_for_others_the_atlas_has_names_and_lights_only() -> None:
    bare = nodes(2, 2, 0)[["node_id", "name", "segment", "light"]]
    figure = chain_atlas.atlas(bare, NO_LINKS, bands_only=True).to_dict()
    sent = str(figure["data"]) + str(figure["layout"]["annotations"])
    assert "户" not in sent
    assert "某某" not in sent


def test_links_go_between_known_boxes_and_round_those_between() -> None:
    frame = nodes(2, 2, 2)
    links = pd.DataFrame({"from_node": ["n0", "n0", "n4", "n0"], "to_node": ["n2", "n4", "n5", "unknown"]})
    paths = [
        each
        for each in chain_atlas.atlas(frame, links).to_dict()["layout"]["shapes"]
        if each["type"] == "path"
    ]
    assert len(paths) == 3
    # From the first column to the third: along the gap between two rows.
    assert " L " in paths[1]["path"]


def test_missing_figures_are_empty_cells_and_zero_is_zero() -> None:
    heat, marks = chain_charts.gaps(nodes(4, 0, 0)).data
    columns = [name for name, _, _ in chain_charts.HEAT]
    first = heat["text"][0]  # n3, the missing node, at the foot
    assert first[columns.index("firms")] == "0"
    assert first[columns.index("output_wan_yuan")] == ""
    assert heat["z"][0][columns.index("tax_wan_yuan")] is None
    # Every field takes a click for its own row's node.
    clicked = dict(zip(zip(marks["x"], marks["y"], strict=True), marks["customdata"], strict=True))
    assert len(clicked) == len(heat["x"]) * len(heat["y"])
    assert {node for (_, place), node in clicked.items() if place == 0} == {"n3"}


TREE = pd.DataFrame(
    {
        "segment": ["上游", "上游", "中游"],
        "node_id": ["a", "a", "b"],
        "node": ["甲", "甲", "乙"],
        "enterprise_id": ["1", "2", "3"],
        "name": ["<i>一</i>", "二", "三"],
        "output_wan_yuan": [60.0, 30.0, 10.0],
    }
)


def test_every_step_of_the_flow_and_the_tree_carries_the_whole_output() -> None:
    (flow,) = chain_charts.flow(TREE, "链").data
    assert sum(flow["link"]["value"]) == pytest.approx(2 * 100)
    (tree,) = chain_charts.tree(TREE, "链").data
    values = dict(zip(tree["ids"], tree["values"], strict=True))
    assert (values["chain"], values["a"], values["b"]) == (100, 90, 10)
    assert "&lt;i&gt;" in "".join(tree["labels"])


def test_the_waterfall_ends_at_the_growth_of_all() -> None:
    rows = pd.DataFrame(
        {"name": [f"企业{at}" for at in range(15)], "points": [1.0] * 15, "change_wan_yuan": [1.0] * 15}
    )
    (steps,) = chain_charts.waterfall(rows).data
    assert sum(steps["x"][:-1]) == pytest.approx(15)
    assert steps["x"][-1] == pytest.approx(15)
    assert "其余企业（5 户）" in steps["hovertext"]


YEARS = pd.DataFrame(
    {
        "chain_id": ["a", "b"], "name": ["甲", "乙"], "year": [2023, 2023], "output_wan_yuan": [1e4, None],
        "growth_official_pct": [1.0, None], "growth_official_firms": [3, 0], "growth_same_firms_pct": [None, None],
        "growth_same_firms": [0, 0],
    }
)  # fmt: skip
PARKS = pd.DataFrame({"park": ["北", "南"], "firms": [3, 1], "output_wan_yuan": [5.0, None]})


@pytest.mark.parametrize(
    "figure",
    [
        chain_atlas.atlas(nodes(3, 4, 5), NO_LINKS),
        chain_charts.gaps(nodes(3, 4, 5)),
        chain_charts.flow(TREE, "链"),
        chain_charts.tree(TREE, "链"),
        chain_charts.outputs([2023], [YEARS], "a"),
        chain_charts.growth(YEARS.iloc[:1]),
        chain_charts.waterfall(pd.DataFrame({"name": ["一"], "points": [1.0], "change_wan_yuan": [1.0]})),
        chain_charts.parks(PARKS),
    ],
)
def test_plotly_itself_finds_no_fault_with_a_drawing(figure: Figure) -> None:
    drawn = figure.to_dict()
    go.Figure(data=drawn["data"], layout=drawn["layout"])


def test_a_chain_without_output_has_no_line() -> None:
    assert [trace["name"] for trace in chain_charts.outputs([2023], [YEARS], "a").data] == ["甲"]
