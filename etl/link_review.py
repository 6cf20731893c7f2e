"""Links that a person has to settle, with the evidence: published as ``link_review``, answered in ``links.csv``.

Firms of one name, a branch beside its head office, an old code that fits another name, and names that are merely similar.
"""

from __future__ import annotations

import duckdb

from etl.contracts import CONTRACTS
from etl.contracts.links import OPEN, SETTLED
from etl.link_forms import form_of, head_of, is_branch, org_code_of
from etl.link_ladder import MENTIONS, SPEAKING, person_of
from etl.link_similar import suggest

# Candidates shown for one name.
MOST = 5
ROLES = {"owner_name": "权利人", "counterparty_name": "出租方", "supplier_name": "供应企业"}


def list_doubts(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``link_review`` of the names that stayed without enterprise, and ``open_name`` of those with their rows.

    Call it while ``staging_*`` stand, after every row has been placed on its rung.
    """
    _gather_open(db)
    suggest(db)
    db.execute(f"CREATE OR REPLACE TEMP TABLE candidate AS {_candidates()}")
    db.execute(_review())
    _settled(db)


def _gather_open(db: duckdb.DuckDBPyConnection) -> None:
    speaking = [
        f"SELECT '{CONTRACTS[entity].label}' AS said_in, name, name_key, uscc AS code, {person_of(entity)} AS person, "  # noqa: S608
        f"file_id, sheet, row_number FROM linked_{entity} WHERE rung = 'none'"
        for entity in SPEAKING
    ]
    mentions = [
        f"SELECT '{_said_in(entity, name)}', {name}, {name}_key, {code or 'NULL'}, NULL, file_id, sheet, row_number "  # noqa: S608
        f"FROM staging_{entity} WHERE {name}_key NOT IN (SELECT name_key FROM named_firm)"
        + (
            f" AND {code}_status IS DISTINCT FROM 'valid' AND COALESCE({code}, '') NOT IN (SELECT code FROM coded_firm)"  # noqa: S608
            if code
            else ""
        )
        for entity, name, code in MENTIONS
    ]
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE open_name AS
        WITH said AS ({chr(10).join(f"{rows} UNION ALL" for rows in (*speaking, *mentions[:-1]))} {mentions[-1]})
        SELECT name_key, {form_of("name_key")} AS form_key, COALESCE({is_branch("name_key")}, FALSE) AS is_branch,
            {head_of("name_key")} AS head_key, MIN(name) AS name, MIN(code) AS code, MIN({org_code_of("code")}) AS org_code,
            MIN(CASE WHEN LENGTH(code) = 18 THEN SUBSTR(code, 9, 9) END) AS inner_code,
            CASE WHEN COUNT(DISTINCT person) = 1 THEN MIN(person) END AS person,
            STRING_AGG(DISTINCT said_in, '、' ORDER BY said_in) AS said_in, COUNT(*) AS source_rows,
            MIN((file_id, sheet, row_number)) AS first_place
        FROM said ANTI JOIN decided ON said.name_key = decided.said_key
        WHERE name_key IS NOT NULL GROUP BY name_key"""  # noqa: S608
    )


def _said_in(entity: str, name: str) -> str:
    label = CONTRACTS[entity].label
    return f"{label}（{ROLES[name]}）" if name in ROLES else label


def _candidates() -> str:
    """SQL of every candidate: the name, the enterprise, score, evidence, why it is not linked, and how strong that is."""
    return f"""
        SELECT o.name_key, k.enterprise_id, 100 AS score, '同名' AS evidence, '同名的企业不止一户' AS why, 1 AS strength
        FROM open_name AS o INNER JOIN spoken_name AS k ON o.name_key = k.name_key
        UNION
        SELECT o.name_key, k.enterprise_id, 100, '规范名称相同', '规范名称相同的企业不止一户', 2
        FROM open_name AS o INNER JOIN spoken_name AS k ON o.form_key = k.form_key AND o.name_key <> k.name_key
        UNION
        SELECT o.name_key, k.enterprise_id, 100, '机构代码与信用代码第 9—17 位相同',
            '机构代码相同，而一方是分支机构或同码的不止一户', 3
        FROM open_name AS o INNER JOIN known_org AS k ON o.org_code = k.org_code
        UNION
        SELECT o.name_key, k.enterprise_id, 90, '代码的第 9—17 位相同', '代码有错，只有中间 9 位相同', 4
        FROM open_name AS o INNER JOIN known_org AS k ON o.inner_code = k.org_code
        UNION
        SELECT o.name_key, k.enterprise_id, 100, '名称是它的分支机构', '分支机构不自动并入总公司', 5
        FROM open_name AS o INNER JOIN spoken_name AS k ON {form_of("o.head_key")} = k.form_key
        WHERE o.is_branch
        UNION
        SELECT o.name_key, s.enterprise_id, s.score,
            CASE WHEN s.is_same_core THEN '只差地名或组织形式' ELSE '名称相近' END, '名称相近，不等于同一户', 6
        FROM open_name AS o INNER JOIN similar_name AS s ON o.name_key = s.name_key"""  # noqa: S608


