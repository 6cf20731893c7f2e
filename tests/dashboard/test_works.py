"""Park standardisation, against cases that a reader can count: what is late on a day, what adds up to what, drawings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import works_book, works_cards, works_charts, works_evidence, works_gantt, works_sum_charts
from dashboard.database import all_rows
from dashboard.figure import Figure
from dashboard.queries import works, works_sums
from dashboard.queries.works import UNTOLD, Asked
from etl.contracts.works_stages import PLOT_STAGES, SELF_STAGES, STAGES_OF
from tests.dashboard import snapshot
from tests.dashboard.dossiers import A
from tests.dashboard.works import DAY, LOST, NEWCOMER, ONE_PLOT, WORKS

ALL, NORTH = Asked((), DAY), Asked(("N",), DAY)


@pytest.fixture
def rebuilt(warehouse: Path) -> Path:
    snapshot.publish(warehouse, WORKS)
    return warehouse


def valid(figure: Figure) -> go.Figure:
    """The figure as plotly itself checks it."""
    drawn = figure.to_dict()
    return go.Figure({"data": drawn["data"], "layout": drawn["layout"]})


@pytest.mark.usefixtures("rebuilt")
def test_a_case_is_overdue_by_the_first_planned_stage_ahead_of_it() -> None:
    rows = {row["case_id"]: row for row in all_rows(works.cases(ALL, "park_plot"))}
    # C was to be topped out on 1 December: 30 days before the 31st. D is to be let in March, E has no plan.
    assert [(key, rows[key]["due_stage"], rows[key]["overdue_days"]) for key in "CDE"] == [
        ("C", "主体封顶", 30),
        ("D", "招商", None),
        ("E", None, None),
    ]
    # 11 January to 31 December are 354 days.
    assert (rows["C"]["days_in_stage"], rows["C"]["last_late_days"]) == (354, 10)
    assert (rows["D"]["last_late_days"], rows["E"]["days_in_stage"]) == (-10, None)
    assert next(iter(rows)) == "C"


@pytest.mark.usefixtures("rebuilt")
def test_another_day_makes_another_case_late() -> None:
    rows = works.cases(Asked((), date(2024, 3, 11)), "park_plot")
    assert dict(zip(rows["case_id"], rows["overdue_days"].fillna(0), strict=True)) == {
        "C": 101,
        "D": 10,
        "E": 0,
    }


@pytest.mark.usefixtures("rebuilt")
def test_lists_narrow_by_park_and_stage_and_the_untold_have_a_word() -> None:
    assert works.cases(NORTH, "park_plot")["case_id"].tolist() == ["C"]
    assert works.cases(Asked(("",), DAY), "park_plot")["case_id"].tolist() == ["E"]
    assert works.cases(ALL, "park_plot", ("竣工",))["case_id"].tolist() == ["D"]
    assert works.cases(ALL, "park_plot", (UNTOLD,))["park"].tolist() == ["北片区"]


@pytest.mark.usefixtures("rebuilt")
def test_papers_fall_into_classes_at_their_exact_bounds() -> None:
    rows = works.cases(ALL, "temporary_land")
    assert dict(zip(rows["case_id"], rows["expiry"], strict=True)) == {
        "T1": "已到期",
        "T2": "90 天内",
        "T3": "一年内",
        "T4": "一年以后",
        "T5": "无到期日",
        "T6": "已处置",
    }
    assert works.cases(ALL, "temporary_land", expiries=("已到期",))["case_id"].tolist() == ["T1"]


@pytest.mark.usefixtures("rebuilt")
def test_the_large_numbers_add_up_and_a_gap_is_no_zero() -> None:
    row = works_sums.totals(ALL)
    assert (row["plots"], row["plots_done"], row["plots_mu"], row["plots_late"]) == (3, 1, 10, 1)
    assert (row["upgrades"], row["upgrades_done"], row["upgrades_m2"]) == (2, 1, 7_000)
    assert (row["reserves"], row["reserve_mu"], row["cleared_mu"]) == (2, 250, 50)
    assert (row["households"], row["unsigned"], row["counted_reserves"]) == (120, 40, 1)
    assert (row["gained_m2"], row["gained_untold"]) == (35_000, 1)
    assert (row["papers"], row["papers_expired"], row["papers_soon"]) == (6, 1, 1)
    south = works_sums.totals(Asked(("S",), DAY))
    assert (south["cleared_mu"], south["unsigned"], south["papers"], south["reserve_mu"]) == (
        None,
        None,
        0,
        50,
    )


@pytest.mark.usefixtures("rebuilt")
def test_new_floor_is_set_against_the_targets_of_the_district_only() -> None:
    years = works_book.years(ALL)
    assert years.fillna(-1).to_numpy().tolist() == [
        [2022, 0, 20_000, 0, 20_000],
        [2023, 35_000, 30_000, 35_000, 50_000],
    ]
    assert works_cards.target_until(years, 2023) == 50_000
    assert works_cards.target_until(years, 2021) is None
    # 35 000 of 50 000 m² is 70 %.
    cards = {card.label: card for card in works_cards.of(works_sums.totals(ALL), 50_000)}
    assert cards["新增高标准厂房"].value == "3.50 :small[万㎡]"
    assert cards["新增高标准厂房"].note == "目标 5.0 万㎡ · 70.0% · 1 件缺面积"
    assert works_book.years(NORTH)["target_m2"].isna().all()


@pytest.mark.usefixtures("rebuilt")
def test_the_sentence_says_what_there_is_and_others_learn_of_no_firm() -> None:
    row = works_sums.totals(ALL)
    said = works_cards.sentence(row, ALL, 50_000)
    assert said.startswith(
        "截至 2023-12-31：标准化地块 **3 个**，竣工 **1 个**，:red[超期\u00a01]；自主提升 **2 户**"
    )
    assert "累计新增高标准厂房 **3.50 万㎡**，为累计目标的 70.0%" in said
    assert said.endswith("临时用地 **6 宗**，:red[已到期 **1 宗**]。")
    outside = works_cards.of(row, None, for_others=True)
    assert "3.5" not in works_cards.sentence(row, ALL, None, for_others=True)
    assert all("0.70" not in card.note and "3.50" not in card.value for card in outside)


@pytest.mark.usefixtures("rebuilt")
def test_what_does_not_match_says_why() -> None:
    rows = {row["case_id"]: row["reason"] for row in all_rows(works.unmatched(ALL))}
    assert rows["C"] == f"宗地文件中没有 {LOST}"
    assert rows["E"] == "没有写明宗地；片区“北片区”不在园区名单"
    assert rows[NEWCOMER] == "没有写明宗地；企业不在名录"
    assert A not in rows
    assert rows["T1"] == "没有写明片区"


@pytest.mark.usefixtures("rebuilt")
def test_evidence_adds_up_to_its_card_and_names_the_rows_of_the_ledgers() -> None:
    floor = works_evidence.EVIDENCE["floor"]
    rows = floor.rows(ALL)
    assert floor.worked(rows) == "Σ 2 件 = 35,000 m²，另有 1 件没有写明，不计。"
    sources = works_sums.sources(rows, with_stages=True, with_months=False)
    assert sources[["name", "sheet", "row_number"]].to_numpy().tolist() == [
        ["地块D", "地块", 4],
        ["地块D", "节点", 9],
    ]
    unsigned = works_evidence.EVIDENCE["unsigned"]
    assert unsigned.worked(unsigned.rows(ALL)) == "Σ 1 件 = 40 户，另有 1 件没有写明，不计。"
    months = works_sums.sources(unsigned.rows(ALL), with_stages=False, with_months=True)
    assert months["row_number"].tolist() == [3, 8]
    plots = works_evidence.EVIDENCE["plots"]
    assert plots.worked(plots.rows(ALL)) == "逐件计数：3 个。"


@pytest.mark.usefixtures("rebuilt")
def test_a_board_has_a_box_a_case_and_the_overdue_one_is_red() -> None:
    figure = valid(works_charts.board(works.cases(ALL, "park_plot"), PLOT_STAGES))
    (boxes,) = figure.data
    assert list(boxes.customdata) == ["施工", "竣工", UNTOLD]
    # The empty 主体封顶 stands between the two; steps of the other route do not.
    assert list(figure.layout.xaxis.tickvals) == ["施工", "主体封顶", "竣工", UNTOLD]
    colours = list(boxes.marker.color)
    assert colours[0] != colours[1] == colours[2]


@pytest.mark.usefixtures("rebuilt")
def test_a_board_of_many_or_for_others_has_counts_and_no_names() -> None:
    one = works.cases(ALL, "self_upgrade")
    many = pd.concat([one] * 20, ignore_index=True)
    for rows, names in ((many, True), (one, False)):
        figure = valid(works_charts.board(rows, SELF_STAGES, names=names))
        assert [trace.name for trace in figure.data] == ["超期", "其他"]
        assert "甲" not in figure.to_json()


@pytest.mark.usefixtures("rebuilt")
def test_a_gantt_runs_from_stage_to_stage_and_is_red_where_late() -> None:
    figure = valid(works_gantt.gantt(works.schedule(ALL, "park_plot"), DAY))
    lanes = {trace.name: trace for trace in figure.data}
    # C: land 1 June 2022, works begun on 11 January 2023, ten days late; topping out 30 days overdue. D: in time.
    assert list(lanes["滞后"].base) == ["2022-06-01"]
    assert list(lanes["滞后"].x) == [224 * works_gantt.MS_PER_DAY]
    assert "滞后 10 天" in lanes["滞后"].hovertext[0]
    assert list(lanes["进行中，已超期"].base) == ["2023-01-11"]
    assert "主体封顶" in lanes["进行中，已超期"].hovertext[0]
    assert list(lanes["按期"].base) == ["2022-06-21"]
    assert list(lanes["进行中"].base) == ["2023-06-20"]


@pytest.mark.usefixtures("rebuilt")
def test_names_are_data_in_every_drawing() -> None:
    drawn = (
        works_charts.board(works.cases(ALL, "self_upgrade"), SELF_STAGES),
        works_gantt.gantt(works.schedule(ALL, "self_upgrade"), DAY),
        works_sum_charts.burn_down(works_sums.signed_by_month(ALL).assign(label=NEWCOMER)),
    )
    assert not ["<b>公司" for figure in drawn if "新来<b>公司" in str(figure.to_dict()["data"])]


@pytest.mark.usefixtures("rebuilt")
def test_households_burn_down_and_floor_climbs_to_the_day() -> None:
    (line,) = valid(works_sum_charts.burn_down(works_sums.signed_by_month(ALL))).data
    assert list(line.y) == [60, 50, 40]
    months = works_sums.gained_by_month(ALL, ("park_plot", "self_upgrade"))
    floor, target = valid(works_sum_charts.cumulative(months, works_book.years(ALL), DAY)).data
    assert (list(floor.x), list(floor.y)) == (["2023-06-01", "2023-12-31"], [3.5, 3.5])
    assert list(target.y) == [2, 5]
    (bars,) = valid(works_sum_charts.expiry(works_sums.by_expiry(ALL))).data
    assert list(bars.text)[:2] == ["1 宗 · 3.0 亩", "1 宗 · 2.0 亩"]


@pytest.mark.parametrize("rows", [snapshot.EMPTY, ONE_PLOT], ids=["empty", "one row"])
def test_every_question_and_drawing_stands_little_data(warehouse: Path, rows: snapshot.Rows) -> None:
    snapshot.publish(warehouse, rows)
    for kind, stages in STAGES_OF.items():
        valid(works_charts.board(works.cases(ALL, kind), stages))
        valid(works_gantt.gantt(works.schedule(ALL, kind), DAY))
    months, years = works_sums.gained_by_month(ALL, ("park_plot",)), works_book.years(ALL)
    valid(works_sum_charts.cumulative(months, years, DAY))
    valid(works_sum_charts.yearly(years))
    valid(works_sum_charts.burn_down(works_sums.signed_by_month(ALL)))
    valid(works_sum_charts.expiry(works_sums.by_expiry(ALL)))
    assert all(sheet.filled().rows() is not None for sheet in works_book.sheets(ALL))
    row = works_sums.totals(ALL)
    assert "nan" not in works_cards.sentence(row, ALL, None).lower()
    assert len(works_cards.of(row, None)) == 6


def test_others_take_home_counts_and_what_is_the_districts_own(rebuilt: Path) -> None:
    assert rebuilt.is_dir()
    sheets = {sheet.title: sheet.filled() for sheet in works_book.sheets(ALL, for_others=True)}
    assert list(sheets) == [
        "标准化地块阶段", "自主提升阶段", "收储提升阶段", "新增厂房年度", "签约月度", "临时用地到期",
    ]  # fmt: skip
    written = "\n".join(sheet.rows().to_csv() for sheet in sheets.values())
    assert "甲" not in written
    assert "新来" not in written
    # 30 000 m² are the plot's; with the owner's 5 000 the sum would tell of that one firm.
    assert sheets["新增厂房年度"].rows()["gained_m2"].tolist() == [0, 30_000]


@pytest.mark.usefixtures("rebuilt")
def test_the_workbook_holds_every_list_of_the_screen() -> None:
    sheets = {sheet.title: sheet.filled().rows() for sheet in works_book.sheets(ALL)}
    assert sheets["标准化地块"]["label"].tolist() == ["地块C", "地块D", "地块E"]
    assert sheets["标准化地块"]["overdue_days"].tolist()[0] == 30
    assert len(sheets["临时用地"]) == 6
    assert len(sheets["标准化地块节点"]) == 7
    assert sheets["竣工"]["gained_m2"].sum() == 35_000
    assert sheets["收储"]["unsigned_households"].sum() == 40
    assert set(sheets["未匹配"]["label"]) >= {"地块C", "地块E", NEWCOMER}
