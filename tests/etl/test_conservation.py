"""Whatever the tenancies say, no land and no tax is lost or made: the checks of a build hold on any input."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.build import load_staging
from etl.checks import run_checks
from etl.engine import connect, run_marts
from etl.gather import gather
from etl.link import link
from etl.reference import load_rules
from tests.etl.office import Cell, code, write_csv

FIRMS = {f"{letter}公司": code(number) for number, letter in enumerate("甲乙丙丁", start=1)}
NAMES = st.sampled_from(list(FIRMS))
AREAS = st.one_of(st.none(), st.just(0.0), st.floats(1, 60_000).map(lambda area: round(area, 1)))
PARCELS = st.lists(
    st.tuples(
        st.one_of(st.none(), NAMES, st.just("某某村股份经济合作社")),
        AREAS,
        AREAS,
        st.one_of(st.none(), st.just(0.0), st.floats(0.1, 5).map(lambda far: round(far, 2))),
    ),
    min_size=1,
    max_size=2,
)
KINDS = st.sampled_from(["自有", "租赁厂房", "租赁土地", None])
LESSORS = st.one_of(st.none(), NAMES, st.just("某某村股份经济合作社"))
TENANCIES = st.lists(
    st.tuples(st.integers(1, 2), NAMES, KINDS, AREAS, LESSORS, st.sampled_from([None, 2022, 2023])),
    max_size=7,
)
TAXES = st.dictionaries(
    st.tuples(NAMES, st.sampled_from([2022, 2023])),
    st.floats(-50, 5000).map(lambda tax: round(tax, 2)),
    min_size=1,
)


def marts(
    folder: Path, parcels: list[Any], tenancies: list[Any], taxes: dict[Any, float]
) -> duckdb.DuckDBPyConnection:
    sheets: dict[str, list[list[Cell]]] = {
        "宗地": [["宗地代码", "权利人", "宗地面积（平方米）", "建筑面积（平方米）", "容积率"]],
        "租用": [["宗地代码", "企业名称", "信用代码", "使用方式", "使用面积（平方米）", "出租方", "年度"]],
        "税收": [["企业名称", "信用代码", "年度", "入库税收（万元）"]],
    }
    for number, parcel in enumerate(parcels, start=1):
        sheets["宗地"].append([f"P{number}", *map(_text, parcel)])
    for parcel, name, kind, area, lessor, year in tenancies:
        sheets["租用"].append([f"P{parcel}", name, FIRMS[name], kind, _text(area), lessor, _text(year)])
    for (name, year), tax in taxes.items():
        sheets["税收"].append([name, FIRMS[name], str(year), str(tax)])
    for name, rows in sheets.items():
        write_csv(folder / f"{name}.csv", rows)
    db = connect(folder / "scratch")
    load_staging(db, gather([folder], ()))
    link(db)
    run_marts(db, load_rules())
    run_checks(db)
    return db


def _text(value: object) -> str | None:
    return None if value is None else str(value)


FACTORY = [("甲公司", 20_000.0, 40_000.0, None)]
TAX = {("甲公司", 2023): 100.0}


def let(tenant: str, area: float | None, lessor: str, kind: str = "租赁厂房") -> tuple[Any, ...]:
    return 1, tenant, kind, area, lessor, 2023


@example(
    FACTORY, [let("乙公司", 1000.0, "甲公司"), let("丙公司", 4000.0, "乙公司")], TAX
)  # sublets more than it has
@example(
    FACTORY, [let("乙公司", None, "甲公司"), let("丙公司", 4000.0, "乙公司")], TAX
)  # nobody knows what it has
@example(
    FACTORY, [let("乙公司", 1000.0, "丙公司"), let("丙公司", 4000.0, "乙公司")], TAX
)  # each from the other
@example(
    FACTORY,
    [
        let("乙公司", 1000.0, "甲公司"),
        let("乙公司", 5000.0, "甲公司", "租赁土地"),
        let("丙公司", 4000.0, "乙公司"),
    ],
    TAX,
)
@example(
    FACTORY, [let("甲公司", 9000.0, "甲公司"), let("乙公司", 500.0, "甲公司")], TAX
)  # the owner leases from itself
@given(PARCELS, TENANCIES, TAXES)
@settings(max_examples=25, deadline=None, derandomize=True)
def test_land_and_tax_are_conserved(
    parcels: list[Any], tenancies: list[Any], taxes: dict[Any, float]
) -> None:
    with TemporaryDirectory() as folder, marts(Path(folder), parcels, tenancies, taxes) as db:
        assert (
            db.execute(
                "SELECT check_name, key, value, reason FROM check_issue WHERE severity = 'error'"
            ).fetchall()
            == []
        )
        overfull = db.execute(
            """SELECT o.parcel_id, o.year, SUM(o.land_share_mu), MIN(p.land_mu)
            FROM occupancy AS o INNER JOIN parcel AS p ON o.parcel_id = p.parcel_id
            GROUP BY ALL HAVING SUM(o.land_share_mu) > MIN(p.land_mu) + 0.001"""
        ).fetchall()
        assert overfull == []
        negative = db.execute("SELECT * FROM occupancy WHERE land_share_mu < -0.001").fetchall()
        assert negative == []
        received = db.execute("SELECT SUM(tax_wan_yuan) FROM enterprise_year").fetchone()
        assert received is not None
        assert abs(received[0] - sum(taxes.values())) < 0.001
