"""Questions about projects of every kind: what is invested in a year, how far each is, what is late, where leads lead.

A project has a place of its own, so filters of park and town speak of that, or of its firm's where it has none. Filters
of industry, chain and scale speak of its firm: under them a project of a firm that nobody knows is not found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.database import fetch, later, only_row, remembered
from dashboard.queries import firms
from dashboard.queries.chain_projects import IN_PRODUCTION, LANDED, PLACES
from dashboard.queries.growth import Asked
from etl.contracts.project import STAGES

NEGOTIATED, SIGNED, LANDS, STARTED, COMPLETED = (
    STAGES.index(stage) + 1 for stage in ("洽谈", "签约", LANDED[0], "开工", "竣工")
)
# A stage is reached that the ledger names, or has an actual day of, or that one behind it proves. What is late is a
# stage that is planned before the day asked and lies beyond all of these.
CASES = """
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
    WHERE p.project_kind = $kind::VARCHAR
), late AS (
    SELECT k.project_id, n.stage AS late_stage, n.planned_on AS late_planned_on,
        date_diff('day', n.planned_on, $on::DATE) AS overdue_days
    FROM known AS k INNER JOIN node AS n USING (project_id)
    WHERE n.planned_on < $on::DATE AND n.actual_on IS NULL AND n.place > k.reached
), cases AS (
    SELECT k.*, coalesce(a.name, nullif(k.park_id, ''), $outside) AS park,
        y.year_plan_wan_yuan, y.year_done_wan_yuan, y.year_done_wan_yuan - y.year_plan_wan_yuan AS ahead_wan_yuan,
        100 * y.year_done_wan_yuan / nullif(y.year_plan_wan_yuan, 0) AS year_done_pct,
        b.year_done_wan_yuan AS done_before_wan_yuan, least(year(k.begun_on), k.first_year) AS cohort,
        l.late_stage, l.late_planned_on, l.overdue_days
    FROM known AS k
    LEFT JOIN park AS a USING (park_id)
    LEFT JOIN project_year AS y ON y.project_id = k.project_id AND y.year = $of_year::INTEGER
    LEFT JOIN project_year AS b ON b.project_id = k.project_id AND b.year = $of_year::INTEGER - 1
    LEFT JOIN (SELECT project_id, arg_min(late_stage, late_planned_on) AS late_stage,
        min(late_planned_on) AS late_planned_on, max(overdue_days) AS overdue_days FROM late GROUP BY project_id
    ) AS l ON l.project_id = k.project_id
    WHERE ($any_firm::BOOLEAN OR k.enterprise_id IN (SELECT enterprise_id FROM firms))
        AND (len($of_towns::VARCHAR[]) = 0 OR list_contains($of_towns::VARCHAR[], coalesce(k.town, $unknown)))
        AND (len($of_parks::VARCHAR[]) = 0 OR list_contains($of_parks::VARCHAR[], coalesce(k.park_id, '')))
)
"""
LISTED = """
SELECT * FROM cases ORDER BY overdue_days DESC NULLS LAST, total_investment_wan_yuan DESC NULLS LAST, project_name, project_id
"""
LATE = """
SELECT c.project_id, c.project_name, c.firm, c.responsible_unit, c.leader, c.town, c.park, c.stage,
    l.late_stage, l.late_planned_on, l.overdue_days
FROM late AS l INNER JOIN cases AS c USING (project_id)
ORDER BY l.overdue_days DESC, c.project_name, list_position($stages::VARCHAR[], l.late_stage)
"""
NODES = """
SELECT c.project_id, n.stage, n.planned_on, n.actual_on FROM node AS n INNER JOIN cases AS c USING (project_id)
"""
YEARS = """
SELECT y.year, sum(y.year_plan_wan_yuan) AS plan_wan_yuan, sum(y.year_done_wan_yuan) AS done_wan_yuan,
    count(y.year_plan_wan_yuan) AS planned, count(y.year_done_wan_yuan) AS told,
    100 * sum(y.year_done_wan_yuan) FILTER (y.year_plan_wan_yuan IS NOT NULL)
        / nullif(sum(y.year_plan_wan_yuan) FILTER (y.year_done_wan_yuan IS NOT NULL), 0) AS done_pct
