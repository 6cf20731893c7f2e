"""What is late in any ledger, one row a case: a union of small questions, each named by its line of work.

Each is asked for the day of its own ledger's last word, as its page does. To add a line is to add an entry of `LINES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard import promises
from dashboard.queries import firms, growth, project_cases, services, snapshot, works
from dashboard.queries.land_contracts import JUDGED, TOLD, WORDS
from dashboard.queries.project_cases import KNOWN, LATE, known_bound
from dashboard.selection import Selection
from etl.contracts.declaration import BEFORE_HANDING_IN
from etl.contracts.honour import HONOURS
from etl.contracts.service_words import SERVICE_KINDS
from etl.contracts.upgrade_pool import ENTERED, LEFT

# So long before it ends an honour is to be renewed, and so long after it the bureau still asks why it was not.
SOON_DAYS, LAPSED_DAYS = 90, 365


@dataclass(frozen=True)
class Line:
    """A line of work that may be late.

    Attributes:
        question: its late cases as ``key, name, what, owner, due_on, days_over, enterprise_id, park_id, town``; may read
            ``works`` and ``promised`` and binds ``$on``, the day.
        told_on: the day of its ledger's last word.
        page: the name of its page in `dashboard.screens`.
        place: what the address of that page says to open there.
        bound: what else the question binds.
    """

    question: str
    told_on: Callable[[], date | None]
    page: str
    place: Mapping[str, str]
    bound: Mapping[str, object]


def data_day() -> date | None:
    """The day that the data reach to: of ledgers that say no day of their own."""
    return promises.as_of(snapshot.build_info().data_date)


def _works(kind: str) -> Line:
    question = f"""SELECT case_id AS key, label AS name, '应到' || due_stage AS what, responsible_unit AS owner, due_on,
        overdue_days AS days_over, enterprise_id, park_id, NULL AS town
    FROM works WHERE works_kind = '{kind}' AND overdue_days > 0"""  # noqa: S608
    return Line(question, works.told_on, "WORKS", {"works_view": "园区标准化"}, {})


def _promise(what: str, day: str) -> str:
    return f"""SELECT contract_id || '|{day}' AS key, coalesce(project_name, holder_name, parcel_id) AS name, '{what}' AS what,
        NULL AS owner, {day}_due_on AS due_on, {day}_days_late AS days_over, enterprise_id, nullif(park_id, '') AS park_id, town
    FROM promised WHERE {day}_verdict = $broken AND actual_{day}_on IS NULL"""  # noqa: S608


def _service(kind: str, what: str, owner: str, due: str, when: str, days: str) -> Line:
    key = services.KEYS[kind]
    question = f"""SELECT {key} AS key, enterprise_name AS name, {what} AS what, {owner} AS owner, {due} AS due_on,
        {days} AS days_over, enterprise_id, NULL AS park_id, {"town" if kind == "hazard" else "NULL"} AS town
    FROM (SELECT p.*, {services.DERIVED[kind]} FROM {kind} AS p) WHERE {when}"""  # noqa: S608
    tab = {"service_view": SERVICE_KINDS[kind]}
    return Line(question, lambda: services.told_on(kind), "SERVICES", tab, {})


LINES: Mapping[str, Line] = {
    "标准化地块": _works("park_plot"),
    "自主提升": _works("self_upgrade"),
    "土地收储": _works("land_reserve"),
    "临时用地": Line(
        """SELECT case_id AS key, label AS name, '临时用地到期未处置' AS what, responsible_unit AS owner, expires_on AS due_on,
            date_diff('day', expires_on, $on::DATE) AS days_over, enterprise_id, park_id, NULL AS town
        FROM works WHERE expiry = '已到期'""",
        works.told_on, "WORKS", {"works_view": "园区标准化"}, {},
    ),
    "供地履约": Line(
        f"{_promise('逾期未开工', 'start')} UNION ALL {_promise('逾期未竣工', 'completion')}",
        data_day, "WORKS", {"works_view": "供地履约"}, {},
    ),
    "项目节点": Line(
        """SELECT project_id || '|' || late_stage AS key, project_name AS name, '应到' || late_stage AS what,
            responsible_unit AS owner, late_planned_on AS due_on, overdue_days AS days_over, enterprise_id, park_id, town
        FROM late_project
        QUALIFY row_number() OVER (
            PARTITION BY project_id ORDER BY list_position($stages::VARCHAR[], late_stage)) = 1""",
        project_cases.told_on, "PROJECTS", {"projects_view": "技改"}, {},
    ),
    "申报": Line(
        """SELECT declaration_id AS key, enterprise_name AS name, programme || '未报出' AS what, responsible_unit AS owner,
            due_on, date_diff('day', due_on, $on::DATE) AS days_over, enterprise_id, NULL AS park_id, NULL AS town
        FROM declaration WHERE due_on < $on::DATE AND list_contains($before::VARCHAR[], declaration_status)""",
        growth.told_on, "GROWTH", {"growth_view": "申报"}, {"before": BEFORE_HANDING_IN},
    ),
    "小升规": Line(
        """SELECT pool_id AS key, enterprise_name AS name, '预计月未入库' AS what, mentor AS owner,
            last_day(expected_month) AS due_on, date_diff('day', last_day(expected_month), $on::DATE) AS days_over,
            enterprise_id, NULL AS park_id, NULL AS town
        FROM upgrade_pool
        WHERE last_day(expected_month) < $on::DATE AND NOT list_contains($settled::VARCHAR[], pool_status)""",
        growth.told_on, "GROWTH", {"growth_view": "小升规"}, {"settled": (ENTERED, LEFT)},
    ),
    "荣誉到期": Line(
        f"""SELECT h.enterprise_id || '|' || h.honour_code AS key, e.name,
            list_extract($honours::VARCHAR[], list_position($codes::VARCHAR[], h.honour_code)) || '到期' AS what,
            NULL AS owner,
            h.valid_to AS due_on, date_diff('day', h.valid_to, $on::DATE) AS days_over, h.enterprise_id, NULL AS park_id,
            NULL AS town
        FROM honour AS h INNER JOIN enterprise AS e USING (enterprise_id)
        ANTI JOIN honour AS later ON later.enterprise_id = h.enterprise_id AND later.honour_code = h.honour_code
            AND later.status IN ('granted', 'renewed') AND (later.valid_to IS NULL OR later.valid_to > h.valid_to)
        WHERE h.status IN ('granted', 'renewed') AND h.granted_on <= $on::DATE
            AND h.valid_to BETWEEN $on::DATE - {LAPSED_DAYS} AND $on::DATE + {SOON_DAYS}
        QUALIFY row_number() OVER (PARTITION BY h.enterprise_id, h.honour_code ORDER BY h.granted_on DESC) = 1""",  # noqa: S608
        growth.told_on, "GROWTH", {"growth_view": "荣誉阶梯"},
        {"honours": tuple(HONOURS.values()), "codes": tuple(HONOURS)},
    ),
    "政策兑现": _service(
        "policy_claim", "policy_name || '超时未兑'", "NULL", "CAST(NULL AS DATE)",
        "owing_wan_yuan > 0 AND claim_flag = '超时'", "open_days",
    ),
    "清欠": _service(
        "arrears_case", "coalesce(debtor_name, '') || '欠款逾期'", "responsible_unit", "repay_by", "overdue_days > 0",
        "overdue_days",
    ),
    "一企一议": _service(
        "ticket", "coalesce(matter, ticket_type, '诉求') || '超期'", "responsible_unit", "due_on", "overdue_days > 0",
        "overdue_days",
    ),
    "安全隐患": _service(
        "hazard", "coalesce(hazard_level, '') || hazard_type || '超期'", "responsible_unit", "due_on", "is_pressing",
        "overdue_days",
    ),
}  # fmt: skip
# Several lines read what these reckon.
_LATE_STAGES = (KNOWN + LATE).replace("$on::", "$on_projects::").strip().removeprefix(", ")
SHARED = f"""
, works AS ({works.CASES.replace("$parks", "[]").replace("$on::", "$on_works::")} SELECT * FROM cases),
late_project AS (
    WITH {_LATE_STAGES} SELECT * FROM late INNER JOIN known USING (project_id)
),
promised AS ({TOLD.replace("{of}", "true")} {JUDGED.replace("$as_of", "$on_promised")} SELECT * FROM verdicts)
"""  # noqa: S608
# Of the shared filters only the place speaks of a case without a firm.
CHOSEN = """
SELECT r.line, r.key, r.name, r.what, r.owner, r.due_on, r.days_over, r.enterprise_id, coalesce(f.park, k.name) AS park,
    coalesce(r.town, f.town) AS town
