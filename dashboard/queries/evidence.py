"""The rows that a number on a screen is made of, with the same selection as the number itself, and their sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard import database
from dashboard.lots import LotSelection
from dashboard.queries import batches, firms, lots
from dashboard.queries.batches import Bench
from dashboard.queries.evidence_parts import OF_A_CLASS, OF_FIRMS, OF_PARCELS
from dashboard.queries.lot_evidence import OF_LOTS
from dashboard.queries.parcel_method import PARCELS
from dashboard.queries.standing import LEAST_OF_AN_INDUSTRY
from dashboard.selection import OUTSIDE_PARKS, UNKNOWN, Selection


@dataclass(frozen=True)
class Totals:
    """What the rows add up to; None where no row has the datum.

    Attributes:
        rows: how many rows count.
        whole: how many there are, those without the datum too.
        amount: the sum of what is added, the numerator of a ratio.
        base: the sum of the denominator; None for what is no ratio.
        median: the middle of the rows' own ratios.
    """

    rows: int
    whole: int
    amount: float | None
    base: float | None
    median: float | None


# Coverage is of the whole build, whatever is chosen.
NOTHING = "WITH nothing AS (SELECT 1)"
TOTALS = """
SELECT count(*) AS rows, (SELECT count(*) FROM whole) AS whole, sum(amount) AS amount, sum(base) AS base,
    median(value) AS median
FROM parts
"""
# `place` puts first what weighs most.
ROWS = (
    "SELECT * EXCLUDE (place) FROM parts ORDER BY place DESC NULLS LAST, name, subject_id LIMIT $most::BIGINT"
)


def totals(number: str, selection: Selection, bound: Mapping[str, object]) -> Totals:
    """The sums of every row of the number, none left out."""
    sql, values = _put(number, TOTALS, selection, bound)
    return Totals(**database.only_row(database.fetch(sql, **values)))


def rows(number: str, selection: Selection, bound: Mapping[str, object], most: int) -> pd.DataFrame:
    """The rows of the number, the heaviest first, ``most`` at most.

    Columns: ``subject_id`` (an enterprise or a parcel), ``name``, ``amount``, ``base``, ``value``, and those that
    `dashboard.evidence` names for the number.
    """
    sql, values = _put(number, ROWS, selection, bound)
    return database.fetch(sql, **values, most=most)


def rows_later(number: str, selection: Selection, bound: Mapping[str, object]) -> Callable[[], pd.DataFrame]:
    """The same rows without a limit, read when the result is called."""
    sql, values = _put(number, ROWS, selection, bound)
    return database.later(sql, **values, most=None)


def _put(
    number: str, question: str, selection: Selection, bound: Mapping[str, object]
) -> tuple[str, dict[str, object]]:
    bench = bound.get("bench")
    if isinstance(bench, Bench):
        return batches.put(f"{OF_A_CLASS}{question}", selection, bench, batch=bound["batch"])
    if number in OF_FIRMS:
        sql, values = firms.put("".join((*OF_FIRMS[number], question)), selection)
        least = {"least_firms": LEAST_OF_AN_INDUSTRY} if number == "recoverable" else {}
        return sql, {**values, **least, **bound}
    if number in OF_LOTS:
        named = bound.get("lots")
        chosen = named if isinstance(named, LotSelection) else LotSelection(selection)
        return lots.put("".join((*OF_LOTS[number], question)), chosen)
    if number.startswith("parcel_"):
        return "".join((PARCELS, *OF_PARCELS[number], question)), {
            "year": selection.year,
            "towns": selection.towns,
            "parks": selection.parks,
            "from": selection.lowest,
            "to": selection.highest,
            "unknown": UNKNOWN,
            "outside": OUTSIDE_PARKS,
        }
    return "".join((NOTHING, *OF_PARCELS[number], question)), {}


# Only the shown rows are looked up in the lineage, whatever the size of the district.
SHOWN = """
, shown AS (
    SELECT subject_id, name FROM parts ORDER BY place DESC NULLS LAST, name, subject_id LIMIT $most::BIGINT
)
"""
# Which incoming rows made the figures of an enterprise: tax and returns by themselves (of the months the last one,
# for it holds the sums), land by the tenancies, both sides of them, and the parcels.
OF_AN_ENTERPRISE = """
, uses AS (
    SELECT s.subject_id, o.parcel_id, o.enterprise_id, o.year, o.kind
    FROM shown AS s INNER JOIN occupancy AS o ON o.enterprise_id = s.subject_id
    WHERE o.year IN (SELECT year FROM periods)
    UNION
    SELECT s.subject_id, o.parcel_id, o.enterprise_id, o.year, o.kind
    FROM shown AS s INNER JOIN occupancy AS o ON o.counterparty_id = s.subject_id
    WHERE o.year IN (SELECT year FROM periods)
), years AS (
    SELECT s.subject_id, p.year, concat_ws('|', s.subject_id, p.year) AS key, y.land_source
    FROM shown AS s CROSS JOIN periods AS p
    INNER JOIN enterprise_year AS y ON y.enterprise_id = s.subject_id AND y.year = p.year
), months AS (
    SELECT s.subject_id, max(m.month) AS month FROM shown AS s
    INNER JOIN operation_month AS m ON m.enterprise_id = s.subject_id
    WHERE year(m.month) IN (SELECT year FROM periods) GROUP BY s.subject_id, year(m.month)
), wanted AS (
    SELECT subject_id, 'tax' AS input, 'enterprise_year' AS table_name, key, year::VARCHAR AS about, 'tax' AS entity
    FROM years
    UNION ALL
    SELECT subject_id, 'returns', 'enterprise_year', key, year::VARCHAR, 'operation_year' FROM years
    UNION ALL
    SELECT subject_id, 'land', 'enterprise_year', key, year::VARCHAR, 'operation_year'
    FROM years WHERE land_source = 'declared'
    UNION ALL
    SELECT subject_id, 'months', 'operation_month', concat_ws('|', subject_id, month), strftime(month, '%Y-%m'), NULL
    FROM months
    UNION ALL
    SELECT subject_id, 'register', 'enterprise', subject_id, NULL, 'enterprise' FROM shown
    UNION ALL
    SELECT DISTINCT subject_id, 'land', 'occupancy', concat_ws('|', parcel_id, enterprise_id, year, kind),
        concat_ws(' ', year, parcel_id), NULL FROM uses
    UNION ALL
    SELECT DISTINCT subject_id, 'land', 'parcel', parcel_id, parcel_id, NULL FROM uses
)
"""
OF_A_PARCEL = """
, uses AS (
    SELECT s.subject_id, o.enterprise_id, o.year, o.kind, coalesce(e.name, o.enterprise_id) AS name
    FROM shown AS s INNER JOIN occupancy AS o ON o.parcel_id = s.subject_id AND o.year IN (SELECT year FROM periods)
    LEFT JOIN enterprise AS e ON e.enterprise_id = o.enterprise_id
), wanted AS (
    SELECT subject_id, 'land' AS input, 'parcel' AS table_name, subject_id AS key, NULL AS about, NULL AS entity
    FROM shown
    UNION ALL
    SELECT subject_id, 'tenancies', 'occupancy', concat_ws('|', subject_id, enterprise_id, year, kind),
        concat_ws(' ', year, name), NULL FROM uses
    UNION ALL
    SELECT DISTINCT subject_id, 'tax', 'enterprise_year', concat_ws('|', enterprise_id, year),
        concat_ws(' ', year, name), 'tax' FROM uses
)
"""
# A sheet may bring two entities, joined by "+"; a monthly return that names a firm is no register.
FOUND = """
SELECT w.subject_id, any_value(h.name) AS name, w.table_name, w.about, s.path, l.sheet, l.row_number, s.entity,
    any_value(s.department) AS department, any_value(s.received_on) AS received_on,
    min(list_position($inputs::VARCHAR[], w.input)) AS input
