"""Checks of the ledgers of growth: declarations, moves to the cloud, firms that are to pass the threshold. See `etl.checks`."""

from __future__ import annotations

from etl.check import Check
from etl.contracts.cloud_adoption import CLOUD_STATUSES, ON_CLOUD
from etl.contracts.declaration import BEFORE_HANDING_IN, DECLARATION_STATUSES, PASSED
from etl.contracts.programmes import KNOWN_PROGRAMMES
from etl.contracts.upgrade_pool import ENTERED, LEFT, POOL_STATUSES, THRESHOLD_WAN_YUAN
from etl.issues import WARNING

DECLARED = "'declaration', d.declaration_id, d.file_id, d.sheet, d.row_number"
ADOPTED = "'cloud_adoption', a.adoption_id, a.file_id, a.sheet, a.row_number"
POOLED = "'upgrade_pool', p.pool_id, p.file_id, p.sheet, p.row_number"
TOLD_ON = "COALESCE(LAST_DAY(month), received_on)"
# Every row of the three ledgers: whose, and how it stands.
ROWS = """(
    SELECT 'declaration' AS entity, declaration_id AS case_id, enterprise_id, COALESCE(name, uscc) AS name,
        declaration_status AS status, '申报状态' AS label, file_id, sheet, row_number FROM unique_declaration
    UNION ALL SELECT 'cloud_adoption', adoption_id, enterprise_id, COALESCE(name, uscc), cloud_status, '上云状态', file_id,
        sheet, row_number FROM unique_cloud_adoption
    UNION ALL SELECT 'upgrade_pool', pool_id, enterprise_id, COALESCE(name, uscc), pool_status, '培育状态', file_id, sheet,
        row_number FROM unique_upgrade_pool
)"""
# Days of a case in the order in which they come; a missing one is passed over.
DAYS = """(
    SELECT 'declaration' AS entity, declaration_id AS case_id, file_id, sheet, row_number, UNNEST([
        {'place': 1, 'label': '申报日期', 'day': submitted_on}, {'place': 2, 'label': '推荐日期', 'day': recommended_on},
        {'place': 3, 'label': '结果日期', 'day': decided_on}, {'place': 4, 'label': '兑现日期', 'day': paid_on}
    ]) AS told FROM unique_declaration
    UNION ALL
    SELECT 'cloud_adoption', adoption_id, file_id, sheet, row_number, UNNEST([
        {'place': 1, 'label': '签约日期', 'day': signed_on}, {'place': 2, 'label': '上云日期', 'day': adopted_on},
        {'place': 3, 'label': '核验日期', 'day': verified_on}
    ]) FROM unique_cloud_adoption
)"""

