from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl.diff import ColumnSum, DiffError, Keys, TableDifference, compare

KEYS = {"enterprise_year": ["enterprise_id", "year"], "parcel": ["parcel_id"]}
YEARS = "CREATE TABLE enterprise_year (enterprise_id TEXT, year INTEGER, tax_wan_yuan DOUBLE, town TEXT)"
INSERT = "INSERT INTO enterprise_year VALUES "


def warehouse(path: Path, *statements: str) -> Path:
    with duckdb.connect(str(path)) as db:
        for statement in statements:
            db.execute(statement)
    return path


def difference(tmp_path: Path, old: list[str], new: list[str]) -> TableDifference:
    """The one table that two builds of these statements have."""
    (found,) = compare(
        warehouse(tmp_path / "old.duckdb", *old), warehouse(tmp_path / "new.duckdb", *new), KEYS
    )
    return found


def years(rows: str) -> list[str]:
    return [YEARS, INSERT + rows]


def test_keys_are_told_apart_as_added_removed_and_changed(tmp_path: Path) -> None:
    old = years("('a', 2024, 10, '甲镇'), ('b', 2024, 20, '甲镇'), ('c', 2024, 5, '乙镇')")
    new = years("('a', 2024, 10, '甲镇'), ('b', 2024, 21, '甲镇'), ('a', 2025, 12, '甲镇')")
    assert difference(tmp_path, old, new) == TableDifference(
        "enterprise_year",
        rows_before=3,
        rows_after=3,
        added=Keys(1, (("a", 2025),)),
        removed=Keys(1, (("c", 2024),)),
        changed=Keys(1, (("b", 2024),)),
        sums=(ColumnSum("tax_wan_yuan", 35.0, 43.0),),
        notes=(),
    )


def test_equal_builds_differ_in_nothing(tmp_path: Path) -> None:
    rows = years("('a', 2024, NULL, NULL), ('b', 2024, 0, '')")
    found = difference(tmp_path, rows, rows)
    assert found.added == found.removed == found.changed == Keys(0, ())


def test_a_build_compared_with_itself_differs_in_nothing(tmp_path: Path) -> None:
    path = warehouse(tmp_path / "one.duckdb", *years("('a', 2024, 1, '甲镇')"))
    (found,) = compare(path, path, KEYS)
    assert (found.rows_before, found.rows_after, found.changed) == (1, 1, Keys(0, ()))


def test_a_value_that_goes_missing_is_a_change_and_missing_is_not_zero(tmp_path: Path) -> None:
    found = difference(tmp_path, years("('a', 2024, 0, NULL)"), years("('a', 2024, NULL, NULL)"))
    assert found.changed == Keys(1, (("a", 2024),))
    assert found.sums == (ColumnSum("tax_wan_yuan", 0.0, None),)


def test_the_noise_of_adding_in_another_order_is_no_change(tmp_path: Path) -> None:
    found = difference(tmp_path, years("('a', 2024, 0.1 + 0.2, '')"), years("('a', 2024, 0.3 + 1e-13, '')"))
    assert found.changed == Keys(0, ())


def test_a_missing_key_or_a_repeated_one_is_counted_once(tmp_path: Path) -> None:
    old = years("(NULL, 2024, 1, ''), ('a', 2024, 1, ''), ('a', 2024, 1, '')")
    new = years("(NULL, 2024, 2, ''), ('b', 2024, 1, ''), ('b', 2024, 2, '')")
    found = difference(tmp_path, old, new)
    assert (found.added, found.removed) == (Keys(1, (("b", 2024),)), Keys(1, (("a", 2024),)))
    assert found.changed == Keys(1, ((None, 2024),))


def test_only_the_first_keys_are_named_in_order(tmp_path: Path) -> None:
    new = [YEARS, "INSERT INTO enterprise_year SELECT 'a', 2000 + range, 1, '' FROM range(50)"]
    found = difference(tmp_path, [YEARS], new)
    assert found.added is not None
    assert found.added.count == 50
    assert found.added.examples == tuple(("a", 2000 + year) for year in range(10))


