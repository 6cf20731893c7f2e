"""Four batches (四个一批): its words, the columns of its tables, and the tables that a snapshot publishes of it.

Domain notes, section 2. The criteria are a plan's (``data/reference/plans``); only the words are fixed.
"""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.model import Column, Kind, Table

RELOCATE, UPGRADE, CLOSE, RESTORE = BATCHES = ("搬迁", "提升", "关闭", "恢复")
# Not batches: what stays as it is, what lacks data, what it would be unfair to sort yet.
STAYS, TO_VERIFY, UNFIT = "保留", "待核实", "不宜定类"
CLASSES = (*BATCHES, STAYS, TO_VERIFY, UNFIT)
CONDITIONS: Mapping[str, str] = {
    "closed_by_law": "依法应当关闭",
    "site_off_plan": "所在宗地不按工业保留",
    "to_restore": "应当恢复",
    "keep": "亩均税收、产值、税收和产业导向都达标",
    "far_reached": "容积率已经用足",
}
RESTORE_MEANINGS: Mapping[str, str] = {
    "industrial_use": "工业厂房挪作他用的，恢复工业用途",
    "production": "停产停业的，恢复生产",
    "land": "到期的临时用地，恢复土地原状",
}
ORIENTATIONS: Mapping[str, str] = {
    "encouraged": "鼓励", "allowed": "允许", "restricted": "限制", "eliminated": "淘汰",
}  # fmt: skip
USES = ("工业", "仓储", "其他")
# The criteria of the report's steps, in its order: the first is step two, the others are step three.
CRITERIA: Mapping[str, str] = {
    "tax_per_mu": "亩均税收", "output": "产值", "tax": "税收", "orientation": "产业导向",
}  # fmt: skip
WARNINGS: Mapping[str, str] = {
    "below_line": "连续低于门槛",
    "tax_down": "税收大幅下降",
    "land_ends": "用地即将到期",
    "case_late": "处置超期",
}

