"""Lists of the four batches: which enterprises are in a class, near the line, to be verified, warned of, and who moves."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard import database
from dashboard.queries import batches
from dashboard.queries.batches import Bench
from dashboard.selection import Selection

# The classes of the two years before are those that the same lines give; only for the rows that are listed.
LISTED = """, shown AS (
    SELECT * FROM now WHERE {condition}
    ORDER BY tax_wan_yuan_per_mu DESC NULLS LAST, tax_wan_yuan DESC NULLS LAST, enterprise_id LIMIT $most::BIGINT
), past AS (
    WITH {chain}
    SELECT enterprise_id, year, suggested_batch FROM batch_class
)
SELECT f.name, f.uscc, f.town, f.park_name AS park, s.suggested_batch, s.reason, s.failed, s.missing_fields,
    s.tax_wan_yuan_per_mu, s.tax_wan_yuan, s.land_mu, s.output_wan_yuan, s.employees, s.orientation,
    s.distance_to_line, s.is_near_line, s.moves_to, s.tax_change_wan_yuan, s.land_change_mu,
    before.suggested_batch AS batch_before, earlier.suggested_batch AS batch_earlier,
    s.suggested_batch = before.suggested_batch AND before.suggested_batch = earlier.suggested_batch AS is_stable,
    f.industry_name, s.site_parcel_id, s.enterprise_id
FROM shown AS s
INNER JOIN main.firm_year AS f ON f.enterprise_id = s.enterprise_id AND f.year = s.year
LEFT JOIN past AS before ON before.enterprise_id = s.enterprise_id AND before.year = s.year - 1
LEFT JOIN past AS earlier ON earlier.enterprise_id = s.enterprise_id AND earlier.year = s.year - 2
ORDER BY s.tax_wan_yuan_per_mu DESC NULLS LAST, s.tax_wan_yuan DESC NULLS LAST, s.enterprise_id
"""


OF_CLASSES = "len($classes::VARCHAR[]) = 0 OR list_contains($classes::VARCHAR[], suggested_batch)"


def rows(
    selection: Selection, bench: Bench, classes: tuple[str, ...] = (), most: int | None = None
) -> pd.DataFrame:
    """The surveyed of ``classes`` (all when empty), the greatest tax per mu first: figures, reason, next class, history."""
    sql, bound = _listed(selection, bench, OF_CLASSES, classes=classes)
    return database.fetch(sql, **bound, most=most)


def rows_later(
    selection: Selection, bench: Bench, classes: tuple[str, ...] = ()
) -> Callable[[], pd.DataFrame]:
    """All of them, read when the result is called."""
    sql, bound = _listed(selection, bench, OF_CLASSES, classes=classes)
    return database.later(sql, **bound, most=None)


def near_line(selection: Selection, bench: Bench, most: int | None = None) -> pd.DataFrame:
    """Those whose tax per mu is within the plan's width of X, from above to below it; the columns of `rows`."""
    sql, bound = _listed(selection, bench, "is_near_line")
    return database.fetch(sql, **bound, most=most)


def _listed(
    selection: Selection, bench: Bench, condition: str, **values: object
) -> tuple[str, dict[str, object]]:
    year = selection.year or 0
    chain, past = batches.sorted_by(bench, year - 2, year - 1, "shown", "past")
    question = LISTED.replace("{chain}", chain).replace("{condition}", condition)
    return batches.put(question, selection, bench, **past, **values)


