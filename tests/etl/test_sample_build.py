"""The committed sample district, read from its office files, against what its generator knows to be true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from etl.contracts import TABLES
from tests.etl.conftest import SAMPLE
from tests.etl.office import Snapshot, publish

TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[1] / "golden" / "sample_truth.json").read_text(encoding="utf-8")
)
YEARS = [int(year) for year in TRUTH["years"]]


def test_every_row_of_every_file_is_loaded(sample: Snapshot) -> None:
    read = dict(sample.rows("SELECT path, SUM(rows_read) FROM source_file GROUP BY path"))
    assert read == TRUTH["rows_by_file"]
    assert sample.one("SELECT SUM(rows_rejected) FROM source_file") == 0


def test_the_dirt_of_its_sheets_is_reported_and_nothing_else(sample: Snapshot) -> None:
    # A subtotal that was made before the town's last return came in, in each of its columns.
    stale = sample.issues("total_differs")
    assert {issue["sheet"] for issue in stale} == {"2021年"}
    assert len({issue["row_number"] for issue in stale}) == 1
    assert [issue["sheet"] for issue in sample.issues("hidden_sheet")] == ["1-5月"]
    assert len(sample.issues("hidden_rows")) == 1
    for check in (
        "mixed_units",
        "fraction_as_percent",
        "unit_in_cell",
        "destroyed_code",
        "per_mu_tax_unit_alarm",
    ):
        assert sample.issues(check) == []


def test_register_and_cadastre_are_complete(sample: Snapshot) -> None:
    assert sample.one("SELECT COUNT(*) FROM enterprise WHERE in_register") == TRUTH["enterprises"]
    assert sample.one("SELECT COUNT(*) FROM parcel") == TRUTH["parcels"]
    assert sample.one("SELECT SUM(land_mu) FROM parcel") == pytest.approx(TRUTH["certificate_mu"], abs=1e-4)


def test_park_standardisation_is_complete_and_its_dirt_is_reported(sample: Snapshot) -> None:
    signing = "SUM({}) FILTER (WHERE unsigned_households IS NOT NULL) FROM land_reserve"
    assert TRUTH["works"] == {
        "plots": sample.one("SELECT COUNT(*) FROM park_plot"),
        "plots_completed": sample.one("SELECT COUNT(*) FROM floor_gain WHERE works_kind = 'park_plot'"),
        "plot_parcels": sample.one("SELECT COUNT(*) FROM works_parcel WHERE works_kind = 'park_plot'"),
        "reserves": sample.one("SELECT COUNT(*) FROM land_reserve"),
        "reserve_parcels": sample.one("SELECT COUNT(*) FROM works_parcel WHERE works_kind = 'land_reserve'"),
        "households_signing": sample.one(f"SELECT {signing.format('households')}"),
        "households_signed": sample.one(f"SELECT {signing.format('signed_households')}"),
    }
    # A word of its own for a stage, a code with a slip of the pen, a month that counts backwards, swapped days.
    for check in ("works_of_unknown_parcel", "signed_households_fell", "works_dates_out_of_order"):
        assert sample.issues(check), check
    unreadable = {issue["entity"]: issue["value"] for issue in sample.issues("unreadable_value")}
    assert unreadable["park_plot"] == "方案优化中"
    assert not {"self_upgrade", "land_reserve", "temporary_land"} & set(unreadable)


def test_ledgers_of_growth_are_complete_and_their_dirt_is_reported(sample: Snapshot) -> None:
    assert TRUTH["growth"] == {
        "declarations": sample.one("SELECT COUNT(*) FROM declaration WHERE person_masked IS NULL"),
        "people": sample.one("SELECT COUNT(*) FROM declaration WHERE person_masked IS NOT NULL"),
        "on_cloud": sample.one(
            "SELECT COUNT(*) FROM cloud_adoption WHERE cloud_status IN ('已上云', '已核验')"
        ),
        "entered": sample.one("SELECT COUNT(*) FROM upgrade_pool WHERE pool_status = '已入库'"),
    }
    for check in (
        "growth_of_unknown_firm", "growth_without_status", "growth_dates_out_of_order", "declaration_past_deadline",
        "declaration_paid_over_approved", "declaration_of_unknown_programme", "pool_past_expected_month",
    ):  # fmt: skip
        assert sample.issues(check), check


@pytest.mark.parametrize("year", YEARS)
def test_money_of_the_year(sample: Snapshot, year: int) -> None:
    ((paid, adjustment, tax, matched_paid, matched, output),) = sample.rows(
        """SELECT SUM(y.tax_paid_wan_yuan), SUM(y.tax_adjustment_wan_yuan), SUM(y.tax_wan_yuan),
            SUM(y.tax_paid_wan_yuan) FILTER (WHERE e.in_register),
            SUM(y.tax_wan_yuan) FILTER (WHERE e.in_register),
            SUM(y.output_wan_yuan) FILTER (WHERE annual.key IS NOT NULL)
        FROM enterprise_year AS y INNER JOIN enterprise AS e ON y.enterprise_id = e.enterprise_id
        LEFT JOIN (
            SELECT DISTINCT l.key FROM lineage AS l INNER JOIN source_file AS s ON l.file_id = s.file_id
            WHERE l.table_name = 'enterprise_year' AND s.path LIKE '统计局_企业年报%'
        ) AS annual ON annual.key = y.enterprise_id || '|' || y.year
        WHERE y.year = ?""",
        year,
    )
    months = sample.one(
        "SELECT SUM(output_wan_yuan) FROM operation_month WHERE EXTRACT(YEAR FROM month) = ?", year
    )
    expected = TRUTH["years"][str(year)]
    found = {
        "tax_paid_wan_yuan": paid,
        "tax_adjustment_wan_yuan": adjustment,
        "tax_wan_yuan": tax,
        "matched_tax_paid_wan_yuan": matched_paid,
        "matched_tax_wan_yuan": matched,
        "annual_output_wan_yuan": output,
        "above_scale_output_12_months_wan_yuan": months,
    }
    assert found == pytest.approx({name: expected[name] for name in found}, abs=0.01)


@pytest.mark.parametrize("year", YEARS)
def test_counts_of_the_year(sample: Snapshot, year: int) -> None:
    ((taxpayers, matched),) = sample.rows(
        """SELECT COUNT(*), COUNT(*) FILTER (WHERE e.in_register)
        FROM enterprise_year AS y INNER JOIN enterprise AS e ON y.enterprise_id = e.enterprise_id
        WHERE y.year = ? AND y.tax_wan_yuan IS NOT NULL""",
        year,
    )
    ((leases, owners),) = sample.rows(
        """SELECT COUNT(*) FILTER (WHERE kind <> 'own'), COUNT(*) FILTER (WHERE kind = 'own' AND area_m2 IS NOT NULL)
        FROM occupancy WHERE year = ?""",
        year,
    )
    above_scale = sample.one(
        "SELECT COUNT(DISTINCT enterprise_id) FROM operation_month WHERE EXTRACT(YEAR FROM month) = ?", year
    )
    returns = sample.one(
        "SELECT SUM(rows_loaded) FROM source_file WHERE path = ?", f"统计局_企业年报_{year}.xlsx"
    )
    expected = TRUTH["years"][str(year)]
    assert {
        "taxpayers": taxpayers,
        "matched_taxpayers": matched,
        "leases": leases,
        "listed_owners": owners,
        "above_scale": above_scale,
        "annual_returns": returns,
    } == {
        name: expected[name]
        for name in (
            "taxpayers",
            "matched_taxpayers",
            "leases",
            "listed_owners",
            "above_scale",
            "annual_returns",
        )
    }


@pytest.mark.parametrize(
    "named", TRUTH["named_enterprises"], ids=lambda named: f"{named['kind']} {named['name']}"
)
def test_named_enterprise(sample: Snapshot, named: dict[str, Any]) -> None:
    figures = ("land_mu", "tax_paid_wan_yuan", "tax_wan_yuan", "tax_wan_yuan_per_mu")
    (found,) = sample.rows(
        f"SELECT {', '.join(figures)} FROM enterprise_year WHERE enterprise_id = ? AND year = ?",  # noqa: S608
        named["enterprise_id"],
        named["year"],
    )
    assert found == pytest.approx([named[name] for name in figures], abs=1e-4)


@pytest.mark.parametrize("year", YEARS)
def test_land_and_tax_are_conserved(sample: Snapshot, year: int) -> None:
    by_parcel = sample.one("SELECT SUM(tax_wan_yuan) FROM parcel_year WHERE year = ?", year)
    by_enterprise = sample.one(
        "SELECT SUM(tax_wan_yuan) FROM enterprise_year WHERE year = ? AND own_mu + lease_in_mu > 0", year
    )
    assert by_parcel == pytest.approx(by_enterprise, abs=0.01)
    broken = sample.rows(
        """SELECT o.parcel_id FROM occupancy AS o INNER JOIN parcel AS p ON o.parcel_id = p.parcel_id
        WHERE o.year = ? GROUP BY o.parcel_id HAVING COUNT(*) FILTER (WHERE o.kind = 'own') > 0
        AND ABS(SUM(o.land_share_mu) - MIN(p.land_mu)) > 0.01""",
        year,
    )
    assert broken == []


def test_every_published_table_has_the_columns_of_its_contract(sample: Snapshot) -> None:
    described = {
        name: [(column, kind) for column, kind, *_ in sample.rows(f"DESCRIBE {name}")] for name in TABLES
    }
    assert described == {
        name: [(column.name, column.sql_type) for column in table.columns] for name, table in TABLES.items()
    }
    assert {name for (name,) in sample.rows("SELECT table_name FROM duckdb_tables()")} == set(TABLES)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_keys_are_unique_and_numbers_within_their_bounds(sample: Snapshot, table: Any) -> None:
    key = ", ".join(f'"{name}"' for name in table.key)
    assert sample.rows(f"SELECT {key} FROM {table.name} GROUP BY ALL HAVING COUNT(*) > 1") == []  # noqa: S608
    for column in table.columns:
        for bound, sign in ((column.minimum, "<"), (column.maximum, ">")):
            if bound is not None:
                query = f'SELECT COUNT(*) FROM {table.name} WHERE "{column.name}" {sign} ?'  # noqa: S608
                assert sample.one(query, bound - 1e-6 if sign == "<" else bound + 1e-6) == 0, column.name


def test_no_text_is_empty_and_no_number_infinite(sample: Snapshot) -> None:
    for table in TABLES.values():
        for column in table.columns:
            wrong = {"VARCHAR": "\"{}\" = ''", "DOUBLE": 'NOT isfinite("{}")'}.get(column.sql_type)
            if wrong:
                query = f"SELECT COUNT(*) FROM {table.name} WHERE {wrong.format(column.name)}"  # noqa: S608
                assert sample.one(query) == 0, (table.name, column.name)


def test_every_figure_opens_its_source_row(sample: Snapshot) -> None:
    assert (
        sample.one(
            """SELECT COUNT(*) FROM lineage AS l ANTI JOIN source_file AS s ON l.file_id = s.file_id AND l.sheet = s.sheet"""
        )
        == 0
    )
    unsourced = sample.rows(
        """SELECT y.enterprise_id FROM enterprise_year AS y
        ANTI JOIN lineage AS l ON l.table_name = 'enterprise_year' AND l.key = y.enterprise_id || '|' || y.year
        WHERE y.tax_wan_yuan IS NOT NULL"""
    )
    assert unsourced == []


def test_the_same_files_give_the_same_tables_row_by_row_and_the_same_map(
    sample: Snapshot, tmp_path: Path
) -> None:
    again = publish(SAMPLE, warehouse=tmp_path / "again")
    for name in set(TABLES) - {"build_info"}:
        # Without ORDER BY: rows lie in the same order, too.
        query = f"SELECT * FROM {name}"  # noqa: S608
        assert sample.rows(query) == again.rows(query), name
    first, second = (_other_files(snapshot) for snapshot in (sample, again))
    assert first == second


def _other_files(snapshot: Snapshot) -> dict[str, bytes]:
    """What a build holds beside its tables and its report, which name build and time."""
    folder = snapshot.store.warehouse_path(snapshot.outcome.build_id or "").parent
    named = {"warehouse.duckdb", "report.json"}
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in named}


def test_the_report_says_the_facts(sample: Snapshot) -> None:
    report = sample.outcome.report
    assert report["rows"] == {name: sample.one(f"SELECT COUNT(*) FROM {name}") for name in TABLES}  # noqa: S608
    assert report["years"] == YEARS
    assert report["data_date"] == "2023-12"
    assert report["errors"] == 0
    assert set(report["seconds"]) >= {"读取与清洗", "关联", "计算", "检查", "写入"}
    assert report["coverage_tax_pct"] == pytest.approx(sample.one("SELECT coverage_tax_pct FROM build_info"))
