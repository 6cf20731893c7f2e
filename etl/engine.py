"""Runs the marts: SQL files in a fixed order over the linked tables, in DuckDB."""

from __future__ import annotations

import os
import re
from dataclasses import asdict
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.chain_map import map_enterprises
from etl.chain_rules import resolve_pins
from etl.chain_tables import chain_tables
from etl.reference import Rules
from etl.rule_tables import rule_tables, table_of
from etl.works_steps import works_steps

LEAST_MIB, MIB_A_PROCESSOR = 1536, 160
MARTS = Path(__file__).parent / "marts"
# How enterprises are graded under `active_pack`. A snapshot carries the text of these, so that the dashboard can grade
# by another caliber exactly as the build did.
GRADING = (
    "evaluation_caliber",
    "evaluation_figures",
    "evaluation_unit",
    "evaluation_subject",
    "evaluation_member",
    "evaluation_candidate",
    "evaluation_score",
    "evaluation_rank",
    "evaluation",
    "evaluation_term",
    "parcel_evaluation",
)
# How a plan of the four batches sorts enterprises, for the same reason.
SORTING = ("evaluation_caliber", "evaluation_figures", "batch_standing", "batch_class", "batch_warning")
STATEMENT = re.compile(r"CREATE OR REPLACE (?:TABLE|VIEW) (\w+) AS\n")
# Metrics of the chains, over the mapping of `etl.chain_map`; published for the same reason.
CHAINS = ("chain_member", "chain_sum", "chain_node_year", "chain_year")
# Parcels in every year, and the chains of their users: what the map is made of.
LOTS = ("lot_year", "lot_chain")
# Each file may read what stands before it.
BEFORE_CHAINS = (
    "park",
    "parcel",
    "parcel_area",
    "occupancy_by_area",
    "occupancy",
    "enterprise",
    "operation_month",
    "decline_month",
    "enterprise_land",
    "enterprise_year",
    "firm_year",
    "land_part",
    "parcel_year",
    "evaluation_case",
    "active_pack",
    *GRADING,
    "honour",
    "honour_year",
    "product_license",
    "project",
    "project_year",
    "project_stage",
    "project_month",
    "supply_link",
    "land_contract",
    "park_plot",
    "self_upgrade",
    "land_reserve_month",
    "land_reserve",
    "temporary_land",
    "works_parcel",
    "works_case",
    "works_stage",
    "parcel_stage",
    "floor_gain",
    "target",
    "target_month",
    "floor_target",
    "match_quality",
    "declaration",
    "cloud_adoption",
    "upgrade_pool",
    "policy_claim",
    "power_subsidy",
    "arrears_case",
    "visit",
    "ticket",
    "hazard",
    "notice_batch",
    "testing_duty",
    "floor_space",
    "carrier",
    "fund",
    "matching_event",
    "policy_doc",
    "decline_watch",
    "batch_site",
    "batch_standing",
    "batch_class",
    "batch_suggestion",
    "batch_warning",
)
ORDER = (*BEFORE_CHAINS, "enterprise_chain_node", "chain_doubt", *CHAINS, *LOTS)


def memory_limit() -> str:
    """What the working database may hold before it spills: what ``MUJUN_BUILD_MEMORY`` says (``4GiB``), else 1.5 GiB.

    A machine of many processors gets more, for each of them sorts and sums in memory of its own.
    """
    said = os.environ.get("MUJUN_BUILD_MEMORY")
    return said or f"{max(LEAST_MIB, MIB_A_PROCESSOR * (os.cpu_count() or 1))}MiB"


def connect(scratch: Path) -> duckdb.DuckDBPyConnection:
    """A working database in memory that spills to ``scratch``; it can neither install nor load extensions."""
    return duckdb.connect(
        ":memory:",
        config={
            "temp_directory": str(scratch),
            "memory_limit": memory_limit(),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )


def run_marts(db: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make every mart from the ``unique_*``, ``linked_*`` and ``known_*`` tables and the rule packs.

    The same rows give the same figures to the last bit: several threads would add them up in any order.
    """
    given = {
        **rule_tables(rules),
        **chain_tables(rules.atlas, rules.lights),
        "basemap": table_of("basemap", [asdict(feature) for feature in rules.basemap]),
        "rule_step": rule_steps(),
        "works_step": works_steps(),
    }
    for name, rows in given.items():
        db.register("incoming", rows)
        db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming")
        db.unregister("incoming")
    db.execute("SET threads = 1")
    for name in BEFORE_CHAINS:
        db.execute(text_of(name))
    db.execute("RESET threads")
    map_enterprises(db, rules.atlas)
    resolve_pins(db, rules.pins)
    db.execute("SET threads = 1")
    for name in ORDER[len(BEFORE_CHAINS) :]:
        db.execute(text_of(name))
    db.execute("RESET threads")


def text_of(mart: str) -> str:
    """The statement of a mart, with what it says about itself."""
    return (MARTS / f"{mart}.sql").read_text(encoding="utf-8")


def rule_steps() -> pa.Table:
    """Grading and sorting as queries in order: ``purpose``, ``step``, ``name``, ``query``, which reads those before."""
    return pa.Table.from_pylist(
        [
            {"purpose": purpose, "step": step, "name": name, "query": _query_of(name)}
            for purpose, names in {"grading": GRADING, "sorting": SORTING, "chains": CHAINS}.items()
            for step, name in enumerate(names)
        ]
    )


def _query_of(mart: str) -> str:
    return STATEMENT.split(text_of(mart), maxsplit=1)[2].strip().removesuffix(";")
