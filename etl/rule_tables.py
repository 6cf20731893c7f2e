"""Rule packs and plans as tables: what a snapshot publishes of them is what the marts read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import pyarrow as pa

from etl.batch_plans import MEANINGS, BatchPlan, Rule
from etl.caliber import Caliber
from etl.contracts import TABLES
from etl.contracts.batches import CONDITIONS, ORIENTATIONS, RESTORE_MEANINGS
from etl.contracts.calibers import ADJUSTMENTS
from etl.reference import Rules
from etl.rules import GRADES, Indicator, RulePack, Term

ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "INTEGER": pa.int32(),
    "BOOLEAN": pa.bool_(),
}
Row = dict[str, object]


def rule_tables(rules: Rules) -> dict[str, pa.Table]:
    """Packs, their terms and indicators; plans with their words, rules and decisions; what is warned of."""
    return {
        "rule_pack": table_of("rule_pack", [_pack_row(pack) for pack in rules.packs]),
        "rule_term": table_of(
            "rule_term",
            [
                {"pack_id": pack.id, "size_group": size} | _term_row(rules, term)
                for pack in rules.packs
                for size, terms in pack.terms.items()
                for term in terms
            ],
        ),
        "rule_indicator": table_of(
            "rule_indicator",
            [_indicator_row(code, indicator) for code, indicator in rules.indicators.items()],
        ),
        "batch_plan": table_of("batch_plan", [_plan_row(plan) for plan in rules.plans]),
        "batch_word": table_of("batch_word", [row for plan in rules.plans for row in _word_rows(plan)]),
        "batch_rule": table_of("batch_rule", [row for plan in rules.plans for row in _rule_rows(plan)]),
        "batch_decision": table_of(
            "batch_decision", [row for plan in rules.plans for row in _decision_rows(plan)]
        ),
        "decline_rule": table_of("decline_rule", [asdict(rules.decline)]),
        "warning_rule": table_of("warning_rule", [asdict(rule) for rule in rules.warnings]),
        "target_rule": table_of("target_rule", [asdict(rules.targets)]),
        "map_break": table_of(
            "map_break",
            [
                {"mode": mode, "place": place, "least": least}
                for mode, breaks in rules.map_breaks.items()
                for place, least in enumerate(breaks)
            ],
        ),
    }


def table_of(name: str, rows: Sequence[Row]) -> pa.Table:
    """The rows as the published table of that name."""
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


def _plan_row(plan: BatchPlan) -> Row:
    return {
        "plan_id": plan.id,
        "version": plan.version,
        "name": plan.name,
        "source": plan.source,
        "notes": plan.notes or None,
        "missing": "；".join(plan.missing) or None,
        "registered_only": plan.registered_only,
        "minimum_mu": plan.minimum_mu,
        "line_tax_wan_yuan_per_mu": plan.line_tax_wan_yuan_per_mu,
        "line_output_wan_yuan": plan.line_output_wan_yuan,
        "line_tax_wan_yuan": plan.line_tax_wan_yuan,
        "near_pct": plan.near_pct,
        **{f"accepts_{code}": word in plan.orientations for code, word in ORIENTATIONS.items()},
        "far_pct": plan.far_pct,
        **{f"restores_{code}": code in plan.restores for code in RESTORE_MEANINGS},
        "new_years": plan.new_years,
        "grace_dip": plan.dip,
        "guards_unmatched": plan.unmatched,
        "guards_exempt": plan.exempt,
        "shared_below_pct": plan.shared_below_pct,
        "area_gap_pct": plan.area_gap_pct,
        **{f"meaning_{code}": plan.meanings.get(code) for code in MEANINGS},
        **_caliber_row(plan.caliber),
    }


def _word_rows(plan: BatchPlan) -> list[Row]:
    return [
        {"plan_id": plan.id, "kind": kind, "word": word}
        for kind, words in plan.words.items()
        for word in dict.fromkeys(words)
    ]


def _rule_rows(plan: BatchPlan) -> list[Row]:
    return [
        {
            "plan_id": plan.id,
            "place": place,
            "condition": "、".join(CONDITIONS[name] for name in rule.when) or None,
            "batch": rule.batch,
            "why": rule.why,
        }
        for place, rule in enumerate(plan.rules, start=1)
    ]


def _decision_rows(plan: BatchPlan) -> list[Row]:
    return [
        {"plan_id": plan.id, "situation": decision.number}
        | _end("kept", decision.kept)
        | _end("other", decision.other)
        for decision in plan.decisions
    ]


def _end(name: str, rule: Rule | None) -> Row:
    return {f"{name}_batch": rule.batch if rule else None, f"{name}_why": rule.why if rule else None}