PLAN_ID = Column("plan_id", "方案标识", "四个一批方案的编号。", Kind.CODE)
PLAN_VERSION = Column("version", "方案版本", "方案的版本。", Kind.CODE)
PLAN_NAME = Column("name", "方案名称", "四个一批方案的名称。")
PLAN_SOURCE = Column("source", "依据", "方案所依据的文件或说明。")
PLAN_NOTES = Column("notes", "说明", "方案中需要注意的地方。")
PLAN_MISSING = Column("missing", "待录入", "方案还缺什么；有缺的方案不作建议。")
LINE_X = Column(
    "line_tax_wan_yuan_per_mu", "亩均税收门槛 X", "达到即等于或高于此数。", Kind.NUMBER, "万元/亩", 0
)
LINE_Y = Column(
    "line_output_wan_yuan", "产值门槛 Y", "达到即等于或高于此数；空为不设。", Kind.NUMBER, "万元", 0
)
LINE_TAX = Column(
    "line_tax_wan_yuan", "税收门槛", "评价税收达到即等于或高于此数；空为不设。", Kind.NUMBER, "万元", 0
)
NEAR_PCT = Column(
    "near_pct", "临界宽度", "亩均税收与门槛相差不超过门槛的这个百分比，就算临界。", Kind.NUMBER, "%", 0, 100
)
ACCEPTS = tuple(
    Column(f"accepts_{code}", f"{word}类达标", f"产业导向为{word}的企业是否符合产业导向。", Kind.BOOLEAN)
    for code, word in ORIENTATIONS.items()
)
GRACE_DIP = Column("grace_dip", "一年波动", "上年达标、只有当年低于门槛的，是否不宜定类。", Kind.BOOLEAN)
PLAN_CALIBER = (
    c.AREA_CALIBER, c.COUNTS_VACANT, c.TENANT_POLICY, c.SMALL_TENANT_MU, *c.COUNTS_ADJUSTMENTS,
)  # fmt: skip
REGISTERED_ONLY = Column("registered_only", "只摸底名录内", "是否只摸底登记名录中的企业。", Kind.BOOLEAN)
MINIMUM_MU = Column("minimum_mu", "最小用地", "用地小于此数的不摸底。", Kind.NUMBER, "亩", 0)
FAR_PCT = Column(
    "far_pct", "容积率用足", "现状容积率达到规划容积率的这个百分比，就算用足。", Kind.NUMBER, "%", 0
)
NEW_YEARS = Column(
    "new_years", "新办年限", "到年末登记不满这些年的，不宜定类。", Kind.INTEGER, "年", 0, None, 0
)
SHARED_BELOW_PCT = Column(
    "shared_below_pct",
    "共用宗地",
    "与别的企业共用宗地、自己用地不足全宗地的这个百分比的，不宜定类。",
    Kind.NUMBER,
    "%",
    0,
    100,
)
AREA_GAP_PCT = Column(
    "area_gap_pct",
    "面积争议",
    "所在宗地证载与实测面积相差超过这个百分比的，不宜定类；空为不看。",
    Kind.NUMBER,
    "%",
    0,
)
GUARDS_UNMATCHED = Column(
    "guards_unmatched", "未匹配宗地", "有用地而找不到所在宗地的，是否不宜定类。", Kind.BOOLEAN
)
GUARDS_EXEMPT = Column("guards_exempt", "不参评", "当年不参加评价的，是否不宜定类。", Kind.BOOLEAN)
RESTORES = tuple(
    Column(f"restores_{code}", f"恢复：{words}", f"“恢复”是否指{words}。", Kind.BOOLEAN)
    for code, words in RESTORE_MEANINGS.items()
)
MEANINGS = tuple(
    Column(f"meaning_{code}", f"{batch}一批的含义", f"方案所说的“{batch}一批”。")
    for code, batch in zip(("relocate", "upgrade", "close", "restore"), BATCHES, strict=True)
)
WORD_KIND = Column(
    "kind",
    "用途",
    "excluded_status 不摸底的经营状态、suspended_status 停产停业的经营状态、closing_status 依法关闭的经营状态、"
    "closing_orientation 依法关闭的产业导向、closing_case 依法关闭的情形事由、industrial_use 按工业保留的规划用途、"
    "misused_use 算挪作他用的现状用途、division 摸底的行业大类。",
    Kind.WORD,
)
WORD = Column("word", "词", "来件中含有此词即是。")
RULE_PLACE = Column("place", "顺序", "规则的顺序，从 1 起，先到先得。", Kind.INTEGER, None, 1, None, 0)
RULE_WHEN = Column("condition", "条件", "都成立才轮到这条规则；最后一条没有条件。")
RULE_BATCH = Column("batch", "归入", "搬迁、提升、关闭、恢复、保留。", Kind.WORD)
RULE_WHY = Column("why", "理由", "归入的理由，写进建议。")
SITUATION = Column(
    "situation",
    "情形",
    "一户企业除达标以外的各项条件：依法关闭×27 ＋ 容积率×9 ＋ 恢复×3 ＋ 用地；0 否、1 是、2 不知道。",
    Kind.INTEGER,
    None,
    0,
    53,
    0,
)
KEPT_BATCH = Column("kept_batch", "达标时归入", "达标企业归入哪一批；空为要看还不知道的条件。", Kind.WORD)
KEPT_WHY = Column("kept_why", "达标时的理由", "归入的理由。")
OTHER_BATCH = Column(
    "other_batch", "不达标时归入", "不达标企业归入哪一批；空为要看还不知道的条件。", Kind.WORD
)
OTHER_WHY = Column("other_why", "不达标时的理由", "归入的理由。")

