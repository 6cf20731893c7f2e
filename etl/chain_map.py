"""Who sits on which node of which chain: by industry code, else by the words for products in products, name and scope.

Nothing unsure is decided here: it is listed as doubtful, with what is doubted, for a person. Source: domain notes 3.3.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from etl.chain_atlas import INDUSTRIES, REFERENCE, Chain, Node, load_industries
from etl.chain_words import find_words

INDUSTRIES_2011 = REFERENCE / "industries_2011.csv"
# Divisions of GB/T 4754 up to 50 make or build, 51 and 52 deal in goods, those above render services.
LAST_DIVISION_OF_TRADE = "52"

# A group with one class is that class with a 0 behind it: 271 is 2710. A division of the atlas is listed whole, so that
# a code there which the table lacks is no code of the standard.
CODES = """
CREATE OR REPLACE TEMP TABLE enterprise_code AS
WITH filled AS (
    SELECT enterprise.enterprise_id, enterprise.industry_name, enterprise.industry_code AS written,
        COALESCE(single.code, enterprise.industry_code) AS code
    FROM enterprise
    LEFT JOIN industry AS single
        ON LENGTH(enterprise.industry_code) = 3 AND enterprise.industry_code || '0' = single.code
),
judged AS (
    SELECT filled.*, industry.name AS name, old.name AS old_name, old.now,
        CASE
            WHEN filled.code IS NULL THEN 'none'
            WHEN old.code IS NOT NULL AND (
                industry.code IS NULL OR (filled.industry_name = old.name AND industry.name <> old.name)
            ) THEN 'old'
            WHEN division.code IS NULL OR (industry.code IS NULL AND whole.division IS NOT NULL)
                OR NOT REGEXP_FULL_MATCH(filled.code, '[0-9]{2,4}') THEN 'invalid'
            WHEN LENGTH(filled.code) < 4 AND above.code IS NOT NULL THEN 'short'
            ELSE 'good' END AS state
    FROM filled
    LEFT JOIN industry ON filled.code = industry.code
    LEFT JOIN industry AS division ON SUBSTR(filled.code, 1, 2) = division.code
    LEFT JOIN industry_2011 AS old ON filled.code = old.code
    LEFT JOIN (SELECT DISTINCT division FROM atlas_division) AS whole ON SUBSTR(filled.code, 1, 2) = whole.division
    LEFT JOIN (
        SELECT SUBSTR(code, 1, 2) AS code FROM atlas_code UNION SELECT SUBSTR(code, 1, 3) FROM atlas_code
    ) AS above ON filled.code = above.code
)
SELECT enterprise_id, code, name, state, state IN ('good', 'short') AS is_usable,
    CASE state
        WHEN 'none' THEN '没有行业代码'
        WHEN 'old' THEN '行业代码 ' || written || ' 是 2011 版的“' || old_name || '”，2017 版为 ' || now
        WHEN 'invalid' THEN '行业代码 ' || written || ' 不在 GB/T 4754—2017 中'
        WHEN 'short' THEN '行业代码 ' || written || ' 只有 ' || LENGTH(written) || ' 位，分不出环节' END AS fault
FROM judged
"""

# A shared code places an enterprise where a word speaks for one of its nodes, else it is a question: at every node that
# shares it, unless another chain knows what the code means.
CANDIDATES = """
CREATE OR REPLACE TEMP TABLE chain_candidate AS
WITH decided AS (
    SELECT code.enterprise_id, atlas.node_id, 'code' AS mapping_source, code.code || ' ' || code.name AS evidence,
        100.0 AS score, NULL AS doubt
    FROM enterprise_code AS code
    INNER JOIN atlas_code AS atlas ON code.code = atlas.code AND atlas.decides
    WHERE code.state = 'good'
),
sharing AS (
    SELECT code.enterprise_id, code.code, code.name, atlas.chain_id, atlas.node_id, hit.evidence,
        COUNT(hit.evidence) OVER (PARTITION BY code.enterprise_id, atlas.chain_id, code.code) AS hits
    FROM enterprise_code AS code
    INNER JOIN atlas_code AS atlas ON code.code = atlas.code AND NOT atlas.decides
    LEFT JOIN (
        SELECT enterprise_id, node_id, ARG_MAX(evidence, (score, evidence)) AS evidence
        FROM chain_hit GROUP BY enterprise_id, node_id
    ) AS hit ON code.enterprise_id = hit.enterprise_id AND atlas.node_id = hit.node_id
    WHERE code.state = 'good'
),
shared AS (
    SELECT enterprise_id, node_id, 'code', code || ' ' || COALESCE(evidence, name),
        CASE WHEN evidence IS NULL THEN 50.0 ELSE 95.0 END,
        CASE WHEN evidence IS NULL THEN '行业代码 ' || code || ' 不能单独决定环节，而名称、主要产品和经营范围没有写明产品' END
    FROM sharing
    WHERE evidence IS NOT NULL OR (
        hits = 0 AND code NOT IN (SELECT code FROM atlas_code WHERE decides)
    )
),
every AS (
    SELECT * FROM decided
    UNION ALL SELECT * FROM shared
    UNION ALL SELECT enterprise_id, node_id, 'keyword', evidence, score, doubt FROM chain_hit
)
SELECT enterprise_id, node_id, mapping_source, evidence, CAST(score AS DOUBLE) AS score,
    doubt IS NOT NULL AS is_doubtful, doubt
