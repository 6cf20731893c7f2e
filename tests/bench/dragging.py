"""Dragging X over very many enterprises: the counts of every class anew, against one aggregate over the published ones."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from dashboard import database
from dashboard.queries import batch_counts, batches, snapshot
from dashboard.selection import Selection
from tests.bench.enlarge import enlarge

# The same table of counts, read off what the build has sorted by the plan's own lines.
BARE = """
SELECT suggested_batch, passes_tax, passes_output, passes_tax_amount, passes_orientation, is_kept, count(*) AS firms,
    sum(land_mu) AS land_mu, sum(tax_wan_yuan) AS tax_wan_yuan, sum(output_wan_yuan) AS output_wan_yuan,
    sum(employees) AS employees
FROM batch_suggestion WHERE plan_id = $plan AND year = $year AND surveyed GROUP BY ALL
"""


def measure(warehouse: Path, into: Path, copies: int, times: int) -> dict[str, Any]:
    """Seconds of ``times`` lines, each set once, over ``copies`` of the district, and of the bare aggregate."""
    firms = enlarge(warehouse, into, copies)
    os.environ["MUJUN_WAREHOUSE"] = str(into)
    database.pin()
    plan = next(plan for plan in batches.plans() if not plan.missing)
    bench, everyone = batches.of_plan(plan.plan_id), Selection(year=snapshot.years()[0])
    batch_counts.counts(everyone, bench)
    # One process may hold a file open in one configuration only: the dashboard's.
    connection = duckdb.connect(str(database.published()), read_only=True, config=database.LOCKED_DOWN)
    dragged, bare = [], []
    # By turns, so that both meet the same state of the machine.
    for step in range(times):
        started = time.perf_counter()
        batch_counts.counts(everyone, replace(bench, x=bench.x + (step + 1) / 2))
        dragged.append(time.perf_counter() - started)
        started = time.perf_counter()
        connection.execute(BARE, {"plan": plan.plan_id, "year": everyone.year}).df()
        bare.append(time.perf_counter() - started)
    return {"firms": firms, "dragged": dragged, "bare": bare}
