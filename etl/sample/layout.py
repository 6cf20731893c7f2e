"""Lays parcels of wanted sizes out in a 片区: roads, street blocks, plots along them and some L-shaped ones.

A 片区 is a convex polygon that is cut in two again and again, across its longest side, in proportion to the
areas that each side must hold. Cuts between big groups are roads, cuts inside a street block are walls.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from etl.sample.arrays import FloatArray, IntArray

Point = tuple[float, float]
Ring = list[Point]

MAIN_ROAD_M, STREET_M, WALL_M = 30.0, 16.0, 0.4
MAIN_ROAD_FROM_M2, STREET_FROM_M2 = 220_000.0, 60_000.0
CHAMFER_M = 6.0
# Roads and walls take about this share of a 片区; what comes out is rescaled to the areas wanted.
ROAD_SHARE = 0.14
NARROW_SHARE = 0.30
GREEN_SHARE = 0.06


@dataclass(frozen=True)
class Quarter:
    """A laid-out 片区: its outline and one ring per wanted area, in the order of the areas."""

    outline: Ring
    plots: list[Ring]


def lay_out(rng: np.random.Generator, areas_m2: FloatArray, centre: Point) -> Quarter:
    """Lay plots of about ``areas_m2`` around ``centre``; together they have exactly the area wanted."""
    greens = rng.lognormal(math.log(6_000.0), 0.6, size=max(1, round(GREEN_SHARE * len(areas_m2))))
    wanted = np.concatenate([areas_m2, greens])
    outline = _outline(rng, float(wanted.sum()) / (1 - ROAD_SHARE))
    # Neighbours of like size: a strip of a few metres beside a huge plot is no parcel.
    order = np.argsort(np.log(wanted) + rng.normal(0.0, 0.6, len(wanted)))
    rings: dict[int, Ring] = dict(_subdivide(rng, outline, order, wanted, in_block=False))
    laid_m2 = sum(area(rings[i]) for i in range(len(areas_m2)))
    scale = math.sqrt(float(areas_m2.sum()) / laid_m2)
    placed = [_place(rings[i], scale, centre) for i in range(len(areas_m2))]
    return Quarter(_place(_widen(outline, 18.0), scale, centre), placed)


def area(ring: Ring) -> float:
    """Planar area of a ring (not closed, any direction) in the square of its unit."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _edges(ring))) / 2


def _outline(rng: np.random.Generator, area_m2: float) -> Ring:
    aspect = rng.uniform(1.15, 1.7)
    width, height = math.sqrt(area_m2 * aspect) / 2, math.sqrt(area_m2 / aspect) / 2
    angle = rng.uniform(-0.6, 0.6)
    corners = []
    for x, y in ((-width, -height), (width, -height), (width, height), (-width, height)):
        x, y = x * rng.uniform(0.86, 1.12), y * rng.uniform(0.86, 1.12)
        corners.append((x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)))
    return _cut_corner(corners, int(rng.integers(4)), rng.uniform(0.12, 0.3))


def _cut_corner(ring: Ring, corner: int, share: float) -> Ring:
    before, at, after = ring[corner - 1], ring[corner], ring[(corner + 1) % len(ring)]
    return [*ring[:corner], _towards(at, before, share), _towards(at, after, share), *ring[corner + 1 :]]


def _subdivide(
    rng: np.random.Generator,
    ring: Ring,
    order: IntArray,
    wanted: FloatArray,
    *,
    in_block: bool,
) -> Iterator[tuple[int, Ring]]:
    if len(order) == 1:
        yield int(order[0]), ring if in_block else _chamfer(ring)
        return
    total = float(wanted[order].sum())
    if not in_block and total < STREET_FROM_M2:
        ring, in_block = _chamfer(ring), True
    first, second = _halve(rng, order, wanted)
    share = float(wanted[first].sum()) / total
    pieces = _notch(ring, share) if in_block and len(order) == 2 and share < NARROW_SHARE else None
    one, other = pieces or _cut(ring, _normal(rng, ring, total), share, _gap(total))
    yield from _subdivide(rng, one, first, wanted, in_block=in_block)
    yield from _subdivide(rng, other, second, wanted, in_block=in_block)


def _halve(rng: np.random.Generator, order: IntArray, wanted: FloatArray) -> tuple[IntArray, IntArray]:
    """Split a row of plots near the middle of its area; both sides get one at least."""
    running = np.cumsum(wanted[order])
    at = int(np.searchsorted(running, running[-1] * rng.uniform(0.38, 0.62))) + 1
    at = min(max(at, 1), len(order) - 1)
    return order[:at], order[at:]


