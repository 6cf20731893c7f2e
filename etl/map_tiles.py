"""The tiles of a build: parcels with what the map colours and filters them by, and the outlines of parks.

Names of properties are the contract with the map: facts of the parcel by their own name, those of a year as ``name_2023``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import shapely

from etl.contracts.store import PARCEL_TILES, PARK_TILES
from etl.tiles import MOST_TILES_ACROSS, TileError, check_file, write_tiles

# Whatever changes how tiles come about counts it up: tiles made otherwise are not taken over.
MAKING = "1"
# In tiles: a new area (新区) may be 100 km long.
WIDEST_PARK = 128
PARCELS = """
SELECT parcel.parcel_id, parcel.shape_geojson, {columns}
FROM parcel LEFT JOIN (
    SELECT DISTINCT parcel_id, works_kind FROM lot_year
) AS first_of ON first_of.parcel_id = parcel.parcel_id {joins} ORDER BY parcel.parcel_id
"""
FACTS = """COALESCE(parcel.owner_name, parcel.parcel_address, '权利人未写明') AS name, parcel.town, parcel.park_id AS park,
    parcel.land_use AS use, parcel.right_nature AS "right", parcel.stage, parcel.far,
    first_of.works_kind AS works,
    COALESCE(format('{:.2f} 亩', parcel.land_mu), '面积不详') AS area"""
# What a hover shows is a text: the browser would write a number with all its digits.
OF_A_YEAR = """y{year}.tax_wan_yuan_per_mu AS tax_{year}, y{year}.recoverable_wan_yuan AS recoverable_{year},
    COALESCE(format('{{:.2f}} 万元/亩', y{year}.tax_wan_yuan_per_mu), '无数据') AS text_{year},
    y{year}.grade AS grade_{year}, y{year}.suggested_batch AS batch_{year}, y{year}.division AS division_{year},
    CASE WHEN y{year}.is_above_scale THEN 'above' WHEN NOT y{year}.is_above_scale THEN 'below' END AS scale_{year},
    y{year}.size_class AS size_{year}, c{year}.chains AS chains_{year}"""
JOIN_A_YEAR = """
    LEFT JOIN lot_year AS y{year} ON y{year}.parcel_id = parcel.parcel_id AND y{year}.year = {year}
    LEFT JOIN (
        SELECT lot_chain.parcel_id, CAST(SUM(CAST(POWER(2, numbered.place) AS BIGINT)) AS BIGINT) AS chains
        FROM lot_chain INNER JOIN (SELECT chain_id, ROW_NUMBER() OVER (ORDER BY chain_id) - 1 AS place FROM chain) AS numbered
            ON lot_chain.chain_id = numbered.chain_id
        WHERE lot_chain.year = {year} GROUP BY lot_chain.parcel_id
    ) AS c{year} ON c{year}.parcel_id = parcel.parcel_id"""
PARKS = "SELECT park_id, shape_geojson, name, kind FROM park ORDER BY park_id"


def write_map(db: duckdb.DuckDBPyConnection, folder: Path, before: Path | None) -> None:
    """Write the tiles of parcels and parks into the folder of a build, or take over those of the build ``before``.

    A layer without a single shape has no file. What was made of the same shapes and properties is not made again.
    """
    found = db.execute("SELECT DISTINCT year FROM lot_year WHERE year IS NOT NULL ORDER BY year").fetchall()
    years = [year for (year,) in found]
    _write(db.sql(_parcels(years)).to_arrow_table(), "parcels", folder / PARCEL_TILES, before)
    _write(db.sql(PARKS).to_arrow_table(), "parks", folder / PARK_TILES, before, widest=WIDEST_PARK)


def _parcels(years: Sequence[int]) -> str:
    columns = ", ".join([FACTS, *(OF_A_YEAR.format(year=year) for year in years)])
    return PARCELS.format(columns=columns, joins="".join(JOIN_A_YEAR.format(year=year) for year in years))


def _write(
    rows: pa.Table, layer: str, path: Path, before: Path | None, widest: int = MOST_TILES_ACROSS
) -> None:
    digest = _digest(rows)
    made = before / path.name if before else None
    if made and made.is_file() and _digest_in(made) == digest:
        _take_over(made, path)
        return
    shapes = shapely.from_geojson(rows["shape_geojson"].to_numpy(), on_invalid="ignore")
    properties = rows.drop_columns(["shape_geojson"])
    if write_tiles(
        path, layer, np.asarray(shapes, dtype=object), properties, {"digest": digest}, widest=widest
    ):
        check_file(path)


def _digest(rows: pa.Table) -> str:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows.combine_chunks())
    return hashlib.sha256(MAKING.encode() + sink.getvalue()).hexdigest()


def _digest_in(path: Path) -> object:
    try:
        return check_file(path).get("digest")
    except TileError:
        return None


def _take_over(made: Path, path: Path) -> None:
    """A second name of the same file where the disk knows such, else a copy; published files never change."""
    try:
        os.link(made, path)
    except OSError:
        shutil.copyfile(made, path)
