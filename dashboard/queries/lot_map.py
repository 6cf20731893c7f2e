"""What the map asks: its window, the bounds of its classes, how many parcels are in each, and about one parcel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import shapely

from dashboard import database
from dashboard.lots import LotSelection
from dashboard.map_modes import MapClass, Mode
from dashboard.natural_breaks import natural_breaks
from dashboard.queries import lots

# A window takes in all but the strays: one parcel with wrong coordinates must not shrink the district to a dot.
WINDOW = """
SELECT quantile_cont(lon, 0.005) AS west, quantile_cont(lat, 0.005) AS south, quantile_cont(lon, 0.995) AS east,
    quantile_cont(lat, 0.995) AS north, count(lon) AS parcels
"""
POINTS = 400
CLASSES_OF_DATA = 5


def window(selection: LotSelection) -> dict[str, Any] | None:
    """``west``, ``south``, ``east``, ``north`` in degrees around the selection's parcels; None where none has a place."""
    found = database.only_row(lots.ask(WINDOW + "FROM lots WHERE has_shape", selection))
    return found if found["parcels"] else None


def window_of(parcel_id: str) -> dict[str, Any] | None:
    """The same around the outline of one parcel."""
    found = database.fetch("SELECT shape_geojson FROM parcel WHERE parcel_id = $id::VARCHAR", id=parcel_id)
    shapes = shapely.from_geojson(found["shape_geojson"].dropna().to_numpy(), on_invalid="ignore")
    if not len(shapes):
        return None
    return dict(zip(("west", "south", "east", "north"), shapely.total_bounds(shapes).tolist(), strict=True))


def with_shape() -> int:
    """How many parcels of the snapshot a map can show."""
    return int(database.fetch("SELECT count(shape_geojson) AS parcels FROM parcel")["parcels"][0])


def park_outlines() -> pd.DataFrame:
    """Parks with an outline, for a picture: ``name``, ``shape_geojson``, ``lon``, ``lat``."""
    return database.fetch(
        "SELECT name, shape_geojson, lon, lat FROM park WHERE shape_geojson IS NOT NULL ORDER BY park_id"
    )


@database.remembered
def parks(most: int) -> list[dict[str, Any]]:
    """The largest parks with an outline: ``park_id``, ``name``, and ``lon``, ``lat`` of the middle of its northern edge."""
    found = database.fetch(
        """SELECT park_id, name, shape_geojson FROM park WHERE shape_geojson IS NOT NULL
        ORDER BY area_mu DESC NULLS LAST, park_id LIMIT $most::BIGINT""",
        most=most,
    )
    west, _, east, north = shapely.bounds(shapely.from_geojson(found["shape_geojson"].to_numpy())).T
    return database.all_rows(found.drop(columns="shape_geojson").assign(lon=(west + east) / 2, lat=north))


def chains() -> tuple[str, ...]:
    """Ids of the chains in the order of the bits that tiles carry."""
    return tuple(database.fetch("SELECT chain_id FROM chain ORDER BY chain_id")["chain_id"])


@database.remembered
def breaks(mode: Mode, method: str) -> tuple[float, ...]:
    """Rising bounds of a number's classes: ``policy``, ``quantile`` (as many in each) or ``jenks`` (natural breaks).

    Bounds of the data are of every parcel in every year, so that neither a filter nor another year moves a colour.
    """
    if method == "policy":
        found = database.fetch(
            "SELECT least FROM map_break WHERE mode = $mode::VARCHAR ORDER BY place", mode=mode.code
        )
        return tuple(found["least"].tolist())
    points = _points(mode.column)
    if len(set(points)) <= CLASSES_OF_DATA:
        return tuple(sorted(set(points))[1:])
    if method == "jenks":
        return natural_breaks(points, CLASSES_OF_DATA)
    step = len(points) // CLASSES_OF_DATA
    return tuple(sorted(set(points[step::step][: CLASSES_OF_DATA - 1])))


