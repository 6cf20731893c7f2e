"""Questions about the papers of policy: which are in force, which run out, and how many claims rest on each.

The papers are the district's; the claims beside them are those of the chosen firms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard.database import fetch, later, only_row
from dashboard.queries import services
from dashboard.queries.services import Asked as Cases
from dashboard.selection import Selection

# A paper that runs out within so many days is to be renewed or replaced now.
SOON_DAYS = 90
PAPERS = """
papers AS (
    SELECT *, doc_id AS case_id,
        coalesce(doc_status = '印发', false) AND (valid_to IS NULL OR valid_to >= $day::DATE)
            AND coalesce(in_force_on, issued_on, $day::DATE) <= $day::DATE AS is_in_force,
        CASE WHEN doc_status = '印发' THEN date_diff('day', $day::DATE, valid_to) END AS days_left,
        is_in_force AND coalesce(days_left <= $soon::INTEGER, false) AS is_expiring,
        coalesce(doc_status = '印发' AND valid_to < $day::DATE, false) AS is_past,
        CASE WHEN is_expiring THEN '即将到期' WHEN is_past THEN '已过有效期' WHEN is_in_force THEN '有效'
            WHEN doc_status = '印发' THEN '未到生效日' ELSE coalesce(doc_status, '未写明') END AS validity
    FROM policy_doc
)
"""
# A number without its brackets and blanks, and a title without its marks, are the same however an office types them.
NUMBER = r"upper(regexp_replace({}, '[〔〕\[\]【】()（）﹝﹞{{}}\s]', '', 'g'))"
TITLE = r"upper(regexp_replace({}, '[《》\s]', '', 'g'))"
CLAIMS = f"""
, {PAPERS}
, numbered AS (
    SELECT {NUMBER.format("doc_no")} AS said, min(doc_id) AS doc_id FROM papers WHERE doc_no IS NOT NULL GROUP BY ALL
)
, titled AS (
    SELECT {TITLE.format("doc_title")} AS said, min(doc_id) AS doc_id FROM papers GROUP BY ALL
)
, claims AS (
    SELECT c.*, coalesce(n.doc_id, t.doc_id) AS doc_id
    FROM cases AS c
    LEFT JOIN numbered AS n ON {NUMBER.format("c.policy_no")} = n.said
    LEFT JOIN titled AS t ON {TITLE.format("c.policy_name")} = t.said
)
"""  # noqa: S608
CARRIED = """
    count(*) AS claims, count(DISTINCT who) AS firms, sum(due_wan_yuan) AS due_wan_yuan,
    sum(settled_wan_yuan) AS settled_wan_yuan, sum(owing_wan_yuan) AS owing_wan_yuan
"""
LISTED = f"""{CLAIMS}
, carried AS (SELECT doc_id, {CARRIED} FROM claims WHERE doc_id IS NOT NULL GROUP BY doc_id)
SELECT p.*, coalesce(r.claims, 0) AS claims, coalesce(r.firms, 0) AS firms,
    r.due_wan_yuan, r.settled_wan_yuan, r.owing_wan_yuan
FROM papers AS p LEFT JOIN carried AS r ON p.doc_id = r.doc_id
ORDER BY p.is_past DESC, p.is_expiring DESC, p.is_in_force DESC, claims DESC, p.valid_to NULLS LAST, p.doc_id
"""  # noqa: S608
LOST = f"""{CLAIMS}
SELECT policy_no, policy_name, {CARRIED} FROM claims WHERE doc_id IS NULL
GROUP BY policy_no, policy_name ORDER BY claims DESC, policy_no, policy_name
"""  # noqa: S608
OF_PAPER = f"""{CLAIMS}
SELECT * FROM claims WHERE doc_id = $doc::VARCHAR ORDER BY owing_wan_yuan DESC NULLS LAST, case_id
"""  # noqa: S608
COVERED = f"""{CLAIMS}
SELECT {CARRIED}, count(doc_id) AS covered, sum(settled_wan_yuan) FILTER (WHERE doc_id IS NOT NULL) AS covered_wan_yuan
FROM claims
"""  # noqa: S608
COUNTED = f"""
WITH {PAPERS}
SELECT count(*) AS papers, count(*) FILTER (WHERE is_in_force) AS in_force,
    count(*) FILTER (WHERE is_expiring) AS expiring, count(*) FILTER (WHERE is_past) AS past,
    count(*) FILTER (WHERE doc_status IN ('起草', '征求意见', '审议')) AS coming
FROM papers
"""  # noqa: S608


def told_on() -> date | None:
    """The day of the library's latest word; None where no such file was read."""
    return services.told_on("policy_doc")


def _day(day: date) -> dict[str, object]:
    return {"day": day, "soon": SOON_DAYS}


def _cases(selection: Selection, day: date) -> Cases:
    return Cases("policy_claim", selection, day)


def counts(day: date) -> dict[str, Any]:
    """How many papers there are, in force, running out within `SOON_DAYS`, past their end, on the way."""
    return only_row(fetch(COUNTED, **_day(day)))


def papers(selection: Selection, day: date) -> pd.DataFrame:
    """One row per paper: ``validity``, ``days_left``, and the claims of the chosen firms that rest on it; the pressing first."""
    return services.ask(_cases(selection, day), LISTED, **_day(day))


def papers_later(selection: Selection, day: date) -> Callable[[], pd.DataFrame]:
    """The same, read when the result is called."""
    sql, bound = services.put(_cases(selection, day), LISTED)
    return later(sql, **bound, **_day(day))


def lost_claims(selection: Selection, day: date) -> pd.DataFrame:
    """One row per policy that claims name and no paper of the library is: number, name, ``claims``, ``firms`` and sums."""
    return services.ask(_cases(selection, day), LOST, **_day(day))


def claims(selection: Selection, day: date, doc_id: str) -> pd.DataFrame:
    """The claims of the chosen firms that rest on one paper, as `services.cases` tells of them; the most owed first."""
    return services.ask(_cases(selection, day), OF_PAPER, doc=doc_id, **_day(day))


def share(row: Mapping[str, Any]) -> float | None:
    """How many of the claims rest on a paper (%), of `coverage`; None without claims."""
    return 100 * row["covered"] / row["claims"] if row["claims"] else None


def coverage(selection: Selection, day: date) -> dict[str, Any]:
    """How many ``claims`` of the chosen firms there are and how many rest on a paper (``covered``), with what was paid."""
    return only_row(services.ask(_cases(selection, day), COVERED, **_day(day)))
