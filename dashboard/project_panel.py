"""项目与招商, tab by tab: 技改, 招商, 民企对接, 海上福州 are presets of one view over the ledger of projects."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import ledger_parts, panels
from dashboard import project_book as book
from dashboard import project_tables as tables
from dashboard.queries import projects
from dashboard.queries.growth import Asked
from dashboard.selection import Selection


def top(selection: Selection, words: Mapping[str, str]) -> Asked:
    """Draw the switch of the day and the export that all tabs share; what is asked about."""
    return ledger_parts.top(
        selection, words, projects.told_on(), "projects", "项目与招商", book.CALIBER, book.sheets
    )


def upgrades(asked: Asked) -> None:
    """Draw what is invested in upgrades against the year's plan."""
    _show("upgrade", asked)


def investments(asked: Asked) -> None:
    """Draw how far newcomers are, and where leads lead."""
    _show("investment", asked)


def private(asked: Asked) -> None:
    """Draw the projects of private firms by month and by stage."""
    _show("private", asked)


def overseas(asked: Asked) -> None:
    """Draw the projects of 海上福州 by status and by place."""
    _show("overseas", asked)


def _show(kind: str, asked: Asked) -> None:
    rows = projects.cases(kind, asked)
    if not ledger_parts.nothing(rows, "project", asked):
        panels.table(rows, tables.LISTS[kind], "项目")
