"""Questions about the ledgers of services and of safety: which cases there are of the chosen firms, and what presses on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.database import fetch, later, only_row, remembered
from dashboard.queries import firms
from dashboard.selection import Selection

UNTOLD = "未写明"
# The archives of the epidemic years: of towns, not of firms.
ARCHIVES = ("notice_batch", "testing_duty")
# Whose case it is: a firm that nobody knows is one by its name.
WHO = "coalesce(p.enterprise_id, p.enterprise_name)"
# A claim is due when a sum was approved and nothing speaks against it; one that was filed without its payment is left
# out, for nobody knows what of it was paid.
IS_DUE = """(p.approved_wan_yuan IS NOT NULL AND coalesce(p.claim_status, '') NOT IN ('草稿', '待审核', '待补正', '已退回')
    AND NOT (coalesce(p.claim_status, '') = '已归档' AND p.paid_wan_yuan IS NULL))"""
TICKET_IS_OPEN = "(p.closed_on IS NULL AND coalesce(p.ticket_status, '') NOT IN ('办结', '回访'))"
HAZARD_IS_OPEN = "(p.closed_on IS NULL AND coalesce(p.hazard_status, '') <> '销号')"
DERIVED: Mapping[str, str] = {
    "policy_claim": f"""
        CASE WHEN {IS_DUE} THEN p.approved_wan_yuan END AS due_wan_yuan,
        CASE WHEN {IS_DUE} THEN coalesce(p.paid_wan_yuan, 0) END AS settled_wan_yuan,
        CASE WHEN {IS_DUE} THEN greatest(p.approved_wan_yuan - coalesce(p.paid_wan_yuan, 0), 0) END AS owing_wan_yuan,
        CASE WHEN {IS_DUE} THEN greatest(coalesce(p.paid_wan_yuan, 0) - p.approved_wan_yuan, 0) END AS over_wan_yuan,
        CASE WHEN p.paid_on >= p.applied_on THEN date_diff('day', p.applied_on, p.paid_on) END AS took_days,
        CASE WHEN owing_wan_yuan > 0 AND p.approved_on <= $on::DATE
            THEN date_diff('day', p.approved_on, $on::DATE) END AS open_days,
        coalesce(owing_wan_yuan > 0, false) AS is_pressing""",
    "power_subsidy": """
        CASE WHEN p.subsidy_status = '拨付' THEN p.subsidy_wan_yuan END AS settled_wan_yuan,
        CASE WHEN p.paid_on >= p.applied_on THEN date_diff('day', p.applied_on, p.paid_on) END AS took_days,
        CASE WHEN coalesce(p.subsidy_status, '') <> '拨付' AND p.applied_on <= $on::DATE
            THEN date_diff('day', p.applied_on, $on::DATE) END AS open_days,
        coalesce(p.subsidy_status, '') <> '拨付' AS is_pressing""",
    "arrears_case": """
        CASE WHEN p.repaid_wan_yuan IS NOT NULL AND p.owed_wan_yuan IS NOT NULL
            THEN least(p.repaid_wan_yuan, p.owed_wan_yuan) END AS settled_wan_yuan,
        p.owed_wan_yuan - settled_wan_yuan AS owing_wan_yuan,
        CASE WHEN coalesce(owing_wan_yuan, p.owed_wan_yuan) > 0 AND p.repay_by < $on::DATE
            THEN date_diff('day', p.repay_by, $on::DATE) END AS overdue_days,
        overdue_days IS NOT NULL AS is_pressing""",
    "visit": """
        coalesce(p.visit_status = '已访', false) AS is_made,
        CASE WHEN coalesce(p.visit_status, '') <> '已访' AND p.planned_on < $on::DATE
            THEN date_diff('day', p.planned_on, $on::DATE) END AS overdue_days,
        overdue_days IS NOT NULL OR p.found IS NOT NULL AS is_pressing""",
    "ticket": f"""
        {TICKET_IS_OPEN} AS is_open,
        CASE WHEN p.closed_on >= p.accepted_on THEN date_diff('day', p.accepted_on, p.closed_on) END AS took_days,
        CASE WHEN {TICKET_IS_OPEN} AND p.accepted_on <= $on::DATE
            THEN date_diff('day', p.accepted_on, $on::DATE) END AS open_days,
        CASE WHEN {TICKET_IS_OPEN} AND coalesce(p.ticket_status, '') <> '挂起' AND p.due_on < $on::DATE
            THEN date_diff('day', p.due_on, $on::DATE) END AS overdue_days,
        overdue_days IS NOT NULL AS is_pressing""",
    "hazard": f"""
        {HAZARD_IS_OPEN} AS is_open,
        CASE WHEN p.closed_on >= p.found_on THEN date_diff('day', p.found_on, p.closed_on) END AS took_days,
        CASE WHEN {HAZARD_IS_OPEN} AND p.found_on <= $on::DATE THEN date_diff('day', p.found_on, $on::DATE) END AS open_days,
        CASE WHEN {HAZARD_IS_OPEN} AND p.due_on < $on::DATE THEN date_diff('day', p.due_on, $on::DATE) END AS overdue_days,
        {HAZARD_IS_OPEN} AND (overdue_days IS NOT NULL OR coalesce(p.hazard_status = '超期', false)) AS is_pressing""",
    "notice_batch": """
        CASE WHEN p.resumed_on >= p.notified_on THEN date_diff('day', p.notified_on, p.resumed_on) END AS took_days,
        p.resumed_on IS NULL AND p.notified_on <= $on::DATE AS is_pressing""",
    "testing_duty": "false AS is_pressing",
}
KEYS: Mapping[str, str] = {
    "policy_claim": "claim_id", "power_subsidy": "subsidy_id", "arrears_case": "arrears_id", "visit": "visit_id",
    "ticket": "ticket_id", "hazard": "hazard_id", "notice_batch": "notice_id",
    "testing_duty": "duty_id",
}  # fmt: skip
OF_FIRMS = """
, cases AS (
    SELECT p.*, p.enterprise_name AS firm, {who} AS who, {key} AS case_id, e.park, e.town AS firm_town,
        p.enterprise_id IS NULL AND {has_firm} AS is_lost, {derived}
    FROM {kind} AS p LEFT JOIN everyone AS e ON p.enterprise_id = e.enterprise_id
    WHERE $on::DATE IS NOT NULL AND ({chosen})
)
"""
OF_TOWNS = """
, cases AS (
    SELECT p.*, {key} AS case_id, CAST(NULL AS VARCHAR) AS who, false AS is_lost, {derived}
    FROM {kind} AS p WHERE $on::DATE IS NOT NULL AND ({chosen})
)
"""
LISTED = """
SELECT * FROM cases
WHERE $only::VARCHAR = 'all' OR ($only::VARCHAR = 'pressing' AND is_pressing) OR ($only::VARCHAR = 'lost' AND is_lost)
ORDER BY {order} case_id
"""
ORDERS: Mapping[str, str] = {
    "policy_claim": "owing_wan_yuan DESC NULLS LAST, open_days DESC NULLS LAST,",
    "power_subsidy": "is_pressing DESC, subsidy_wan_yuan DESC NULLS LAST,",
    "arrears_case": "coalesce(owing_wan_yuan, owed_wan_yuan) DESC NULLS LAST,",
    "visit": "coalesce(visited_on, planned_on) DESC NULLS LAST,",
    "ticket": "overdue_days DESC NULLS LAST, is_open DESC, accepted_on DESC NULLS LAST,",
    "hazard": "is_pressing DESC, overdue_days DESC NULLS LAST, is_open DESC, found_on DESC NULLS LAST,",
    "notice_batch": "notified_on NULLS LAST,",
    "testing_duty": "duty_on,",
}
SOURCES = """
SELECT l.key AS name, l.key AS about, l.table_name, f.path, l.sheet, l.row_number, f.entity, f.department, f.received_on
FROM lineage AS l LEFT JOIN source_file AS f ON f.file_id = l.file_id AND f.sheet = l.sheet
WHERE l.table_name = $kind::VARCHAR AND (len($keys::VARCHAR[]) = 0 OR list_contains($keys::VARCHAR[], l.key))
ORDER BY l.key, f.path, l.sheet, l.row_number
"""


@dataclass(frozen=True)
class Asked:
    """What is asked about: a ledger, the firms of the side bar, the day on which something is late."""

    kind: str
    selection: Selection
    on: date

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter of the side bar leaves firms out, and with them every case of a firm that nobody knows."""
        values = self.selection.parameters
        return any(values[name] not in firms.NO_CHOICE for name in firms.CONDITIONS)


