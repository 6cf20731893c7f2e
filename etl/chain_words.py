"""Which products of the atlas an enterprise speaks of: in its main products, its name and its business scope."""

from __future__ import annotations

import re

import duckdb

from etl.business_scope import DESIGNING, MAKING, SELLING, folded, read_scopes

# Phrases of a scope up to here are its main business; what comes later is often there just in case.
LAST_MAIN_PHRASE, LAST_MAIN_PHRASE_OF_TRADE = 5, 3
# What a name says of a business that is none of making or of software, whatever else its scope lists.
OTHER_BUSINESS = (
    "贸易|商贸|物流|货运|储运|投资|展览|会展|印刷|酒店|宾馆|餐饮|管理|咨询|教育|培训|广告|传媒|装饰|装修|装潢|建筑|建设|物业|房地产|置业"
    "|商店|商行|经营部|供销|超市|百货|服装|服饰|制衣|鞋业|旅游|运输|银行|保险|典当|拍卖|劳务|园林|花卉|文化|租赁"
)
SEPARATORS = "[、，,；;。/\\s]+"
LONGEST_EVIDENCE = 40

SCOPES = f"""
CREATE OR REPLACE TEMP TABLE read_scope AS
SELECT ROW_NUMBER() OVER () AS scope_id, text
FROM (
    SELECT DISTINCT {folded("business_scope")} AS text FROM enterprise
    WHERE REGEXP_MATCHES({folded("business_scope")}, $words) OR REGEXP_MATCHES({folded("name")}, $words)
)
"""  # noqa: S608

# place: products, name or scope; position: of the phrase in its place.
SPOKEN = f"""
CREATE OR REPLACE TEMP TABLE spoken AS
WITH product AS (
    SELECT enterprise_id, UNNEST(products) AS phrase, GENERATE_SUBSCRIPTS(products, 1) AS position
    FROM (
        SELECT enterprise_id, REGEXP_SPLIT_TO_ARRAY({folded("products")}, $separators) AS products
        FROM enterprise WHERE products IS NOT NULL
    )
)
SELECT enterprise_id, 'products' AS place, position, phrase, 0 AS doings
FROM product WHERE REGEXP_MATCHES(phrase, $words)
UNION ALL
SELECT enterprise.enterprise_id, 'name', 1, {folded("enterprise.name")}, whole.doings
FROM enterprise
LEFT JOIN read_scope ON {folded("business_scope")} = read_scope.text
LEFT JOIN (SELECT scope_id, BIT_OR(doings) AS doings FROM scope_phrase GROUP BY scope_id) AS whole
    ON read_scope.scope_id = whole.scope_id
WHERE REGEXP_MATCHES({folded("enterprise.name")}, $words)
UNION ALL
SELECT enterprise.enterprise_id, 'scope', scope_phrase.position, scope_phrase.phrase, scope_phrase.doings
FROM enterprise
INNER JOIN read_scope ON {folded("business_scope")} = read_scope.text
INNER JOIN scope_phrase ON read_scope.scope_id = scope_phrase.scope_id
WHERE REGEXP_MATCHES(scope_phrase.phrase, $words)
"""  # noqa: S608

# Phrases repeat from enterprise to enterprise: each is compared with the words once.
WORDED = """
CREATE OR REPLACE TEMP TABLE worded AS
WITH found AS (
    SELECT DISTINCT phrase, node_id
    FROM (SELECT DISTINCT phrase FROM spoken) INNER JOIN atlas_word ON CONTAINS(phrase, word)
)
SELECT found.phrase, found.node_id
FROM found LEFT JOIN atlas_exclude AS exclude
    ON found.node_id = exclude.node_id AND CONTAINS(found.phrase, exclude.word)
GROUP BY found.phrase, found.node_id HAVING COUNT(exclude.word) = 0
"""

