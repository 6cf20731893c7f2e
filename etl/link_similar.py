"""Which registered names resemble one that no rule could link: suggestions for a person, bounded in time.

Two names are compared only where they share a rare pair of characters, so that a hundred thousand names against a hundred
thousand are some millions of comparisons and not ten thousand million. Places and forms of organisation do not count.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
from rapidfuzz import fuzz, process

from etl.link_forms import PROVINCES, is_branch, is_firm

LEAST_SCORE = 80.0
# Names tried for each, and those shown.
TRIED, SHOWN = 8, 3
# The rarest pairs of a name are looked up, as long as no more registered names than this have one of them: 科技 and 有限 tell
# nothing, and so many names are the most that one name is compared with.
PAIRS_TRIED, MOST_MET = 4, 1_000
AT_ONCE = 20_000
# Two characters with which this share of registered names begins, and no fewer than so many, name a place.
PLACE_SHARE, PLACE_FEWEST = 0.02, 20
LEGAL_FORMS = r"\(集团\)|股份有限公司|有限公司|集团|公司|\(普通合伙\)|\(有限合伙\)|\(个人独资\)"
SCORED = pa.schema(
    [
        ("name_key", pa.string()),
        ("enterprise_id", pa.string()),
        ("score", pa.float64()),
        ("is_same_core", pa.bool_()),
    ]
)


def suggest(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``similar_name``: for each firm in ``open_name`` (name_key, form_key) the registered firms that its name resembles.

    Columns: ``name_key``, ``enterprise_id``, ``score`` (80 to 100), ``is_same_core``; `SHOWN` a name at most.
    """
    _cores(db)
    _pairs(db)
    ((names,),) = db.execute("SELECT COUNT(*) FROM open_core").fetchall()
    parts = [_scored(db, first) for first in range(0, names, AT_ONCE)]
    db.register("incoming", pa.concat_tables(parts) if parts else SCORED.empty_table())
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE similar_name AS
        WITH best AS (
            SELECT name_key, enterprise_id, MAX(score) AS score, BOOL_OR(is_same_core) AS is_same_core
            FROM incoming GROUP BY name_key, enterprise_id
        )
        SELECT * FROM best
        QUALIFY ROW_NUMBER() OVER (PARTITION BY name_key ORDER BY score DESC, enterprise_id) <= {SHOWN}"""  # noqa: S608
    )
    db.unregister("incoming")


def _cores(db: duckdb.DuckDBPyConnection) -> None:
    """``open_core`` and ``registered_core``: a number, the key or firm, and the name without place and form."""
    places = "|".join(sorted({*PROVINCES, *_leading_places(db)}, key=len, reverse=True))
    core = _core_of("form_key", places)
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE registered_core AS
        SELECT ROW_NUMBER() OVER (ORDER BY enterprise_id, form_key) AS number, enterprise_id, {core} AS core
        FROM (SELECT DISTINCT enterprise_id, form_key FROM spoken_name WHERE form_key <> '')"""  # noqa: S608
    )
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE open_core AS
        SELECT ROW_NUMBER() OVER (ORDER BY name_key) AS number, name_key, {core} AS core
        FROM open_name WHERE {is_firm("name_key")} AND NOT {is_branch("name_key")}"""  # noqa: S608
    )


def _leading_places(db: duckdb.DuckDBPyConnection) -> list[str]:
    rows = db.execute(
        r"""WITH named AS (SELECT DISTINCT LTRIM(form_key, '(')[1:2] AS start, form_key FROM spoken_name)
        SELECT start FROM named WHERE REGEXP_FULL_MATCH(start, '\p{Han}{2}')
        GROUP BY start HAVING COUNT(*) >= GREATEST($fewest, $share * (SELECT COUNT(*) FROM named)) ORDER BY start""",
        {"fewest": PLACE_FEWEST, "share": PLACE_SHARE},
    ).fetchall()
    return [start for (start,) in rows]


def _core_of(form: str, places: str) -> str:
    """SQL of a name without places and legal form; the name itself where nothing would be left."""
    bare = rf"REGEXP_REPLACE({form}, '^(?:(?:{places})[省市区县]?)+|\((?:{places})[省市区县]?\)', '', 'g')"
    return f"COALESCE(NULLIF(REGEXP_REPLACE({bare}, '{LEGAL_FORMS}|[()]', '', 'g'), ''), {form})"


def _pairs(db: duckdb.DuckDBPyConnection) -> None:
    """``open_pair`` and ``registered_pair``: the rare pairs of characters that an open core has, neighbours or one apart."""
    pairs = """SELECT number, UNNEST(LIST_DISTINCT(LIST_CONCAT(
            LIST_TRANSFORM(RANGE(1, LENGTH(core)), lambda spot: core[spot:spot + 1]),
            LIST_TRANSFORM(RANGE(1, LENGTH(core) - 1), lambda spot: core[spot] || '_' || core[spot + 2])))) AS pair"""
    db.execute(f"CREATE OR REPLACE TEMP TABLE said_pair AS {pairs} FROM open_core")
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE registered_pair AS
        SELECT number, pair, COUNT(*) OVER (PARTITION BY pair) AS sharing
        FROM ({pairs} FROM registered_core) SEMI JOIN said_pair USING (pair)
        QUALIFY sharing <= {MOST_MET}"""  # noqa: S608
    )
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE open_pair AS
        SELECT said.number, said.pair FROM said_pair AS said
        INNER JOIN (SELECT pair, MIN(sharing) AS sharing FROM registered_pair GROUP BY pair) AS rare USING (pair)
        WINDOW rarest AS (PARTITION BY said.number ORDER BY sharing, said.pair ROWS UNBOUNDED PRECEDING)
        QUALIFY ROW_NUMBER() OVER rarest <= {PAIRS_TRIED} AND SUM(sharing) OVER rarest <= {MOST_MET}"""  # noqa: S608
    )


def _scored(db: duckdb.DuckDBPyConnection, first: int) -> pa.Table:
    """The names after number ``first`` with what they resemble, scored by the machine's own loop over both columns."""
    tried = db.sql(
        f"""WITH met AS (
            SELECT said.number, registered.number AS other, COUNT(*) AS shared
            FROM open_pair AS said INNER JOIN registered_pair AS registered USING (pair)
            WHERE said.number > $first AND said.number <= $first + {AT_ONCE} GROUP BY said.number, other
            QUALIFY ROW_NUMBER() OVER (PARTITION BY said.number ORDER BY shared DESC, other) <= {TRIED}
        )
        SELECT name_key, enterprise_id, o.core, r.core AS other_core FROM met
        INNER JOIN open_core AS o ON met.number = o.number INNER JOIN registered_core AS r ON met.other = r.number
        ORDER BY met.number, met.other""",  # noqa: S608
        params={"first": first},
    ).to_arrow_table()
    cores, others = tried["core"].to_pylist(), tried["other_core"].to_pylist()
    scores = process.cpdist(cores, others, scorer=fuzz.ratio, dtype=np.float64)
    found = pa.table(
        [tried["name_key"], tried["enterprise_id"], pa.array(scores), pa.array(scores >= 100)], schema=SCORED
    )
    return found.filter(pa.array(scores >= LEAST_SCORE))
