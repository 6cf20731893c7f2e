"""Plans saved on the bench of 四个一批: a link opens one, a frozen one stays what it was, a broken ledger breaks no page."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard import batch_saved, database, saved_plans
from dashboard.queries import batches
from dashboard.saved_plans import PlanError, SavedPlan
from tests.dashboard import batches as hand
from tests.pages.test_pages import metrics, visit, words

PAGE = "four_batches.py"
FIRST, SECOND = "20240401T080000Z-1", "20240501T080000Z-2"
# 甲 and 乙 pay half of what they paid: both are below X.
LATER = {
    **hand.DISTRICT,
    "enterprise_year": [
        {**row, "tax_wan_yuan": row["tax_wan_yuan"] / 2, "tax_paid_wan_yuan": row["tax_wan_yuan"] / 2}
        if row["enterprise_id"] in hand.IDS[:2] and isinstance(row["tax_wan_yuan"], (int, float))
        else row
        for row in hand.FIGURES
    ],
}


@pytest.fixture
def saved(warehouse: Path) -> SavedPlan:
    """A plan with X = 21, saved on the first build."""
    hand.publish(warehouse)
    bench = replace(batches.of_plan(hand.PLAN), x=21.0)
    return saved_plans.save(
        "试算二十一", hand.PLAN, batch_saved.parameters(bench), FIRST, 2023, "某人", "备注"
    )


def freeze(plan: SavedPlan) -> SavedPlan:
    return batch_saved.freeze(plan, "某人", FIRST, 2023, "区政府常务会议", date(2024, 4, 2), "〔2024〕3号")


def test_a_saved_plan_is_the_bench_that_was_saved(saved: SavedPlan) -> None:
    assert batch_saved.bench_of(saved) == replace(batches.of_plan(hand.PLAN), x=21.0)


def test_a_link_opens_a_saved_plan_and_what_is_changed_is_said_against_it(saved: SavedPlan) -> None:
    app = visit(PAGE, plan=saved.name)
    assert app.number_input(key="bx").value == 21
    assert metrics(app)["关闭"].startswith("3 ")
    assert "与方案一致" in words(app)
    app.number_input(key="bx").set_value(19).run()
    assert "X **19 万元/亩**（方案 21 万元/亩）" in words(app)


def test_picking_another_plan_sets_every_control(saved: SavedPlan) -> None:
    app = visit(PAGE)
    app.number_input(key="bo").set_value(5_000).run()
    app.selectbox(key="plan").select(batch_saved.code(saved)).run()
    assert (app.number_input(key="bx").value, app.number_input(key="bo").value) == (21, 2_000)
    app.selectbox(key="plan").select(hand.PLAN).run()
    assert app.number_input(key="bx").value == 20


def test_a_saved_plan_can_be_compared_with_the_bench(saved: SavedPlan) -> None:
    app = visit(PAGE, batch_view="方案对比")
    assert app.selectbox(key="against").options == [f"{saved.name}（保存的）"]
    assert "**2 户**换类" in words(app)


def test_a_frozen_plan_is_read_only_and_stays_what_it_was(warehouse: Path, saved: SavedPlan) -> None:
    frozen = freeze(saved)
    assert (warehouse / FIRST / "KEEP").exists(), "its build is not cleared away"
    hand.publish(warehouse, LATER, SECOND)
    database.unpin()
    now = visit(PAGE)
    assert metrics(now)["搬迁"].startswith("0 "), "the new data are on the screen otherwise"
    assert "亩均税收 20 万元/亩以上 **0 户**" in words(now)
    app = visit(PAGE, plan=frozen.name)
    assert not app.number_input
    said = words(app)
    assert "2024-04-02 经区政府常务会议审定" in said.replace("\\", "")
    assert "各类合计与定稿时存下的一致" in said
    assert f"按构建 {FIRST}" in said.replace("\\", "")
    assert metrics(app)["关闭"].startswith("3 ")
    with pytest.raises(PlanError):
        saved_plans.update(replace(frozen, name="别的"), "某人")


def test_a_frozen_plan_whose_build_is_gone_says_so_and_shows_its_totals(
    warehouse: Path, saved: SavedPlan
) -> None:
    frozen = freeze(saved)
    hand.publish(warehouse, LATER, SECOND)
    shutil.rmtree(warehouse / FIRST)
    database.unpin()
    app = visit(PAGE, plan=frozen.name)
    assert not app.exception
    assert "已不在" in words(app)
    (table,) = app.dataframe
    assert dict(zip(table.value["suggested_batch"], table.value["firms"], strict=True))["关闭"] == 3


def test_totals_that_differ_from_the_stored_ones_are_named(saved: SavedPlan) -> None:
    now = batch_saved.totals(batch_saved.bench_of(saved), 2023)
    assert batch_saved.differing(now, now) == []
    assert batch_saved.differing({**now, "关闭": {**now["关闭"], "firms": 99.0}}, now) == ["关闭"]
    assert batch_saved.differing({**now, "提升": {}}, now) == ["提升"]


def test_a_build_that_cannot_be_marked_is_not_frozen_on(warehouse: Path, saved: SavedPlan) -> None:
    with pytest.raises(PlanError, match=r"没有定稿.*已不在"):
        batch_saved.freeze(saved, "某人", "20200101T000000Z-9", 2023, "会议", date(2024, 4, 2), "")
    assert warehouse.exists()


def test_a_ledger_that_cannot_be_read_leaves_the_page_readable(warehouse: Path, ledger: Path) -> None:
    hand.publish(warehouse)
    ledger.parent.mkdir(parents=True)
    ledger.write_text("not a database", encoding="utf-8")
    app = visit(PAGE)
    assert not app.exception
    assert "读不了保存的方案" in words(app)
    assert metrics(app)["关闭"].startswith("2 ")


def test_others_are_offered_no_plan_that_is_only_tried_out(saved: SavedPlan) -> None:
    assert saved.name not in visit(PAGE, share="true").selectbox(key="plan").options
    freeze(saved)
    assert saved.name in visit(PAGE, share="true").selectbox(key="plan").options
