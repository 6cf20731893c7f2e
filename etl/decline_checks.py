"""Checks of the watch of enterprises whose output falls, against itself and against the monthly returns. See `etl.checks`."""

from __future__ import annotations

from etl.case_checks import of_unknown_firm, place, without_status
from etl.check import Check
from etl.contracts.decline import DECLINE_COLOURS, GRAVE, OUTPUT, WATCH_INDICATORS
from etl.issues import WARNING

PLACE = place("decline_watch")
# Figures are told with one decimal; more than this apart they are not the same.
SAME_POINTS = 0.5

DECLINE_CHECKS: tuple[Check, ...] = (
    Check(
        "decline_without_month",
        WARNING,
        "没有月份的不知道说的是哪个月，不列在任何一个月。",
        "请写明月份，如 2023年5月。",
        f"""SELECT {PLACE}, '月份', NULL, '没有写明月份。' FROM unique_decline_watch AS s WHERE s.month IS NULL""",  # noqa: S608
    ),
    Check(
        "decline_without_indicator",
        WARNING,
        "没有指标的照列，但不与月报相比，也不计入台账的四色。",
        f"请写明预警指标：{'、'.join(WATCH_INDICATORS)}。",
        without_status("decline_watch", "watch_indicator"),
    ),
    Check(
        "decline_without_colour",
        WARNING,
        "没有颜色的不计入四色的任何一色。",
        f"请写明颜色：{'、'.join(DECLINE_COLOURS)}。",
        without_status("decline_watch", "watch_colour"),
    ),
    Check(
        "decline_of_unknown_firm",
        WARNING,
        "这一行照列在“未匹配”，但到不了企业档案，也不能与月报相比。",
        "请核对企业名称，或补上统一社会信用代码、登记名录。",
        of_unknown_firm("decline_watch"),
    ),
    Check(
        "decline_without_helper",
        WARNING,
        "橙色和红色的企业应当有人帮扶。",
        "请写明帮扶人。",
        f"""SELECT {PLACE}, '帮扶人', NULL, '颜色是' || s.watch_colour || '，没有写明帮扶人。'
        FROM unique_decline_watch AS s WHERE s.watch_colour IN {GRAVE} AND s.helper IS NULL""",  # noqa: S608
    ),
    Check(
        "decline_yoy_differs",
        WARNING,
        "台账写的产值同比与统计局月报不符，多半是月份或正负号写错。",
        "请核对台账的月份和同比；页面两个数都列出。",
        f"""SELECT {PLACE}, '台账同比', CAST(s.watch_yoy AS VARCHAR),
            '台账写 ' || s.watch_yoy || ' %，月报的累计增速是 '
                || ROUND(COALESCE(m.official_yoy, m.computed_yoy), 1) || ' %。'
        FROM unique_decline_watch AS s
        INNER JOIN operation_month AS m ON s.enterprise_id = m.enterprise_id AND s.month = m.month
        WHERE s.watch_indicator = '{OUTPUT}'
            AND ABS(s.watch_yoy - COALESCE(m.official_yoy, m.computed_yoy)) > {SAME_POINTS}""",  # noqa: S608
    ),
    Check(
        "decline_colour_differs",
        WARNING,
        "台账的颜色与按月报算的不同；页面两种颜色都列出，不互相代替。",
        "请核对台账，或核对 data/reference/decline.toml 的界线。",
        f"""SELECT {PLACE}, '台账颜色', s.watch_colour, '按月报计算是' || d.decline_colour || '。'
        FROM unique_decline_watch AS s
        INNER JOIN decline_month AS d ON s.enterprise_id = d.enterprise_id AND s.month = d.month
        WHERE s.watch_indicator = '{OUTPUT}' AND s.watch_colour <> d.decline_colour""",  # noqa: S608
    ),
)
