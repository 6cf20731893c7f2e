"""Filter and groups by industrial chain, against rows that a reader can add in the head."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import filters, sentences
from dashboard.queries import chain_league, enterprises
from dashboard.queries import snapshot as ask
from dashboard.selection import NO_CHAIN, Selection
from tests.dashboard import snapshot
from tests.dashboard.chained import CHAINED, A, B, C, D, E, F, G, H

DISTRICT = Selection(year=2023)


@pytest.fixture(autouse=True)
def _rows(warehouse: Path) -> None:
    snapshot.publish(warehouse, CHAINED)


@pytest.mark.parametrize(
    ("chains", "expected"),
    [
        ((), {A, B, C, D, E, F, G, H}),
        (("med",), {A, B, C}),
        (("elec",), {A, D, E}),
        (("med", "elec"), {A, B, C, D, E}),
        (("",), {F, G, H}),
        (("", "elec"), {A, D, E, F, G, H}),
        (("none",), set()),
        (("unheard of",), set()),
    ],
)
def test_a_chain_chooses_the_enterprises_on_its_nodes(chains: tuple[str, ...], expected: set[str]) -> None:
    selection = replace(DISTRICT, chains=chains)
    assert set(enterprises.rows(selection, 100)["enterprise_id"].to_pylist()) == expected
    assert enterprises.figures(selection).firms == len(expected)


def test_chains_are_offered_in_the_order_of_the_atlas_and_none_comes_last() -> None:
    assert ask.choices().chains == {"med": "药", "elec": "电", "none": "空链", "": NO_CHAIN}
    said = filters.in_force(replace(DISTRICT, chains=("", "elec")), ask.choices())
    assert said == {"chain": f"{NO_CHAIN}、电"}
    assert filters.not_by_parcel(said) == ["产业链"]


def test_a_group_is_a_ratio_of_sums_and_counts_an_enterprise_once_a_chain() -> None:
    rows = chain_league.league(DISTRICT).set_index("area_id")
    # 药: A 560/28, B 150/7.5, C 9/4.5 → 719/40. 电: A 560/28 and E −6/3 → 554/31; D has no land.
    assert rows.loc["med", "tax_wan_yuan_per_mu"] == pytest.approx(17.975)
    assert rows.loc["elec", "tax_wan_yuan_per_mu"] == pytest.approx(554 / 31)
    assert rows["firms"].to_dict() == {"med": 3, "elec": 3, "": 3}
    assert rows["with_both"].to_dict() == {"med": 3, "elec": 2, "": 2}
    assert rows["area"].tolist()[-1] == NO_CHAIN


def test_shares_are_of_the_enterprises_counted_once() -> None:
    rows = chain_league.league(DISTRICT).set_index("area_id")
    now = enterprises.figures(DISTRICT)
    # 725 万元 on 53 亩: D's 30 has no land. A counts in both chains, so the shares come to more than 100.
    assert now.land_mu == pytest.approx(53)
    assert rows.loc["med", "tax_share_pct"] == pytest.approx(100 * 719 / 725)
    assert rows.loc["med", "land_share_pct"] == pytest.approx(100 * 40 / 53)
    assert rows["land_share_pct"].sum() == pytest.approx(100 * (40 + 31 + 10) / 53)


def test_a_group_equals_the_whole_page_narrowed_to_it() -> None:
    rows = chain_league.league(DISTRICT).set_index("area_id")
    for chain, row in rows.iterrows():
        narrowed = enterprises.figures(replace(DISTRICT, chains=(str(chain),)))
        assert narrowed.tax_wan_yuan_per_mu == pytest.approx(row["tax_wan_yuan_per_mu"])
        assert (narrowed.firms, narrowed.with_both) == (row["firms"], row["with_both"])


def test_whom_a_league_counts_twice_is_said() -> None:
    found = chain_league.overlap(DISTRICT)
    assert (found.placed, found.on_several) == (5, 1)
    assert "5 户归入产业链，其中 1 户同在几条链上" in sentences.chains_overlap(found)
    alone = chain_league.overlap(replace(DISTRICT, search="示例乙"))
    assert "同在几条链上" not in sentences.chains_overlap(alone)
