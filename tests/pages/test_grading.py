"""评价分级 on the sample district and in every state of the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import grade_tables
from dashboard.database import fetch
from dashboard.queries import grading
from dashboard.selection import Selection
from tests.dashboard import snapshot
from tests.pages.test_pages import visit, words

PAGE = "grading.py"


def counts(pack: str, year: int = 2023) -> dict[tuple[str, str], int]:
    """(size group, grade) → firms, asked of the snapshot by hand."""
    rows = fetch(
        "SELECT size_group, grade, count(*) AS firms FROM evaluation WHERE pack_id = $pack AND year = $year GROUP BY ALL",
        pack=pack,
        year=year,
    )
    return dict(zip(zip(rows["size_group"], rows["grade"], strict=True), rows["firms"], strict=True))


@pytest.mark.parametrize("state", snapshot.STATES)
def test_the_page_draws_in_every_state_of_the_data(warehouse: Path, state: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    app = visit(PAGE)
    assert not app.exception
    assert "没有口径包" in words(app)


@pytest.mark.usefixtures("sample")
def test_the_sentence_says_what_the_snapshot_holds() -> None:
    held = counts("huangyan-2022")
    said = words(visit(PAGE, pack="黄岩 2022"))
    graded = {grade: held.get(("above", grade), 0) for grade in "ABCD"}
    assert f"规上参评 {sum(graded.values())} 户" in said
    assert "、".join(f"{grade} {firms}" for grade, firms in graded.items()) in said


@pytest.mark.usefixtures("sample")
def test_a_pack_that_is_not_filled_in_says_what_to_enter() -> None:
    said = words(visit(PAGE, pack="福州（待录入）"))
    assert "需要区里录入" in said
    assert "各项指标的基准值" in said


@pytest.mark.usefixtures("sample")
def test_a_hostile_pack_in_the_url_falls_back_to_the_first() -> None:
    app = visit(PAGE, pack="'; DROP TABLE evaluation; --", group="<b>")
    assert not app.exception
    assert "规上参评" in words(app)


@pytest.mark.usefixtures("sample")
def test_the_distribution_adds_up_to_the_snapshot_and_filters_narrow_it() -> None:
    whole = grading.distribution(Selection(year=2023), "huangyan-2022")
    keys = zip(whole["size_group"], whole["grade"], strict=True)
    assert dict(zip(keys, whole["firms"], strict=True)) == counts("huangyan-2022")
    above = grading.distribution(Selection(year=2023, scales=("above",)), "huangyan-2022")
    assert set(above["size_group"]) == {"above"}
    assert above["firms"].sum() == whole.loc[whole["size_group"] == "above", "firms"].sum()


@pytest.mark.usefixtures("sample")
def test_the_league_is_in_rank_order_and_its_terms_add_up_to_the_score() -> None:
    league = grading.league(Selection(year=2023), "huangyan-2022", "above", 2_000)
    ranks = league["rank"].dropna()
    assert ranks.is_monotonic_increasing
    first = grading.chosen(league, [0])
    assert first is not None
    assert first.score is not None
    terms = grading.terms("huangyan-2022", first.enterprise_id, 2023)
    assert terms["score"].sum() == pytest.approx(first.score)
    assert terms["weight"].sum() == 100


@pytest.mark.usefixtures("sample")
def test_a_selection_that_outlives_its_rows_chooses_nobody() -> None:
    league = grading.league(Selection(year=2023, search="没有这家企业"), "huangyan-2022", "above", 10)
    assert grading.chosen(league, [3]) is None
    assert grading.chosen(league, []) is None


@pytest.mark.usefixtures("sample")
def test_migration_counts_every_firm_that_was_listed_in_both_years() -> None:
    moves = grading.migration(Selection(year=2023), "huangyan-2022", "above")
    both = fetch(
        """SELECT count(*) AS firms FROM evaluation AS v
        INNER JOIN evaluation AS b ON b.enterprise_id = v.enterprise_id AND b.pack_id = v.pack_id AND b.year = 2022
        WHERE v.pack_id = 'huangyan-2022' AND v.year = 2023 AND v.size_group = 'above'"""
    )
    assert moves["firms"].sum() == both["firms"][0]


@pytest.mark.usefixtures("sample")
def test_the_workbook_holds_every_firm_and_its_terms_add_up() -> None:
    selection = Selection(year=2023)
    spread = grading.distribution(selection, "huangyan-2022")
    moves = grading.migration(selection, "huangyan-2022", "above")
    ranks, terms, grades, moved = grade_tables.sheets("huangyan-2022", "above", selection, spread, moves)
    listed = ranks.rows()
    assert len(listed) == spread.loc[spread["size_group"] == "above", "firms"].sum()
    for sheet in (ranks, terms, grades, moved):
        assert {column.name for column in sheet.columns} <= set(sheet.rows().columns)
    sums = terms.rows().groupby("uscc")["score"].sum()
    scores = listed.dropna(subset=["score"]).set_index("uscc")["score"]
    assert (sums.loc[scores.index] - scores).abs().max() < 1e-9


@pytest.mark.usefixtures("sample")
def test_a_firms_grades_are_those_of_the_list() -> None:
    league = grading.league(Selection(year=2023), "huangyan-2022", "above", 5)
    own = grading.of_firm(str(league["enterprise_id"][0]))
    (row,) = own[(own["year"] == 2023) & (own["pack"] == "黄岩 2022")].to_dict("records")
    assert (row["rank"], row["grade"]) == (league["rank"][0], league["grade"][0])
