"""Rule packs as tables: what a snapshot publishes of them is what the evaluation marts read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import pyarrow as pa

from etl.contracts import TABLES
from etl.contracts.calibers import ADJUSTMENTS
from etl.rules import GRADES, Caliber, Indicator, RulePack, Rules, Term

ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "INTEGER": pa.int32(),
    "BOOLEAN": pa.bool_(),
}
Row = dict[str, object]


def rule_tables(rules: Rules) -> dict[str, pa.Table]:
    """``rule_pack`` (every pack), ``rule_term`` (pack × size group × indicator) and ``rule_indicator``."""
    return {
        "rule_pack": _table("rule_pack", [_pack_row(pack) for pack in rules.packs]),
        "rule_term": _table(
            "rule_term",
            [
                {"pack_id": pack.id, "size_group": size} | _term_row(rules, term)
                for pack in rules.packs
                for size, terms in pack.terms.items()
                for term in terms
            ],
        ),
        "rule_indicator": _table(
            "rule_indicator",
            [_indicator_row(code, indicator) for code, indicator in rules.indicators.items()],
        ),
    }


def _table(name: str, rows: Sequence[Row]) -> pa.Table:
    fields = [(column.name, ARROW_TYPES[column.sql_type]) for column in TABLES[name].columns]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _pack_row(pack: RulePack) -> Row:
    return {
        "pack_id": pack.id,
        "version": pack.version,
        "name": pack.name,
        "source": pack.source,
        "notes": pack.notes or None,
        "missing": "；".join(pack.missing) or None,
        "minimum_mu_above": pack.minimum_mu,
        "minimum_mu_below": max(pack.minimum_mu, pack.minimum_mu_below),
        "includes_tenants": pack.tenants,
        "tenant_minimum_floor_m2": pack.tenant_minimum_floor_m2,
        "new_years": pack.new_years,
        "new_treatment": pack.new_treatment,
        **{f"reach_{grade.lower()}": pack.grades.get(grade) for grade in GRADES},
        "veto_grade": pack.overrides.veto,
        "protect_grade": pack.overrides.protect,
        "bonus_limit": pack.overrides.bonus_limit,
        "penalty_limit": pack.overrides.penalty_limit,
        **_caliber_row(pack.caliber),
    }


def _caliber_row(caliber: Caliber) -> Row:
    return {
        "area_caliber": caliber.area,
        "counts_vacant": caliber.vacant == "owner",
        "tenant_policy": caliber.tenants,
        "small_tenant_mu": caliber.small_tenant_mu,
        **{f"counts_{adjustment}": adjustment in caliber.adjustments for adjustment in ADJUSTMENTS},
    }


def _indicator_row(code: str, indicator: Indicator) -> Row:
    labels = TABLES["enterprise_year"].by_name
    formula = f"{labels[indicator.numerator].label} ÷ {labels[indicator.denominator].label}"
    return {"indicator": code, "name": indicator.name, "unit": indicator.unit, "formula": formula}


def _term_row(rules: Rules, term: Term) -> Row:
    indicator = rules.indicators[term.code]
    is_number = not isinstance(term.base, str)
    return asdict(term) | {
        "indicator": term.code,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "factor": indicator.factor,
        "base": term.base if is_number else None,
        "base_of": None if is_number else term.base,
    }
