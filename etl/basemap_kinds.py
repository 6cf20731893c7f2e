"""What a feature of the background is, by the words of its file's name and of its attributes."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts.basemap import OTHER, OUTLINE, ROAD, WATER

# What names of files and words of attributes say of a feature.
KIND_WORDS = {
    OUTLINE: ("边界", "界线", "区界", "范围", "行政区", "outline", "boundary", "district"),
    WATER: ("水系", "水域", "水面", "河", "江", "湖", "渠", "水库", "海域", "water", "river", "lake", "stream", "canal"),
    ROAD: (
        "道路", "公路", "路网", "快速路", "干路", "支路", "主干道", "铁路", "交通",
        "road", "street", "highway", "rail", "motorway", "trunk", "primary", "secondary",
    ),
}  # fmt: skip
KIND_FIELDS = ("kind", "type", "类型", "类别", "fclass", "class", "layer", "图层")
# OpenStreetMap says the kind by which of these has a value.
TAGS = {"highway": ROAD, "railway": ROAD, "waterway": WATER, "water": WATER}


def kind_of(said: Mapping[str, str]) -> str:
    """What a feature's own attributes say it is."""
    for tag, kind in TAGS.items():
        if tag in said:
            return kind
    spoken = " ".join(said[field] for field in KIND_FIELDS if field in said)
    return kind_in(spoken) or OTHER


def kind_in(text: str) -> str | None:
    """The one kind that a text speaks of; None when it speaks of none or of several (河流和道路.gpkg)."""
    plain = text.lower()
    spoken = [kind for kind, words in KIND_WORDS.items() if any(word in plain for word in words)]
    return spoken[0] if len(spoken) == 1 else None
