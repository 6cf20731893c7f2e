"""The legend of the map: a colour, what it means, how many parcels are in it; units, and what no colour tells."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pandas as pd

from dashboard import format as fmt
from dashboard.map_modes import MapClass, Mode

ROW = (
    '<tr><td style="padding:2px 8px 2px 0;width:1.4rem"><span style="display:inline-block;width:1.1rem;height:.8rem;'
    'border:1px solid rgba(127,127,127,.5);background:{colour}"></span></td>'
    '<td style="padding:2px 8px 2px 0">{label}</td><td style="text-align:right;padding:2px 8px 2px 0">{parcels}</td>'
    '<td style="text-align:right;padding:2px 0">{mu}</td></tr>'
)
TABLE = (
    '<table role="table" aria-label="{title}" style="font-size:.86rem;border-collapse:collapse;width:100%">'
    '<caption style="text-align:left;font-weight:600;padding-bottom:4px">{title}</caption>'
    '<tr style="opacity:.7"><td></td><td></td><td style="text-align:right;padding-right:8px">宗</td>'
    '<td style="text-align:right">亩</td></tr>{rows}</table>'
)


def rows(classes: Sequence[MapClass], counts: pd.DataFrame) -> pd.DataFrame:
    """The classes that a legend names, ``code``, ``label``, ``colour``, with ``parcels`` and ``land_mu``.

    Of classes of words only those that occur; every class of a number, and the missing datum, with 0 where none is.
    """
    named = pd.DataFrame(
        [(each.code, each.label, each.colour) for each in classes], columns=["code", "label", "colour"]
    )
    joined = named.merge(counts, how="left", on="code")
    joined["parcels"] = joined["parcels"].fillna(0).astype(int)
    joined["land_mu"] = joined["land_mu"].where(joined["parcels"] > 0, 0.0)
    is_number = any(each.least is not None or each.below is not None for each in classes)
    return joined[(joined["parcels"] > 0) | is_number | (joined["code"] == "")].reset_index(drop=True)


def title(mode: Mode, year: int | None) -> str:
    """What the colours mean, with unit and year."""
    unit = f"（{mode.unit}）" if mode.unit else ""
    return f"{mode.label}{unit}{f' · {year} 年' if mode.is_of_year and year else ''}"


def draw(mode: Mode, year: int | None, legend: pd.DataFrame) -> str:
    """The legend as HTML; every word in it is escaped."""
    lines = (
        ROW.format(
            colour=row["colour"],
            label=html.escape(str(row["label"])),
            parcels=fmt.number(row["parcels"]),
            mu=fmt.number(row["land_mu"]),
        )
        for row in legend.to_dict("records")
    )
    return TABLE.format(title=html.escape(title(mode, year)), rows="".join(lines))
