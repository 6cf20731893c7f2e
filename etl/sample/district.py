"""Names and constants of the fictional district: its code, years, towns, 片区 and words for invented names.

No real place, street or firm is meant. Only the district's code is a real one, because codes carry meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

DISTRICT_CODE = "350104"
DISTRICT_NAME = "示例区"
YEARS = (2021, 2022, 2023)
SURVEY_YEAR = YEARS[-1]
M2_PER_MU = 2000 / 3

TOWNS = (
    "东湖街道", "临江街道", "锦桥街道", "望潮街道", "榕荫街道", "南台街道", "石步街道", "清溪街道",
    "白鹭镇", "螺山镇", "青浦镇", "高岐镇", "云塘镇",
)  # fmt: skip
ROADS = (
    "创新路",
    "兴业大道",
    "榕港路",
    "科技东路",
    "工园一路",
    "工园二路",
    "金桔西路",
    "望江路",
    "建园路",
    "智造大道",
)
PARK_PARENT = "鹭江工业园区"
PARK_KIND = "片区"


@dataclass(frozen=True)
class Park:
    """One 片区: its centre in the district's box (metres), its towns and the trades that it leans to."""

    name: str
    centre_m: tuple[float, float]
    towns: tuple[int, ...]
    trades: tuple[str, ...]


PARKS = (
    Park("白鹭洲片区", (5_200.0, 4_600.0), (0, 1, 8), ("ic", "software")),
    Park("锦桥片区", (16_400.0, 4_300.0), (2, 3, 9), ("biomed", "food")),
    Park("临港片区", (10_900.0, 9_100.0), (4, 5, 10), ("electrical",)),
    Park("青浦片区", (4_700.0, 13_900.0), (6, 11), ("food", "general")),
    Park("云塘片区", (16_900.0, 14_200.0), (7, 12), ("opto", "general")),
)

BRAND_FIRST = "鹭榕闽江云锦星海华瑞恒嘉博晟远凯旭润诚泰隆宏达百川启明正和安顺天合中科立信新元东方"
BRAND_SECOND = "远达盛泽宇航辰光源丰益康创联众维讯捷拓迈锐思睿翔跃腾扬骏驰昌茂林森"
SUFFIXES = ("有限公司", "股份有限公司", "有限责任公司")
COLLECTIVES = ("浦岭村", "石步村", "高湖村", "下洋村", "台屿村", "后坂村", "湖边村", "阳岐村")
PEOPLE = ("陈示例", "林示例", "黄示例", "郑示例")
