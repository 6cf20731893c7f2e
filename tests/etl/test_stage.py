"""Any sheet under headings that we know is staged or refused: no cell raises, no row disappears without a word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contracts import CONTRACTS, Contract
from etl.issues import IssueLog
from etl.plan import plan_sheet
from etl.read.model import RawTable, SourceFile, text_table
from etl.stage import stage, staging_schema

CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "甲公司",
            "91350104MA2XN1T3AW",
            "2023",
            "12.5",
            "1,234",
            "—",
            "合计",
            "注：",
            "自有",
            "2023年6月",
            "是",
            "#REF!",
            "99999999999人",
            "2.5人",
            "1.2万",
            "9" * 308 + "亿",
            "12.5%",
            "9.135E+17",
            "913501040000000000",
            "2022.1",
            "22.6.15",
            "金山街道",
            "城门镇小计",
        ]
    ),
    st.text(max_size=6),
)


@st.composite
def sheets(draw: st.DrawFn) -> RawTable:
    contract: Contract = draw(st.sampled_from(list(CONTRACTS.values())))
    fields = draw(st.lists(st.sampled_from(contract.fields), min_size=2, max_size=8, unique_by=id))
    headings = [draw(st.sampled_from((field.column.heading, *field.aliases))) for field in fields]
    above = draw(st.sampled_from([[], [["2023年1-6月报表"]], [["2023年度"], ["单位：万元、平方米"]]]))
    rows: list[list[str | None]] = [[*line, *[None] * (len(headings) - 1)] for line in above]
    rows.append(list(headings))
    rows += draw(st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), max_size=6))
    columns = [pa.array([row[at] for row in rows], pa.string()) for at in range(len(headings))]
    return RawTable(
        SourceFile(Path("来件.xlsx"), "来件.xlsx", "0" * 64, date(2024, 1, 1)), "表", text_table(columns)
    )


@given(sheets())
@settings(max_examples=150, deadline=None)
def test_every_row_is_loaded_or_listed(raw: RawTable) -> None:
    reading = plan_sheet(raw, ())
    assert reading.plans or reading.refusal or reading.doubts
    for plan in reading.plans:
        log = IssueLog()
        staged = stage(plan, log)
        assert staged.rows.schema == staging_schema(plan.contract)
        assert 0 <= staged.rows_rejected <= staged.rows_read <= raw.cells.num_rows
        listed = log.table()
        rejected = listed.filter(pa.compute.equal(listed["check_name"], "row_without_identity"))
        assert len(set(rejected["row_number"].to_pylist())) >= staged.rows_rejected
        assert all(1 <= number <= raw.cells.num_rows for number in staged.rows["row_number"].to_pylist())
