"""What 四个一批 says in words: the sentence of the yearly report with live numbers, what was changed, what a plan means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import format as fmt
from dashboard.queries.batch_counts import Funnel
from dashboard.queries.batches import Bench, Plan
from dashboard.saved_plans import SavedPlan
from etl.contracts import CONTRACTS
from etl.contracts.batches import BATCHES, ORIENTATIONS, STAYS, TO_VERIFY, UNFIT
from etl.contracts.calibers import ADJUSTMENTS, AREAS, VACANT

# What would settle a missing datum: word → the entities whose file brings it.
SETTLED_BY: Mapping[str, tuple[str, ...]] = {
    "税收": ("tax",),
    "用地": ("parcel", "occupancy"),
    "产值": ("operation_year",),
    "产业导向": ("enterprise",),
    "所在宗地": ("parcel", "occupancy"),
    "规划用途": ("parcel",),
    "现状用途": ("parcel",),
    "现状容积率": ("parcel",),
    "规划容积率": ("parcel",),
}
EVERY_CRITERION = "每项都数一次：一户有几项未达，各项里都有它。缺数据的不算未达，另计。"


def report(year: int, found: Funnel, shares: pd.DataFrame, bench: Bench) -> str:
    """The sentence of the report: surveyed, at or above X, fit in output, tax and orientation; then the batches."""
    return f"{steps(year, found, bench)}{batches(shares)}"


def steps(year: int, found: Funnel, bench: Bench) -> str:
    """The first half of it."""
    return (
        f"{year} 年摸底 **{fmt.count(found.surveyed)}**，其中亩均税收 {fmt.bound(bench.x)} 万元/亩以上 "
        f"**{fmt.count(found.passing)}**，符合{criteria(bench)} **{fmt.count(found.kept)}**。"
    )


def criteria(bench: Bench) -> str:
    """What the third step asks for: a line that is not set is not named."""
    words = [("产值", bench.y), ("税收", bench.tax_line)]
    return "、".join([*(word for word, line in words if line is not None), "产业导向"])


def batches(shares: pd.DataFrame) -> str:
    """How many each class has."""
    firms = dict(zip(shares["suggested_batch"], shares["firms"], strict=True))
    of = shares[shares["suggested_batch"].isin(BATCHES)]
    whole = (
        f"（合计 {fmt.count(of['firms'].sum())}、{fmt.with_unit(of['land_mu'].sum(), '亩', 0)}）"
        if of["firms"].notna().all()
        else ""
    )
    counted = "、".join(f"{batch} {_shown(firms[batch])}" for batch in BATCHES)
    rest = "、".join(f"{word} {_shown(firms[word])}" for word in (STAYS, TO_VERIFY, UNFIT))
    return f"建议{counted}{whole}；另有{rest}。"


def _shown(count: float) -> str:
    return fmt.number(count) if pd.notna(count) else f"{fmt.MISSING}（不列）"


def difference(own: Bench, bench: Bench) -> str:
    """In what the bench differs from the plan."""
    changes = [
        f"{label} **{new}**（方案 {old}）"
        for (label, old), new in zip(_parts(own).items(), _parts(bench).values(), strict=True)
        if old != new
    ]
    return (
        f":material/edit: 试算：{'；'.join(changes)}。" if changes else "与方案一致。改任一项，各数马上变。"
    )


def numbers(bench: Bench) -> str:
    """The lines and the caliber of a bench."""
    return "，".join(f"{label} {text}" for label, text in _parts(bench).items())


def _parts(bench: Bench) -> dict[str, str]:
    counted = "、".join(ADJUSTMENTS[code] for code in bench.adjustments)
    return {
        "X": f"{fmt.bound(bench.x)} 万元/亩",
        "产值": _amount(bench.y),
        "税收": _amount(bench.tax_line),
        "产业导向": "、".join(ORIENTATIONS[code] for code in bench.orientations) or "都不算",
        "面积": AREAS[bench.area],
        "空置": VACANT["owner" if bench.counts_vacant else "excluded"],
        "税收口径": f"入库税收加{counted}" if counted else "只计入库税收",
    }


def _amount(value: float | None) -> str:
    return "不设" if value is None else f"{fmt.number(value)} 万元"


def caliber(plan: Plan, own: Bench, bench: Bench, saved: SavedPlan | None = None) -> str:
    """By which plan, version, lines and caliber the numbers of a file were sorted."""
    tried = "（试算，与方案不同）" if bench != own else ""
    kept = f"保存的方案“{saved.name}”第 {saved.version} 版，{approval(saved)}按" if saved else ""
    return (
        f"{kept}四个一批方案“{plan.name}”（{plan.plan_id}），版本 {plan.version}{tried}：{numbers(bench)}。"
        "分类是按规则推出的建议，由区专班会审、区政府审定；缺数据的待核实，不建议关闭。"
    )


def approval(saved: SavedPlan) -> str:
    """Who approved a frozen plan and when; empty for one that may still be changed."""
    if not saved.is_frozen:
        return ""
    note = f"（{saved.meeting_note}）" if saved.meeting_note else ""
    return f"{saved.approved_on} 经{saved.approved_by}审定{note}，由 {saved.frozen_by} 定稿；"


def frozen(saved: SavedPlan, differing: Sequence[str]) -> str:
    """That a plan is frozen, on which build it is reckoned, and whether it still comes to what was stored."""
    same = (
        f"**与定稿时存下的合计不符：{'、'.join(differing)}**，请联系管理员。"
        if differing
        else "各类合计与定稿时存下的一致。"
    )
    return (
        f":material/lock: **定稿方案“{fmt.markdown_text(saved.name)}”** {fmt.markdown_text(approval(saved))}"
        f"按构建 {fmt.markdown_text(saved.build_id)} 的 {saved.year} 年数据计算，不随新数据变。{same}"
    )


def chosen(own: Bench, bench: Bench) -> tuple[str, ...]:
    """What differs from the plan, for file names."""
    pairs = zip(_parts(own).items(), _parts(bench).values(), strict=True)
    return tuple(f"{label}{new}" for (label, old), new in pairs if old != new)


def settled_by(missing_fields: str | None) -> str:
    """Which files from which offices would settle what is missing."""
    entities = dict.fromkeys(
        entity for word in (missing_fields or "").split("、") for entity in SETTLED_BY.get(word, ())
    )
    return "、".join(f"{CONTRACTS[entity].label}（{CONTRACTS[entity].sender}）" for entity in entities)


def lost(found: Funnel) -> str:
    """What is lost at each step, in words."""
    rows = zip(found.lost["criterion"], found.lost["failed"], found.lost["missing"], strict=True)
    said = "，".join(
        f"{criterion}未达 {fmt.count(failed)}" + (f"、缺数据 {fmt.count(missing)}" if missing > 0 else "")
        for criterion, failed, missing in rows
    )
    return f"{said}。"


def effect(moves: pd.DataFrame) -> str:
    """How many change their class between two plans, with their land and tax."""
    changed = moves[moves["batch_before"] != moves["batch"]]
    if changed.empty:
        return "没有企业换类。"
    return (
        f"**{fmt.count(changed['firms'].sum())}**换类，共 {fmt.with_unit(changed['land_mu'].sum(), '亩', 0)}、"
        f"税收 {fmt.money(changed['tax_wan_yuan'].sum())}、用工 {fmt.number(changed['employees'].sum())} 人。"
    )


def firm(row: Mapping[str, object]) -> str:
    """A firm's suggestion in a sentence, with how far the next class is; why there is none where it is not surveyed."""
    if not row["suggested_batch"]:
        return f"{fmt.markdown_text(str(row['reason']))}。"
    said = f"建议 **{row['suggested_batch']}**：{fmt.markdown_text(str(row['reason']))}"
    missing = f"；缺{row['missing_fields']}" if row["missing_fields"] else ""
    stable = {True: "；三年一致", False: "；三年不一致"}.get(row["is_stable"], "")  # type: ignore[call-overload]
    return f"{said}{missing}{_next(row)}{stable}。"


def _next(row: Mapping[str, object]) -> str:
    change = row["tax_change_wan_yuan"]
    if not row["moves_to"] or not isinstance(change, float):
        return ""
    word = "多" if change >= 0 else "少"
    return f"；税收再{word} {fmt.money(abs(change))}就归入{row['moves_to']}"


def rules(rows: pd.DataFrame) -> str:
    """The rules of a plan as a numbered list."""
    said = zip(rows["place"], rows["condition"], rows["batch"], rows["why"], strict=True)
    return "\n".join(
        f"{place}. {fmt.markdown_text(condition) if isinstance(condition, str) else '其余'} → **{batch}**"
        f" :gray[{fmt.markdown_text(why)}]"
        for place, condition, batch, why in said
    )
