"""四个一批: every tab in every state of the data, what the bench changes, what others may see, the workbook."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dashboard import batch_book, batch_outward, batch_sentences, database, handout, outward
from dashboard.batch_bench import Setting
from dashboard.handout import Errand, Screen
from dashboard.queries import batch_counts, batch_lists, batches, snapshot
from dashboard.selection import Selection
from tests.dashboard import batches as hand
from tests.dashboard import snapshot as small
from tests.pages.test_dossiers import visit as visit_dossier
from tests.pages.test_outward import everything
from tests.pages.test_pages import metrics, visit, words

PAGE = "four_batches.py"
VIEWS = ("漏斗与分类", "名单", "临界", "镇街片区", "方案对比", "待核实", "不宜定类", "预警", "方案")
NEVER = re.compile(r"有限公司|91350104")


@pytest.mark.parametrize("state", small.STATES)
def test_a_snapshot_without_plans_says_so(warehouse: Path, state: str) -> None:
    small.publish(warehouse, small.STATES[state])
    app = visit(PAGE)
    assert not app.exception
    assert "没有四个一批的方案" in words(app)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("state", small.STATES)
def test_a_tab_draws_in_every_state_of_the_data(warehouse: Path, state: str, view: str) -> None:
    hand.publish(warehouse, small.STATES[state])
    app = visit(PAGE, batch_view=view)
    assert not app.exception
    assert "nan" not in words(app).lower()
    assert not any("nan" in value.lower() for value in metrics(app).values())


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("sample")
def test_the_sample_district_fills_every_tab(view: str) -> None:
    for query in ({}, {"bx": "25", "barea": "只按实测", "orient_restricted": "true"}):
        app = visit(PAGE, batch_view=view, **query)
        assert not app.exception
        assert "nan" not in words(app).lower()
        assert "不是可选的值" not in words(app)


def test_the_sentence_of_the_report_has_live_numbers(warehouse: Path) -> None:
    hand.publish(warehouse)
    assert (
        "2023 年摸底 **7 户**，其中亩均税收 20 万元/亩以上 **2 户**，符合产值、税收、产业导向 **2 户**。"
        "建议搬迁 1、提升 0、关闭 2、恢复 1（合计 4 户、25 亩）；另有保留 1、待核实 1、不宜定类 1。"
    ) in words(visit(PAGE))


def test_another_line_changes_the_counts_says_so_and_goes_back(warehouse: Path) -> None:
    hand.publish(warehouse)
    app = visit(PAGE)
    assert metrics(app)["关闭"].startswith("2 ")
    app.number_input(key="bx").set_value(21).run()
    assert metrics(app)["关闭"].startswith("3 "), (
        "乙 is below the line on land that is no longer for industry"
    )
    assert "X **21 万元/亩**（方案 20 万元/亩）" in words(app)
    app.button(key="bench_reset").click().run()
    assert metrics(app)["关闭"].startswith("2 ")
    app.slider(key="bx_drag").set_value(21.5).run()
    assert app.number_input(key="bx").value == 21.5


def test_a_link_opens_the_same_bench(warehouse: Path) -> None:
    hand.publish(warehouse)
    app = visit(PAGE, bx="19", bo="5000", orient_restricted="true", batch_view="方案对比")
    assert (app.number_input(key="bx").value, app.number_input(key="bo").value) == (19, 5000)
    assert app.checkbox(key="orient_restricted").value
    assert "产值 **5,000 万元**（方案 2,000 万元）" in words(app)
    assert "换类" in words(app)


@pytest.mark.parametrize("hostile", ["nan", "inf", "-5", "<script>", "20; DROP TABLE"])
def test_a_hostile_line_falls_away(warehouse: Path, hostile: str) -> None:
    hand.publish(warehouse)
    app = visit(PAGE, bx=hostile)
    assert not app.exception
    assert app.number_input(key="bx").value == 20


@pytest.mark.usefixtures("sample")
def test_a_plan_that_is_not_filled_in_says_what_to_enter_and_where() -> None:
    said = words(visit(PAGE, plan="福州中心城区（待录入）"))
    assert "需要区里录入：亩均税收门槛 X" in said
    assert "data/reference/plans/fuzhou.toml" in said


def test_a_choice_without_surveyed_enterprises_says_what_to_do(warehouse: Path) -> None:
    hand.publish(warehouse, {**hand.DISTRICT, "enterprise": hand.ENTERPRISES[7:], "enterprise_land": ()})
    app = visit(PAGE, size="大型")
    assert not app.exception
    assert "没有摸底企业" in words(app)


def test_a_district_without_years_says_which_files_are_missing(warehouse: Path) -> None:
    hand.publish(warehouse, small.REGISTER_ONLY)
    assert "企业税收" in words(visit(PAGE))


@pytest.mark.parametrize("view", VIEWS)
def test_others_see_no_enterprise_and_no_bench(warehouse: Path, view: str) -> None:
    hand.publish(warehouse)
    app = visit(PAGE, share="true", batch_view=view, bx="21")
    assert not app.exception
    assert not NEVER.search(everything(app))
    assert not app.number_input
    assert not app.slider


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("sample")
def test_others_see_no_enterprise_on_the_sample(view: str) -> None:
    assert not NEVER.search(everything(visit(PAGE, share="true", batch_view=view)))


def test_others_see_no_class_of_few(warehouse: Path) -> None:
    hand.publish(warehouse)
    app = visit(PAGE, share="true")
    assert all("户" in value and "—" in value for value in metrics(app).values() if not value.startswith("0"))
    assert "亩均税收 20 万元/亩以上" not in words(app), "the step loses five, the next none, and keeps two"


@pytest.mark.usefixtures("sample")
def test_the_workbook_holds_what_the_screen_shows() -> None:
    database.unpin()
    own = batches.of_plan(hand.PLAN)
    plan = next(each for each in batches.plans() if each.plan_id == hand.PLAN)
    setting, chosen = Setting(plan, own, own), Selection(year=2023)
    counts = batch_counts.counts(chosen, own)
    found, shares = batch_counts.funnel(counts), batch_counts.split(counts)
    caliber = batch_sentences.caliber(plan, own, own)
    screen = Screen("四个一批", 2023, (), snapshot.build_info(), caliber)
    sheets = batch_book.sheets(chosen, setting, found, shares)
    for sheet in sheets:
        assert {column.name for column in sheet.columns} <= set(sheet.rows().columns), sheet.title
    data = handout.xlsx(screen, Errand("某人", "测试"), sheets, "x.xlsx").data
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    assert set(book.sheetnames) >= {
        "指标", "漏斗", "分类汇总", "名单", "临界", "镇街", "待核实", "不宜定类", "预警", "方案规则",
    }  # fmt: skip
    assert book["名单"].max_row - 1 == found.surveyed
    assert book["临界"].max_row - 1 == len(batch_lists.near_line(chosen, own))
    about = {row[0]: row[1] for row in book["说明"].iter_rows(max_col=2, values_only=True) if row[0]}
    for told in ("default-cautious", "版本 1", "X 20 万元/亩", "产值 2,000 万元", "鼓励、允许"):
        assert told in str(about["口径"])


def test_a_dossier_says_what_each_plan_suggests(warehouse: Path) -> None:
    hand.publish(warehouse)
    said = words(visit_dossier("enterprise_dossier.py", hand.IDS[2])).replace("\\", "")
    assert "2023 年建议 **关闭**：所在宗地不再作工业用，又没有达标（未达：亩均税收、产值、税收）" in said
    assert "预警：连续2年低于20.0万元/亩" in said
    outside = words(visit_dossier("enterprise_dossier.py", hand.IDS[0]))
    assert "建议 **保留**" in outside


def test_a_loss_of_few_hides_the_other_half_of_its_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outward, "is_on", lambda: True)
    lost = pd.DataFrame({"criterion": ["亩均税收", "产值"], "failed": [40, 9], "missing": [2, 0]})
    found = batch_counts.Funnel(100, 58, 49, (), (), lost)
    shown = batch_outward.lost(found).lost
    assert shown["failed"].isna().tolist() == [True, False]
    assert shown["missing"].isna().tolist() == [True, False]
