"""Checks of projects and their stages: dates out of order, money beyond the total, words that are missing or differ."""

from __future__ import annotations

from etl.check import Check
from etl.contracts.project import STAGES
from etl.issues import WARNING

ROW = "'project', p.project_id, p.file_id, p.sheet, p.row_number"
NODE = "'project_stage', s.project_id || '|' || s.stage, s.file_id, s.sheet, s.row_number"
MONTH = "'project_month', m.project_id || '|' || m.month, m.file_id, m.sheet, m.row_number"
STAGE_LIST = str(list(STAGES))

PROJECT_CHECKS: tuple[Check, ...] = (
    Check(
        "project_dates_reversed",
        WARNING,
        "签约、开工、竣工应当先后有序，否则算不出各阶段用了多久。",
        "请核对这一行的签约日期、开工日期和竣工日期。",
        f"""SELECT {ROW}, '开工日期', CAST(p.started_on AS VARCHAR),
            concat_ws('、', '签约 ' || p.signed_on, '开工 ' || p.started_on, '竣工 ' || p.completed_on) || ' 次序不对。'
        FROM unique_project AS p
        WHERE p.started_on < p.signed_on OR p.completed_on < p.started_on OR p.completed_on < p.signed_on""",  # noqa: S608
    ),
    Check(
        "project_done_over_total",
        WARNING,
        "完成的投资超过总投资，多半是单位或总投资没有更新，完成率会超过 100 %。",
        "请核对总投资和完成投资。",
        f"""SELECT {ROW}, '累计完成投资', CAST(GREATEST(p.done_wan_yuan, p.year_done_wan_yuan) AS VARCHAR),
            '完成 ' || GREATEST(p.done_wan_yuan, p.year_done_wan_yuan) || ' 万元，超过总投资 '
                || p.total_investment_wan_yuan || ' 万元。'
        FROM unique_project AS p
        WHERE GREATEST(p.done_wan_yuan, p.year_done_wan_yuan) > p.total_investment_wan_yuan""",  # noqa: S608
    ),
    Check(
        "project_without_stage",
        WARNING,
        "没有阶段的项目只按节点和日期计，都没有的不计入任何阶段。",
        f"请写明阶段：{'、'.join(STAGES)}。",
        f"""SELECT {ROW}, '阶段', NULL, '没有写明阶段，或写法不认识。'
        FROM unique_project AS p WHERE p.stage IS NULL""",  # noqa: S608
    ),
    Check(
        "project_without_kind",
        WARNING,
        "没有类别的项目不计入招商、技改、民企对接和海上福州的任何一项。",
        '请写明项目类别，或在映射文件中写 constants = { project_kind = "技改" }。',
        f"""SELECT {ROW}, '项目类别', NULL, '没有写明项目类别，或写法不认识。'
        FROM unique_project AS p WHERE p.project_kind IS NULL""",  # noqa: S608
    ),
    Check(
        "project_plan_without_year",
        WARNING,
        "不知道是哪一年度的，不计入年度投资。",
        "请在标题、文件名或表中写明年度。",
        f"""SELECT {ROW}, '年度', NULL, '有年度计划或年度完成的投资，没有写明年度。'
        FROM unique_project AS p
        WHERE p.year IS NULL AND (p.year_plan_wan_yuan IS NOT NULL OR p.year_done_wan_yuan IS NOT NULL)""",  # noqa: S608
    ),
    Check(
        "project_said_differently",
        WARNING,
        "同一天收到的台账对同一个项目说法不一时，取走得最远的一行，只计一次。",
        "请核对后使各份台账一致。",
        f"""SELECT {ROW}, '项目类别', p.project_kind, '同一个项目另有一行类别、阶段或总投资不同。'
        FROM (
            SELECT *,
                COUNT(DISTINCT COALESCE(project_kind, '') || '|' || COALESCE(stage, '') || '|'
                    || COALESCE(CAST(total_investment_wan_yuan AS VARCHAR), '')
                ) OVER (PARTITION BY project_id, COALESCE(LAST_DAY(month), received_on), received_on) AS said
            FROM unique_project
        ) AS p WHERE p.said > 1""",  # noqa: S608
    ),
    Check(
        "stage_of_unknown_project",
        WARNING,
        "这个节点不属于任何项目，项目页面看不到它。",
        "请核对项目编号和名称，或补充项目台账。",
        f"""SELECT {NODE}, '项目编号', s.project_id, '项目台账中没有这个项目。'
        FROM unique_project_stage AS s ANTI JOIN project AS p ON s.project_id = p.project_id""",  # noqa: S608
    ),
    Check(
        "month_of_unknown_project",
        WARNING,
        "这个月的投资不属于任何项目，不计入任何一类的逐月进度。",
        "请核对项目编号和名称，或补充项目台账。",
        f"""SELECT {MONTH}, '项目编号', m.project_id, '项目台账中没有这个项目。'
        FROM unique_project_month AS m ANTI JOIN project AS p ON m.project_id = p.project_id""",  # noqa: S608
    ),
    Check(
        "project_month_fell",
        WARNING,
        "本年累计完成的投资不会减少。",
        "请核对这个月和上一次的数是否都是从年初起的累计数、单位是否一致。",
        f"""SELECT {MONTH}, '本年累计完成投资', CAST(m.month_done_wan_yuan AS VARCHAR),
            '累计 ' || m.month_done_wan_yuan || ' 万元，少于 ' || STRFTIME(m.month_before, '%Y年%-m月') || '的 '
                || m.done_before || ' 万元。'
        FROM (
            SELECT *, LAG(month_done_wan_yuan) OVER earlier AS done_before, LAG(month) OVER earlier AS month_before
            FROM unique_project_month
            WINDOW earlier AS (PARTITION BY project_id, YEAR(month) ORDER BY month, received_on)
        ) AS m WHERE m.month_done_wan_yuan < m.done_before""",  # noqa: S608
    ),
    Check(
        "stage_dates_out_of_order",
        WARNING,
        "后面的阶段不会先到，否则算不出各阶段用了多久。",
        "请核对这个项目各阶段的实际时间。",
        f"""SELECT {NODE}, '实际时间', CAST(s.actual_on AS VARCHAR),
            s.stage || '的实际时间 ' || s.actual_on || ' 早于' || s.earlier_stage || '的 ' || s.earlier_on || '。'
        FROM (
            SELECT later.*, earlier.stage AS earlier_stage, earlier.actual_on AS earlier_on
            FROM unique_project_stage AS later
            INNER JOIN unique_project_stage AS earlier
                ON later.project_id = earlier.project_id AND later.received_on = earlier.received_on
                AND LIST_POSITION({STAGE_LIST}, earlier.stage) < LIST_POSITION({STAGE_LIST}, later.stage)
                AND later.actual_on < earlier.actual_on
            QUALIFY ROW_NUMBER() OVER (
                PARTITION BY later.project_id, later.stage, later.received_on ORDER BY earlier.actual_on DESC
            ) = 1
        ) AS s""",  # noqa: S608
    ),
)
