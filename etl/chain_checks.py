"""Checks of the industrial chains: pins that name nobody or nothing, and enterprises that a person has to place."""

from __future__ import annotations

from etl.check import Check
from etl.issues import ERROR

FILE = "chain_pins.csv"


def _pin_check(name: str, column: str, value: str, reason: str, next_step: str, wrong: str) -> Check:
    return Check(
        name,
        ERROR,
        "人工指定的归入必须落到一户企业和一个节点上，否则等于没有指定。",
        next_step,
        f"""SELECT 'chain_pin', said, NULL, '{FILE}', row_number, '{column}', {value}, '{reason}'
        FROM said_pin WHERE {wrong}""",  # noqa: S608
    )


CHAIN_CHECKS: tuple[Check, ...] = (
    _pin_check(
        "pin_of_unknown_enterprise",
        "企业",
        "said",
        "没有这个信用代码，也没有或不止一户叫这个名称的企业。",
        f"请在 data/reference/{FILE} 中写准统一社会信用代码，或删去这一行。",
        "enterprise_id IS NULL",
    ),
    _pin_check(
        "pin_to_unknown_node",
        "节点",
        "node_id",
        "图谱中没有这个节点。",
        f"请在 data/reference/{FILE} 中写图谱（data/reference/chains）里节点的 id。",
        "node_id NOT IN (SELECT node_id FROM chain_node)",
    ),
    _pin_check(
        "pin_of_unknown_action",
        "动作",
        "action",
        "动作只能是 归入 或 排除。",
        f"请在 data/reference/{FILE} 中改正。",
        "action NOT IN ('归入', '排除')",
    ),
    Check(
        "pins_contradict",
        ERROR,
        "同一户企业对同一个节点不能既归入又排除。",
        f"请在 data/reference/{FILE} 中删去其中一行。",
        f"""SELECT 'chain_pin', min(said), NULL, '{FILE}', max(row_number), '动作', string_agg(DISTINCT action, '、'),
            '与第 ' || min(row_number) || ' 行矛盾。'
        FROM said_pin WHERE enterprise_id IS NOT NULL
        GROUP BY enterprise_id, node_id HAVING count(DISTINCT action) > 1""",  # noqa: S608
    ),
)
