"""The two-digit divisions of GB/T 4754-2017; a snapshot names only the class of each enterprise."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dashboard.selection import UNKNOWN

INDUSTRIES = Path(__file__).resolve().parent.parent / "data" / "reference" / "industries.csv"


@cache
def divisions() -> Mapping[str, str]:
    """Code → name of every division."""
    with INDUSTRIES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file) if len(row["code"]) == 2}


def division_label(code: str) -> str:
    """``39 计算机、通信和其他电子设备制造业``; the code alone when the standard does not have it."""
    return f"{code} {divisions().get(code, '')}".strip() or UNKNOWN
