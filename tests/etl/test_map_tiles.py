"""The tiles of a build say of each parcel what its tables say, and are not made again for nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyogrio
import pytest

from etl.build import build
from etl.contracts.store import PARCEL_TILES, PARK_TILES
from etl.publish import Store

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
LAND = "资规局_工业用地宗地.*"


def _built(store: Path, inputs: Path) -> Path:
    outcome = build([inputs], Store(store))
    assert outcome.build_id, outcome.report
    return store / outcome.build_id


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(tmp_path_factory.mktemp("tiles") / "warehouse", SAMPLE)


def test_every_parcel_is_drawn_with_the_figures_of_its_tables(first: Path) -> None:
    drawn = pyogrio.read_dataframe(first / PARCEL_TILES, read_geometry=False).drop_duplicates("parcel_id")
    with duckdb.connect(str(first / "warehouse.duckdb"), read_only=True) as db:
        told = db.execute(
            """SELECT parcel_id, town, park_id, land_use, stage, tax_wan_yuan_per_mu, recoverable_wan_yuan, grade,
                suggested_batch, division, size_class FROM lot_year WHERE year = 2023 AND has_shape"""
        ).df()
    of_tiles = ["town", "park", "use", "stage"]
    of_tiles += [f"{name}_2023" for name in ("tax", "recoverable", "grade", "batch", "division", "size")]
    both = told.merge(drawn, on="parcel_id", suffixes=("", "_drawn"))
    assert len(drawn) == len(told) == len(both) == 260
    for column, name in zip(told.columns[1:], of_tiles, strict=True):
        tiled = both[f"{name}_drawn" if f"{name}_drawn" in both else name]
        same = (both[column] == tiled) | (both[column].isna() & tiled.isna())
        assert same.all(), (column, both[~same][["parcel_id", column]])


def test_the_bits_of_chains_are_in_the_order_of_their_ids(first: Path) -> None:
    drawn = pyogrio.read_dataframe(first / PARCEL_TILES, read_geometry=False).drop_duplicates("parcel_id")
    held = drawn.set_index("parcel_id")["chains_2023"].dropna().astype(int)
    with duckdb.connect(str(first / "warehouse.duckdb"), read_only=True) as db:
        ids = [row[0] for row in db.execute("SELECT chain_id FROM chain ORDER BY chain_id").fetchall()]
        told = db.execute("SELECT parcel_id, chain_id FROM lot_chain WHERE year = 2023").fetchall()
    assert {
        (lot, ids[bit]) for lot, bits in held.items() for bit in range(len(ids)) if bits >> bit & 1
    } == set(told)


def test_tiles_of_the_same_land_and_figures_are_taken_over(first: Path) -> None:
    second = _built(first.parent, SAMPLE)
    for name in (PARCEL_TILES, PARK_TILES):
        assert (second / name).read_bytes() == (first / name).read_bytes()
        assert (second / name).stat().st_mtime_ns == (first / name).stat().st_mtime_ns


def test_other_figures_make_other_tiles(first: Path, tmp_path: Path) -> None:
    changed = tmp_path / "files"
    shutil.copytree(SAMPLE, changed)
    (changed / "税务局_2023年度企业税收.xlsx").unlink()
    second = _built(first.parent, changed)
    assert (second / PARCEL_TILES).read_bytes() != (first / PARCEL_TILES).read_bytes()
    assert (second / PARK_TILES).stat().st_mtime_ns == (first / PARK_TILES).stat().st_mtime_ns


def test_a_build_without_land_has_no_tiles_and_is_published(tmp_path: Path) -> None:
    taxes = tmp_path / "files"
    taxes.mkdir()
    for path in SAMPLE.glob("税务局_*.xlsx"):
        shutil.copy(path, taxes)
    made = _built(tmp_path / "warehouse", taxes)
    assert not list(made.glob("*.pmtiles"))


def test_tiles_of_a_broken_build_before_are_made_anew(tmp_path: Path) -> None:
    before = _built(tmp_path, SAMPLE)
    whole = (before / PARCEL_TILES).read_bytes()
    (before / PARCEL_TILES).write_bytes(whole[:1000])
    assert (_built(tmp_path, SAMPLE) / PARCEL_TILES).read_bytes() == whole
