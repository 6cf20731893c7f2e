"""Form and rows of the ledger of owners who rebuild on their own land: most on the way, a few done, one unknown."""

from __future__ import annotations

from collections.abc import Iterator

from etl.contracts.works_stages import SELF_STAGES
from etl.sample.block import Block
from etl.sample.district import M2_PER_MU, SURVEY_YEAR
from etl.sample.plots import owners_outside_plots
from etl.sample.sheets import ABSENT, Cell, SheetForm
from etl.sample.works_dates import draw_way

UPGRADES_PER_ENTERPRISE = 0.03
# How many of the owners are at each stage, in the order of the stages.
STAGE_SHARES = (0.16, 0.12, 0.12, 0.12, 0.20, 0.10, 0.10, 0.08)
SPELLINGS = {"市政府同意": "市政府已批复", "进场施工": "在建", "主体封顶": "封顶", "投产": "已投产"}
# One row in so many has no credit code, no parcel, no day of the city's paper.
WITHOUT_CODE_EVERY, WITHOUT_PARCEL_EVERY, WITHOUT_DAY_EVERY = 5, 8, 9
DAYS = ("申报", "区审核", "市政府批复", "报批", "进场", "封顶", "竣工", "投产")
PLANNED = ("进场施工", "主体封顶", "竣工", "投产")
UNITS = ("园区管委会", "区工信局", "属地街道")


def upgrade_form() -> SheetForm:
    """The ledger: what is there and what is to come, the city's paper, a day a stage."""
    return SheetForm(
        name="自主提升",
        title=f"示例区工业企业自主提升改造台账（{SURVEY_YEAR}年12月）",
        headings=(
            ("序号", ()), ("企业名称", ()), ("统一社会信用代码", ()), ("所在片区", ()), ("宗地代码", ()), ("用地面积（亩）", ()),
            ("现容积率", ()), ("拟容积率", ()), ("新增面积（㎡）", ()), ("市政府批复文号", ()), ("当前阶段", ()),
            ("各阶段时间", tuple(f"{day}时间" for day in DAYS)),
            ("下一步计划", ("计划进场时间", "计划封顶时间", "计划竣工时间", "计划投产时间")),
            ("责任单位", ()),
        ),
        footnote="注：新增面积为拟建总建筑面积减现有建筑面积；阶段以上报当月为准。",
    )  # fmt: skip


def _as_written(name: str, at: int) -> str:
    """The firm as the park wrote it: of the rows without code one says a place, one the full form, one a branch."""
    written = {
        WITHOUT_CODE_EVERY: f"福建{name}",
        2 * WITHOUT_CODE_EVERY: name.replace("有限公司", "有限责任公司"),
        3 * WITHOUT_CODE_EVERY: f"{name}仓山分公司",
    }
    return written.get(at, name)


def upgrade_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of a block without their numbers; the last one is of a firm that no list knows."""
    rng, firms, parcels = block.stream("self upgrade"), block.enterprises, block.parcels
    stranger = f"示例外来装备{block.number or ''}（福建）有限公司"
    homes = owners_outside_plots(block)
    count = min(len(homes), max(1, round(UPGRADES_PER_ENTERPRISE * len(firms))))
    chosen = rng.choice(len(homes), count, replace=False).tolist()
    for at, home in enumerate((homes[place] for place in chosen), start=1):
        owner, m2 = int(block.owner[home]), float(parcels.certificate_m2[home])
        far = float(parcels.floor_m2[home]) / m2
        raised = round(far + rng.uniform(0.6, 1.8), 2)
        way = draw_way(rng, SELF_STAGES, int(rng.choice(len(SELF_STAGES), p=STAGE_SHARES)))
        days = [way.day(stage) for stage in SELF_STAGES]
        if at % WITHOUT_DAY_EVERY == 0:
            days[2] = ""
        if at == 4 and days[1]:
            days[0], days[1] = days[1], days[0]
        is_last = at == count
        yield [
            stranger if is_last else _as_written(firms.names[owner], at),
            "" if is_last or at % WITHOUT_CODE_EVERY == 0 else firms.codes[owner],
            block.park_name(int(parcels.park[home])),
            "" if at % WITHOUT_PARCEL_EVERY == 0 else parcels.codes[home],
            round(m2 / M2_PER_MU, 2),
            round(far, 2),
            raised,
            float(round((raised - far) * m2)),
            f"示政综〔{SURVEY_YEAR - 1}〕{20 + at}号" if way.reached >= 2 else ABSENT,
            SPELLINGS.get(way.stage, way.stage),
            *days,
            *(way.plan(stage) if rng.random() >= 0.06 else "" for stage in PLANNED),
            UNITS[rng.integers(len(UNITS))],
        ]
