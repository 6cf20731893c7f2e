"""Suggestions by similarity: what is found, what does not count, and that no name is compared with a whole district."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from etl.link_forms import form_of
from etl.link_similar import MOST_MET, PLACE_FEWEST, SHOWN, suggest


def suggested(
    registered: list[str], asked: list[str]
) -> tuple[duckdb.DuckDBPyConnection, dict[str, list[tuple[str, float]]]]:
    """The connection, and for each asked name the registered ones with their score, best first."""
    db = duckdb.connect()
    for table, names in (("spoken_name", registered), ("open_name", asked)):
        db.register("given", pa.table({"enterprise_id": names, "name_key": names}))
        db.execute(f"CREATE TEMP TABLE {table} AS SELECT *, {form_of('name_key')} AS form_key FROM given")  # noqa: S608
        db.unregister("given")
    suggest(db)
    found: dict[str, list[tuple[str, float]]] = {}
    rows = db.execute(
        "SELECT name_key, enterprise_id, score FROM similar_name ORDER BY score DESC, enterprise_id"
    ).fetchall()
    for name, firm, score in rows:
        found.setdefault(name, []).append((firm, score))
    return db, found


@pytest.mark.parametrize(
    ("asked", "registered", "score"),
    [
        ("泰兴机械设备有限公司", "泰星机械设备有限公司", 100 * 5 / 6),
        ("泰兴机械设备有限公司", "泰兴机械设备股份有限公司", 100),
        ("福建省泰兴机械有限公司", "泰兴机械有限公司", 100),
        ("泰兴机械(福建)有限公司", "福建泰兴机械有限公司", 100),
        # Half of the characters are others: no suggestion.
        ("泰兴机械有限公司", "泰兴食品有限公司", None),
        ("泰兴", "泰星", None),
        # Neither villages nor persons nor branches resemble a firm.
        ("泰兴村民委员会", "泰兴村民委员厂", None),
        ("陈泰兴", "陈泰兴厂", None),
    ],
)
def test_a_name_resembles_another_by_what_is_left_without_place_and_form(
    asked: str, registered: str, score: float | None
) -> None:
    _, found = suggested([registered], [asked])
    expected = {} if score is None else {registered: pytest.approx(score)}
    assert dict(found.get(asked, [])) == expected


def test_what_many_registered_names_begin_with_is_a_place() -> None:
    firms = [f"仓山{chr(0x4E00 + at)}{chr(0x5E00 + at)}制衣有限公司" for at in range(PLACE_FEWEST)]
    _, found = suggested(firms, [firms[0].removeprefix("仓山")])
    assert next(iter(found.values()))[0] == (firms[0], 100)


def test_a_name_is_shown_few_and_compared_with_a_bounded_number() -> None:
    # All of them share their pairs: 1,500 firms called 鑫鑫科技, told apart by one character.
    firms = [f"鑫鑫科技{chr(0x4E00 + at)}有限公司" for at in range(MOST_MET + 500)]
    db, found = suggested(firms, [*(name.replace("鑫鑫", "鑫欣") for name in firms), "鑫鑫科技甴贸有限公司"])
    met = db.execute(
        """SELECT MAX(met) FROM (SELECT o.number, COUNT(*) AS met FROM open_pair AS o
        INNER JOIN registered_pair AS r USING (pair) GROUP BY o.number)"""
    ).fetchall()[0][0]
    assert met <= MOST_MET
    assert all(len(candidates) <= SHOWN for candidates in found.values())
