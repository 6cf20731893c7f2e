"""What is measured, each in a process of its own: ``python -m tests.bench.tasks TASK ARGUMENT…`` answers JSON facts.

A fresh process has no warm cache and a peak of memory that is this task's alone. Imports are not part of the seconds.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fastexcel
import pyarrow as pa
import pyarrow.csv as pacsv
import pyogrio

from etl import sample
from etl.build import build
from etl.publish import Store
from etl.read import discover, text
from tests.bench.intake import INTAKE

Facts = dict[str, Any]


@contextmanager
def timed(facts: Facts) -> Iterator[None]:
    """Put the seconds of the block into ``facts``."""
    started = time.perf_counter()
    yield
    facts["seconds"] = time.perf_counter() - started


def generate(folder: str, enterprises: str) -> Facts:
    """Write a sample district."""
    facts: Facts = {}
    with timed(facts):
        sample.generate(Path(folder), enterprises=int(enterprises))
    files = [path for path in Path(folder).iterdir() if path.is_file()]
    return facts | {"files": len(files), "bytes": sum(path.stat().st_size for path in files)}


def read_bare(folder: str) -> Facts:
    """Read the same files into Arrow, all text, and do nothing with them: the floor of any build."""
    facts: Facts = {"by_suffix": {}}
    rows = 0
    with timed(facts):
        for location, _ in discover([Path(folder)]):
            reader = BARE.get(location.suffix.lower())
            if reader is None:
                continue
            started = time.perf_counter()
            rows += reader(location)
            spent = facts["by_suffix"].get(location.suffix, 0.0)
            facts["by_suffix"][location.suffix] = spent + time.perf_counter() - started
    return facts | {"rows": rows}


def _sheet_rows(location: Path) -> int:
    workbook = fastexcel.read_excel(location.read_bytes())
    options: Mapping[str, Any] = {"header_row": None, "dtypes": "string", "dtype_coercion": "coerce"}
    return sum(workbook.load_sheet(name, **options).to_arrow().num_rows for name in workbook.sheet_names)


def _text_rows(location: Path) -> int:
    decoded = text.decode(location.read_bytes())
    commas = [line.count(",") for line in decoded.split("\n", 10)[:10]]
    names = [f"c{place}" for place in range(max(commas) + 1)]
    as_text = pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    # Title and unit line are narrower than the table.
    below = pacsv.ReadOptions(column_names=names, skip_rows=commas.index(max(commas)))
    table = pacsv.read_csv(pa.py_buffer(decoded.encode()), below, convert_options=as_text)
    return int(table.num_rows)


def _layer_rows(location: Path) -> int:
    encoding = {"encoding": "GB18030"} if location.suffix.lower() == ".shp" else {}
    return int(pyogrio.read_arrow(location, **encoding)[1].num_rows)


BARE: Mapping[str, Callable[[Path], int]] = {
    ".xlsx": _sheet_rows,
    ".csv": _text_rows,
    ".shp": _layer_rows,
    ".geojson": _layer_rows,
}


def build_all(folder: str, warehouse: str) -> Facts:
    """Build and publish a snapshot; ``steps`` are the seconds that the build itself reports."""
    facts: Facts = {}
    with timed(facts):
        outcome = build([Path(folder)], Store(Path(warehouse)), keep=1)
    steps, rows = outcome.report["seconds"], outcome.report["rows"]
    return facts | {"steps": steps, "rows": rows, "errors": outcome.report["errors"]}


def ask(warehouse: str, times: str) -> Facts:
    """Ask the dashboard's questions and the bare queries behind them."""
    # Streamlit's cache works without a server and says so on every call.
    logging.disable(logging.WARNING)
    # Imported here: Streamlit, which comes with it, would weigh on the memory of every other task.
    from tests.bench import questions

    return questions.measure(Path(warehouse), int(times))


def visit(warehouse: str, times: str) -> Facts:
    """Serve the app, change a filter again and again, and put the same SQL to DuckDB alone."""
    logging.disable(logging.WARNING)
    from tests.bench import questions, visitor

    runs = visitor.measure(Path(warehouse), int(times))
    return {"runs": runs, "bare": questions.bare_of_a_range(Path(warehouse), int(times))}


def pick(warehouse: str, times: str) -> Facts:
    """Serve the app and click one parcel of its map after another."""
    logging.disable(logging.WARNING)
    from tests.bench import questions, visitor

    return {"runs": visitor.picking(Path(warehouse), questions.some_parcels(Path(warehouse), int(times)))}


def beside(warehouse: str, times: str) -> Facts:
    """Serve the app and change a filter while another visitor's large workbook is written."""
    logging.disable(logging.WARNING)
    from tests.bench import visitor

    return {"ways": visitor.beside_an_export(Path(warehouse), int(times))}


def drag(warehouse: str, into: str, copies: str, times: str) -> Facts:
    """Drag the line X of the four batches over many copies of the district."""
    logging.disable(logging.WARNING)
    from tests.bench import dragging

    return dragging.measure(Path(warehouse), Path(into), int(copies), int(times))


def tile(folder: str, parcels: str) -> Facts:
    """Make the tiles of so many parcels and serve them to many readers."""
    from tests.bench import tiling

    return tiling.measure(Path(folder, parcels), int(parcels))


TASKS: Mapping[str, Callable[..., Facts]] = {
    "generate": generate,
    "read": read_bare,
    "build": build_all,
    "ask": ask,
    "visit": visit,
    "pick": pick,
    "beside": beside,
    "drag": drag,
    "tile": tile,
    **INTAKE,
}


def peak_bytes() -> int | None:
    """The most memory that this process has held; None on Windows, which cannot say."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    result = TASKS[sys.argv[1]](*sys.argv[2:])
    sys.stdout.write("\n" + json.dumps(result | {"peak_bytes": peak_bytes()}) + "\n")
