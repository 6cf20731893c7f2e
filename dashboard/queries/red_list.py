"""What is late in any ledger, one row a case: a union of small questions, each named by its line of work.

Each is asked for the day of its own ledger's last word, as its page does. The lines are those of `late_lines`.
"""

from __future__ import annotations

import pandas as pd

from dashboard.queries import firms, project_cases, works
from dashboard.queries.land_contracts import JUDGED, TOLD, WORDS
from dashboard.queries.late_lines import LINES, Line, data_day
from dashboard.selection import Selection

# Every project of whatever kind with the stage that is longest overdue.
STAGED = (
    (project_cases.KNOWN + project_cases.LATE)
    .replace("$on::", "$on_staged::")
    .replace("$kind::", "$staged_kind::")
    .lstrip(", \n")
)
STAGED_NAMES = {"on": "on_staged", "kind": "staged_kind"}
# Several lines read what these reckon.
SHARED = f"""
, staged AS (WITH {STAGED} SELECT k.*, l.* EXCLUDE (project_id)
    FROM known AS k INNER JOIN longest AS l ON k.project_id = l.project_id),
works AS ({works.CASES.replace("$parks", "[]").replace("$on::", "$on_works::")} SELECT * FROM cases),
promised AS ({TOLD.replace("{of}", "true")} {JUDGED.replace("$as_of", "$on_promised")} SELECT * FROM verdicts)
"""  # noqa: S608
# Of the shared filters only the place speaks of a case without a firm.
CHOSEN = """
SELECT r.line, r.key, r.name, r.what, r.owner, r.due_on, r.days_over, r.enterprise_id, coalesce(f.park, k.name) AS park,
    coalesce(r.town, f.town) AS town
FROM red AS r
LEFT JOIN everyone AS f ON r.enterprise_id = f.enterprise_id
LEFT JOIN main.park AS k ON r.park_id = k.park_id
WHERE $is_whole::BOOLEAN OR r.enterprise_id IN (SELECT enterprise_id FROM firms)
    OR ($by_place::BOOLEAN AND r.enterprise_id IS NULL
        AND (len($of_parks::VARCHAR[]) = 0 OR list_contains($of_parks::VARCHAR[], r.park_id))
        AND (len($of_towns::VARCHAR[]) = 0 OR list_contains($of_towns::VARCHAR[], r.town)))
ORDER BY days_over DESC NULLS LAST, line, name, key
"""


def _one(place: int, name: str, line: Line) -> str:
    """The question of one line, with the day of its own ledger."""
    question = line.question.replace("$on::", f"$on_{place}::")
    return f"""SELECT '{name}' AS line, CAST(key AS VARCHAR) AS key, name, what, owner, CAST(due_on AS DATE) AS due_on,
        CAST(days_over AS BIGINT) AS days_over, CAST(enterprise_id AS VARCHAR) AS enterprise_id,
        CAST(park_id AS VARCHAR) AS park_id, CAST(town AS VARCHAR) AS town FROM ({question})"""  # noqa: S608


def _union() -> str:
    parts = "\nUNION ALL\n".join(_one(place, *item) for place, item in enumerate(LINES.items()))
    return f"{SHARED}, red AS ({parts}) {CHOSEN}"


def rows(selection: Selection) -> pd.DataFrame:
    """One row a late case of the chosen firms and places, the latest first.

    Columns: ``line``, ``key`` (the same in every build), ``name``, ``what``, ``owner``, ``due_on``, ``days_over`` (negative
    for what is about to end), ``enterprise_id``, ``park``, ``town``.
    """
    chosen = selection
    of_firms = chosen.industries or chosen.chains or chosen.scales or chosen.sizes
    of_places = chosen.parks or chosen.towns
    question = _union()
    staged = project_cases.known_bound("", project_cases.day_of_all())
    days = {f"on_{place}": line.told_on() for place, line in enumerate(LINES.values())}
    return firms.ask(
        question,
        selection,
        **{name: day for name, day in days.items() if f"${name}::" in question},
        **{name: value for line in LINES.values() for name, value in line.bound.items()},
        **WORDS,
        **{STAGED_NAMES.get(name, name): value for name, value in staged.items()},
        on_works=works.told_on(),
        on_promised=data_day(),
        no_park=works.NO_PARK,
        is_whole=not of_firms and not of_places,
        by_place=bool(of_places) and not of_firms,
        of_parks=chosen.parks,
        of_towns=chosen.towns,
    )