FROM project_year AS y INNER JOIN cases AS c USING (project_id) GROUP BY y.year ORDER BY y.year
"""
INVESTED = """
SELECT sum(year_done_wan_yuan) AS done_wan_yuan, count(year_done_wan_yuan) AS told,
    sum(year_plan_wan_yuan) AS plan_wan_yuan, count(year_plan_wan_yuan) AS planned,
    100 * sum(year_done_wan_yuan) FILTER (year_plan_wan_yuan IS NOT NULL)
        / nullif(sum(year_plan_wan_yuan) FILTER (year_done_wan_yuan IS NOT NULL), 0) AS done_pct,
    count(year_done_wan_yuan + year_plan_wan_yuan) AS compared,
    sum(done_before_wan_yuan) AS before_wan_yuan, count(done_before_wan_yuan) AS told_before,
    count(year_done_wan_yuan + done_before_wan_yuan) AS told_both
FROM cases
"""
# A project is of the year in which its talks are first told of, and of the year in which it was signed.
CONVERSION = """
, talk AS (
    SELECT cohort AS year, count(*) AS talked, count(*) FILTER (reached >= $signed::INTEGER) AS talked_signed
    FROM cases WHERE reached >= $negotiated::INTEGER AND cohort IS NOT NULL GROUP BY cohort
), deal AS (
    SELECT year(signed_on) AS year, count(*) AS signed, count(*) FILTER (reached >= $lands::INTEGER) AS signed_landed,
        sum(total_investment_wan_yuan) AS signed_wan_yuan, count(total_investment_wan_yuan) AS signed_told
    FROM cases WHERE reached >= $signed::INTEGER AND signed_on <= $on::DATE GROUP BY year(signed_on)
)
SELECT coalesce(t.year, d.year) AS year, coalesce(t.talked, 0) AS talked, coalesce(t.talked_signed, 0) AS talked_signed,
    100.0 * t.talked_signed / t.talked AS signed_pct, coalesce(d.signed, 0) AS signed,
    coalesce(d.signed_landed, 0) AS signed_landed, 100.0 * d.signed_landed / d.signed AS landed_pct, d.signed_wan_yuan,
    coalesce(d.signed_told, 0) AS signed_told
FROM talk AS t FULL JOIN deal AS d ON t.year = d.year ORDER BY 1
"""
LEADS = """
SELECT c.project_id, c.lead_source, c.total_investment_wan_yuan, g.chain_id, split_part(h.name, '（', 1) AS chain,
    h.name AS chain_name, n.name AS node, y.light, g.grounds,
    coalesce(y.light IN ('缺', '弱') AND NOT list_contains($in_production::VARCHAR[], coalesce(c.stage, '')), false) AS fills
