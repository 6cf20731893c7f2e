"""Rule packs (口径包): how a place grades its enterprises, as TOML that people edit, checked before anything is computed.

A pack names its indicators by the codes of ``indicators.toml`` beside it. A pack with a ``missing`` list is not yet
filled in: it is published with what it lacks and grades nobody. Sources: domain notes 1.2–1.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.batch_plans import PLANS, WARNINGS, BatchPlan, WarningRule, load_plans, load_warnings
from etl.caliber import Caliber, caliber_of
from etl.contracts import TABLES
from etl.toml_file import TomlFile

RULES = Path(__file__).parent.parent / "data" / "reference" / "rules"
INDICATORS = "indicators.toml"
SIZES = ("above", "below")
GRADES = ("A", "B", "C", "D")
# A base is a number, or the ratio of sums of the same group in the same or the previous year.
COMPUTED_BASES = ("group_mean", "previous_mean")
MISSING_RULES = ("zero", "group_mean")
TREATMENTS = ("protect", "exclude", "none")
MEASURES = tuple(
    name
    for name, column in TABLES["enterprise_year"].by_name.items()
    if column.kind == "number" and name not in ("tax_wan_yuan_per_mu", "output_official_yoy")
)
WEIGHT_TOTAL = 100.0
TABLES_OF_A_PACK = ("scope", "new_enterprises", "overrides", "caliber", "group", "grades")


class RulePackError(Exception):
    """A rule pack is wrong; the Chinese message names the file, the line and the reason."""


@dataclass(frozen=True)
class Indicator:
    """What is divided by what; ``factor`` turns the quotient into ``unit``."""

    name: str
    unit: str
    numerator: str
    denominator: str
    factor: float = 1.0


@dataclass(frozen=True)
class Term:
    """One indicator of a group: score = clamp(value / base, lo, hi) × weight; ``missing`` says what no value scores."""

    code: str
    weight: float
    base: float | str
    times: float = 1.0
    lo: float = 0.0
    hi: float | None = None
    missing: str = "zero"


@dataclass(frozen=True)
class Overrides:
    """What moves a grade after the ranking: down to ``veto``, up to ``protect``; how far points count (None: all)."""

    veto: str = "C"
    protect: str = "C"
    bonus_limit: float | None = None
    penalty_limit: float | None = None


@dataclass(frozen=True)
class RulePack:
    """One place's method in one version.

    Attributes:
        terms: size group → its indicators.
        grades: grade → share of the group by rank up to which it reaches, in order.
        minimum_mu: smaller land is not ranked; ``minimum_mu_below`` the same for enterprises below scale.
        tenants: whether enterprises that only lease take part.
        tenant_minimum_floor_m2: a tenant that leases so much floor takes part on less land too; None: none does.
        new_years: an enterprise registered less than so many years before the year's end counts as new.
        new_treatment: ``protect`` (not D), ``exclude`` (T) or ``none``.
        missing: what the bureau has yet to enter; such a pack grades nobody.
    """

    id: str
    version: str
    name: str
    source: str
    notes: str = ""
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    grades: Mapping[str, float] = field(default_factory=dict)
    minimum_mu: float = 0.0
    minimum_mu_below: float = 0.0
    tenants: bool = True
    tenant_minimum_floor_m2: float | None = None
    new_years: int = 0
    new_treatment: str = "none"
    overrides: Overrides = Overrides()
    caliber: Caliber = field(default_factory=Caliber)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """Every pack and the indicators that they name; the plans of the four batches; what is warned of."""

    indicators: Mapping[str, Indicator]
    packs: tuple[RulePack, ...]
    plans: tuple[BatchPlan, ...]
    warnings: tuple[WarningRule, ...]


def load_rules(folder: Path = RULES, plans: Path = PLANS, warnings: Path = WARNINGS) -> Rules:
    """Read and check all packs of a folder, all plans of another and the file of warnings.

    Raises:
        RulePackError: a file is no TOML; a key, indicator, column, weight, base or cut is wrong; two packs share an id.
        PlanError: the same of a plan, or of what is warned of.
    """
    indicators = _indicators(_file(folder / INDICATORS))
    packs: dict[str, RulePack] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == INDICATORS:
            continue
        file = _file(path)
        pack = _pack(file, indicators)
        if pack.id in packs:
            raise file.refuse(f"编号 {pack.id} 已用于另一个口径包。", "id")
        packs[pack.id] = pack
    return Rules(indicators, tuple(packs.values()), load_plans(plans), load_warnings(warnings))


def _file(path: Path) -> TomlFile:
    return TomlFile(path, "口径包", RulePackError)


def _indicators(file: TomlFile) -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    for code, said in file.content.items():
        file.only(said, ("name", "unit", "numerator", "denominator", "factor"), code)
        found[code] = indicator = Indicator(**said)
        for column in (indicator.numerator, indicator.denominator):
            if column not in MEASURES:
                raise file.refuse(
                    f"指标 {code} 的 {column} 不是企业年度表的数值列。可用：{'、'.join(MEASURES)}。", column
                )
    return found


def _pack(file: TomlFile, indicators: Mapping[str, Indicator]) -> RulePack:
    said = file.content
    file.only(said, ("id", "version", "name", "source", "notes", "missing", *TABLES_OF_A_PACK), "口径包")
    scope = file.part("scope", ("minimum_mu", "minimum_mu_below", "tenants", "tenant_minimum_floor_m2"))
    new = file.part("new_enterprises", ("years", "treatment"))
    missing = tuple(said.get("missing", ()))
    terms = {} if missing else _groups(file, indicators)
    return RulePack(
        id=file.text_of("id"),
        version=file.text_of("version"),
        name=file.text_of("name"),
        source=file.text_of("source"),
        notes=said.get("notes", ""),
        terms=terms,
        grades={} if missing else _grades(file),
        minimum_mu=file.number(scope, "minimum_mu", 0.0),
        minimum_mu_below=file.number(scope, "minimum_mu_below", 0.0),
        tenants=file.one_of(scope, "tenants", ("include", "exclude"), "include") == "include",
        tenant_minimum_floor_m2=file.number_or_none(scope, "tenant_minimum_floor_m2"),
        new_years=int(file.number(new, "years", 0)),
        new_treatment=file.one_of(new, "treatment", TREATMENTS, "none"),
        overrides=_overrides(file),
        caliber=caliber_of(file),
        missing=missing,
    )


def _overrides(file: TomlFile) -> Overrides:
    said = file.part("overrides", tuple(Overrides.__dataclass_fields__))
    return Overrides(
        veto=file.one_of(said, "veto", GRADES, "C"),
        protect=file.one_of(said, "protect", GRADES, "C"),
        bonus_limit=file.number_or_none(said, "bonus_limit"),
        penalty_limit=file.number_or_none(said, "penalty_limit"),
    )


def _groups(file: TomlFile, indicators: Mapping[str, Indicator]) -> dict[str, tuple[Term, ...]]:
    groups: dict[str, tuple[Term, ...]] = {}
    for said in file.content.get("group", ()):
        file.only(said, ("size", "indicators"), "group")
        size = said.get("size")
        if size not in SIZES or size in groups:
            raise file.refuse(
                f"group 的 size 只能是 {'、'.join(SIZES)}，各一次；不能是 {size!r}。", "size", str(size)
            )
        groups[size] = tuple(_term(file, raw, indicators) for raw in said.get("indicators", ()))
        total = sum(term.weight for term in groups[size])
        if abs(total - WEIGHT_TOTAL) > 1e-9:
            raise file.refuse(f"{size} 组的权重合计是 {total:g}，应当是 100。", "size", size)
    if not groups:
        raise file.refuse("没有 group，也没有写 missing。")
    return groups


def _term(file: TomlFile, said: Mapping[str, Any], indicators: Mapping[str, Indicator]) -> Term:
    code = str(said.get("code"))
    file.only(said, tuple(Term.__dataclass_fields__), f"指标 {code}")
    if code not in indicators:
        raise file.refuse(f"没有指标 {code}。可用：{'、'.join(indicators)}。", code)
    for key in ("weight", "times", "lo", "hi"):
        file.number(said, key, 1.0)
    base = said.get("base")
    if isinstance(base, str) and base not in COMPUTED_BASES:
        raise file.refuse(f"{code} 的 base 只能是正数、{' 或 '.join(COMPUTED_BASES)}。", code)
    if not isinstance(base, str) and file.number(said, "base", 0.0) <= 0:
        raise file.refuse(f"{code} 的基准值必须大于 0。", code)
    if said.get("missing", "zero") not in MISSING_RULES:
        raise file.refuse(f"{code} 的 missing 只能是 {'、'.join(MISSING_RULES)}。", code)
    if "weight" not in said:
        raise file.refuse(f"{code} 缺少 weight。", code)
    return Term(**said)


def _grades(file: TomlFile) -> dict[str, float]:
    said = file.content.get("grades", {})
    file.only(said, GRADES, "grades")
    before = 0.0
    for grade in GRADES:
        cut = said.get(grade)
        if not isinstance(cut, int | float) or not before <= cut <= 1:
            raise file.refuse(f"grades 中 {grade} 应当在 {before:g} 与 1 之间，不能是 {cut!r}。", grade)
        before = float(cut)
    if before != 1:
        raise file.refuse("grades 中 D 应当是 1.00：每户参评企业都要有档。", "D")
    return {grade: float(said[grade]) for grade in GRADES}