def _review() -> str:
    return f"""CREATE OR REPLACE TEMP TABLE link_review AS
        WITH firm AS (
            SELECT enterprise_id, ARG_MIN(name, (distance, name)) AS name, BOOL_OR({is_branch("name_key")}) AS is_branch,
                CASE WHEN COUNT(DISTINCT person) = 1 THEN MIN(person) END AS person
            FROM spoken_name GROUP BY enterprise_id
        ),
        surest AS (
            SELECT * FROM candidate
            QUALIFY ROW_NUMBER() OVER (PARTITION BY name_key, enterprise_id ORDER BY strength) = 1
        ),
        placed AS (
            SELECT o.*, c.enterprise_id, c.score, c.why, firm.name AS candidate_name, concat_ws(
                    '；', c.evidence,
                    CASE WHEN firm.is_branch AND NOT o.is_branch THEN '候选企业是分支机构' END,
                    CASE WHEN o.person = firm.person THEN '法定代表人相同'
                        WHEN o.person <> firm.person THEN '法定代表人不同' END
                ) AS evidence,
                ROW_NUMBER() OVER (
                    PARTITION BY o.name_key
                    ORDER BY (o.person = firm.person) IS TRUE DESC, c.score DESC, c.strength, c.enterprise_id
                ) AS place
            FROM open_name AS o INNER JOIN surest AS c ON o.name_key = c.name_key
            INNER JOIN firm ON c.enterprise_id = firm.enterprise_id
        )
        SELECT name_key AS source_key, name AS source_name, code AS source_code, said_in, source_rows,
            first_place[1] AS file_id, first_place[2] AS sheet, first_place[3] AS row_number, place,
            enterprise_id AS candidate_id, candidate_name, ROUND(score, 0) AS score, evidence, why, '{OPEN}' AS link_status,
            NULL::VARCHAR AS relation, NULL::VARCHAR AS by_whom, NULL::DATE AS decided_on, NULL::VARCHAR AS link_note
        FROM placed WHERE place <= {MOST}"""  # noqa: S608


def _settled(db: duckdb.DuckDBPyConnection) -> None:
    """The names that a person has settled stay in the table, with whose word it is."""
    said = "\nUNION ALL\n".join(
        f"SELECT '{_said_in(entity, name)}' AS said_in, {name} AS name, {name}_key AS name_key, {code or 'NULL'} AS code, "  # noqa: S608
        f"file_id, sheet, row_number FROM staging_{entity}"
        for entity, name, code in (*((entity, "name", "uscc") for entity in SPEAKING), *MENTIONS)
    )
    db.execute(
        f"""INSERT INTO link_review
        WITH spoken AS (
            SELECT d.said_key, MIN(name) AS name, MIN(code) AS code, STRING_AGG(DISTINCT said_in, '、' ORDER BY said_in)
                AS said_in, COUNT(*) AS source_rows, MIN((file_id, sheet, row_number)) AS first_place
            FROM ({said}) AS said INNER JOIN decided AS d ON d.said_key IN (said.name_key, said.code) GROUP BY d.said_key
        )
        SELECT spoken.said_key, spoken.name, spoken.code, spoken.said_in, spoken.source_rows, spoken.first_place[1],
            spoken.first_place[2], spoken.first_place[3], 1, d.enterprise_id, firm.name, NULL,
            'links.csv 第 ' || d.decision_row || ' 行：' || d.signed,
            CASE WHEN d.enterprise_id IS NULL THEN '人工指定为另一户' WHEN d.adds THEN '人工指定为分支机构，数值并入'
                ELSE '人工指定为同一户' END, '{SETTLED}',
            d.relation, d.by_whom, d.decided_on, d.link_note
        FROM spoken INNER JOIN decided AS d ON spoken.said_key = d.said_key
        LEFT JOIN (SELECT enterprise_id, ARG_MIN(name, (distance, name)) AS name FROM spoken_name GROUP BY enterprise_id)
            AS firm ON d.enterprise_id = firm.enterprise_id"""  # noqa: S608
    )
