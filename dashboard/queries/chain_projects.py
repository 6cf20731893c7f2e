"""Questions about the projects of a chain: which node each speaks of and why, how far it is, what is invested in a year.

A project names no node of the atlas: it is placed by the words of its ledger, its industry code and its enterprise's node.
It has come as far as `project_cases` says, on the day of the ledgers' latest word.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from dashboard.database import fetch, only_row
from dashboard.queries import chains, firms, project_cases
from dashboard.queries.chains import View
from dashboard.queries.project_cases import KNOWN, LANDS, PRODUCES
from dashboard.selection import Selection

# Of the words the one that fits best speaks: the same word, else the longest common one. Behind the name of a chain the
# rest is sought on that chain: 集成电路封测 is 封测 there.
# A wholesaler's node takes no product's word: what is made is not sold there. A code that nodes share leads to the chain.
PLACES = """
, part AS (
    SELECT DISTINCT project_id, part FROM (
        SELECT project_id, trim(unnest(string_split_regex(chain_node_said, '[、，,；;/|]'))) AS part FROM project
    ) WHERE length(part) >= 2
), spoken AS (
    SELECT p.project_id, p.part, c.chain_id, replace(p.part, c.short, '') AS rest, contains(c.short, p.part) AS is_whole
    FROM part AS p INNER JOIN (SELECT chain_id, split_part(name, '（', 1) AS short FROM chain) AS c
        ON length(c.short) >= 2 AND (contains(c.short, p.part) OR contains(p.part, c.short))
), sought AS (
    SELECT project_id, part, rest AS words, chain_id FROM spoken WHERE NOT is_whole AND length(rest) >= 2
    UNION ALL
    SELECT project_id, part, part, NULL FROM part ANTI JOIN spoken USING (project_id, part)
), word AS (
    SELECT node_id, chain_id, name AS word FROM main.chain_node
    UNION
    SELECT node_id, chain_id, unnest(string_split(keywords, '、')) FROM main.chain_node
    WHERE NOT regexp_matches(coalesce(codes, ''), '^5[12]')
), heard AS (
    SELECT s.project_id, s.part, w.chain_id, w.node_id
    FROM sought AS s INNER JOIN word AS w ON contains(s.words, w.word) OR contains(w.word, s.words)
    WHERE length(w.word) >= 2 AND (s.chain_id IS NULL OR s.chain_id = w.chain_id)
    QUALIFY rank() OVER (PARTITION BY s.project_id, s.part, s.chain_id ORDER BY w.word = s.words DESC,
        least(length(w.word), length(s.words)) DESC, contains(s.words, w.word) DESC) = 1
), ground AS (
    SELECT project_id, chain_id, node_id, 1 AS place, '来件写“' || part || '”' AS ground FROM heard
    UNION
    SELECT project_id, chain_id, NULL, 1, '来件写“' || part || '”' FROM spoken
    UNION
    SELECT p.project_id, n.chain_id, n.node_id, 2, '行业代码 ' || p.industry_code FROM project AS p
    INNER JOIN main.chain_node AS n ON list_contains(string_split(n.codes, '、'), p.industry_code)
    UNION
    SELECT p.project_id, n.chain_id, NULL, 2, '行业代码 ' || p.industry_code || ' 由几个节点共用' FROM project AS p
    INNER JOIN main.chain_node AS n ON list_contains(string_split(n.shared_codes, '、'), p.industry_code)
    UNION
    SELECT p.project_id, n.chain_id, n.node_id, 3, '承担企业在这个节点' FROM project AS p
    INNER JOIN main.enterprise_chain_node AS n ON n.enterprise_id = p.enterprise_id AND n.is_primary_in_chain
), project_place AS (
    SELECT project_id, chain_id, node_id, string_agg(ground, '；' ORDER BY place, ground) AS grounds
    FROM ground GROUP BY project_id, chain_id, node_id
    QUALIFY node_id IS NOT NULL OR count(node_id) OVER (PARTITION BY project_id, chain_id) = 0
)
"""
# Of the shared filters only the place speaks of a project that has no enterprise yet.
INVESTMENT = f"""{KNOWN}
, investment AS (
    SELECT * EXCLUDE (firm, who) FROM known
    WHERE (len($of_towns::VARCHAR[]) = 0 OR list_contains($of_towns::VARCHAR[], coalesce(town, $unknown)))
        AND (len($of_parks::VARCHAR[]) = 0 OR list_contains($of_parks::VARCHAR[], coalesce(park_id, '')))
)
"""  # noqa: S608
# Whether a project would still fill the gap at its node, here and on 项目与招商.
FILLS = "coalesce(y.light IN ('缺', '弱') AND {}.reached < $produces::INTEGER, false) AS fills"
ON_CHAIN = f"""
SELECT p.project_id, p.project_name, n.node_id, n.name AS node, y.light, g.grounds,
    list_extract($stages::VARCHAR[], p.reached) AS furthest, p.stage, p.intended_land_mu,
    p.total_investment_wan_yuan, p.enterprise_name, p.investor, p.signed_on, p.town, coalesce(k.name, p.park_id) AS park,
    p.responsible_unit, {FILLS.format("p")}
