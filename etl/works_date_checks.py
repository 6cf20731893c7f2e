"""Checks of the days in the ledgers of park standardisation: out of order, in the future, missing where a stage is over."""

from __future__ import annotations

from etl.check import Check
from etl.issues import WARNING

TEMPORARY = "'temporary_land', t.temporary_id, t.file_id, t.sheet, t.row_number"
# Where the days of a case's stage stand: a row of the list of milestones, or the case's own row. Of ledgers of several
# months the last word's row.
PLACES = """(
    SELECT 'park_plot' AS works_kind, 'park_plot_stage' AS entity, plot_id AS case_id, stage, received_on AS told_on,
        received_on, file_id, sheet, row_number FROM unique_park_plot_stage
    UNION ALL SELECT 'park_plot', 'park_plot', plot_id, NULL, COALESCE(month, received_on), received_on, file_id, sheet,
        row_number FROM unique_park_plot
    UNION ALL SELECT 'self_upgrade', 'self_upgrade', upgrade_id, NULL, COALESCE(month, received_on), received_on, file_id,
        sheet, row_number FROM unique_self_upgrade
    UNION ALL SELECT 'land_reserve', 'land_reserve', reserve_id, NULL, COALESCE(month, received_on), received_on, file_id,
        sheet, row_number FROM unique_land_reserve
)"""
DATED = f"""(
    SELECT s.*, place.entity, place.received_on, place.file_id, place.sheet, place.row_number
    FROM works_stage AS s
    INNER JOIN {PLACES} AS place
        ON s.works_kind = place.works_kind AND s.case_id = place.case_id
        AND (place.stage IS NULL OR s.stage = place.stage)
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY s.works_kind, s.case_id, s.stage
        ORDER BY place.stage IS NULL, place.told_on DESC, place.received_on DESC, place.file_id, place.sheet, place.row_number
    ) = 1
)"""  # noqa: S608
ROW = "s.entity, s.case_id || '|' || s.stage, s.file_id, s.sheet, s.row_number"


def _out_of_order(column: str, label: str) -> str:
    """Stages of a case that come before an earlier stage; each named with the latest of those."""
    return f"""SELECT {ROW}, '{label}', CAST(s.{column} AS VARCHAR),
            s.stage || '的{label} ' || s.{column} || ' 早于' || s.earlier_stage || '的 ' || s.earlier_on || '。'
        FROM (
            SELECT later.*, earlier.stage AS earlier_stage, earlier.{column} AS earlier_on
            FROM {DATED} AS later
            INNER JOIN works_stage AS earlier
                ON later.works_kind = earlier.works_kind AND later.case_id = earlier.case_id
                AND earlier.stage_number < later.stage_number AND later.{column} < earlier.{column}
            QUALIFY ROW_NUMBER() OVER (
                PARTITION BY later.works_kind, later.case_id, later.stage ORDER BY earlier.{column} DESC
            ) = 1
        ) AS s"""  # noqa: S608


WORKS_DATE_CHECKS: tuple[Check, ...] = (
    Check(
        "works_dates_out_of_order",
        WARNING,
        "后面的阶段不会先到，否则算不出各阶段用了多久。",
        "请核对各阶段的时间。",
        f"{_out_of_order('actual_on', '实际时间')} UNION ALL {_out_of_order('planned_on', '计划时间')}",
    ),
    Check(
        "works_reached_in_future",
        WARNING,
        "还没有到的日期不是实际时间，多半是年份写错，或写成了计划。",
        "请核对实际时间。",
        f"""SELECT {ROW}, '实际时间', CAST(s.actual_on AS VARCHAR),
            s.stage || '的实际时间 ' || s.actual_on || ' 晚于收到来件的 ' || s.received_on || '。'
        FROM {DATED} AS s WHERE s.actual_on > s.received_on""",  # noqa: S608
    ),
    Check(
        "works_completed_without_date",
        WARNING,
        "没有竣工时间就不知道是哪个月建成的，不计入累计新增高标准厂房。",
        "请在台账或节点进度中补上竣工的实际时间。",
        """SELECT c.works_kind, c.case_id, told.file_id, told.sheet, told.row_number, '竣工时间', NULL,
            '阶段是' || c.stage || '，没有竣工的实际时间。'
        FROM works_case AS c
        INNER JOIN (
            SELECT 'park_plot' AS works_kind, plot_id AS case_id, file_id, sheet, row_number,
                COALESCE(month, received_on) AS told_on FROM unique_park_plot
            UNION ALL SELECT 'self_upgrade', upgrade_id, file_id, sheet, row_number, COALESCE(month, received_on)
                FROM unique_self_upgrade
        ) AS told ON c.works_kind = told.works_kind AND c.case_id = told.case_id
        ANTI JOIN (SELECT * FROM works_stage WHERE stage = '竣工' AND actual_on IS NOT NULL) AS s
            ON c.works_kind = s.works_kind AND c.case_id = s.case_id
        WHERE c.stage_number >= 9
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY c.works_kind, c.case_id ORDER BY told.told_on DESC, told.file_id, told.sheet, told.row_number
        ) = 1""",
    ),
    Check(
        "temporary_dates_reversed",
        WARNING,
        "临时用地不会在批准以前到期。",
        "请核对批准时间和截至时间。",
        f"""SELECT {TEMPORARY}, '截至时间', CAST(t.expires_on AS VARCHAR),
            '截至时间 ' || t.expires_on || ' 早于批准时间 ' || t.approved_on || '。'
        FROM unique_temporary_land AS t WHERE t.expires_on < t.approved_on""",  # noqa: S608
    ),
)
