"""Industrial parks and their sub-areas (园区、片区), usually a layer from the park committee or the land bureau."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.model import Contract, Field

PARK = Contract(
    entity="park",
    label="园区范围",
    sentence="园区和片区的名称、范围与面积。",
    fields=(
        Field(c.PARK_ID, ("园区编号", "园区代码", "片区编号", "YQBH")),
        Field(
            c.PARK_LABEL,
            (
                "园区名称",
                "片区名称",
                "园区",
                "片区",
                "名称",
                "YQMC",
                "PQMC",
                "name",
                "產業園區名稱",
                "园区全称",
            ),
        ),
        Field(c.PARENT_NAME, ("上级园区", "所属园区", "上级", "所属开发区")),
        Field(c.PARK_KIND, ("园区类型", "类型", "园区级别", "级别", "YQLX")),
        Field(
            c.AREA_MU,
            ("规划面积", "园区面积", "面积", "用地面积", "园区规划面积", "GHMJ"),
        ),
        Field(c.LON, ("经度", "lon", "lng", "longitude")),
        Field(c.LAT, ("纬度", "lat", "latitude")),
    ),
    identity=(("name",),),
    distinctive=("parent_name", "kind", "area_mu", "park_id"),
    key=("park_id",),
    brings="片区排名和片区筛选",
    sender="园区管委会",
    has_geometry=True,
)