FROM wanted AS w
INNER JOIN shown AS h ON h.subject_id = w.subject_id
INNER JOIN lineage AS l ON l.table_name = w.table_name AND l.key = w.key
LEFT JOIN source_file AS s ON s.file_id = l.file_id AND s.sheet = l.sheet
WHERE list_contains($inputs::VARCHAR[], w.input)
    AND (w.entity IS NULL OR s.entity IS NULL OR s.entity = w.entity
        OR (w.input <> 'register' AND list_contains(string_split(s.entity, '+'), w.entity)))
GROUP BY w.subject_id, w.table_name, w.about, s.path, l.sheet, l.row_number, s.entity
ORDER BY name, w.subject_id, input, w.table_name = 'parcel' DESC, w.about DESC, s.path, l.sheet, l.row_number
"""


def sources(
    number: str,
    selection: Selection,
    bound: Mapping[str, object],
    *,
    of_parcels: bool,
    inputs: tuple[str, ...],
    most: int,
) -> pd.DataFrame:
    """The rows of incoming files behind the first ``most`` rows of the number.

    Args:
        number: as `rows` takes it.
        selection: likewise.
        bound: likewise.
        of_parcels: whether its rows are parcels.
        inputs: what of a row is wanted, the most telling first: ``tax``, ``returns``, ``months``, ``register``,
            ``land``; of a parcel ``tenancies`` too.
        most: how many rows of the number.

    Columns: ``subject_id``, ``name`` and those of `dossier.sources`; within a subject the wanted order.
    """
    question = SHOWN + (OF_A_PARCEL if of_parcels else OF_AN_ENTERPRISE) + FOUND
    sql, values = _put(number, question, selection, bound)
    return database.fetch(sql, **values, inputs=inputs, most=most)


def sources_later(
    number: str,
    selection: Selection,
    bound: Mapping[str, object],
    *,
    of_parcels: bool,
    inputs: tuple[str, ...],
) -> Callable[[], pd.DataFrame]:
    """The same for all its rows, read when the result is called."""
    question = SHOWN + (OF_A_PARCEL if of_parcels else OF_AN_ENTERPRISE) + FOUND
    sql, values = _put(number, question, selection, bound)
    return database.later(sql, **values, inputs=inputs, most=None)
