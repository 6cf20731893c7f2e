"""Numbers as Chinese readers expect them, names made safe for markdown and charts. Missing is —, zero is 0."""

from __future__ import annotations

import html
import math
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

MISSING = "—"
UNCHANGED = "持平"
WAN_YUAN_PER_YI_YUAN = 10_000
MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def _is_missing(value: float | None) -> bool:
    return value is None or math.isnan(value)


def number(value: float | None, decimals: int = 0) -> str:
    """Grouped digits: 1,234.50; never "-0"."""
    if value is None or math.isnan(value):
        return MISSING
    return f"{round(value, decimals) + 0.0:,.{decimals}f}"


def money(value_wan_yuan: float | None) -> str:
    """Money given in 万元: 34.50 万元, from 10,000 万元 on 1.23 亿元."""
    if value_wan_yuan is None or math.isnan(value_wan_yuan):
        return MISSING
    if abs(value_wan_yuan) >= WAN_YUAN_PER_YI_YUAN:
        return f"{number(value_wan_yuan / WAN_YUAN_PER_YI_YUAN, 2)} 亿元"
    return f"{number(value_wan_yuan, 2)} 万元"


def with_unit(value: float | None, unit: str, decimals: int = 2) -> str:
    """A number and its unit: 34.50 万元/亩."""
    return MISSING if _is_missing(value) else f"{number(value, decimals)} {unit}"


def large(value: float | None, unit: str, decimals: int = 2) -> str:
    """The same for a card: the unit in small letters (markdown)."""
    return MISSING if _is_missing(value) else f"{number(value, decimals)} :small[{unit}]"


def large_money(value_wan_yuan: float | None) -> str:
    """`money` for a card, the unit in small letters (markdown): from 1,000 万元 on whole, for that is what fits one of six."""
    if not _is_missing(value_wan_yuan) and 1_000 <= abs(value_wan_yuan or 0) < WAN_YUAN_PER_YI_YUAN:
        return large(value_wan_yuan, "万元", 0)
    amount, _, unit = money(value_wan_yuan).partition(" ")
    return f"{amount} :small[{unit}]" if unit else amount


def count(value: float | None) -> str:
    """Enterprises: 612 户."""
    return with_unit(value, "户", 0)


def signed(value: float | None) -> str:
    """A change of a count: +5, −16, 0."""
    if value is None or math.isnan(value):
        return MISSING
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{number(abs(value))}"


def percent(value: float | None) -> str:
    """Per cent with one decimal: 92.0%."""
    return MISSING if _is_missing(value) else f"{number(value, 1)}%"


def bound(value: float) -> str:
    """A bound of a range without idle decimals: 20, 0.5."""
    return f"{value:g}"


def change(now: float | None, before: float | None) -> str | None:
    """The change on ``before`` in per cent: ▲ 5.9%, ▼ 5.9%, 持平 when it rounds to zero.

    None when either is missing or ``before`` is not positive.
    """
    if now is None or before is None or math.isnan(now) or math.isnan(before) or before <= 0:
        return None
    rate = round((now / before - 1) * 100, 1)
    return f"{'▲' if rate > 0 else '▼'} {abs(rate):.1f}%" if rate else UNCHANGED


def local_time(iso_utc: str | None, zone: str | None) -> str:
    """A UTC instant by the reader's clock; by the server's when the browser names no zone that we know."""
    if not iso_utc:
        return MISSING
    try:
        instant = datetime.fromisoformat(iso_utc)
    except ValueError:
        return iso_utc
    instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return instant.astimezone(_zone(zone)).strftime("%Y-%m-%d %H:%M")


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None


def markdown_text(text: str) -> str:
    """``text`` such that markdown shows it as it stands: names are data, not markup."""
    return MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def chart_text(text: str) -> str:
    """``text`` such that a chart, which reads a little HTML, shows it as it stands."""
    return html.escape(text, quote=False)
