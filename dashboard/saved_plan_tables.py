"""The tables of saved plans; what is frozen and what is history, triggers of the migrations keep."""

from __future__ import annotations

import sqlalchemy as sa

from dashboard.ledger import METADATA, Utc

PLANS = sa.Table(
    "saved_plan",
    METADATA,
    sa.Column("plan_key", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("base_plan_id", sa.Text, nullable=False),
    sa.Column("parameters", sa.JSON, nullable=False),
    sa.Column("build_id", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("updated_by", sa.Text, nullable=False),
    sa.Column("updated_at", Utc, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("frozen_by", sa.Text),
    sa.Column("frozen_on", Utc),
    sa.Column("approved_by", sa.Text),
    sa.Column("approved_on", sa.Date),
    sa.Column("meeting_note", sa.Text),
    sa.Column("totals", sa.JSON(none_as_null=True)),
    # The number of a deleted plan is not given again: its history goes on being of that plan.
    sqlite_autoincrement=True,
)
HISTORY = sa.Table(
    "saved_plan_history",
    METADATA,
    sa.Column("history_id", sa.Integer, primary_key=True),
    sa.Column("plan_key", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
    sa.UniqueConstraint("plan_key", "version"),
)
