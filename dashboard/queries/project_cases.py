"""The projects of one kind as far as chosen, how far each is and what of it is late: what other questions begin with.

A project has a place of its own, so filters of park and town speak of that, or of its firm's where it has none. Filters
of industry, chain and scale speak of its firm: under them a project of a firm that nobody knows is not found.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard.database import fetch, only_row, remembered
from dashboard.queries import firms, floors
from dashboard.queries.growth import Asked
from etl.contracts.project import STAGES

NEGOTIATED, SIGNED, LANDS, STARTED, COMPLETED, PRODUCES = (
    STAGES.index(stage) + 1 for stage in ("洽谈", "签约", "注册", "开工", "竣工", "投产")
)
# A stage is reached that the ledger names, or has an actual day of, or that one behind it proves. What is late is a
# stage that is planned before the day asked and lies beyond all of these. From 注册 (which holds 落地) on a project has
# landed; one in production is an enterprise and fills no gap any more.
KNOWN = """
, node AS (
    SELECT project_id, stage, planned_on, list_position($stages::VARCHAR[], stage) AS place,
        CASE WHEN actual_on <= $on::DATE THEN actual_on END AS actual_on
    FROM project_stage
), passed AS (
    SELECT project_id, max(place) FILTER (actual_on IS NOT NULL) AS place, min(actual_on) AS first_on,
        min(actual_on) FILTER (stage = '签约') AS signed_on, min(actual_on) FILTER (stage = '开工') AS started_on,
        min(actual_on) FILTER (stage = '竣工') AS completed_on
    FROM node GROUP BY project_id
), known AS (
    SELECT p.* REPLACE (
            coalesce(p.signed_on, n.signed_on) AS signed_on, coalesce(p.started_on, n.started_on) AS started_on,
            coalesce(p.completed_on, n.completed_on) AS completed_on, coalesce(p.town, e.town) AS town,
            coalesce(p.park_id, e.park_id) AS park_id
        ),
        coalesce(e.name, p.enterprise_name) AS firm,
        coalesce(p.enterprise_id, p.enterprise_name, p.investor, p.project_id) AS who,
        least(n.first_on, p.signed_on, p.started_on, p.completed_on) AS begun_on,
        greatest(coalesce(list_position($stages::VARCHAR[], p.stage), 0), coalesce(n.place, 0),
            CASE WHEN p.completed_on <= $on::DATE THEN $completed::INTEGER
                WHEN p.started_on <= $on::DATE THEN $started::INTEGER
                WHEN p.signed_on <= $on::DATE THEN $signed::INTEGER ELSE 0 END) AS reached
    FROM project AS p LEFT JOIN passed AS n USING (project_id) LEFT JOIN everyone AS e USING (enterprise_id)
    WHERE $kind::VARCHAR IN ('', p.project_kind)
)
"""
LATE = """
, late AS (
    SELECT k.project_id, n.stage AS late_stage, n.planned_on AS late_planned_on,
        date_diff('day', n.planned_on, $on::DATE) AS overdue_days
    FROM known AS k INNER JOIN node AS n USING (project_id)
    WHERE n.planned_on < $on::DATE AND n.actual_on IS NULL AND n.place > k.reached
), longest AS (
    SELECT project_id, arg_min(late_stage, late_planned_on) AS late_stage, min(late_planned_on) AS late_planned_on,
        max(overdue_days) AS overdue_days
    FROM late GROUP BY project_id
)
"""
CHOSEN = """
, cases AS (
    SELECT k.*, coalesce(a.name, nullif(k.park_id, ''), $outside) AS park,
        y.year_plan_wan_yuan, y.year_done_wan_yuan, y.year_done_wan_yuan - y.year_plan_wan_yuan AS ahead_wan_yuan,
        100 * y.year_done_wan_yuan / nullif(y.year_plan_wan_yuan, 0) AS year_done_pct,
        b.year_done_wan_yuan AS done_before_wan_yuan, least(year(k.begun_on), k.first_year) AS cohort,
        l.late_stage, l.late_planned_on, l.overdue_days
    FROM known AS k
    LEFT JOIN park AS a USING (park_id)
    LEFT JOIN project_year AS y ON y.project_id = k.project_id AND y.year = $of_year::INTEGER
    LEFT JOIN project_year AS b ON b.project_id = k.project_id AND b.year = $of_year::INTEGER - 1
    LEFT JOIN longest AS l ON l.project_id = k.project_id
    WHERE ($any_firm::BOOLEAN OR k.enterprise_id IN (SELECT enterprise_id FROM firms))
        AND (len($of_towns::VARCHAR[]) = 0 OR list_contains($of_towns::VARCHAR[], coalesce(k.town, $unknown)))
        AND (len($of_parks::VARCHAR[]) = 0 OR list_contains($of_parks::VARCHAR[], coalesce(k.park_id, '')))
)
"""
CASES = KNOWN + LATE + CHOSEN
LISTED = """
SELECT * FROM cases ORDER BY overdue_days DESC NULLS LAST, total_investment_wan_yuan DESC NULLS LAST, project_name, project_id
"""
LATE_LISTED = """
SELECT c.project_id, c.project_name, c.firm, c.responsible_unit, c.leader, c.town, c.park, c.stage,
    l.late_stage, l.late_planned_on, l.overdue_days