FROM investment AS p
INNER JOIN project_place AS g ON g.project_id = p.project_id AND g.chain_id = $chain::VARCHAR
LEFT JOIN main.chain_node AS n ON n.node_id = g.node_id
LEFT JOIN chain_node_year AS y ON y.node_id = g.node_id AND y.year = $year::INTEGER
LEFT JOIN park AS k ON k.park_id = p.park_id
ORDER BY fills DESC, p.total_investment_wan_yuan DESC NULLS LAST, p.project_name, p.project_id, n.place
"""  # noqa: S608
FUNNEL = """
, mine AS (
    SELECT * FROM investment WHERE project_id IN (
        SELECT project_id FROM project_place WHERE chain_id = $chain::VARCHAR)
), step AS (SELECT unnest($stages::VARCHAR[]) AS stage, generate_subscripts($stages::VARCHAR[], 1) AS place)
SELECT coalesce(s.stage, '没有写明') AS stage, count(m.project_id) AS projects,
    sum(m.total_investment_wan_yuan) AS total_investment_wan_yuan, sum(m.intended_land_mu) AS intended_land_mu
FROM step AS s FULL JOIN mine AS m ON m.reached = s.place
GROUP BY s.stage, s.place ORDER BY s.place NULLS LAST
"""
# What a year's report says of a chain's projects; a project counts once however many nodes it speaks of.
LANDING = """
, mine AS (
    SELECT * FROM investment WHERE project_id IN (
        SELECT project_id FROM project_place WHERE chain_id = $chain::VARCHAR)
)
SELECT count(*) AS projects, count(*) FILTER (is_landed) AS landed,
    sum(total_investment_wan_yuan) FILTER (is_landed) AS landed_wan_yuan,
    count(*) FILTER (is_landed AND total_investment_wan_yuan IS NULL) AS landed_without_sum,
    count(*) FILTER (year(signed_on) = $year::INTEGER AND signed_on <= $on::DATE) AS signed_in_year
FROM (SELECT *, reached >= $lands::INTEGER AS is_landed FROM mine)
"""
CARRIERS = """
SELECT DISTINCT p.project_id, p.project_name, p.completed_on FROM project AS p
INNER JOIN project_place AS g ON g.project_id = p.project_id AND g.chain_id = $chain::VARCHAR
WHERE regexp_matches(p.project_name, '产业园|园区|载体|标准厂房|孵化器|加速器') AND year(p.completed_on) = $year::INTEGER
    AND (len($of_towns::VARCHAR[]) = 0 OR list_contains($of_towns::VARCHAR[], coalesce(p.town, $unknown)))
    AND (len($of_parks::VARCHAR[]) = 0 OR list_contains($of_parks::VARCHAR[], coalesce(p.park_id, '')))
ORDER BY p.completed_on, p.project_name, p.project_id
"""
UPGRADES = """
SELECT p.project_id, p.project_name, f.enterprise_id, f.name, p.stage, p.total_investment_wan_yuan, p.equipment_wan_yuan,
    y.year_plan_wan_yuan, y.year_done_wan_yuan,
    100 * y.year_done_wan_yuan / nullif(y.year_plan_wan_yuan, 0) AS year_done_pct, p.done_wan_yuan, p.is_in_statistics,
    p.is_key_project