# Those outside the survey of one plan may be inside the other's.
MOVED = """a AS (
    WITH {before}
    SELECT * FROM batch_class
), b AS (
    WITH {after}
    SELECT * FROM batch_class
), moved AS (
    SELECT coalesce(a.suggested_batch, $outside_survey) AS batch_before, coalesce(b.suggested_batch, $outside_survey) AS batch,
        a.reason AS reason_before, b.reason, b.tax_wan_yuan_per_mu, b.tax_wan_yuan, b.land_mu, b.output_wan_yuan,
        b.employees, b.enterprise_id, b.year
    FROM a INNER JOIN b ON b.enterprise_id = a.enterprise_id AND b.year = a.year
    WHERE a.surveyed OR b.surveyed
)
"""
MATRIX = """
SELECT batch_before, batch, count(*) AS firms, sum(land_mu) AS land_mu, sum(tax_wan_yuan) AS tax_wan_yuan,
    sum(employees) AS employees
FROM moved GROUP BY ALL ORDER BY ALL
"""
MOVERS = """
SELECT f.name, f.uscc, m.batch_before, m.batch, m.reason_before, m.reason, m.tax_wan_yuan_per_mu, m.tax_wan_yuan, m.land_mu,
    m.output_wan_yuan, m.employees, f.town, m.enterprise_id
FROM moved AS m INNER JOIN main.firm_year AS f ON f.enterprise_id = m.enterprise_id AND f.year = m.year
WHERE m.batch_before <> m.batch
ORDER BY m.land_mu DESC NULLS LAST, f.name, m.enterprise_id LIMIT $most::BIGINT
"""
OUTSIDE_SURVEY = "不摸底"


def moved(selection: Selection, before: Bench, after: Bench) -> pd.DataFrame:
    """One row a pair of classes, under ``before`` and under ``after``: firms and sums; those who stay are on the diagonal."""
    sql, bound = _moved(MATRIX, selection, before, after)
    return database.fetch(sql, **bound)


def movers(selection: Selection, before: Bench, after: Bench, most: int | None = None) -> pd.DataFrame:
    """Those whose class differs, the most land first: both classes with both reasons, and figures under ``after``."""
    sql, bound = _moved(MOVERS, selection, before, after)
    return database.fetch(sql, **bound, most=most)


def _moved(question: str, selection: Selection, before: Bench, after: Bench) -> tuple[str, dict[str, object]]:
    year, cut = selection.year or 0, batches.among(selection)
    one, of_one = batches.sorted_by(before, year, year, cut, "a")
    other, of_other = batches.sorted_by(after, year, year, cut, "b")
    ctes = MOVED.replace("{before}", one).replace("{after}", other)
    values = {**of_one, **of_other, "outside_survey": OUTSIDE_SURVEY}
    return batches.among_firms(ctes + question, selection, values)


def to_verify(selection: Selection, bench: Bench) -> pd.DataFrame:
    """One row a combination of ``missing_fields`` of those to be verified: firms, their land and tax."""
    return batches.ask(
        """
        SELECT missing_fields, count(*) AS firms, sum(land_mu) AS land_mu, sum(tax_wan_yuan) AS tax_wan_yuan
        FROM now WHERE suggested_batch = '待核实' GROUP BY ALL ORDER BY firms DESC, missing_fields
        """,
        selection,
        bench,
    )


def unfit(selection: Selection, bench: Bench) -> pd.DataFrame:
    """One row a kind of reason why it would be unfair to sort an enterprise yet: ``kind``, firms, their land and tax."""
    return batches.ask(
        """
        SELECT CASE WHEN reason LIKE '当年不参评%' THEN '当年不参评' WHEN reason LIKE '登记不满%' THEN '新办'
                WHEN reason LIKE '有用地，找不到%' THEN '宗地未匹配' WHEN reason LIKE '与%户共用宗地%' THEN '共用宗地'
                WHEN reason LIKE '所在宗地证载%' THEN '面积争议' ELSE '只有当年低于门槛' END AS kind,
            count(*) AS firms, sum(land_mu) AS land_mu, sum(tax_wan_yuan) AS tax_wan_yuan
        FROM now WHERE suggested_batch = '不宜定类' GROUP BY kind ORDER BY firms DESC, kind
        """,
        selection,
        bench,
    )


