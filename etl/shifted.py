"""The shifted coordinates of Chinese web maps, GCJ-02 and BD-09, brought back to where things are.

GCJ-02 moves a place by some hundred metres in a way that has no inverse in closed form; BD-09 moves it again. Both are
undone by trying: move a guess forward, compare, correct. Neither has an EPSG code, so no library knows them by name.
WGS84, where the inverse ends, and CGCS2000 differ by less than a metre. Outside China nothing is shifted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

GCJ_02, BD_09 = "GCJ-02", "BD-09"
# The ellipsoid that the shift is defined on (Krassovsky 1940), whatever the coordinates are on.
SEMI_MAJOR_M, ECCENTRICITY_2 = 6_378_245.0, 0.006_693_421_622_965_943
BD_TURN = np.pi * 3000 / 180
BD_EAST, BD_NORTH = 0.0065, 0.006
# Each round leaves a thousandth of the error: five end far below a millimetre.
ROUNDS = 6
CHINA = (72.004, 0.8293, 137.8347, 55.8271)

Degrees = npt.NDArray[np.float64]
Shapes = npt.NDArray[Any]


def system_of(word: str) -> str | None:
    """``GCJ-02`` or ``BD-09`` when the word names one, however it is spelt (gcj02, BD09ll); else None."""
    plain = re.sub(r"[\s_-]", "", word).upper()
    return {"GCJ02": GCJ_02, "GCJ02LL": GCJ_02, "BD09": BD_09, "BD09LL": BD_09}.get(plain)


def is_in_degrees(shapes: Shapes) -> bool:
    """Whether all coordinates can be longitudes and latitudes: in metres there is nothing to bring back."""
    west, south, east, north = shapely.total_bounds(shapes)
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)


def straightened(shapes: Shapes, system: str) -> Shapes:
    """The shapes of ``system`` (as `system_of` says) in longitude and latitude of WGS84."""
    undo = {GCJ_02: from_gcj02, BD_09: from_bd09}[system]
    moved: Shapes = shapely.transform(shapes, lambda xy: undo(xy) if len(xy) else xy)
    return moved


def from_gcj02(degrees: Degrees) -> Degrees:
    """Rows of longitude and latitude in GCJ-02 → in WGS84."""
    return _undone(to_gcj02, degrees)


def from_bd09(degrees: Degrees) -> Degrees:
    """Rows of longitude and latitude in BD-09 → in WGS84."""
    return from_gcj02(_undone(_gcj02_to_bd09, degrees))


def to_gcj02(degrees: Degrees) -> Degrees:
    """Rows of longitude and latitude in WGS84 → in GCJ-02."""
    lon, lat = degrees[:, 0], degrees[:, 1]
    radians = np.radians(lat)
    flattened = 1 - ECCENTRICITY_2 * np.sin(radians) ** 2
    metres_east = SEMI_MAJOR_M / np.sqrt(flattened) * np.cos(radians)
    metres_north = SEMI_MAJOR_M * (1 - ECCENTRICITY_2) / (flattened * np.sqrt(flattened))
    east, north = _wobble(lon - 105, lat - 35)
    shift = np.column_stack([np.degrees(east / metres_east), np.degrees(north / metres_north)])
    return np.where(_in_china(degrees)[:, None], degrees + shift, degrees)


def to_bd09(degrees: Degrees) -> Degrees:
    """Rows of longitude and latitude in WGS84 → in BD-09."""
    return _gcj02_to_bd09(to_gcj02(degrees))


def _gcj02_to_bd09(degrees: Degrees) -> Degrees:
    lon, lat = degrees[:, 0], degrees[:, 1]
    radius = np.hypot(lon, lat) + 0.000_02 * np.sin(lat * BD_TURN)
    angle = np.arctan2(lat, lon) + 0.000_003 * np.cos(lon * BD_TURN)
    moved = np.column_stack([radius * np.cos(angle) + BD_EAST, radius * np.sin(angle) + BD_NORTH])
    return np.where(_in_china(degrees)[:, None], moved, degrees)


def _undone(shift: Callable[[Degrees], Degrees], degrees: Degrees) -> Degrees:
    guess = degrees
    for _ in range(ROUNDS):
        guess = guess - (shift(guess) - degrees)
    return guess


def _in_china(degrees: Degrees) -> npt.NDArray[np.bool_]:
    west, south, east, north = CHINA
    lon, lat = degrees[:, 0], degrees[:, 1]
    return (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)


def _wobble(x: Degrees, y: Degrees) -> tuple[Degrees, Degrees]:
    """By how many metres a place so far east and north of 105° E, 35° N moves to the east and to the north."""
    shared = (20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)) * 2 / 3
    root = np.sqrt(np.abs(x))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + shared
    east = east + (20 * np.sin(np.pi * x) + 40 * np.sin(np.pi * x / 3)) * 2 / 3
    east = east + (150 * np.sin(np.pi * x / 12) + 300 * np.sin(np.pi * x / 30)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + shared
    north = north + (20 * np.sin(np.pi * y) + 40 * np.sin(np.pi * y / 3)) * 2 / 3
    north = north + (160 * np.sin(np.pi * y / 12) + 320 * np.sin(np.pi * y / 30)) * 2 / 3
    return east, north
