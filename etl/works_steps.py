"""The stages of park standardisation as a table, which the marts read."""

from __future__ import annotations

import pyarrow as pa

from etl.contracts.works_stages import STAGE_NUMBERS, STAGES_OF


def works_steps() -> pa.Table:
    """One row a kind of case and stage that it passes through: ``works_kind``, ``stage``, ``stage_number``."""
    rows = [
        {"works_kind": kind, "stage": stage, "stage_number": STAGE_NUMBERS[stage]}
        for kind, stages in STAGES_OF.items()
        for stage in stages
    ]
    kinds = {"works_kind": pa.string(), "stage": pa.string(), "stage_number": pa.int32()}
    return pa.Table.from_pylist(rows, pa.schema(kinds.items()))
