"""Questions about grades: which packs there are, who got which grade, how grades moved, why a firm has its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from dashboard import database
from dashboard.queries import firms
from dashboard.selection import Selection

LIST = """
    SELECT v.rank, before.rank - v.rank AS rank_change, f.name, f.uscc, v.grade, before.grade AS grade_before,
        v.rank_grade, v.merged_grade, v.merged_rank, v.score, v.bonus,
        f.tax_wan_yuan_per_mu, f.tax_wan_yuan, f.land_mu, f.park, f.town,
        f.industry_name, v.size_group, v.group_size, v.override_reason, v.participation, f.enterprise_id
    FROM firms AS f
    INNER JOIN evaluation AS v ON v.enterprise_id = f.enterprise_id AND v.year = $year::INTEGER AND v.pack_id = $pack
    LEFT JOIN evaluation AS before ON before.enterprise_id = v.enterprise_id AND before.pack_id = v.pack_id
        AND before.year = v.year - 1 AND before.size_group = v.size_group
    WHERE v.size_group = $size_group
    ORDER BY v.rank NULLS LAST, v.grade, f.name
"""

# The mean of fewer says who they are.
LEAST_OF_AN_INDUSTRY = 3


@dataclass(frozen=True)
class Pack:
    """A rule pack as the snapshot holds it; ``missing`` says what is yet to be entered, None for a whole one."""

    pack_id: str
    version: str
    name: str
    source: str
    notes: str | None
    missing: str | None


@dataclass(frozen=True)
class Chosen:
    """The firm whose row was clicked; rank, score and what hangs on them are None for one that takes no part."""

    enterprise_id: str
    name: str
    grade: str
    rank_grade: str | None
    rank: int | None
    group_size: int | None
    score: float | None
    bonus: float | None
    override_reason: str | None


def chosen(rows: pd.DataFrame, selected: Sequence[int]) -> Chosen | None:
    """The firm of the selected row; None when none is, or when the rows have changed under the selection."""
    if not selected or selected[0] >= len(rows):
        return None
    row = rows.iloc[selected[0]]
    values: dict[str, Any] = {
        each.name: None if pd.isna(row[each.name]) else row[each.name] for each in fields(Chosen)
    }
    counts = {name: int(values[name]) for name in ("rank", "group_size") if values[name] is not None}
    return Chosen(**values | counts)


@database.remembered
def packs() -> tuple[Pack, ...]:
    """Every rule pack of the snapshot, the whole ones first."""
    frame = database.fetch(
        """
        SELECT pack_id, version, name, source, notes, missing FROM rule_pack
        ORDER BY missing IS NOT NULL, pack_id
        """
    )
    rows: list[dict[str, Any]] = [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]
    return tuple(Pack(**row) for row in rows)


def distribution(selection: Selection, pack: str) -> pd.DataFrame:
    """One row a size group and grade, T last: firms, land, tax and tax per mu (ratio of sums) of the selection."""
    return firms.ask(
        """
        SELECT v.size_group, v.grade, count(*) AS firms, sum(f.land_mu) AS land_mu, sum(f.tax_wan_yuan) AS tax_wan_yuan,
            sum(f.tax_wan_yuan) FILTER (f.has_both) / nullif(greatest(sum(f.land_mu) FILTER (f.has_both), 0), 0)
                AS tax_wan_yuan_per_mu
        FROM firms AS f
        INNER JOIN evaluation AS v
            ON v.enterprise_id = f.enterprise_id AND v.year = $year::INTEGER AND v.pack_id = $pack
        WHERE v.size_group IS NOT NULL
        GROUP BY v.size_group, v.grade ORDER BY v.size_group, v.grade
        """,
        selection,
        pack=pack,
    )


def migration(selection: Selection, pack: str, size_group: str) -> pd.DataFrame:
    """One row a pair of grades, last year's and this year's: how many firms of the selection moved so."""
    return firms.ask(
        """
        SELECT before.grade AS grade_before, v.grade, count(*) AS firms
        FROM firms AS f
        INNER JOIN evaluation AS v
            ON v.enterprise_id = f.enterprise_id AND v.year = $year::INTEGER AND v.pack_id = $pack
        INNER JOIN evaluation AS before
            ON before.enterprise_id = v.enterprise_id AND before.pack_id = v.pack_id AND before.year = v.year - 1
        WHERE v.size_group = $size_group
        GROUP BY before.grade, v.grade ORDER BY before.grade, v.grade
        """,
        selection,
        pack=pack,
        size_group=size_group,
    )


def flows(selection: Selection, pack: str, size_group: str) -> pd.DataFrame:
    """The moves into the year and into the year before: ``year`` (of arrival), ``grade_before``, ``grade``, ``firms``.

    Those of the year are the rows of `migration`; of the step before, they are the same firms as far as they were
    listed in both of its years.
    """
    return firms.ask(
        """
        , listed AS (
            SELECT e.enterprise_id, e.year, e.grade FROM evaluation AS e
            WHERE e.pack_id = $pack AND e.year BETWEEN $year::INTEGER - 2 AND $year::INTEGER
                AND e.enterprise_id IN (
                    SELECT f.enterprise_id FROM firms AS f INNER JOIN evaluation AS v
                        ON v.enterprise_id = f.enterprise_id AND v.year = $year::INTEGER AND v.pack_id = $pack
                    WHERE v.size_group = $size_group
                )
        )
        SELECT now.year, before.grade AS grade_before, now.grade, count(*) AS firms
        FROM listed AS now INNER JOIN listed AS before
            ON before.enterprise_id = now.enterprise_id AND before.year = now.year - 1
        GROUP BY now.year, before.grade, now.grade ORDER BY now.year, before.grade, now.grade
        """,
        selection,
        pack=pack,
        size_group=size_group,
    )


def league(selection: Selection, pack: str, size_group: str, most: int) -> pd.DataFrame:
    """The firms of a size group by rank, with last year's; at most ``most`` rows."""
    return firms.ask(f"{LIST} LIMIT $most", selection, pack=pack, size_group=size_group, most=most)


