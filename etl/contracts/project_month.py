"""What is invested in a project by the end of each month, as monthly returns and ledgers of a month say."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.project import ID_ALIASES, PROJECT_ALIASES, PROJECT_ID, PROJECT_NAME

MONTH_DONE = Column(
    "month_done_wan_yuan", "本年累计完成投资", "从年初到这个月末完成的投资。", Kind.NUMBER, "万元", 0
)

PROJECT_MONTH = Contract(
    entity="project_month",
    label="项目投资月报",
    sentence="每个项目到各月为止本年累计完成的投资。",
    fields=(
        Field(PROJECT_ID, ID_ALIASES),
        Field(PROJECT_NAME, PROJECT_ALIASES),
        Field(c.MONTH, ("截至", *c.REPORTED_ALIASES)),
        Field(
            MONTH_DONE,
            (
                "年初至今完成投资",
                "1至本月完成投资",
                "本年累计投资",
                "累计完成投资（本年）",
                "至本月累计完成投资",
            ),
        ),
    ),
    # A month's ledger may call its result of the year the same: a return names the month of each row.
    identity=(("project_id", "project_name"), ("month",)),
    distinctive=("month_done_wan_yuan",),
    key=("project_id", "month", "received_on"),
    brings="年度投资逐月的进度",
    sender="工业和信息化局、发展和改革局",
)

PROJECT_MONTH_TABLE = Table(
    "project_month",
    "项目月度投资",
    "一个项目一个月一行：月报写明的，和写明月份的项目台账的年度完成；同一个月多次来件以最近一次的为准。",
    ("project_id", "month"),
    (PROJECT_ID, c.MONTH, MONTH_DONE),
)
