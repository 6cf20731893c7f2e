"""A chart as plotly.js reads it. `go.Figure` checks each property anew, at 10 to 15 ms a chart; a test checks ours once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.io as pio
from plotly.basedatatypes import BaseFigure

Trace = dict[str, Any]


class Figure(BaseFigure):  # type: ignore[misc] # plotly is untyped
    """Traces and layout that are passed on as they stand; Streamlit takes them for a plotly figure."""

    def __init__(self, traces: Sequence[Trace], layout: Mapping[str, Any]) -> None:
        """``traces`` are empty rather than invalid where there is nothing to draw."""
        # Not the base's own: it is the check that this class is without.
        self._traces, self._shape = list(traces), dict(layout)

    @property
    def data(self) -> list[Trace]:
        """The traces."""
        return self._traces

    def to_dict(self) -> dict[str, Any]:
        """What goes to the browser; the theme's template comes along, for it carries the colours."""
        kinds = frozenset(trace["type"] for trace in self._traces)
        return {
            "data": self._traces,
            "layout": {"template": _template(pio.templates.default, kinds), **self._shape},
        }


@lru_cache(maxsize=32)
def _template(name: str | None, kinds: frozenset[str]) -> dict[str, Any]:
    """The part of a template that concerns these kinds of traces."""
    whole: dict[str, Any] = pio.templates[name].to_plotly_json() if name else {}
    traces = {kind: look for kind, look in whole.get("data", {}).items() if kind in kinds}
    return {"layout": whole.get("layout", {}), "data": traces}


def plain(values: pd.Series[Any]) -> list[Any]:
    """The values for a trace; a missing one is None, which plotly.js leaves out."""
    there = values.notna().tolist()
    return [value if one else None for value, one in zip(values.tolist(), there, strict=True)]