OF_ALL: tuple[Check, ...] = (
    Check(
        "growth_without_status",
        WARNING,
        "没有状态的列在“未写明”，不计入任何状态。",
        f"请写明状态。申报：{'、'.join(DECLARATION_STATUSES)}；上云：{'、'.join(CLOUD_STATUSES)}；"
        f"小升规：{'、'.join(POOL_STATUSES)}。",
        f"""SELECT r.entity, r.case_id, r.file_id, r.sheet, r.row_number, r.label, NULL, '没有写明状态，或写法不认识。'
        FROM {ROWS} AS r WHERE r.status IS NULL""",  # noqa: S608
    ),
    Check(
        "growth_of_unknown_firm",
        WARNING,
        "这一项照列在“未匹配”，但到不了企业档案，也筛选不到。",
        "请核对企业名称，或补上统一社会信用代码、登记名录。",
        f"""SELECT r.entity, r.case_id, r.file_id, r.sheet, r.row_number, '企业名称', r.name,
            '登记名录和其他来件中没有这家企业，或同名的不止一家。'
        FROM {ROWS} AS r
        WHERE r.enterprise_id IS NULL AND r.name IS NOT NULL AND EXISTS (SELECT 1 FROM enterprise)""",  # noqa: S608
    ),
    Check(
        "growth_dates_out_of_order",
        WARNING,
        "后一步不会先到。",
        "请核对这一行的各个日期。",
        f"""SELECT later.entity, later.case_id, later.file_id, later.sheet, later.row_number, later.told.label,
            CAST(later.told.day AS VARCHAR),
            later.told.label || ' ' || later.told.day || ' 早于' || earlier.told.label || ' ' || earlier.told.day || '。'
        FROM {DAYS} AS later
        INNER JOIN {DAYS} AS earlier
            ON later.entity = earlier.entity AND later.file_id = earlier.file_id
            AND later.sheet IS NOT DISTINCT FROM earlier.sheet AND later.row_number = earlier.row_number
            AND earlier.told.place < later.told.place AND later.told.day < earlier.told.day
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY later.entity, later.file_id, later.sheet, later.row_number, later.told.place
            ORDER BY earlier.told.day DESC
        ) = 1""",  # noqa: S608
    ),
)
OF_DECLARATIONS: tuple[Check, ...] = (
    Check(
        "declaration_of_unknown_programme",
        WARNING,
        "认不得的申报事项按来件的写法单列，不归入荣誉、软件和融合或人才。",
        f"请核对申报事项的名称。认得的有：{'、'.join(KNOWN_PROGRAMMES)}。",
        f"""SELECT {DECLARED}, '申报事项', d.programme, '“' || d.programme || '”不在申报事项的名单中。'
        FROM unique_declaration AS d WHERE d.programme NOT IN {KNOWN_PROGRAMMES}""",  # noqa: S608
    ),
    Check(
        "declaration_paid_over_approved",
        WARNING,
        "兑现的不应多于核定的，多半是单位写错。",
        "请核对核定金额和兑现金额。",
        f"""SELECT {DECLARED}, '兑现金额', CAST(d.paid_wan_yuan AS VARCHAR),
            '兑现 ' || d.paid_wan_yuan || ' 万元，超过核定的 ' || d.approved_wan_yuan || ' 万元。'
        FROM unique_declaration AS d WHERE d.paid_wan_yuan > d.approved_wan_yuan""",  # noqa: S608
    ),
    Check(
        "declaration_passed_without_date",
        WARNING,
        "没有结果日期就不知道是哪一年认定的，不计入任何年度。",
        "请补上认定或立项的日期。",
        f"""SELECT {DECLARED}, '结果日期', NULL, '状态是' || d.declaration_status || '，没有结果日期。'
        FROM unique_declaration AS d WHERE d.declaration_status IN {PASSED} AND d.decided_on IS NULL""",  # noqa: S608
    ),
    Check(
        "declaration_past_deadline",
        WARNING,
        "申报截止日期已过，材料还没有报出区里。",
        "请核对申报状态和截止日期。",
        f"""SELECT {DECLARED}, '申报截止', CAST(d.due_on AS VARCHAR),
            d.due_on || ' 已经截止，申报状态还是' || d.declaration_status || '。'
        FROM unique_declaration AS d
        WHERE d.due_on < {TOLD_ON} AND d.declaration_status IN {BEFORE_HANDING_IN}""",  # noqa: S608
    ),
    Check(
        "declaration_status_differs",
        WARNING,
        "同一次来件对同一项申报说法不一时，取走得最远的状态。",
        "请核对后只保留正确的一行。",
        f"""SELECT {DECLARED}, '申报状态', d.declaration_status, '同一项申报另有一行状态不同。'
        FROM (
            SELECT *, COUNT(*) OVER (PARTITION BY declaration_id, {TOLD_ON}, received_on) AS said FROM unique_declaration
        ) AS d WHERE d.said > 1""",  # noqa: S608
    ),
)
OF_OTHERS: tuple[Check, ...] = (
    Check(
        "cloud_without_date",
        WARNING,
        "没有上云日期就不知道是哪个月上云的，不计入累计上云。",
        "请补上上云日期。",
        f"""SELECT {ADOPTED}, '上云日期', NULL, '状态是' || a.cloud_status || '，没有上云日期。'
        FROM unique_cloud_adoption AS a WHERE a.cloud_status IN {ON_CLOUD} AND a.adopted_on IS NULL""",  # noqa: S608
    ),
    Check(
        "pool_entered_without_date",
        WARNING,
        "没有入库日期就不知道是哪一年入库的，不计入任何年度的完成数。",
        "请补上入库日期。",
        f"""SELECT {POOLED}, '入库日期', NULL, '状态是已入库，没有入库日期。'
        FROM unique_upgrade_pool AS p WHERE p.pool_status = '{ENTERED}' AND p.entered_on IS NULL""",  # noqa: S608
    ),
    Check(
        "pool_entered_below_threshold",
        WARNING,
        "年营收不到 2000 万元的不能入库，多半是单位写错，或状态写早了。",
        "请核对近 12 月营收和培育状态。",
        f"""SELECT {POOLED}, '近12月营收', CAST(p.revenue_12_months_wan_yuan AS VARCHAR),
            '状态是已入库，近 12 月营收只有 ' || ROUND(p.revenue_12_months_wan_yuan, 2) || ' 万元。'
        FROM unique_upgrade_pool AS p
        WHERE p.pool_status = '{ENTERED}' AND p.revenue_12_months_wan_yuan < {THRESHOLD_WAN_YUAN}""",  # noqa: S608
    ),
    Check(
        "pool_past_expected_month",
        WARNING,
        "预计入库的月份已过，还没有入库。",
        "请核对预计入库月和培育状态。",
        f"""SELECT {POOLED}, '预计入库月', CAST(p.expected_month AS VARCHAR),
            '预计 ' || STRFTIME(p.expected_month, '%Y-%m') || ' 入库，状态还是' || p.pool_status || '。'
        FROM unique_upgrade_pool AS p
        WHERE LAST_DAY(p.expected_month) < {TOLD_ON} AND p.pool_status NOT IN ('{ENTERED}', '{LEFT}')""",  # noqa: S608
    ),
)
GROWTH_CHECKS: tuple[Check, ...] = (*OF_ALL, *OF_DECLARATIONS, *OF_OTHERS)
