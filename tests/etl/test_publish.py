from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from etl.contracts.store import KEEP
from etl.publish import Build, Store, StoreBusyError, StoreError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "warehouse")


def fill(build: Build, enterprises: int) -> None:
    with duckdb.connect(str(build.warehouse)) as db:
        db.execute("CREATE TABLE enterprise AS SELECT range AS enterprise_id FROM range(?)", [enterprises])
    build.report.write_text(f'{{"enterprises": {enterprises}}}', encoding="utf-8")


def publish(store: Store, enterprises: int = 1, keep: int = 5) -> str:
    with store.writer():
        build = store.begin()
        fill(build, enterprises)
        store.publish(build, keep)
    return build.build_id


def served_enterprises(store: Store) -> int:
    current = store.current_id()
    assert current is not None
    with duckdb.connect(str(store.warehouse_path(current)), read_only=True) as db:
        row = db.execute("SELECT count(*) FROM enterprise").fetchone()
    assert row is not None
    return int(row[0])


def names(store: Store) -> set[str]:
    return {path.name for path in store.root.iterdir()} - {".writer.lock"}


HEAD = """
import sys, time
from pathlib import Path
from etl.publish import Store
store = Store(Path(sys.argv[1]))
"""


def program(code: str, root: Path) -> subprocess.Popen[str]:
    """Another process that has ``store`` and runs ``code``; it says what it prints."""
    arguments = [sys.executable, "-c", HEAD + code, str(root)]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_an_empty_store_serves_nothing_and_touches_nothing(store: Store) -> None:
    assert store.current_id() is None
    assert store.builds() == []
    assert not store.root.exists()


def test_a_published_build_is_served_and_leaves_no_litter(store: Store) -> None:
    build_id = publish(store, enterprises=3)
    assert store.current_id() == build_id
    assert served_enterprises(store) == 3
    assert names(store) == {build_id, "CURRENT"}
    assert (store.root / "CURRENT").read_text(encoding="utf-8") == f"{build_id}\n"


def test_a_build_under_way_or_discarded_is_no_build(store: Store) -> None:
    published = publish(store)
    with store.writer():
        build = store.begin()
        fill(build, 9)
        assert [entry.build_id for entry in store.builds()] == [published]
        store.discard(build)
        assert not build.folder.exists()
    assert store.current_id() == published


def test_a_build_that_fails_is_swept_and_the_last_one_serves(store: Store) -> None:
    published = publish(store)
    with pytest.raises(duckdb.Error), store.writer():
        fill(store.begin(), enterprises=-(2**70))
    assert store.current_id() == published
    assert names(store) == {published, "CURRENT"}


def test_a_build_without_a_warehouse_is_not_published(store: Store) -> None:
    published = publish(store)
    with store.writer(), pytest.raises(StoreError, match=r"没有 warehouse\.duckdb"):
        store.publish(store.begin())
    assert store.current_id() == published


def test_ids_are_plain_names_that_sort_by_age_even_within_one_second(store: Store) -> None:
    ids = [publish(store) for _ in range(4)]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}", build_id) for build_id in ids)


def test_builds_are_listed_newest_first_with_age_size_and_facts(store: Store) -> None:
    old, new = publish(store, enterprises=1), publish(store, enterprises=2)
    (store.root / old / "report.json").write_text("not json", encoding="utf-8")
    newest, oldest = store.builds()
    assert (newest.build_id, newest.is_current, newest.facts) == (new, True, {"enterprises": 2})
    assert (oldest.build_id, oldest.is_current, oldest.facts) == (old, False, {})
    assert newest.size_bytes == sum(path.stat().st_size for path in (store.root / new).iterdir())
    assert newest.built_at.strftime("%Y%m%dT%H%M%SZ") == new[:16]


def test_only_the_newest_builds_are_kept(store: Store) -> None:
    ids = [publish(store, keep=2) for _ in range(4)]
    assert [entry.build_id for entry in store.builds()] == [ids[3], ids[2]]
    assert names(store) == {ids[3], ids[2], "CURRENT"}


def test_keep_one_drops_all_but_the_served_build(store: Store) -> None:
    publish(store)
    last = publish(store, keep=1)
    assert names(store) == {last, "CURRENT"}