FROM cases AS c
LEFT JOIN project_place AS g USING (project_id)
LEFT JOIN chain AS h ON h.chain_id = g.chain_id
LEFT JOIN main.chain_node AS n ON n.node_id = g.node_id
LEFT JOIN chain_node_year AS y ON y.node_id = g.node_id AND y.year = $of_year::INTEGER
ORDER BY c.lead_source NULLS LAST, h.name NULLS LAST, n.place NULLS LAST, c.project_id
"""


@dataclass(frozen=True)
class Invested:
    """What is invested in the chosen projects in a year (万元); None where nothing is told.

    Attributes:
        done_wan_yuan: Σ 年度完成 over the ``told`` projects that state it.
        plan_wan_yuan: Σ 年度计划 over the ``planned`` projects that state it.
        done_pct: Σ 年度完成 ÷ Σ 年度计划 over the ``compared`` projects that state both.
        before_wan_yuan: Σ 年度完成 of the year before over the ``told_before`` that state it; ``told_both`` state both years.
    """

    done_wan_yuan: float | None
    told: int
    plan_wan_yuan: float | None
    planned: int
    done_pct: float | None
    compared: int
    before_wan_yuan: float | None
    told_before: int
    told_both: int

    @property
    def change_pct(self) -> float | None:
        """Growth on the year before over all projects of either year; None unless both are told of."""
        if self.done_wan_yuan is None or not self.before_wan_yuan:
            return None
        return 100 * (self.done_wan_yuan / self.before_wan_yuan - 1)


@dataclass(frozen=True)
class Conversion:
    """招商 of one cohort year: of those talked with how many signed, of those signed how many landed; None for no ratio."""

    year: int
    talked: int = 0
    talked_signed: int = 0
    signed_pct: float | None = None
    signed: int = 0
    signed_landed: int = 0
    landed_pct: float | None = None
    signed_wan_yuan: float | None = None
    signed_told: int = 0


@remembered
def told_on() -> date | None:
    """The day of the latest word of any ledger of projects; None where none was read."""
    found = only_row(fetch("SELECT max(told_on) AS told_on FROM project"))["told_on"]
    return None if found is None else pd.Timestamp(found).date()


def _put(kind: str, asked: Asked, question: str, **values: object) -> tuple[str, dict[str, object]]:
    """The question with ``cases`` of one kind before it, and all that it binds."""
    of_firms = replace(asked.selection, parks=(), towns=())
    chosen = of_firms.parameters
    sql, bound = firms.put(question, of_firms)
    return sql, {
        **bound, "kind": kind, "on": asked.on, "of_year": asked.year, "stages": STAGES, "completed": COMPLETED,
        "started": STARTED, "signed": SIGNED, "of_towns": asked.selection.towns, "of_parks": asked.selection.parks,
        "any_firm": all(chosen[name] in firms.NO_CHOICE for name in firms.CONDITIONS), **values,
    }  # fmt: skip


def _ask(kind: str, asked: Asked, question: str, **values: object) -> pd.DataFrame:
    sql, bound = _put(kind, asked, question, **values)
    return fetch(sql, **bound)


def cases(kind: str, asked: Asked) -> pd.DataFrame:
    """One row per project of a kind, the most overdue first.

    Columns: the project, ``firm`` and ``who`` (counts once), ``park``, ``town``, ``reached`` (place in STAGES, 0 for
    none), ``begun_on`` (first dated stage), ``cohort``, plan and result of the year and ``ahead_wan_yuan`` of plan,
    ``late_stage`` with ``late_planned_on`` and ``overdue_days`` of the stage that is longest overdue.
    """
    return _ask(kind, asked, CASES + LISTED)


def late_stages(kind: str, asked: Asked) -> pd.DataFrame:
    """One row per stage that was to be reached before the day asked and is not, the longest overdue first."""
    return _ask(kind, asked, CASES + LATE)


def nodes(kind: str, asked: Asked) -> pd.DataFrame:
    """One row per project and stage with its planned and actual day; what lies after the day asked is not actual."""
    return _ask(kind, asked, CASES + NODES)


def years(kind: str, asked: Asked) -> pd.DataFrame:
    """One row per year that a project states a plan or a result of: both sums, and their ratio over those with both."""
    return _ask(kind, asked, CASES + YEARS)


def invested(kind: str, asked: Asked) -> Invested:
    """What is planned and done in the year asked, and done in the year before."""
    row: dict[str, Any] = only_row(_ask(kind, asked, CASES + INVESTED))
    return Invested(**row)


def tech_inv(asked: Asked) -> Invested:
    """技改投资完成: Σ 年度完成 of the year, 完成率 over projects with plan and result, the year before."""
    return invested("upgrade", asked)


def conversions(asked: Asked) -> pd.DataFrame:
    """One row per cohort year of 招商, as `Conversion`."""
    return _ask("investment", asked, CASES + CONVERSION, negotiated=NEGOTIATED, lands=LANDS)


def invest_conv(asked: Asked) -> Conversion:
    """招商转化率 of the cohort of the year asked: 签约/在谈 and 落地/签约."""
    rows = conversions(asked)
    found = rows[rows["year"] == asked.year]
    return Conversion(**only_row(found)) if len(found) else Conversion(asked.year)


def leads(asked: Asked) -> pd.DataFrame:
    """One row per 招商 project and chain or node that it is placed at; once without any where no atlas knows it.

    ``fills``: the node is missing or weak, and the project not yet in production.
    """
    return _ask("investment", asked, PLACES + CASES + LEADS, in_production=IN_PRODUCTION)


def cases_later(kind: str, asked: Asked) -> Callable[[], pd.DataFrame]:
    """The projects of a kind, read when the result is called."""
    sql, bound = _put(kind, asked, CASES + LISTED)
    return later(sql, **bound)
