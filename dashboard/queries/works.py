"""Questions about park standardisation: which cases there are, how far each is, what is late on a day, where it lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.database import fetch, later, only_row, remembered

UNTOLD = "未写明"
NO_PARK = "未写明片区"
# A paper that has been dealt with, and when the others run out, the most urgent first.
EXPIRED, SOON, WITHIN_YEAR, LATER, ENDLESS, SETTLED = (
    "已到期",
    "90 天内",
    "一年内",
    "一年以后",
    "无到期日",
    "已处置",
)
EXPIRIES = (EXPIRED, SOON, WITHIN_YEAR, LATER, ENDLESS, SETTLED)

# A case is due at the first stage ahead of it that has a planned day; overdue when that day is past.
CASES = """
WITH reached AS (
    SELECT works_kind, case_id, max(stage_number) FILTER (actual_on IS NOT NULL) AS reached,
        arg_max(late_days, stage_number) FILTER (late_days IS NOT NULL) AS last_late_days
    FROM works_stage GROUP BY works_kind, case_id
), due AS (
    SELECT s.works_kind, s.case_id, s.stage AS due_stage, s.planned_on AS due_on
    FROM works_stage AS s
    INNER JOIN works_case AS c USING (works_kind, case_id)
    LEFT JOIN reached AS r USING (works_kind, case_id)
    WHERE s.actual_on IS NULL AND s.planned_on IS NOT NULL
        AND s.stage_number > greatest(coalesce(c.stage_number, 0), coalesce(r.reached, 0))
    QUALIFY row_number() OVER (PARTITION BY s.works_kind, s.case_id ORDER BY s.stage_number, s.stage) = 1
), lying AS (
    SELECT works_kind, case_id, string_agg(parcel_id, '、' ORDER BY parcel_id) FILTER (is_known) AS parcels,
        string_agg(parcel_id, '、' ORDER BY parcel_id) FILTER (NOT is_known) AS lost_parcels
    FROM works_parcel GROUP BY works_kind, case_id
), cases AS (
    SELECT c.*, coalesce(k.name, c.park_name, $no_park::VARCHAR) AS park, s.actual_on AS since,
        CASE WHEN s.actual_on <= $on::DATE AND c.stage_number < 10 THEN date_diff('day', s.actual_on, $on::DATE) END
            AS days_in_stage,
        d.due_stage, d.due_on, CASE WHEN d.due_on < $on::DATE THEN date_diff('day', d.due_on, $on::DATE) END
            AS overdue_days,
        r.last_late_days, l.parcels, l.lost_parcels,
        CASE WHEN c.works_kind <> 'temporary_land' THEN NULL
            WHEN c.stage IN ('已更新', '已收回') THEN '已处置' WHEN c.expires_on IS NULL THEN '无到期日'
            WHEN c.expires_on < $on::DATE THEN '已到期' WHEN c.expires_on <= $on::DATE + 90 THEN '90 天内'
            WHEN c.expires_on <= $on::DATE + INTERVAL 1 YEAR THEN '一年内' ELSE '一年以后' END AS expiry
    FROM works_case AS c
    LEFT JOIN park AS k ON k.park_id = c.park_id
    LEFT JOIN works_stage AS s USING (works_kind, case_id, stage)
    LEFT JOIN due AS d USING (works_kind, case_id)
    LEFT JOIN reached AS r USING (works_kind, case_id)
    LEFT JOIN lying AS l USING (works_kind, case_id)
    WHERE len($parks::VARCHAR[]) = 0 OR list_contains($parks::VARCHAR[], coalesce(c.park_id, ''))
)
"""
OF_KIND = """
SELECT * FROM cases
WHERE works_kind = $kind::VARCHAR
    AND (len($stages::VARCHAR[]) = 0 OR list_contains($stages::VARCHAR[], coalesce(stage, $untold::VARCHAR)))
    AND (len($expiries::VARCHAR[]) = 0 OR list_contains($expiries::VARCHAR[], expiry))
ORDER BY overdue_days DESC NULLS LAST, expires_on NULLS LAST, stage_number DESC NULLS LAST, label, case_id
"""
SCHEDULE = """
SELECT c.case_id, c.label, c.stage AS stage_now, s.stage, s.stage_number, s.planned_on, s.actual_on, s.late_days
FROM works_stage AS s INNER JOIN cases AS c USING (works_kind, case_id)
WHERE s.works_kind = $kind::VARCHAR
ORDER BY c.label, c.case_id, s.stage_number, s.stage
"""
# A case that says no parcel cannot be on the map; one of a firm that nobody knows has no page to lead to.
UNMATCHED = """
SELECT * FROM (
    SELECT *, concat_ws('；',
        CASE WHEN lost_parcels IS NOT NULL THEN '宗地文件中没有 ' || lost_parcels END,
        CASE WHEN parcels IS NULL AND lost_parcels IS NULL THEN '没有写明宗地' END,
        CASE WHEN works_kind IN ('self_upgrade', 'temporary_land') AND enterprise_id IS NULL THEN '企业不在名录' END,
        CASE WHEN park_id IS NULL THEN coalesce('片区“' || park_name || '”不在园区名单', '没有写明片区') END
    ) AS reason FROM cases
) WHERE reason <> ''
ORDER BY list_position(['park_plot', 'self_upgrade', 'land_reserve', 'temporary_land'], works_kind), label, case_id
"""


@dataclass(frozen=True)
class Asked:
    """What is asked about: the parks of the side bar (none for all) and the day on which something is late."""

    parks: tuple[str, ...]
    on: date

    @property
    def bound(self) -> Mapping[str, object]:
        """What `CASES` binds."""
        return {"parks": self.parks, "on": self.on, "no_park": NO_PARK}


@remembered
def told_on() -> date | None:
    """The day of the latest word of any ledger of park standardisation; None where no ledger was read."""
    found = only_row(fetch("SELECT max(told_on) AS told_on FROM works_case"))["told_on"]
    return None if found is None else pd.Timestamp(found).date()


def cases(
    asked: Asked, kind: str, stages: tuple[str, ...] = (), expiries: tuple[str, ...] = ()
) -> pd.DataFrame:
    """One row per case of a kind, at one of ``stages`` (`UNTOLD` for none known) and ``expiries`` where some are named.

    Columns: the case, ``park``, ``since`` and ``days_in_stage``, ``due_stage`` and ``due_on``, ``overdue_days`` on the
    day asked, ``last_late_days``, ``parcels`` and ``lost_parcels``, ``expiry``. The most overdue first.
    """
    return fetch(CASES + OF_KIND, **_of_kind(asked, kind, stages, expiries))


def cases_later(asked: Asked, kind: str) -> Callable[[], pd.DataFrame]:
    """All cases of a kind, read when the result is called."""
    return later(CASES + OF_KIND, **_of_kind(asked, kind, (), ()))


def _of_kind(
    asked: Asked, kind: str, stages: tuple[str, ...], expiries: tuple[str, ...]
) -> dict[str, object]:
    return {**asked.bound, "kind": kind, "stages": stages, "expiries": expiries, "untold": UNTOLD}


def schedule(asked: Asked, kind: str) -> pd.DataFrame:
    """One row per case and stage with a planned or an actual day; a case's stages in their order."""
    return fetch(CASES + SCHEDULE, **asked.bound, kind=kind)


def unmatched(asked: Asked) -> pd.DataFrame:
    """One row per case of which a parcel, the firm or the park is not known or not told, with the ``reason``."""
    return fetch(CASES + UNMATCHED, **asked.bound)