SURVEYED = Column("surveyed", "已摸底", "在方案的摸底范围内。", Kind.BOOLEAN)
OUT_OF_SURVEY = Column("out_of_survey", "不摸底的原因", "为什么不在摸底范围内。")
CLOSING_REASON = Column("closing_reason", "依法关闭的事由", "没有时为空。")
UNFIT_REASON = Column(
    "unfit_reason", "不宜定类的事由", "新办、不参评、未匹配或共用宗地、面积争议；没有时为空。"
)
SITE_MISSING = Column("site_missing", "缺少的宗地信息", "规划用途、现状用途、容积率；以顿号分隔。")
SITE_PARCEL_ID = Column("site_parcel_id", "所在宗地", "当年用地最多的一宗；规划用途、容积率看它。", Kind.CODE)
SITE_PARCELS = Column("site_parcels", "宗地数", "当年使用几宗地。", Kind.INTEGER, "宗", 0, None, 0)
SITE_USERS = Column(
    "site_users", "同宗企业数", "所在宗地当年有几户企业使用。", Kind.INTEGER, "户", 0, None, 0
)
SITE_SHARE_PCT = Column(
    "site_share_pct", "占宗地比例", "自己在所在宗地的用地占各户合计的比例。", Kind.NUMBER, "%"
)
SITE_GAP_PCT = Column(
    "site_gap_pct", "面积差异", "所在宗地证载与实测面积之差占实测的比例。", Kind.NUMBER, "%"
)
PLANNED_CLASS = Column("planned_class", "规划用途归并", "规划用途归并：工业、仓储、其他。", Kind.WORD)
LEASE_ENDS_ON = Column("lease_ends_on", "租期止", "租用合同的到期日。", Kind.DATE)
IN_ACQUISITION = Column("in_acquisition", "征迁红线内", "宗地是否在征收、拆迁或收储的红线内。", Kind.BOOLEAN)
TAX_PER_MU_BEFORE = c.TAX_PER_MU_BEFORE
PASSES = {
    "tax": Column("passes_tax", "亩均税收达标", "亩均税收 ≥ X；缺税收或用地时为空。", Kind.BOOLEAN),
    "output": Column("passes_output", "产值达标", "产值 ≥ Y；缺产值时为空。", Kind.BOOLEAN),
    "tax_amount": Column(
        "passes_tax_amount", "税收达标", "评价税收 ≥ 税收门槛；缺税收时为空。", Kind.BOOLEAN
    ),
    "orientation": Column(
        "passes_orientation", "产业导向符合", "产业导向在方案接受之列；缺产业导向时为空。", Kind.BOOLEAN
    ),
}
IS_KEPT = Column("is_kept", "都达标", "亩均税收、产值、税收、产业导向都达标；有缺的为空。", Kind.BOOLEAN)
FAILED = Column("failed", "未达标项", "没有达标的是哪几项，以顿号分隔；缺数据的不算未达标。")
SUGGESTED_BATCH = Column(
    "suggested_batch",
    "建议分类",
    "搬迁、提升、关闭、恢复；保留（不纳入）、待核实（缺数据）、不宜定类；不摸底的为空。是建议，由人决定。",
    Kind.WORD,
)
BATCH_REASON = Column("reason", "理由", "为什么这样建议。")
MISSING_FIELDS = Column("missing_fields", "缺少的数据", "待核实的企业缺什么，以顿号分隔。")
DISTANCE_TO_LINE = Column(
    "distance_to_line", "离门槛", "亩均税收 − X；正数为高于门槛。", Kind.NUMBER, "万元/亩"
)
IS_NEAR_LINE = Column("is_near_line", "临界", "亩均税收离门槛不超过临界宽度。", Kind.BOOLEAN)
MOVES_TO = Column(
    "moves_to", "一步之外", "税收或用地变到刚好过线时会归入的类别；怎样变都不改的为空。", Kind.WORD
)
TAX_CHANGE = Column(
    "tax_change_wan_yuan", "税收再变多少", "用地不变，评价税收变这么多就换类。", Kind.NUMBER, "万元"
)
LAND_CHANGE = Column(
    "land_change_mu",
    "用地再变多少",
    "税收不变，用地变这么多就换类；只靠用地换不了的为空。",
    Kind.NUMBER,
    "亩",
)
BATCH_BEFORE = Column("batch_before", "上年分类", "同一方案在上一年的建议。", Kind.WORD)
BATCH_EARLIER = Column("batch_earlier", "前年分类", "同一方案在前一年的建议。", Kind.WORD)
IS_STABLE = Column("is_stable", "三年一致", "三年的建议都相同；少于三年数据的为空。", Kind.BOOLEAN)
WARNING_KIND = Column(
    "kind", "预警", "、".join(f"{code} {word}" for code, word in WARNINGS.items()) + "。", Kind.WORD
)
WARNING_DETAIL = Column("detail", "情况", "触发预警的数字或日期。")
WARNING_THRESHOLD = Column("threshold", "阈值", "触发预警的数，单位见旁边一列。", Kind.NUMBER, None, 0)
WARNING_UNIT = Column("unit", "单位", "阈值的单位。", Kind.WORD)