def league_later(selection: Selection, pack: str, size_group: str) -> Callable[[], pd.DataFrame]:
    """The whole league, read when it is downloaded."""
    return firms.later(LIST, selection, pack=pack, size_group=size_group)


def terms(pack: str, enterprise_id: str, year: int) -> pd.DataFrame:
    """Each indicator of a firm's score, heaviest first, with the mean scores of those who take part beside it.

    ``mean_score`` is of its size group in the whole district, ``industry_score`` of its division in that group;
    ``industry_firms`` is how many those are, and the mean is missing where they are fewer than
    ``LEAST_OF_AN_INDUSTRY``.
    """
    return database.fetch(
        """
        WITH subject AS (
            SELECT v.size_group, left(e.industry_code, 2) AS division
            FROM evaluation AS v LEFT JOIN enterprise AS e ON e.enterprise_id = v.enterprise_id
            WHERE v.pack_id = $pack AND v.year = $year::INTEGER AND v.enterprise_id = $enterprise_id
        ), beside AS (
            SELECT v.enterprise_id, left(e.industry_code, 2) IS NOT DISTINCT FROM s.division
                AND s.division IS NOT NULL AS is_peer
            FROM subject AS s INNER JOIN evaluation AS v
                ON v.size_group = s.size_group AND v.pack_id = $pack AND v.year = $year::INTEGER AND v.rank IS NOT NULL
            LEFT JOIN enterprise AS e ON e.enterprise_id = v.enterprise_id
        ), means AS (
            SELECT m.indicator, avg(m.score) AS mean_score, count(*) FILTER (b.is_peer) AS industry_firms,
                avg(m.score) FILTER (b.is_peer) AS industry_score
            FROM evaluation_term AS m INNER JOIN beside AS b ON b.enterprise_id = m.enterprise_id
            WHERE m.pack_id = $pack AND m.year = $year::INTEGER GROUP BY m.indicator
        )
        SELECT i.name, i.unit, i.formula, t.value, t.base, t.weight, t.score, t.note, means.mean_score,
            coalesce(means.industry_firms, 0) AS industry_firms,
            CASE WHEN means.industry_firms >= $least THEN means.industry_score END AS industry_score
        FROM evaluation_term AS t
        INNER JOIN rule_indicator AS i ON i.indicator = t.indicator
        LEFT JOIN means ON means.indicator = t.indicator
        WHERE t.pack_id = $pack AND t.enterprise_id = $enterprise_id AND t.year = $year::INTEGER
        ORDER BY t.weight DESC, i.name
        """,
        pack=pack,
        enterprise_id=enterprise_id,
        year=year,
        least=LEAST_OF_AN_INDUSTRY,
    )


def graded(pack: str, enterprise_id: str, year: int) -> Chosen | None:
    """How a firm stands under a pack; None where that pack says nothing of it in that year."""
    frame = database.fetch(
        """
        SELECT v.enterprise_id, e.name, v.grade, v.rank_grade, v.rank, v.group_size, v.score, v.bonus,
            v.override_reason
        FROM evaluation AS v INNER JOIN enterprise AS e ON e.enterprise_id = v.enterprise_id
        WHERE v.pack_id = $pack AND v.enterprise_id = $enterprise_id AND v.year = $year::INTEGER
        """,
        pack=pack,
        enterprise_id=enterprise_id,
        year=year,
    )
    return chosen(frame, [0])


def every_term_later(selection: Selection, pack: str, size_group: str) -> Callable[[], pd.DataFrame]:
    """Each indicator of each chosen firm's score in a size group, read when it is downloaded; in rank order."""
    return firms.later(
        """
        SELECT v.rank, f.name AS firm, f.uscc, i.name, i.unit, i.formula, t.value, t.base, t.weight, t.score, t.note
        FROM firms AS f
        INNER JOIN evaluation AS v
            ON v.enterprise_id = f.enterprise_id AND v.year = $year::INTEGER AND v.pack_id = $pack
        INNER JOIN evaluation_term AS t
            ON t.enterprise_id = v.enterprise_id AND t.year = v.year AND t.pack_id = v.pack_id
        INNER JOIN rule_indicator AS i ON i.indicator = t.indicator
        WHERE v.size_group = $size_group
        ORDER BY v.rank, f.name, t.weight DESC, i.name
        """,
        selection,
        pack=pack,
        size_group=size_group,
    )


def of_firm(enterprise_id: str) -> pd.DataFrame:
    """One row a rule pack and year, the latest first: the firm's grade, rank and score, and what overrode its rank."""
    return database.fetch(
        """
        SELECT v.year, p.name AS pack, v.size_group, v.grade, v.rank, v.group_size, v.score, v.bonus, v.rank_grade,
            v.override_reason
        FROM evaluation AS v
        INNER JOIN rule_pack AS p ON p.pack_id = v.pack_id
        WHERE v.enterprise_id = $enterprise_id::VARCHAR
        ORDER BY v.year DESC, p.name
        """,
        enterprise_id=enterprise_id,
    )
