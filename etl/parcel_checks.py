"""Checks of parcels: their codes, their three areas, and the ground that two of them claim."""

from __future__ import annotations

from etl.check import Check
from etl.issues import WARNING
from etl.overlaps import LEAST_M2, MOST

# 省市区 6 + 地籍区 3 + 地籍子区 3 + 土地权属类型 2 + 顺序号 5; a unit adds 定着物 1 + 8 (domain notes 4.5).
PARCEL_CODE = r"^\d{12}[GJZ][A-Z]\d{5}$"
UNIT_CODE = r"^\d{12}[GJZ][A-Z]\d{5}[FLQW]\d{8}$"
# The thresholds of the page 面积三查.
DIFFERS_PCT, DIFFERS_MUCH_PCT = 2, 5

# Certificate against survey; and what the firm declares against the certificate, or the survey where there is none.
COMPARED = """
    SELECT *, 100 * (first_m2 - second_m2) / second_m2 AS pct FROM (
        SELECT parcel_id, file_id, sheet, row_number, '证载面积' AS first, '实测面积' AS second,
            certificate_m2 AS first_m2, measured_m2 AS second_m2 FROM unique_parcel
        UNION ALL
        SELECT parcel_id, file_id, sheet, row_number, '申报面积',
            CASE WHEN certificate_m2 > 0 THEN '证载面积' ELSE '实测面积' END,
            declared_m2, CASE WHEN certificate_m2 > 0 THEN certificate_m2 ELSE measured_m2 END FROM unique_parcel
    ) WHERE first_m2 > 0 AND second_m2 > 0"""


def _differing(condition: str) -> str:
    return f"""SELECT 'parcel', parcel_id, file_id, sheet, row_number, first, CAST(ROUND(first_m2, 2) AS VARCHAR),
        '与' || second || ' ' || ROUND(second_m2, 1) || ' m² 相差 ' || printf('%+.1f', pct) || ' %（'
        || printf('%+.2f', (first_m2 - second_m2) * 3 / 2000) || ' 亩）。'
    FROM ({COMPARED}) WHERE {condition}"""  # noqa: S608


# Sources with numbers of their own (P12, 22-3-5) are told once, not parcel by parcel.
CODES = f"""
    SELECT *, regexp_matches(parcel_id, '{PARCEL_CODE}') AS is_code,
        COUNT(*) FILTER (regexp_matches(parcel_id, '{PARCEL_CODE}')) OVER (PARTITION BY file_id, sheet) AS codes
    FROM unique_parcel"""  # noqa: S608

PARCEL_CHECKS: tuple[Check, ...] = (
    Check(
        "bad_parcel_code",
        WARNING,
        "各部门的表靠宗地代码对上同一宗地，错一位就对不上。",
        "请按不动产登记核对宗地代码（12 位数字 + G/J/Z + 1 个字母 + 5 位数字，共 19 位）。",
        f"""SELECT 'parcel', parcel_id, file_id, sheet, row_number, '宗地代码', parcel_id,
            '不是 19 位宗地代码（现有 ' || LENGTH(parcel_id) || ' 位）。'
        FROM ({CODES}) WHERE codes > 0 AND NOT is_code""",  # noqa: S608
    ),
    Check(
        "parcels_under_own_numbers",
        WARNING,
        "别的部门的表如用 19 位宗地代码，就对不上这些宗地。",
        "能补上宗地代码或不动产单元号的请补上；只用这一种编号的，不用处理。",
        f"""SELECT 'parcel', NULL, file_id, sheet, NULL, '宗地代码', MIN(parcel_id),
            '这张表的 ' || COUNT(*) || ' 宗地没有一个是 19 位宗地代码，按来件自己的编号载入。'
        FROM ({CODES}) WHERE codes = 0 GROUP BY file_id, sheet""",  # noqa: S608
    ),
    Check(
        "bad_real_estate_unit",
        WARNING,
        "前 19 位是宗地代码，写错时对不上同一宗地。",
        "请核对不动产单元号（19 位宗地代码 + F/L/Q/W + 8 位数字，共 28 位）。",
        f"""SELECT 'parcel', parcel_id, file_id, sheet, row_number, '不动产单元号', real_estate_unit_id,
            '不是 28 位不动产单元号（现有 ' || LENGTH(real_estate_unit_id) || ' 位）。'
        FROM unique_parcel WHERE NOT regexp_matches(real_estate_unit_id, '{UNIT_CODE}')""",  # noqa: S608
    ),
    Check(
        "parcel_code_differs",
        WARNING,
        "同一宗地的两个号码应当一致；现以宗地代码为准。",
        "请核对宗地代码和不动产单元号，改正写错的一个。",
        f"""SELECT 'parcel', parcel_id, file_id, sheet, row_number, '不动产单元号', real_estate_unit_id,
            '前 19 位不是这宗地的宗地代码 ' || parcel_id || '。'
        FROM unique_parcel
        WHERE regexp_matches(real_estate_unit_id, '{UNIT_CODE}') AND regexp_matches(parcel_id, '{PARCEL_CODE}')
            AND real_estate_unit_id[1:19] <> parcel_id""",  # noqa: S608
    ),
    Check(
        "area_differs",
        WARNING,
        f"两个面积相差超过 {DIFFERS_PCT} % 时应当说明原因。",
        "请核对不动产登记面积、图形和企业申报的面积。",
        _differing(f"ABS(pct) > {DIFFERS_PCT} AND ABS(pct) <= {DIFFERS_MUCH_PCT}"),
    ),
    Check(
        "area_differs_much",
        WARNING,
        f"两个面积相差超过 {DIFFERS_MUCH_PCT} %，其中一个多半有误，亩均数字随之有误。",
        "请先核对这几宗的不动产登记面积、面积单位、图形和企业申报的面积。",
        _differing(f"ABS(pct) > {DIFFERS_MUCH_PCT}"),
    ),
    Check(
        "parcels_overlap",
        WARNING,
        f"同一块地计了两次，合计面积偏大（共边和不足 {LEAST_M2:g} m² 的不算；最多列 {MOST:,} 对，从大到小）。",
        "请核对两宗地的界线；有一宗已注销或重复的，请从来件中删去。",
        """SELECT 'parcel', o.parcel_id, p.file_id, p.sheet, p.row_number, '图形', o.other_id,
            '与宗地 ' || o.other_id || ' 重叠 ' || printf('%.1f', o.overlap_m2) || ' m²，占本宗实测面积的 '
            || printf('%.1f', 100 * o.overlap_m2 / p.measured_m2) || ' %。'
        FROM parcel_overlap AS o INNER JOIN unique_parcel AS p ON o.parcel_id = p.parcel_id
        ORDER BY o.overlap_m2 DESC, o.parcel_id, o.other_id""",
    ),
)
