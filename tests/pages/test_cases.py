"""处置台账 and 进度 on the sample district, run by Streamlit itself: taken up, decided, refused, late, outward."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import case_desk
from dashboard.cases import store
from dashboard.cases.record import Case
from dashboard.queries import case_facts
from dashboard.queries import snapshot as questions
from tests.dashboard import batches, snapshot
from tests.dashboard.cases import DECISION, moved, opened
from tests.pages.test_pages import visit, words

PAGE = "four_batches.py"


def ledger_page(**query: str) -> AppTest:
    return visit(PAGE, batch_view="处置台账", **query)


def said(app: AppTest) -> str:
    return words(app) + "\n".join(str(element.value) for element in app.error)


def with_case_open(case: Case) -> AppTest:
    """The page with the case opened as a click on its row opens it, which no test can do without a browser."""
    app = ledger_page()
    app.session_state[case_desk.ONE] = case_desk.Desk((case,), (case,), 1)
    return app.run()


def field(app: AppTest, kind: str, name: str) -> object:
    """The widget of a field of the open case."""
    (found,) = [
        each for each in app.get(kind) if str(each.key).endswith(f"_{name}") and "case_" in str(each.key)
    ]
    return found


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [each for each in app.button if each.label == label]
    return button.click().run()


@pytest.mark.parametrize("view", ["处置台账", "进度"])
def test_the_ledger_stays_in_view_on_a_snapshot_of_a_register_alone(warehouse: Path, view: str) -> None:
    batches.publish(warehouse, snapshot.REGISTER_ONLY)
    opened()
    app = visit(PAGE, batch_view=view)
    assert not app.exception
    assert [tab.label for tab in app.tabs] == ["处置台账", "进度"]
    assert ("案件 **1**" if view == "处置台账" else "立案 **1 户**") in words(app)
    assert "从建议立案" not in [button.label for button in app.button]


@pytest.mark.parametrize("view", ["处置台账", "进度"])
@pytest.mark.parametrize("state", snapshot.STATES)
def test_a_tab_draws_in_every_state_of_the_data(warehouse: Path, state: str, view: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    assert not visit(PAGE, batch_view=view).exception


def test_an_empty_ledger_says_how_to_begin(sample: Path) -> None:
    assert "点“从建议立案”" in words(ledger_page())
    assert "先在“处置台账”里点“从建议立案”" in words(visit(PAGE, batch_view="进度"))


def test_suggestions_become_cases_with_what_the_snapshot_knows(sample: Path) -> None:
    app = ledger_page()
    app.session_state["case_opening"] = True
    app.run()
    app.multiselect(key="opening_batch").set_value(["搬迁"]).run()
    app.text_input(key="opening_why").set_value("专班会议").run()
    press(app, "为 5 户立案")
    cases = store.cases()
    assert len(cases) == 5
    for each in cases:
        assert (each.suggested_batch, each.state, each.plan_id) == ("搬迁", "建议分类", "default-cautious")
        assert None not in (
            each.uscc,
            each.occupied_mu,
            each.tax_per_mu_before,
            each.location,
            each.current_use,
        )
        assert each.suggested_reason is not None
        assert each.suggested_reason.endswith("（方案第 1 版）")
    assert "案件 **5**" in words(app)


def test_a_decision_is_kept_with_its_step_and_stands_in_the_history(sample: Path) -> None:
    case = moved(opened(suggested_batch="关闭"), "已摸底", "已核实", "建议分类", "专班会审")
    app = with_case_open(case)
    field(app, "selectbox", "final_batch").set_value("关闭")  # type: ignore[attr-defined]
    field(app, "text_input", "decided_by").set_value("区政府常务会议")  # type: ignore[attr-defined]
    field(app, "date_input", "decided_on").set_value(date(2026, 3, 2))  # type: ignore[attr-defined]
    field(app, "text_area", "reason").set_value("连续两年亩均税收不到 3 万元")  # type: ignore[attr-defined]
    app = press(app, "进到“政府审定”")
    now = store.case(case.case_id)
    assert now is not None
    assert (now.state, now.final_batch, now.version) == ("政府审定", "关闭", case.version + 1)
    assert "审定分类：— → 关闭" in app.dataframe[-1].value["changes"].iloc[0]


def test_only_the_steps_of_the_workflow_are_offered(sample: Path) -> None:
    app = with_case_open(opened())
    steps = {each.label for each in app.button if str(each.key).startswith("case_to_")}
    assert steps == {"进到“已摸底”", "转“暂缓”", "转“异议”", "转“调出”"}


def test_what_breaks_a_rule_is_said_and_what_was_typed_stays(sample: Path) -> None:
    case = opened()
    app = with_case_open(case)
    field(app, "number_input", "freed_mu").set_value(31.0)  # type: ignore[attr-defined]
    app = press(app, "保存")
    assert "处置面积 31.00 亩 大于占地面积 30.00 亩" in said(app).replace("\\", "")
    assert field(app, "number_input", "freed_mu").value == 31.0  # type: ignore[attr-defined]
    assert store.cases() == [case]


def test_the_second_editor_sees_the_change_of_the_first_and_loses_nothing(sample: Path) -> None:
    case = opened()
    app = with_case_open(case)
    store.save(replace(case, unit="资规局"), "li@example.cn")
    field(app, "text_area", "remark").set_value("我的备注")  # type: ignore[attr-defined]
    app = press(app, "保存")
    assert "li@example.cn" in said(app).replace("\\", "")
    assert field(app, "text_area", "remark").value == "我的备注"  # type: ignore[attr-defined]
    conflict = next(each.value for each in app.dataframe if "theirs" in each.value)
    assert conflict[["field", "before", "theirs", "mine"]].to_numpy().tolist() == [
        ["计划实施单位", "—", "资规局", "—"]
    ]
    app = press(press(app, "载入对方的修改，保留我填的"), "保存")
    (now,) = store.cases()
    assert (now.unit, now.remark, now.version) == ("资规局", "我的备注", 3)


def test_a_case_whose_enterprise_has_vanished_is_shown_and_marked(sample: Path) -> None:
    opened("gone", name="示例消失有限公司")
    app = ledger_page()
    assert "1 户在当前快照里已经没有（示例消失有限公司）" in words(app)
    assert app.dataframe[0].value["mark"].tolist() == ["快照中已无"]


def late_case() -> Case:
    yesterday = date.today() - timedelta(days=1)
    return moved(opened(), "已摸底", deadline=yesterday, unit="城门镇")


def test_a_late_case_is_marked_counted_and_on_the_red_list_with_its_owner(sample: Path) -> None:
    late_case()
    app = ledger_page()
    assert ":red[超期 **1**]" in words(app)
    assert app.dataframe[0].value["mark"].tolist()[0].startswith("超期 1 天")
    listed = next(
        each.value for each in visit(PAGE, batch_view="进度").dataframe if "days_late" in each.value
    )
    assert listed[["unit", "days_late"]].to_numpy().tolist() == [["城门镇", 1]]


def test_progress_says_how_many_are_where_and_how_much_land(sample: Path) -> None:
    moved(
        opened(), "已摸底", "已核实", "建议分类", "专班会审", "政府审定", "已签约告知",
        **DECISION, to_free_mu=20.0, freed_mu=5.0,
    )  # fmt: skip
    opened("e2")
    text = words(visit(PAGE, batch_view="进度"))
    assert "立案 **2 户**，已定类 **1 户**" in text
    assert "应腾 **20.00 亩**，已腾 **5.00 亩**" in text


def test_a_late_case_is_the_fourth_early_warning(sample: Path) -> None:
    assert "处置超期" not in words(visit(PAGE, batch_view="预警"))
    late_case()
    assert "处置超期 1 户，按台账今天的时限，超过 0 天算" in words(visit(PAGE, batch_view="预警"))


def test_the_page_of_an_enterprise_shows_its_case_and_history(sample: Path) -> None:
    facts = case_facts.of_year("default-cautious", 2023)
    firm = str(facts["enterprise_id"].iloc[0])
    assert "四个一批案件" not in [each.value for each in visit("enterprise_dossier.py", id=firm).subheader]
    moved(opened(firm), "已摸底", unit="资规局")
    app = visit("enterprise_dossier.py", id=firm)
    assert not app.exception
    assert "四个一批案件" in [each.value for each in app.subheader]
    assert "资规局" in words(app)
    history = next(each.value for each in app.dataframe if "to_state" in each.value)
    assert history["to_state"].tolist() == ["已摸底", "待摸底"]


def test_the_side_bar_narrows_the_ledger_by_the_case_own_town_when_its_enterprise_is_gone(
    sample: Path,
) -> None:
    opened("gone", town="甲街道")
    assert "案件 **1**" in words(ledger_page())
    town = snapshot_town()
    assert "案件 **0**" in words(ledger_page(town=town))


def snapshot_town() -> str:
    return next(iter(questions.choices().towns))


def test_others_see_neither_the_ledger_nor_its_progress(sample: Path) -> None:
    opened(name="示例机密有限公司")
    for view in ("处置台账", "进度"):
        app = visit(PAGE, batch_view=view, share="true")
        assert not app.exception
        assert "示例机密" not in words(app)
        assert "对外视图不列单户数据" in words(app)


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Somebody else writes into the ledger meanwhile."""
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_locked_ledger_says_so_keeps_what_was_typed_and_stays_readable(
    sample: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened()
    app = with_case_open(case)
    field(app, "text_area", "remark").set_value("写不进去的")  # type: ignore[attr-defined]
    monkeypatch.setattr("dashboard.ledger.BUSY_SECONDS", 0.2)
    with held(ledger):
        app = press(app, "保存")
        assert "被别的程序占用" in said(app)
        assert field(app, "text_area", "remark").value == "写不进去的"  # type: ignore[attr-defined]
    app = press(app, "保存")
    assert [each.remark for each in store.cases()] == ["写不进去的"]


def test_a_read_only_ledger_says_so_keeps_what_was_typed_and_stays_readable(
    sample: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened()
    monkeypatch.setenv("MUJUN_LEDGER_URL", f"sqlite:///file:{ledger}?mode=ro&uri=true")
    app = with_case_open(case)
    field(app, "text_area", "remark").set_value("写不进去的")  # type: ignore[attr-defined]
    app = press(app, "保存")
    assert not app.exception
    assert "没有保存，填的都还在" in said(app)
    assert "readonly" in said(app)
    assert field(app, "text_area", "remark").value == "写不进去的"  # type: ignore[attr-defined]
    assert "案件 **1**" in words(app)
    for view in ("进度", "预警"):
        assert not visit(PAGE, batch_view=view).exception


def test_a_ledger_that_cannot_be_read_leaves_the_rest_of_the_page(sample: Path, ledger: Path) -> None:
    ledger.parent.mkdir(parents=True, exist_ok=True)
    ledger.write_bytes(b"no database at all" * 100)
    for view in ("处置台账", "进度"):
        app = visit(PAGE, batch_view=view)
        assert not app.exception
        assert "读不出来" in said(app)
        assert "摸底 **" in words(app)


def test_bulk_edits_are_drawn_over_the_cases_that_the_filters_let_pass(sample: Path) -> None:
    opened()
    opened("e2")
    app = ledger_page(case_view="批量编辑")
    assert not app.exception
    assert any(each.label == "保存 0 户" and each.disabled for each in app.button)
