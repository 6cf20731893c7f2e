"""Forms and rows of funds, of events for workers and for money, and of the library of policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from etl.sample.block import Block
from etl.sample.district import SURVEY_YEAR
from etl.sample.service_days import a_day, any_of, chosen, count_of, dotted, named, or_absent, stranger
from etl.sample.sheets import ABSENT, Cell, SheetForm

# Name, kind, scale in 万元, shares of it promised, of that paid in, of that invested, manager, direction, status, year.
FUNDS = (
    ("示例区产业引导基金", "母基金", 100_000, 1.0, 0.6, 0.82, "示例区国投基金公司", "先进制造、生物医药", "投资期", 2019),
    ("鹭江生物医药子基金", "参股子基金", 30_000, 1.0, 0.7, 0.74, "鹭江资本", "生物医药", "投资中", 2020),
    ("鹭江集成电路子基金", "子基金", 50_000, 0.9, 0.5, 0.9, "芯榕资本", "集成电路、光电信息", "投资中", 2021),
    ("示例技改专项基金", "专项基金", 20_000, 1.0, 1.0, 1.15, "示例区国投基金公司", "企业技术改造", "投资", 2018),
    ("示例食品产业子基金", "子基金", 15_000, 0.8, 0.4, 0.0, "", "食品", "已设立", 2023),
    ("示例人才创业子基金", "子基金", 8_000, 1.0, 1.0, 0.95, "榕才创投", "人才创业项目", "退出中", 2015),
    ("示例低空经济子基金", "子基金", 20_000, None, None, None, "", "低空经济", "筹备中", None),
    ("示例光电协同子基金", "子基金", 25_000, 0.6, 0.7, 0.3, "云塘资本", "光电信息", "论证", 2022),
)  # fmt: skip
OVERPAID_AT = 7
FUND_WORDS = (
    "序号", "基金名称", "基金类型", "规模", "认缴", "实缴", "已投", "已投项目数", "管理人", "投向", "设立日期", "存续期止",
    "状态", "责任科室",
)  # fmt: skip
FAIRS = (
    ("春风行动首场招聘会", 2),
    ("春风行动园区专场", 2),
    ("校企对接招聘会", 5),
    ("金秋招聘月", 9),
    ("电子信息专场招聘会", 11),
)
BANKERS = (("政银企对接会", 4), ("专精特新融资专场", 6), ("园区金融服务日", 10))
BANKS = ("示例银行", "榕江农商行", "鹭江信用社", "闽海银行")
FAIR_WORDS = (
    "序号", "活动名称", "活动类型", "活动日期", "招聘企业", "统一社会信用代码", "对接机构", "需求人数", "达成意向人数",
)  # fmt: skip
LOAN_WORDS = (
    "序号", "活动名称", "类型", "活动日期", "企业名称", "统一社会信用代码", "对接银行", "需求", "达成", "单位",
)  # fmt: skip
ATTENDING = 0.03
NO_UNIT_AT = 5
POLICY_WORDS = (
    "序号", "文号", "标题", "级次", "条款", "兑现口径", "印发日期", "生效日期", "有效期止", "责任科室", "状态",
)  # fmt: skip
# Number, title, level, clauses with their terms, issued, valid until, office, status.
PAPERS = (
    ("示政规〔2023〕2号", "示例区促进工业稳增长若干措施", "区", (("第三条 增产奖励", "产值增速 10 % 以上，每户 5 万元"),
     ("第五条 首次上规奖励", "每户 10 万元")), (2023, 1), (2025, 12), "运行科", "印发"),
    ("示工信〔2022〕18号", "示例市技术改造设备补助办法", "市", (("第四条 设备补助", "设备投资的 5 %，最高 300 万元"),),
     (2022, 3), (2024, 2), "技改科", "有效"),
    ("示政规〔2022〕7号", "专精特新企业扶持若干措施", "省", (("第二条 认定奖励", "小巨人 50 万元，省级 20 万元"),),
     (2022, 5), (2024, 3), "企业科", "现行有效"),
    ("示工信〔2023〕5号", "首台（套）重大技术装备认定和奖励办法", "省", (("第六条 认定奖励", "售价的 20 %，最高 100 万元"),),
     (2023, 2), (2026, 2), "装备科", "印发"),
    ("示工信〔2022〕31号", "企业上云上平台补助细则", "市", (("第三条 上云补助", "服务费的 30 %，最高 20 万元"),), (2022, 8),
     (2023, 8), "信息科", "印发"),
    ("示政办〔2022〕15号", "管控区、封控区企业用电补助方案", "区", (("第一条", "封控区 0.15 元/千瓦时，管控区 0.10 元/千瓦时"),),
     (2022, 6), (2022, 12), "运行科", "失效"),
    ("示政规〔2021〕4号", "示例区生物医药产业扶持办法", "区", (("第七条 批件奖励", "每个批件 30 万元"),), (2021, 9), (2024, 9),
     "医药科", "印发"),
    ("", "示例区产业人才住房补贴实施细则", "区", (("第二条 租房补贴", "每人每月 800 元"),), (2023, 6), None, "人才科", "印发"),
    ("", "示例区工业上楼扶持办法", "区", (("第三条 楼宇奖励", "待定"),), None, None, "园区科", "征求意见"),
    ("", "示例区数字化转型补助办法（代拟稿）", "区", (("", ""),), None, None, "信息科", "起草"),
    ("", "示例区低空经济若干措施", "区", (("第一条", "设备投资的 10 %"),), None, None, "装备科", "常务会审议"),
    ("示政规〔2020〕3号", "示例区老字号保护和奖励办法", "区", (("第四条 认定奖励", "每户 10 万元"),), (2020, 4), (2023, 4),
     "企业科", "废止"),
    ("示政规〔2023〕11号", "示例区绿色工厂奖励办法", "区", (("第二条 认定奖励", "国家级 30 万元"),), (2023, 9), (2022, 9),
     "节能科", "印发"),
    ("示政规〔2023〕16号", "示例区融资对接贴息办法", "区", (("第三条 贴息", "利息的 30 %"),), (2023, 11), (2026, 11), "企业科",
     "挂网"),
)  # fmt: skip


def _form(name: str, title: str, words: Sequence[str], unit: str = "", footnote: str = "") -> SheetForm:
    return SheetForm(
        name=name, title=title, headings=tuple((word, ()) for word in words), unit=unit, footnote=footnote
    )


def fund_form() -> SheetForm:
    """The ledger of funds."""
    return _form(
        "产业基金", f"示例区产业引导基金和子基金台账（截至{SURVEY_YEAR}年12月底）", FUND_WORDS, "单位：万元"
    )


def event_forms() -> list[SheetForm]:
    """Events for workers and events for money: two sheets, because they are counted in other units."""
    return [
        _form("招聘对接", f"示例区春风行动和招聘对接情况表（截至{SURVEY_YEAR}年12月）", FAIR_WORDS),
        _form(
            "融资对接",
            f"示例区政银企融资对接情况表（截至{SURVEY_YEAR}年12月）",
            LOAN_WORDS,
            footnote="注：达成为授信额，尚未批复的暂空。",
        ),
    ]


def policy_form() -> SheetForm:
    """The library of policies: a row a clause."""
    return _form("政策文件", f"示例区惠企政策文件库（截至{SURVEY_YEAR}年12月）", POLICY_WORDS)


def fund_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers; funds are the district's: only the first block has them."""
    for at, (name, kind, scale, promised, paid, spent, manager, direction, status, year) in enumerate(
        FUNDS if block.number == 0 else ()
    ):
        committed = None if promised is None else float(scale * promised)
        paid_in = (
            None if committed is None or paid is None else committed * (1.1 if at == OVERPAID_AT else paid)
        )
        invested = None if paid_in is None or spent is None else round(paid_in * spent, 1)
        yield [
            name,
            kind,
            float(scale),
            or_absent(committed),
            or_absent(paid_in),
            or_absent(invested),
            None if invested is None else round(invested / 2600),
            manager,
            direction,
            "" if year is None else date(year, 3 + at, 18).isoformat(),
            "" if year is None else date(year + 8, 3 + at, 17).isoformat(),
            status,
            "企业科",
        ]


