"""What has changed since the build before: the numbers of 总览 and its red list. Silent where there is none to compare with."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import database
from dashboard import format as fmt
from dashboard.queries import enterprises, red_list
from dashboard.queries.enterprises import Figures
from dashboard.selection import Selection


@dataclass(frozen=True)
class Since:
    """The build before, and what of the red list it had not yet or has no more."""

    build_id: str
    figures: Figures
    came: int
    went: int


def of(selection: Selection) -> Since | None:
    """The same questions put to the build before; None where there is none, or another version made it."""
    earlier = database.build_before()
    return None if earlier is None else _compared(earlier, selection)


@database.remembered
def _compared(earlier: str, selection: Selection) -> Since | None:
    now = _keys(selection)
    try:
        with database.of_build(earlier):
            figures, before = enterprises.figures(selection), _keys(selection)
    except database.SnapshotError:
        return None
    return Since(earlier, figures, len(now - before), len(before - now))


def _keys(selection: Selection) -> frozenset[tuple[str, str]]:
    rows = red_list.rows(selection)
    return frozenset(zip(rows["line"], rows["key"], strict=True))


def sentence(since: Since, now: Figures) -> str:
    """What moved, number by number; that nothing did where that is so."""
    before = since.figures
    moved = [
        f"{label} {_signed(to - was, decimals)} {unit}"
        for label, was, to, decimals, unit in (
            ("规上企业数", before.above_scale, now.above_scale, 0, "家"),
            ("工业总产值", before.output_wan_yuan, now.output_wan_yuan, 2, "万元"),
            ("入库税收", before.tax_paid_wan_yuan, now.tax_paid_wan_yuan, 2, "万元"),
            ("亩均税收", before.tax_wan_yuan_per_mu, now.tax_wan_yuan_per_mu, 2, "万元/亩"),
        )
        if was is not None and to is not None and round(to - was, decimals)
    ]
    if since.came or since.went:
        moved.append(f"红色清单新增 {since.came} 件、减少 {since.went} 件")
    return f"比上次构建 {fmt.markdown_text(since.build_id)}：{'；'.join(moved) or '没有变化'}"


def _signed(value: float, decimals: int) -> str:
    return f"{'+' if value > 0 else '−'}{fmt.number(abs(value), decimals)}"