# does: whether it does what one does on the node; NULL where nothing says so. A product is made by whoever names it as
# his. A name says nothing of doings, so the whole scope answers for it; it tells nothing where the code places the
# enterprise on the chain already, or where the scope only deals in what the name makes one think of.
HITS = """
CREATE OR REPLACE TEMP TABLE chain_hit AS
WITH hit AS (
    SELECT spoken.*, node.node_id, node.chain_id, node.kind, code.code, code.is_usable,
        division.division IS NOT NULL AS code_agrees, placed.code IS NOT NULL AS is_placed,
        CASE
            WHEN spoken.place = 'products' THEN node.kind <> 'trade'
            WHEN COALESCE(spoken.doings, 0) = 0 THEN NULL
            WHEN node.kind = 'trade' THEN spoken.doings & $selling > 0 AND spoken.doings & $making = 0
            WHEN spoken.doings & $making > 0 THEN TRUE
            WHEN spoken.doings & $designing = 0 THEN FALSE
            WHEN node.kind = 'serve' THEN TRUE END AS does
    FROM spoken
    INNER JOIN worded ON spoken.phrase = worded.phrase
    INNER JOIN atlas_node AS node ON worded.node_id = node.node_id
    INNER JOIN enterprise_code AS code ON spoken.enterprise_id = code.enterprise_id
    LEFT JOIN atlas_division AS division
        ON node.chain_id = division.chain_id AND (node.kind = 'trade') = division.is_trade
        AND code.is_usable AND SUBSTR(code.code, 1, 2) = division.division
    LEFT JOIN (SELECT DISTINCT chain_id, code FROM atlas_code WHERE decides) AS placed
        ON node.chain_id = placed.chain_id AND code.code = placed.code AND code.state = 'good'
),
whole AS (
    SELECT hit.*, enterprise.name,
        BOOL_OR(place = 'scope' AND does) OVER (PARTITION BY hit.enterprise_id, chain_id, kind = 'trade') AS scope_confirms,
        BOOL_OR(place = 'scope' AND does) OVER (PARTITION BY hit.enterprise_id, node_id) AS scope_does,
        BOOL_OR(place = 'scope' AND NOT does) OVER (PARTITION BY hit.enterprise_id, node_id) AS scope_deals
    FROM hit INNER JOIN enterprise ON hit.enterprise_id = enterprise.enterprise_id
),
doubted AS (
    SELECT *, [
        CASE WHEN is_usable AND NOT code_agrees THEN '与行业代码 ' || code || ' 不符' END,
        CASE
            WHEN place = 'name' THEN
                CASE WHEN NOT (scope_confirms OR code_agrees) THEN '名称提到，经营范围没有写明' END
            WHEN COALESCE(doings, 0) = 0 AND does IS NULL THEN '经营范围没有写明是生产还是销售'
            WHEN does IS NULL THEN '经营范围只写研发设计，没有写生产' END,
        CASE
            WHEN kind <> 'trade' AND place = 'scope' AND NOT code_agrees AND REGEXP_MATCHES(name, $other_business)
            THEN '名称像是' || REGEXP_EXTRACT(name, $other_business) || '企业' END,
        CASE
            WHEN place = 'scope' AND position > CASE kind WHEN 'trade' THEN $last_of_trade ELSE $last_main END
            THEN '只在经营范围第 ' || position || ' 项提到' END
    ] AS doubts
    FROM whole
    WHERE does OR does IS NULL OR (place = 'name' AND code_agrees)
)
SELECT enterprise_id, node_id, SUBSTR(phrase, 1, $longest) AS evidence,
    CASE
        WHEN place = 'products' THEN 80 WHEN place = 'name' THEN 60 WHEN position <= $last_main THEN 40 ELSE 20
    END - LEAST(position, 999) / 1000.0 AS score,
    NULLIF(ARRAY_TO_STRING(LIST_FILTER(doubts, lambda doubt: doubt IS NOT NULL), '；'), '') AS doubt
FROM doubted
WHERE place <> 'name' OR COALESCE(scope_does, FALSE)
    OR NOT (is_placed OR (COALESCE(scope_deals, FALSE) AND NOT code_agrees))
"""


def find_words(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``chain_hit`` (enterprise_id, node_id, evidence, score, doubt) of ``enterprise`` and the atlas.

    Needs ``atlas_node``, ``atlas_word``, ``atlas_exclude``, ``atlas_division`` and ``enterprise_code``. Who only deals
    in the products of a node is no hit there, unless the node is one of trade.
    """
    listed = db.execute("SELECT DISTINCT word FROM atlas_word ORDER BY word").fetchall()
    # Without a word nothing is spoken of: the pattern that nothing matches.
    words = "|".join(re.escape(word) for (word,) in listed) or "[^\\s\\S]"
    db.execute(SCOPES, {"words": words})
    read_scopes(db)
    db.execute(SPOKEN, {"words": words, "separators": SEPARATORS})
    db.execute(WORDED)
    db.execute(
        HITS,
        {
            "making": MAKING,
            "designing": DESIGNING,
            "selling": SELLING,
            "last_main": LAST_MAIN_PHRASE,
            "last_of_trade": LAST_MAIN_PHRASE_OF_TRADE,
            "other_business": OTHER_BUSINESS,
            "longest": LONGEST_EVIDENCE,
        },
    )