def _points(column: str) -> list[float]:
    """The values at even steps of rank, rounded to three figures: bounds that a legend can print."""
    found = database.fetch(
        f"SELECT quantile_disc({column}, [i / {POINTS}.0 FOR i IN range({POINTS} + 1)]) AS points FROM lot_year"  # noqa: S608
    )
    points = found["points"][0]
    return [] if points is None else [float(f"{value:.3g}") for value in points]


def cap(mode: Mode) -> float | None:
    """The 99th per cent of a number over all parcels and years: heights end there; None without a number."""
    value = database.fetch(
        f"SELECT quantile_cont({mode.column}, 0.99) AS value FROM lot_year WHERE {mode.column} > 0"  # noqa: S608
    )["value"][0]
    return None if pd.isna(value) else float(value)


def words(mode: Mode) -> tuple[str, ...]:
    """The words that the data hold in the column of a mode."""
    found = database.fetch(
        f"SELECT DISTINCT {mode.column} AS word FROM lot_year WHERE {mode.column} IS NOT NULL ORDER BY 1"  # noqa: S608
    )
    return tuple(found["word"])


def counts(selection: LotSelection, mode: Mode, classes: Sequence[MapClass]) -> pd.DataFrame:
    """Per class of the legend ``code``, ``parcels`` on the map and their ``land_mu``; classes without any are left out."""
    return lots.ask(
        f"""SELECT {_class_of(mode)} AS code, count(*) AS parcels, sum(land_mu) AS land_mu
        FROM lots WHERE has_shape GROUP BY 1""",  # noqa: S608
        selection,
        **_bounds(mode, classes),
    )


def shapes(
    selection: LotSelection, mode: Mode, classes: Sequence[MapClass], *, with_others: bool
) -> pd.DataFrame:
    """The selection's parcels with an outline, for a picture, and all the others where these are wanted too.

    Columns: ``shape_geojson``, ``label``, ``code`` of the class, ``is_shown`` (one of the selection).
    """
    return lots.ask(
        f"""
        , coded AS (
            SELECT parcel_id, concat_ws(' ', coalesce(owner_name, parcel_address), parcel_id) AS label,
                {_class_of(mode)} AS code, parcel_id IN (SELECT parcel_id FROM lots) AS is_shown
            FROM lot_year WHERE has_shape AND year IS NOT DISTINCT FROM $year::INTEGER
        )
        SELECT p.shape_geojson, c.label, c.code, c.is_shown
        FROM coded AS c INNER JOIN parcel AS p USING (parcel_id)
        WHERE c.is_shown OR $with_others::BOOLEAN ORDER BY parcel_id
        """,  # noqa: S608
        selection,
        with_others=with_others,
        **_bounds(mode, classes),
    )


def _class_of(mode: Mode) -> str:
    """The class of a row as SQL: bounds are counted as the browser does, the lower one included."""
    if not mode.unit:
        return f"coalesce({mode.column}, '')"
    reached = f"list_sum([CAST({mode.column} >= b AS INTEGER) FOR b IN $bounds::DOUBLE[]])"
    return f"CASE WHEN {mode.column} IS NULL THEN '' ELSE CAST({reached} AS VARCHAR) END"


def _bounds(mode: Mode, classes: Sequence[MapClass]) -> dict[str, object]:
    """What the class of a number binds."""
    return {"bounds": tuple(each.least for each in classes if each.least is not None)} if mode.unit else {}


def is_chosen(selection: LotSelection, parcel_id: str) -> bool:
    """Whether a parcel belongs to the selection: a click may have met another one, or come before a filter."""
    found = lots.ask("SELECT 1 AS yes FROM lots WHERE parcel_id = $id::VARCHAR", selection, id=parcel_id)
    return not found.empty


def lot(parcel_id: str, year: int | None) -> dict[str, Any] | None:
    """The row of ``lot_year`` of one parcel in a year; None for an id that no parcel has."""
    found = database.fetch(
        "SELECT * FROM lot_year WHERE parcel_id = $id::VARCHAR AND year IS NOT DISTINCT FROM $year::INTEGER",
        id=parcel_id,
        year=year,
    )
    return database.only_row(found) if len(found) else None
