"""Plans of the four batches (四个一批方案): who is surveyed, where the lines are, which batch in which case; and warnings.

A plan's rules are tried out in every possible situation when it is loaded: each must lead somewhere, and no rule may be
idle. So every enterprise is in exactly one class, whatever the lines. Source: domain notes 2.2–2.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

from etl.caliber import Caliber, caliber_of
from etl.contracts.batches import BATCHES, CONDITIONS, ORIENTATIONS, RESTORE_MEANINGS, STAYS, USES
from etl.contracts.batches import WARNINGS as KINDS
from etl.toml_file import TomlFile

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
PLANS = REFERENCE / "plans"
WARNINGS = REFERENCE / "warnings.toml"
MEANINGS = ("relocate", "upgrade", "close", "restore")
PARTS = ("survey", "lines", "closing", "site", "restore", "fairness", "caliber", "meaning", "rule")
NO, YES, UNKNOWN = 0, 1, 2
Situation = Mapping[str, bool]


class PlanError(Exception):
    """A plan or a warning is wrong; the Chinese message names the file, the line and the reason."""


@dataclass(frozen=True)
class Rule:
    """Where an enterprise goes when all of ``when`` hold and no earlier rule took it."""

    when: tuple[str, ...]
    batch: str
    why: str

    def takes(self, situation: Situation) -> bool:
        """Whether the rule applies, every condition known."""
        return all(situation[condition] for condition in self.when)


@dataclass(frozen=True)
class Decision:
    """What the rules come to in one situation: the rule for those that pass every line and for the others.

    ``number`` is closed × 27 + far × 9 + restore × 3 + site, each 0 no, 1 yes, 2 unknown. None: it depends on what is
    not known.
    """

    number: int
    kept: Rule | None
    other: Rule | None


@dataclass(frozen=True)
class BatchPlan:
    """One plan in one version.

    Attributes:
        words: what decides by a word in a file: kind (see the column `kind` of ``batch_word``) → words.
        line_tax_wan_yuan_per_mu: X; ``line_output_wan_yuan`` Y and ``line_tax_wan_yuan``, each None where it is not set.
        orientations: those that pass.
        near_pct: this near to X is near the line.
        far_pct: so much of the planned FAR counts as used up.
        restores: what 恢复 means, of `RESTORE_MEANINGS`.
        new_years, dip, unmatched, shared_below_pct, area_gap_pct, exempt: whom it would be unfair to sort yet.
        meanings: what each batch means, in words.
        decisions: every situation, see `Decision`.
        missing: what the bureau has yet to enter; such a plan suggests nothing.
    """

    id: str
    version: str
    name: str
    source: str
    notes: str = ""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    registered_only: bool = True
    minimum_mu: float = 0.0
    line_tax_wan_yuan_per_mu: float | None = None
    line_output_wan_yuan: float | None = None
    line_tax_wan_yuan: float | None = None
    orientations: tuple[str, ...] = ()
    near_pct: float = 0.0
    far_pct: float = 100.0
    restores: tuple[str, ...] = ()
    new_years: int = 0
    dip: bool = False
    unmatched: bool = False
    shared_below_pct: float = 0.0
    area_gap_pct: float | None = None
    exempt: bool = False
    meanings: Mapping[str, str] = field(default_factory=dict)
    caliber: Caliber = field(default_factory=Caliber)
    rules: tuple[Rule, ...] = ()
    decisions: tuple[Decision, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class WarningRule:
    """What is warned of, from which number on."""

    kind: str
    threshold: float
    unit: str


def load_plans(folder: Path = PLANS) -> tuple[BatchPlan, ...]:
    """Read and check every plan of a folder, in the order of their files.

    Raises:
        PlanError: a file is no TOML; a key, word or number is wrong; a situation leads nowhere; a rule is never
            reached; two plans share an id.
    """
    plans: dict[str, BatchPlan] = {}
    for path in sorted(folder.glob("*.toml")):
        file = TomlFile(path, "四批方案", PlanError)
        plan = _plan(file)
        if plan.id in plans:
            raise file.refuse(f"编号 {plan.id} 已用于另一个方案。", "id")
        plans[plan.id] = plan
    return tuple(plans.values())


def load_warnings(path: Path = WARNINGS) -> tuple[WarningRule, ...]:
    """Read and check what is warned of; raises PlanError when a kind, a threshold or a unit is wrong."""
    file = TomlFile(path, "预警规则", PlanError)
    file.only(file.content, tuple(KINDS), "预警规则")
    found = []
    for kind in file.content:
        said = file.part(kind, ("threshold", "unit"))
        unit = said.get("unit")
        if not isinstance(unit, str) or "threshold" not in said:
            raise file.refuse(f"{kind} 应当写明 threshold 和 unit。", kind)
        found.append(WarningRule(kind, file.number(said, "threshold", 0.0), unit))
    return tuple(found)


def _plan(file: TomlFile) -> BatchPlan:
    file.only(file.content, ("id", "version", "name", "source", "notes", "missing", *PARTS), "方案")
    named = BatchPlan(
        id=file.text_of("id"),
        version=file.text_of("version"),
        name=file.text_of("name"),
        source=file.text_of("source"),
        notes=str(file.content.get("notes", "")),
        missing=file.some_of(file.content, "missing", None, ()),
    )
    return named if named.missing else _filled(file, named)


def _filled(file: TomlFile, named: BatchPlan) -> BatchPlan:
    survey = file.part("survey", ("registered_only", "excluded_statuses", "divisions", "minimum_mu"))
    lines = file.part(
        "lines", ("tax_wan_yuan_per_mu", "output_wan_yuan", "tax_wan_yuan", "orientations", "near_pct")
    )
    fairness = file.part(
        "fairness", ("new_years", "dip", "unmatched_parcel", "shared_below_pct", "area_gap_pct", "exempt")
    )
    site = file.part("site", ("industrial_uses", "misused_uses", "far_pct"))
    restore = file.part("restore", ("meanings", "suspended_statuses"))
    if "tax_wan_yuan_per_mu" not in lines:
        raise file.refuse("lines 中缺少 tax_wan_yuan_per_mu（亩均税收门槛 X）。", "lines")
    rules = tuple(_rules(file))
    return replace(
        named,
        words={
            "excluded_status": file.some_of(survey, "excluded_statuses", None, ()),
            "division": file.some_of(survey, "divisions", None, ()),
            "suspended_status": file.some_of(restore, "suspended_statuses", None, ()),
            "industrial_use": file.some_of(site, "industrial_uses", USES, USES[:2]),
            "misused_use": file.some_of(site, "misused_uses", USES, ()),
            **_closing(file),
        },
        registered_only=file.truth(survey, "registered_only", True),
        minimum_mu=file.number(survey, "minimum_mu", 0.0),
        line_tax_wan_yuan_per_mu=file.number(lines, "tax_wan_yuan_per_mu", 0.0),
        line_output_wan_yuan=file.number_or_none(lines, "output_wan_yuan"),
        line_tax_wan_yuan=file.number_or_none(lines, "tax_wan_yuan"),
        orientations=file.some_of(
            lines, "orientations", tuple(ORIENTATIONS.values()), tuple(ORIENTATIONS.values())
        ),
        near_pct=file.number(lines, "near_pct", 10.0),
        far_pct=file.number(site, "far_pct", 100.0),
        restores=file.some_of(restore, "meanings", tuple(RESTORE_MEANINGS), ()),
        new_years=int(file.number(fairness, "new_years", 0)),
        dip=file.truth(fairness, "dip", False),
        unmatched=file.truth(fairness, "unmatched_parcel", False),
        shared_below_pct=file.number(fairness, "shared_below_pct", 0.0),
        area_gap_pct=file.number_or_none(fairness, "area_gap_pct"),
        exempt=file.truth(fairness, "exempt", False),
        meanings=_meanings(file),
        caliber=caliber_of(file),
        rules=rules,
        decisions=tuple(_decisions(file, rules)),
    )


def _closing(file: TomlFile) -> dict[str, tuple[str, ...]]:
    said = file.part("closing", ("orientations", "statuses", "case_reasons"))
    return {
        "closing_orientation": file.some_of(said, "orientations", tuple(ORIENTATIONS.values()), ()),
        "closing_status": file.some_of(said, "statuses", None, ()),
        "closing_case": file.some_of(said, "case_reasons", None, ()),
    }


def _meanings(file: TomlFile) -> dict[str, str]:
    said = file.part("meaning", MEANINGS)
    for code, batch in zip(MEANINGS, BATCHES, strict=True):
        if not isinstance(said.get(code), str) or not said[code]:
            raise file.refuse(f"meaning 中缺少 {code}：请写明“{batch}一批”指什么。", "meaning")
    return said


def _rules(file: TomlFile) -> Iterator[Rule]:
    for said in file.content.get("rule", ()):
        file.only(said, ("when", "batch", "why"), "rule")
        if not isinstance(said.get("why"), str) or not said["why"]:
            raise file.refuse("每条 rule 都要写 why（归入的理由）。", "rule")
        yield Rule(
            file.some_of(said, "when", tuple(CONDITIONS), ()),
            file.one_of(said, "batch", (*BATCHES, STAYS), ""),
            said["why"],
        )


def _decisions(file: TomlFile, rules: Sequence[Rule]) -> Iterator[Decision]:
    """What the rules come to in every situation, unknown conditions included.

    Raises:
        PlanError: a situation leads nowhere, or a rule takes nobody that an earlier one has not taken.
    """
    reached: set[Rule] = set()
    for values in product((False, True), repeat=len(CONDITIONS)):
        situation = dict(zip(CONDITIONS, values, strict=True))
        taken = _first(rules, situation)
        if taken is None:
            held = "、".join(CONDITIONS[name] for name, holds in situation.items() if holds)
            raise file.refuse(
                f"规则没有说这样的企业归哪一批：{held or '各项条件都不成立'}。请补一条规则，如不写 when 的最后一条。",
                "rule",
            )
        reached.add(taken)
    for place, rule in enumerate(rules, start=1):
        if rule not in reached or rule in rules[: place - 1]:
            raise file.refuse(
                f"第 {place} 条规则（{rule.batch}：{rule.why}）永远轮不到：它的情形已由前面的规则归入。请删去或前移。",
                rule.why,
            )
    for closed, far, restore, site in product((NO, YES), *[(NO, YES, UNKNOWN)] * 3):
        known = {"closed_by_law": closed, "far_reached": far, "to_restore": restore, "site_off_plan": site}
        yield Decision(
            closed * 27 + far * 9 + restore * 3 + site,
            _whatever(rules, known, keep=True),
            _whatever(rules, known, keep=False),
        )


def _first(rules: Sequence[Rule], situation: Situation) -> Rule | None:
    return next((rule for rule in rules if rule.takes(situation)), None)


def _whatever(rules: Sequence[Rule], known: Mapping[str, int], *, keep: bool) -> Rule | None:
    """The rule that applies whatever the unknown conditions turn out to be; None when the batch hangs on them."""
    choices = [(bool(value),) if value != UNKNOWN else (False, True) for value in known.values()]
    ends = {
        _first(rules, {**dict(zip(known, values, strict=True)), "keep": keep}) for values in product(*choices)
    }
    batches = {rule.batch for rule in ends if rule}
    return next(rule for rule in rules if rule in ends) if len(batches) == 1 else None