FROM every
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY enterprise_id, node_id ORDER BY doubt IS NOT NULL, score DESC, evidence, doubt
) = 1
ORDER BY enterprise_id, node_id
"""

UNMAPPED = """
CREATE OR REPLACE TEMP TABLE chain_unmapped AS
SELECT enterprise_id, fault || '；名称、主要产品和经营范围也看不出它在哪个环节。请补正代码或主要产品，或人工指定。' AS reason
FROM enterprise_code ANTI JOIN chain_candidate USING (enterprise_id)
WHERE fault IS NOT NULL
ORDER BY enterprise_id
"""


def map_enterprises(db: duckdb.DuckDBPyConnection, atlas: Sequence[Chain]) -> None:
    """Table ``enterprise`` → temporary tables ``chain_candidate`` and ``chain_unmapped``.

    ``chain_candidate``: enterprise_id, node_id, mapping_source (``code`` or ``keyword``), evidence, score (orders the
    nodes of an enterprise), is_doubtful, doubt (why, else NULL); one row an enterprise and node. ``chain_unmapped``:
    enterprise_id, reason: those without a candidate whose code is missing, invalid, too short or of the 2011 edition.
    An enterprise whose good code is on no chain is in neither.
    """
    _load_atlas(db, [(chain.id, node) for chain in atlas for node in chain.nodes])
    _create(db, "industry", load_industries(INDUSTRIES).items(), code=str, name=str)
    with INDUSTRIES_2011.open(encoding="utf-8", newline="") as file:
        old = [(row["code"], row["name"], row["now"]) for row in csv.DictReader(file)]
    _create(db, "industry_2011", old, code=str, name=str, now=str)
    db.execute(CODES)
    find_words(db)
    db.execute(CANDIDATES)
    db.execute(UNMAPPED)


def kind_of(node: Node) -> str:
    """What one does to sit on a node: ``trade``, ``make`` or ``serve``, by the division of its codes."""
    if node.trade:
        return "trade"
    first = min((*node.codes, *node.shared_codes), default="")
    return "serve" if first[:2] > LAST_DIVISION_OF_TRADE else "make"


def _load_atlas(db: duckdb.DuckDBPyConnection, nodes: Sequence[tuple[str, Node]]) -> None:
    places = [(node.id, chain, kind_of(node)) for chain, node in nodes]
    codes = [
        (node.id, chain, code, code in node.codes)
        for chain, node in nodes
        for code in (*node.codes, *node.shared_codes)
    ]
    divisions = {
        (chain, code[:2], node.trade) for chain, node in nodes for code in node.codes + node.shared_codes
    }
    words = [(node.id, word.upper()) for _, node in nodes for word in node.keywords]
    excludes = [(node.id, word.upper()) for _, node in nodes for word in node.excludes]
    _create(db, "atlas_node", places, node_id=str, chain_id=str, kind=str)
    _create(db, "atlas_code", codes, node_id=str, chain_id=str, code=str, decides=bool)
    _create(db, "atlas_division", sorted(divisions), chain_id=str, division=str, is_trade=bool)
    _create(db, "atlas_word", words, node_id=str, word=str)
    _create(db, "atlas_exclude", excludes, node_id=str, word=str)


def _create(
    db: duckdb.DuckDBPyConnection, made: str, rows: Iterable[tuple[object, ...]], **columns: type
) -> None:
    schema = pa.schema(
        [(column, pa.bool_() if kind is bool else pa.string()) for column, kind in columns.items()]
    )
    table = pa.Table.from_pylist([dict(zip(columns, row, strict=True)) for row in rows], schema=schema)
    db.register("incoming", table)
    db.execute(f"CREATE OR REPLACE TEMP TABLE {made} AS FROM incoming")
    db.unregister("incoming")
