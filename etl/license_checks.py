"""Checks of the licences for drugs and devices: what keeps one from counting, or is said twice. See `etl.checks`."""

from __future__ import annotations

from etl.check import Check
from etl.issues import WARNING

KEY = "concat_ws('|', l.enterprise_id, l.license_type, l.license_no, l.product_name)"
ROW = f"'product_license', {KEY}, l.file_id, l.sheet, l.row_number"
# 闽械注准20212070123: the digit after the year is the class of the device.
CLASS_IN_NUMBER = "REGEXP_EXTRACT(l.license_no, '械注.(?:19|20)\\d{2}([23])', 1)"

LICENSE_CHECKS: tuple[Check, ...] = (
    Check(
        "license_dates_reversed",
        WARNING,
        "有效期不会在批准以前结束。",
        "请核对这一行的批准日期和有效期。",
        f"""SELECT {ROW}, '有效期至', CAST(l.valid_to AS VARCHAR),
            '有效期至 ' || l.valid_to || ' 早于批准日期 ' || l.approved_on || '。'
        FROM unique_product_license AS l WHERE l.valid_to < l.approved_on""",  # noqa: S608
    ),
    Check(
        "license_without_status",
        WARNING,
        "没有状态的批件不计入获批数。",
        "请写明状态：在研、受理、获批或注销。",
        f"""SELECT {ROW}, '状态', NULL, '没有写明状态。'
        FROM unique_product_license AS l WHERE l.license_status IS NULL""",  # noqa: S608
    ),
    Check(
        "license_without_date",
        WARNING,
        "没有批准日期就不知道是哪一年批的，不计入任何年度的新增。",
        "请补上批准日期。",
        f"""SELECT {ROW}, '批准日期', NULL, '状态是获批，没有批准日期。'
        FROM unique_product_license AS l WHERE l.license_status = '获批' AND l.approved_on IS NULL""",  # noqa: S608
    ),
    Check(
        "license_without_number",
        WARNING,
        "获批的批件应有编号，没有编号的无法与别的来件核对。",
        "请补上批准文号、备案号或注册证号。",
        f"""SELECT {ROW}, '批件编号', NULL, '状态是获批，没有批件编号。'
        FROM unique_product_license AS l WHERE l.license_status = '获批' AND l.license_no IS NULL""",  # noqa: S608
    ),
    Check(
        "license_class_differs",
        WARNING,
        "医疗器械注册证编号中年份后的一位是管理类别，两处不一时按来件写的类型计。",
        "请核对批件类型和编号。",
        f"""SELECT {ROW}, '批件类型', l.license_type,
            '编号 ' || l.license_no || ' 是第 ' || {CLASS_IN_NUMBER} || ' 类器械的注册证，与写明的类型不符。'
        FROM unique_product_license AS l
        WHERE {CLASS_IN_NUMBER} <> '' AND l.license_type <> 'device_class' || {CLASS_IN_NUMBER}""",  # noqa: S608
    ),
    Check(
        "license_of_two_enterprises",
        WARNING,
        "一个编号只属于一户企业，现在各记一项，会多计。",
        "请核对持有企业，只保留正确的一行。",
        f"""SELECT {ROW}, '批件编号', l.license_no, '同一类型的这个编号另有企业也列着。'
        FROM (
            SELECT *, MIN(enterprise_id) OVER same AS lowest, MAX(enterprise_id) OVER same AS highest
            FROM unique_product_license WHERE license_no IS NOT NULL
            WINDOW same AS (PARTITION BY license_type, license_no)
        ) AS l WHERE l.lowest <> l.highest""",  # noqa: S608
    ),
    Check(
        "license_status_differs",
        WARNING,
        "同一天收到的台账对同一项批件说法不一时，取走得最远的状态。",
        "请核对后只保留正确的一行。",
        f"""SELECT {ROW}, '状态', l.license_status, '同一项批件另有一行不同。'
        FROM (
            SELECT *, COUNT(*) OVER (
                PARTITION BY enterprise_id, license_type, COALESCE(license_no, product_name), received_on
            ) AS said
            FROM unique_product_license
        ) AS l WHERE l.said > 1""",  # noqa: S608
    ),
)
