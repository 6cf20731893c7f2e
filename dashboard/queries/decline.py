"""Questions about firms whose output falls: what their returns say, beside what the bureau's ledger says, never merged."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.database import all_rows, fetch, only_row
from dashboard.queries.operations import Asked, ask
from etl.contracts.decline import DECLINE_COLOURS, FALLING, GRAVE, GREEN, OUTPUT

# A row of the ledger that is orange or red while nobody helps, or nobody says how.
UNHELPED = """(coalesce(list_contains($grave::VARCHAR[], watch_colour), false) AND coalesce(help_status, '') <> '已回升'
        AND (helper IS NULL OR help_measure IS NULL))"""
COLOURS = """
SELECT c.colour AS decline_colour, (SELECT count(*) FROM now WHERE decline_colour = c.colour) AS computed,
    (SELECT count(*) FROM said WHERE watch_colour = c.colour AND watch_indicator = $output::VARCHAR) AS watched
FROM (SELECT unnest($colours::VARCHAR[]) AS colour) AS c ORDER BY list_position($colours::VARCHAR[], c.colour)
"""
# The ledger's rows of the month; those of firms that nobody knows only where nothing is filtered.
SAID = """
, said AS (
    SELECT w.* FROM decline_watch AS w
    WHERE w.month = $month::DATE AND (w.enterprise_id IN (SELECT enterprise_id FROM firms)
        OR ($is_whole::BOOLEAN AND (w.enterprise_id IS NULL OR w.enterprise_id NOT IN (SELECT enterprise_id FROM firms))))
), grave AS (
    SELECT DISTINCT enterprise_id FROM returns
    WHERE month < $month::DATE AND year(month) = year($month::DATE) AND list_contains($grave::VARCHAR[], decline_colour)
)
"""
TOTALS = f"""
SELECT count(*) FILTER (decline_colour IS NULL) AS unjudged, count(decline_colour) AS judged,
    count(*) FILTER (list_contains($falling::VARCHAR[], decline_colour)) AS falling,
    count(*) FILTER (list_contains($grave::VARCHAR[], decline_colour)) AS grave,
    -sum(output_gain_wan_yuan) FILTER (output_gain_wan_yuan < 0
        AND list_contains($grave::VARCHAR[], decline_colour)) AS lost_grave,
    -sum(output_gain_wan_yuan) FILTER (output_gain_wan_yuan < 0
        AND list_contains($falling::VARCHAR[], decline_colour)) AS lost,
    count(*) FILTER (decline_colour = $green::VARCHAR AND enterprise_id IN (SELECT enterprise_id FROM grave)) AS recovered,
    (SELECT count(*) FROM grave) AS were_grave,
    (SELECT count(*) FROM said) AS said, (SELECT count(*) FROM said WHERE enterprise_id IS NULL) AS lost_rows,
    (SELECT count(*) FROM said WHERE {UNHELPED}) AS unhelped,
    (SELECT count(*) FROM said WHERE watch_indicator = $output::VARCHAR AND enterprise_id IN (
        SELECT n.enterprise_id FROM now AS n WHERE n.decline_colour <> said.watch_colour)) AS differing
FROM now
"""  # noqa: S608
# A row of the ledger beside the firm's returns; the returns' colours speak of output, not of electricity or tax.
WATCH = f"""
SELECT coalesce(s.enterprise_id, n.enterprise_id) AS enterprise_id, s.watch_id,
    coalesce(n.firm, f.name, s.enterprise_name) AS firm,
    coalesce(s.watch_indicator, CASE WHEN s.watch_id IS NULL THEN $output::VARCHAR END) AS watch_indicator,
    s.watch_colour, n.decline_colour, s.watch_yoy, n.computed_yoy, s.watch_months, n.falling_returns,
    CASE WHEN n.output_gain_wan_yuan < 0 THEN -n.output_gain_wan_yuan END AS lost_wan_yuan,
    CASE WHEN s.watch_id IS NULL THEN '台账没有'
        WHEN s.enterprise_id IS NULL THEN '未匹配'
        WHEN s.watch_indicator IS DISTINCT FROM $output::VARCHAR THEN NULL
        WHEN n.decline_colour IS NULL THEN '月报不能比'
        WHEN s.watch_colour IS NULL THEN '台账没有颜色'
        WHEN s.watch_colour <> n.decline_colour THEN '台账' || s.watch_colour || '、月报' || n.decline_colour
    END AS difference,
    s.fall_reason, s.helper, s.help_measure, s.help_status,
    coalesce(n.decline_colour = $green::VARCHAR AND n.enterprise_id IN (SELECT enterprise_id FROM grave), FALSE) AS is_recovered,
    s.watch_id IS NOT NULL AND s.enterprise_id IS NULL AS is_lost, s.watch_id IS NOT NULL AND {UNHELPED} AS is_unhelped,
    coalesce(n.park, f.park) AS park, coalesce(n.town, f.town) AS town
FROM said AS s
FULL OUTER JOIN now AS n ON s.enterprise_id = n.enterprise_id AND s.watch_indicator = $output::VARCHAR
LEFT JOIN firms AS f ON s.enterprise_id = f.enterprise_id
WHERE s.watch_id IS NOT NULL OR list_contains($falling::VARCHAR[], n.decline_colour)
    OR (n.decline_colour = $green::VARCHAR AND n.enterprise_id IN (SELECT enterprise_id FROM grave))
ORDER BY greatest(coalesce(list_position($colours::VARCHAR[], s.watch_colour), 0),
        coalesce(list_position($colours::VARCHAR[], n.decline_colour), 0)) DESC,
    lost_wan_yuan DESC NULLS LAST, s.watch_yoy NULLS LAST, firm, watch_indicator
"""  # noqa: S608
RULE = "SELECT * FROM decline_rule"


def _ask(asked: Asked, question: str) -> pd.DataFrame:
    words: dict[str, object] = {
        "colours": DECLINE_COLOURS, "falling": FALLING, "grave": GRAVE, "green": GREEN, "output": OUTPUT,
    }  # fmt: skip
    named = {name: value for name, value in words.items() if f"${name}" in SAID + question}
    return ask(asked, SAID + question, is_whole=asked.is_whole, **named)


def colours(asked: Asked) -> pd.DataFrame:
    """One row per colour, green first: ``computed`` by the returns, ``watched`` by the ledger's rows of output."""
    return _ask(asked, COLOURS)


def totals(asked: Asked) -> dict[str, Any]:
    """Firms judged by their returns, output lost (万元), those who rose again, and the ledger's rows of the month."""
    return only_row(_ask(asked, TOTALS))


def decline_n(asked: Asked) -> int | None:
    """减产企业数: firms whose returns make them blue, orange or red; None without returns."""
    row = totals(asked)
    return int(row["falling"]) if row["judged"] or row["unjudged"] else None


def watch(asked: Asked) -> pd.DataFrame:
    """One row per case of the ledger in the month, and per firm that falls or rose again by its returns; gravest first.

    ``watch_colour`` is the ledger's, ``decline_colour`` that of the returns, ``difference`` says how they differ.
    """
    return _ask(asked, WATCH)


def rule() -> dict[str, Any] | None:
    """The thresholds by which the returns' colours were given; None where a snapshot has none."""
    return next(iter(all_rows(fetch(RULE))), None)
