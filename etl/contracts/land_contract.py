"""Land-supply contracts (出让合同、标准地): what was promised for a parcel, and what has become of it."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import NAME_ALIASES, USCC_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.parcel import PARCEL_ALIASES
from etl.contracts.project import ACTUAL_ON, FIRM_ID, PLANNED_ON, PROJECT_NAME

# A parcel passes through these; 投而未达 is one that produces and has not reached what it promised.
LIFECYCLE = ("批而未供", "供而未用", "在建", "竣工未投", "投产", "达产", "投而未达")
# The lines of work that lead a parcel through stages.
SUPPLY_ROUTE = "供地利用"
SUPERVISION = ("正常使用", "逾期开工", "逾期竣工", "疑似闲置", "疑似低效", "闲置土地", "低效土地")

SUPERVISION_WORDS = {
    **{word: word for word in SUPERVISION},
    "正常": "正常使用", "按期": "正常使用", "履约正常": "正常使用", "正常履约": "正常使用", "已履约": "正常使用",
    "未按期开工": "逾期开工", "延期开工": "逾期开工", "超期未开工": "逾期开工", "逾期未开工": "逾期开工",
    "未按期竣工": "逾期竣工", "延期竣工": "逾期竣工", "超期未竣工": "逾期竣工", "逾期未竣工": "逾期竣工",
    "疑似闲置土地": "疑似闲置", "疑似低效土地": "疑似低效", "疑似低效用地": "疑似低效",
    "闲置": "闲置土地", "低效": "低效土地", "低效用地": "低效土地", "闲置用地": "闲置土地",
}  # fmt: skip

# What stands in a heading's second row, under 开工时间 or 容积率.
PARTS = ("约定", "实际", "下限", "上限")


def _due(word: str, *others: str) -> tuple[str, ...]:
    """Headings of the day that a contract sets for an event."""
    words = (word, *others)
    return tuple(
        form.format(each)
        for each in words
        for form in (
            "约定{}时间", "约定{}", "合同约定{}时间", "合同约定{}日期", "合同约定{}", "{}约定时间", "{}约定日期", "{}约定",
            "{}时间约定", "{}日期约定", "应{}时间", "应{}日期",
        )
    )  # fmt: skip


def _actual(word: str, *others: str) -> tuple[str, ...]:
    """Headings of the day on which an event happened."""
    words = (word, *others)
    return tuple(
        form.format(each)
        for each in words
        for form in (
            "实际{}时间", "实际{}", "{}实际时间", "{}实际日期", "{}实际", "{}时间实际", "{}日期实际", "{}时间", "{}日期",
        )
    )  # fmt: skip


CONTRACT_ID = Column(
    "contract_id",
    "合同标识",
    "出让合同号，一个合同号有几宗地时再加宗地代码；没有合同号时为宗地代码加签订日期，宗地代码也没有时为项目、用地单位、坐落、"
    "签订日期和面积。由本系统生成。",
    Kind.CODE,
)
CONTRACT_NO = Column("contract_no", "出让合同号", "出让合同或划拨决定书的编号。", Kind.CODE)
HOLDER = Column("holder_name", "用地单位", "来件所写的用地单位，可以不在登记名录中。", Kind.NAME)
SUPPLY_METHOD = Column("supply_method", "供地方式", "挂牌出让、协议出让、划拨等，来件原文。")
CONTRACT_USE = Column("contract_use", "约定用途", "合同约定的土地用途，来件原文。")
SUPPLIED = Column("supplied_mu", "供地面积", "合同供应的土地。", Kind.NUMBER, "亩", 0)
SIGNED_ON = Column("contract_signed_on", "合同签订日期", "签订出让合同或下达划拨决定的日期。", Kind.DATE)
HANDOVER_DUE = Column("handover_due_on", "约定交地日期", "合同约定交付土地的日期。", Kind.DATE)
HANDOVER = Column("actual_handover_on", "实际交地日期", "土地实际交付的日期；还没有交付的为空。", Kind.DATE)
START_DUE = Column("start_due_on", "约定开工日期", "合同约定开工的日期。", Kind.DATE)
START = Column("actual_start_on", "实际开工日期", "实际开工的日期；还没有开工的为空。", Kind.DATE)
COMPLETION_DUE = Column("completion_due_on", "约定竣工日期", "合同约定竣工的日期。", Kind.DATE)
COMPLETION = Column("actual_completion_on", "实际竣工日期", "实际竣工的日期；还没有竣工的为空。", Kind.DATE)
PRODUCTION_DUE = Column("production_due_on", "约定投产日期", "合同或履约协议约定投产的日期。", Kind.DATE)
PRODUCTION = Column("actual_production_on", "实际投产日期", "实际投产的日期；还没有投产的为空。", Kind.DATE)
FULL_DUE = Column(
    "full_production_due_on",
    "约定达产日期",
    "合同或履约协议约定达产的日期；亩均税收和亩均产值自这一天起考核。",
    Kind.DATE,
)
FULL = Column("actual_full_production_on", "实际达产日期", "实际达产的日期；还没有达产的为空。", Kind.DATE)
FLOOR_INVESTMENT = Column(
    "promised_invest_wan_yuan", "规定投资额下限", "合同规定的固定资产投资总额下限。", Kind.NUMBER, "万元", 0
)
FLOOR_INTENSITY = Column(
    "promised_invest_wan_yuan_per_mu",
    "约定投资强度",
    "合同约定的固定资产投资强度下限；没有写明时为规定投资额下限 ÷ 供地面积。",
    Kind.NUMBER,
    "万元/亩",
    0,
)
FLOOR_OUTPUT = Column(
    "promised_output_wan_yuan_per_mu", "约定亩均产值", "达产后每亩产值的下限。", Kind.NUMBER, "万元/亩", 0
)
FLOOR_TAX = Column(
    "promised_tax_wan_yuan_per_mu", "约定亩均税收", "达产后每亩税收的下限。", Kind.NUMBER, "万元/亩", 0
)
FAR_MIN = Column("far_min", "容积率下限", "合同约定的容积率下限；0 为没有约定。", Kind.NUMBER, None, 0, 50)
FAR_MAX = Column("far_max", "容积率上限", "合同约定的容积率上限；0 为没有约定。", Kind.NUMBER, None, 0, 50)
INVESTED = Column(
    "invested_wan_yuan", "固定资产累计投入", "取得土地以来投入的固定资产。", Kind.NUMBER, "万元", 0
)
INTENSITY = Column(
    "invested_wan_yuan_per_mu",
    "投资强度",
    "固定资产累计投入 ÷ 供地面积；没有供地面积时除以宗地的用地面积。",
    Kind.NUMBER,
    "万元/亩",
)
STATUS = Column(
    "supervision_status",
    "监管状态",
    f"{'、'.join(SUPERVISION)}；来件没有写明时为空。",
    Kind.WORD,
)

LAND_CONTRACT = Contract(
    entity="land_contract",
    label="供地履约台账",
    sentence="出让合同和履约协议约定了什么（开工、竣工、投资强度、亩均税收、容积率），做到了什么。",
    fields=(
        Field(
            CONTRACT_NO,
            (
                "合同编号", "合同号", "出让合同编号", "土地出让合同编号", "土地出让合同号", "供地合同编号", "供地合同号",
                "划拨决定书编号", "合同（决定书）编号", "合同编号（划拨决定书编号）", "电子监管号",
                "国有建设用地使用权出让合同编号",
            ),
        ),
        Field(c.PARCEL_ID, (*PARCEL_ALIASES, "所在宗地代码", "宗地")),
        Field(c.REAL_ESTATE_UNIT_ID, ("不动产单元号", "不动产单元代码", "BDCDYH")),
        Field(c.USCC, ("用地单位信用代码", "受让人信用代码", "用地单位统一社会信用代码", *USCC_ALIASES)),
        Field(
            c.NAME,
            (
                "用地单位", "用地单位名称", "用地企业", "土地使用权人", "土地使用者", "受让人", "受让单位", "受让方",
                "竞得人", "竞得单位", "竞得企业", "使用权人", *NAME_ALIASES,
            ),
        ),
        Field(PROJECT_NAME, ("项目", "用地项目名称", "用地项目", "建设项目名称")),
        Field(SUPPLY_METHOD, ("供应方式", "出让方式", "供地类型", "土地供应方式")),
        Field(CONTRACT_USE, ("土地用途", "规划用途", "用途", "出让用途", "批准用途")),
        Field(c.PARCEL_ADDRESS, ("土地坐落", "宗地坐落", "用地位置", "土地位置", "宗地位置", "地块位置")),
        Field(
            SUPPLIED,
            (
                "出让面积", "供应面积", "合同面积", "面积", "用地面积", "土地面积", "宗地面积", "出让土地面积",
                "供应土地面积", "合同用地面积",
            ),
        ),
        Field(
            SIGNED_ON,
            (
                "合同签订时间", "签订日期", "签订时间", "出让合同签订日期", "出让合同签订时间", "合同日期", "签约日期",
                "取得使用权时间",
            ),
        ),
        Field(HANDOVER_DUE, _due("交地", "交付土地", "土地交付")),
        Field(HANDOVER, _actual("交地", "交付土地", "土地交付")),
        Field(START_DUE, _due("开工", "动工")),
        Field(START, _actual("开工", "动工")),
        Field(COMPLETION_DUE, _due("竣工", "完工")),
        Field(COMPLETION, _actual("竣工", "完工")),
        Field(PRODUCTION_DUE, _due("投产")),
        Field(PRODUCTION, _actual("投产")),
        Field(FULL_DUE, (*_due("达产"), "达产期", "达产期限")),
        Field(FULL, _actual("达产")),
        Field(
            FLOOR_INVESTMENT,
            (
                "规定投资额", "投资额下限", "约定投资额", "约定投资总额", "约定固定资产投资", "约定固定资产投资额",
                "固定资产投资总额下限", "合同约定投资额", "承诺投资额", "约定固定资产投资总额",
            ),
        ),
        Field(
            FLOOR_INTENSITY,
            (
                "固投强度", "固定资产投资强度", "约定固投强度", "投资强度", "投资强度下限", "固投强度下限",
                "约定固定资产投资强度", "承诺投资强度", "固定资产投资强度下限",
            ),
        ),
        Field(
            FLOOR_OUTPUT,
            ("亩均产值", "亩均产值下限", "亩均产出", "约定亩均产出", "承诺亩均产值", "亩产值"),
            alias_units={"亩均产值万元": "万元/亩", "约定亩均产值万元": "万元/亩"},
        ),
        Field(
            FLOOR_TAX,
            ("亩均税收", "亩均税收下限", "承诺亩均税收", "亩均纳税", "约定亩均纳税", "亩税收"),
            alias_units={"亩均税收万元": "万元/亩", "约定亩均税收万元": "万元/亩"},
        ),
        Field(FAR_MIN, ("约定容积率下限", "规划容积率下限", "最低容积率")),
        Field(FAR_MAX, ("约定容积率上限", "规划容积率上限", "最高容积率")),
        Field(
            INVESTED,
            (
                "累计固定资产投资", "固定资产累计投资", "固定资产投入", "实际投资额", "累计完成固定资产投资", "累计投入",
                "实际固定资产投资", "累计完成投资", "已完成投资", "固定资产累计投入额", "实际完成投资",
            ),
        ),
        Field(
            STATUS,
            ("履约状态", "履约情况", "监管情况", "土地利用状态", "处置状态", "利用状态"),
            words=SUPERVISION_WORDS,
        ),
    ),
    identity=(("contract_no", "parcel_id", "real_estate_unit_id", "project_name"),),
    distinctive=(
        "contract_signed_on", "start_due_on", "completion_due_on", "handover_due_on", "supervision_status",
        "promised_invest_wan_yuan", "promised_invest_wan_yuan_per_mu",
    ),
    # Ledgers of different months may stand side by side: the mart keeps the latest.
    key=("contract_id", "received_on"),
    brings="土地出让合同的约定、是否守约和宗地的阶段历程",
    sender="自然资源和规划局、工业和信息化局",
)  # fmt: skip

ROUTE = Column(
    "route",
    "工作线",
    "宗地经过这一阶段的工作线：供地利用，以及园区标准化的标准化地块、自主提升、收储提升。",
    Kind.WORD,
)
PARCEL_STAGE_NAME = Column(
    "stage",
    "阶段",
    f"供地利用的阶段：{'、'.join(LIFECYCLE)}；宗地图层写明的阶段为来件原文，没有日期。",
    Kind.WORD,
)
SOURCE_KEY = Column("source_key", "依据标识", "写明这一阶段的那一行：合同标识、宗地代码等。", Kind.CODE)

CONTRACT_TABLE = Table(
    "land_contract",
    "供地合同",
    "一个出让合同（或划拨决定书）的一宗地一行；多次来件以最近一次的为准。",
    ("contract_id",),
    (
        CONTRACT_ID, CONTRACT_NO, c.PARCEL_ID, FIRM_ID, HOLDER, PROJECT_NAME, SUPPLY_METHOD, CONTRACT_USE,
        c.PARCEL_ADDRESS, SUPPLIED, SIGNED_ON, HANDOVER_DUE, HANDOVER, START_DUE, START, COMPLETION_DUE, COMPLETION,
        PRODUCTION_DUE, PRODUCTION, FULL_DUE, FULL, FLOOR_INVESTMENT, FLOOR_INTENSITY, FLOOR_OUTPUT, FLOOR_TAX, FAR_MIN,
        FAR_MAX, INVESTED, INTENSITY, STATUS,
    ),
)  # fmt: skip
PARCEL_STAGE = Table(
    "parcel_stage",
    "宗地阶段",
    "一宗地、一条工作线、一个依据、一个阶段一行。",
    ("parcel_id", "route", "entity", "source_key", "stage"),
    (c.PARCEL_ID, ROUTE, PARCEL_STAGE_NAME, PLANNED_ON, ACTUAL_ON, c.ENTITY, SOURCE_KEY),
)
LAND_CONTRACT_TABLES = (CONTRACT_TABLE, PARCEL_STAGE)
