"""Units that offices write, and the factor that turns each into the unit of our columns.

1 亩 = 2000/3 m² exactly; 1 公顷 = 15 亩; 1 km² = 1500 亩; 1 亿元 = 10 000 万元.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

M2_PER_MU = Fraction(2000, 3)
M2_PER_ACRE = Fraction(40468564224, 10**7)
M2_PER_PING = Fraction(400, 121)
MU_PER_KM2 = 1500

_AREA_M2: dict[str, Fraction] = {
    "平方米": Fraction(1),
    "亩": M2_PER_MU,
    "公顷": Fraction(10_000),
    "平方公里": Fraction(1_000_000),
    "万平方米": Fraction(10_000),
    "英亩": M2_PER_ACRE,
    "坪": M2_PER_PING,
}
_MONEY_WAN_YUAN: dict[str, Fraction] = {
    "元": Fraction(1, 10_000),
    "百元": Fraction(1, 100),
    "千元": Fraction(1, 10),
    "万元": Fraction(1),
    "百万元": Fraction(100),
    "千万元": Fraction(1_000),
    "亿元": Fraction(10_000),
}

# Target unit (as columns state it) → unit in a file → factor. A unit that is not here is an error, never a guess.
FACTORS: Mapping[str, Mapping[str, Fraction]] = {
    "m²": _AREA_M2,
    "亩": {unit: factor / M2_PER_MU for unit, factor in _AREA_M2.items()},
    "万元": _MONEY_WAN_YUAN,
    # Money per land: 1 万元/公顷 is 1/15 万元/亩, and so is 1 元/m².
    "万元/亩": {
        "万元/亩": Fraction(1),
        "元/亩": Fraction(1, 10_000),
        "万元/公顷": Fraction(1, 15),
        "元/平方米": Fraction(1, 15),
        "亿元/平方公里": Fraction(10_000, MU_PER_KM2),
    },
    # A year has 365 days and 12 months.
    "元/m²·月": {
        "元/平方米·月": Fraction(1),
        "元/平方米·天": Fraction(365, 12),
        "元/平方米·年": Fraction(1, 12),
    },
    "元/kWh": {"元/千瓦时": Fraction(1), "分/千瓦时": Fraction(1, 100)},
    "kWh": {"千瓦时": Fraction(1), "万千瓦时": Fraction(10_000), "亿千瓦时": Fraction(100_000_000)},
    "吨标准煤": {"吨标准煤": Fraction(1), "万吨标准煤": Fraction(10_000), "千克标准煤": Fraction(1, 1000)},
    "吨": {"吨": Fraction(1), "千克": Fraction(1, 1000), "万吨": Fraction(10_000)},
    "人": {"人": Fraction(1), "万人": Fraction(10_000)},
    "%": {"%": Fraction(1), "‰": Fraction(1, 10), "1": Fraction(100)},
}

# Spellings of a unit, compared without white space, full-width forms or case.
SPELLINGS: Mapping[str, str] = {
    **{unit: unit for factors in FACTORS.values() for unit in factors},
    "m2": "平方米",
    "㎡": "平方米",
    "m²": "平方米",
    "平米": "平方米",
    "平方": "平方米",
    "万m2": "万平方米",
    "万㎡": "万平方米",
    "万平米": "万平方米",
    "ha": "公顷",
    "hm2": "公顷",
    "km2": "平方公里",
    "平方千米": "平方公里",
    "acre": "英亩",
    "acres": "英亩",
    "人民币元": "元",
    "rmb": "元",
    "人民币万元": "万元",
    "万": "万元",
    "亿": "亿元",
    "万/亩": "万元/亩",
    "万元每亩": "万元/亩",
    "元/㎡": "元/平方米",
    "元/m2": "元/平方米",
    "元/m²": "元/平方米",
    "亿元/km2": "亿元/平方公里",
    **{
        f"元/{area}{mark}{time}": f"元/平方米·{'天' if time == '日' else time}"
        for area in ("平方米", "㎡", "m2", "m²", "平米", "平方")
        for mark in ("·", "/", ".", "")
        for time in "月天日年"
    },
    "kwh": "千瓦时",
    "kw·h": "千瓦时",
    "度": "千瓦时",
    "万度": "万千瓦时",
    "万kwh": "万千瓦时",
    "元/度": "元/千瓦时",
    "元/kwh": "元/千瓦时",
    "分/度": "分/千瓦时",
    "分/kwh": "分/千瓦时",
    "吨标煤": "吨标准煤",
    "tce": "吨标准煤",
    "万吨标煤": "万吨标准煤",
    "千克标煤": "千克标准煤",
    "t": "吨",
    "kg": "千克",
    "名": "人",
    "百分比": "%",
}


def unit_of(spelling: str) -> str | None:
    """The unit that ``spelling`` names, or None when it is not a unit we know."""
    return SPELLINGS.get(spelling.strip().lower())


def factor_between(unit: str, target: str) -> Fraction | None:
    """What to multiply a value in ``unit`` by to have it in ``target``; None when the two do not measure the same."""
    return FACTORS.get(target, {}).get(unit)
