"""What lies around the parcels of a drawn map, as far as its frame shows it: background and parks, and their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from dashboard import map_drawing_labels as labels
from dashboard import map_drawing_layers as layers
from dashboard.map_drawing_furniture import Ink, Key
from dashboard.map_drawing_shapes import Bounds, Shapes, View

# Of the frame's corners: what the arrow and the scale bar take.
ARROW_PX, BAR_PX = (60.0, 70.0), (220.0, 44.0)
# A corner of the outline that is cut off by the frame is no outline to a reader.
SHORTEST_OUTLINE = 100.0
WIDEST_WATER_SAMPLE, WIDEST_ROAD_SAMPLE = 9.0, 5.0


@dataclass(frozen=True)
class Around:
    """Shapes are placed and clipped; what the frame does not show is not among them.

    Attributes:
        kinds: of each feature of the background.
        names: of each, None for none.
        shapes: of each.
        park_names: of each park.
        parks: the shape of each, None where only its place is known.
        park_points: where the name of each may stand.
    """

    kinds: Sequence[str]
    names: Sequence[object]
    shapes: Shapes
    park_names: Sequence[str]
    parks: Shapes
    park_points: Shapes

    def of(self, kind: str) -> tuple[Sequence[object], Shapes]:
        """Names and shapes of one kind of the background."""
        chosen = [at for at, each in enumerate(self.kinds) if each == kind]
        return [self.names[at] for at in chosen], self.shapes[chosen]


def around(
    parks: pd.DataFrame, park_shapes: Shapes, background: pd.DataFrame, shapes: Shapes, view: View
) -> Around:
    """What the view shows of the frames, whose ``shape_geojson`` have been read."""
    placed = view.clipped(view.placed(shapes))
    seen = np.flatnonzero(~shapely.is_missing(placed) & ~shapely.is_empty(placed))
    outlines = view.clipped(view.placed(park_shapes))
    outlines[shapely.is_empty(outlines)] = None
    given = shapely.points(parks[["lon", "lat"]].to_numpy(dtype=float, na_value=np.nan))
    given[np.isnan(shapely.get_x(given))] = None
    points = np.where(shapely.is_missing(given), shapely.point_on_surface(outlines), view.placed(given))
    shown = np.flatnonzero(view.touches(points))
    return Around(
        [background["kind"].iloc[at] for at in seen],
        [background["name"].iloc[at] for at in seen],
        placed[seen],
        [str(parks["name"].iloc[at]) for at in shown],
        outlines[shown],
        points[shown],
    )


def names(shown: Around, view: View, ink: Ink) -> tuple[list[str], int]:
    """The names of parks, then of waters and roads where there is room left; and how many parks have no name there."""
    covered = [*_corners(view.frame), *labels.boxes(shown.parks)]
    parks = list(
        labels.placed(
            labels.park_names(shown.park_names, shown.parks, shown.park_points), view.frame, covered
        )
    )
    waters = labels.placed(labels.water_names(*shown.of("water"), view), view.frame, covered)
    written = [
        *(name.svg(place, ink.text, ink.land, 'font-weight="600"') for name, place in parks if place),
        *(
            name.svg(place, ink.water_text, ink.land if name.is_on_land else ink.water, 'font-style="italic"')
            for name, place in waters
            if place
        ),
    ]
    roads = labels.placed(labels.road_names(*shown.of("road")), view.frame, covered)
    written += [name.svg(place, ink.muted, ink.land) for name, place in roads if place]
    return written, sum(place is None for _, place in parks)


def _corners(frame: Bounds) -> tuple[labels.Box, labels.Box]:
    x, y, width, height = frame
    return (
        (x + width - ARROW_PX[0], y, x + width, y + ARROW_PX[1]),
        (x, y + height - BAR_PX[1], x + BAR_PX[0], y + height),
    )


def keys(shown: Around, unnamed: int, view: View, ink: Ink) -> list[Key]:
    """The lines of the legend for what the frame shows of the surroundings; colours are SVG attributes."""
    edge, lane = layers.road_strokes(view.metres_per_pixel, ink, WIDEST_ROAD_SAMPLE)
    park = f"片区范围（{unnamed} 个未标名）" if unnamed else "片区范围"
    water = f'stroke="{ink.water}" stroke-width="{WIDEST_WATER_SAMPLE:g}"'
    kinds = set(shown.kinds) - (
        {"outline"} if _seen_px(shown.of("outline")[1], view) < SHORTEST_OUTLINE else set()
    )
    lines = {
        "outline": Key("区界", layers.outline_stroke(ink)),
        "water": Key("水系", water),
        "road": Key("道路", f"{edge}|{lane}"),
    }
    return [
        *([Key(park, layers.park_stroke(ink))] if not shapely.is_missing(shown.parks).all() else []),
        *(key for kind, key in lines.items() if kind in kinds),
    ]


def _seen_px(outlines: Shapes, view: View) -> float:
    """How much of the line of the outlines is inside the frame; their clipped edges are just outside."""
    x, y, width, height = view.frame
    inside = shapely.intersection(shapely.boundary(outlines), shapely.box(x, y, x + width, y + height))
    return float(np.nansum(shapely.length(inside)))