def test_a_build_that_is_marked_to_be_kept_outlives_the_others(store: Store) -> None:
    approved = publish(store)
    (store.root / approved / KEEP).touch()
    later = [publish(store, keep=1) for _ in range(2)]
    assert names(store) == {approved, later[-1], "CURRENT"}


def test_keeping_nothing_is_refused_before_anything_is_published(store: Store) -> None:
    published = publish(store)
    with store.writer():
        build = store.begin()
        fill(build, 2)
        with pytest.raises(ValueError, match="at least 1"):
            store.publish(build, keep=0)
    assert store.current_id() == published


def test_a_reader_of_a_dropped_build_goes_on_reading(store: Store) -> None:
    if os.name == "nt":
        pytest.skip("Windows keeps the folder of an open file instead; the build goes with a later one")
    first = publish(store, enterprises=7)
    with duckdb.connect(str(store.warehouse_path(first)), read_only=True) as reader:
        publish(store, keep=1)
        assert not (store.root / first).exists()
        assert reader.execute("SELECT count(*) FROM enterprise").fetchone() == (7,)


def test_a_store_that_is_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "warehouse").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="打开快照失败"), Store(tmp_path / "warehouse").writer():
        pass


def test_rollback_serves_an_earlier_build_and_drops_none(store: Store) -> None:
    first, second = publish(store, enterprises=1), publish(store, enterprises=2)
    store.rollback(first)
    assert served_enterprises(store) == 1
    assert names(store) == {first, second, "CURRENT"}


def test_a_build_after_a_rollback_counts_as_the_newest(store: Store) -> None:
    first, second = publish(store), publish(store)
    store.rollback(first)
    third = publish(store, keep=2)
    assert [entry.build_id for entry in store.builds()] == [third, second]


def test_rolling_back_to_an_unknown_build_lists_the_known_ones(store: Store) -> None:
    published = publish(store)
    with pytest.raises(StoreError, match=f"没有 '20200101T000000Z-0000'。现有快照：{published}"):
        store.rollback("20200101T000000Z-0000")
    assert store.current_id() == published


HOSTILE_IDS = [
    "",
    ".",
    "..",
    "../other",
    "/etc",
    "CURRENT",
    "20261399T000000Z-3f9a",
    "２0261123T013000Z-3f9a",
]


@pytest.mark.parametrize("build_id", HOSTILE_IDS)
def test_an_id_that_is_not_a_build_never_becomes_a_path(store: Store, build_id: str) -> None:
    publish(store)
    # A folder of that name beside the store is as unreachable as one that does not exist.
    (store.root.parent / "other").mkdir()
    (store.root.parent / "other/warehouse.duckdb").write_bytes(b"")
    with pytest.raises(StoreError, match="没有"):
        store.warehouse_path(build_id)
    with pytest.raises(StoreError, match="没有"):
        store.rollback(build_id)


@pytest.mark.parametrize("named", ["20200101T000000Z-0000", "", "../other", "\udcff\x00"])
def test_a_current_that_names_no_build_is_reported_and_the_next_build_repairs_it(
    store: Store, named: str
) -> None:
    published = publish(store)
    (store.root / "CURRENT").write_bytes(named.encode("utf-8", "surrogateescape"))
    with pytest.raises(StoreError, match=f"不存在或不完整。现有快照：{published}"):
        store.current_id()
    assert [entry.is_current for entry in store.builds()] == [False]
    repaired = publish(store)
    assert store.current_id() == repaired


def test_building_without_the_lock_is_a_mistake_of_the_program(store: Store) -> None:
    with pytest.raises(RuntimeError, match="writer"):
        store.begin()


def test_entering_again_keeps_the_build_under_way(store: Store) -> None:
    with store.writer():
        build = store.begin()
        with store.writer():
            pass
        fill(build, 1)
        store.publish(build)
    assert store.current_id() == build.build_id


def test_a_second_writer_is_told_who_writes_and_readers_are_not_disturbed(store: Store) -> None:
    published = publish(store)
    other = program("with store.writer(): print('ready', flush=True); time.sleep(60)", store.root)
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        with (
            pytest.raises(StoreBusyError, match=f"进程号 {other.pid}，始于 20.*命令 .*python"),
            store.writer(),
        ):
            pass
        with pytest.raises(StoreBusyError):
            store.rollback(published)
        assert store.current_id() == published
        other.kill()
    publish(store)


