"""Questions about land-supply contracts: what was promised, what became of it, and which promises are kept.

A promise is broken only where a file says so: an empty cell past its day is missing data, unless the ledger's status or
the parcel's stage says that nothing has happened yet.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from dashboard.database import fetch, later
from dashboard.selection import UNKNOWN, Selection

KEPT, BROKEN, NOT_DUE, UNTOLD = "守约", "违约", "未到期", "缺数据"
VERDICTS = (KEPT, BROKEN, NOT_DUE, UNTOLD)
# Kind → what it is called, in the order of a contract's life.
KINDS = {
    "start": "开工",
    "completion": "竣工",
    "investment": "投资强度",
    "far": "容积率",
    "tax": "亩均税收",
    "output": "亩均产值",
}
BUILT, UNBUILT = ("竣工未投", "投产", "达产", "投而未达"), ("批而未供", "供而未用")
IDLE = ("逾期开工", "疑似闲置", "闲置土地")
WORDS = {
    "kept": KEPT,
    "broken": BROKEN,
    "not_due": NOT_DUE,
    "untold": UNTOLD,
    "built": BUILT,
    "unbuilt": UNBUILT,
    "idle": IDLE,
}

TOLD = """
WITH told AS (
    SELECT k.*, p.parcel_id IS NOT NULL AS knows_parcel, p.stage AS parcel_stage, coalesce(p.town, $unknown) AS town,
        coalesce(p.park_id, '') AS park_id, coalesce(g.name, p.park_id) AS park, nullif(p.far, 0) AS far,
        y.year AS tax_year, make_date(y.year, 1, 1) AS year_began, y.tax_wan_yuan_per_mu,
        y.output_wan_yuan / nullif(y.land_mu, 0) AS output_wan_yuan_per_mu,
        coalesce(actual_completion_on, actual_production_on, actual_full_production_on) AS complete_by,
        coalesce(completion_due_on < start_due_on, false) AS is_reversed
    FROM land_contract AS k
    LEFT JOIN parcel AS p ON p.parcel_id = k.parcel_id
    LEFT JOIN park AS g ON g.park_id = p.park_id
    LEFT JOIN parcel_year AS y ON y.parcel_id = p.parcel_id
        AND y.year = (SELECT max(year) FROM parcel_year WHERE tax_wan_yuan IS NOT NULL)
    WHERE {of}
), known AS (
    SELECT *,
        CASE WHEN coalesce(actual_start_on, complete_by) IS NOT NULL THEN true
            WHEN list_contains($built::VARCHAR[], parcel_stage) OR parcel_stage = '在建' THEN true
            WHEN list_contains($unbuilt::VARCHAR[], parcel_stage) THEN false
            WHEN list_contains($idle::VARCHAR[], supervision_status) THEN false END AS has_started,
        CASE WHEN complete_by IS NOT NULL THEN true
            WHEN list_contains($built::VARCHAR[], parcel_stage) THEN true
            WHEN list_contains($unbuilt::VARCHAR[], parcel_stage) OR parcel_stage = '在建' THEN false
            WHEN supervision_status = '逾期竣工' THEN false
            WHEN actual_start_on IS NULL AND list_contains($idle::VARCHAR[], supervision_status) THEN false
            END AS is_complete
    FROM told
), """
# A day is judged by the day on which it happened, else by the data date where it is known not to have happened.
JUDGED = """judged AS (
    SELECT *,
        CASE WHEN start_due_on IS NULL OR is_reversed THEN $untold
            WHEN actual_start_on IS NOT NULL THEN CASE WHEN actual_start_on <= start_due_on THEN $kept ELSE $broken END
            WHEN $as_of::DATE <= start_due_on THEN $not_due
            WHEN $as_of::DATE > start_due_on AND NOT has_started THEN $broken ELSE $untold END AS start_verdict,
        CASE WHEN completion_due_on IS NULL OR is_reversed THEN $untold
            WHEN actual_completion_on IS NOT NULL
                THEN CASE WHEN actual_completion_on <= completion_due_on THEN $kept ELSE $broken END
            WHEN $as_of::DATE <= completion_due_on THEN $not_due
            WHEN $as_of::DATE > completion_due_on AND NOT is_complete THEN $broken ELSE $untold END AS completion_verdict,
        CASE WHEN promised_invest_wan_yuan_per_mu IS NULL OR invested_wan_yuan_per_mu IS NULL THEN $untold
            WHEN round(invested_wan_yuan_per_mu, 2) >= round(promised_invest_wan_yuan_per_mu, 2) THEN $kept
            WHEN is_complete THEN $broken
            WHEN is_reversed THEN $untold
            WHEN completion_due_on < $as_of::DATE THEN $broken
            WHEN completion_due_on >= $as_of::DATE THEN $not_due ELSE $untold END AS investment_verdict,
        CASE WHEN coalesce(far_min, far_max) IS NULL OR far_min > far_max THEN $untold
            WHEN NOT is_complete THEN $not_due
            WHEN is_complete IS NULL OR far IS NULL THEN $untold
            WHEN round(far, 2) BETWEEN coalesce(far_min, 0) AND coalesce(far_max, far + 1) THEN $kept
            ELSE $broken END AS far_verdict,
        CASE WHEN coalesce(year_began < full_production_due_on, NOT is_complete) THEN $not_due
            WHEN full_production_due_on IS NULL AND year_began < coalesce(actual_production_on, actual_completion_on)
                THEN $not_due
            WHEN full_production_due_on IS NULL AND is_complete IS NULL THEN $untold END AS before_full
    FROM known
), verdicts AS (
    SELECT * EXCLUDE (before_full),
        CASE WHEN promised_tax_wan_yuan_per_mu IS NULL THEN $untold
            WHEN before_full IS NOT NULL THEN before_full
            WHEN tax_wan_yuan_per_mu IS NULL THEN $untold
            WHEN round(tax_wan_yuan_per_mu, 2) >= round(promised_tax_wan_yuan_per_mu, 2) THEN $kept
            ELSE $broken END AS tax_verdict,
        CASE WHEN promised_output_wan_yuan_per_mu IS NULL THEN $untold
            WHEN before_full IS NOT NULL THEN before_full
            WHEN output_wan_yuan_per_mu IS NULL THEN $untold
            WHEN round(output_wan_yuan_per_mu, 2) >= round(promised_output_wan_yuan_per_mu, 2) THEN $kept
            ELSE $broken END AS output_verdict,
        CASE WHEN list_contains([$kept, $broken], start_verdict)
            THEN date_diff('day', start_due_on, coalesce(actual_start_on, $as_of::DATE)) END AS start_days_late,
        CASE WHEN list_contains([$kept, $broken], completion_verdict)
            THEN date_diff('day', completion_due_on, coalesce(actual_completion_on, $as_of::DATE)) END
            AS completion_days_late
    FROM judged
)
"""
OF_PARCEL = "k.parcel_id = $id::VARCHAR"
OF_PLACE = """(len($towns::VARCHAR[]) = 0 OR list_contains($towns::VARCHAR[], coalesce(p.town, $unknown)))
        AND (len($parks::VARCHAR[]) = 0 OR list_contains($parks::VARCHAR[], coalesce(p.park_id, '')))"""
EACH = """, ranked AS (
    SELECT *, list_count(list_filter(
        [start_verdict, completion_verdict, investment_verdict, far_verdict, tax_verdict, output_verdict],
        lambda verdict: verdict = $broken)) AS broken
    FROM verdicts
)
SELECT * FROM ranked
ORDER BY broken DESC, greatest(start_days_late, completion_days_late) DESC NULLS LAST, contract_signed_on DESC NULLS LAST,
    contract_id
