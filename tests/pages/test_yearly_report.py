"""工作报告 by Streamlit itself: in every state of the data, filled by the sample, and what others see of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard import report_panel, report_template
from tests.dashboard import snapshot
from tests.pages.test_outward import everything
from tests.pages.test_pages import visit, words

PAGE = "yearly_report.py"


@pytest.mark.parametrize("state", snapshot.STATES)
def test_the_report_draws_in_every_state_of_the_data(warehouse: Path, state: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    app = visit(PAGE)
    assert not app.exception
    assert not app.error
    assert "nan" not in words(app).lower()


@pytest.mark.usefixtures("sample")
def test_the_sample_fills_most_of_the_report_in_order_and_says_why_not_the_rest() -> None:
    app = visit(PAGE)
    assert not app.exception
    said, given, withheld = map(
        int, re.findall(r"\*\*(\d+) 句\*\*", app.markdown[1].value + app.markdown[0].value)[:3]
    )
    assert said == given + withheld
    assert given > 2 * withheld
    assert [part.value[:2] for part in app.subheader] == ["一、", "二、", "三、"]
    assert ":primary[**20\\.00 万元\\/亩**]" in words(app)
    assert "没有给出：来件「政策兑现台账」的检查没有通过" in words(app)
    app.session_state["report_0"] = True
    app.run()
    assert not app.exception


@pytest.mark.usefixtures("sample")
def test_others_see_no_firm_in_the_report() -> None:
    app = visit(PAGE, share="true")
    assert not app.exception
    assert not re.search("示例|有限公司|9135010", everything(app))
    assert report_panel.WHOLE not in words(app)


@pytest.mark.usefixtures("sample")
def test_a_wrong_sentence_is_said_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = report_template.TEMPLATE.read_text(encoding="utf-8")
    broken = tmp_path / "yearly.toml"
    broken.write_text(text.replace("{claim_due}", "{claim_deu}"), encoding="utf-8")
    monkeypatch.setattr(report_template, "TEMPLATE", broken)
    app = visit(PAGE)
    line = next(place for place, each in enumerate(text.splitlines(), 1) if "{claim_due}" in each)
    assert f"第 {line} 行" in app.error[0].value
