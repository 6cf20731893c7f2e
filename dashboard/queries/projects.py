"""Questions about what is invested in projects in a year, how talks turn into contracts and firms, where leads lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.database import only_row
from dashboard.queries.chain_projects import FILLS, PLACES
from dashboard.queries.growth import Asked
from dashboard.queries.project_cases import CASES, LANDS, NEGOTIATED, PRODUCES, ask

YEARS = """
SELECT y.year, sum(y.year_plan_wan_yuan) AS plan_wan_yuan, sum(y.year_done_wan_yuan) AS done_wan_yuan,
    count(y.year_plan_wan_yuan) AS planned, count(y.year_done_wan_yuan) AS told,
    100 * sum(y.year_done_wan_yuan) FILTER (y.year_plan_wan_yuan IS NOT NULL)
        / nullif(sum(y.year_plan_wan_yuan) FILTER (y.year_done_wan_yuan IS NOT NULL), 0) AS done_pct
FROM project_year AS y INNER JOIN cases AS c USING (project_id) GROUP BY y.year ORDER BY y.year
"""
MONTHS = """
SELECT c.project_id, c.year_plan_wan_yuan, m.month, m.month_done_wan_yuan
FROM project_month AS m INNER JOIN cases AS c USING (project_id)
WHERE year(m.month) = $of_year::INTEGER AND m.month <= $on::DATE AND c.year_plan_wan_yuan IS NOT NULL
ORDER BY m.month, c.project_id
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
LEADS = f"""
SELECT c.project_id, c.lead_source, c.total_investment_wan_yuan, g.chain_id, split_part(h.name, '（', 1) AS chain,
    h.name AS chain_name, n.name AS node, y.light, g.grounds, {FILLS.format("c")}
FROM cases AS c
LEFT JOIN project_place AS g USING (project_id)
LEFT JOIN chain AS h ON h.chain_id = g.chain_id
LEFT JOIN main.chain_node AS n ON n.node_id = g.node_id
LEFT JOIN chain_node_year AS y ON y.node_id = g.node_id AND y.year = $of_year::INTEGER
ORDER BY c.lead_source NULLS LAST, h.name NULLS LAST, n.place NULLS LAST, c.project_id
"""  # noqa: S608


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


def years(kind: str, asked: Asked) -> pd.DataFrame:
    """One row per year that a project states a plan or a result of: both sums, and their ratio over those with both."""
    return ask(kind, asked, CASES + YEARS)


def months(kind: str, asked: Asked) -> pd.DataFrame:
    """One row per project with a plan and month of the year asked that tells of it: what is done since the year began."""
    return ask(kind, asked, CASES + MONTHS)


def invested(kind: str, asked: Asked) -> Invested:
    """What is planned and done in the year asked, and done in the year before."""
    row: dict[str, Any] = only_row(ask(kind, asked, CASES + INVESTED))
    return Invested(**row)


def tech_inv(asked: Asked) -> Invested:
    """技改投资完成: Σ 年度完成 of the year, 完成率 over projects with plan and result, the year before."""
    return invested("upgrade", asked)


def conversions(asked: Asked) -> pd.DataFrame:
    """One row per cohort year of 招商, as `Conversion`."""
    return ask("investment", asked, CASES + CONVERSION, negotiated=NEGOTIATED, lands=LANDS)


def invest_conv(asked: Asked) -> Conversion:
    """招商转化率 of the cohort of the year asked: 签约/在谈 and 落地/签约."""
    rows = conversions(asked)
    found = rows[rows["year"] == asked.year]
    return Conversion(**only_row(found)) if len(found) else Conversion(asked.year)


def leads(asked: Asked) -> pd.DataFrame:
    """One row per 招商 project and chain or node that it is placed at; once without any where no atlas knows it.

    ``fills``: the node is missing or weak, and the project not yet in production.
    """
    return ask("investment", asked, PLACES + CASES + LEADS, produces=PRODUCES)
