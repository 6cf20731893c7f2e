"""Questions about one industrial chain: its nodes, what they come to, who is on them.

The metrics are those of the build (``rule_step``, purpose ``chains``), put to DuckDB again over the chosen enterprises, so
that a filter or a change that somebody imagines is reckoned by the very rules that made the published figures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard import database
from dashboard.queries import firms
from dashboard.selection import Selection

# An imagined enterprise's id, which no register can give.
PROJECT, PROJECT_NAME = "what-if:project", "假设项目"


@dataclass(frozen=True)
class Change:
    """What somebody imagines: enterprises that go, a project that comes to ``node`` (empty: none comes)."""

    lost: tuple[str, ...] = ()
    node: str = ""
    output_wan_yuan: float | None = None
    tax_wan_yuan: float | None = None
    land_mu: float | None = None
    is_above_scale: bool = True

    @property
    def is_none(self) -> bool:
        """Whether nothing is changed."""
        return not self.lost and not self.node


@dataclass(frozen=True)
class View:
    """A chain over the chosen enterprises of a year; an empty ``chain_id`` means every chain."""

    selection: Selection
    chain_id: str
    change: Change = field(default_factory=Change)

    @property
    def is_published(self) -> bool:
        """Whether its metrics are those that the build published: every enterprise as it is."""
        return self.change.is_none and self.selection.of_year(None) == Selection()


@dataclass(frozen=True)
class Chain:
    """What the atlas says of a chain."""

    chain_id: str
    name: str
    version: str | None
    source: str | None
    notes: str | None
    chief: str | None
    lead_unit: str | None
    parks: str | None
    centres: str | None


def chains() -> tuple[Chain, ...]:
    """Every chain of the atlas in its order."""
    frame = database.fetch(
        """
        SELECT chain_id, name, version, source, notes, chief, lead_unit, parks, centres
        FROM chain ORDER BY place, chain_id
        """
    )
    return tuple(Chain(**row) for row in database.all_rows(frame))


# The rows that the steps read, cut to the chosen enterprises and the chain, changed as somebody imagines.
CUT = """
, enterprise_chain_node AS (
    SELECT n.* FROM main.enterprise_chain_node AS n INNER JOIN firms AS f ON f.enterprise_id = n.enterprise_id
    WHERE n.chain_id = $chain::VARCHAR OR $chain::VARCHAR = ''
), chain_node AS (
    SELECT * FROM main.chain_node WHERE chain_id = $chain::VARCHAR OR $chain::VARCHAR = ''
), firm_year AS (
    SELECT * FROM main.firm_year WHERE {year}
)
"""
# What the build has reckoned need not be reckoned again.
PUBLISHED = """
WITH chain_node AS (
    SELECT * FROM main.chain_node WHERE chain_id = $chain::VARCHAR OR $chain::VARCHAR = ''
)
"""
CHANGED = """
, enterprise_chain_node AS (
    SELECT n.* FROM main.enterprise_chain_node AS n INNER JOIN firms AS f ON f.enterprise_id = n.enterprise_id
    WHERE n.chain_id = $chain::VARCHAR AND NOT list_contains($lost::VARCHAR[], n.enterprise_id)
    UNION ALL BY NAME
    SELECT $project AS enterprise_id, node_id, chain_id, true AS is_primary, true AS is_primary_in_chain
    FROM main.chain_node WHERE node_id = $node::VARCHAR AND chain_id = $chain::VARCHAR
), chain_node AS (
    SELECT * FROM main.chain_node WHERE chain_id = $chain::VARCHAR
), enterprise AS (
    SELECT * FROM main.enterprise UNION ALL BY NAME SELECT $project AS enterprise_id, $project_name AS name
), firm_year AS (
    SELECT * FROM main.firm_year WHERE {year}
    UNION ALL BY NAME
    SELECT $project AS enterprise_id, $project_name AS name, $year::INTEGER AS year, $above::BOOLEAN AS is_above_scale,
        $output::DOUBLE AS output_wan_yuan, $tax::DOUBLE AS tax_wan_yuan, $land::DOUBLE AS land_mu
)
"""


def ask(question: str, view: View, **values: object) -> pd.DataFrame:
    """The answer to ``question``, which reads the tables of the chains and ``firms`` of the view."""
    sql, bound = put(question, view)
    return database.fetch(sql, **bound, **values)


def later(question: str, view: View, **values: object) -> Callable[[], pd.DataFrame]:
    """The same answer when the result is called, see `database.later`."""
    sql, bound = put(question, view)
    return database.later(sql, **bound, **values)


def put(question: str, view: View) -> tuple[str, dict[str, object]]:
    """The question behind the build's own steps over the rows of the view, and the values that it binds."""
    rows = database.fetch("SELECT name, query FROM rule_step WHERE purpose = 'chains' ORDER BY step")
    steps = "".join(
        f", {name} AS (\n{query}\n)\n" for name, query in zip(rows["name"], rows["query"], strict=True)
    )
    rows_of = (CUT if view.change.is_none else CHANGED).replace("{year}", firms.of_year(view.selection.year))
    sql, bound = firms.put(rows_of + steps + question, view.selection)
    return sql, {**bound, "chain": view.chain_id, **_imagined(view.change)}