"""
OF_ONE = "SELECT * FROM verdicts ORDER BY contract_signed_on DESC NULLS LAST, contract_id"
COUNTED = """, each_kind AS (
    SELECT unnest($kinds::VARCHAR[]) AS kind,
        unnest([start_verdict, completion_verdict, investment_verdict, far_verdict, tax_verdict, output_verdict]) AS verdict,
        unnest([actual_start_on IS NULL, actual_completion_on IS NULL, false, false, false, false]) AS is_undone
    FROM verdicts
)
SELECT kind, count(*) AS contracts, count(*) FILTER (verdict = $kept) AS kept,
    count(*) FILTER (verdict = $broken) AS broken, count(*) FILTER (verdict = $broken AND is_undone) AS undone,
    count(*) FILTER (verdict = $not_due) AS not_due, count(*) FILTER (verdict = $untold) AS untold
FROM each_kind GROUP BY kind ORDER BY list_position($kinds::VARCHAR[], kind)
"""


def of_parcel(parcel_id: str, as_of: date | None) -> pd.DataFrame:
    """The contracts of a parcel, the latest signed first; columns as `contracts`."""
    return fetch(TOLD.replace("{of}", OF_PARCEL) + JUDGED + OF_ONE, **_bound(as_of), id=parcel_id)


def contracts(selection: Selection, as_of: date | None) -> pd.DataFrame:
    """One row per contract: those with most broken promises first, then the latest ones.

    Columns: those of ``land_contract``; of its parcel ``knows_parcel``, ``parcel_stage``, ``town``, ``park``, ``far``;
    ``tax_year`` with ``tax_wan_yuan_per_mu`` and ``output_wan_yuan_per_mu`` of the parcel; ``start_days_late`` and
    ``completion_days_late``: days behind the agreed day, negative before it, until the data date ``as_of`` where it has
    not happened; for each of `KINDS` a ``…_verdict`` of `VERDICTS`; ``broken``: how many are broken. Of the
    selection only town and park speak of contracts.
    """
    return fetch(TOLD.replace("{of}", OF_PLACE) + JUDGED + EACH, **_bound(as_of), **_place(selection))


def contracts_later(selection: Selection, as_of: date | None) -> Callable[[], pd.DataFrame]:
    """The same, read when the result is called."""
    return later(TOLD.replace("{of}", OF_PLACE) + JUDGED + EACH, **_bound(as_of), **_place(selection))


def counts(selection: Selection, as_of: date | None) -> pd.DataFrame:
    """One row for each of `KINDS`: ``contracts``, how many are kept, broken, not due, untold.

    ``undone`` of the broken have not happened yet: no start, no completion until the data date.
    """
    question = TOLD.replace("{of}", OF_PLACE) + JUDGED + COUNTED
    return fetch(question, **_bound(as_of), **_place(selection), kinds=tuple(KINDS))


def are_there() -> bool:
    """Whether any ledger of contracts was read."""
    return bool(fetch("SELECT count(*) AS rows FROM land_contract")["rows"].iloc[0])


def stages(parcel_id: str) -> pd.DataFrame:
    """The stages of a parcel: ``route``, ``stage``, ``planned_on``, ``actual_on``, ``entity``, ``source_key``.

    Line of work by line of work, contract by contract, in the order of their days.
    """
    return fetch(
        """
        SELECT route, stage, planned_on, actual_on, entity, source_key FROM parcel_stage
        WHERE parcel_id = $id::VARCHAR
        ORDER BY route, entity, source_key, coalesce(planned_on, actual_on) NULLS LAST, actual_on NULLS LAST, stage
        """,
        id=parcel_id,
    )


def _bound(as_of: date | None) -> dict[str, object]:
    return {**WORDS, "as_of": as_of, "unknown": UNKNOWN}


def _place(selection: Selection) -> dict[str, object]:
    return {"towns": selection.towns, "parks": selection.parks}