def test_a_table_in_one_build_alone_is_said(tmp_path: Path) -> None:
    old = warehouse(tmp_path / "old.duckdb", "CREATE TABLE parcel AS SELECT 'p' AS parcel_id")
    new = warehouse(tmp_path / "new.duckdb", "CREATE TABLE park AS SELECT 'k' AS park_id")
    parcel, park = compare(old, new, KEYS)
    assert (park.rows_before, park.rows_after, park.notes) == (None, 1, ("表只在新快照中。",))
    assert (parcel.rows_before, parcel.rows_after, parcel.notes) == (1, None, ("表只在旧快照中。",))


def test_columns_and_types_that_differ_are_said_and_the_rest_is_compared(tmp_path: Path) -> None:
    old = ["CREATE TABLE parcel AS SELECT 'p' AS parcel_id, 1::INTEGER AS floors, 2.5 AS far, 1 AS land_mu"]
    new = ["CREATE TABLE parcel AS SELECT 'p' AS parcel_id, 3::BIGINT AS floors, '商' AS use, 1 AS land_mu"]
    found = difference(tmp_path, old, new)
    assert found.notes == (
        "列 far 只在旧快照中。",
        "列 use 只在新快照中。",
        "列 floors 的类型由 INTEGER 变为 BIGINT，未逐行比较。",
    )
    assert found.changed == Keys(0, ())
    assert found.sums == (ColumnSum("floors", 1.0, 3.0), ColumnSum("land_mu", 1.0, 1.0))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SELECT 1 AS parcel_id", "SELECT 'p' AS parcel_id"),
        ("SELECT 1 AS parcel_id", "SELECT 1 AS other"),
    ],
    ids=["another type", "gone"],
)
def test_a_key_that_differs_leaves_rows_and_sums_to_compare(tmp_path: Path, old: str, new: str) -> None:
    found = difference(tmp_path, [f"CREATE TABLE parcel AS {old}"], [f"CREATE TABLE parcel AS {new}"])
    assert (found.rows_before, found.rows_after, found.changed) == (1, 1, None)
    assert found.notes[-1] == "两个快照的主键列（parcel_id）不一致，未逐行比较。"


def test_names_are_quoted_and_a_table_without_a_key_is_still_counted(tmp_path: Path) -> None:
    statement = 'CREATE TABLE "a "";DROP TABLE parcel" AS SELECT 2 AS "select ""x"")"'
    found = difference(tmp_path, [statement], [statement])
    assert found.table == 'a ";DROP TABLE parcel'
    assert (found.rows_after, found.sums) == (1, (ColumnSum('select "x")', 2.0, 2.0),))
    assert found.notes == ("没有给出主键，未逐行比较。",)


def test_geometries_and_nested_values_are_compared(tmp_path: Path) -> None:
    statement = (
        "CREATE TABLE parcel AS SELECT 'p' AS parcel_id, 'POINT ({} 1)'::GEOMETRY AS shape, [1, {}] AS l"
    )
    found = difference(tmp_path, [statement.format(1, 1)], [statement.format(2, 1)])
    assert found.changed == Keys(1, (("p",),))


def test_a_file_that_is_missing_or_no_database_is_named(tmp_path: Path) -> None:
    good = warehouse(tmp_path / "good.duckdb", YEARS)
    bad = tmp_path / "it's bad.duckdb"
    with pytest.raises(DiffError, match=r"找不到快照文件 .*it's bad"):
        compare(good, bad, KEYS)
    bad.write_text("not a database", encoding="utf-8")
    with pytest.raises(DiffError, match=r"无法读取快照文件 .*it's bad"):
        compare(bad, good, KEYS)
    assert bad.read_text(encoding="utf-8") == "not a database"
