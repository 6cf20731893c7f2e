"""The lines of work that may be late: of each the question for its late cases, by the rule of its own page, and the way there.

To add a line is to add an entry of `LINES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import promises
from dashboard.queries import (
    decline,
    floors,
    funds,
    growth,
    operations,
    policies,
    project_cases,
    services,
    snapshot,
    works,
)
from dashboard.queries.growth_honours import UNRENEWED
from etl.contracts.declaration import BEFORE_HANDING_IN
from etl.contracts.decline import GRAVE
from etl.contracts.honour import HONOURS
from etl.contracts.project import PROJECT_KINDS
from etl.contracts.service_words import SERVICE_KINDS
from etl.contracts.upgrade_pool import ENTERED, LEFT

# So long before it ends an honour is to be renewed, and so long after it the bureau still asks why it was not.
SOON_DAYS, LAPSED_DAYS = 90, 365


@dataclass(frozen=True)
class Line:
    """A line of work that may be late.

    Attributes:
        question: its late cases as ``key, name, what, owner, due_on, days_over, enterprise_id, park_id, town``; may read
            ``works``, ``staged`` and ``promised`` and binds ``$on``, the day.
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


def _project(kind: str) -> Line:
    question = f"""SELECT project_id AS key, coalesce(project_name, firm, project_id) AS name, '应到' || late_stage AS what,
        responsible_unit AS owner, late_planned_on AS due_on, overdue_days AS days_over, enterprise_id,
        nullif(park_id, '') AS park_id, town
    FROM staged WHERE project_kind = '{kind}'"""  # noqa: S608
    return Line(question, project_cases.day_of_all, "PROJECTS", {"projects_view": PROJECT_KINDS[kind]}, {})


def _service(kind: str, what: str, owner: str, due: str, when: str, days: str) -> Line:
    key = services.KEYS[kind]
    question = f"""SELECT {key} AS key, enterprise_name AS name, {what} AS what, {owner} AS owner, {due} AS due_on,
        {days} AS days_over, enterprise_id, NULL AS park_id, {"town" if kind == "hazard" else "NULL"} AS town
    FROM (SELECT p.*, {services.DERIVED[kind]} FROM {kind} AS p) WHERE {when}"""  # noqa: S608
    tab = {"service_view": SERVICE_KINDS[kind]}
    return Line(question, lambda: services.told_on(kind), "SERVICES", tab, {})


KINDS = ("upgrade", "investment", "private", "overseas")
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
    **{PROJECT_KINDS[kind]: _project(kind) for kind in KINDS},
    "园中园": Line(
        f"""{floors.CARRIERS.replace(floors.PLACED, "true").replace("$untold::", "$no_status::")}
        SELECT carrier_id AS key, concat_ws(' ', carrier_name, building) AS name, '计划投用未投用' AS what,
            responsible_unit AS owner, planned_use_on AS due_on, overdue_days AS days_over, NULL AS enterprise_id,
            nullif(park_id, '') AS park_id, town
        FROM carriers WHERE overdue_days IS NOT NULL""",  # noqa: S608
        project_cases.day_of_all, "PROJECTS", {"projects_view": "园中园"}, {"no_status": floors.UNTOLD},
    ),
    "基金": Line(
        f"""{funds.FUNDS}
        SELECT fund_id AS key, coalesce(fund_name, fund_id) AS name, '存续期满未退出' AS what, responsible_unit AS owner,
            fund_ends_on AS due_on, overdue_days AS days_over, NULL AS enterprise_id, NULL AS park_id, NULL AS town
        FROM funds WHERE overdue_days IS NOT NULL""",  # noqa: S608
        project_cases.day_of_all, "PROJECTS", {"projects_view": "基金"}, {},
    ),
    # Help has no day by which it is to begin.
    "减产帮扶": Line(
        f"""SELECT watch_id AS key, enterprise_name AS name,
            watch_colour || '色缺' || concat_ws('和', CASE WHEN helper IS NULL THEN '帮扶人' END,
                CASE WHEN help_measure IS NULL THEN '措施' END) AS what,
            helper AS owner, NULL AS due_on, NULL AS days_over, enterprise_id, NULL AS park_id, NULL AS town
        FROM decline_watch WHERE month = $on::DATE AND {decline.UNHELPED}""",  # noqa: S608
        operations.last_month, "OPERATIONS", {"operation_view": "减产帮扶", "op_only": "缺帮扶"}, {"grave": GRAVE},
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
            NULL AS owner, h.valid_to AS due_on, date_diff('day', h.valid_to, $on::DATE) AS days_over, h.enterprise_id,
            NULL AS park_id, NULL AS town
        FROM honour AS h INNER JOIN enterprise AS e USING (enterprise_id)
        {UNRENEWED.format(first=f"$on::DATE - {LAPSED_DAYS}", last=f"$on::DATE + {SOON_DAYS}")}""",  # noqa: S608
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
    "走访": _service(
        "visit", "'计划走访未访'", "leader", "planned_on", "overdue_days IS NOT NULL", "overdue_days"
    ),
    "政策文件": Line(
        f"""WITH {policies.PAPERS.replace("$day::", "$on::")}
        SELECT doc_id AS key, coalesce(doc_title, doc_id) AS name, validity AS what, responsible_office AS owner,
            valid_to AS due_on, -days_left AS days_over, NULL AS enterprise_id, NULL AS park_id, NULL AS town
        FROM papers WHERE is_past OR is_expiring""",  # noqa: S608
        policies.told_on, "SERVICES", {"service_view": "政策文件"}, {"soon": policies.SOON_DAYS},
    ),
    "安全隐患": _service(
        "hazard", "coalesce(hazard_level, '') || hazard_type || '超期'", "responsible_unit", "due_on", "is_pressing",
        "overdue_days",
    ),
}  # fmt: skip
