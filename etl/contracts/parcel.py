"""Industrial land parcels (宗地): usually the cadastre's layer from the land bureau (资规局), sometimes a sheet."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.batches import IN_ACQUISITION
from etl.contracts.enterprise import PARK_ALIASES, TOWN_ALIASES, USCC_ALIASES, YES_NO
from etl.contracts.model import Contract, Field

PARCEL_ALIASES = (
    "宗地代码", "宗地号", "地块编号", "地号", "地籍号", "宗地编号", "地块编码", "地块号", "宗地编码", "宗地统一代码",
    "ZDDM", "DKBH", "parcel_id",
)  # fmt: skip

# Land right types and natures of the cadastral standard (domain notes 4.5).
RIGHT_TYPES = {
    "1": "集体土地所有权", "2": "国家土地所有权", "3": "国有建设用地使用权", "4": "国有建设用地使用权/房屋所有权",
    "5": "宅基地使用权", "6": "宅基地使用权/房屋所有权", "7": "集体建设用地使用权",
    "8": "集体建设用地使用权/房屋所有权",
}  # fmt: skip
RIGHT_NATURES = {
    "100": "国有土地", "101": "划拨", "102": "出让", "103": "作价出资（入股）", "104": "国有土地租赁", "105": "授权经营",
    "106": "家庭承包", "107": "其它方式承包", "200": "集体土地", "201": "家庭承包", "202": "其它方式承包",
    "203": "批准拨用", "204": "入股", "205": "联营",
}  # fmt: skip

AREA_UNITS = {
    "1": "平方米", "2": "亩", "3": "公顷", "平方米": "平方米", "亩": "亩", "公顷": "公顷", "㎡": "平方米",
}  # fmt: skip

PARCEL = Contract(
    entity="parcel",
    label="宗地",
    sentence="宗地的权利人、面积、用途和图形。",
    fields=(
        Field(c.PARCEL_ID, PARCEL_ALIASES),
        Field(c.REAL_ESTATE_UNIT_ID, ("不动产单元号", "不动产单元代码", "BDCDYH")),
        Field(
            c.OWNER_NAME,
            (
                "权利人",
                "土地使用权人",
                "使用权人",
                "用地单位",
                "竞得单位",
                "土地权利人",
                "权利人名称",
                "QLR",
                "QLRMC",
                "企业名称",
                "单位名称",
                "用地企业",
            ),
        ),
        Field(c.OWNER_USCC, ("权利人证件号", "权利人信用代码", "证件号", "QLRZJH", "ZJH", *USCC_ALIASES)),
        Field(c.TOWN, TOWN_ALIASES),
        Field(c.PARK_NAME, PARK_ALIASES),
        Field(
            c.PARCEL_ADDRESS,
            ("坐落", "宗地坐落", "用地位置", "土地坐落", "位置", "土地位置", "宗地位置", "ZL"),
        ),
        Field(c.LAND_USE_CODE, ("用途代码", "土地用途代码", "地类编码", "地类代码", "YT", "DLBM")),
        Field(c.LAND_USE, ("土地用途", "用途", "用途名称", "地类名称", "现状用途", "地类", "YTMC", "DLMC")),
        Field(c.PLANNED_USE, ("规划用途", "规划用地性质", "用地性质", "GHYT")),
        Field(c.RIGHT_TYPE, ("权利类型", "QLLX"), words=RIGHT_TYPES),
        Field(
            c.RIGHT_NATURE,
            ("权利性质", "供地方式", "土地使用权类型", "供应方式", "QLXZ"),
            words=RIGHT_NATURES,
        ),
        Field(c.IS_TEMPORARY, ("是否临时用地", "临时用地", "是否临时", "SFLS"), words=YES_NO),
        Field(
            IN_ACQUISITION,
            ("征迁红线内", "是否在征迁红线内", "征收范围内", "是否征收", "是否拆迁", "收储红线内"),
            words=YES_NO,
        ),
        Field(
            c.EXPIRES_ON, ("到期日", "到期日期", "终止日期", "截止日期", "截至时间", "使用权终止日期", "DQRQ")
        ),
        Field(
            c.CERTIFICATE_M2,
            (
                "宗地面积",
                "证载面积",
                "登记面积",
                "登记用地面积",
                "使用权面积",
                "土地面积",
                "用地面积",
                "发证面积",
                "供地面积",
                "出让面积",
                "占地面积",
                "地块面积",
                "ZDMJ",
                "DKMJ",
            ),
            alias_units={"zdmj": "平方米", "dkmj": "平方米"},
        ),
        Field(c.AREA_UNIT, ("MJDW", "面积单位"), words=AREA_UNITS),
        Field(c.DECLARED_M2, ("申报面积", "申报用地面积", "企业申报面积", "SBMJ")),
        Field(
            c.FLOOR_M2,
            ("建筑面积", "总建筑面积", "厂房面积", "地上建筑面积", "ZJZMJ", "JZZMJ", "JZMJ"),
            "平方米",
        ),
        Field(
            c.VACANT_FLOOR_M2,
            ("空置建筑面积", "空置面积", "空置厂房面积", "闲置建筑面积", "闲置厂房面积", "KZMJ"),
            "平方米",
        ),
        Field(c.FAR, ("容积率", "现状容积率", "RJL")),
        Field(c.PLANNED_FAR, ("规划容积率", "规划容积率上限", "容积率上限", "GHRJL")),
        Field(c.BUILDING_DENSITY, ("建筑密度", "JZMD"), "%"),
        Field(c.STAGE, ("开发阶段", "阶段", "地块阶段", "建设阶段", "建设状态", "JD")),
    ),
    identity=(("parcel_id", "real_estate_unit_id"),),
    distinctive=(
        "certificate_m2",
        "declared_m2",
        "land_use",
        "land_use_code",
        "right_type",
        "right_nature",
        "far",
    ),
    key=("parcel_id",),
    brings="用地面积、亩均税收和地块地图",
    sender="自然资源和规划局",
    has_geometry=True,
)