FROM late AS l INNER JOIN cases AS c USING (project_id)
ORDER BY l.overdue_days DESC, c.project_name, list_position($stages::VARCHAR[], l.late_stage)
"""
NODES = """
SELECT c.project_id, n.stage, n.planned_on, n.actual_on FROM node AS n INNER JOIN cases AS c USING (project_id)
"""


@remembered
def told_on() -> date | None:
    """The day of the latest word of any ledger of projects; None where none was read."""
    found = only_row(fetch("SELECT max(told_on) AS told_on FROM project"))["told_on"]
    return None if found is None else pd.Timestamp(found).date()


def day_of_all() -> date | None:
    """The day that 项目与招商 is asked for: the latest word of projects, floor, carriers, funds and events."""
    return max((day for day in (told_on(), floors.told_on()) if day is not None), default=None)


def known_bound(kind: str, on: date | None) -> dict[str, object]:
    """What `KNOWN` and `LATE` are asked with; an empty kind means projects of every kind."""
    return {
        "kind": kind, "on": on, "stages": STAGES, "completed": COMPLETED, "started": STARTED, "signed": SIGNED,
    }  # fmt: skip


def put(kind: str, asked: Asked, question: str, **values: object) -> tuple[str, dict[str, object]]:
    """A question that begins with `CASES`, and all that it binds."""
    of_firms = replace(asked.selection, parks=(), towns=())
    chosen = of_firms.parameters
    sql, bound = firms.put(question, of_firms)
    return sql, {
        **bound, **known_bound(kind, asked.on), "of_year": asked.year,
        "of_towns": asked.selection.towns, "of_parks": asked.selection.parks,
        "any_firm": all(chosen[name] in firms.NO_CHOICE for name in firms.CONDITIONS), **values,
    }  # fmt: skip


def ask(kind: str, asked: Asked, question: str, **values: object) -> pd.DataFrame:
    """The answer to a question that begins with `CASES`."""
    sql, bound = put(kind, asked, question, **values)
    return fetch(sql, **bound)


def cases(kind: str, asked: Asked) -> pd.DataFrame:
    """One row per project of a kind, the most overdue first.

    Columns: the project, ``firm`` and ``who`` (counts once), ``park``, ``town``, ``reached`` (place in STAGES, 0 for
    none), ``begun_on`` (first dated stage), ``cohort``, plan and result of the year and ``ahead_wan_yuan`` of plan,
    ``late_stage`` with ``late_planned_on`` and ``overdue_days`` of the stage that is longest overdue.
    """
    return ask(kind, asked, CASES + LISTED)


def late_stages(kind: str, asked: Asked) -> pd.DataFrame:
    """One row per stage that was to be reached before the day asked and is not, the longest overdue first."""
    return ask(kind, asked, CASES + LATE_LISTED)


def nodes(kind: str, asked: Asked) -> pd.DataFrame:
    """One row per project and stage with its planned and actual day; what lies after the day asked is not actual."""
    return ask(kind, asked, CASES + NODES)