def fair_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of events for workers: a firm and event each; one firm is unknown, one day lies ahead."""
    rng = block.stream("job fairs")
    for event, (name, month) in enumerate(FAIRS):
        day = a_day(rng, date(SURVEY_YEAR, month, 3), date(SURVEY_YEAR, month, 26))
        firms = dict.fromkeys(chosen(rng, len(block.enterprises), count_of(block, ATTENDING)))
        for at, firm in enumerate(firms):
            said, code = named(block, firm, at + 1)
            wanted = int(rng.integers(2, 46))
            is_stranger = (event, at) == (1, 3)
            yield [
                name,
                "春风行动" if event < 2 else "招聘会",
                (date(2032, month, 9) if (event, at) == (4, 1) else day).isoformat(),
                stranger(block, "服饰") if is_stranger else said,
                "" if is_stranger else code,
                any_of(rng, ("区人才市场", "示例职业学院", "")),
                wanted,
                ABSENT if at % 9 == 8 else int(wanted * rng.uniform(0.1, 0.8)),
            ]


def loan_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of events for money: the unit stands in each row, and once it does not."""
    rng = block.stream("loan fairs")
    for event, (name, month) in enumerate(BANKERS):
        day = a_day(rng, date(SURVEY_YEAR, month, 3), date(SURVEY_YEAR, month, 26))
        firms = dict.fromkeys(chosen(rng, len(block.enterprises), count_of(block, ATTENDING)))
        for at, firm in enumerate(firms):
            said, code = named(block, firm, at)
            wanted = round(float(rng.lognormal(6.6, 0.8)), -1)
            reached = None if rng.random() < 0.3 else round(wanted * float(rng.uniform(0.3, 1.0)), -1)
            unit = "亿元" if wanted > 2_000 else "万元"
            scale = 10_000 if unit == "亿元" else 1
            yield [
                name,
                "政银企" if event == 0 else "融资对接",
                dotted(day),
                said,
                code,
                any_of(rng, BANKS),
                round(wanted / scale, 4),
                "" if reached is None else round(reached / scale, 4),
                "" if (event, at) == (0, NO_UNIT_AT) else unit,
            ]