def _imagined(change: Change) -> dict[str, object]:
    if change.is_none:
        return {}
    return {
        "lost": change.lost,
        "node": change.node,
        "project": PROJECT,
        "project_name": PROJECT_NAME,
        "above": change.is_above_scale,
        "output": change.output_wan_yuan,
        "tax": change.tax_wan_yuan,
        "land": change.land_mu,
    }


def _metrics(question: str, view: View) -> pd.DataFrame:
    """The answer to ``question``, which reads only what the build publishes of the chains."""
    if not view.is_published:
        return ask(question, view)
    return database.fetch(PUBLISHED + question, chain=view.chain_id, year=view.selection.year)


def nodes(view: View) -> pd.DataFrame:
    """One row per node in the order of the atlas: its place in it and its metrics of the year."""
    return _metrics(
        """
        SELECT n.name, n.segment, n.place, n.weight, y.*
        FROM chain_node AS n
        INNER JOIN chain_node_year AS y ON y.node_id = n.node_id AND y.year IS NOT DISTINCT FROM $year::INTEGER
        ORDER BY n.place, n.node_id
        """,
        view,
    )


def totals(view: View) -> pd.DataFrame:
    """One row per chain of the view in the order of the atlas: ``name``, its metrics, how many nodes have which light."""
    return _metrics(
        """
        , lights AS (
            SELECT chain_id, count(*) FILTER (light = '强') AS strong, count(*) FILTER (light = '中') AS middling,
                count(*) FILTER (light = '弱') AS weak, count(*) FILTER (light = '缺') AS missing,
                count(*) FILTER (light = '未评') AS unjudged
            FROM chain_node_year WHERE year IS NOT DISTINCT FROM $year::INTEGER GROUP BY chain_id
        )
        SELECT c.name, y.*, l.strong, l.middling, l.weak, l.missing, l.unjudged
        FROM chain AS c
        INNER JOIN chain_year AS y ON y.chain_id = c.chain_id AND y.year IS NOT DISTINCT FROM $year::INTEGER
        INNER JOIN lights AS l ON l.chain_id = c.chain_id
        WHERE c.chain_id = $chain::VARCHAR OR $chain::VARCHAR = ''
        ORDER BY c.place, c.chain_id
        """,
        view,
    )


def whole(view: View) -> dict[str, Any]:
    """The row of `totals` of the view's one chain."""
    return database.only_row(totals(view))


def links(chain_id: str) -> pd.DataFrame:
    """Which node supplies which: ``from_node``, ``to_node``."""
    return database.fetch(
        """
        SELECT l.from_node, l.to_node FROM chain_link AS l
        INNER JOIN chain_node AS n ON n.node_id = l.from_node WHERE n.chain_id = $chain::VARCHAR ORDER BY ALL
        """,
        chain=chain_id,
    )


def light_rule() -> dict[str, Any]:
    """The limits by which the build judged lights."""
    return database.only_row(database.fetch("SELECT * FROM chain_light_rule"))


# The enterprises of a node or a whole chain, each once, the greatest output first.
MEMBERS = """
, placed AS (
    SELECT n.enterprise_id, string_agg(c.name, '、' ORDER BY n.is_primary_in_chain DESC, c.place) AS nodes,
        string_agg(n.mapping_source || '：' || coalesce(n.evidence, ''), '；'
            ORDER BY n.is_primary_in_chain DESC, c.place) AS grounds
    FROM enterprise_chain_node AS n INNER JOIN chain_node AS c ON c.node_id = n.node_id GROUP BY n.enterprise_id
), honoured AS (
    SELECT enterprise_id, list(honour_code ORDER BY honour_code) AS honours
    FROM honour_year WHERE year = $year::INTEGER AND counts GROUP BY enterprise_id
)
SELECT m.enterprise_id, m.name, p.nodes, m.is_above_scale, m.output_wan_yuan,
    100 * m.output_wan_yuan / nullif(sum(greatest(m.output_wan_yuan, 0)) OVER (), 0) AS output_share_pct,
    m.output_official_yoy,
    CASE WHEN m.output_before_wan_yuan > 0 THEN 100 * (m.output_wan_yuan / m.output_before_wan_yuan - 1) END
        AS growth_pct,
    m.tax_wan_yuan, m.land_mu, CASE WHEN m.land_mu > 0 THEN m.tax_wan_yuan / m.land_mu END AS tax_wan_yuan_per_mu,
    h.honours, nullif(f.park, $outside) AS park, nullif(f.town, $unknown) AS town, p.grounds
FROM chain_member AS m
INNER JOIN firms AS f ON f.enterprise_id = m.enterprise_id
LEFT JOIN placed AS p ON p.enterprise_id = m.enterprise_id
LEFT JOIN honoured AS h ON h.enterprise_id = m.enterprise_id
WHERE m.scope_id = $scope::VARCHAR
ORDER BY m.output_wan_yuan DESC NULLS LAST, m.tax_wan_yuan DESC NULLS LAST, m.name, m.enterprise_id
LIMIT $most::BIGINT
"""


