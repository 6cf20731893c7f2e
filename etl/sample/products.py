"""Main products as the market bureau's register writes them: what a firm's class makes, now and then of the next step too."""

from __future__ import annotations

from collections.abc import Mapping

from etl.sample.block import Block
from etl.sample.industries import INDUSTRIES
from etl.sample.sheets import ABSENT

UNTOLD_SHARE = 0.15
SECOND_SHARE = 0.12
# Class → the products of its firms, then what some of them make beside it.
PRODUCTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "2710": (("原料药", "医药中间体"), ("片剂",)),
    "2720": (("片剂", "胶囊剂", "注射剂"), ("原料药",)),
    "2740": (("中成药颗粒剂", "中成药丸剂"), ("中药饮片",)),
    "2761": (("生物制品", "重组蛋白"), ("疫苗",)),
    "2770": (("医用敷料", "医用口罩"), ("输液器",)),
    "3581": (("医用超声设备", "临床检验分析仪器"), ("手术器械",)),
    "3586": (("康复设备", "矫形器"), ("病床",)),
    "3972": (("三极管", "二极管"), ("LED器件",)),
    "3973": (("晶圆制造", "集成电路封装", "芯片测试"), ("三极管",)),
    "3985": (("硅片", "封装材料"), ()),
    "6520": (("芯片设计",), ("集成电路设计软件",)),
    "6513": (("应用软件",), ("EDA软件", "操作系统")),
    "3976": (("光电子器件",), ("光模块",)),
    "3975": (("LED芯片", "LED封装"), ("灯具",)),
    "4040": (("显微镜", "光学设备"), ("光学镜头",)),
    "3812": (("中小型电机",), ("步进电机",)),
    "3821": (("变压器", "互感器"), ("电容器",)),
    "3823": (("成套开关设备",), ("继电保护装置",)),
    "1432": (("速冻食品",), ("鱼丸",)),
}


def main_products(block: Block) -> list[str]:
    """One cell a firm, joined by 、; not every firm told."""
    rng, told = block.stream("products"), []
    for industry in block.enterprises.industry.tolist():
        own, beside = PRODUCTS.get(INDUSTRIES[industry].code, ((), ()))
        draws = rng.random(4)
        words = [own[int(draws[0] * len(own))]] if own else []
        if beside and draws[1] < SECOND_SHARE:
            words.append(beside[int(draws[2] * len(beside))])
        told.append("、".join(words) if words and draws[3] >= UNTOLD_SHARE else ABSENT)
    return told
