"""Checks of yearly targets and of what offices say was completed of them. See `etl.checks`."""

from __future__ import annotations

from etl.check import Check
from etl.contracts.target_indicators import MONEY, TARGET_INDICATORS
from etl.issues import WARNING

TARGET = "'target', t.indicator || '|' || t.year, t.file_id, t.sheet, t.row_number"
DONE = "'target_month', m.indicator || '|' || m.month, m.file_id, m.sheet, m.row_number"
# Which unit fits which indicator.
FITTING = ", ".join(
    f"('{each.name}', '{unit}')" for each in TARGET_INDICATORS.values() for unit in each.units
)
FITS = f"(SELECT * FROM (VALUES {FITTING}) AS fitting (indicator, unit))"  # noqa: S608
LEVELS = tuple(each.name for each in TARGET_INDICATORS.values() if not each.adds_up)
# Pairs of units between which a figure can be moved.
FLOORS, COUNTS = ("万平方米", "平方米"), ("家", "个")

OF_TARGETS: tuple[Check, ...] = (
    Check(
        "target_without_unit",
        WARNING,
        "没有单位的目标不能与实际相比，只列出来。",
        "请写明单位，如家、亿元、亩、%、万㎡。",
        f"""SELECT {TARGET}, '单位', NULL, t.indicator || '的目标没有写明单位，或写法不认识。'
        FROM unique_target AS t WHERE t.target IS NOT NULL AND t.target_unit IS NULL""",  # noqa: S608
    ),
    Check(
        "target_unit_misfit",
        WARNING,
        "单位不合的目标不能与实际相比，只列出来。",
        "请核对指标和单位。",
        f"""SELECT {TARGET}, '单位', t.target_unit,
            t.indicator || '的单位不应是' || t.target_unit || '，可用：' || known.units || '。'
        FROM unique_target AS t
        INNER JOIN (SELECT indicator, STRING_AGG(unit, '、') AS units FROM {FITS} GROUP BY indicator) AS known
            ON t.indicator = known.indicator
        ANTI JOIN {FITS} AS f ON t.indicator = f.indicator AND t.target_unit = f.unit
        WHERE t.target_unit IS NOT NULL""",  # noqa: S608
    ),
    Check(
        "target_of_unknown_indicator",
        WARNING,
        "认不得的指标照列，完成数只能由科室填报。",
        f"请核对指标名称。认得的有：{'、'.join(TARGET_INDICATORS)}。",
        f"""SELECT {TARGET}, '指标', t.indicator, '“' || t.indicator || '”不在指标名单中。'
        FROM unique_target AS t WHERE t.indicator NOT IN {tuple(TARGET_INDICATORS)}""",  # noqa: S608
    ),
    Check(
        "target_not_positive",
        WARNING,
        "目标不大于零算不出完成率。",
        "请核对目标值。",
        f"""SELECT {TARGET}, '目标', CAST(t.target AS VARCHAR), t.indicator || '的目标不大于零。'
        FROM unique_target AS t WHERE t.target <= 0""",  # noqa: S608
    ),
)
OF_COMPLETION: tuple[Check, ...] = (
    Check(
        "completion_without_target",
        WARNING,
        "这一年没有这项目标，完成数无从比较，页面看不到它。",
        "请核对指标名称和月份，或补充年度目标。",
        f"""SELECT {DONE}, '指标', m.indicator, YEAR(m.month) || ' 年没有“' || m.indicator || '”的目标。'
        FROM unique_target_month AS m
        ANTI JOIN unique_target AS t ON m.indicator = t.indicator AND YEAR(m.month) = t.year""",  # noqa: S608
    ),
    Check(
        "completion_unit_differs",
        WARNING,
        "单位与目标不同而不能换算的完成数不与目标相比。",
        "请写明与目标相同的单位。",
        f"""SELECT {DONE}, '单位', m.completed_unit,
            COALESCE('单位是' || m.completed_unit, '没有写明单位') || '，目标的单位是' || t.target_unit || '。'
        FROM unique_target_month AS m
        INNER JOIN unique_target AS t ON m.indicator = t.indicator AND YEAR(m.month) = t.year
        WHERE m.completed IS NOT NULL AND t.target_unit IS DISTINCT FROM m.completed_unit AND t.target_unit IS NOT NULL
            AND NOT COALESCE(
                (t.target_unit IN {MONEY} AND m.completed_unit IN {MONEY})
                OR (t.target_unit IN {FLOORS} AND m.completed_unit IN {FLOORS})
                OR (t.target_unit IN {COUNTS} AND m.completed_unit IN {COUNTS}), FALSE
            )""",  # noqa: S608
    ),
    Check(
        "completion_fell",
        WARNING,
        "从年初累计的完成数不会减少。",
        "请核对填的是累计数还是当月数。",
        f"""SELECT {DONE}, '完成数', CAST(m.completed AS VARCHAR),
            STRFTIME(m.month, '%Y-%m') || ' 累计 ' || m.completed || '，少于此前的 ' || m.before || '。'
        FROM (
            SELECT *, LAG(completed) OVER (PARTITION BY indicator, YEAR(month) ORDER BY month, received_on) AS before
            FROM unique_target_month WHERE completed IS NOT NULL
        ) AS m
        WHERE m.completed < m.before AND m.completed_unit IS DISTINCT FROM '%' AND m.indicator NOT IN {LEVELS}""",  # noqa: S608
    ),
)
TARGET_CHECKS: tuple[Check, ...] = (*OF_TARGETS, *OF_COMPLETION)