def members(view: View, scope: str, most: int | None) -> pd.DataFrame:
    """The enterprises of ``scope``, a node or the chain itself, the greatest output first, ``most`` at most."""
    return ask(MEMBERS, view, scope=scope, most=most)


def members_later(view: View, scope: str) -> Callable[[], pd.DataFrame]:
    """All of them, read when the result is called."""
    return later(MEMBERS, view, scope=scope, most=None)


def tree(view: View) -> pd.DataFrame:
    """The chain's enterprises with positive output under their main node: their sum is the chain's.

    Columns: ``segment``, ``node_id``, ``node``, ``enterprise_id``, ``name``, ``output_wan_yuan``.
    """
    return ask(
        """
        SELECT c.segment, c.node_id, c.name AS node, m.enterprise_id, m.name, m.output_wan_yuan
        FROM chain_member AS m
        INNER JOIN enterprise_chain_node AS n ON n.enterprise_id = m.enterprise_id AND n.is_primary_in_chain
        INNER JOIN chain_node AS c ON c.node_id = n.node_id
        WHERE m.scope_id = $chain::VARCHAR AND m.output_wan_yuan > 0
        ORDER BY c.place, m.output_wan_yuan DESC, m.enterprise_id
        """,
        view,
    )


def contributions(view: View) -> pd.DataFrame:
    """The chain's enterprises with output in both years: ``name``, ``change_wan_yuan``, ``points``; the largest change first.

    ``points`` add up to the growth of the same enterprises, in per cent.
    """
    return ask(
        """
        , both_years AS (
            SELECT name, enterprise_id, output_wan_yuan - output_before_wan_yuan AS change_wan_yuan,
                100 * (output_wan_yuan - output_before_wan_yuan) / nullif(sum(output_before_wan_yuan) OVER (), 0)
                    AS points
            FROM chain_member
            WHERE scope_id = $chain::VARCHAR AND output_wan_yuan IS NOT NULL AND output_before_wan_yuan IS NOT NULL
        )
        SELECT * FROM both_years ORDER BY abs(change_wan_yuan) DESC, name, enterprise_id
        """,
        view,
    )


def parks(view: View, scope: str) -> pd.DataFrame:
    """One row per park in which ``scope``, the chain or a node, has an enterprise; most firms first.

    Columns: ``park_id``, ``park``, ``firms``, ``output_wan_yuan``.
    """
    return ask(
        """
        SELECT f.park_id, any_value(f.park) AS park, count(*) AS firms, sum(m.output_wan_yuan) AS output_wan_yuan
        FROM chain_member AS m INNER JOIN firms AS f ON f.enterprise_id = m.enterprise_id
        WHERE m.scope_id = $scope::VARCHAR GROUP BY f.park_id ORDER BY f.park_id = '', firms DESC, park
        """,
        view,
        scope=scope,
    )


def sites(view: View, scope: str) -> pd.DataFrame:
    """Every parcel with an outline: ``shape_geojson``, ``label``, and ``is_shown`` where an enterprise of ``scope`` uses it."""
    return ask(
        """
        , used AS (
            SELECT o.parcel_id, string_agg(DISTINCT m.name, '、' ORDER BY m.name) AS names
            FROM chain_member AS m
            INNER JOIN firms AS f ON f.enterprise_id = m.enterprise_id
            INNER JOIN occupancy AS o ON o.enterprise_id = m.enterprise_id AND o.year = $year::INTEGER
            WHERE m.scope_id = $scope::VARCHAR GROUP BY o.parcel_id
        )
        SELECT p.shape_geojson, coalesce(u.names, p.owner_name, p.parcel_id) AS label, u.parcel_id IS NOT NULL AS is_shown
        FROM parcel AS p LEFT JOIN used AS u ON u.parcel_id = p.parcel_id
        WHERE p.shape_geojson IS NOT NULL ORDER BY p.parcel_id
        """,
        view,
        scope=scope,
    )