BATCH_PLAN = Table(
    "batch_plan",
    "四批方案",
    "一个方案一行。",
    ("plan_id",),
    (
        PLAN_ID, PLAN_VERSION, PLAN_NAME, PLAN_SOURCE, PLAN_NOTES, PLAN_MISSING, REGISTERED_ONLY, MINIMUM_MU, LINE_X,
        LINE_Y, LINE_TAX, NEAR_PCT, *ACCEPTS, FAR_PCT, *RESTORES, NEW_YEARS, GRACE_DIP, GUARDS_UNMATCHED,
        GUARDS_EXEMPT, SHARED_BELOW_PCT, AREA_GAP_PCT, *MEANINGS, *PLAN_CALIBER,
    ),
)  # fmt: skip
BATCH_WORD = Table(
    "batch_word",
    "四批方案用词",
    "一个方案、一种用途、一个词一行。",
    ("plan_id", "kind", "word"),
    (PLAN_ID, WORD_KIND, WORD),
)
BATCH_RULE = Table(
    "batch_rule",
    "四批方案规则",
    "一个方案的一条规则一行。",
    ("plan_id", "place"),
    (PLAN_ID, RULE_PLACE, RULE_WHEN, RULE_BATCH, RULE_WHY),
)
BATCH_DECISION = Table(
    "batch_decision",
    "四批方案判定",
    "一个方案、一种情形一行：规则逐条推出的结果。",
    ("plan_id", "situation"),
    (PLAN_ID, SITUATION, KEPT_BATCH, KEPT_WHY, OTHER_BATCH, OTHER_WHY),
)
BATCH_SITE = Table(
    "batch_site",
    "企业所在宗地",
    "一户企业一年一行：当年用地最多的一宗。",
    ("enterprise_id", "year"),
    (
        c.ENTERPRISE_ID, c.YEAR, SITE_PARCEL_ID, SITE_PARCELS, SITE_USERS, SITE_SHARE_PCT, c.PLANNED_USE,
        PLANNED_CLASS, c.LAND_USE, c.IS_TEMPORARY, IN_ACQUISITION, c.EXPIRES_ON, LEASE_ENDS_ON, c.FAR, c.PLANNED_FAR,
        SITE_GAP_PCT,
    ),
)  # fmt: skip
BATCH_STANDING = Table(
    "batch_standing",
    "四批判定依据",
    "一个方案、一户企业、一年一行：与门槛无关的事实。",
    ("plan_id", "enterprise_id", "year"),
    (
        PLAN_ID, c.ENTERPRISE_ID, c.YEAR, SURVEYED, OUT_OF_SURVEY, CLOSING_REASON, UNFIT_REASON, SITUATION,
        SITE_MISSING, c.TAX, c.ENTERPRISE_LAND_MU, c.TAX_PER_MU, TAX_PER_MU_BEFORE, c.OUTPUT, c.EMPLOYEES,
        c.ORIENTATION, SITE_PARCEL_ID,
    ),
)  # fmt: skip
BATCH_SUGGESTION = Table(
    "batch_suggestion",
    "四批建议",
    "一个方案、一户企业、一年一行。",
    ("plan_id", "enterprise_id", "year"),
    (
        PLAN_ID, c.ENTERPRISE_ID, c.YEAR, PLAN_VERSION, SURVEYED, *PASSES.values(), IS_KEPT, FAILED, SUGGESTED_BATCH,
        BATCH_REASON, MISSING_FIELDS, DISTANCE_TO_LINE, IS_NEAR_LINE, MOVES_TO, TAX_CHANGE, LAND_CHANGE,
        BATCH_BEFORE, BATCH_EARLIER, IS_STABLE, c.TAX, c.ENTERPRISE_LAND_MU, c.TAX_PER_MU, c.OUTPUT, c.EMPLOYEES,
        c.ORIENTATION, SITE_PARCEL_ID,
    ),
)  # fmt: skip
WARNING_RULE = Table(
    "warning_rule",
    "预警规则",
    "一种预警一行。",
    ("kind",),
    (WARNING_KIND, WARNING_THRESHOLD, WARNING_UNIT),
)
BATCH_WARNING = Table(
    "batch_warning",
    "四批预警",
    "一个方案、一户企业、一年、一种预警一行；处置超期由台账随时计算，不在此表。",
    ("plan_id", "enterprise_id", "year", "kind"),
    (PLAN_ID, c.ENTERPRISE_ID, c.YEAR, WARNING_KIND, WARNING_DETAIL),
)
BATCH_TABLES = (
    BATCH_PLAN, BATCH_WORD, BATCH_RULE, BATCH_DECISION, BATCH_SITE, BATCH_STANDING, BATCH_SUGGESTION, WARNING_RULE,
    BATCH_WARNING,
)  # fmt: skip