def test_a_second_thread_of_the_same_program_is_a_second_writer(store: Store) -> None:
    seen: list[type[BaseException]] = []

    def try_to_write() -> None:
        try:
            publish(store)
        except StoreError as error:
            seen.append(type(error))

    with store.writer():
        thread = threading.Thread(target=try_to_write)
        thread.start()
        thread.join()
    assert seen == [StoreBusyError]


def test_a_second_store_on_the_same_folder_is_a_second_writer(store: Store) -> None:
    with store.writer(), pytest.raises(StoreBusyError), Store(store.root).writer():
        pass


# Python reports file system calls to an audit hook; the process kills itself just before the named one.
DIE_AT = """
import os, signal

def die(event, arguments):
    if event == {event!r} and Path(os.fsdecode(arguments[{argument}])).match({pattern!r}):
        os.kill(os.getpid(), {signal})

def build():
    with store.writer():
        build = store.begin()
        build.warehouse.write_bytes(b"not even a database yet")
        build.report.write_text("{{}}")
        sys.addaudithook(die) if {armed_late} else None
        store.publish(build, keep=1)

{armed_late} or sys.addaudithook(die)
build()
"""
BUILD = "*T*Z-????"
MOMENTS = {
    "before the folder is made": ("os.mkdir", 0, f".building-{BUILD}", False),
    "before the first byte": ("open", 0, "warehouse.duckdb", False),
    "half written": ("open", 0, "report.json", False),
    "while flushing": ("open", 0, "report.json", True),
    "before the rename": ("os.rename", 1, BUILD, True),
    "after the rename, before CURRENT.new": ("open", 0, "CURRENT.new", True),
    "before CURRENT is replaced": ("os.rename", 1, "CURRENT", True),
}
AFTER_CURRENT = {
    "before an old build is dropped": ("os.rename", 1, f".dropping-{BUILD}", True),
    "while an old build is removed": ("os.remove", 0, "*", True),
}


def die_at(store: Store, moment: tuple[str, int, str, bool]) -> None:
    event, argument, pattern, armed_late = moment
    kill = int(getattr(signal, "SIGKILL", signal.SIGTERM))
    code = DIE_AT.format(event=event, argument=argument, pattern=pattern, armed_late=armed_late, signal=kill)
    with program(code, store.root) as process:
        pass
    assert process.returncode != 0, "it lived: the moment was never reached"
    if os.name != "nt":
        assert process.returncode == -kill


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_build_killed_before_it_is_current_leaves_the_last_one_serving(
    store: Store, moment: tuple[str, int, str, bool]
) -> None:
    publish(store, enterprises=1)
    last = publish(store, enterprises=2)
    die_at(store, moment)
    assert store.current_id() == last
    assert served_enterprises(store) == 2
    next_one = publish(store, enterprises=3, keep=2)
    assert served_enterprises(store) == 3
    kept = {entry.build_id for entry in store.builds()}
    assert next_one in kept
    assert names(store) == kept | {"CURRENT"}


@pytest.mark.parametrize("moment", AFTER_CURRENT.values(), ids=AFTER_CURRENT)
def test_a_build_killed_after_it_is_current_serves_and_its_litter_is_swept(
    store: Store, moment: tuple[str, int, str, bool]
) -> None:
    older = {publish(store), publish(store)}
    die_at(store, moment)
    current = store.current_id()
    assert current is not None
    assert current not in older
    with store.writer():
        pass
    assert names(store) == {entry.build_id for entry in store.builds()} | {"CURRENT"}
    assert current in names(store)


def test_a_build_killed_from_outside_frees_the_lock_at_once(store: Store) -> None:
    last = publish(store, enterprises=2)
    code = """
with store.writer():
    with store.begin().warehouse.open("wb") as file:
        file.write(bytes(100_000))
        print("ready", flush=True)
        time.sleep(60)
"""
    with program(code, store.root) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.kill()
    assert any(name.startswith(".building-") for name in names(store))
    with store.writer():
        assert names(store) == {last, "CURRENT", ".writer.json"}
    assert served_enterprises(store) == 2