FROM red AS r
LEFT JOIN everyone AS f ON r.enterprise_id = f.enterprise_id
LEFT JOIN main.park AS k ON r.park_id = k.park_id
WHERE $is_whole::BOOLEAN OR r.enterprise_id IN (SELECT enterprise_id FROM firms)
    OR ($by_place::BOOLEAN AND r.enterprise_id IS NULL
        AND (len($of_parks::VARCHAR[]) = 0 OR list_contains($of_parks::VARCHAR[], r.park_id))
        AND (len($of_towns::VARCHAR[]) = 0 OR list_contains($of_towns::VARCHAR[], r.town)))
ORDER BY days_over DESC NULLS LAST, line, name, key
"""


def _one(place: int, name: str, line: Line) -> str:
    """The question of one line, with the day of its own ledger."""
    question = line.question.replace("$on::", f"$on_{place}::")
    return f"""SELECT '{name}' AS line, CAST(key AS VARCHAR) AS key, name, what, owner, CAST(due_on AS DATE) AS due_on,
        CAST(days_over AS BIGINT) AS days_over, CAST(enterprise_id AS VARCHAR) AS enterprise_id,
        CAST(park_id AS VARCHAR) AS park_id, CAST(town AS VARCHAR) AS town FROM ({question})"""  # noqa: S608


def _union() -> str:
    parts = "\nUNION ALL\n".join(_one(place, *item) for place, item in enumerate(LINES.items()))
    return f"{SHARED}, red AS ({parts}) {CHOSEN}"


def rows(selection: Selection) -> pd.DataFrame:
    """One row a late case of the chosen firms and places, the latest first.

    Columns: ``line``, ``key`` (the same in every build), ``name``, ``what``, ``owner``, ``due_on``, ``days_over`` (negative
    for what is about to end), ``enterprise_id``, ``park``, ``town``.
    """
    chosen = selection
    of_firms = chosen.industries or chosen.chains or chosen.scales or chosen.sizes
    of_places = chosen.parks or chosen.towns
    question = _union()
    projects = known_bound("", project_cases.told_on())
    on_projects = projects.pop("on")
    days = {f"on_{place}": line.told_on() for place, line in enumerate(LINES.values())}
    return firms.ask(
        question,
        selection,
        **{name: day for name, day in days.items() if f"${name}::" in question},
        **{name: value for line in LINES.values() for name, value in line.bound.items()},
        **WORDS,
        **projects,
        on_projects=on_projects,
        on_works=works.told_on(),
        on_promised=data_day(),
        no_park=works.NO_PARK,
        is_whole=not of_firms and not of_places,
        by_place=bool(of_places) and not of_firms,
        of_parks=chosen.parks,
        of_towns=chosen.towns,
    )
