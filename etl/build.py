"""One build from raw files to a published snapshot: gather → link → marts → checks → write → publish.

A build with an error is thrown away whole; the snapshot that was published before goes on serving.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl import __version__
from etl.basemap import belonging_to, copy_archives, tile_archives
from etl.checks import run_checks
from etl.contracts import CONTRACTS, TABLES
from etl.district import extent_for
from etl.engine import connect, run_marts
from etl.gather import Gathered, Progress, SourceSheet, gather, silent
from etl.link import link
from etl.locate import park_holding
from etl.map_tiles import write_map
from etl.mapping import FileMapping
from etl.publish import Build, Store
from etl.reference import Rules, load_rules
from etl.snapshot import facts, write_snapshot

SOURCE_SCHEMA = pa.schema(
    [
        (column.name, {"INTEGER": pa.int32(), "DATE": pa.date32()}.get(column.sql_type, pa.string()))
        for column in TABLES["source_file"].columns
    ]
)


class NothingUsableError(Exception):
    """No file under the input gave a single row; carries what was wrong with each."""

    def __init__(self, gathered: Gathered) -> None:
        """Keep what was found, so that the caller can say it."""
        super().__init__("没有一个文件可以使用，没有发布。")
        self.gathered = gathered


@dataclass
class Outcome:
    """How a build ended: its report, and the id under which it was published (None when an error stopped it)."""

    build_id: str | None = None
    report: dict[str, Any] = field(default_factory=dict)


@dataclass
class Stopwatch:
    """Seconds by step, in order."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time the block as ``name``."""
        started = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - started, 3)


def build(
    inputs: Sequence[Path],
    store: Store,
    *,
    mappings: Sequence[FileMapping] = (),
    keep: int = 5,
    rules: Rules | None = None,
    progress: Progress = silent,
) -> Outcome:
    """Build a snapshot from everything under ``inputs`` and publish it unless a check fails.

    Raises:
        NothingUsableError: no row could be staged.
        RuleFileError: a file of rules is wrong.
        StoreBusyError: another build is writing.
    """
    watch = Stopwatch()
    rules = rules or load_rules()
    rules = replace(rules, basemap=belonging_to(rules.basemap, inputs))
    archives = tile_archives(rules.basemap_folder, inputs)
    district = extent_for(inputs, rules.basemap, rules.basemap_folder.parent)
    with store.writer():
        with watch.step("读取与清洗"):
            gathered = gather(inputs, mappings, progress, district)
        if not any(table.num_rows for tables in gathered.staged.values() for table in tables):
            raise NothingUsableError(gathered)
        made = store.begin()
        try:
            report = _write(made, store.served(), gathered, rules, watch, progress)
        except BaseException:
            store.discard(made)
            raise
        if report["errors"]:
            store.discard(made)
            return Outcome(None, report)
        with watch.step("发布"):
            copy_archives(archives, made.folder)
            made.report.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
            store.publish(made, keep=keep)
    return Outcome(made.build_id, report | {"seconds": watch.seconds})


def _write(
    made: Build, before: Path | None, gathered: Gathered, rules: Rules, watch: Stopwatch, progress: Progress
) -> dict[str, Any]:
    scratch = made.folder / "scratch"
    db = connect(scratch)
    try:
        with watch.step("关联"):
            progress("关联企业与宗地", 0, 4)
            load_staging(db, gathered)
            # What reading and cleaning held is the database's from here on; the pool would keep it all the same.
            pa.default_memory_pool().release_unused()
            link(db, rules.decisions)
        with watch.step("计算"):
            progress("计算各表", 1, 4)
            run_marts(db, rules)
        with watch.step("检查"):
            progress("检查", 2, 4)
            run_checks(db)
        with watch.step("写入"):
            progress("写入快照", 3, 4)
            built_at = datetime.now(UTC).isoformat(timespec="seconds")
            info = {"build_id": made.build_id, "built_at": built_at, "product_version": __version__}
            info["rule_packs"] = json.dumps({pack.id: pack.version for pack in rules.packs})
            rows = write_snapshot(db, made.warehouse, gathered.log.table(), info)
        with watch.step("切图"):
            write_map(db, made.folder, before)
            progress("", 4, 4)
        return facts(db, rows) | info | {"seconds": watch.seconds}
    finally:
        db.close()
        for spilled in scratch.glob("*") if scratch.exists() else ():
            spilled.unlink()
        if scratch.exists():
            scratch.rmdir()


def load_staging(db: duckdb.DuckDBPyConnection, gathered: Gathered) -> None:
    """Make ``staging_<entity>`` of every entity (parcels with their park), ``staging_file`` and ``confirmed_file``."""
    parks = gathered.take("park")
    for entity in CONTRACTS:
        rows = parks if entity == "park" else gathered.take(entity)
        if entity == "parcel":
            rows = rows.append_column("containing_park_id", _holding(rows, parks))
        _create(db, f"staging_{entity}", rows)
    _create(db, "staging_file", _sources(gathered.sources))
    confirmed = sorted({source.file_id for source in gathered.sources if source.units_confirmed})
    _create(db, "confirmed_file", pa.table({"file_id": pa.array(confirmed, pa.string())}))


def _holding(parcels: pa.Table, parks: pa.Table) -> pa.Array:
    if not parcels.num_rows or parks["shape_geojson"].null_count == parks.num_rows:
        return pa.nulls(parcels.num_rows, pa.string())
    return park_holding(parcels, parks)


def _create(db: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    db.register("incoming", rows)
    db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming")
    db.unregister("incoming")


def _sources(sources: Sequence[SourceSheet]) -> pa.Table:
    return pa.Table.from_pylist([asdict(source) for source in sources], schema=SOURCE_SCHEMA)
