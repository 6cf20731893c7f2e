"""One case: its fields, each with the label, unit and sentence that forms, tables and exports show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from dashboard.cases import workflow
from etl.contracts import Column, Kind

BATCHES = ("搬迁", "提升", "关闭", "恢复", "保留")
# As the snapshot words them: lacking data and unfit for a class are answers too.
SUGGESTIONS = (*BATCHES, "待核实", "不宜定类")
DIFFICULTIES = ("资金", "土地", "规划", "权属", "环保", "安全", "职工安置", "企业意愿", "其他")


def _about(label: str, sentence: str, kind: Kind = Kind.TEXT, unit: str | None = None, **more: Any) -> Any:
    return {"label": label, "sentence": sentence, "kind": kind, "unit": unit, **more}


def _land(label: str, sentence: str) -> Any:
    return _about(label, sentence, Kind.NUMBER, "亩", minimum=0)


@dataclass(frozen=True, kw_only=True)
class NewCase:
    """What is known of an enterprise when it is taken up; most of it comes from the snapshot."""

    enterprise_id: str = field(metadata=_about("企业编号", "快照中的企业编号，一户只有一件。", Kind.CODE))
    name: str = field(metadata=_about("企业名称", "纳入台账时的企业名称。", Kind.NAME))
    year: int = field(metadata=_about("年份", "数据的年度。", Kind.INTEGER))
    uscc: str | None = field(
        default=None, metadata=_about("统一社会信用代码", "18 位，来自快照。", Kind.CODE)
    )
    district: str | None = field(default=None, metadata=_about("区县", "企业所在的区县。"))
    town: str | None = field(default=None, metadata=_about("镇街", "企业所在的镇街。"))
    park: str | None = field(default=None, metadata=_about("开发区名称", "企业所在的园区或片区。"))
    location: str | None = field(default=None, metadata=_about("坐落", "用地的位置。"))
    occupied_mu: float | None = field(default=None, metadata=_land("占地面积", "企业实际占用的土地。"))
    tax_per_mu_before: float | None = field(
        default=None, metadata=_about("上年度亩均税收", "年份一列所写年度的。", Kind.NUMBER, "万元/亩")
    )
    tax_per_mu_earlier: float | None = field(
        default=None, metadata=_about("上上年度亩均税收", "再前一年度的。", Kind.NUMBER, "万元/亩")
    )
    operating_status: str | None = field(default=None, metadata=_about("经营状态", "在产、停产、出租等。"))
    current_use: str | None = field(default=None, metadata=_about("现状用途", "土地现在的实际用途。"))
    low_type: str | None = field(default=None, metadata=_about("低效类型", "按本地低效用地的分类。"))
    plan_id: str | None = field(
        default=None, metadata=_about("方案编号", "建议来自哪个分类方案。", Kind.CODE)
    )
    suggested_batch: str | None = field(
        default=None, metadata=_about("建议分类", "规则给出的建议，由人决定。", Kind.WORD)
    )
    suggested_reason: str | None = field(default=None, metadata=_about("建议理由", "规则为什么这样建议。"))
    state: str = field(
        default=workflow.SURVEY, metadata=_about("当前状态", "办到哪一步，按规定的步骤走。", Kind.WORD)
    )


@dataclass(frozen=True, kw_only=True)
class Case(NewCase):
    """A case as the ledger has it; what is not known is None."""

    case_id: int = field(metadata=_about("案件编号", "纳入台账时给的编号，不再改变。", Kind.INTEGER))
    final_batch: str | None = field(default=None, metadata=_about("审定分类", "政府审定的分类。", Kind.WORD))
    reason: str | None = field(default=None, metadata=_about("审定理由", "为什么这样定；与建议不同时必填。"))
    decided_by: str | None = field(default=None, metadata=_about("审定单位", "谁审定的，如区政府常务会议。"))
    decided_on: date | None = field(default=None, metadata=_about("审定日期", "审定的日期。", Kind.DATE))
    evidence: str | None = field(default=None, metadata=_about("依据", "会议纪要、文件号、现场照片编号等。"))
    unit: str | None = field(default=None, metadata=_about("计划实施单位", "负责落实的单位（责任单位）。"))
    leader: str | None = field(default=None, metadata=_about("责任领导", "挂钩的领导。"))
    deadline: date | None = field(default=None, metadata=_about("时限", "要求办完的日期。", Kind.DATE))
    disposal: str | None = field(default=None, metadata=_about("处置方式", "收储、技改、关停等具体办法。"))
    planned_start: date | None = field(default=None, metadata=_about("计划开始", "计划的。", Kind.DATE))
    planned_end: date | None = field(default=None, metadata=_about("计划完成", "计划的。", Kind.DATE))
    actual_start: date | None = field(default=None, metadata=_about("实际开始", "实际的。", Kind.DATE))
    actual_end: date | None = field(default=None, metadata=_about("实际完成", "销号前必填。", Kind.DATE))
    to_free_mu: float | None = field(default=None, metadata=_land("应腾面积", "计划腾出的土地。"))
    freed_mu: float | None = field(
        default=None, metadata=_land("处置面积", "已经腾出的土地，不超过占地面积。")
    )
    planned_use: str | None = field(default=None, metadata=_about("腾出后用途", "腾出的土地准备做什么。"))
    target_park: str | None = field(default=None, metadata=_about("目标园区", "搬到哪里。"))
    subsidy_wan_yuan: float | None = field(
        default=None, metadata=_about("补偿补助", "补偿和补助的金额。", Kind.NUMBER, "万元", minimum=0)
    )
    difficulty_types: tuple[str, ...] = field(
        default=(), metadata=_about("问题类型", f"可选几项：{'、'.join(DIFFICULTIES)}。", Kind.WORD)
    )
    difficulty_detail: str | None = field(
        default=None, metadata=_about("问题详细描述", "卡在哪里，要谁解决。")
    )
    progress: str | None = field(default=None, metadata=_about("详细进展", "做到哪里。"))
    remark: str | None = field(default=None, metadata=_about("备注", "其他要说明的。"))
    resumes_to: str | None = field(
        default=None, metadata=_about("恢复到", "暂缓、异议结束后回到哪一步，由系统记。", Kind.WORD)
    )
    version: int = field(metadata=_about("版本", "每保存一次加一。", Kind.INTEGER))
    updated_by: str = field(metadata=_about("最后修改人", "最后一次保存的人。"))
    updated_at: datetime = field(metadata=_about("最后修改时间", "最后一次保存的时刻。", Kind.DATE))

    @property
    def remaining_mu(self) -> float | None:
        """The land still to be freed, by the plan and without one by all that is occupied; None when unknown."""
        target = self.occupied_mu if self.to_free_mu is None else self.to_free_mu
        return None if target is None else max(0.0, target - (self.freed_mu or 0.0))

    @property
    def phase(self) -> str:
        """How far the case is; see `workflow.phase`."""
        return workflow.phase(self.state)


FIELDS: Mapping[str, Column] = {each.name: Column(each.name, **each.metadata) for each in fields(Case)}
REMAINING_MU = Column(
    "remaining_mu", "剩余面积", "应腾面积减处置面积；没有应腾面积时用占地面积减。", Kind.NUMBER, "亩"
)
PHASE = Column("phase", "阶段", f"由当前状态归并：{'、'.join(workflow.PHASES)}。", Kind.WORD)
# What the store says of a case by itself, whatever a form brings.
KEPT_BY_STORE = ("case_id", "enterprise_id", "resumes_to", "version", "updated_by", "updated_at")
EDITABLE: tuple[Column, ...] = tuple(column for name, column in FIELDS.items() if name not in KEPT_BY_STORE)
# A case as tables and exports show it.
COLUMNS: tuple[Column, ...] = (*FIELDS.values(), REMAINING_MU, PHASE)
