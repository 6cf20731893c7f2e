"""One number, one query: each indicator reckoned by hand, and the same on page, in export, report and annex."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pytest

from dashboard import (
    batch_sentences,
    cards,
    carrier_book,
    chain_cards,
    chain_tables,
    database,
    growth_book,
    growth_cards,
    operation_book,
    overview_book,
    overview_cards,
    project_book,
    report_book,
    report_template,
    service_book,
    service_cards,
    target_book,
    target_sums,
    works_book,
    works_cards,
    yearly_report,
)
from dashboard import growth_sums as growth_totals
from dashboard.cards import Card
from dashboard.indicators import INDICATORS, Indicator
from dashboard.lots import LotSelection
from dashboard.queries import (
    batch_counts,
    batches,
    chain_projects,
    chains,
    enterprises,
    growth,
    lot_league,
    projects,
    service_sums,
    services,
    snapshot,
    works,
    works_sums,
)
from dashboard.queries.chains import View
from dashboard.report_figures import BLANKS
from dashboard.selection import Selection
from dashboard.workbook import Sheet
from etl.contracts import CONTRACTS
from tests.dashboard import by_hand as by_hand_sql
from tests.dashboard import lines_by_hand
from tests.dashboard.cases import DECISION, moved, opened

YEAR, CHAIN = 2023, "biomed"
DISTRICT = Selection(year=YEAR)
OF_CHAIN = replace(DISTRICT, chains=(CHAIN,))
BY_HAND: Mapping[str, str] = {**by_hand_sql.BY_HAND, **lines_by_hand.BY_HAND}
# What people keep in the ledger of cases is not in the snapshot.
OF_CASES = ("batch_done", "batch_done_mu", "freed_mu")


@pytest.fixture(autouse=True)
def sample(built_sample: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(built_sample))
    database.unpin()
    yield built_sample
    database.unpin()


def question(built_sample: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    (file,) = built_sample.glob("*/warehouse.duckdb")
    with duckdb.connect(str(file), read_only=True, config=database.LOCKED_DOWN) as connection:
        return connection.execute(sql, values).fetchall()


def by_hand(built_sample: Path, code: str) -> float:
    ((found,),) = question(built_sample, {**BY_HAND, **lines_by_hand.OWN_BY_HAND}[code])
    return float(found)


def value(code: str) -> float:
    found = INDICATORS[code].value(OF_CHAIN if code.startswith("chain_") else DISTRICT)
    assert found is not None, code
    return found


@pytest.mark.parametrize("code", BY_HAND)
def test_an_indicator_is_what_its_rule_comes_to_by_hand(built_sample: Path, code: str) -> None:
    assert value(code) == pytest.approx(by_hand(built_sample, code))


def test_the_gap_in_the_middle_of_all_targets_is_what_each_comes_to_by_hand(built_sample: Path) -> None:
    gap = lines_by_hand.gap_by_hand(partial(question, built_sample), partial(by_hand, built_sample))
    assert value("target_gap") == pytest.approx(gap)


def test_every_indicator_is_reckoned_by_hand() -> None:
    assert set(BY_HAND) | {*OF_CASES, "target_gap"} == set(INDICATORS)


def shown(card: Card) -> str:
    """The number of a card without the marks that only a screen reads."""
    return card.value.replace(":small[", "").replace("]", "")


def of_service(kind: str) -> tuple[Card, ...]:
    told = services.told_on(kind)
    assert told is not None
    asked = services.Asked(kind, DISTRICT, told)
    return service_cards.CARDS[kind](service_sums.totals(asked), asked)


def of_works() -> tuple[Card, ...]:
    told = works.told_on()
    assert told is not None
    asked = works.Asked((), told)
    return works_cards.of(
        works_sums.totals(asked), works_cards.target_until(works_book.years(asked), told.year)
    )


def of_growth() -> growth.Asked:
    told = growth.told_on()
    assert told is not None
    return growth.Asked(DISTRICT, told)


def of_pool() -> tuple[Card, ...]:
    asked = of_growth()
    rows = growth.pool(asked)
    return growth_cards.pool(rows, growth_totals.entries(asked, rows), asked)[0]


def of_overview() -> tuple[Card, ...]:
    now, goals = enterprises.figures(DISTRICT), overview_cards.targets(DISTRICT)
    return (
        *overview_cards.six(DISTRICT, now, None, goals),
        *cards.coverages(now, snapshot.build_info()),
    )


def of_chain() -> tuple[Card, ...]:
    return chain_cards.of_chain(chains.whole(View(DISTRICT, CHAIN)))


CARDS: Mapping[str, tuple[Callable[[], Sequence[Card]], str]] = {
    "tax_mu_w": (of_overview, "亩均税收"),
    "cover_area": (of_overview, "面积覆盖率"),
    "cover_tax": (of_overview, "税收匹配率"),
    "reserve_mu_cleared": (of_works, "已净地"),
    "upgrade_n": (of_pool, "完成"),
    "claim_days": (lambda: of_service("policy_claim"), "平均兑现"),
    "ticket_rate": (lambda: of_service("ticket"), "办结率"),
    "ticket_late": (lambda: of_service("ticket"), "超期"),
    "visit_cover": (lambda: of_service("visit"), "规上走访覆盖"),
    "hazard_rate": (lambda: of_service("hazard"), "整改率"),
    "chain_complete": (of_chain, "完整度"),
    **lines_by_hand.CARDS,
}


@pytest.mark.parametrize("code", CARDS)
def test_the_card_of_its_page_shows_an_indicator_to_the_last_digit(code: str) -> None:
    of_page, label = CARDS[code]
    card = next(each for each in of_page() if each.label.startswith(label))
    found = re.search(r"(▼ |−)?([\d,]+\.?(\d*))", shown(card))
    assert found is not None
    number = float(found[2].replace(",", "")) * (-1 if found[1] else 1)
    assert number == round(value(code), len(found[3]))


def test_the_card_of_money_says_it_in_whole_wan_yuan_and_the_sentence_to_the_last_digit() -> None:
    paid = next(card for card in of_service("policy_claim") if card.label == "已兑现")
    assert shown(paid) == "1,451 万元"
    assert INDICATORS["claim_paid"].said(value("claim_paid")) == "1,451.20 万元"
    output = next(card for card in lines_by_hand.running() if card.label == "累计产值")
    assert shown(output) == f"{value('out_cum') / 10_000:.1f} 亿元"
    done = next(card for card in lines_by_hand.upgrades() if card.label == "技改投资完成")
    assert shown(done) == f"{value('tech_inv'):,.0f} 万元"


def test_electricity_and_falling_firms_stand_on_their_page_beside_other_numbers() -> None:
    power = next(card for card in lines_by_hand.running() if card.label == "12 月用电")
    assert power.note == f"同比 ▲ {value('power_yoy'):.1f}%"
    cards_of = {card.label: card for card in lines_by_hand.falling()}
    falling = [int(shown(cards_of[f"{colour}色"]).split(" ")[0]) for colour in ("蓝", "橙", "红")]
    assert sum(falling) == value("decline_n")


def rows_of(sheets: Sequence[Sheet], title: str) -> list[dict[str, Any]]:
    return database.all_rows(next(each for each in sheets if each.title == title).rows())


def test_the_workbooks_of_the_pages_hold_the_same_numbers() -> None:
    now, goals = enterprises.figures(DISTRICT), overview_cards.targets(DISTRICT)
    trend = enterprises.trend(DISTRICT, snapshot.years())
    of_district = {
        row["label"]: row["value"]
        for row in rows_of(overview_book.sheets(DISTRICT, now, trend, goals, of_overview()), "指标卡")
    }
    assert of_district["亩均税收"] == value("tax_mu_w")
    assert of_district["面积覆盖率"] == value("cover_area")
    floor = rows_of(
        works_book.sheets(works.Asked((), INDICATORS["new_floor"].period(DISTRICT).on)), "新增厂房年度"
    )
    assert next(row["gained_m2"] for row in floor if row["year"] == YEAR) / 10_000 == value("new_floor")
    entered = rows_of(growth_book.sheets(of_growth()), "小升规年度")
    assert next(row["entered"] for row in entered if row["year"] == YEAR) == value("upgrade_n")
    ladder = rows_of(growth_book.sheets(of_growth()), "荣誉阶梯")
    rungs = ("innovative_sme", "specialised", "little_giant", "champion")
    assert sum(row["firms"] for row in ladder if row["honour_code"] in rungs) == value("honour_n")
    ticket = services.Asked("ticket", DISTRICT, INDICATORS["ticket_rate"].period(DISTRICT).on)
    numbers = {
        row["item"]: row["shown"]
        for row in rows_of(service_book.sheets(ticket, of_service("ticket")), "合计")
    }
    assert numbers["办结率"] == f"{value('ticket_rate'):.1f} %"
    of_chain = {row["chain_id"]: row for row in database.all_rows(chains.totals(View(DISTRICT, "")))}[CHAIN]
    assert {"cr4_pct", "hhi"} <= {column.name for column in chain_tables.CHAINS}
    assert of_chain["cr4_pct"] == value("chain_cr4")
    assert of_chain["hhi"] == value("chain_hhi")


def test_the_workbooks_of_the_lines_of_work_hold_the_same_numbers() -> None:
    returns = operation_book.sheets(lines_by_hand.DECEMBER)
    firms = rows_of(returns, "企业贡献")
    assert sum(row["output_cum_wan_yuan"] or 0 for row in firms) == pytest.approx(value("out_cum"))
    assert sum(row["contribution"] or 0 for row in firms) == pytest.approx(value("contrib"))
    colours = {row["decline_colour"]: row["computed"] for row in rows_of(returns, "四色")}
    assert colours["蓝"] + colours["橙"] + colours["红"] == value("decline_n")
    assert rows_of(returns, "月度走势")[-1]["electricity_yoy"] == pytest.approx(value("power_yoy"))
    asked = lines_by_hand.asked()
    (year,) = (
        row for row in rows_of(project_book.sheets(asked), "年度计划和完成")
        if (row["kind"], row["year"]) == ("技改", YEAR)
    )  # fmt: skip
    assert (year["done_wan_yuan"], year["done_pct"]) == (value("tech_inv"), value("tech_inv_done"))
    (cohort,) = (row for row in rows_of(project_book.sheets(asked), "招商转化") if row["year"] == YEAR)
    assert cohort["landed_pct"] == value("invest_conv_landed")
    assert cohort["signed_pct"] == value("invest_conv_signed")
    assert rows_of(carrier_book.sheets(asked), "厂房各季度")[-1]["vacancy_pct"] == value("vacant_rate")
    goals = rows_of(target_book.sheets(target_sums.Asked(YEAR, asked.on)), "目标")
    gaps = [row["gap_points"] for row in goals if row["gap_points"] is not None]
    assert median(gaps) == pytest.approx(value("target_gap"))


def test_the_same_projects_fill_gaps_on_both_pages_and_renewals_of_a_chain_are_those_of_its_firms() -> None:
    asked = lines_by_hand.asked()
    leads = projects.leads(asked)
    by_chain = {
        chain.chain_id: chain_projects.investments(View(DISTRICT, chain.chain_id))
        for chain in chains.chains()
    }
    filling = {project for rows in by_chain.values() for project in rows.loc[rows["fills"], "project_id"]}
    assert filling == set(leads.loc[leads["fills"], "project_id"])
    listed = chain_projects.upgrades(View(DISTRICT, CHAIN))
    assert projects.tech_inv(replace(asked, selection=OF_CHAIN)).done_wan_yuan == pytest.approx(
        listed["year_done_wan_yuan"].sum()
    )


def test_the_sentence_of_the_four_batches_counts_the_same_firms() -> None:
    bench = batches.of_plan(batches.plans()[0].plan_id)
    found = batch_counts.funnel(batch_counts.counts(DISTRICT, bench))
    steps = [value(code) for code in ("n_surveyed", "n_pass_tax", "n_pass_all")]
    assert re.findall(r"\*\*(\d+) 户\*\*", batch_sentences.steps(YEAR, found, bench)) == [
        f"{step:.0f}" for step in steps
    ]


def test_the_far_of_all_parks_together_is_between_those_of_the_parks() -> None:
    parks = lot_league.league(LotSelection(DISTRICT), "park")["far"].dropna()
    assert parks.min() < value("far_now") < parks.max()


def test_the_report_and_its_annex_say_an_indicator_in_the_same_words() -> None:
    template = report_template.read(report_template.TEMPLATE, BLANKS, CONTRACTS)
    written = yearly_report.write(template, DISTRICT)
    used: dict[str, str] = {
        each.indicator.code: said.sentence
        for paragraph in written
        for said in paragraph.said
        for each in said.told
        if not said.withheld
    }
    listed = {
        each.indicator.code: each for each in report_book.annex(DISTRICT) if "｜" not in each.indicator.name
    }
    told: dict[str, Indicator] = {code: INDICATORS[code] for code in INDICATORS if code in used}
    assert {
        "n_surveyed",
        "tax_mu_w",
        "new_floor",
        "upgrade_n",
        "ticket_rate",
        "visit_cover",
        "out_cum",
        "contrib",
        "decline_n",
        "tech_inv",
        "invest_conv_landed",
        "target_gap",
    } <= set(told)
    for code, indicator in told.items():
        assert indicator.said(value(code)) in used[code]
        assert listed[code].value == value(code)


@pytest.mark.usefixtures("ledger")
def test_batches_are_done_by_cases_and_by_land_of_those_that_are_decided() -> None:
    # Of two decided cases one is signed off, having freed 12 of its 30 mu; the other is to free 30. A third is not decided.
    steps = ("已摸底", "已核实", "建议分类", "专班会审", "政府审定")
    firm = enterprises.rows(DISTRICT, 3).to_pandas()["enterprise_id"].tolist()
    done, under_way = (moved(moved(opened(each), *steps[:4]), "政府审定", **DECISION) for each in firm[:2])
    opened(firm[2])
    planned = {
        "unit": "工信局",
        "planned_start": DECISION["decided_on"],
        "planned_end": DECISION["decided_on"],
    }
    done = moved(
        done, "已签约告知", "实施中", "验收", **planned, leader="某某", actual_start=DECISION["decided_on"]
    )
    moved(done, "销号", actual_end=DECISION["decided_on"], freed_mu=12.0, disposal="收储", evidence="纪要")
    assert under_way.final_batch == "关闭"
    assert value("batch_done") == 50
    assert value("freed_mu") == 12
    assert value("batch_done_mu") == pytest.approx(100 * 12 / 60)
