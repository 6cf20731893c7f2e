"""Promises of land contracts against facts: verdicts, counts and words that a reader can reckon."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import dossier_book, parcel_charts, parcel_history, promise_charts, promise_tables, promises
from dashboard.database import all_rows
from dashboard.handout import Screen
from dashboard.promises_panel import narrowed, sheets
from dashboard.queries import dossier as ask_firm
from dashboard.queries import land_contracts as ask
from dashboard.queries import parcel_dossier
from dashboard.queries.land_contracts import BROKEN, KEPT, KINDS, NOT_DUE, UNTOLD
from dashboard.queries.snapshot import build_info
from dashboard.selection import Selection
from tests.dashboard import dossiers, snapshot
from tests.dashboard.dossiers import BARE, OTHER, PARCEL
from tests.dashboard.promised import PARCELS, PROMISED, UNTIL, contract
from tests.dashboard.snapshot import Row

UNKNOWN = "350104001001GB00099"
DONE = {"actual_start_on": "2018-01-01", "actual_completion_on": "2020-01-01"}
COMING, PAST = {"completion_due_on": "2024-01-01"}, {"completion_due_on": "2023-12-30"}


@pytest.fixture
def promised(warehouse: Path) -> Path:
    snapshot.publish(warehouse, PROMISED)
    return warehouse


def judged(warehouse: Path, facts: Row, until: date | None = UNTIL) -> Row:
    """The only contract of a snapshot, judged."""
    rows = {
        **dossiers.LANDED,
        "parcel": PARCELS,
        "land_contract": [{**contract("合"), **facts}],
    }
    snapshot.publish(warehouse, rows)
    (row,) = all_rows(ask.contracts(Selection(), until))
    return row


@pytest.mark.parametrize(
    ("facts", "verdict", "days"),
    [
        ({"start_due_on": "2020-01-01", "actual_start_on": "2020-01-01"}, KEPT, 0),
        ({"start_due_on": "2020-01-01", "actual_start_on": "2020-01-11"}, BROKEN, 10),
        ({"start_due_on": "2020-01-11", "actual_start_on": "2020-01-01"}, KEPT, -10),
        ({"start_due_on": "2023-12-31"}, NOT_DUE, None),
        # An empty cell past its day is no proof that nothing happened.
        ({"start_due_on": "2023-12-30"}, UNTOLD, None),
        ({"start_due_on": "2023-12-30", "supervision_status": "正常使用"}, UNTOLD, None),
        ({"start_due_on": "2023-12-30", "actual_completion_on": "2023-12-01"}, UNTOLD, None),
        ({"start_due_on": "2023-12-30", "parcel_id": PARCEL}, UNTOLD, None),
        ({"start_due_on": "2023-12-30", "supervision_status": "疑似闲置"}, BROKEN, 1),
        ({"start_due_on": "2023-12-21", "parcel_id": OTHER}, BROKEN, 10),
        ({"actual_start_on": "2020-01-01"}, UNTOLD, None),
        (
            {
                "start_due_on": "2021-01-01",
                "completion_due_on": "2020-01-01",
                "actual_start_on": "2022-01-01",
            },
            UNTOLD,
            None,
        ),
    ],
)
def test_a_start_is_judged_by_its_day_and_never_broken_without_a_word_of_it(
    warehouse: Path, facts: dict[str, object], verdict: str, days: int | None
) -> None:
    row = judged(warehouse, facts)
    assert (row["start_verdict"], row["start_days_late"]) == (verdict, days)


@pytest.mark.parametrize(
    ("facts", "verdict", "days"),
    [
        ({**PAST, "actual_completion_on": "2023-12-30"}, KEPT, 0),
        ({**PAST, "supervision_status": "逾期竣工", "actual_start_on": "2022-01-01"}, BROKEN, 1),
        ({**PAST, "supervision_status": "逾期开工"}, BROKEN, 1),
        # A late start says nothing of the completion once the start is there.
        ({**PAST, "supervision_status": "逾期开工", "actual_start_on": "2022-01-01"}, UNTOLD, None),
        ({**PAST, "actual_start_on": "2022-01-01"}, UNTOLD, None),
        ({**PAST, "actual_production_on": "2023-12-01"}, UNTOLD, None),
        (COMING, NOT_DUE, None),
        ({}, UNTOLD, None),
    ],
)
def test_a_completion_is_judged_likewise(
    warehouse: Path, facts: dict[str, object], verdict: str, days: int | None
) -> None:
    row = judged(warehouse, facts)
    assert (row["completion_verdict"], row["completion_days_late"]) == (verdict, days)


@pytest.mark.parametrize(
    ("promised_per_mu", "invested", "facts", "verdict"),
    [
        (300.0, 300.0, DONE, KEPT),
        (300.0, 299.996, DONE, KEPT),
        (300.0, 299.99, DONE, BROKEN),
        (300.0, 300.0, COMING, KEPT),
        (300.0, 100.0, COMING, NOT_DUE),
        (300.0, 100.0, PAST, BROKEN),
        (300.0, 100.0, {}, UNTOLD),
        (300.0, None, DONE, UNTOLD),
        (None, 300.0, DONE, UNTOLD),
        (300.0, 0.0, DONE, BROKEN),
    ],
)
def test_investment_is_owed_at_completion(
    warehouse: Path,
    promised_per_mu: float | None,
    invested: float | None,
    facts: dict[str, object],
    verdict: str,
) -> None:
    amounts = {"promised_invest_wan_yuan_per_mu": promised_per_mu, "invested_wan_yuan_per_mu": invested}
    assert judged(warehouse, {**amounts, **facts})["investment_verdict"] == verdict


@pytest.mark.parametrize(
    ("parcel_id", "least", "facts", "verdict"),
    [
        (PARCEL, 26.67, {"full_production_due_on": "2022-06-30"}, KEPT),
        (PARCEL, 26.68, {"full_production_due_on": "2022-06-30"}, BROKEN),
        # The first whole year after the day counts: of 2023 only where the day is its first or earlier.
        (PARCEL, 30.0, {"full_production_due_on": "2023-01-01"}, BROKEN),
        (PARCEL, 30.0, {"full_production_due_on": "2023-01-02"}, NOT_DUE),
        (PARCEL, 30.0, {"actual_production_on": "2021-01-01"}, BROKEN),
        (PARCEL, 30.0, {"actual_production_on": "2023-02-01"}, NOT_DUE),
        (OTHER, 30.0, {}, NOT_DUE),
        (BARE, 30.0, {"full_production_due_on": "2020-01-01"}, UNTOLD),
        (UNKNOWN, 30.0, {"full_production_due_on": "2020-01-01"}, UNTOLD),
        (PARCEL, None, {"full_production_due_on": "2020-01-01"}, UNTOLD),
    ],
)
def test_tax_per_mu_is_owed_from_the_first_whole_year_after_full_production(
    warehouse: Path, parcel_id: str, least: float | None, facts: dict[str, object], verdict: str
) -> None:
    row = judged(warehouse, {"parcel_id": parcel_id, "promised_tax_wan_yuan_per_mu": least, **facts})
    assert row["tax_verdict"] == verdict


@pytest.mark.parametrize(
    ("parcel_id", "low", "high", "verdict"),
    [
        (PARCEL, 1.5, 2.0, KEPT),
        (PARCEL, None, 1.5, KEPT),
        (PARCEL, 1.6, None, BROKEN),
        (PARCEL, None, 1.4, BROKEN),
        (PARCEL, 2.0, 1.0, UNTOLD),
        (PARCEL, None, None, UNTOLD),
        (OTHER, 1.0, 2.0, NOT_DUE),
        (BARE, 1.0, 2.0, UNTOLD),
        (UNKNOWN, 1.0, 2.0, UNTOLD),
    ],
)
def test_the_floor_area_ratio_is_judged_once_built(
    warehouse: Path, parcel_id: str, low: float | None, high: float | None, verdict: str
) -> None:
    row = judged(warehouse, {"parcel_id": parcel_id, "far_min": low, "far_max": high})
    assert row["far_verdict"] == verdict


def test_without_a_data_date_only_what_happened_is_judged(warehouse: Path) -> None:
    row = judged(warehouse, {"start_due_on": "2020-01-01", "supervision_status": "逾期开工", **PAST}, None)
    assert (row["start_verdict"], row["completion_verdict"]) == (UNTOLD, UNTOLD)
    (said, *_) = promises.promises(row, None)
    assert said.remark == "快照没有数据日期，不知道是否到期"


@pytest.mark.parametrize(
    ("data_date", "last"),
    [("2023-02", date(2023, 2, 28)), ("2024", date(2024, 12, 31)), (None, None), ("", None)],
)
def test_data_reach_to_the_last_day_of_their_month_or_year(data_date: str | None, last: date | None) -> None:
    assert promises.as_of(data_date) == last


@pytest.mark.usefixtures("promised")
def test_counts_add_up_to_the_contracts_for_each_kind() -> None:
    counts = ask.counts(Selection(), UNTIL)
    assert list(counts["kind"]) == list(KINDS)
    rows = {row["kind"]: tuple(row.values())[1:] for row in all_rows(counts)}
    # contracts, kept, broken, of which undone, not due, untold
    assert rows == {
        "start": (4, 1, 1, 1, 1, 1),
        "completion": (4, 0, 1, 0, 2, 1),
        "investment": (4, 0, 1, 0, 1, 2),
        "far": (4, 1, 0, 0, 1, 2),
        "tax": (4, 1, 0, 0, 1, 2),
        "output": (4, 0, 0, 0, 0, 4),
    }
    assert promises.district(counts, UNTIL) == (
        "截至 2023-12-31，供地合同 4 宗；判得出的开工 2 宗中 1 宗按期，逾期开工 1 宗（其中还没有开工 1 宗），"
        "逾期竣工 1 宗，投资强度未达约定 1 宗。"
    )
    assert promises.share_kept(all_rows(counts)[0]) == 50.0
    assert promises.share_kept(all_rows(counts)[5]) is None


@pytest.mark.usefixtures("promised")
def test_contracts_follow_town_and_park_and_the_worst_come_first() -> None:
    everyone = ask.contracts(Selection(), UNTIL)
    assert list(everyone["contract_id"]) == ["合1", "合2", "合3", "合4"]
    assert list(everyone["broken"]) == [2, 1, 0, 0]
    assert list(ask.contracts(Selection(towns=("乙镇",)), UNTIL)["contract_id"]) == ["合2"]
    assert list(ask.contracts(Selection(parks=("S",)), UNTIL)["contract_id"]) == []
    assert list(narrowed(everyone, "completion")["contract_id"]) == ["合1"]
    assert len(narrowed(everyone, "untold")) == 4
    assert len(narrowed(everyone, "all")) == 4


@pytest.mark.usefixtures("promised")
def test_a_reader_sees_what_was_promised_what_is_and_how_far_apart() -> None:
    (row,) = all_rows(ask.of_parcel(PARCEL, UNTIL))
    said = {each.kind: each for each in promises.promises(row, UNTIL)}
    assert [(each.promise, each.fact, each.gap, each.verdict) for each in said.values()] == [
        ("2018-07-01", "2018-06-21", "早 10 天", KEPT),
        ("2020-06-01", "2020-07-01", "晚 30 天", BROKEN),
        ("≥ 300.00 万元/亩", "290.00 万元/亩", "-10.00 万元/亩", BROKEN),
        ("1.2–2", "1.50", "在范围内", KEPT),
        ("≥ 20.00 万元/亩", "26.67 万元/亩（2023 年）", "+6.67 万元/亩", KEPT),
        ("—", "—", "—", UNTOLD),
    ]
    assert said["亩均产值"].remark == "来件没有约定亩均产值"
    assert promises.summary(list(said.values())) == (
        "守约 3 项，:red[违约 2 项]（竣工、投资强度），未到期 0 项，缺数据 1 项。"
    )
    assert promises.head(row).startswith("合同 合1 · 甲厂房 · 挂牌出让 · 供地 24.00 亩 · 2018-01-10 签订")


@pytest.mark.usefixtures("promised")
def test_what_has_not_begun_counts_days_until_the_data_date_and_what_is_due_later_the_days_left() -> None:
    (second,) = all_rows(ask.of_parcel(OTHER, UNTIL))
    start, completion, investment, far, tax, _ = promises.promises(second, UNTIL)
    assert (start.fact, start.gap) == ("还没有（截至 2023-12-31）", "晚 91 天")
    assert (completion.gap, completion.verdict) == ("还有 367 天", NOT_DUE)
    assert [each.remark for each in (investment, far, tax)] == [
        "竣工时考核",
        "竣工后核定",
        "2026-01-01 达产后的整年度考核",
    ]
    assert far.promise == "≥ 1"


@pytest.mark.usefixtures("promised")
def test_the_stages_of_a_parcel_are_dated_and_what_was_late_is_marked() -> None:
    history = parcel_history.of(PARCEL, "2023")
    assert list(history.stages["stage"]) == ["供而未用", "在建", "竣工未投", "达产", "投产"]
    table = promise_tables.with_lateness(history.stages)
    assert table["days_late"].tolist()[1:3] == [-10, 30]
    assert table["days_late"].isna().tolist() == [True, False, False, True, True]
    assert list(table["entity_label"].unique()) == ["供地履约台账", "宗地"]
    figure = parcel_charts.stages(history.stages, UNTIL)
    late, planned, actual = figure.data
    assert late["x"] == ["2020-06-01", "2020-07-01", None]
    assert (len(planned["x"]), len(actual["x"])) == (3, 3)
    go.Figure(figure.to_dict())
    assert "竣工未投计划 2020-06-01、实际 2020-07-01" in parcel_charts.stage_words(history.stages)


@pytest.mark.usefixtures("promised")
def test_tax_by_user_adds_up_to_the_parcels_tax() -> None:
    users = parcel_dossier.users(PARCEL)
    figure = parcel_charts.tax_by_user(users)
    assert [trace["name"] for trace in figure.data] == ["示例甲有限公司", "示例乙有限公司"]
    assert [trace["y"] for trace in figure.data] == [[560.0], [80.0]]
    assert parcel_charts.tax_words(users) == "各使用企业分到本宗地的税收：2023 年 640.00 万元"
    go.Figure(figure.to_dict())


def test_those_beyond_six_users_are_one_grey_part_and_a_year_without_tax_is_a_gap() -> None:
    users = pd.DataFrame(
        [(2023, str(number), f"<b>{number}</b>", 10.0 - number) for number in range(8)]
        + [(2022, "0", "<b>0</b>", None)],
        columns=["year", "enterprise_id", "name", "tax_wan_yuan"],
    )
    figure = parcel_charts.tax_by_user(users)
    assert len(figure.data) == 7
    assert figure.data[0]["name"] == "&lt;b&gt;0&lt;/b&gt;"
    assert figure.data[0]["y"] == [None, 10.0]
    # The seventh and the eighth: 4 + 3.
    assert (figure.data[6]["name"], figure.data[6]["y"]) == ("其他 2 户", [None, 7.0])


@pytest.mark.usefixtures("promised")
def test_the_chart_of_kinds_and_the_files_hold_every_contract() -> None:
    counts = ask.counts(Selection(), UNTIL)
    figure = promise_charts.by_kind(counts)
    assert sum(sum(trace["x"]) for trace in figure.data) == 4 * len(KINDS)
    go.Figure(figure.to_dict())
    assert "开工：守约 1、违约 1、未到期 1、缺数据 1" in promise_charts.words(counts)
    listed, counted = (sheet.filled().rows() for sheet in sheets(Selection(), UNTIL))
    assert list(listed["firm"].dropna()) == ["示例甲有限公司", "示例乙有限公司", "<b>外来</b>公司"]
    assert list(counted["label"]) == list(KINDS.values())
    screen = Screen("履约", None, (), build_info(), "")
    assert "亩均税收" in screen.confidential(sheets(Selection(), UNTIL))


@pytest.mark.usefixtures("promised")
def test_the_dossiers_workbook_has_promises_contracts_and_stages() -> None:
    parcel = parcel_dossier.parcel(PARCEL)
    assert parcel is not None
    book = {
        sheet.title: sheet.filled().rows()
        for sheet in dossier_book.of_parcel(
            parcel,
            parcel_dossier.years(PARCEL),
            parcel_dossier.users(PARCEL),
            parcel_history.of(PARCEL, "2023"),
            ask_firm.issues(PARCEL),
            parcel_dossier.sources(PARCEL),
        )
    }
    assert list(book["履约"]["verdict"]) == [KEPT, BROKEN, BROKEN, KEPT, KEPT, UNTOLD]
    assert list(book["供地合同"]["contract_id"]) == ["合1"]
    assert len(book["阶段历程"]) == 5
    assert "供地合同" in set(book["来源"]["table_label"])
