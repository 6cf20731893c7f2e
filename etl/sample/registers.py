"""Forms and rows of the market bureau's register, the tax bureau's lists and the towns' tenancy survey."""

from __future__ import annotations

from collections.abc import Iterator

from etl.sample.block import Block
from etl.sample.district import COLLECTIVES, PEOPLE, SURVEY_YEAR, TOWNS, YEARS
from etl.sample.enterprises import ORIENTATIONS, STATUSES
from etl.sample.industries import INDUSTRIES
from etl.sample.products import main_products
from etl.sample.sheets import ABSENT, Cell, SheetForm, TypedNumber
from etl.sample.tax import Tax
from etl.sample.tenancy import NOBODY

REGISTER_HEADINGS = (
    "序号", "企业名称", "统一社会信用代码", "曾用名", "成立日期", "行业代码", "行业名称", "所属街道",
    "所在园区", "住所", "经营状态", "是否规上", "企业规模", "产业导向", "主要产品",
)  # fmt: skip
TAX_HEADINGS = (
    "序号", "纳税人识别号", "纳税人名称", "主管税务所（科、分局）", "增值税", "企业所得税", "城建税",
    "其他税种", "入库税收合计", "免抵调库", "留抵退税", "评价税收",
)  # fmt: skip
TENANCY_HEADINGS = (
    "序号", "年度", "宗地代码", "企业名称", "统一社会信用代码", "使用方式", "面积（平方米）", "出租方",
    "租期止", "备注",
)  # fmt: skip
TAX_OFFICES = ("第一税务所", "第二税务所", "金桥税务分局", "云塘税务所")
# A register row is sent twice now and then, exactly alike.
REPEATED_EVERY = 200
MISSING_CODE_SHARE = 0.03
UNTOLD_END_SHARE = 0.1
UNTIDY_SHARE = 0.02
# Rows whose amounts were typed as text, in one of these ways; (12.30) is negative.
TYPED_SHARE = 0.02
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
HIDDEN_TAX = (YEARS[1], 150)


def tax_form(year: int) -> SheetForm:
    """The tax bureau's yearly list: money from column 5 on, a total row and a footnote."""
    return SheetForm(
        name="企业税收",
        title=f"{year}年度企业入库税收情况表",
        unit="单位：万元",
        headings=_flat(TAX_HEADINGS),
        totalled=tuple(range(4, len(TAX_HEADINGS))),
        hides_every=HIDDEN_TAX[1] if year == HIDDEN_TAX[0] else 0,
        footnote="注：评价税收=入库税收合计+免抵调库+留抵退税。    填表人：示例    审核人：示例",
    )


def tenancy_forms() -> list[SheetForm]:
    """One sheet a town, all surveyed years in it."""
    title = f"{YEARS[0]}—{SURVEY_YEAR}年度企业用地租用情况表"
    return [SheetForm(name=town, title=f"{town}{title}", headings=_flat(TENANCY_HEADINGS)) for town in TOWNS]


def register_rows(block: Block, sizes: list[str], first: int) -> Iterator[list[str]]:
    """Register rows of a block, numbered from ``first``."""
    firms, scale = block.enterprises, block.operation.is_above_scale(SURVEY_YEAR)
    products = main_products(block)
    for i, name in enumerate(firms.names):
        industry = INDUSTRIES[firms.industry[i]]
        row = [
            str(first + i), name, firms.codes[i], firms.former_names[i] or ABSENT, firms.founded_on[i],
            industry.section + industry.code, industry.name, TOWNS[firms.town[i]],
            block.park_name(int(firms.park[i])) if firms.park[i] != NOBODY else ABSENT, firms.addresses[i],
            STATUSES[firms.status[i]], "是" if scale[i] else "否", sizes[i],
            ORIENTATIONS[firms.orientation[i]], products[i],
        ]  # fmt: skip
        yield row
        if (first + i) % REPEATED_EVERY == 0:
            yield row


def tax_rows(block: Block, year: int, first: int) -> Iterator[list[Cell]]:
    """Tax rows of a block, registered taxpayers first, numbered from ``first``."""
    firms = block.enterprises
    number, typing, amounts = first, block.stream(f"tax {year}"), block.stream(f"tax amounts {year}")
    for tax, names, codes in (
        (block.tax, firms.names, firms.codes),
        (block.outside_tax, block.outside_names, block.outside_codes),
    ):
        untidy = typing.random(len(names)) < UNTIDY_SHARE
        typed = amounts.random(len(names)) < TYPED_SHARE
        for i in tax.is_filed[:, YEARS.index(year)].nonzero()[0].tolist():
            office = TAX_OFFICES[ord(codes[i][-1]) % len(TAX_OFFICES)]
            yield [
                number,
                codes[i],
                _as_typed(names[i], untidy[i]),
                office,
                *_tax_cells(tax, i, YEARS.index(year), as_text=bool(typed[i])),
            ]
            number += 1


