"""What is asked of parcels: every filter alone and together, sums, leagues, ends of the land, lists, and the workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dashboard import database, handout, lot_book, lot_cards, lot_charts, lot_sentences, lot_tables
from dashboard.handout import Errand, Screen
from dashboard.lots import LotSelection
from dashboard.queries import lot_league, lot_lists, lot_totals, lots, parcel_method
from dashboard.queries import snapshot as of_build
from dashboard.selection import Selection
from tests.dashboard import lotted, snapshot
from tests.dashboard.lotted import ALL

Choice = dict[str, object]


@pytest.fixture
def district(warehouse: Path) -> Path:
    snapshot.publish(warehouse, lotted.LOTS)
    return warehouse


def chosen(shared: Choice, own: Choice) -> LotSelection:
    return LotSelection(Selection(year=2023, **shared), **own)  # type: ignore[arg-type] # drawn from a table


def ids(selection: LotSelection) -> list[str]:
    return sorted(lots.ask("SELECT parcel_id FROM lots", selection)["parcel_id"])


# What each filter leaves, told by SQL over `lot_year` and by hand.
FILTERS: list[tuple[Choice, Choice, str, list[str]]] = [
    ({}, {}, "true", ["P1", "P2", "P3", "P4", "P5", "P6"]),
    ({"towns": ("乙镇",)}, {}, "town = '乙镇'", ["P3", "P4", "P6"]),
    ({"towns": ("未注明",)}, {}, "town IS NULL", ["P5"]),
    ({"parks": ("N",)}, {}, "park_id = 'N'", ["P1", "P2"]),
    ({"parks": ("N", "")}, {}, "park_id = 'N' OR park_id IS NULL", ["P1", "P2", "P5"]),
    ({"industries": ("39",)}, {}, "division = '39'", ["P1", "P2", "P3"]),
    ({"industries": ("",)}, {}, "division IS NULL", ["P4", "P5", "P6"]),
    ({"scales": ("above",)}, {}, "is_above_scale", ["P1", "P2"]),
    ({"scales": ("below",)}, {}, "NOT is_above_scale", []),
    ({"scales": ("unknown",)}, {}, "is_above_scale IS NULL", ["P3", "P4", "P5", "P6"]),
    ({"sizes": ("大型",)}, {}, "size_class = '大型'", ["P1", "P2"]),
    ({"sizes": ("未注明",)}, {}, "size_class IS NULL", ["P3", "P4", "P5", "P6"]),
    ({"lowest": 17.3}, {}, "tax_wan_yuan_per_mu >= 17.3", ["P1", "P2"]),
    ({"highest": 0.0}, {}, "tax_wan_yuan_per_mu <= 0", ["P3", "P4"]),
    ({"lowest": 0.0, "highest": 17.3}, {}, "tax_wan_yuan_per_mu BETWEEN 0 AND 17.3", ["P1", "P4"]),
    ({"chains": ("med",)}, {}, "parcel_id IN (SELECT parcel_id FROM lot_chain)", ["P1"]),
    ({"chains": ("",)}, {}, "parcel_id NOT IN (SELECT parcel_id FROM lot_chain)", ["P2", "P3", "P4", "P5", "P6"]),
    ({"chains": ("med", "")}, {}, "true", ["P1", "P2", "P3", "P4", "P5", "P6"]),
    ({}, {"uses": ("仓储",)}, "land_use = '仓储'", ["P3"]),
    ({}, {"uses": ("",)}, "land_use IS NULL", ["P5", "P6"]),
    ({}, {"rights": ("出让", "划拨")}, "right_nature IN ('出让', '划拨')", ["P1", "P2", "P4"]),
    ({}, {"stages": ("投产",)}, "stage = '投产'", ["P1", "P4"]),
    ({}, {"batches": ("提升",)}, "suggested_batch = '提升'", ["P1", "P2"]),
    ({}, {"batches": ("",)}, "suggested_batch IS NULL", ["P3", "P4", "P5", "P6"]),
    ({}, {"grades": ("B",)}, "grade = 'B'", ["P1"]),
    ({}, {"grades": ("C", "D")}, "grade IN ('C', 'D')", []),
    (
        {"towns": ("甲街道",), "parks": ("N",), "industries": ("39",), "scales": ("above",), "sizes": ("大型",),
         "chains": ("",), "lowest": 1.0, "highest": 30.0},
        {"uses": ("工业",), "rights": ("划拨",), "stages": ("达产",), "batches": ("提升",), "grades": ("",)},
        "parcel_id = 'P2'",
        ["P2"],
    ),
]  # fmt: skip


@pytest.mark.usefixtures("district")
@pytest.mark.parametrize(("shared", "own", "by_hand", "expected"), FILTERS, ids=str)
def test_each_filter_leaves_what_sql_by_hand_leaves(
    shared: Choice, own: Choice, by_hand: str, expected: list[str]
) -> None:
    told = database.fetch(f"SELECT parcel_id FROM lot_year WHERE year = 2023 AND ({by_hand}) ORDER BY 1")  # noqa: S608
    assert ids(chosen(shared, own)) == expected == told["parcel_id"].tolist()


@pytest.mark.usefixtures("district")
def test_another_year_has_the_same_parcels_with_other_figures() -> None:
    before = LotSelection(Selection(year=2022))
    assert ids(before) == ids(ALL)
    assert lot_totals.figures(before).tax_wan_yuan is None
    assert ids(LotSelection(Selection(year=None))) == []


@pytest.mark.usefixtures("district")
def test_sums_count_what_has_the_datum_and_the_ratio_what_has_both() -> None:
    now = lot_totals.figures(ALL)
    assert (now.parcels, now.with_shape, now.with_land, now.with_tax, now.with_ratio) == (6, 3, 5, 5, 4)
    # G holds P6 and has let it all: five use land.
    assert (now.firms, now.land_mu, now.tax_wan_yuan) == (5, 59, 725)
    assert now.tax_wan_yuan_per_mu == pytest.approx((519 + 200 - 6 + 0) / (30 + 10 + 4 + 10))
    assert now.median_tax_wan_yuan_per_mu == pytest.approx((0 + 17.3) / 2)
    assert now.below == 2
    assert now.recoverable_wan_yuan == pytest.approx(40.5 + 3)


@pytest.mark.usefixtures("district")
def test_a_year_less_snapshot_and_an_empty_choice_have_no_sums() -> None:
    nothing = lot_totals.figures(chosen({"towns": ("丙镇",)}, {}))
    assert (nothing.parcels, nothing.below, nothing.firms) == (0, 0, 0)
    assert nothing.land_mu is nothing.tax_wan_yuan_per_mu is nothing.recoverable_wan_yuan is None


@pytest.mark.usefixtures("district")
def test_parks_by_hand() -> None:
    league = lot_league.league(ALL, "park").set_index("area")
    assert league.index.tolist() == ["北园区", "南园区", "园区外"]
    north, south = league.loc["北园区"], league.loc["南园区"]
    assert north["tax_wan_yuan_per_mu"] == pytest.approx(719 / 40)
    assert (north["parcels"], north["with_both"], north["land_mu"], north["firms"]) == (2, 2, 40, 3)
    # Floor of P1 alone, for P2 states none; vacancy likewise, though P2 states 100 m² vacant.
    assert north["far"] == pytest.approx(24000 / 20000)
    assert north["vacancy_pct"] == pytest.approx(10)
    assert north["recoverable_wan_yuan"] == pytest.approx(40.5)
    # P6 has floor and no land: out of the FAR and in the vacancy; its tax is in the sum and not in the ratio.
    assert south["far"] == pytest.approx(12000 / (14 * lotted.M2_PER_MU))
    assert south["vacancy_pct"] == pytest.approx(100 * 3500 / 5000)
    assert south["tax_wan_yuan"] == 6
    assert south["tax_wan_yuan_per_mu"] == pytest.approx(-6 / 14)
    assert (south["firms"], south["parcels"], south["with_both"]) == (2, 3, 2)
    assert league.loc["园区外", ["tax_wan_yuan_per_mu", "far", "vacancy_pct", "tax_wan_yuan"]].isna().all()


@pytest.mark.usefixtures("district")
def test_towns_add_up_to_the_same_and_those_without_a_town_come_last() -> None:
    league = lot_league.league(ALL, "town")
    assert league["area"].tolist() == ["甲街道", "乙镇", "未注明"]
    assert league["land_mu"].sum() == 59
    assert league["tax_wan_yuan"].sum() == 725


@pytest.mark.usefixtures("district")
def test_the_rule_of_small_cells_counts_holders_and_their_part_of_the_tax() -> None:
    cells = lot_league.cells(ALL, "park").set_index("area_id")
    # A 18 : 10 on P1 and P2, all of 560 in the north; E's refund is no positive tax; G's 12 is on P6.
    assert list(cells.loc["N"]) == pytest.approx([3, 560, 719])
    assert list(cells.loc["S"]) == pytest.approx([3, 12, 12])
    assert lot_league.whole(ALL)["members"] == 6
    assert lot_league.whole(chosen({"parks": ("",)}, {}))["members"] == 0


def test_the_tenths_split_the_parcel_on_the_cut(warehouse: Path) -> None:
    # 25 parcels of 1 亩, ratios 1 … 25: a tenth is 2.5 亩, so 25, 24 and half of 23 against 1, 2 and half of 3.
    snapshot.publish(warehouse, lotted.many([float(ratio) for ratio in range(1, 26)]))
    ends = lot_totals.tenths(ALL)
    assert ends.best == pytest.approx((25 + 24 + 23 / 2) / 2.5)
    assert ends.worst == pytest.approx((1 + 2 + 3 / 2) / 2.5)
    assert ends.times == pytest.approx(60.5 / 4.5)
    assert f"**{60.5 / 4.5:.1f} 倍**" in lot_sentences.tenths(ends)


def test_the_land_is_cut_and_not_the_number_of_parcels(warehouse: Path) -> None:
    rows = lotted.many([10.0] * 20 + [1.0])
    large = {"parcel_id": "L20", "park_id": "N", "land_mu": 80.0}
    years = {**rows["parcel_year"][20], "land_mu": 80.0, "tax_wan_yuan": 80.0}
    rows = {
        **rows,
        "parcel": (*rows["parcel"][:20], large),
        "parcel_year": (*rows["parcel_year"][:20], years),
    }
    snapshot.publish(warehouse, rows)
    # 100 亩 in all: the large one is the whole worst tenth eight times over.
    assert lot_totals.tenths(ALL).worst == pytest.approx(1)
    assert lot_totals.tenths(ALL).best == pytest.approx(10)


@pytest.mark.parametrize("worst", [0.0, -3.0])
def test_a_worst_tenth_that_pays_nothing_makes_no_ratio(warehouse: Path, worst: float) -> None:
    snapshot.publish(warehouse, lotted.many([worst] * 2 + [10.0] * 18))
    ends = lot_totals.tenths(ALL)
    assert ends.worst == pytest.approx(worst)
    assert ends.times is None
    assert "不是正数，说不出是几倍" in lot_sentences.tenths(ends)


@pytest.mark.usefixtures("district")
def test_too_few_parcels_make_no_tenths_and_the_cards_say_so() -> None:
    ends, now = lot_totals.tenths(ALL), lot_totals.figures(ALL)
    assert not ends.are_enough
    assert "只有 4 宗，不足 20 宗" in lot_sentences.headline(2023, now, ends)
    cards = lot_cards.cards(now, ends)
    assert [card.value for card in cards[-2:]] == ["—", "—"]
    assert [card.number for card in cards[-2:]] == ["", ""]


@pytest.mark.usefixtures("district")
def test_nothing_without_a_number_is_said() -> None:
    none = chosen({"parks": ("",)}, {})
    said = lot_sentences.headline(2023, lot_totals.figures(none), lot_totals.tenths(none))
    assert said == "2023 年，所选地块 **1 宗**，用地 **5 亩**。"


@pytest.mark.usefixtures("district")
def test_opportunities_come_with_their_share_the_largest_first() -> None:
    rows = lot_lists.opportunities(ALL, None)
    assert rows["parcel_id"].tolist() == ["P1", "P3"]
    assert rows["recoverable_wan_yuan"].tolist() == pytest.approx([40.5, 3])
    assert rows["share_pct"].tolist() == pytest.approx([4050 / 43.5, 300 / 43.5])
    assert rows["running_pct"].iloc[-1] == pytest.approx(100)
    assert lot_lists.half_of_it(ALL) == 1
    assert lot_lists.half_of_it(chosen({"parks": ("",)}, {})) == 0
    # A filter narrows the list and not the median that it is measured by.
    assert lot_lists.opportunities(chosen({}, {"stages": ("投产",)}), None)["parcel_id"].tolist() == ["P1"]


@pytest.mark.usefixtures("district")
def test_the_areas_are_compared_two_by_two_where_both_are_known() -> None:
    pairs = lot_lists.area_pairs(ALL).set_index("pair")
    mu = lotted.M2_PER_MU
    assert pairs["parcels"].to_dict() == {
        "certificate_measured": 3, "certificate_declared": 1, "measured_declared": 2,
    }  # fmt: skip
    first = pairs.loc["certificate_measured"]
    assert first["first_mu"] == pytest.approx((20000 + 10 * mu + 6700) / mu)
    assert first["second_mu"] == pytest.approx((20300 + 6400 + 6200) / mu)
    assert first["difference_mu"] == pytest.approx(first["first_mu"] - first["second_mu"])
    assert pairs.loc["certificate_declared", "difference_pct"] == pytest.approx(100 * 200 / 19800)


@pytest.mark.usefixtures("district")
def test_areas_that_differ_are_listed_by_their_gap_in_mu() -> None:
    rows, found = lot_lists.gaps(ALL, None), lot_lists.gap_totals(ALL)
    # P1 is 1.5 % too small and not listed, P2 4.2 % too large, P4 8.1 %.
    assert rows["parcel_id"].tolist() == ["P4", "P2"]
    assert rows["difference_mu"].tolist() == pytest.approx([0.75, 0.4])
    assert rows["difference_pct"].tolist() == pytest.approx(
        [100 * 500 / 6200, 100 * (10 * lotted.M2_PER_MU / 6400 - 1)]
    )
    assert rows["by_much"].tolist() == [True, False]
    assert (found.both, found.differ, found.differ_much) == (3, 2, 1)
    assert found.gap_mu == pytest.approx(1.15)


@pytest.mark.usefixtures("district")
def test_the_list_has_the_best_first_and_parcels_without_a_shape_stand_apart() -> None:
    assert lot_lists.rows(ALL, 10)["parcel_id"].tolist() == ["P2", "P1", "P4", "P3", "P5", "P6"]
    assert lot_lists.rows(ALL, 2)["parcel_id"].tolist() == ["P2", "P1"]
    assert lot_lists.without_shape(ALL)["parcel_id"].tolist() == ["P3", "P5", "P6"]
    assert lot_sentences.without_shape(lot_totals.figures(ALL)).startswith("3 宗没有图形")
    assert lot_sentences.without_shape(lot_totals.figures(chosen({"parks": ("N",)}, {}))) == ""


@pytest.mark.usefixtures("district")
def test_the_histogram_is_drawn_over_all_ratios_and_marks_the_chosen() -> None:
    bins = lot_totals.histogram(chosen({"lowest": 0.0, "highest": 18.0}, {}))
    assert bins["firms"].sum() == 4
    assert bins["chosen"].sum() == 2
    assert bins.loc[bins["bin"] == 0, "firms"].item() == 1


@pytest.mark.usefixtures("district")
def test_the_choices_are_those_of_the_snapshot_none_stated_last() -> None:
    found = lot_totals.choices()
    assert found["uses"] == ("仓储", "工业", "")
    assert found["stages"] == ("投产", "达产", "")
    assert found["batches"] == ("提升", "")
    assert found["grades"] == ("B", "")


@pytest.mark.usefixtures("district")
def test_by_town_and_park_the_sums_are_those_of_the_other_page() -> None:
    for selection in (ALL.shared, replace(ALL.shared, parks=("N",)), replace(ALL.shared, towns=("乙镇",))):
        here, there = lot_totals.figures(LotSelection(selection)), parcel_method.figures(selection)
        assert here.tax_wan_yuan_per_mu == pytest.approx(there.tax_wan_yuan_per_mu)
        assert here.median_tax_wan_yuan_per_mu == pytest.approx(there.median_tax_wan_yuan_per_mu)


@pytest.mark.usefixtures("district")
def test_bars_stand_for_ids_and_names_are_no_markup() -> None:
    measure = lot_tables.MEASURES["far"]
    bars = lot_charts.league(lot_league.league(ALL, "park"), measure).data[0]
    # The greatest on top is the last; who has none is at the foot and says so.
    assert bars["customdata"] == ["", "N", "S"]
    assert bars["text"] == ["—", "1.20", "1.29"]
    rows = lot_lists.gaps(ALL, None)
    figure = lot_charts.parcels(rows, lot_tables.DIFFERENCE, chosen="P4").to_dict()
    assert figure["data"][0]["customdata"] == ["P2", "P4"]
    assert figure["layout"]["yaxis"]["ticktext"][1].startswith("▶ =1+1&lt;b&gt;")


@pytest.mark.usefixtures("district")
def test_a_league_in_words_names_both_ends_or_says_that_there_is_nothing_to_compare() -> None:
    ratio, far = lot_tables.MEASURES["tax_wan_yuan_per_mu"], lot_tables.MEASURES["far"]
    league = lot_league.league(ALL, "park")
    assert "最高的是 **北园区** 17.98 万元/亩，最低的是 **南园区** -0.43 万元/亩" in lot_sentences.league(
        league, "片区", ratio
    )
    assert "只有一个片区" in lot_sentences.league(league.head(1), "片区", far)
    level = league.head(2).assign(far=1.0)
    assert lot_sentences.league(level, "片区", far) == "2 个片区的容积率（地块口径）一样，分不出高低。"
    assert "没有可以比较的容积率" in lot_sentences.league(league.tail(1), "片区", far)


@pytest.mark.usefixtures("district")
def test_every_sheet_of_the_workbook_holds_what_the_page_shows() -> None:
    screen = Screen("园区地块", 2023, (), of_build.build_info(), lot_book.CALIBER)
    sheets = lot_book.sheets(ALL)
    made = handout.xlsx(screen, Errand("x", "会议材料"), sheets, "a.xlsx")
    pages = openpyxl.load_workbook(io.BytesIO(made.data)).worksheets
    book = {page.title: pd.DataFrame(page.values) for page in pages}
    assert [*book][1:] == [
        "地块名单", "指标卡", "片区排名", "镇街排名", "挖潜", "面积合计", "面积相差", "没有图形",
    ]  # fmt: skip
    rows = {name: len(page) - 1 for name, page in book.items()}
    assert rows["地块名单"] == 6
    assert (rows["片区排名"], rows["挖潜"], rows["面积合计"], rows["面积相差"], rows["没有图形"]) == (
        3,
        2,
        3,
        2,
        3,
    )
    assert book["指标卡"].iloc[3, 1] == 59
    assert "评价税收" in screen.confidential(sheets)


def test_the_workbook_of_a_snapshot_without_any_year_has_its_columns(warehouse: Path) -> None:
    snapshot.publish(warehouse, lotted.NO_YEAR)
    for sheet in lot_book.sheets(LotSelection(Selection(year=None))):
        assert {column.name for column in sheet.columns} <= set(sheet.rows().columns), sheet.title


def test_the_selection_binds_every_value_that_the_question_names() -> None:
    bound = replace(ALL, uses=("工业",)).parameters
    assert bound["uses"] == ("工业",)
    assert bound["year"] == 2023
    assert "shared" not in bound


def test_a_park_and_a_town_that_only_parcels_name_can_be_chosen(warehouse: Path) -> None:
    alone = {"parcel_id": "P9", "park_id": "W", "town": "丙镇"}
    snapshot.publish(warehouse, {**lotted.LOTS, "parcel": (*lotted.PARCELS, alone)})
    choices = of_build.choices()
    assert choices.parks == {"N": "北园区", "S": "南园区", "W": "W", "": "园区外"}
    assert choices.towns == ("丙镇", "乙镇", "甲街道", "未注明")
