"""Where a gap of a chain could be filled: idle or low-yield parcels beside its missing and weak nodes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard.queries import chain_projects, chains
from dashboard.queries.chains import View

IDLE_STAGES = ("供而未用", "竣工未投")
# Parcels below half a 亩 are shown elsewhere, and are no site for a project.
LEAST_MU = 0.5
LOWEST_PART = 0.25

# A parcel is beside a node when it lies in a park of the chain, or in one where an enterprise of a node that supplies or
# is supplied by it sits. Low-yield: tax per mu in the lowest quarter of the district's parcels of the year.
GAPS = """
, wanted AS (
    SELECT y.node_id, n.name AS node, n.segment, n.place, n.weight, y.light, y.light_reason
    FROM chain_node_year AS y INNER JOIN chain_node AS n ON n.node_id = y.node_id
    WHERE y.year = $year::INTEGER AND y.light IN ('缺', '弱')
), linked AS (
    SELECT from_node AS node_id, to_node AS other FROM chain_link
    UNION
    SELECT to_node, from_node FROM chain_link
), beside AS (
    SELECT l.node_id, f.park_id, string_agg(DISTINCT n.name, '、' ORDER BY n.name) AS neighbours,
        count(DISTINCT m.enterprise_id) AS neighbour_firms
    FROM linked AS l
    INNER JOIN chain_member AS m ON m.scope_id = l.other AND m.year = $year::INTEGER
    INNER JOIN chain_node AS n ON n.node_id = l.other
    INNER JOIN firms AS f ON f.enterprise_id = m.enterprise_id
    WHERE f.park_id <> '' GROUP BY l.node_id, f.park_id
), lowest AS (
    SELECT quantile_cont(tax_wan_yuan_per_mu, $part::DOUBLE) AS per_mu
    FROM parcel_year WHERE year = $year::INTEGER AND land_mu >= $least_mu::DOUBLE
), sites AS (
    SELECT p.parcel_id, p.parcel_address, p.park_id, coalesce(k.name, p.park_id) AS park, p.town, p.land_mu, p.stage,
        y.tax_wan_yuan_per_mu, list_contains($chain_parks::VARCHAR[], k.name) AS in_chain_park,
        list_contains($idle::VARCHAR[], p.stage) AS is_idle
    FROM parcel AS p
    LEFT JOIN parcel_year AS y ON y.parcel_id = p.parcel_id AND y.year = $year::INTEGER
    LEFT JOIN park AS k ON k.park_id = p.park_id
    CROSS JOIN lowest
    WHERE p.land_mu >= $least_mu::DOUBLE
        AND (len($site_towns::VARCHAR[]) = 0 OR list_contains($site_towns::VARCHAR[], coalesce(p.town, $unknown)))
        AND (len($site_parks::VARCHAR[]) = 0 OR list_contains($site_parks::VARCHAR[], coalesce(p.park_id, '')))
        AND (list_contains($idle::VARCHAR[], p.stage) OR y.tax_wan_yuan_per_mu <= lowest.per_mu)
), matched AS (
    SELECT w.node_id, s.*, b.neighbours, b.neighbour_firms,
        row_number() OVER (PARTITION BY w.node_id ORDER BY s.in_chain_park IS TRUE DESC, s.is_idle DESC,
            b.neighbour_firms DESC NULLS LAST, s.land_mu DESC, s.parcel_id) AS choice
    FROM wanted AS w CROSS JOIN sites AS s
    LEFT JOIN beside AS b ON b.node_id = w.node_id AND b.park_id = s.park_id
    WHERE s.in_chain_park OR b.park_id IS NOT NULL
), coming AS (
    SELECT g.node_id, string_agg(p.project_name || '（'
            || concat_ws('，', coalesce(list_extract($stages::VARCHAR[], p.reached), '阶段未写明'),
            round(p.intended_land_mu, 1) || ' 亩') || '）', '、'
            ORDER BY p.total_investment_wan_yuan DESC NULLS LAST, p.project_name, p.project_id) AS projects
    FROM project_place AS g INNER JOIN investment AS p ON p.project_id = g.project_id
    WHERE p.reached < $produces::INTEGER GROUP BY g.node_id
)
SELECT w.node_id, w.node, w.segment, w.light, w.light_reason, m.parcel_id, m.parcel_address, m.park, m.town, m.land_mu,
    m.stage, m.tax_wan_yuan_per_mu,
    CASE WHEN m.parcel_id IS NULL THEN '没有可用的：上下游节点没有企业在园区内，这条链也没有登记园区'
        WHEN m.is_idle THEN m.stage ELSE '亩均税收在全区地块最低四分之一' END AS why_site,
    CASE WHEN m.in_chain_park THEN '在这条链的园区'
        WHEN m.neighbours IS NOT NULL THEN '同片区有 ' || m.neighbour_firms || ' 户上下游企业（' || m.neighbours || '）'
        END AS why_beside, c.projects
FROM wanted AS w LEFT JOIN matched AS m ON m.node_id = w.node_id AND m.choice <= coalesce($each::BIGINT, 1000000)
LEFT JOIN coming AS c ON c.node_id = w.node_id
ORDER BY w.light = '弱', w.weight DESC, w.place, m.choice
"""
QUESTION = chain_projects.PLACES + chain_projects.INVESTMENT + GAPS


def sites(view: View, chain_parks: Sequence[str], each: int | None) -> pd.DataFrame:
    """One row per missing or weak node and parcel beside it, the best ``each`` of a node; one without parcel where none is.

    Columns: the node with ``light`` and ``light_reason``, the parcel with its land, stage and tax per mu, ``why_site``:
    what makes it available, ``why_beside``: what it has to do with the node, ``projects``: the
    招商 projects not yet in production that speak of the node, whichever parcel they would take.
    """
    return chains.ask(QUESTION, view, **_bound(view, chain_parks, each))


def sites_later(view: View, chain_parks: Sequence[str]) -> Callable[[], pd.DataFrame]:
    """All of them, read when the result is called."""
    return chains.later(QUESTION, view, **_bound(view, chain_parks, None))


def _bound(view: View, chain_parks: Sequence[str], each: int | None) -> dict[str, object]:
    return {
        "chain_parks": tuple(chain_parks),
        "idle": IDLE_STAGES,
        "least_mu": LEAST_MU,
        "part": LOWEST_PART,
        "site_towns": view.selection.towns,
        "site_parks": view.selection.parks,
        "each": each,
        **chain_projects.filling_bound(view.selection),
    }
