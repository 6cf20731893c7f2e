"""The snapshot store: build beside the others, publish by one atomic step, keep a few, roll back to any."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import AcquireReturnProxy, FileLock, Timeout

from etl import build_id as build_ids
from etl import durable
from etl.contracts.store import KEEP

BUILDING = ".building-"
DROPPING = ".dropping-"


class StoreError(Exception):
    """What stops the store, in Chinese, with the next step for the person at the keyboard."""


class StoreBusyError(StoreError):
    """Another process is writing; the message names it."""


@dataclass(frozen=True)
class Build:
    """A build under way: a folder that no reader takes for a snapshot until it is published."""

    build_id: str
    folder: Path

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that this build fills."""
        return self.folder / "warehouse.duckdb"

    @property
    def report(self) -> Path:
        """The JSON object of facts about this build."""
        return self.folder / "report.json"


@dataclass(frozen=True)
class BuildEntry:
    """One build that can be served: when it began (UTC), its size, the facts of its report or none."""

    build_id: str
    built_at: datetime
    size_bytes: int
    is_current: bool
    facts: Mapping[str, object]


class Store:
    """The folder of builds, in which ``CURRENT`` names the one that is served.

    Readers need no lock: a published build never changes. Whatever writes holds ``writer()``. A build killed
    after its folder got its final name but before ``CURRENT`` names it is whole, so it stays and is listed.
    """

    def __init__(self, root: Path) -> None:
        """Point at ``root`` without touching it; the first writer makes the folder."""
        self.root = root
        self._current = root / "CURRENT"
        self._holder = root / ".writer.json"
        self._lock = FileLock(root / ".writer.lock", timeout=0)

    @contextmanager
    def writer(self) -> Iterator[None]:
        """Be the only writer; entering again in the same thread is free. Sweeps what killed builds left.

        Raises:
            StoreBusyError: another process or thread is writing.
            StoreError: the folder cannot be made or written.
        """
        if self._lock.is_locked:
            yield
            return
        with self._acquire():
            with self._explained("打开"):
                self._sweep()
                self._holder.write_text(_describe_this_process(), encoding="utf-8")
            try:
                yield
            finally:
                self._sweep()
                self._holder.unlink(missing_ok=True)

    def begin(self) -> Build:
        """Open an empty build; its id sorts after every build that exists."""
        self._require_lock()
        build_id = build_ids.new_after(max(self._build_ids(), default=None))
        build = Build(build_id, self.root / f"{BUILDING}{build_id}")
        with self._explained("新建"):
            build.folder.mkdir()
        return build

    def publish(self, build: Build, keep: int = 5) -> None:
        """Serve ``build`` from now on and drop all but the newest ``keep``.

        ``CURRENT`` is never dropped, nor is a build with a file `KEEP` in it: an approved plan is reckoned on it.

        Raises:
            StoreError: the build holds no warehouse or the disk refuses; the last build still serves.
        """
        self._require_lock()
        if keep < 1:
            raise ValueError(f"keep must be at least 1, not {keep}")
        if not build.warehouse.is_file():
            raise StoreError(f"快照 {build.build_id} 中没有 {build.warehouse.name}，没有发布。请重新构建。")
        with self._explained("发布"):
            durable.sync_tree(build.folder)
            build.folder.rename(self.root / build.build_id)
            durable.sync_folder(self.root)
            self._point_at(build.build_id)
        self._prune(keep)

    def discard(self, build: Build) -> None:
        """Remove a build that is not published; one that is published stays."""
        shutil.rmtree(build.folder, ignore_errors=True)

    def rollback(self, build_id: str) -> None:
        """Serve an earlier build again; nothing is dropped.

        Raises:
            StoreError: no such build; the message lists those that exist.
        """
        with self.writer():
            self._folder(build_id)
            with self._explained("回退"):
                self._point_at(build_id)

    def current_id(self) -> str | None:
        """The build that is served, None before the first one.

        Raises:
            StoreError: ``CURRENT`` names a build that is not there.
        """
        named = self._named_by_current()
        if named is None or named in self._build_ids():
            return named
        raise StoreError(
            f"{self._current} 指向的快照 {named!r} 不存在或不完整。{self._known()}"
            "请用 python -m etl rollback 换用其中一个，或重新构建。"
        )

    def served(self) -> Path | None:
        """The folder of the build that is served, None where there is none or ``CURRENT`` is broken."""
        named = self._named_by_current()
        return self.root / named if named in self._build_ids() else None

    def warehouse_path(self, build_id: str) -> Path:
        """The DuckDB file of one build.

        Raises:
            StoreError: no such build; the message lists those that exist.
        """
        return Build(build_id, self._folder(build_id)).warehouse

    def builds(self) -> list[BuildEntry]:
        """Every build that can be served, newest first."""
        current = self._named_by_current()
        entries = []
        for build_id in self._build_ids():
            # A writer in another process may drop a build while it is being listed.
            with suppress(FileNotFoundError):
                entries.append(_entry(Build(build_id, self.root / build_id), is_current=build_id == current))
        return entries

    def _build_ids(self) -> list[str]:
        if not self.root.is_dir():
            return []
        folders = [folder for folder in self.root.iterdir() if build_ids.is_valid(folder.name)]
        return sorted((f.name for f in folders if Build(f.name, f).warehouse.is_file()), reverse=True)

    def _folder(self, build_id: str) -> Path:
        # An id comes from a command line or a URL: only the name of a folder that was listed becomes a path.
        if build_id not in self._build_ids():
            raise StoreError(f"快照库 {self.root} 中没有 {build_id!r}。{self._known()}")
        return self.root / build_id

    def _known(self) -> str:
        return f"现有快照：{'、'.join(self._build_ids()) or '无'}。"

    def _named_by_current(self) -> str | None:
        try:
            return self._current.read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            return None

    def _point_at(self, build_id: str) -> None:
        durable.write(self._current, f"{build_id}\n")

    def _acquire(self) -> AcquireReturnProxy[FileLock]:
        with self._explained("打开"):
            self.root.mkdir(parents=True, exist_ok=True)
            try:
                return self._lock.acquire()
            except Timeout:
                raise StoreBusyError(self._busy_message()) from None

    def _prune(self, keep: int) -> None:
        for entry in self.builds()[keep:]:
            if not entry.is_current and not (self.root / entry.build_id / KEEP).exists():
                # On Windows a reader keeps the folder from being renamed: it goes with a later build.
                with suppress(PermissionError):
                    # Renamed first: a build that is half removed must not look like one that can be served.
                    (self.root / entry.build_id).rename(self.root / f"{DROPPING}{entry.build_id}")
        self._sweep_folders(DROPPING)

    def _sweep(self) -> None:
        self._sweep_folders(BUILDING)
        self._sweep_folders(DROPPING)
        durable.beside(self._current).unlink(missing_ok=True)

    def _sweep_folders(self, prefix: str) -> None:
        for folder in self.root.glob(f"{prefix}*"):
            shutil.rmtree(folder, ignore_errors=True)

    def _require_lock(self) -> None:
        if not self._lock.is_locked:
            raise RuntimeError("hold Store.writer() while building and publishing")

    def _busy_message(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            who = "主机 {host}，进程号 {pid}，始于 {since}，命令 {command}".format(**holder)
        except (OSError, ValueError, KeyError):
            # The other process has the lock but has not signed yet, or has just left.
            who = "尚未登记"
        return f"另一个进程正在写快照库 {self.root}（{who}）。请等它结束后再试。"

    @contextmanager
    def _explained(self, action: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(
                f"{action}快照失败：{error.filename or self.root}：{error.strerror or error}。"
                "请检查磁盘空间和文件夹权限；正在使用的快照不受影响。"
            ) from error


def _describe_this_process() -> str:
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    command = shlex.join(sys.orig_argv)
    facts = {"host": socket.gethostname(), "pid": os.getpid(), "since": since, "command": command}
    return json.dumps(facts, ensure_ascii=False)


def _entry(build: Build, *, is_current: bool) -> BuildEntry:
    size_bytes = sum(path.stat().st_size for path in build.folder.iterdir())
    return BuildEntry(
        build.build_id, build_ids.began_at(build.build_id), size_bytes, is_current, _facts(build.report)
    )


def _facts(report: Path) -> Mapping[str, object]:
    try:
        facts = json.loads(report.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}
