"""The cases of the four batches and their history, which only grows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dashboard.migrations import guards

revision = "0002"
down_revision = "0001"
TEXTS = (
    "uscc", "district", "town", "park", "location", "plan_id", "suggested_batch", "suggested_reason",
    "operating_status", "current_use", "low_type", "final_batch", "reason", "decided_by", "evidence", "unit", "leader",
    "disposal", "planned_use", "target_park", "difficulty_detail", "progress", "remark", "resumes_to",
)  # fmt: skip
DATES = ("decided_on", "deadline", "planned_start", "planned_end", "actual_start", "actual_end")
NUMBERS = (
    "occupied_mu", "tax_per_mu_before", "tax_per_mu_earlier", "to_free_mu", "freed_mu", "subsidy_wan_yuan",
)  # fmt: skip


def upgrade() -> None:
    """Make both tables; a case is never deleted, a line of history never changed."""
    op.create_table(
        "batch_case",
        sa.Column("case_id", sa.Integer, primary_key=True),
        sa.Column("enterprise_id", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in TEXTS),
        *(sa.Column(name, sa.Date) for name in DATES),
        *(sa.Column(name, sa.Double) for name in NUMBERS),
        sa.Column("difficulty_types", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("updated_by", sa.Text, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "batch_case_history",
        sa.Column("history_id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("batch_case.case_id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.UniqueConstraint("case_id", "version"),
    )
    guards.undeletable("batch_case", [["case_id"], ["enterprise_id"]])
    guards.append_only("batch_case_history", [["history_id"], ["case_id", "version"]])
