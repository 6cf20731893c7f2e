"""Facts as a reader scans them: a grey label over its value, in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import dossier
from dashboard import format as fmt
from etl.contracts import Column


def show(facts: Mapping[str, Any], columns: Sequence[Column], across: int) -> None:
    """Draw ``columns`` of ``facts`` in ``across`` columns, read downwards; missing is —."""
    each = -(-len(columns) // across)
    for place, part in enumerate(st.columns(across)):
        part.markdown(
            "\n\n".join(
                f":small[:gray[{column.label}]]  \n{fmt.markdown_text(dossier.text(column, facts[column.name]))}"
                for column in columns[place * each : (place + 1) * each]
            )
        )