def by_area(selection: Selection, bench: Bench, by: str) -> pd.DataFrame:
    """One row a 镇街 (``by="town"``) or 片区 (``"park"``) and class: ``area``, ``suggested_batch``, firms and sums."""
    return batches.ask(
        """
        SELECT CASE $by WHEN 'town' THEN coalesce(f.town, '未注明') ELSE coalesce(f.park_name, '园区外') END AS area,
            n.suggested_batch, count(*) AS firms, sum(n.land_mu) AS land_mu, sum(n.tax_wan_yuan) AS tax_wan_yuan,
            sum(n.output_wan_yuan) AS output_wan_yuan, sum(n.employees) AS employees
        FROM now AS n INNER JOIN main.firm_year AS f ON f.enterprise_id = n.enterprise_id AND f.year = n.year
        GROUP BY ALL ORDER BY ALL
        """,
        selection,
        bench,
        by=by,
    )


# A run of years below the line needs the years before.
WARNED = """{chain}, batch_warning AS (
{step}
), warned AS (
    SELECT * FROM batch_warning WHERE year = $last
)
"""
WARNINGS = """
SELECT w.kind, f.name, w.detail, n.suggested_batch, n.tax_wan_yuan_per_mu, n.tax_wan_yuan, n.land_mu, f.town, f.uscc,
    w.enterprise_id
FROM warned AS w
INNER JOIN batch_class AS n ON n.enterprise_id = w.enterprise_id AND n.year = w.year
INNER JOIN main.firm_year AS f ON f.enterprise_id = w.enterprise_id AND f.year = w.year
ORDER BY w.kind, n.land_mu DESC NULLS LAST, f.name, w.enterprise_id LIMIT $most::BIGINT
"""
WARNING_COUNTS = "SELECT kind, count(*) AS firms FROM warned GROUP BY kind ORDER BY kind"
FIRST_OF_ALL_YEARS = 0


def warnings(selection: Selection, bench: Bench, most: int | None = None) -> pd.DataFrame:
    """One row a warning: ``kind``, enterprise, ``detail``, its class and figures; lines and caliber are the bench's."""
    sql, bound = _warned(WARNINGS, selection, bench)
    return database.fetch(sql, **bound, most=most)


def warning_counts(selection: Selection, bench: Bench) -> pd.DataFrame:
    """One row a kind of warning: ``kind``, and how many enterprises it names."""
    sql, bound = _warned(WARNING_COUNTS, selection, bench)
    return database.fetch(sql, **bound)


def _warned(question: str, selection: Selection, bench: Bench) -> tuple[str, dict[str, object]]:
    chain, values = batches.sorted_by(
        bench, FIRST_OF_ALL_YEARS, selection.year or 0, batches.among(selection)
    )
    ctes = WARNED.replace("{chain}", chain).replace("{step}", batches.step("batch_warning"))
    return batches.among_firms(f"{ctes}{question}", selection, values)


def of_firm(enterprise_id: str) -> pd.DataFrame:
    """One row a plan and year, the latest first: the published suggestion of an enterprise and its warnings.

    Columns: ``year``, ``plan``, ``version``, ``suggested_batch``, ``reason``, ``missing_fields``, ``failed``,
    ``distance_to_line``, ``moves_to``, ``tax_change_wan_yuan``, ``land_change_mu``, ``is_stable``, ``warnings``.
    """
    return database.fetch(
        """
        SELECT s.year, p.name AS plan, s.version, s.suggested_batch, s.reason, s.missing_fields, s.failed,
            s.distance_to_line, s.moves_to, s.tax_change_wan_yuan, s.land_change_mu, s.is_stable,
            string_agg(w.detail, '；' ORDER BY w.kind) AS warnings
        FROM batch_suggestion AS s
        INNER JOIN batch_plan AS p ON p.plan_id = s.plan_id
        LEFT JOIN batch_warning AS w ON w.plan_id = s.plan_id AND w.enterprise_id = s.enterprise_id AND w.year = s.year
        WHERE s.enterprise_id = $enterprise_id::VARCHAR
        GROUP BY ALL ORDER BY s.year DESC, p.name
        """,
        enterprise_id=enterprise_id,
    )