def _gap(total_m2: float) -> float:
    if total_m2 > MAIN_ROAD_FROM_M2:
        return MAIN_ROAD_M
    return STREET_M if total_m2 > STREET_FROM_M2 else WALL_M


def _normal(rng: np.random.Generator, ring: Ring, total_m2: float) -> Point:
    """The direction across which to cut: along the longest side, a little askew where roads are old."""
    (x1, y1), (x2, y2) = max(_edges(ring), key=lambda edge: math.dist(*edge))
    angle = math.atan2(y2 - y1, x2 - x1)
    if total_m2 > STREET_FROM_M2:
        angle += rng.normal(0.0, 0.08)
    return math.cos(angle), math.sin(angle)


def _cut(ring: Ring, normal: Point, share: float, gap: float) -> tuple[Ring, Ring]:
    nx, ny = normal
    low = min(nx * x + ny * y for x, y in ring)
    high = max(nx * x + ny * y for x, y in ring)
    target, tolerance = share * area(ring), 1e-4 * area(ring)
    offset = low + share * (high - low)
    for _ in range(40):
        below = area(_clip(ring, normal, offset))
        if abs(below - target) < tolerance:
            break
        low, high = (offset, high) if below < target else (low, offset)
        offset = (low + high) / 2
    return _clip(ring, normal, offset - gap / 2), _clip(ring, (-nx, -ny), -(offset + gap / 2))


def _clip(ring: Ring, normal: Point, offset: float) -> Ring:
    """The part of a convex ring on the near side of a line."""
    nx, ny = normal
    kept: Ring = []
    for (x1, y1), (x2, y2) in _edges(ring):
        here, there = nx * x1 + ny * y1 - offset, nx * x2 + ny * y2 - offset
        if here <= 0:
            kept.append((x1, y1))
        if (here < 0 < there) or (there < 0 < here):
            kept.append(_towards((x1, y1), (x2, y2), here / (here - there)))
    return kept


def _notch(ring: Ring, share: float) -> tuple[Ring, Ring] | None:
    """A small plot in the squarest corner and the L-shaped rest; None when no corner takes it."""
    corner = min(range(len(ring)), key=lambda i: _squareness(ring, i))
    if _squareness(ring, corner) > 0.3:
        return None
    at, before, after = ring[corner], ring[corner - 1], ring[(corner + 1) % len(ring)]
    wedge = 2 * area([before, at, after])
    reach = math.sqrt(share * area(ring) / wedge)
    wall = WALL_M / min(math.dist(at, before), math.dist(at, after))
    if reach + wall > 0.72:
        return None
    plot = [at, _towards(at, after, reach), _opposite(at, before, after, reach), _towards(at, before, reach)]
    out = reach + wall
    elbow = [_towards(at, before, out), _opposite(at, before, after, out), _towards(at, after, out)]
    return plot, [*ring[:corner], *elbow, *ring[corner + 1 :]]


def _squareness(ring: Ring, corner: int) -> float:
    """How far a corner is from a right angle between two long sides: 0 is perfect."""
    at, before, after = ring[corner], ring[corner - 1], ring[(corner + 1) % len(ring)]
    one, other = math.dist(at, before), math.dist(at, after)
    dot = (before[0] - at[0]) * (after[0] - at[0]) + (before[1] - at[1]) * (after[1] - at[1])
    long_enough = min(one, other) > 0.6 * math.sqrt(area(ring))
    return abs(dot) / (one * other) if long_enough else 1.0


def _chamfer(ring: Ring) -> Ring:
    """Cut the corners of a street block, as crossings need."""
    cut: Ring = []
    for i, at in enumerate(ring):
        for neighbour in (ring[i - 1], ring[(i + 1) % len(ring)]):
            length = math.dist(at, neighbour)
            cut.append(_towards(at, neighbour, min(CHAMFER_M / length, 0.12)))
    return cut


def _widen(ring: Ring, metres: float) -> Ring:
    """A convex outline pushed away from its middle by at least ``metres``."""
    x0, y0 = sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    nearest = min(_distance((x0, y0), edge) for edge in _edges(ring))
    factor = 1 + metres / nearest
    return [(x0 + (x - x0) * factor, y0 + (y - y0) * factor) for x, y in ring]


def _distance(point: Point, edge: tuple[Point, Point]) -> float:
    return 2 * area([point, *edge]) / math.dist(*edge)


def _place(ring: Ring, scale: float, centre: Point) -> Ring:
    return [(centre[0] + scale * x, centre[1] + scale * y) for x, y in ring]


def _towards(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _opposite(at: Point, one: Point, other: Point, share: float) -> Point:
    return (
        at[0] + (one[0] + other[0] - 2 * at[0]) * share,
        at[1] + (one[1] + other[1] - 2 * at[1]) * share,
    )


def _edges(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)