@remembered
def told_on(kind: str) -> date | None:
    """The day of a ledger's latest word; None where no such file was read."""
    found = only_row(fetch(f"SELECT max(told_on) AS told_on FROM {kind}"))["told_on"]  # noqa: S608
    return None if found is None else pd.Timestamp(found).date()


def _chosen(asked: Asked) -> str:
    """The condition of a case under the filters in force; a pipeline's village counts by its town."""
    if not asked.is_narrowed:
        return "true"
    by_town = bool(asked.selection.towns)
    if asked.kind in ARCHIVES:
        return "list_contains($towns::VARCHAR[], coalesce(p.town, $unknown))" if by_town else "true"
    of_firms = "p.enterprise_id IN (SELECT enterprise_id FROM firms)"
    only_towns = by_town and asked.selection == Selection(
        year=asked.selection.year, towns=asked.selection.towns, graded_by=asked.selection.graded_by
    )
    if asked.kind == "hazard" and only_towns:
        return f"{of_firms} OR (p.enterprise_id IS NULL AND list_contains($towns::VARCHAR[], p.town))"
    return of_firms


def put(asked: Asked, question: str) -> tuple[str, dict[str, object]]:
    """The question with ``cases`` before it: the chosen cases of the ledger and what is reckoned of each."""
    template = OF_TOWNS if asked.kind in ARCHIVES else OF_FIRMS
    cases = template.format(
        kind=asked.kind,
        key=f"p.{KEYS[asked.kind]}",
        who=WHO,
        has_firm="p.pipeline IS NULL" if asked.kind == "hazard" else "true",
        derived=DERIVED[asked.kind],
        chosen=_chosen(asked),
    )
    sql, bound = firms.put(cases + question, asked.selection)
    return sql, {**bound, "on": asked.on}


def ask(asked: Asked, question: str, **values: object) -> pd.DataFrame:
    """The answer to a question that reads ``cases`` (and ``firms``, the chosen enterprises)."""
    sql, bound = put(asked, question)
    return fetch(sql, **bound, **values)


def ask_row(asked: Asked, question: str) -> dict[str, Any]:
    """The only row of the answer."""
    return only_row(ask(asked, question))


def cases(asked: Asked, only: str = "all") -> pd.DataFrame:
    """One row per chosen case, the most pressing first; ``only`` the ``pressing`` ones, or ``lost``: of no known firm."""
    return ask(asked, LISTED.format(order=ORDERS[asked.kind]), only=only)


def cases_later(asked: Asked) -> Callable[[], pd.DataFrame]:
    """All of them, read when the result is called."""
    sql, bound = put(asked, LISTED.format(order=ORDERS[asked.kind]))
    return later(sql, **bound, only="all")


def sources(kind: str, keys: tuple[str, ...]) -> pd.DataFrame:
    """The rows of incoming files behind the cases, or behind all of the ledger where no ``keys`` are named."""
    return fetch(SOURCES, kind=kind, keys=keys)
