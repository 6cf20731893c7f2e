"""The background of maps: what its features are, and the table that a snapshot publishes of them."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts.model import Column, Kind, Table

OUTLINE, WATER, ROAD, OTHER = "outline", "water", "road", "other"
# In the order in which they are drawn, one above the other.
BACKGROUNDS: Mapping[str, str] = {OUTLINE: "边界", WATER: "水系", OTHER: "其他", ROAD: "道路"}

FEATURE_ID = Column("feature_id", "要素标识", "底图文件的名称和其中的序号。", Kind.CODE)
BACKGROUND = Column(
    "kind", "底图类别", "、".join(f"{kind} {word}" for kind, word in BACKGROUNDS.items()) + "。", Kind.WORD
)
FEATURE_NAME = Column("name", "名称", "来件所写的名称；没有时为空。", Kind.NAME)
FEATURE_SHAPE = Column(
    "shape_geojson", "图形", "线或面，GeoJSON 几何，CGCS2000（EPSG:4490）经纬度，概括到约 1 米。"
)

BASEMAP = Table(
    "basemap",
    "底图",
    "底图的一个要素一行；没有放底图文件时没有行。",
    ("feature_id",),
    (FEATURE_ID, BACKGROUND, FEATURE_NAME, FEATURE_SHAPE),
)
