"""The files of floor, carriers, funds, events and policies: which sheets each has, and which rows a block adds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from etl.sample.block import Block
from etl.sample.floors import (
    QUARTERS,
    carrier_form,
    carrier_rows,
    floor_forms,
    floor_rows,
    floor_sums,
    quarter_name,
)
from etl.sample.funds import (
    event_forms,
    fair_rows,
    fund_form,
    fund_rows,
    fund_sums,
    loan_rows,
    policy_form,
    policy_rows,
)
from etl.sample.service_files import Draw
from etl.sample.sheets import SheetForm

# File → its sheets, and what fills each.
CARRIER_FILES: Mapping[str, tuple[Callable[[], Sequence[SheetForm]], Mapping[str, Draw]]] = {
    "园区办_载体厂房租售台账.xlsx": (
        floor_forms,
        {quarter_name(at): partial(floor_rows, quarter=at) for at in range(len(QUARTERS))},
    ),
    "工信局_园中园和新载体台账.xlsx": (lambda: [carrier_form()], {"园中园": carrier_rows}),
    "工信局_产业基金台账.xlsx": (lambda: [fund_form()], {"产业基金": fund_rows}),
    "工信局_招聘和融资对接台账.xlsx": (event_forms, {"招聘对接": fair_rows, "融资对接": loan_rows}),
    "工信局_惠企政策文件库.xlsx": (lambda: [policy_form()], {"政策文件": policy_rows}),
}


def carrier_sums(block: Block) -> dict[str, int]:
    """What a right reading of these files must find."""
    return {**floor_sums(block), **fund_sums(block)}
