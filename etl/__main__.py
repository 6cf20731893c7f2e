"""The command line: ``python -m etl sample | inspect | build | builds | rollback | diff``. The only place that prints.

Exit status: 0 published or done · 1 a check failed, nothing was published · 2 unusable arguments or input.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from etl import report, sample
from etl.basemap import load_basemap
from etl.build import NothingUsableError, build
from etl.contracts import TABLES
from etl.diff import DiffError, compare
from etl.district import extent_for
from etl.gather import Progress as Watcher
from etl.inspection import inspect
from etl.mapping import FileMapping, MappingError, load_mapping
from etl.publish import Store, StoreError
from etl.suggest import mapping_text
from etl.toml_file import RuleFileError

CHECK_FAILED = 1
UNUSABLE = 2
DEFAULT_WAREHOUSE = Path(os.environ.get("MUJUN_WAREHOUSE") or "data/warehouse")

# A fault's frames would print the values in them, and those are confidential.
app = typer.Typer(
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    help="把来件变成一个检查过的快照。",
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Inputs = Annotated[list[Path], typer.Argument(help="文件或文件夹。", show_default=False)]
Warehouse = Annotated[Path, typer.Option(help="快照文件夹；也可用环境变量 MUJUN_WAREHOUSE。")]
MapFile = Annotated[Path | None, typer.Option("--map", help="映射文件（TOML）。")]


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what a person can mend into one line and exit status 2."""
    try:
        yield
    except (StoreError, MappingError, DiffError, RuleFileError) as error:
        _refuse(str(error))


def _refuse(message: str) -> None:
    err.print(message, style="red", markup=False)
    raise typer.Exit(UNUSABLE)


@contextmanager
def _bar() -> Iterator[Watcher]:
    """A progress bar on standard error; nothing where that is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn(), console=err, transient=True) as progress:
        task = progress.add_task("准备", total=None)

        def watch(step: str, done: int, total: int) -> None:
            progress.update(task, description=step[-40:] or "完成", completed=done, total=total)

        yield watch


def _existing(paths: list[Path]) -> list[Path]:
    for path in paths:
        if not path.exists():
            _refuse(f"没有这个文件或文件夹：{path}")
    return paths


def _mappings(path: Path | None) -> tuple[FileMapping, ...]:
    return load_mapping(path) if path else ()


@app.command("sample")
def write_sample(
    folder: Annotated[Path, typer.Option("--out", help="写到哪个文件夹。")] = Path("data/sample"),
    seed: Annotated[int, typer.Option(help="随机种子；相同的种子得到相同的文件。")] = sample.DEFAULT_SEED,
    enterprises: Annotated[int, typer.Option(min=40, help="企业户数。")] = sample.DEFAULT_ENTERPRISES,
) -> None:
    """生成一个虚构的区，按各部门实际发来的格式。"""
    with _bar() as watch:
        sample.generate(folder, seed=seed, enterprises=enterprises, progress=watch)
    out.print(f"已写到 {folder}", markup=False)


@app.command("inspect")
def inspect_files(
    paths: Inputs,
    mapping: MapFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    suggested: Annotated[
        Path | None,
        typer.Option("--suggest-map", help="把现在的读法写成映射文件（TOML），供修改后用 --map 交给 build。"),
    ] = None,
) -> None:
    """说明每个文件会怎样读取：类别、表头行、单位、列的含义、疑问。除了要求的映射文件，什么都不写。"""
    with _explained():
        mappings = _mappings(mapping)
        district = extent_for(_existing(paths), load_basemap())
    if suggested and suggested.exists():
        _refuse(f"{suggested} 已经存在，没有覆盖；请换一个名字，或先移走它。")
    with _bar() as watch:
        sheets = list(inspect(paths, mappings, watch, district))
    if suggested:
        _write(suggested, mapping_text(sheets))
    if as_json:
        sys.stdout.write(json.dumps(sheets, ensure_ascii=False, indent=1, default=str) + "\n")
    else:
        for line in report.inspection_lines(sheets):
            out.print(line, markup=False)
    if not any(sheet.get("entity") for sheet in sheets):
        raise typer.Exit(UNUSABLE)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        _refuse(f"映射文件 {path} 不能写入：{error.strerror}。")
    err.print(f"映射文件已写到 {path}", markup=False)


@app.command("build")
def build_snapshot(
    paths: Inputs,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    mapping: MapFile = None,
    report_file: Annotated[
        Path | None, typer.Option("--report", help="把构建报告（JSON）另存到这里。")
    ] = None,
    keep: Annotated[int, typer.Option(min=1, help="保留最近几个快照。")] = 5,
) -> None:
    """读取、清洗、关联、检查，并发布一个快照；检查不通过时什么都不发布。"""
    with _explained():
        mappings = _mappings(mapping)
        try:
            with _bar() as watch:
                outcome = build(
                    _existing(paths), Store(warehouse), mappings=mappings, keep=keep, progress=watch
                )
        except NothingUsableError as error:
            for line in report.finding_lines(error.gathered.log.table().to_pylist()):
                err.print(line, markup=False)
            _refuse(str(error))
    if report_file:
        report_file.write_text(json.dumps(outcome.report, ensure_ascii=False, indent=1), encoding="utf-8")
    for line in report.build_lines(outcome.report):
        out.print(line, markup=False)
    if outcome.build_id is None:
        err.print("检查没有通过，没有发布；原来的快照继续使用。", style="red")
        raise typer.Exit(CHECK_FAILED)
    out.print(f"已发布 {outcome.build_id}", style="green")


@app.command("builds")
def list_builds(warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """列出保留的快照，正在使用的标 *。"""
    with _explained():
        entries = Store(warehouse).builds()
    for entry in entries:
        mark = "*" if entry.is_current else " "
        out.print(f"{mark} {entry.build_id}  {entry.size_bytes / 1e6:8.1f} MB", markup=False)
    if not entries:
        out.print(f"{warehouse} 里还没有快照。用 python -m etl build 文件夹 生成。", markup=False)


@app.command()
def rollback(build_id: str, warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """重新启用一个保留的快照。"""
    with _explained():
        Store(warehouse).rollback(build_id)
    out.print(f"现在使用 {build_id}", markup=False)


@app.command()
def diff(build_a: str, build_b: str, warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """比较两个快照：各表行数，增加、减少、变化的键，合计。"""
    with _explained():
        store = Store(warehouse)
        keys = {table.name: table.key for table in TABLES.values()}
        differences = compare(store.warehouse_path(build_a), store.warehouse_path(build_b), keys)
    for line in report.difference_lines(differences):
        out.print(line, markup=False)


def main() -> None:
    """Run the command line; a fault of ours is one line, with its traceback only where MUJUN_DEBUG is set."""
    try:
        app(prog_name="python -m etl")
    except Exception as error:
        if os.environ.get("MUJUN_DEBUG"):
            raise
        notes = "；".join(getattr(error, "__notes__", ()))
        err.print(
            f"程序错误，没有发布：{type(error).__name__}：{error}。{notes}\n"
            "请把上面这行交给维护人员；设置环境变量 MUJUN_DEBUG=1 后重新运行可以看到详细位置。",
            style="red",
            markup=False,
        )
        sys.exit(UNUSABLE)


if __name__ == "__main__":
    main()
