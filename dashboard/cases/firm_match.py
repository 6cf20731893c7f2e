"""Which enterprise a row of a county's ledger speaks of: by credit code and name, never by likeness."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import process

from dashboard.cases.county import Row
from dashboard.cases.county_cells import folded, plain
from dashboard.cases.record import FIELDS, Case, NewCase

NEAREST, LEAST_LIKENESS = 3, 60
# Names that are compared for a whole file, about fifteen seconds: after that rows go without near ones.
MOST_COMPARED = 50_000_000
_FACTS = [each.name for each in fields(NewCase) if each.name != "state"]


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be taken over: the column and its value, the reason, what to do."""

    column: str
    value: str
    reason: str
    what_to_do: str


class Register:
    """The enterprises of the ledger and of the snapshot, by code and by name, former names too."""

    def __init__(self, cases: Sequence[Case], facts: pd.DataFrame) -> None:
        """``facts`` as `dashboard.queries.case_facts.of_year` gives them."""
        self._cases = {each.enterprise_id: each for each in cases}
        # A district may have a million enterprises, of which a file speaks of a few: no object for each.
        self._facts = facts
        self._places = {str(each): place for place, each in enumerate(facts["enterprise_id"])}
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._spelling: dict[str, str] = {}
        self._compared = 0
        for enterprise, each in self._cases.items():
            self._note(enterprise, each.uscc, [each.name])
        known = zip(self._places, facts["uscc"], facts["name"], facts["former_names"], strict=True)
        for enterprise, code, name, former in known:
            others = re.split(r"[、,，;；]", former) if isinstance(former, str) else []
            self._note(enterprise, code if isinstance(code, str) else None, [str(name), *others])

    def _note(self, enterprise: str, code: str | None, names: Iterable[str]) -> None:
        if code:
            self._codes[code].add(enterprise)
        for name in filter(None, map(folded, names)):
            self._names[name].add(enterprise)
        self._spelling.setdefault(folded(next(iter(names))), next(iter(names)))

    def case(self, enterprise: str) -> Case | None:
        """Its case, if it has one."""
        return self._cases.get(enterprise)

    def new(self, enterprise: str) -> NewCase:
        """What the snapshot knows of it."""
        place = self._places[enterprise]
        known = [name for name in _FACTS if name in self._facts]
        return NewCase(**{name: _none(self._facts[name].iloc[place]) for name in known})

    def identify(self, row: Row) -> str | Problem:
        """The id of the enterprise, or why it is none."""
        name, code = plain(row.cells.get("name")) or "", folded(plain(row.cells.get("uscc")) or "").upper()
        by_code, by_name = self._codes.get(code, set()), self._names.get(folded(name), set())
        if by_code and by_name and not by_code & by_name:
            return _problem("uscc", code, f"这个代码是“{self._name(by_code)}”的，不是“{name}”的")
        found = by_code & by_name or by_code or by_name
        told = {plain(row.more.get("enterprise_id")) or ""}
        found = found & told or found
        if not found:
            return self._unknown(name, code)
        if len(found) > 1:
            return Problem(
                FIELDS["name"].label, name, "有几户企业都叫这个名称", "填写统一社会信用代码，以便分清。"
            )
        (enterprise,) = found
        return self._other_code(enterprise, code) if code and not by_code else enterprise

    def _other_code(self, enterprise: str, code: str) -> str | Problem:
        """The enterprise that was found by its name, unless it has another code than the row says."""
        case = self._cases.get(enterprise)
        own = case.uscc if case else _none(self._facts["uscc"].iloc[self._places[enterprise]])
        if own and own != code:
            return _problem("uscc", code, f"与已知的代码 {own} 不同")
        return enterprise

    def _name(self, enterprises: set[str]) -> str:
        enterprise = min(enterprises)
        case = self._cases.get(enterprise)
        return case.name if case else str(self._facts["name"].iloc[self._places[enterprise]])

    def _nearest(self, name: str) -> str:
        self._compared += len(self._spelling)
        if self._compared > MOST_COMPARED:
            return ""
        near = process.extract(
            folded(name), self._spelling.keys(), limit=NEAREST, score_cutoff=LEAST_LIKENESS
        )
        return "、".join(f"“{self._spelling[each]}”" for each, *_ in near)

    def _unknown(self, name: str, code: str) -> Problem:
        label = FIELDS["name"].label
        if not name:
            return Problem(label, code, "没有企业名称，代码也不认识", "填写企业名称和代码，或跳过这一行。")
        near = self._nearest(name)
        hint = f"最接近的是：{near}。" if near else ""
        return Problem(
            label, name, "台账和快照里都没有这户企业", f"{hint}请改成台账或名录中的名称和代码，或跳过这一行。"
        )


def _problem(name: str, value: str, reason: str) -> Problem:
    return Problem(FIELDS[name].label, value, reason, "请核对名称和代码，或跳过这一行。")


def _none(value: Any) -> Any:
    """The value as plain Python has it; missing is None."""
    if pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def of_rule(sentence: str, cells: Mapping[str, Any]) -> Problem:
    """A broken rule of a case as a problem of the column that its sentence names first."""
    reason, _, what_to_do = sentence.partition("。")
    named = [(reason.find(column.label), -len(column.label), name) for name, column in FIELDS.items()]
    found = min((each for each in named if each[0] >= 0), default=(0, 0, "state"))[2]
    text = plain(cells.get(found)) or ""
    return Problem(FIELDS[found].label, text, reason, what_to_do or "请核对后再导入，或跳过这一行。")
