"""Rule packs as tables: what a snapshot publishes of them, and what the evaluation marts read."""

from __future__ import annotations

from dataclasses import asdict

import pyarrow as pa

from etl.contracts import TABLES
from etl.rules import GRADES, Indicator, RulePack, Rules, Term


def rule_tables(rules: Rules) -> dict[str, pa.Table]:
    """The packs as tables.

    ``rule_pack`` is every pack and ``rule_indicator`` every indicator as published; the marts read, of those packs that
    are filled in, ``active_pack`` and ``rule_term`` (pack × size group × indicator).
    """
    active = [pack for pack in rules.packs if not pack.missing]
    return {
        "rule_pack": pa.Table.from_pylist([_published(pack) for pack in rules.packs], schema=RULE_PACK),
        "rule_indicator": pa.Table.from_pylist(
            [_described(code, indicator) for code, indicator in rules.indicators.items()],
            schema=RULE_INDICATOR,
        ),
        "active_pack": pa.Table.from_pylist(
            [{"pack": number} | _active(pack) for number, pack in enumerate(active)], schema=ACTIVE_PACK
        ),
        "rule_term": pa.Table.from_pylist(
            [
                {"pack": number} | _term_row(rules, size, term)
                for number, pack in enumerate(active)
                for size, terms in pack.terms.items()
                for term in terms
            ],
            schema=RULE_TERM,
        ),
    }


def _published(pack: RulePack) -> dict[str, object]:
    return {
        "pack_id": pack.id,
        "version": pack.version,
        "name": pack.name,
        "source": pack.source,
        "notes": pack.notes or None,
        "missing": "；".join(pack.missing) or None,
    }


def _described(code: str, indicator: Indicator) -> dict[str, object]:
    labels = TABLES["enterprise_year"].by_name
    formula = f"{labels[indicator.numerator].label} ÷ {labels[indicator.denominator].label}"
    return {"indicator": code, "name": indicator.name, "unit": indicator.unit, "formula": formula}


def _active(pack: RulePack) -> dict[str, object]:
    return {
        "pack_id": pack.id,
        "version": pack.version,
        "minimum_mu_above": pack.minimum_mu,
        "minimum_mu_below": max(pack.minimum_mu, pack.minimum_mu_below),
        "new_years": pack.new_years,
        "new_treatment": pack.new_treatment,
        **{f"reach_{grade.lower()}": reaches for grade, reaches in pack.grades.items()},
    }


RULE_PACK = pa.schema(
    [(name, pa.string()) for name in ("pack_id", "version", "name", "source", "notes", "missing")]
)
RULE_INDICATOR = pa.schema([(name, pa.string()) for name in ("indicator", "name", "unit", "formula")])
ACTIVE_PACK = pa.schema(
    [
        ("pack", pa.int32()),
        ("pack_id", pa.string()),
        ("version", pa.string()),
        ("minimum_mu_above", pa.float64()),
        ("minimum_mu_below", pa.float64()),
        ("new_years", pa.int32()),
        ("new_treatment", pa.string()),
        *((f"reach_{grade.lower()}", pa.float64()) for grade in GRADES),
    ]
)
RULE_TERM = pa.schema(
    [
        ("pack", pa.int32()),
        ("size_group", pa.string()),
        ("indicator", pa.string()),
        ("numerator", pa.string()),
        ("denominator", pa.string()),
        ("factor", pa.float64()),
        ("weight", pa.float64()),
        ("base", pa.float64()),
        ("base_of", pa.string()),
        ("times", pa.float64()),
        ("lo", pa.float64()),
        ("hi", pa.float64()),
        ("missing", pa.string()),
    ]
)


def _term_row(rules: Rules, size: str, term: Term) -> dict[str, object]:
    indicator = rules.indicators[term.code]
    is_number = not isinstance(term.base, str)
    return asdict(term) | {
        "size_group": size,
        "indicator": term.code,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "factor": indicator.factor,
        "base": term.base if is_number else None,
        "base_of": None if is_number else term.base,
    }
