"""The files of the ledgers of services, of safety and of falling output: which sheets each has, and which rows a block adds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from etl.sample.block import Block
from etl.sample.care_ledgers import (
    care_forms,
    duty_form,
    duty_rows,
    notice_form,
    notice_rows,
    request_rows,
    visit_rows,
)
from etl.sample.decline import decline_form, decline_rows
from etl.sample.hazards import burden_rows, hazard_forms, hazard_rows
from etl.sample.sheets import Cell, SheetForm
from etl.sample.support_ledgers import (
    claim_form,
    claim_rows,
    debt_form,
    debt_rows,
    subsidy_form,
    subsidy_rows,
)

Draw = Callable[[Block], Iterator[list[Cell]]]
# File → its sheets, and what fills each.
SERVICE_FILES: Mapping[str, tuple[Callable[[], Sequence[SheetForm]], Mapping[str, Draw]]] = {
    "工信局_惠企政策兑现台账.xlsx": (lambda: [claim_form()], {"政策兑现": claim_rows}),
    "工信局_用电补助台账.xlsx": (lambda: [subsidy_form()], {"用电补助": subsidy_rows}),
    "工信局_清理拖欠账款台账.xlsx": (lambda: [debt_form()], {"欠款": debt_rows}),
    "工信局_走访和一企一议台账.xlsx": (care_forms, {"走访": visit_rows, "一企一议": request_rows}),
    "应急局_安全隐患台账.xlsx": (hazard_forms, {"隐患清单": hazard_rows, "管道占压": burden_rows}),
    "工信局_减产企业帮扶台账.xlsx": (lambda: [decline_form()], {"减产帮扶": decline_rows}),
    "工信局_停工停产通知归档.xlsx": (lambda: [notice_form()], {"停工停产通知": notice_rows}),
    "工信局_核酸检测督导归档.xlsx": (lambda: [duty_form()], {"核酸检测督导": duty_rows}),
}


def service_sums(block: Block) -> dict[str, int]:
    """What a right reading of these files must find: rows, and sums of money in hundredths of a 万元."""
    claims, debts, visits = list(claim_rows(block)), list(debt_rows(block)), list(visit_rows(block))
    return {
        "claims": len(claims),
        "claims_applied_cents": _cents(claims, 6),
        "claims_approved_cents": _cents(claims, 7),
        "claims_paid_cents": _cents(claims, 8),
        "debts": len(debts),
        "debts_owed_cents": _cents(debts, 3),
        "debts_repaid_cents": _cents(debts, 4),
        "visits": len(visits),
        "visits_made": sum(row[4] != "" for row in visits),
        "requests": len(list(request_rows(block))),
        "hazards": len(list(hazard_rows(block))),
        "burdens": len(list(burden_rows(block))),
        "notices": len(list(notice_rows(block))),
        "duties": len(list(duty_rows(block))),
    }


def _cents(rows: Sequence[Sequence[Cell]], column: int) -> int:
    return sum(round(100 * cell) for row in rows if isinstance(cell := row[column], float | int))
