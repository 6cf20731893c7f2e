"""Safety hazards and buildings over long-distance pipelines (安全隐患、管道占压): what, who, which measure, by when."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import TOWN_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import TOLD_ON
from etl.contracts.project import FIRM_ID
from etl.contracts.service_words import DUE_ON, FIRM_SAID, RESPONSIBLE, firm_fields, spelt

OCCUPIED = "占压"
HAZARD_TYPES = ("隐患", OCCUPIED)
LEVELS = ("一般", "较大", "重大")
HAZARD_STATUSES = ("发现", "交办", "整改中", "待验收", "销号", "超期")
CLOSED = "销号"
TREATMENTS = ("改", "拆", "停", "控", "降")
TYPE_WORDS = {
    "隐患": "隐患", "安全隐患": "隐患", "安全生产隐患": "隐患", "生产安全": "隐患", "消防隐患": "隐患",
    "占压": OCCUPIED, "管道占压": OCCUPIED, "油气管道占压": OCCUPIED, "油气长输管道占压": OCCUPIED, "占压隐患": OCCUPIED,
}  # fmt: skip
LEVEL_WORDS = {
    f"{level}{ending}": level for level in LEVELS for ending in ("", "隐患", "事故隐患", "安全隐患")
}
HAZARD_WORDS = spelt(
    "发现", "交办", "销号",
    发现=("登记", "排查发现", "新发现"),
    整改中=("整改中", "整改", "正在整改", "治理中"),
    待验收=("待验收", "已整改", "整改完成", "已整改待验收"),
    销号=("验收销号", "验收通过", "闭环", "已闭环"),
    超期=("超期", "已超期", "逾期", "超期未整改", "逾期未整改"),
)  # fmt: skip
TREATMENT_WORDS = {
    "改": "改", "改线": "改", "管道改线": "改", "拆": "拆", "拆除": "拆", "停": "停", "停输": "停", "停用": "停", "控": "控",
    "管控": "控", "风险管控": "控", "降": "降", "降压": "降", "降压运行": "降",
}  # fmt: skip

HAZARD_ID = Column(
    "hazard_id", "隐患标识", "隐患编号；没有编号时为企业或管道桩号、部位和发现日期。", Kind.CODE
)
HAZARD_TYPE = Column(
    "hazard_type",
    "隐患类型",
    "隐患、占压（建筑压在油气管道上）；没有写明的，写了管道的为占压，其余为隐患。",
    Kind.WORD,
)
SOURCE = Column("hazard_source", "隐患来源", "哪一次检查发现的，来件原文。")
LEVEL = Column("hazard_level", "隐患等级", f"{'、'.join(LEVELS)}；没有写明时为空。", Kind.WORD)
SITE = Column("site", "隐患部位", "车间、设备或位置，来件原文。")
SAID = Column("hazard_said", "隐患内容", "隐患是什么，来件原文。")
MEASURE = Column("measure", "整改措施", "怎样整改，来件原文。")
FOUND_ON = Column("found_on", "发现日期", "发现隐患的日期。", Kind.DATE)
RECTIFIED_ON = Column("rectified_on", "整改日期", "整改完成的日期。", Kind.DATE)
CLOSED_ON = Column("closed_on", "销号日期", "验收销号的日期；还没有销号的为空。", Kind.DATE)
PIPELINE = Column("pipeline", "管道名称", "占压的管道，来件原文。")
STAKE = Column("stake_no", "桩号", "占压处的管道桩号。", Kind.CODE)
VILLAGE = Column("village", "所在村", "占压处所在的村或社区，来件原文。")
BURDEN = Column("burden", "占压物", "压在管道上的是什么，来件原文。")
TREATMENT = Column("treatment", "处置方式", f"{'、'.join(TREATMENTS)}；没有写明时为空。", Kind.WORD)
HAZARD_STATUS = Column(
    "hazard_status", "整改状态", f"{'、'.join(HAZARD_STATUSES)}；不在其中时为空。", Kind.WORD
)

HAZARD = Contract(
    entity="hazard",
    label="安全隐患台账",
    sentence="排查出的隐患和管道占压：在哪里、多严重、谁负责、怎么改、何时改完、销号没有。",
    fields=(
        Field(HAZARD_ID, ("隐患编号", "占压编号", "隐患序号")),
        Field(HAZARD_TYPE, ("隐患类别",), words=TYPE_WORDS),
        *firm_fields("隐患单位", "受检单位", "受检企业", "被检查单位", "责任方"),
        Field(c.TOWN, TOWN_ALIASES),
        Field(SOURCE, ("检查来源", "排查来源", "批次来源")),
        Field(LEVEL, ("隐患级别", "等级", "隐患分级"), words=LEVEL_WORDS),
        Field(SITE, ("部位", "隐患位置", "隐患地点", "所在部位")),
        Field(SAID, ("隐患描述", "问题隐患", "隐患情况", "存在隐患")),
        Field(RESPONSIBLE, ("责任人", "整改责任人", "整改责任单位", "监管责任单位", "责任部门")),
        Field(MEASURE, ("措施", "整改要求", "治理措施")),
        Field(FOUND_ON, ("发现时间", "排查日期", "排查时间", "检查日期")),
        Field(DUE_ON, ("时限", "整改时限", "整改期限", "整改截止日期")),
        Field(RECTIFIED_ON, ("整改时间", "整改完成日期", "整改完成时间")),
        Field(CLOSED_ON, ("销号时间", "验收日期", "验收时间", "验收销号日期")),
        Field(PIPELINE, ("管道", "管线", "管线名称", "所属管道")),
        Field(STAKE, ("管道桩号", "桩号位置")),
        Field(VILLAGE, ("村", "村居", "所在村居", "村社")),
        Field(BURDEN, ("占压物名称", "占压建筑物", "占压情况")),
        Field(TREATMENT, ("处置措施", "治理方式", "改拆停控降"), words=TREATMENT_WORDS),
        Field(HAZARD_STATUS, ("状态", "整改情况", "当前状态", "整改进展"), words=HAZARD_WORDS),
    ),
    identity=(("hazard_id", "uscc", "name", "stake_no"), ("hazard_level", "hazard_said", "burden", "site")),
    distinctive=("hazard_level", "hazard_said", "burden", "measure"),
    key=("hazard_id", "month", "received_on"),
    brings="隐患和管道占压的整改率、超期和重大隐患",
    sender="应急管理局、镇街",
)  # fmt: skip

HAZARD_TABLE = Table(
    "hazard",
    "安全隐患",
    "一处隐患或占压一行；多次来件以最近一次的为准。",
    ("hazard_id",),
    (
        HAZARD_ID, HAZARD_TYPE, FIRM_ID, FIRM_SAID, c.TOWN, SOURCE, LEVEL, SITE, SAID, RESPONSIBLE, MEASURE, FOUND_ON,
        DUE_ON, RECTIFIED_ON, CLOSED_ON, PIPELINE, STAKE, VILLAGE, BURDEN, TREATMENT, HAZARD_STATUS, TOLD_ON,
    ),
)  # fmt: skip
