"""The promises of a land-supply contract in words: what was agreed, what happened, how far apart, and the verdict."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.database import all_rows
from dashboard.queries.land_contracts import BROKEN, KEPT, KINDS, NOT_DUE, UNTOLD, VERDICTS

Contract = Mapping[str, Any]
PER_MU = "万元/亩"
# Kind → columns of what is promised and of what is so.
PER_LAND = {
    "investment": ("promised_invest_wan_yuan_per_mu", "invested_wan_yuan_per_mu"),
    "tax": ("promised_tax_wan_yuan_per_mu", "tax_wan_yuan_per_mu"),
    "output": ("promised_output_wan_yuan_per_mu", "output_wan_yuan_per_mu"),
}
DAYS = {
    "start": ("start_due_on", "actual_start_on", "has_started"),
    "completion": ("completion_due_on", "actual_completion_on", "is_complete"),
}


@dataclass(frozen=True)
class Promise:
    """One promise of a contract as a reader sees it; ``remark`` says what is missing or when it falls due."""

    contract_id: str
    kind: str
    promise: str
    fact: str
    gap: str
    verdict: str
    remark: str


def as_of(data_date: str | None) -> date | None:
    """The last day of the month (``2023-12``) or year (``2023``) that the data reach to; None where that is unknown."""
    if not data_date:
        return None
    year, _, month = data_date.partition("-")
    last = int(month) if month else 12
    return date(int(year), last, calendar.monthrange(int(year), last)[1])


def listed(contracts: pd.DataFrame, until: date | None) -> pd.DataFrame:
    """A row for each promise of each contract, as the questions of `queries.land_contracts` answer them."""
    rows = [asdict(each) for contract in all_rows(contracts) for each in promises(contract, until)]
    return pd.DataFrame(rows, columns=list(Promise.__dataclass_fields__))


def promises(contract: Contract, until: date | None) -> tuple[Promise, ...]:
    """The promises of a contract in the order of its life, judged by the data of ``until``."""
    return tuple(_promise(kind, contract, until) for kind in KINDS)


def _promise(kind: str, contract: Contract, until: date | None) -> Promise:
    verdict = contract[f"{kind}_verdict"]
    words: Callable[[str, Contract, date | None], tuple[str, str, str]] = (
        _days if kind in DAYS else _far if kind == "far" else _per_land
    )
    promise, fact, gap = words(kind, contract, until)
    remark = WHY[kind](kind, contract, until) if verdict in (UNTOLD, NOT_DUE) else ""
    return Promise(contract["contract_id"], KINDS[kind], promise, fact, gap, verdict, remark)


def _days(kind: str, contract: Contract, until: date | None) -> tuple[str, str, str]:
    due, happened, known = (contract[name] for name in DAYS[kind])
    fact = _day(happened)
    if happened is None and contract[f"{kind}_verdict"] == BROKEN:
        fact = f"还没有（截至 {until}）"
    elif happened is None and known:
        fact = "已经，日期不详"
    return _day(due), fact, _late(contract[f"{kind}_days_late"], due, until, contract[f"{kind}_verdict"])


def _late(days: float | None, due: Any, until: date | None, verdict: str) -> str:
    if verdict == NOT_DUE and until:
        return f"还有 {(due.date() - until).days} 天"
    if days is None:
        return fmt.MISSING
    return f"晚 {fmt.number(days)} 天" if days > 0 else f"早 {fmt.number(-days)} 天" if days else "当天"


def _per_land(kind: str, contract: Contract, _until: date | None) -> tuple[str, str, str]:
    promised, fact = (contract[name] for name in PER_LAND[kind])
    year = f"（{contract['tax_year']:.0f} 年）" if kind != "investment" and fact is not None else ""
    gap = fmt.MISSING if promised is None or fact is None else _signed(fact - promised)
    least = fmt.MISSING if promised is None else f"≥ {fmt.with_unit(promised, PER_MU)}"
    return least, f"{fmt.with_unit(fact, PER_MU)}{year}", gap


def _signed(value: float) -> str:
    return f"{'+' if round(value, 2) > 0 else ''}{fmt.with_unit(value, PER_MU)}"


def _far(_kind: str, contract: Contract, _until: date | None) -> tuple[str, str, str]:
    low, high, far = contract["far_min"], contract["far_max"], contract["far"]
    gap = fmt.MISSING
    if far is not None and contract["far_verdict"] in (KEPT, BROKEN):
        under, over = (low or 0) - far, far - (high or far)
        gap = f"低 {under:.2f}" if under > 0 else f"高 {over:.2f}" if over > 0 else "在范围内"
    return far_limits(low, high), fmt.number(far, 2), gap


def far_limits(low: float | None, high: float | None) -> str:
    """The limits of the floor-area ratio: 1.2–2.5, ≥ 1.2, ≤ 2.5; — where none is set."""
    if low is None or high is None:
        return fmt.MISSING if low is high else f"≤ {high:g}" if low is None else f"≥ {low:g}"
    return f"{low:g}–{high:g}"


def _why_day(kind: str, contract: Contract, until: date | None) -> str:
    due, _, known = (contract[name] for name in DAYS[kind])
    if contract[f"{kind}_verdict"] == NOT_DUE:
        return ""
    if due is None:
        return f"来件没有约定{KINDS[kind]}日期"
    if contract["is_reversed"]:
        return "约定竣工早于约定开工，日期待核对"
    if until is None:
        return "快照没有数据日期，不知道是否到期"
    return f"来件没有写实际{KINDS[kind]}日期" + ("" if known else f"，也没有别的来件说明是否{KINDS[kind]}")


def _why_investment(_kind: str, contract: Contract, _until: date | None) -> str:
    if contract["investment_verdict"] == NOT_DUE:
        return "竣工时考核"
    if contract["promised_invest_wan_yuan_per_mu"] is None:
        return "来件没有约定投资强度"
    if contract["invested_wan_yuan_per_mu"] is None:
        return "来件没有固定资产累计投入，或没有面积"
    return "不知道是否竣工，竣工时考核"


def _why_far(_kind: str, contract: Contract, _until: date | None) -> str:
    low, high = contract["far_min"], contract["far_max"]
    if contract["far_verdict"] == NOT_DUE:
        return "竣工后核定"
    if low is None and high is None:
        return "来件没有约定容积率"
    if low is not None and high is not None and low > high:
        return "约定的下限高于上限，可能写反"
    if not contract["knows_parcel"]:
        return "合同对不上宗地"
    return "宗地没有容积率" if contract["far"] is None else "不知道是否竣工，竣工后核定"


def _why_yield(kind: str, contract: Contract, _until: date | None) -> str:
    promised, fact = (contract[name] for name in PER_LAND[kind])
    due = contract["full_production_due_on"]
    if contract[f"{kind}_verdict"] == NOT_DUE:
        return f"{_day(due)} 达产后的整年度考核" if due is not None else "投产后的整年度考核"
    if promised is None:
        return f"来件没有约定{KINDS[kind]}"
    if not contract["knows_parcel"]:
        return "合同对不上宗地"
    if fact is None:
        return f"宗地最近年度没有{KINDS[kind][2:]}"
    return "不知道是否投产"


WHY: Mapping[str, Callable[[str, Contract, date | None], str]] = {
    "start": _why_day,
    "completion": _why_day,
    "investment": _why_investment,
    "far": _why_far,
    "tax": _why_yield,
    "output": _why_yield,
}


def head(contract: Contract) -> str:
    """Which contract it is, in one line."""
    parts = (
        f"合同 {contract['contract_no']}" if contract["contract_no"] else "没有合同号",
        contract["project_name"],
        contract["supply_method"],
        f"供地 {fmt.with_unit(contract['supplied_mu'], '亩')}"
        if contract["supplied_mu"] is not None
        else None,
        f"{_day(contract['contract_signed_on'])} 签订"
        if contract["contract_signed_on"] is not None
        else None,
        f"监管状态 {contract['supervision_status']}" if contract["supervision_status"] else None,
    )
    return " · ".join(part for part in parts if part)


def summary(these: Sequence[Promise]) -> str:
    """How many are kept, broken, not due and untold, the broken by name (markdown)."""
    named = {verdict: [each.kind for each in these if each.verdict == verdict] for verdict in VERDICTS}
    parts = [f"{verdict} {len(kinds)} 项" for verdict, kinds in named.items()]
    if named[BROKEN]:
        parts[VERDICTS.index(BROKEN)] = (
            f":red[{BROKEN} {len(named[BROKEN])} 项]（{'、'.join(named[BROKEN])}）"
        )
    return "，".join(parts) + "。"


def district(counts: pd.DataFrame, until: date | None) -> str:
    """The contracts in one sentence; empty where there is none."""
    rows = {row["kind"]: row for row in all_rows(counts)}
    if not rows:
        return ""
    start, completion, investment = (rows[kind] for kind in ("start", "completion", "investment"))
    when = f"截至 {until}，" if until else ""
    return (
        f"{when}供地合同 {fmt.number(start['contracts'])} 宗；判得出的开工 {fmt.number(start['kept'] + start['broken'])} 宗"
        f"中 {fmt.number(start['kept'])} 宗按期，逾期开工 {fmt.number(start['broken'])} 宗（其中还没有开工 "
        f"{fmt.number(start['undone'])} 宗），逾期竣工 {fmt.number(completion['broken'])} 宗，"
        f"投资强度未达约定 {fmt.number(investment['broken'])} 宗。"
    )


def share_kept(row: Mapping[str, Any]) -> float | None:
    """Those kept among those that can be judged and are due, in per cent; None where there is none."""
    judged = row["kept"] + row["broken"]
    return 100 * row["kept"] / judged if judged else None


def _day(value: Any) -> str:
    return fmt.MISSING if value is None else f"{value:%Y-%m-%d}"
