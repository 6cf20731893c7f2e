"""The check of units that no single file can fail: what tax and land together imply."""

from __future__ import annotations

from etl.check import Check
from etl.issues import ERROR

# 万元/亩 between which the median of a district's enterprises lies, whatever the district (domain notes 7.2).
LOWEST_MEDIAN, HIGHEST_MEDIAN = 0.5, 200
# Fewer enterprises than this have no median to speak of.
LEAST_ENTERPRISES = 10

UNIT_CHECKS = (
    Check(
        "per_mu_tax_unit_alarm",
        ERROR,
        f"中位数应在 {LOWEST_MEDIAN}—{HIGHEST_MEDIAN} 万元/亩之间，否则多半是税收或用地的单位错了，没有发布。",
        "请核对税收和用地的表头、“单位：”一行；写错的，在映射文件的 units 中写明实际单位；"
        "确实如此的，在映射文件这个税收文件的 [[file]] 中写 units_confirmed = true。",
        f"""SELECT 'tax', CAST(y.year AS VARCHAR), t.file_id, MIN(t.sheet), NULL, '亩均税收',
            CAST(ROUND(MEDIAN(y.tax_wan_yuan_per_mu), 4) AS VARCHAR),
            COUNT(*) || ' 户有税收有用地的企业，亩均税收的中位数是 ' || ROUND(MEDIAN(y.tax_wan_yuan_per_mu), 4) || ' 万元/亩。'
        FROM enterprise_year AS y
        INNER JOIN unique_tax AS t ON y.enterprise_id = t.enterprise_id AND y.year = t.year
        ANTI JOIN confirmed_file AS c ON t.file_id = c.file_id
        WHERE y.tax_wan_yuan_per_mu > 0
        GROUP BY t.file_id, y.year
        HAVING COUNT(*) >= {LEAST_ENTERPRISES}
            AND MEDIAN(y.tax_wan_yuan_per_mu) NOT BETWEEN {LOWEST_MEDIAN} AND {HIGHEST_MEDIAN}""",  # noqa: S608
    ),
)
