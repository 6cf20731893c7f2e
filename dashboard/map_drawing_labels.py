"""Names on a drawn map: each where it covers nothing that was named before, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin
from typing import Any

import numpy as np
import shapely

from dashboard import map_drawing_text as text
from dashboard.map_drawing_shapes import Shapes, View

PARK_SIZE, ROAD_SIZE, WATER_SIZE = 13.0, 9.5, 11.0
LINE = 1.3
MOST_OF_THE_BACKGROUND = 14
# A park so many times as wide and high as half its name has room for the name inside.
ROOMY = 12
# What is broader, in pixels, holds its name; a brook's stands on both its banks.
BROAD = 12.0
# A road must be so many times as long as its name.
ROOM = 1.6

Box = tuple[float, float, float, float]
Place = tuple[float, float, float]


@dataclass(frozen=True)
class Name:
    """A name and where its middle may stand: x, y and slope in degrees, in order of preference.

    ``own`` is the box of the park that it names, which it may cover; ``is_on_land`` says what its halo has to look like.
    """

    words: str
    size: float
    places: Sequence[Place]
    own: Box | None = None
    is_on_land: bool = True

    def box(self, place: Place) -> Box:
        """What it covers when it stands there."""
        x, y, slope = place
        along, across = text.width(self.words, self.size) + 4, self.size * LINE
        wide = abs(along * cos(radians(slope))) + abs(across * sin(radians(slope)))
        high = abs(along * sin(radians(slope))) + abs(across * cos(radians(slope)))
        return (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)

    def svg(self, place: Place, colour: str, halo: str, more: str = "") -> str:
        """The text with a halo, so that it can be read on any colour."""
        x, y, slope = place
        turned = f' transform="rotate({slope:.1f} {x:.1f} {y:.1f})"' if slope else ""
        outlined = (
            f'paint-order="stroke" stroke="{halo}" stroke-width="3" stroke-linejoin="round"{turned} {more}'
        )
        below = y + self.size * 0.36
        return text.element(self.words, x, below, self.size, colour, anchor="middle", more=outlined.strip())


def placed(names: Sequence[Name], frame: Box, covered: list[Box]) -> Iterator[tuple[Name, Place | None]]:
    """Each name with the first of its places that is free and inside ``frame``, None where none is.

    ``covered`` holds the boxes that are taken; those of the names are added.
    """
    for name in names:
        others = [box for box in covered if box != name.own]
        free = (
            place
            for place in name.places
            if _is_inside(name.box(place), frame) and not any(_meet(name.box(place), box) for box in others)
        )
        place = next(free, None)
        if place is not None:
            covered.append(name.box(place))
        yield name, place


def boxes(shapes: Shapes) -> list[Box]:
    """What the shapes cover at most, as boxes."""
    return [
        (west, north, east, south)
        for west, north, east, south in shapely.bounds(shapes).tolist()
        if west == west
    ]


def park_names(names: Sequence[str], shapes: Shapes, points: Shapes) -> list[Name]:
    """The parks' names, the largest park first: in the middle of one with room for it, else beside it."""
    order = np.argsort(-np.nan_to_num(shapely.area(shapes)), kind="stable")
    return [
        Name(
            names[at],
            PARK_SIZE,
            _around(names[at], shapes[at], points[at]),
            next(iter(boxes(shapes[[at]])), None),
        )
        for at in order
        if points[at] is not None
    ]


def road_names(names: Sequence[Any], shapes: Shapes) -> list[Name]:
    """Each road's name once, along the longest piece in the frame that has room for it."""
    longest: dict[str, shapely.LineString] = {}
    for words, shape in zip(names, shapes, strict=True):
        for line in shapely.get_parts(shape) if isinstance(words, str) and shape is not None else ():
            is_longer = words not in longest or line.length > longest[words].length
            if line.geom_type == "LineString" and is_longer:
                longest[words] = line
    roomy = {
        words: line for words, line in longest.items() if line.length > ROOM * text.width(words, ROAD_SIZE)
    }
    ranked = sorted(roomy, key=lambda words: -roomy[words].length)[:MOST_OF_THE_BACKGROUND]
    return [_along(words, roomy[words]) for words in ranked]


def water_names(names: Sequence[Any], shapes: Shapes, view: View) -> list[Name]:
    """Each water's name once, on its largest part in the frame; none on what is narrower than a pixel."""
    areas: dict[str, shapely.Polygon] = {}
    for words, shape in zip(names, view.clipped(shapes, 0.0), strict=True):
        for part in shapely.get_parts(shape) if isinstance(words, str) and shape is not None else ():
            if part.geom_type == "Polygon" and part.area > areas.get(words, shapely.Polygon()).area:
                areas[words] = part
    ranked = sorted(areas, key=lambda words: -areas[words].area)[:MOST_OF_THE_BACKGROUND]
    return [_on(words, areas[words]) for words in ranked if areas[words].area > areas[words].length]


def _around(words: str, shape: Any, point: Any) -> list[Place]:
    """In the middle of a wide park; else above, below, right or left of it, where no parcel of it is covered."""
    middle = (point.x, point.y, 0.0)
    if shape is None:
        return [middle]
    west, north, east, south = shape.bounds
    half, step = text.width(words, PARK_SIZE) / 2, PARK_SIZE * 0.8
    x, y = (west + east) / 2, (north + south) / 2
    beside = [
        (x, north - step, 0.0),
        (x, south + step, 0.0),
        (east + half + 6, y, 0.0),
        (west - half - 6, y, 0.0),
    ]
    is_wide = east - west > ROOMY * half and south - north > ROOMY * PARK_SIZE
    return [middle, *beside] if is_wide else [*beside, middle]


def _along(words: str, line: shapely.LineString) -> Name:
    """At a few places of a road, each time sloped as the road is there."""
    places = []
    for share in (0.5, 0.35, 0.65, 0.2, 0.8):
        (x, y), (x1, y1), (x2, y2) = (
            line.interpolate(at, normalized=True).coords[0] for at in (share, share - 0.04, share + 0.04)
        )
        slope = degrees(atan2(y2 - y1, x2 - x1))
        places.append((x, y, (slope + 90) % 180 - 90))
    return Name(words, ROAD_SIZE, places)


def _on(words: str, area: shapely.Polygon) -> Name:
    point = area.point_on_surface()
    is_brook = 2 * area.area / area.length < BROAD
    return Name(words, WATER_SIZE, [(point.x, point.y, 0.0)], is_on_land=is_brook)


def _is_inside(box: Box, frame: Box) -> bool:
    x, y, width, height = frame
    return x <= box[0] and y <= box[1] and box[2] <= x + width and box[3] <= y + height


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
