"""Every enterprise with its figures of one year, as far as chosen: what each question about enterprises begins with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from dashboard import database
from dashboard.selection import Selection

# A ratio of a group is taken over rows that have both tax and land, a landlord's zero land included, so that it
# conserves the district's totals; `why_no_ratio` says what an enterprise lacks for a ratio of its own.
EVERYONE = """
WITH everyone AS (
    SELECT enterprise_id, name, uscc, coalesce(town, $unknown) AS town, coalesce(park_id, '') AS park_id,
        coalesce(park_name, $outside) AS park, coalesce(division, '') AS division,
        industry_code, industry_name, is_above_scale, coalesce(size_class, $unknown) AS size_class, tax_wan_yuan_per_mu,
        tax_wan_yuan, tax_paid_wan_yuan, tax_adjustment_wan_yuan, land_mu, own_mu, lease_in_mu, lease_out_mu,
        land_source, output_wan_yuan, revenue_wan_yuan, employees,
        per_mu_rank, per_mu_rank_before, tax_wan_yuan_per_mu_before, tax_wan_yuan_per_mu_earlier,
        tax_wan_yuan IS NOT NULL AND land_mu IS NOT NULL AS has_both,
        CASE WHEN tax_wan_yuan_per_mu IS NOT NULL THEN NULL
            WHEN tax_wan_yuan IS NULL AND land_mu IS NULL THEN '无税收和用地数据'
            WHEN land_mu IS NULL THEN '无用地数据'
            WHEN tax_wan_yuan IS NULL THEN '无税收数据' ELSE '用地不大于零' END AS why_no_ratio
    FROM firm_year WHERE {year}
), firms AS (
    SELECT * FROM everyone WHERE """
OF_THE_YEAR, OF_NO_YEAR = "year = $year::INTEGER", "year IS NULL AND $year::INTEGER IS NULL"
# What each choice of a selection demands of a row. Only those in force are put to DuckDB: planning the idle ones
# costs more than answering the question for a district.
CONDITIONS: Mapping[str, str] = {
    "towns": "list_contains($towns::VARCHAR[], town)",
    "parks": "list_contains($parks::VARCHAR[], park_id)",
    "industries": "list_contains($industries::VARCHAR[], division)",
    "scales": """list_contains($scales::VARCHAR[],
            CASE is_above_scale WHEN true THEN 'above' WHEN false THEN 'below' ELSE 'unknown' END)""",
    "sizes": "list_contains($sizes::VARCHAR[], size_class)",
    "search": r"(name ILIKE $search::VARCHAR ESCAPE '\' OR uscc ILIKE $search::VARCHAR ESCAPE '\')",
    "lowest": "tax_wan_yuan_per_mu >= $lowest::DOUBLE",
    "highest": "tax_wan_yuan_per_mu <= $highest::DOUBLE",
    "least_mu": "land_mu >= $least_mu::DOUBLE",
    "most_mu": "land_mu <= $most_mu::DOUBLE",
    "grades": """enterprise_id IN (SELECT enterprise_id FROM evaluation WHERE pack_id = $graded_by::VARCHAR
            AND year = $year::INTEGER AND list_contains($grades::VARCHAR[], grade))""",
    "honours": """enterprise_id IN (SELECT enterprise_id FROM honour_year
            WHERE year = $year::INTEGER AND list_contains($honours::VARCHAR[], honour_code))""",
    "tenancies": """(enterprise_id IN (SELECT enterprise_id FROM occupancy
            WHERE year = $year::INTEGER AND list_contains($tenancies::VARCHAR[], kind))
        OR (list_contains($tenancies::VARCHAR[], $no_tenancy::VARCHAR)
            AND enterprise_id NOT IN (SELECT enterprise_id FROM occupancy WHERE year = $year::INTEGER)))""",
    "chains": """(enterprise_id IN (SELECT enterprise_id FROM enterprise_chain_node
            WHERE list_contains($chains::VARCHAR[], chain_id))
        OR (list_contains($chains::VARCHAR[], '')
            AND enterprise_id NOT IN (SELECT enterprise_id FROM enterprise_chain_node)))""",
}
# What a condition binds beside its own choice.
ALSO_BOUND: Mapping[str, str] = {"grades": "graded_by", "tenancies": "no_tenancy"}
NO_CHOICE = (None, (), "")


def ask(question: str, selection: Selection, **values: object) -> pd.DataFrame:
    """The answer to ``question``, which reads ``firms`` (the chosen) and ``everyone``."""
    sql, bound = put(question, selection)
    return database.fetch(sql, **bound, **values)


def later(question: str, selection: Selection, **values: object) -> Callable[[], pd.DataFrame]:
    """The same answer when the result is called, see `database.later`."""
    sql, bound = put(question, selection)
    return database.later(sql, **bound, **values)


def of_year(year: int | None) -> str:
    """The condition of a row of the year ``$year``, or of a snapshot without any."""
    return OF_NO_YEAR if year is None else OF_THE_YEAR


def put(question: str, selection: Selection) -> tuple[str, dict[str, object]]:
    """The question with the selection before it, and the values that the selection binds."""
    values = dict(selection.parameters)
    idle = [name for name in CONDITIONS if values[name] in NO_CHOICE]
    for name in idle:
        del values[name]
        values.pop(ALSO_BOUND.get(name, ""), None)
    demanded = " AND ".join(CONDITIONS[name] for name in CONDITIONS if name in values)
    everyone = EVERYONE.replace("{year}", of_year(selection.year))
    return f"{everyone}{demanded or 'true'}\n)\n{question}", values
