"""Charts of 园区地块: areas by one measure, parcels by one of theirs. A clicked bar says whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import BAR_HEIGHT, TIGHT, UNFADED, axis, names_axis
from dashboard.figure import Figure
from etl.contracts import Column, Kind

PARCEL_BAR_HEIGHT = 26
CHOSEN = "▶ "


def league(rows: pd.DataFrame, measure: Column) -> Figure:
    """Areas by ``measure``, the greatest on top, those without it at the foot; one that may not be shown says why.

    The custom datum of a bar is its ``area_id``.
    """
    ranked = rows.sort_values(measure.name, ascending=False, na_position="last", kind="stable").iloc[::-1]
    hidden = ranked["hidden"] if "hidden" in ranked else [None] * len(ranked)
    labels = [why or _label(row, measure) for why, (_, row) in zip(hidden, ranked.iterrows(), strict=True)]
    return Figure(
        [_bars(ranked[measure.name], labels, ranked["area_id"], ranked["area"])],
        {
            "margin": {**TIGHT, "r": 120},
            "bargap": 0.35,
            "height": BAR_HEIGHT * max(len(ranked), 2) + 60,
            "xaxis": axis(measure.heading, showgrid=False, tickformat=","),
            "yaxis": names_axis(ranked["area"]),
        },
    )


def _label(row: pd.Series[Any], measure: Column) -> str:
    """The number of a bar; beside a ratio the parcels that it is made of."""
    value = fmt.number(row[measure.name], _decimals(measure))
    of = f"（{fmt.number(row['with_both'])}/{fmt.number(row['parcels'])} 宗）"
    return value + of if measure.name == "tax_wan_yuan_per_mu" else value


def parcels(rows: pd.DataFrame, measure: Column, chosen: str = "") -> Figure:
    """Parcels by ``measure`` in the order given, the first on top; the ``chosen`` one is marked by an arrow.

    The custom datum of a bar is its ``parcel_id``.
    """
    turned = rows.iloc[::-1]
    names = [
        (CHOSEN if parcel == chosen else "") + str(address if pd.notna(address) else parcel)
        for parcel, address in zip(turned["parcel_id"], turned["parcel_address"], strict=True)
    ]
    hovers = [
        " · ".join(str(each) for each in row if pd.notna(each))
        for row in turned[["parcel_id", "parcel_address", "owner_name"]].itertuples(index=False)
    ]
    labels = [fmt.number(value, _decimals(measure)) for value in turned[measure.name]]
    return Figure(
        [_bars(turned[measure.name], labels, turned["parcel_id"], hovers)],
        {
            "margin": {**TIGHT, "r": 64},
            "bargap": 0.3,
            "height": PARCEL_BAR_HEIGHT * max(len(turned), 3) + 60,
            "xaxis": axis(measure.heading, showgrid=False, tickformat=",", range=_room(turned[measure.name])),
            "yaxis": names_axis(names),
        },
    )


def _bars(
    values: pd.Series[Any],
    labels: Sequence[str],
    marks: pd.Series[Any],
    hovers: Sequence[str] | pd.Series[Any],
) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": values.astype(float).fillna(0).tolist(),
        "y": list(range(len(values))),
        "customdata": marks.tolist(),
        "text": list(labels),
        "textposition": "outside",
        "cliponaxis": False,
        "hovertext": [fmt.chart_text(str(each)) for each in hovers],
        "hovertemplate": "%{hovertext}：%{text}<extra></extra>",
        **UNFADED,
    }


def _room(values: pd.Series[Any]) -> list[float]:
    """A range of the axis that leaves room for the label outside a bar to the left too."""
    least, most = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    spare = 0.2 * (most - least)
    return [least - spare if least < 0 else 0.0, most + spare if most > 0 else 0.0]


def _decimals(measure: Column) -> int:
    return 0 if measure.kind is Kind.INTEGER else measure.decimals
