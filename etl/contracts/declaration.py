"""What enterprises and people are put forward for (申报事项): one ledger of many programmes, each case with its status."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.enterprise import NAME_ALIASES, USCC_ALIASES
from etl.contracts.honour import LEVEL_WORDS
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import REPORTED_ALIASES, TOLD_ON
from etl.contracts.programmes import PROGRAMME_WORDS
from etl.contracts.project import FIRM_ID, PROJECT_NAME, RESPONSIBLE_UNIT

# A case passes through these in this order; 未通过 ends it, 兑现 and 验收 follow where there is money or a project.
DECLARATION_STATUSES = (
    "摸排", "组织申报", "区级推荐", "市审", "省审", "公示", "认定/立项", "兑现", "验收", "未通过",
)  # fmt: skip
NOT_PASSED = "未通过"
PASSED = ("认定/立项", "兑现", "验收")
UNDER_WAY = ("摸排", "组织申报", "区级推荐", "市审", "省审", "公示")
# Nothing has left the district yet: these are late once the day for handing in is past.
BEFORE_HANDING_IN = ("摸排", "组织申报")
RECOMMENDED = ("区级推荐", "市审", "省审", "公示", *PASSED)
DECLARATION_STATUS_WORDS: Mapping[str, str] = {
    "摸排": "摸排", "摸底": "摸排", "储备": "摸排", "拟申报": "摸排", "培育": "摸排", "意向": "摸排",
    "组织申报": "组织申报", "申报": "组织申报", "申报中": "组织申报", "已申报": "组织申报", "准备材料": "组织申报",
    "材料准备": "组织申报", "提交": "组织申报", "已提交": "组织申报",
    "区级推荐": "区级推荐", "推荐": "区级推荐", "已推荐": "区级推荐", "区推荐": "区级推荐", "推荐上报": "区级推荐",
    "区级上报": "区级推荐", "已上报": "区级推荐", "区审通过": "区级推荐",
    "市审": "市审", "市级审核": "市审", "市审中": "市审", "市级评审": "市审", "市局审核": "市审",
    "省审": "省审", "省级审核": "省审", "省审中": "省审", "省级评审": "省审", "省厅审核": "省审", "部审": "省审",
    "公示": "公示", "公示中": "公示", "已公示": "公示", "拟认定": "公示", "拟立项": "公示", "拟入选": "公示",
    "认定/立项": "认定/立项", "认定": "认定/立项", "已认定": "认定/立项", "立项": "认定/立项", "已立项": "认定/立项",
    "入选": "认定/立项", "已入选": "认定/立项", "通过": "认定/立项", "获批": "认定/立项", "入库": "认定/立项",
    "兑现": "兑现", "已兑现": "兑现", "已拨付": "兑现", "资金拨付": "兑现", "奖补到位": "兑现",
    "验收": "验收", "已验收": "验收", "通过验收": "验收", "验收通过": "验收",
    "未通过": "未通过", "不通过": "未通过", "未入选": "未通过", "未获批": "未通过", "落选": "未通过", "退回": "未通过",
    "撤回": "未通过", "未认定": "未通过", "未立项": "未通过",
}  # fmt: skip

DECLARATION_ID = Column(
    "declaration_id",
    "申报标识",
    "申报编号；没有编号的为事项、批次、企业、项目和（遮去名字的）人选连起来。",
    Kind.CODE,
)
PROGRAMME = Column("programme", "申报事项", "申报的计划、专项或荣誉；认得的写法归并为一种，认不得的按来件。")
FIRM_SAID = Column("enterprise_name", "企业名称", "来件所写的企业，可以不在登记名录中。", Kind.NAME)
PERSON = Column(
    "person_masked",
    "人选",
    "人才计划的人选，读取时即遮去名字，只存“姓＋＊”；快照、日志和导出中都没有全名。",
    Kind.PERSON,
)
DECLARATION_STATUS = Column(
    "declaration_status",
    "申报状态",
    "摸排、组织申报、区级推荐、市审、省审、公示、认定/立项、兑现、验收、未通过；没有写明或不在其中时为空。",
    Kind.WORD,
)
DUE_ON = Column("due_on", "申报截止", "材料最迟交出的日期。", Kind.DATE)
SUBMITTED_ON = Column("submitted_on", "申报日期", "企业交出材料的日期。", Kind.DATE)
RECOMMENDED_ON = Column("recommended_on", "推荐日期", "区里推荐上报的日期。", Kind.DATE)
DECIDED_ON = Column("decided_on", "结果日期", "认定、立项或者没有通过的日期；还没有结果的为空。", Kind.DATE)
PAID_ON = Column("paid_on", "兑现日期", "资金拨付的日期。", Kind.DATE)
ASKED = Column("asked_wan_yuan", "申报金额", "申请的资金。", Kind.NUMBER, "万元", 0)
APPROVED = Column("approved_wan_yuan", "核定金额", "核定或批准的资金。", Kind.NUMBER, "万元", 0)
PAID = Column("paid_wan_yuan", "兑现金额", "已经拨付的资金。", Kind.NUMBER, "万元", 0)

DECLARATION = Contract(
    entity="declaration",
    label="申报事项台账",
    sentence="企业和人才申报的各类计划、专项和荣誉：哪一项、哪一批、到了哪一步、多少资金。",
    fields=(
        Field(DECLARATION_ID, ("申报编号", "申报事项编号", "事项编号")),
        Field(
            PROGRAMME,
            (
                "申报类别", "申报计划", "申报专项", "申报荣誉", "专项名称", "计划名称", "人才计划", "申报计划名称",
                "申报事项名称", "申报类型",
            ),
            words=PROGRAMME_WORDS,
        ),
        Field(c.USCC, USCC_ALIASES),
        Field(
            c.NAME,
            ("申报单位", "申报企业", "申报主体", "推荐单位名称", "所在单位", "工作单位", "用人单位", *NAME_ALIASES),
        ),
        Field(PROJECT_NAME, ("申报项目", "申报项目名称", "产品名称/项目名称", "项目（产品）名称", "团队名称")),
        Field(PERSON, ("姓名", "申报人", "人选姓名", "人才姓名", "负责人姓名", "团队负责人", "带头人")),
        Field(c.HONOUR_LEVEL, ("申报级别", "认定级别", "计划级别", "层级"), words=LEVEL_WORDS),
        Field(c.BATCH, ("申报批次", "批次年度")),
        Field(
            DECLARATION_STATUS,
            ("申报进展", "申报进度", "当前状态", "状态", "进展", "办理状态", "推荐状态"),
            words=DECLARATION_STATUS_WORDS,
        ),
        Field(DUE_ON, ("申报截止日期", "截止日期", "材料截止日期", "申报截止时间")),
        Field(SUBMITTED_ON, ("申报时间", "提交日期", "提交时间", "材料提交日期")),
        Field(RECOMMENDED_ON, ("推荐时间", "区级推荐日期", "上报日期", "区推荐日期")),
        Field(
            DECIDED_ON,
            ("认定日期", "立项日期", "认定/立项日期", "认定时间", "公布日期", "结果公布日期", "入选日期"),
        ),
        Field(PAID_ON, ("拨付日期", "兑现时间", "资金拨付日期")),
        Field(ASKED, ("申请金额", "申请资金", "申报资金", "申请补助")),
        Field(APPROVED, ("核定资金", "批准金额", "立项资金", "奖补金额", "核定补助")),
        Field(PAID, ("兑现资金", "拨付金额", "已拨付", "已兑现", "到位资金")),
        Field(RESPONSIBLE_UNIT, ("责任科室", "牵头科室", "经办科室")),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    identity=(("programme",), ("uscc", "name", "project_name", "person_masked")),
    distinctive=("programme",),
    # Ledgers of different months may stand side by side: a case moves on, and the mart keeps the latest word.
    key=("declaration_id", "declaration_status", "month", "received_on"),
    brings="各类申报的进展和通过率、下一级荣誉的储备、人才推荐",
    sender="工业和信息化局",
)  # fmt: skip

DECLARATION_TABLE = Table(
    "declaration",
    "申报事项",
    "一项申报一行；多次来件以最近一次的为准。",
    ("declaration_id",),
    (
        DECLARATION_ID, PROGRAMME, FIRM_ID, FIRM_SAID, PROJECT_NAME, PERSON, c.HONOUR_LEVEL, c.BATCH, DECLARATION_STATUS,
        DUE_ON, SUBMITTED_ON, RECOMMENDED_ON, DECIDED_ON, PAID_ON, ASKED, APPROVED, PAID, RESPONSIBLE_UNIT, TOLD_ON,
    ),
)  # fmt: skip
