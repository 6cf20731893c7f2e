"""Rule packs (口径包): how a place grades its enterprises, as TOML that people edit, checked before anything is computed.

A pack names its indicators by the codes of ``indicators.toml`` beside it. A pack with a ``missing`` list is not yet
filled in: it is published with what it lacks and grades nobody. Sources: domain notes 1.2–1.5.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.contracts import TABLES
from etl.contracts.calibers import ADJUSTMENTS, AREAS, TENANT_POLICIES, VACANT

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
class Caliber:
    """By which land and which tax a pack measures (domain notes 1.6, 1.7).

    Attributes:
        area: ``priority`` (certificate, else measured, else declared) or one of the three and nothing in its place.
        vacant: empty floor counts as its ``owner``'s or is ``excluded``.
        tenants: ``apportion`` each its own; ``merge`` landlord and tenants share one result; ``inherit`` small tenants
            have the landlord's grade; ``both`` each its own with the merged result beside.
        small_tenant_mu: tenants below scale on less land are small.
        adjustments: what counts beside tax paid, of `etl.contracts.calibers.ADJUSTMENTS`.
    """

    area: str = "priority"
    vacant: str = "owner"
    tenants: str = "apportion"
    small_tenant_mu: float = 3.0
    adjustments: tuple[str, ...] = tuple(ADJUSTMENTS)


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
    caliber: Caliber = Caliber()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """Every pack and the indicators that they name."""

    indicators: Mapping[str, Indicator]
    packs: tuple[RulePack, ...]


class _File:
    """A TOML file under check: knows its name and finds the line of a key or value."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8")
            self.content: dict[str, Any] = tomllib.loads(self.text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise RulePackError(f"口径包 {path.name} 无法读取：{error}。") from error

    def refuse(self, reason: str, *words: str) -> RulePackError:
        """The error, with the first line that holds all ``words``."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if words and all(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line) for word in words):
                return RulePackError(f"口径包 {self.path.name} 第 {number} 行：{reason}")
        return RulePackError(f"口径包 {self.path.name}：{reason}")


def load_rules(folder: Path = RULES) -> Rules:
    """Read and check all packs of a folder.

    Raises:
        RulePackError: a file is no TOML; a key, indicator, column, weight, base or cut is wrong; two packs share an id.
    """
    indicators = _indicators(_File(folder / INDICATORS))
    packs: dict[str, RulePack] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == INDICATORS:
            continue
        file = _File(path)
        pack = _pack(file, indicators)
        if pack.id in packs:
            raise file.refuse(f"编号 {pack.id} 已用于另一个口径包。", "id")
        packs[pack.id] = pack
    return Rules(indicators, tuple(packs.values()))


def _indicators(file: _File) -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    for code, said in file.content.items():
        _only(file, said, ("name", "unit", "numerator", "denominator", "factor"), code)
        found[code] = indicator = Indicator(**said)
        for column in (indicator.numerator, indicator.denominator):
            if column not in MEASURES:
                raise file.refuse(
                    f"指标 {code} 的 {column} 不是企业年度表的数值列。可用：{'、'.join(MEASURES)}。", column
                )
    return found


def _only(file: _File, said: object, allowed: Sequence[str], where: str) -> None:
    if not isinstance(said, dict):
        raise file.refuse(f"{where} 应当是一张表。", where)
    for key in said:
        if key not in allowed:
            raise file.refuse(f"{where} 中不认识的键 {key}。可用：{'、'.join(allowed)}。", key)


def _pack(file: _File, indicators: Mapping[str, Indicator]) -> RulePack:
    said = file.content
    _only(file, said, ("id", "version", "name", "source", "notes", "missing", *TABLES_OF_A_PACK), "口径包")
    for key in ("id", "version", "name", "source"):
        if not isinstance(said.get(key), str) or not said[key]:
            raise file.refuse(f"缺少 {key}，或不是文字。", key)
    scope, new = said.get("scope", {}), said.get("new_enterprises", {})
    _only(file, scope, ("minimum_mu", "minimum_mu_below", "tenants", "tenant_minimum_floor_m2"), "scope")
    _only(file, new, ("years", "treatment"), "new_enterprises")
    missing = tuple(said.get("missing", ()))
    terms = {} if missing else _groups(file, indicators)
    return RulePack(
        id=said["id"],
        version=said["version"],
        name=said["name"],
        source=said["source"],
        notes=said.get("notes", ""),
        terms=terms,
        grades={} if missing else _grades(file),
        minimum_mu=_number(file, scope, "minimum_mu", 0.0),
        minimum_mu_below=_number(file, scope, "minimum_mu_below", 0.0),
        tenants=_one_of(file, scope, "tenants", ("include", "exclude"), "include") == "include",
        tenant_minimum_floor_m2=_number_or_none(file, scope, "tenant_minimum_floor_m2"),
        new_years=int(_number(file, new, "years", 0)),
        new_treatment=_one_of(file, new, "treatment", TREATMENTS, "none"),
        overrides=_overrides(file),
        caliber=_caliber(file),
        missing=missing,
    )


def _overrides(file: _File) -> Overrides:
    said = file.content.get("overrides", {})
    _only(file, said, tuple(Overrides.__dataclass_fields__), "overrides")
    return Overrides(
        veto=_one_of(file, said, "veto", GRADES, "C"),
        protect=_one_of(file, said, "protect", GRADES, "C"),
        bonus_limit=_number_or_none(file, said, "bonus_limit"),
        penalty_limit=_number_or_none(file, said, "penalty_limit"),
    )


def _caliber(file: _File) -> Caliber:
    said = file.content.get("caliber", {})
    _only(file, said, tuple(Caliber.__dataclass_fields__), "caliber")
    adjustments = said.get("adjustments", list(ADJUSTMENTS))
    if not isinstance(adjustments, list) or not set(map(str, adjustments)) <= ADJUSTMENTS.keys():
        raise file.refuse(f"adjustments 只能取自 {'、'.join(ADJUSTMENTS)}。", "adjustments")
    return Caliber(
        area=_one_of(file, said, "area", tuple(AREAS), "priority"),
        vacant=_one_of(file, said, "vacant", tuple(VACANT), "owner"),
        tenants=_one_of(file, said, "tenants", tuple(TENANT_POLICIES), "apportion"),
        small_tenant_mu=_number(file, said, "small_tenant_mu", 3.0),
        adjustments=tuple(adjustments),
    )


def _one_of(file: _File, said: Mapping[str, Any], key: str, words: Sequence[str], default: str) -> str:
    word = said.get(key, default)
    if word not in words:
        raise file.refuse(f"{key} 只能是 {'、'.join(words)}，不能是 {word!r}。", key)
    return str(word)


def _number_or_none(file: _File, said: Mapping[str, Any], key: str) -> float | None:
    return _number(file, said, key, 0.0) if key in said else None


def _number(file: _File, said: Mapping[str, Any], key: str, default: float) -> float:
    value = said.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise file.refuse(f"{key} 应当是不小于 0 的数，不能是 {value!r}。", key)
    return float(value)


def _groups(file: _File, indicators: Mapping[str, Indicator]) -> dict[str, tuple[Term, ...]]:
    groups: dict[str, tuple[Term, ...]] = {}
    for said in file.content.get("group", ()):
        _only(file, said, ("size", "indicators"), "group")
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


def _term(file: _File, said: Mapping[str, Any], indicators: Mapping[str, Indicator]) -> Term:
    code = str(said.get("code"))
    _only(file, said, tuple(Term.__dataclass_fields__), f"指标 {code}")
    if code not in indicators:
        raise file.refuse(f"没有指标 {code}。可用：{'、'.join(indicators)}。", code)
    for key in ("weight", "times", "lo", "hi"):
        _number(file, said, key, 1.0)
    base = said.get("base")
    if isinstance(base, str) and base not in COMPUTED_BASES:
        raise file.refuse(f"{code} 的 base 只能是正数、{' 或 '.join(COMPUTED_BASES)}。", code)
    if not isinstance(base, str) and _number(file, said, "base", 0.0) <= 0:
        raise file.refuse(f"{code} 的基准值必须大于 0。", code)
    if said.get("missing", "zero") not in MISSING_RULES:
        raise file.refuse(f"{code} 的 missing 只能是 {'、'.join(MISSING_RULES)}。", code)
    if "weight" not in said:
        raise file.refuse(f"{code} 缺少 weight。", code)
    return Term(**said)


def _grades(file: _File) -> dict[str, float]:
    said = file.content.get("grades", {})
    _only(file, said, GRADES, "grades")
    before = 0.0
    for grade in GRADES:
        cut = said.get(grade)
        if not isinstance(cut, int | float) or not before <= cut <= 1:
            raise file.refuse(f"grades 中 {grade} 应当在 {before:g} 与 1 之间，不能是 {cut!r}。", grade)
        before = float(cut)
    if before != 1:
        raise file.refuse("grades 中 D 应当是 1.00：每户参评企业都要有档。", "D")
    return {grade: float(said[grade]) for grade in GRADES}
