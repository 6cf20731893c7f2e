from __future__ import annotations

import threading
from pathlib import Path

import duckdb
import pytest

from dashboard import database
from dashboard.queries import snapshot as questions
from tests.dashboard import snapshot


def test_without_a_snapshot_it_says_so(warehouse: Path) -> None:
    with pytest.raises(database.SnapshotMissingError, match="还没有已发布的快照"):
        database.pin()


@pytest.mark.parametrize(
    "content", ["", "../../etc", "a/b", "x" * 200, "20240401T080000Z-1\nsecond line", ".."]
)
def test_current_is_refused_unless_it_is_a_build_id(warehouse: Path, content: str) -> None:
    (warehouse / "CURRENT").write_text(content, encoding="utf-8")
    with pytest.raises(database.SnapshotError, match="不是构建编号"):
        database.pin()


def test_a_build_whose_file_is_gone_is_named(warehouse: Path) -> None:
    snapshot.name_current(warehouse, "gone")
    with pytest.raises(database.SnapshotError, match="gone"):
        database.pin()


def test_a_damaged_file_is_refused_kindly(warehouse: Path) -> None:
    path = snapshot.publish(warehouse, snapshot.FULL)
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(database.SnapshotError, match="打不开"):
        database.pin()


def test_a_snapshot_of_another_version_is_refused_and_what_it_lacks_is_named(warehouse: Path) -> None:
    path = snapshot.publish(warehouse, snapshot.FULL)
    with duckdb.connect(str(path)) as connection:
        connection.execute("ALTER TABLE enterprise_year DROP COLUMN land_mu")
    with pytest.raises(database.SnapshotError, match=r"另一版本.*enterprise_year\.land_mu"):
        database.pin()


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY enterprise TO 'stolen.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "DELETE FROM enterprise",
        "CREATE TABLE mine AS SELECT 1",
    ],
)
def test_a_reader_can_neither_write_nor_leave_the_snapshot(sql: str) -> None:
    with pytest.raises(duckdb.Error):
        database.fetch(sql)


@pytest.mark.usefixtures("full")
def test_values_are_bound_and_never_read_as_sql() -> None:
    answer = database.fetch("SELECT $word AS word", word="'; DROP TABLE enterprise; --")
    assert answer["word"].item() == "'; DROP TABLE enterprise; --"


def test_a_run_keeps_its_build_and_the_next_one_follows_the_new(full: Path) -> None:
    database.pin()
    snapshot.publish(full, snapshot.ONE_ROW, "20240402T080000Z-2")
    assert questions.build_info().build_id == "20240401T080000Z-1"
    database.pin()
    assert questions.build_info().build_id == "20240402T080000Z-2"
    assert len(questions.choices().towns) == 1


def test_what_was_made_of_a_build_is_remembered_until_the_next_one_or_until_it_is_forgotten(
    full: Path,
) -> None:
    asked: list[int] = []

    @database.remembered
    def towns(least: int) -> int:
        asked.append(least)
        return len(questions.choices().towns)

    database.pin()
    assert [towns(1), towns(1), towns(2)] == [3, 3, 3]
    assert asked == [1, 2]
    snapshot.publish(full, snapshot.ONE_ROW, "20240402T080000Z-2")
    assert towns(1) == 3, "a run keeps its build"
    database.pin()
    assert towns(1) == 1
    database.forget()
    towns(1)
    assert asked == [1, 2, 1, 1]


def test_a_download_prepared_before_a_new_build_still_holds_the_rows_of_its_screen(full: Path) -> None:
    database.pin()
    rows = database.later("SELECT count(*) AS firms FROM enterprise")
    for number in range(2, 8):
        snapshot.publish(full, snapshot.ONE_ROW, f"20240402T080000Z-{number}")
        database.pin()
    answers = []
    thread = threading.Thread(target=lambda: answers.append(rows()))
    thread.start()
    thread.join()
    assert answers[0]["firms"].item() == len(snapshot.ENTERPRISES)


def test_a_build_of_long_ago_is_let_go_of(full: Path) -> None:
    database.pin()
    for number in range(2, 8):
        snapshot.publish(full, snapshot.ONE_ROW, f"20240402T080000Z-{number}")
        database.pin()
    # DuckDB refuses a second opening in another mode while the first one is still there.
    duckdb.connect(str(full / "20240401T080000Z-1" / "warehouse.duckdb")).close()


def test_many_threads_each_get_their_own_answer(full: Path) -> None:
    answers: dict[int, int] = {}
    rows = [database.later("SELECT $n AS n FROM enterprise LIMIT 1", n=number) for number in range(32)]

    def ask(number: int) -> None:
        answers[number] = rows[number]()["n"].item()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: number for number in range(32)}


def test_the_folder_is_beside_the_app_unless_the_environment_names_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("MUJUN_WAREHOUSE", raising=False)
    assert database.warehouse() == database.ROOT / "data" / "warehouse"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUJUN_WAREHOUSE", "store")
    assert database.warehouse() == tmp_path / "store"
