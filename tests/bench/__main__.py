"""``python -m tests.bench [--enterprises N] [--runs N]``: run the tasks, each in a fresh process, and print a table.

Figures are medians of the runs. Nothing is asserted: a machine is slow or fast, the ratios say how the build and the
pages stand against the bare libraries on it.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from tests.bench.intake import NAIVE_XLSX_ROWS

ROOT = Path(__file__).resolve().parent.parent.parent
ASKED = 30
VISITED = 15
INTAKE_ROWS = (10_000, 100_000, 1_000_000)
TILED = (10_000, 100_000, 1_000_000)
MEGABYTE = 1_000_000
BESIDE = {"alone": "none", "here": "in the server (not how it is done)", "apart": "in a process apart"}

Facts = dict[str, Any]
out = Console()


def main(
    enterprises: Annotated[int, typer.Option(min=40, help="Size of the sample district.")] = 10_000,
    runs: Annotated[int, typer.Option(min=1, help="Runs of which the median is taken.")] = 3,
    dragged: Annotated[
        int, typer.Option(min=40, help="Enterprises over which the line X is dragged.")
    ] = 1_000_000,
    intake: Annotated[bool, typer.Option(help="Only the tax lists, from xlsx and csv.")] = False,
    intake_rows: Annotated[
        int, typer.Option(min=10_000, help="The longest of the tax lists that are read.")
    ] = 100_000,
    naive_rows: Annotated[
        int, typer.Option(help="The longest workbook given to openpyxl: a million rows take many minutes.")
    ] = NAIVE_XLSX_ROWS,
) -> None:
    """Measure generating, a bare read, the whole build by step, the dashboard's questions and what a visitor costs."""
    if intake:
        _print_intake(intake_rows, naive_rows)
        return
    with tempfile.TemporaryDirectory(prefix="mujun-bench-") as folder:
        district, warehouse = str(Path(folder, "district")), str(Path(folder, "warehouse"))
        generated = _run("generate", district, str(enterprises))
        read = [_run("read", district) for _ in range(runs)]
        built = [_run("build", district, warehouse) for _ in range(runs)]
        asked = _run("ask", warehouse, str(ASKED))
        visited = _run("visit", warehouse, str(VISITED))
        picked = _run("pick", warehouse, str(VISITED))
        beside = _run("beside", warehouse, str(VISITED))
        copies = -(-dragged // enterprises)
        tiled = [_run("tile", str(Path(folder, "tiles")), str(each)) for each in TILED if each <= dragged]
        drag = _run("drag", warehouse, str(Path(folder, "large")), str(copies), str(ASKED))
    for line in _headlines(enterprises, generated, read[0], built[0]):
        out.print(line, highlight=False)
    out.print(_build_table(generated, read, built))
    out.print(_question_table(asked["questions"]))
    out.print(_visit_table(visited))
    out.print(_pick_table(picked))
    out.print(_beside_table(beside["ways"]))
    out.print(_tile_table(tiled))
    out.print(_drag_table(drag))
    _print_intake(intake_rows, naive_rows)


def _run(task: str, *arguments: str) -> Facts:
    """The facts that a task prints as its last line, from a process of its own."""
    command = [sys.executable, "-m", "tests.bench.tasks", task, *arguments]
    with out.status(f"{task} …"):
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    facts: Facts = json.loads(done.stdout.rstrip().rpartition("\n")[2])
    return facts


def _headlines(enterprises: int, generated: Facts, read: Facts, built: Facts) -> Iterator[str]:
    """What was built from what, in rows and megabytes."""
    size = f"{generated['files']} files, {generated['bytes'] / MEGABYTE:,.1f} MB, {read['rows']:,} rows"
    yield f"{enterprises:,} enterprises: {size}"
    yield "→ " + ", ".join(f"{name} {count:,}" for name, count in built["rows"].items() if count > 1)


def _build_table(generated: Facts, read: Sequence[Facts], built: Sequence[Facts]) -> Table:
    table = _table(f"Build, median of {len(built)}", "step", "seconds", "× bare read", "peak memory")
    bare, whole = _median(read), _median(built)
    table.add_row("generate", f"{generated['seconds']:.2f}", "", _megabytes([generated]))
    table.add_row("bare read", f"{bare:.2f}", "1.00", _megabytes(read))
    for suffix in read[0]["by_suffix"]:
        spent = statistics.median(each["by_suffix"][suffix] for each in read)
        table.add_row(f"  {suffix}", f"{spent:.2f}", "", "")
    table.add_row("whole build", f"{whole:.2f}", f"{whole / bare:.2f}", _megabytes(built))
    for step in built[0]["steps"]:
        spent = statistics.median(each["steps"][step] for each in built)
        table.add_row(f"  {step}", f"{spent:.2f}", f"{spent / bare:.2f}", "")
    return table


def _table(title: str, *headings: str) -> Table:
    """An empty table: words on the left, figures on the right."""
    table = Table(title=title, title_justify="left", min_width=len(title) + 4)
    for heading in headings:
        table.add_column(heading, justify="left" if heading == headings[0] else "right")
    return table


def _median(facts: Sequence[Facts]) -> float:
    return float(statistics.median(each["seconds"] for each in facts))


def _megabytes(facts: Sequence[Facts]) -> str:
    peaks = [each["peak_bytes"] for each in facts if each["peak_bytes"] is not None]
    return f"{statistics.median(peaks) / MEGABYTE:,.0f} MB" if peaks else ""


def _question_table(questions: Mapping[str, Mapping[str, Sequence[float]]]) -> Table:
    headings = ("question", "p50 ms", "p95 ms", "bare p50 ms", "bare p95 ms", "ratio p50")
    table = _table(f"The pages' questions, {ASKED} times each, nothing remembered", *headings)
    for name, seconds in questions.items():
        table.add_row(name, *_question_row(seconds["asked"], seconds["bare"]))
    return table


def _visit_table(visited: Facts) -> Table:
    headings = ("interaction", "server CPU ms", "first number ms", "whole ms", "kB sent", "bare SQL ms")
    table = _table(f"One change of a filter on 亩均税收, median of {VISITED}", *headings)
    bare = 1000 * statistics.median(visited["bare"])
    for name, runs in visited["runs"].items():
        table.add_row(
            name,
            *(
                f"{1000 * statistics.median(run[key] for run in runs):.1f}"
                for key in ("cpu", "first_number", "whole")
            ),
            f"{statistics.median(run['sent'] for run in runs) / 1000:,.0f}",
            f"{bare:.1f}" if runs is visited["runs"]["区间，新的"] else "",
        )
    return table


def _pick_table(picked: Facts) -> Table:
    """A click on the map until the card of the parcel has arrived, beside a run of the page in which nothing changes."""
    table = _table(f"A click on the map, median of {VISITED}", "run", "server CPU ms", "whole ms", "kB sent")
    for name, runs in picked["runs"].items():
        cpu, whole = (1000 * statistics.median(run[key] for run in runs) for key in ("cpu", "whole"))
        table.add_row(
            name,
            f"{cpu:.1f}",
            f"{whole:.1f}",
            f"{statistics.median(run['sent'] for run in runs) / 1000:,.0f}",
        )
    return table


def _beside_table(ways: Mapping[str, Mapping[str, Any]]) -> Table:
    title = "The same while another visitor exports every enterprise as a workbook"
    table = _table(title, "workbook", "whole p50 ms", "whole p95 ms", "workbook s", "runs")
    for way, found in ways.items():
        seconds = found["runs"]
        spread = (statistics.median(seconds), statistics.quantiles(seconds, n=20)[18])
        file = f"{found['file']:.1f}" if found["file"] is not None else ""
        table.add_row(BESIDE[way], *(f"{1000 * each:.0f}" for each in spread), file, str(len(seconds)))
    return table


def _tile_table(tiled: Sequence[Facts]) -> Table:
    """Tiles by the number of parcels: making them, GDAL's time for the same, first view, serving to 16 readers at once."""
    table = _table(
        "Tiles of the map", "parcels", "seconds", "GDAL", "file", "first view", "p50 / p95", "peak memory"
    )
    for facts in tiled:
        gdal = facts.get("gdal_seconds")
        table.add_row(
            f"{facts['parcels']:,}",
            f"{facts['seconds']:.1f}",
            f"{gdal:.1f} (× {gdal / facts['seconds']:.1f})" if gdal else "",
            f"{facts['bytes'] / MEGABYTE:.1f} MB",
            f"{facts['first_view_bytes'] / 1000:.0f} kB",
            f"{facts['p50_ms']:.1f} / {facts['p95_ms']:.1f} ms",
            _megabytes([facts]),
        )
    return table


def _print_intake(most: int, naive_most: int) -> None:
    """A tax list of so many rows: bare read, our whole build, the naive way where it is bearable; then our steps."""
    headings = ("rows", "bare s", "build s", "× bare", "pandas s", "÷ build", "build MB", "pandas MB")
    sums, steps = _table("Tax lists", *headings), None
    for rows in (each for each in INTAKE_ROWS if each <= most):
        for suffix in ("xlsx", "csv"):
            with tempfile.TemporaryDirectory(prefix="mujun-bench-") as folder:
                path = str(Path(folder, "in", f"税收.{suffix}"))
                _run("intake-make", path, str(rows))
                bare, built = (
                    _run("intake-bare", path),
                    _run("intake-ours", path, str(Path(folder, "warehouse"))),
                )
                bearable = suffix == "csv" or rows <= naive_most
                naive = _run("intake-naive", path, str(Path(folder, "naive.db"))) if bearable else None
            sums.add_row(f"{rows:,} {suffix}", *_intake_row(bare, built, naive))
            steps = steps or _table("Their builds by step, seconds", "rows", *built["steps"])
            steps.add_row(f"{rows:,} {suffix}", *(f"{seconds:.1f}" for seconds in built["steps"].values()))
    out.print(sums)
    out.print(steps or "")


def _intake_row(bare: Facts, built: Facts, naive: Facts | None) -> Iterator[str]:
    yield f"{bare['seconds']:.2f}"
    yield f"{built['seconds']:.2f}"
    yield f"{built['seconds'] / bare['seconds']:.1f}"
    yield f"{naive['seconds']:.2f}" if naive else ""
    yield f"{naive['seconds'] / built['seconds']:.1f}" if naive else ""
    # The process that reads has ended or idles when the marts are made: its peak stands beside, not on top.
    yield f"{(built['peak_bytes'] or 0) / MEGABYTE:,.0f} + {built['children_bytes'] / MEGABYTE:,.0f}"
    yield f"{naive['peak_bytes'] / MEGABYTE:,.0f}" if naive and naive["peak_bytes"] else ""


def _drag_table(drag: Facts) -> Table:
    headings = ("四个一批", "p50 ms", "p95 ms", "bare p50 ms", "bare p95 ms", "ratio p50")
    table = _table(f"Dragging X over {drag['firms']:,} enterprises, {ASKED} lines", *headings)
    table.add_row("counts of every class", *_question_row(drag["dragged"], drag["bare"]))
    return table


def _question_row(asked: Sequence[float], bare: Sequence[float]) -> Iterator[str]:
    for seconds in (asked, bare):
        twentieths = statistics.quantiles(seconds, n=20)
        yield f"{1000 * statistics.median(seconds):.1f}"
        yield f"{1000 * twentieths[18]:.1f}"
    yield f"{statistics.median(asked) / statistics.median(bare):.2f}"


if __name__ == "__main__":
    typer.run(main)
