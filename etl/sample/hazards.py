"""Forms and rows of the safety office: hazards found in firms, and buildings over long-distance pipelines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from etl.sample.block import Block
from etl.sample.district import COLLECTIVES, SURVEY_YEAR, TOWNS
from etl.sample.service_days import a_day, any_of, chosen, count_of, happened, later, named, stranger
from etl.sample.sheets import Cell, SheetForm
from etl.sample.works_dates import LAST_DAY

HAZARDS, BURDENS = 0.12, 0.026
ROUNDS = ("第七批较大隐患", "敲门提醒", "岁末年初大检查", "双随机抽查", "企业自查")
LEVELS = ("一般", "较大", "重大")
FAULTS = (
    ("配电房", "配电箱未接地，线路老化", "更换线路并做接地检测"),
    ("危化品仓库", "危化品混存，无泄漏报警", "分类存放，加装报警器"),
    ("喷涂车间", "粉尘未清理，通风不足", "清理粉尘，增设通风"), ("消防通道", "通道堆放杂物", "清理通道，划线标识"),
    ("起重机械", "限位器失灵，未按期检验", "停用检修，检验合格后启用"), ("有限空间", "无审批作业，无监护", "补办制度，培训上岗"),
)  # fmt: skip
STATUSES = ("发现", "已交办", "整改中", "待验收", "已销号")
PIPELINES = ("闽江成品油管道", "鹭榕天然气主干线", "临港支线")
BURDENS_SAID = ("村民自建房一层", "临时工棚", "堆场围墙", "养殖棚", "企业附属仓库")
TREATMENTS = ("拆除", "改线", "管控", "降压运行", "停用")
OPEN_TO_CLOSED = {"old": (0.0, 0.02, 0.16, 0.1, 0.72), "new": (0.12, 0.2, 0.38, 0.12, 0.18)}


def hazard_forms() -> list[SheetForm]:
    """The workbook's two sheets."""
    found = ("序号", "隐患编号", "企业名称", "统一社会信用代码", "所属镇街", "隐患来源", "隐患等级", "隐患部位", "隐患内容",
             "责任单位", "整改措施", "发现日期", "整改时限", "整改日期", "销号日期", "整改状态")  # fmt: skip
    burdened = ("序号", "占压编号", "管道名称", "桩号", "所属镇街", "所在村", "占压物", "责任方", "隐患等级", "处置方式",
                "监管责任单位", "发现日期", "整改时限", "销号日期", "整改状态")  # fmt: skip
    return [
        SheetForm(
            "隐患清单",
            f"示例区工业企业安全隐患清单（{SURVEY_YEAR}年12月）",
            tuple((word, ()) for word in found),
        ),
        SheetForm(
            "管道占压",
            f"示例区油气长输管道占压清单（{SURVEY_YEAR}年12月）",
            tuple((word, ()) for word in burdened),
        ),
    ]


def hazard_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers: most are closed, some overdue, one unknown firm, one level that is none."""
    rng = block.stream("hazard")
    count = count_of(block, HAZARDS)
    for at, firm in enumerate(chosen(rng, len(block.enterprises), count), start=1):
        name, code = named(block, firm, at)
        site, fault, measure = FAULTS[rng.integers(len(FAULTS))]
        found = a_day(rng)
        status = _status(rng, found)
        mended = later(rng, found, 4, 60) if status >= 3 else None
        closed = min(later(rng, mended, 1, 20), LAST_DAY) if mended and status == 4 else None
        if at == 14 and closed:
            mended, closed = closed, mended
        is_stranger = at == count
        yield [
            f"YH{SURVEY_YEAR}{block.number:02d}{at:04d}",
            stranger(block, "化工") if is_stranger else name,
            "" if is_stranger else code,
            TOWNS[int(block.enterprises.town[firm])],
            any_of(rng, ROUNDS),
            "待定" if at == 25 else f"{any_of(rng, LEVELS, (0.7, 0.24, 0.06))}隐患",
            site,
            fault,
            f"{name}安全负责人" if not is_stranger else "企业负责人",
            measure,
            found.isoformat(),
            "" if at % 19 == 0 else later(rng, found, 10, 45).isoformat(),
            happened(mended),
            happened(closed),
            STATUSES[status],
        ]


def burden_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of the list of buildings over pipelines, without their numbers; found in the years before, slow to go."""
    rng = block.stream("pipeline burden")
    for at in range(1, count_of(block, BURDENS) + 1):
        village = COLLECTIVES[int(rng.integers(len(COLLECTIVES)))]
        found = a_day(rng, date(SURVEY_YEAR - 1, 3, 1), date(SURVEY_YEAR, 9, 30))
        status = int(rng.choice(5, p=(0.06, 0.16, 0.34, 0.08, 0.36)))
        yield [
            f"ZY{block.number:02d}{at:03d}",
            any_of(rng, PIPELINES, (0.5, 0.3, 0.2)),
            f"K{rng.integers(2, 46)}+{rng.integers(0, 999):03d}",
            TOWNS[int(rng.integers(len(TOWNS)))],
            village,
            any_of(rng, BURDENS_SAID),
            f"{village}村民委员会" if at % 3 else f"{village}股份经济合作社",
            any_of(rng, LEVELS, (0.5, 0.4, 0.1)),
            any_of(rng, TREATMENTS),
            "属地街道、管道企业",
            found.isoformat(),
            later(rng, found, 60, 300).isoformat(),
            happened(min(later(rng, found, 40, 320), LAST_DAY)) if status == 4 else "",
            STATUSES[status],
        ]


def _status(rng: np.random.Generator, found: date) -> int:
    """Older hazards are closed more often."""
    age = "old" if (LAST_DAY - found).days > 75 else "new"
    return int(rng.choice(len(STATUSES), p=OPEN_TO_CLOSED[age]))
