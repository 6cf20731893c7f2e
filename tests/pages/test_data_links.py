"""数据关联: the cards, the names to settle with their ready-made lines, and an export that is a file of decisions."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard import export, link_tables
from dashboard.queries import links
from etl.contracts.links import OPEN, SETTLED
from etl.link_decisions import load_decisions
from tests.dashboard import snapshot
from tests.pages.test_pages import metrics, visit, words

PAGE = "data_links.py"
A, B = (str(snapshot.ENTERPRISES[place]["enterprise_id"]) for place in (0, 1))
REVIEW = {"said_in": "企业税收", "file_id": "f", "sheet": "税收", "score": 91, "place": 1}
# =1+1 must not run in a spreadsheet; **x** must not be bold.
NAMES: snapshot.Rows = {
    **snapshot.FULL,
    "match_quality": [
        {"entity": "tax", "role": "企业", "year": 2023, "link_rows": 10, "by_code": 7, "by_name": 1, "by_none": 2,
         "to_confirm": 2, "matched_pct": 80, "tax_matched_pct": 90.5, "firms_without_parcel": 3},
        {"entity": "parcel", "role": "权利人", "year": 2023, "link_rows": 5, "by_code": 5, "by_none": 0,
         "matched_pct": 100, "area_matched_pct": 95, "parcels_without_firm": 1},
    ],
    "link_review": [
        {**REVIEW, "source_key": "示例甲厂", "source_name": "**示例甲厂**", "source_rows": 3, "row_number": 7, "candidate_id": A,
         "candidate_name": "示例甲有限公司", "evidence": "名称相近", "why": "名称相近，不等于同一户", "link_status": OPEN},
        {**REVIEW, "source_key": "=示例乙分厂", "source_name": "=示例乙,分厂", "source_rows": 1, "row_number": 9,
         "candidate_id": B, "candidate_name": "示例乙有限公司", "evidence": "名称是它的分支机构",
         "why": "分支机构不自动并入总公司", "link_status": OPEN},
        {**REVIEW, "source_key": "示例老厂", "source_name": "示例老厂", "source_rows": 2, "row_number": 4, "candidate_id": A,
         "candidate_name": "示例甲有限公司", "score": None, "evidence": "links.csv 第 2 行", "why": "人工指定为同一户",
         "link_status": SETTLED, "relation": "同一", "by_whom": "张三", "decided_on": "2026-03-01", "link_note": ""},
        {**REVIEW, "source_key": "示例新厂", "source_name": "示例新厂", "source_rows": 2, "row_number": 5, "candidate_id": None,
         "candidate_name": None, "score": None, "evidence": "links.csv 第 3 行", "why": "人工指定为另一户",
         "link_status": SETTLED, "relation": "不同", "by_whom": "张三", "decided_on": "2026-03-01", "link_note": "查过"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("state", snapshot.STATES)
def test_the_page_draws_in_every_state_of_the_data(warehouse: Path, state: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    app = visit(PAGE)
    assert not app.exception
    assert "没有待确认的名称" in words(app)
    assert "nan" not in words(app).lower()


def test_the_cards_and_the_sentence_say_how_well_it_fits(warehouse: Path) -> None:
    snapshot.publish(warehouse, NAMES)
    app = visit(PAGE)
    assert not app.exception
    assert (
        "2023 年税收的 90.5% 对得上登记名录，用地的 95.0% 分摊到企业；2 个来件名称（4 行）待人工确认"
        in words(app)
    )
    assert {name: value.partition(" ")[0] for name, value in metrics(app).items()} == {
        "税收匹配率": "90.5%", "面积匹配率": "95.0%", "没有用地的企业": "3", "没有企业的宗地": "1", "待确认的名称": "2",
    }  # fmt: skip
    assert list(app.dataframe[0].value["source_name"])[:2] == ["**示例甲厂**", "=示例乙,分厂"]


def test_a_chosen_row_gives_the_line_to_copy(warehouse: Path) -> None:
    snapshot.publish(warehouse, NAMES)
    app = visit(PAGE)
    app.session_state["link_review"] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    app.run()
    assert not app.exception
    same, other = (code.value for code in app.code)
    assert same.startswith(f'"=示例乙,分厂",{B},并入,')
    assert other.startswith('"=示例乙,分厂",new,不同,')


def test_match_quality_names_the_sources(warehouse: Path) -> None:
    snapshot.publish(warehouse, NAMES)
    app = visit(PAGE, link_view="匹配质量")
    assert not app.exception
    assert list(app.dataframe[-1].value["entity"]) == ["宗地", "企业税收"]


def test_others_see_no_name(warehouse: Path) -> None:
    snapshot.publish(warehouse, NAMES)
    app = visit(PAGE, share="true")
    assert not app.exception
    assert not app.dataframe
    assert "示例甲" not in words(app)


def test_the_sample_district_has_names_to_settle(sample: Path) -> None:
    app = visit(PAGE)
    assert not app.exception
    assert set(app.dataframe[0].value["evidence"]) == {"名称是它的分支机构", "只差地名或组织形式"}
    assert "—" not in metrics(app).values()


def test_the_export_is_a_file_of_decisions_that_says_what_was_settled(
    warehouse: Path, tmp_path: Path
) -> None:
    snapshot.publish(warehouse, NAMES)
    visit(PAGE)
    sheet = link_tables.sheets(links.reviews(), links.quality())[0]
    path = tmp_path / "links.csv"
    path.write_bytes(export.to_csv(sheet.rows(), sheet.columns))
    assert path.read_text(encoding="utf-8-sig").startswith("来件名称,企业,关系,指定人,指定日期,说明,")
    # The open lines have no answer and change nothing; the settled ones are as they were.
    assert [
        (line.said, line.enterprise, line.relation, line.by_whom, line.decided_on, line.note)
        for line in load_decisions(path)
    ] == [
        ("示例新厂", "new", "不同", "张三", "2026-03-01", "查过"),
        ("示例老厂", A, "同一", "张三", "2026-03-01", ""),
    ]


def test_a_ready_made_line_reads_back(tmp_path: Path) -> None:
    review = pd.Series(
        {"source_name": '=甲"厂,一', "candidate_id": A, "evidence": "名称相近", "why": "名称相近"}
    )
    path = tmp_path / "links.csv"
    path.write_text(
        f"{link_tables.heading()}\n{link_tables.line(review, '张三', pd.Timestamp('2026-03-01').date())}\n",
        encoding="utf-8",
    )
    (line,) = load_decisions(path)
    assert (line.said, line.enterprise, line.relation, line.decided_on) == (
        '=甲"厂,一',
        A,
        "同一",
        "2026-03-01",
    )
