"""Plans saved by name from the bench, and their history, which only grows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dashboard.migrations import guards

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables; a plan that is frozen is never changed or deleted."""
    op.create_table(
        "saved_plan",
        sa.Column("plan_key", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("base_plan_id", sa.Text, nullable=False),
        sa.Column("parameters", sa.JSON, nullable=False),
        sa.Column("build_id", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("updated_by", sa.Text, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("frozen_by", sa.Text),
        sa.Column("frozen_on", sa.DateTime),
        sa.Column("approved_by", sa.Text),
        sa.Column("approved_on", sa.Date),
        sa.Column("meeting_note", sa.Text),
        sa.Column("totals", sa.JSON),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "saved_plan_history",
        sa.Column("history_id", sa.Integer, primary_key=True),
        sa.Column("plan_key", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.UniqueConstraint("plan_key", "version"),
    )
    guards.read_only_when("saved_plan", "OLD.frozen_on IS NOT NULL", [["plan_key"], ["name"]])
    guards.append_only("saved_plan_history", [["history_id"], ["plan_key", "version"]])
