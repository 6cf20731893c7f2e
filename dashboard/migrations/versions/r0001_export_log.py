"""The log of exports. Ledgers made before there were scripts have it already and are taken over as they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table where it is missing."""
    if sa.inspect(op.get_bind()).has_table("export_log"):
        return
    op.create_table(
        "export_log",
        sa.Column("export_id", sa.String(32), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, sa.CheckConstraint("purpose <> ''"), nullable=False),
        sa.Column("filters", sa.Text, nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("build_id", sa.Text, nullable=False),
        sa.Column("columns", sa.JSON, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("format", sa.String(8), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
