"""What targets name beside the indicators of the registry, by the questions of the pages that show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard import growth_sums
from dashboard.indicator import Period
from dashboard.indicator_figures import of_firms
from dashboard.queries import growth, growth_honours, projects, targets


def _clouded(period: Period) -> float | None:
    rows = growth.adoptions(growth.Asked(period.selection, period.on))
    if rows.empty:
        return None
    months = growth_sums.adopted_by_month(rows)
    return float(months[months["month"].dt.year == period.year]["firms"].sum())


def _specialised(period: Period) -> float | None:
    if not growth_honours.are_there():
        return None
    return targets.granted("specialised", period.year, period.on)


def _signed(period: Period) -> float | None:
    return projects.invest_conv(growth.Asked(period.selection, period.on)).signed_wan_yuan


# Code → unit and figure.
OWN: Mapping[str, tuple[str, Callable[[Period], float | None]]] = {
    "cloud_n": ("家", _clouded),
    "tax_paid": ("万元", of_firms("tax_paid_wan_yuan")),
    "specialised_n": ("家", _specialised),
    "invest_signed": ("万元", _signed),
}
