"""Checks of the honour ledger: what keeps an honour from counting, or makes it count wrongly. See `etl.checks`."""

from __future__ import annotations

from etl.check import Check
from etl.issues import WARNING

KEY = "concat_ws('|', h.enterprise_id, h.honour_code, h.level, h.batch, CAST(h.granted_on AS VARCHAR))"

HONOUR_CHECKS: tuple[Check, ...] = (
    Check(
        "honour_dates_reversed",
        WARNING,
        "有效期不会在认定以前结束；这项荣誉从有效期那天起不算有效。",
        "请核对这一行的认定日期和有效期。",
        f"""SELECT 'honour', {KEY}, h.file_id, h.sheet, h.row_number, '有效期至', CAST(h.valid_to AS VARCHAR),
            '有效期至 ' || h.valid_to || ' 早于认定日期 ' || h.granted_on || '。'
        FROM unique_honour AS h WHERE h.valid_to < h.granted_on""",  # noqa: S608
    ),
    Check(
        "honour_without_status",
        WARNING,
        "没有状态的荣誉不算有效。",
        "请写明状态：摸排、申报、推荐、公示、认定、复核通过、到期或撤销。",
        f"""SELECT 'honour', {KEY}, h.file_id, h.sheet, h.row_number, '状态', NULL, '没有写明状态。'
        FROM unique_honour AS h WHERE h.status IS NULL""",  # noqa: S608
    ),
    Check(
        "honour_without_date",
        WARNING,
        "没有认定日期就不知道从哪一年起有效，不计入任何年度。",
        "请补上认定日期。",
        f"""SELECT 'honour', {KEY}, h.file_id, h.sheet, h.row_number, '认定日期', NULL, '状态是已认定，没有认定日期。'
        FROM unique_honour AS h WHERE h.status IN ('granted', 'renewed') AND h.granted_on IS NULL""",  # noqa: S608
    ),
    Check(
        "honour_status_differs",
        WARNING,
        "同一天收到的台账对同一项荣誉说法不一时，取走得最远的状态。",
        "请核对后只保留正确的一行。",
        f"""SELECT 'honour', {KEY}, h.file_id, h.sheet, h.row_number, '状态', h.status, '同一项荣誉另有一行状态不同。'
        FROM (
            SELECT *, COUNT(*) OVER (
                PARTITION BY enterprise_id, honour_code, level, batch, granted_on, received_on
            ) AS said
            FROM unique_honour
        ) AS h WHERE h.said > 1""",  # noqa: S608
    ),
)
