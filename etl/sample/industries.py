"""The trades of the district: GB/T 4754-2017 classes, their official names and the words in firms' names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.sample.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Industry:
    """A four-digit class of GB/T 4754-2017 as this district knows it."""

    trade: str
    section: str
    code: str
    name: str
    word: str

    @property
    def is_industrial(self) -> bool:
        """Whether the class belongs to industry, so that output is reported and 规上工业 applies."""
        return self.section == "C"


INDUSTRIES = (
    Industry("biomed", "C", "2710", "化学药品原料药制造", "药业"),
    Industry("biomed", "C", "2720", "化学药品制剂制造", "制药"),
    Industry("biomed", "C", "2740", "中成药生产", "中药"),
    Industry("biomed", "C", "2761", "生物药品制造", "生物医药"),
    Industry("biomed", "C", "2770", "卫生材料及医药用品制造", "卫生材料"),
    Industry("biomed", "C", "3581", "医疗诊断、监护及治疗设备制造", "医疗器械"),
    Industry("biomed", "C", "3586", "康复辅具制造", "康复器材"),
    Industry("biomed", "M", "7340", "医学研究和试验发展", "医学研究"),
    Industry("ic", "I", "6520", "集成电路设计", "芯片设计"),
    Industry("ic", "C", "3973", "集成电路制造", "微电子"),
    Industry("ic", "C", "3972", "半导体分立器件制造", "半导体"),
    Industry("ic", "C", "3985", "电子专用材料制造", "电子材料"),
    Industry("ic", "C", "3562", "半导体器件专用设备制造", "半导体装备"),
    Industry("opto", "C", "3976", "光电子器件制造", "光电"),
    Industry("opto", "C", "3974", "显示器件制造", "显示科技"),
    Industry("opto", "C", "3975", "半导体照明器件制造", "照明"),
    Industry("opto", "C", "3833", "光缆制造", "光缆"),
    Industry("opto", "C", "4040", "光学仪器制造", "光学仪器"),
    Industry("opto", "C", "3874", "智能照明器具制造", "智能照明"),
    Industry("electrical", "C", "3812", "电动机制造", "电机"),
    Industry("electrical", "C", "3813", "微特电机及组件制造", "精密机电"),
    Industry("electrical", "C", "3821", "变压器、整流器和电感器制造", "变压器"),
    Industry("electrical", "C", "3823", "配电开关控制设备制造", "电气"),
    Industry("electrical", "C", "3824", "电力电子元器件制造", "电力电子"),
    Industry("electrical", "C", "3831", "电线、电缆制造", "电缆"),
    Industry("electrical", "C", "3561", "电工机械专用设备制造", "电工装备"),
    Industry("electrical", "C", "4011", "工业自动控制系统装置制造", "自动化"),
    Industry("electrical", "C", "4012", "电工仪器仪表制造", "仪表"),
    Industry("software", "I", "6513", "应用软件开发", "软件"),
    Industry("software", "I", "6531", "信息系统集成服务", "信息技术"),
    Industry("software", "I", "6540", "运行维护服务", "网络科技"),
    Industry("food", "C", "1411", "糕点、面包制造", "食品"),
    Industry("food", "C", "1432", "速冻食品制造", "冷冻食品"),
    Industry("food", "C", "1462", "酱油、食醋及类似制品制造", "调味品"),
    Industry("food", "C", "1499", "其他未列明食品制造", "健康食品"),
    Industry("general", "C", "1830", "服饰制造", "服饰"),
    Industry("general", "C", "1951", "纺织面料鞋制造", "鞋业"),
    Industry("general", "C", "2110", "木质家具制造", "家具"),
    Industry("general", "C", "2231", "纸和纸板容器制造", "纸业"),
    Industry("general", "C", "2319", "包装装潢及其他印刷", "包装印刷"),
    Industry("general", "C", "2641", "涂料制造", "涂料"),
    Industry("general", "C", "2926", "塑料包装箱及容器制造", "塑胶"),
    Industry("general", "C", "3021", "水泥制品制造", "建材"),
    Industry("general", "C", "3311", "金属结构制造", "钢结构"),
    Industry("general", "C", "3484", "机械零部件加工", "机械"),
    Industry("general", "C", "3525", "模具制造", "模具"),
    Industry("general", "C", "3670", "汽车零部件及配件制造", "汽车配件"),
)
TRADE_WEIGHTS = {
    "biomed": 12.0,
    "ic": 9.0,
    "opto": 10.0,
    "electrical": 20.0,
    "software": 11.0,
    "food": 9.0,
    "general": 29.0,
}
# How far a trade's per-mu tax lies from the district's, in log points: together about zero.
TRADE_TAX_OFFSETS = {
    "biomed": 0.30, "ic": 0.30, "opto": 0.10, "electrical": 0.05, "software": 0.20, "food": -0.20,
    "general": -0.25,
}  # fmt: skip
LEANING = 3.0

INDUSTRIAL = np.array([industry.is_industrial for industry in INDUSTRIES])
TAX_OFFSETS = np.array([TRADE_TAX_OFFSETS[industry.trade] for industry in INDUSTRIES])


def draw_industries(
    rng: np.random.Generator, park: IntArray, leanings: tuple[tuple[str, ...], ...]
) -> IntArray:
    """Draw an index into ``INDUSTRIES`` a firm; a 片区 favours its own trades, -1 (no 片区) none."""
    weights = np.array([_class_weights(trades) for trades in (*leanings, ())])
    cumulative = np.cumsum(weights, axis=1)
    draw = rng.random(len(park)) * cumulative[park, -1]
    return np.asarray((draw[:, None] >= cumulative[park]).sum(axis=1))


def _class_weights(favoured: tuple[str, ...]) -> FloatArray:
    classes_of = {trade: sum(industry.trade == trade for industry in INDUSTRIES) for trade in TRADE_WEIGHTS}
    return np.array(
        [
            TRADE_WEIGHTS[industry.trade]
            / classes_of[industry.trade]
            * (LEANING if industry.trade in favoured else 1.0)
            for industry in INDUSTRIES
        ]
    )


def firms_by_trade(industry: IntArray, wanted: BoolArray | None = None) -> dict[str, list[int]]:
    """Places of the firms by trade, from an index into ``INDUSTRIES`` a firm; of the ``wanted`` classes if said."""
    found: dict[str, list[int]] = {}
    for firm, at in enumerate(industry.tolist()):
        if wanted is None or wanted[at]:
            found.setdefault(INDUSTRIES[at].trade, []).append(firm)
    return found