def policy_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers; the papers are the district's: only the first block has them."""
    for number, title, level, clauses, issued, until, office, status in PAPERS if block.number == 0 else ():
        for clause, terms in clauses:
            yield [
                number,
                title,
                level,
                clause,
                terms,
                date(*issued, 10).isoformat() if issued else "",
                date(*issued, 20).isoformat() if issued else "",
                date(*until, 20).isoformat() if until else "",
                office,
                status,
            ]


def fund_sums(block: Block) -> dict[str, int]:
    """What a right reading of these files must find: rows, money in 万元 and people, each by itself."""
    funds, fairs, loans = list(fund_rows(block)), list(fair_rows(block)), list(loan_rows(block))
    return {
        "funds": len(funds),
        "funds_paid_in_wan_yuan": _sum(funds, 4),
        "matches": len(fairs) + len(loans),
        "people_wanted": _sum(fairs, 6),
        "people_found": _sum(fairs, 7),
        "money_wanted_wan_yuan": _money(loans, 6),
        "money_found_wan_yuan": _money(loans, 7),
        "papers": len({row[0] or row[1] for row in policy_rows(block)}),
    }


def _sum(rows: Sequence[Sequence[Cell]], column: int) -> int:
    return sum(round(cell) for row in rows if isinstance(cell := row[column], float | int))


def _money(rows: Sequence[Sequence[Cell]], column: int) -> int:
    factors = {"万元": 1, "亿元": 10_000}
    return sum(
        round(cell * factors.get(str(row[8]), 0)) for row in rows if isinstance(cell := row[column], float)
    )
