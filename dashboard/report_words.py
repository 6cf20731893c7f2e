"""A sentence of the report or why it is withheld: which file is missing and who sends it, which check failed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from dashboard import format as fmt
from etl.contracts import CONTRACTS
from etl.contracts.findings import check_label


@dataclass(frozen=True)
class Blank:
    """One sentence of the report, or why it is withheld."""

    item: str
    sentence: str = ""
    withheld: str = ""


def text(said: Collection[Blank]) -> str:
    """What can be said, a sentence a line."""
    return "\n".join(blank.sentence for blank in said if blank.sentence)


def lacking(entity: str) -> str:
    """Which file is missing and who has it."""
    contract = CONTRACTS[entity]
    return f"缺来件「{contract.label}」，通常由{contract.sender}提供"


def failed(faults: pd.DataFrame, entity: str, about: Collection[str], beside: Collection[str] = ()) -> str:
    """Which checks failed of what a sentence rests on; ``beside``: those that it does not rest on."""
    rows = faults[
        (faults["entity"] == entity)
        & faults["about"].isin(["", *about])
        & ~faults["check_name"].isin(list(beside))
    ]
    counts = rows.groupby("check_name", sort=False)["issues"].sum()
    if counts.empty:
        return ""
    named = "、".join(f"{check_label(str(name))} {fmt.number(issues)} 条" for name, issues in counts.items())
    return f"来件「{CONTRACTS[entity].label}」的检查没有通过：{named}。请改正来件，再重新构建"