FROM project AS p
INNER JOIN firms AS f ON f.enterprise_id = p.enterprise_id
LEFT JOIN project_year AS y ON y.project_id = p.project_id AND y.year = $year::INTEGER
WHERE p.project_kind = 'upgrade' AND p.enterprise_id IN (
    SELECT enterprise_id FROM enterprise_chain_node WHERE chain_id = $chain::VARCHAR)
ORDER BY y.year_plan_wan_yuan DESC NULLS LAST, p.total_investment_wan_yuan DESC NULLS LAST, p.project_name, p.project_id
"""
UNPLACED = """
SELECT p.project_id, p.project_name, p.stage, p.intended_land_mu, p.total_investment_wan_yuan, p.investor,
    p.chain_node_said, p.industry_code,
    CASE WHEN p.chain_node_said IS NULL AND p.industry_code IS NULL THEN '来件没有写产业链环节和行业代码'
        ELSE concat_ws('，', '环节“' || p.chain_node_said || '”', '行业代码 ' || p.industry_code) || ' 不在任何一条链的图谱中'
        END AS reason
FROM investment AS p ANTI JOIN project_place AS g ON g.project_id = p.project_id
ORDER BY p.total_investment_wan_yuan DESC NULLS LAST, p.project_name, p.project_id
"""


def investments(view: View) -> pd.DataFrame:
    """One row per 招商 project of the chain and node that it speaks of; without node where only the chain is told.

    Columns: the project, ``node`` with its ``light``, ``grounds``: why it is placed there, ``fills``: whether the node is
    missing or weak and the project not yet in production. Those that fill come first, the greatest investment first.
    """
    return chains.ask(PLACES + INVESTMENT + ON_CHAIN, view, **filling_bound(view.selection))


def investments_later(view: View) -> Callable[[], pd.DataFrame]:
    """The same, read when the result is called."""
    return chains.later(PLACES + INVESTMENT + ON_CHAIN, view, **filling_bound(view.selection))


def funnel(view: View) -> pd.DataFrame:
    """One row per stage, ``projects`` of the chain at it, investment and land; last those whose stage nobody wrote."""
    bound = {**investment_bound(view.selection), "chain": view.chain_id}
    return firms.ask(PLACES + INVESTMENT + FUNNEL, view.selection, **bound)


def upgrades(view: View) -> pd.DataFrame:
    """One row per 技改 project of the chain's chosen enterprises: plan and result of the year, missing where not stated."""
    return firms.ask(UPGRADES, view.selection, chain=view.chain_id)


def landing(view: View) -> dict[str, Any]:
    """The chain's 招商 projects in one row: landed ones with their investment, how many were signed in the year."""
    bound = {**investment_bound(view.selection), "lands": LANDS, "chain": view.chain_id}
    return only_row(firms.ask(PLACES + INVESTMENT + LANDING, view.selection, **bound))


def carriers(view: View) -> pd.DataFrame:
    """One row per project of the chain that by its name built a park or premises, completed in the year."""
    return firms.ask(PLACES + CARRIERS, view.selection, chain=view.chain_id, **place_bound(view.selection))


def unplaced(selection: Selection) -> pd.DataFrame:
    """One row per 招商 project that no chain's atlas knows, with the ``reason``."""
    return firms.ask(PLACES + INVESTMENT + UNPLACED, selection, **investment_bound(selection))


def are_there() -> bool:
    """Whether any ledger of projects was read."""
    return bool(fetch("SELECT count(*) AS rows FROM project")["rows"].iloc[0])


def day() -> date:
    """The day of the ledgers' latest word, on which 项目与招商 opens too."""
    return project_cases.told_on() or date.today()


def place_bound(selection: Selection) -> dict[str, object]:
    """What the place of a project is held against."""
    return {"of_towns": selection.towns, "of_parks": selection.parks}


def investment_bound(selection: Selection) -> dict[str, object]:
    """What `INVESTMENT` is asked with."""
    return {**place_bound(selection), **project_cases.known_bound("investment", day())}


def filling_bound(selection: Selection) -> dict[str, object]:
    """What is asked with to tell which of them still fill a gap."""
    return {**investment_bound(selection), "produces": PRODUCES}
