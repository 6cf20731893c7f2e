"""Form and rows of the bureau's survey of local supply: who buys what from whom, mostly within a trade."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from etl.sample.block import OUTSIDE_SERIALS_PER_BLOCK, Block
from etl.sample.district import BRAND_FIRST, BRAND_SECOND, SURVEY_YEAR, YEARS
from etl.sample.enterprises import ELSEWHERE
from etl.sample.identifiers import OUTSIDE_MARK, credit_codes
from etl.sample.industries import INDUSTRIES, firms_by_trade
from etl.sample.sheets import Cell, SheetForm

LINKS_PER_ENTERPRISE = 0.08
OUTSIDE_SHARE = 0.18
OTHER_TRADE_SHARE = 0.10
# Of the links of the survey year so many existed the year before.
KEPT_SHARE = 0.65
MISSING_CODE_SHARE = 0.25
UNTOLD_AMOUNT_EVERY = 27
SMALLEST_BUYER_WAN_YUAN = 2_000
# Outside taxpayers take the first serial numbers of a block.
FIRST_SERIAL = 500
PRODUCTS = {
    "biomed": ("原料药中间体", "药用辅料", "药品包装材料", "医用塑料件"),
    "ic": ("晶圆", "引线框架", "封装服务", "测试服务", "电子气体"),
    "opto": ("光芯片", "光纤预制件", "灯珠", "光学玻璃"),
    "electrical": ("硅钢片", "漆包线", "功率器件", "铸件", "绝缘材料"),
    "software": ("服务器", "数据标注服务", "系统集成服务"),
    "food": ("食品包装", "面粉", "冷链服务", "调味料"),
    "general": ("包装箱", "五金件", "模具", "塑料粒子"),
}


def supply_form() -> SheetForm:
    """The survey's sheet: both sides under merged headings."""
    return SheetForm(
        name="配套采购",
        title=f"示例区工业企业本地配套采购情况（{YEARS[-2]}—{SURVEY_YEAR}年）",
        unit="单位：万元",
        headings=tuple(
            (heading, ())
            for heading in (
                "序号",
                "年度",
                "采购企业",
                "采购企业信用代码",
                "供应企业",
                "供应企业信用代码",
                "产品",
                "采购额",
            )
        ),
        footnote="注：供应企业包括区外企业；采购额按不含税金额填报。",
    )


def supply_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of a block without their numbers: each link in the survey year, most in the year before too."""
    rng, firms = block.stream("supply"), block.enterprises
    for at, (buyer, name, code) in enumerate(_links(rng, block), start=1):
        products = PRODUCTS[INDUSTRIES[firms.industry[buyer]].trade]
        product = products[rng.integers(len(products))]
        share, growth = rng.uniform(0.01, 0.10), rng.uniform(0.8, 1.3)
        amount = round(float(block.operation.revenue[buyer, -1]) * share, 2)
        shown = "" if rng.random() < MISSING_CODE_SHARE else code
        row = [firms.names[buyer], firms.codes[buyer], name, shown, product]
        if rng.random() < KEPT_SHARE:
            yield [SURVEY_YEAR - 1, *row, round(amount / growth, 2)]
        yield [SURVEY_YEAR, *row, "" if at % UNTOLD_AMOUNT_EVERY == 0 else amount]


def _links(rng: np.random.Generator, block: Block) -> Iterator[tuple[int, str, str]]:
    """Buyer, and name and code of its supplier: each pair once."""
    firms, outside = block.enterprises, _outside_suppliers(rng, block)
    of_trade = firms_by_trade(firms.industry)
    everyone = [firm for members in of_trade.values() for firm in members]
    buyers = np.flatnonzero(np.nan_to_num(block.operation.revenue[:, -1]) > SMALLEST_BUYER_WAN_YUAN).tolist()
    drawn = set[tuple[int, str]]()
    for _ in range(max(1, round(LINKS_PER_ENTERPRISE * len(firms))) if buyers else 0):
        buyer = int(buyers[rng.integers(len(buyers))])
        trade = INDUSTRIES[firms.industry[buyer]].trade
        near = everyone if rng.random() < OTHER_TRADE_SHARE else of_trade[trade]
        inside, other = int(near[rng.integers(len(near))]), outside[rng.integers(len(outside))]
        is_outside = rng.random() < OUTSIDE_SHARE
        name, code = other if is_outside else (firms.names[inside], firms.codes[inside])
        if name != firms.names[buyer] and (buyer, name) not in drawn:
            drawn.add((buyer, name))
            yield buyer, name, code


def _outside_suppliers(rng: np.random.Generator, block: Block) -> list[tuple[str, str]]:
    """A few firms of other places that several buyers share, with codes of their own."""
    count = max(3, round(LINKS_PER_ENTERPRISE * len(block.enterprises) / 8))
    serials = block.number * OUTSIDE_SERIALS_PER_BLOCK + FIRST_SERIAL + np.arange(count)
    prefixes = [ELSEWHERE[int(at)] for at in rng.integers(3, len(ELSEWHERE), count)]
    brands = rng.choice(len(BRAND_FIRST) * len(BRAND_SECOND), count, replace=False).tolist()
    names = [
        f"示例外省{BRAND_FIRST[at % len(BRAND_FIRST)]}{BRAND_SECOND[at // len(BRAND_FIRST)]}材料有限公司"
        for at in brands
    ]
    return list(zip(names, credit_codes(serials, prefixes, OUTSIDE_MARK), strict=True))