def tenancy_rows(block: Block) -> Iterator[tuple[int, list[Cell]]]:
    """Town and row (its number left to the sheet) of each listed owner and lease, year by year."""
    parcels, leases = block.parcels, block.leases
    owners = owner_names(block)
    nameless = block.stream("tenancy").random((len(leases.tenant), len(YEARS))) < MISSING_CODE_SHARE
    until = _lease_ends(block)
    for at, year in enumerate(YEARS):
        for parcel in leases.listed_owner.nonzero()[0].tolist():
            yield int(parcels.town[parcel]), _own_row(block, parcel, year)
        for lease in leases.is_active[:, at].nonzero()[0].tolist():
            parcel = int(leases.parcel[lease])
            row = _lease_row(block, lease, year, has_code=not nameless[lease, at])
            yield int(parcels.town[parcel]), [*row, owners[parcel], until[at][lease], _remark(block, lease)]


def _lease_ends(block: Block) -> list[list[str]]:
    """The end of each lease as each year's survey writes it: within three years, now and then left empty."""
    rng, leases = block.stream("lease ends"), len(block.leases.tenant)
    ends = []
    for year in YEARS:
        months, told = rng.integers(1, 37, leases), rng.random(leases) >= UNTOLD_END_SHARE
        ends.append(
            [
                f"{year + 1 + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}-28" if known else ""
                for month, known in zip(months.tolist(), told.tolist(), strict=True)
            ]
        )
    return ends


def owner_names(block: Block) -> list[str]:
    """Right holder of each parcel: its enterprise, else a village collective or, one in four, a person."""
    names = []
    for p, owner in enumerate(block.owner.tolist()):
        if owner != NOBODY:
            names.append(block.enterprises.names[owner])
        elif p % 4 == 0:
            names.append(PEOPLE[p // 4 % len(PEOPLE)])
        else:
            names.append(f"示例{COLLECTIVES[p % len(COLLECTIVES)]}股份经济合作社")
    return names


def _own_row(block: Block, parcel: int, year: int) -> list[Cell]:
    owner = block.owner[parcel]
    whole_m2 = round(float(block.parcels.certificate_m2[parcel]), 2)
    firms = block.enterprises
    return [
        year,
        block.parcels.codes[parcel],
        firms.names[owner],
        firms.codes[owner],
        "自有",
        whole_m2,
        ABSENT,
        ABSENT,
        "",
    ]


def _lease_row(block: Block, lease: int, year: int, *, has_code: bool) -> list[Cell]:
    leases, firms = block.leases, block.enterprises
    tenant = leases.tenant[lease]
    code = firms.codes[tenant] if has_code else ""
    kind = "租赁土地" if leases.is_land[lease] else "租赁厂房"
    parcel = block.parcels.codes[leases.parcel[lease]]
    return [year, parcel, firms.names[tenant], code, kind, int(leases.area_m2[lease])]


def _remark(block: Block, lease: int) -> str:
    """Every fourth floor lease tells its storey."""
    return f"{lease % 5 + 1}层" if lease % 4 == 0 and not block.leases.is_land[lease] else ""


def _flat(headings: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((heading, ()) for heading in headings)


def _as_typed(name: str, untidy: bool) -> str:
    """The tax bureau types half-width brackets, and now and then a space too many."""
    return name.replace("（", "(").replace("）", ")") + (" " if untidy else "")


def _tax_cells(tax: Tax, row: int, year: int, *, as_text: bool) -> list[Cell]:
    columns = (tax.vat, tax.income, tax.city, tax.other, tax.paid, tax.exempt, tax.refund, tax.evaluation)
    amounts = [float(cents[row, year]) / 100 for cents in columns]
    return (
        [_typed_amount(amount, (row + at) % 4) for at, amount in enumerate(amounts)]
        if as_text
        else [*amounts]
    )


def _typed_amount(amount: float, way: int) -> Cell:
    """An amount as text: with commas, with its unit, full-width, or with a space; brackets for a minus."""
    text = f"{abs(amount):,.2f}"
    ways = (text, f"{text}万", text.translate(FULL_WIDTH), f"{text} ")
    return TypedNumber(f"（{text}）" if amount < 0 else ways[way], amount)
