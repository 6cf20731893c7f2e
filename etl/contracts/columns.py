"""The vocabulary: every column of a snapshot, once. Labels, units, definitions and bounds are said nowhere else."""

from __future__ import annotations

from etl.contracts.calibers import ADJUSTMENTS
from etl.contracts.model import Column, Kind

# --- Identity -------------------------------------------------------------------------------------------------
ENTERPRISE_ID = Column(
    "enterprise_id",
    "企业标识",
    "有效的统一社会信用代码；没有时为 name: 加规范化后的企业名称。由本系统生成。",
    Kind.CODE,
)
USCC = Column("uscc", "统一社会信用代码", "18 位，GB 32100-2015，含校验位；按文本保存。", Kind.CODE)
USCC_STATUS = Column(
    "uscc_status",
    "信用代码状态",
    "valid 有效、missing 缺失、bad_check_digit 校验位不符、legacy 旧号码（15 位注册号或税号、9 位机构代码）、"
    "destroyed 末几位已丢失（被表格软件当作数字存过）。",
    Kind.WORD,
)
NAME = Column("name", "企业名称", "登记名称，统一为全角括号、去除多余空格。", Kind.NAME)
LEGAL_PERSON = Column(
    "legal_person", "法定代表人", "来件所写的法定代表人或负责人；只用来分辨同名企业，不进快照。", Kind.NAME
)
FORMER_NAMES = Column("former_names", "曾用名", "以顿号分隔的曾用名称。")
INDUSTRY_CODE = Column(
    "industry_code", "行业代码", "国民经济行业分类 GB/T 4754-2017 的数字代码（2 至 4 位）。", Kind.CODE
)
INDUSTRY_NAME = Column("industry_name", "行业", "国民经济行业分类名称，以来件为准。")
TOWN = Column("town", "镇街", "所属街道或镇；来件未写时取自地址中的街道或镇，不由信用代码推断。")
ADDRESS = Column("address", "地址", "住所或经营地址。")
LON = Column("lon", "经度", "CGCS2000（EPSG:4490）经度。", Kind.NUMBER, "°", -180, 180, 6)
LAT = Column("lat", "纬度", "CGCS2000（EPSG:4490）纬度。", Kind.NUMBER, "°", -90, 90, 6)
REGISTERED_ON = Column("registered_on", "成立日期", "登记成立日期。", Kind.DATE)
STATUS = Column("status", "经营状态", "登记机关所写的状态，如 存续、注销、迁出。")
ENTERPRISE_TYPE = Column("enterprise_type", "企业类型", "登记的市场主体类型。")
REGISTERED_CAPITAL = Column("registered_capital", "注册资金", "来件原文，币种和单位不一，不参与计算。")
BUSINESS_SCOPE = Column("business_scope", "经营范围", "登记的经营范围原文。")
PRODUCTS = Column("products", "主要产品", "企业申报或走访记下的主要产品，来件原文。")
IS_ABOVE_SCALE = Column(
    "is_above_scale", "是否规上", "规模以上工业：年主营业务收入 2000 万元及以上的工业法人单位。", Kind.BOOLEAN
)
SIZE_CLASS = Column("size_class", "企业规模", "统计上大中小微型划分：大型、中型、小型、微型。", Kind.WORD)
ORIENTATION = Column("orientation", "产业导向", "鼓励、允许、限制、淘汰。", Kind.WORD)
EXEMPT_REASON = Column("exempt_reason", "不参评原因", "本年度不参加评价的原因。")
EXEMPT_UNTIL = Column("exempt_until", "不参评截止", "不参评状态的截止日期。", Kind.DATE)
IN_REGISTER = Column(
    "in_register", "在登记名录", "企业登记名录中有此企业；否则只见于税收、统计或租用文件。", Kind.BOOLEAN
)

# --- Parks and parcels ------------------------------------------------------------------------------------------
PARK_ID = Column("park_id", "片区标识", "来件的园区编号；没有时为园区名称。", Kind.CODE)
PARK_NAME = Column("park_name", "片区", "所在园区或片区的名称。", Kind.NAME)
PARK_LABEL = Column("name", "园区名称", "园区或片区的名称。", Kind.NAME)
PARENT_ID = Column("parent_id", "上级园区", "上级园区的标识。", Kind.CODE)
PARENT_NAME = Column("parent_name", "上级园区", "上级园区的名称。", Kind.NAME)
PARK_KIND = Column("kind", "园区类型", "来件所写的园区类型。")
AREA_MU = Column("area_mu", "园区面积", "规划面积；来件未写时为图形实测面积。", Kind.NUMBER, "亩", 0)
PARCEL_ID = Column("parcel_id", "宗地代码", "19 位宗地代码，没有时为来件自己的编号。", Kind.CODE)
REAL_ESTATE_UNIT_ID = Column(
    "real_estate_unit_id", "不动产单元号", "28 位不动产单元代码，前 19 位为宗地代码。", Kind.CODE
)
OWNER_ID = Column(
    "owner_id", "权利人标识", "权利人的企业标识；权利人不是名录中的企业（村集体、个人）时为空。", Kind.CODE
)
OWNER_NAME = Column("owner_name", "权利人", "土地使用权人名称。", Kind.NAME)
OWNER_USCC = Column("owner_uscc", "权利人信用代码", "权利人的统一社会信用代码。", Kind.CODE)
LAND_USE = Column("land_use", "土地用途", "现状用途归并：工业、仓储、其他。", Kind.WORD)
LAND_USE_CODE = Column(
    "land_use_code", "用途代码", "来件的用途代码（GB/T 21010、国土空间用地用海或旧规划代码）。", Kind.CODE
)
PLANNED_USE = Column("planned_use", "规划用途", "规划用途，来件原文。")
RIGHT_TYPE = Column("right_type", "权利类型", "权利类型名称（由代码译出）。")
RIGHT_NATURE = Column("right_nature", "权利性质", "划拨、出让、租赁等（由代码译出）。")
IS_TEMPORARY = Column("is_temporary", "临时用地", "是否临时用地。", Kind.BOOLEAN)
EXPIRES_ON = Column("expires_on", "到期日", "土地使用期限或临时用地的截止日期。", Kind.DATE)
CERTIFICATE_M2 = Column("certificate_m2", "证载面积", "不动产登记面积。", Kind.NUMBER, "m²", 0)
AREA_UNIT = Column("area_unit", "面积单位", "宗地面积的单位：1 平方米、2 亩、3 公顷（MJDW）。", Kind.WORD)
DECLARED_M2 = Column("declared_m2", "申报面积", "企业或镇街申报的用地面积。", Kind.NUMBER, "m²", 0)
MEASURED_M2 = Column(
    "measured_m2", "实测面积", "由图形量算的椭球面积；绝不在 Web 墨卡托投影中量算。", Kind.NUMBER, "m²", 0
)
LAND_MU = Column("land_mu", "用地面积", "1 亩 = 2000/3 m²。", Kind.NUMBER, "亩", 0)
PARCEL_LAND_MU = Column(
    "land_mu",
    "用地面积",
    "按优先顺序取：证载面积、实测面积、申报面积。1 亩 = 2000/3 m²。",
    Kind.NUMBER,
    "亩",
    0,
)
AREA_SOURCE = Column(
    "area_source", "面积来源", "用地面积取自 certificate 证载、measured 实测还是 declared 申报。", Kind.WORD
)
FLOOR_M2 = Column("floor_m2", "建筑面积", "宗地上的总建筑面积。", Kind.NUMBER, "m²", 0)
FAR = Column("far", "容积率", "地块口径：总建筑面积 ÷ 用地面积。", Kind.NUMBER, None, 0, 50)
PLANNED_FAR = Column("planned_far", "规划容积率", "规划条件确定的容积率。", Kind.NUMBER, None, 0, 50)
BUILDING_DENSITY = Column(
    "building_density", "建筑密度", "建筑基底面积 ÷ 用地面积。", Kind.NUMBER, "%", 0, 100
)
STAGE = Column("stage", "开发阶段", "地块所处阶段，来件原文。")
PARCEL_ADDRESS = Column("parcel_address", "坐落", "宗地坐落。")
SHAPE = Column(
    "shape_geojson", "图形", "宗地边界，GeoJSON 几何，CGCS2000（EPSG:4490）经纬度；没有图形时为空。"
)

AREA_CALIBER = Column(
    "area_caliber",
    "面积口径",
    "priority 证载优先（无证取实测、再取申报）；certificate、measured、declared 只按这一种，没有即为缺失。",
    Kind.WORD,
)
VACANT_FLOOR_M2 = Column(
    "vacant_floor_m2", "空置建筑面积", "总建筑面积中空置的部分；来件未写时为空。", Kind.NUMBER, "m²", 0
)

# --- Occupancy --------------------------------------------------------------------------------------------------
YEAR = Column("year", "年度", "数据所属年度。", Kind.INTEGER, None, 1990, 2100, 0)
OCCUPANCY_KIND = Column(
    "kind", "使用方式", "own 自有、lease_land 租赁土地、lease_floor 租赁厂房。", Kind.WORD
)
AREA_M2 = Column(
    "area_m2", "使用面积", "自有和租赁土地为土地面积，租赁厂房为建筑面积。", Kind.NUMBER, "m²", 0
)
COUNTERPARTY_ID = Column("counterparty_id", "出租方标识", "出租方的企业标识；自有时为空。", Kind.CODE)
COUNTERPARTY_NAME = Column("counterparty_name", "出租方", "出租方名称。", Kind.NAME)
LAND_GROSS_MU = Column(
    "land_gross_mu",
    "使用用地（含转出）",
    "自有为整宗（或约定份额）用地；租赁厂房按 宗地面积 × 租赁建筑面积 ÷ 总建筑面积 折算。",
    Kind.NUMBER,
    "亩",
)
LAND_OUT_MU = Column("land_out_mu", "租出用地", "在本宗地上租给他人的用地。", Kind.NUMBER, "亩")
LAND_SHARE_MU = Column(
    "land_share_mu",
    "分摊用地",
    "使用用地减租出用地；同一宗地各使用者分摊之和等于宗地面积。",
    Kind.NUMBER,
    "亩",
)

VACANT_MU = Column(
    "vacant_mu",
    "空置用地",
    "权利人的分摊用地中，按 宗地面积 × 空置建筑面积 ÷ 总建筑面积 折算的空置部分；没有空置数据时为空。",
    Kind.NUMBER,
    "亩",
)
PER_MU_RANK = Column(
    "per_mu_rank",
    "亩均名次",
    "按亩均税收在全区同规模组（规上、规下）当年的名次，并列同名次；用地不足 0.5 亩的不排名。",
    Kind.INTEGER,
    None,
    1,
    None,
    0,
)
PER_MU_RANK_BEFORE = Column(
    "per_mu_rank_before", "上年亩均名次", "上年在同一规模组的名次。", Kind.INTEGER, None, 1, None, 0
)
DIVISION = Column("division", "行业大类", "GB/T 4754-2017 两位代码。", Kind.CODE)
LAND_PART = Column(
    "part",
    "分到本宗地的份额",
    "企业的税收等年度数分到本宗地的份额：按它在各宗地上的分摊用地；全部出租的按持有用地。",
    Kind.NUMBER,
    None,
    0,
    1,
    6,
)

# --- Figures of an enterprise -------------------------------------------------------------------------------------
TAX_PAID = Column(
    "tax_paid_wan_yuan", "入库税收", "税务部门提供的当年入库税额，可为负（退税）。", Kind.NUMBER, "万元"
)
EXEMPT_OFFSET = Column(
    "exempt_offset_wan_yuan", "免抵调库", "出口免抵调库增值税，评价时加回。", Kind.NUMBER, "万元"
)
RETAINED_REFUND = Column(
    "retained_refund_wan_yuan", "留抵退税加回", "当年办理的留抵退税，评价时加回。", Kind.NUMBER, "万元"
)
BRANCH_TAX = Column(
    "branch_tax_wan_yuan",
    "总分机构调整",
    "总分机构汇总或在外地缴纳的税收调整，可正可负。",
    Kind.NUMBER,
    "万元",
)
PRIOR_YEARS_TAX = Column(
    "prior_years_tax_wan_yuan", "查补以前年度", "查补以前年度的税收，评价时扣减。", Kind.NUMBER, "万元"
)
TAX_ADJUSTMENT = Column(
    "tax_adjustment_wan_yuan",
    "评价调整",
    "免抵调库 + 留抵退税加回 + 总分机构调整 − 查补以前年度；均未提供时为空。",
    Kind.NUMBER,
    "万元",
)
TAX = Column(
    "tax_wan_yuan",
    "评价税收",
    "入库税收 + 评价调整；只提供评价税收时按来件。",
    Kind.NUMBER,
    "万元",
)
OWN_MU = Column("own_mu", "自有用地", "名下宗地的用地面积。", Kind.NUMBER, "亩", 0)
LEASE_IN_MU = Column(
    "lease_in_mu", "承租用地", "租入的用地（租赁厂房按建筑面积份额折算）。", Kind.NUMBER, "亩", 0
)
LEASE_OUT_MU = Column("lease_out_mu", "出租用地", "租给他人的用地。", Kind.NUMBER, "亩", 0)
ENTERPRISE_LAND_MU = Column(
    "land_mu", "用地面积", "自有 + 承租 − 出租。1 亩 = 2000/3 m²。", Kind.NUMBER, "亩"
)
LAND_SOURCE = Column(
    "land_source", "用地来源", "parcels 由宗地与租用关系分摊；declared 由来件按企业申报。", Kind.WORD
)
DECLARED_LAND_MU = Column(
    "declared_land_mu", "申报用地", "企业自行申报的实际用地面积。", Kind.NUMBER, "亩", 0
)
TAX_PER_MU = Column(
    "tax_wan_yuan_per_mu",
    "亩均税收",
    "评价税收 ÷ 用地面积。用地不大于零或任一项缺失时为空；一组企业的亩均税收 = Σ税收 ÷ Σ用地，不是比值的平均。",
    Kind.NUMBER,
    "万元/亩",
)
TAX_PER_MU_BEFORE = Column(
    "tax_wan_yuan_per_mu_before", "上年亩均税收", "上年的亩均税收。", Kind.NUMBER, "万元/亩"
)
TAX_PER_MU_EARLIER = Column(
    "tax_wan_yuan_per_mu_earlier", "前年亩均税收", "再上一年的亩均税收。", Kind.NUMBER, "万元/亩"
)
OUTPUT = Column("output_wan_yuan", "工业总产值", "当年价格。", Kind.NUMBER, "万元", 0)
OUTPUT_YOY = Column(
    "output_official_yoy",
    "产值增速（官方）",
    "统计部门按可比口径公布的同比增速。",
    Kind.NUMBER,
    "%",
    None,
    None,
    1,
)
REVENUE = Column("revenue_wan_yuan", "营业收入", "主营业务收入。", Kind.NUMBER, "万元", 0)
VALUE_ADDED = Column("value_added_wan_yuan", "工业增加值", "当年价格，可为负。", Kind.NUMBER, "万元")
EMPLOYEES = Column("employees", "平均用工人数", "年平均从业人员。", Kind.NUMBER, "人", 0, None, 0)
RD = Column("rd_wan_yuan", "研发经费", "研究与试验发展（R&D）经费支出。", Kind.NUMBER, "万元", 0)
ENERGY = Column("energy_tce", "综合能耗", "综合能源消费量。", Kind.NUMBER, "吨标准煤", 0)
EMISSION = Column("emission_t", "主要污染物排放", "主要污染物排放量合计。", Kind.NUMBER, "吨", 0, None, 3)
ELECTRICITY = Column("electricity_kwh", "用电量", "当期用电量。", Kind.NUMBER, "kWh", 0, None, 0)
ENTERPRISE_COUNT = Column(
    "enterprise_count", "使用企业数", "当年使用该宗地的企业户数。", Kind.INTEGER, "家", 0, None, 0
)
TAXED_ENTERPRISE_COUNT = Column(
    "taxed_enterprise_count",
    "有税收数据的企业数",
    "使用企业中有评价税收数据的户数。",
    Kind.INTEGER,
    "家",
    0,
    None,
    0,
)
PARCEL_TAX = Column(
    "tax_wan_yuan",
    "评价税收",
    "使用企业的评价税收按其各宗地分摊用地的比例分到本宗地后相加。",
    Kind.NUMBER,
    "万元",
)
PARCEL_OUTPUT = Column(
    "output_wan_yuan",
    "工业总产值",
    "使用企业的产值按其各宗地分摊用地的比例分到本宗地后相加。",
    Kind.NUMBER,
    "万元",
)
PARCEL_TAX_PER_MU = Column(
    "tax_wan_yuan_per_mu", "亩均税收", "地块法：宗地税收 ÷ 宗地用地面积。", Kind.NUMBER, "万元/亩"
)

# --- Months -------------------------------------------------------------------------------------------------------
MONTH = Column("month", "月份", "数据所属月份的第一天；1—2 月合并报送时记为 2 月。", Kind.MONTH)
# How a ledger calls the month that it speaks of, and the day that this makes of a row.
REPORTED_ALIASES = ("截至月份", "统计月份", "报告月份", "所属期", "年月")
TOLD_ON = Column(
    "told_on", "台账日期", "这一行所说的日期：台账写明月份的为该月最后一天，没有的为收到日期。", Kind.DATE
)
MONTHS_COVERED = Column(
    "months_covered",
    "包含月数",
    "这一行包含的月数：1—2 月合并为 2，其余为 1。",
    Kind.INTEGER,
    "个月",
    1,
    12,
    0,
)
OUTPUT_MONTH = Column(
    "output_wan_yuan", "工业总产值", "当月产值；只有累计数时由相邻累计相减得到。", Kind.NUMBER, "万元"
)
REVENUE_MONTH = Column(
    "revenue_wan_yuan", "营业收入", "当月营业收入；只有累计数时由相邻累计相减得到。", Kind.NUMBER, "万元"
)
ELECTRICITY_MONTH = Column(
    "electricity_kwh",
    "用电量",
    "当月用电量；只有累计数时由相邻累计相减得到。",
    Kind.NUMBER,
    "kWh",
    None,
    None,
    0,
)
OUTPUT_CUM = Column("output_cum_wan_yuan", "累计工业总产值", "1 月至本月累计。", Kind.NUMBER, "万元", 0)
OUTPUT_CUM_PREV = Column(
    "output_cum_prev_wan_yuan",
    "上年同期累计产值",
    "统计部门提供的上年同期数（可比口径）。",
    Kind.NUMBER,
    "万元",
    0,
)
REVENUE_CUM = Column("revenue_cum_wan_yuan", "累计营业收入", "1 月至本月累计。", Kind.NUMBER, "万元", 0)
ELECTRICITY_CUM = Column(
    "electricity_cum_kwh", "累计用电量", "1 月至本月累计。", Kind.NUMBER, "kWh", 0, None, 0
)
COMPUTED_YOY = Column(
    "computed_yoy",
    "累计增速（计算）",
    "累计产值与来件所写的上年同期之比减一；没有写上年同期时用本系统存的上年同月累计。口径与官方的不同，不能互换。",
    Kind.NUMBER,
    "%",
    None,
    None,
    1,
)
OFFICIAL_YOY = Column(
    "official_yoy",
    "累计增速（官方）",
    "统计部门按可比口径公布的累计同比增速。",
    Kind.NUMBER,
    "%",
    None,
    None,
    1,
)

# --- Build, sources, quality --------------------------------------------------------------------------------------
BUILD_ID = Column("build_id", "构建编号", "一次发布的编号。", Kind.CODE)
BUILT_AT = Column("built_at", "构建时间", "构建完成的时间（UTC，ISO 8601）。")
PRODUCT_VERSION = Column("product_version", "软件版本", "构建所用的软件版本。")
RULE_PACKS = Column("rule_packs", "口径版本", "构建所用规则包，JSON：编号 → 版本。")
COVERAGE_LAND = Column(
    "coverage_land_pct",
    "面积覆盖率",
    "最近年度分摊到企业的用地 ÷ 全部宗地用地。",
    Kind.NUMBER,
    "%",
    0,
    100,
    1,
)
COVERAGE_TAX = Column(
    "coverage_tax_pct",
    "税收匹配率",
    "匹配到登记名录企业的税收 ÷ 收到的税收（按绝对值计）。",
    Kind.NUMBER,
    "%",
    0,
    100,
    1,
)
DATA_DATE = Column("data_date", "数据截止", "最新数据所属期间：有月度数据时为最新月份，否则为最新年度。")
FILE_ID = Column(
    "file_id", "文件编号", "来件内容 SHA-256 的前 16 位，同名不同内容的文件编号不同。", Kind.CODE
)
SHEET = Column("sheet", "工作表", "工作表或图层名称。")
FILE_PATH = Column("path", "文件", "相对于输入文件夹的路径。")
SHA256 = Column("sha256", "SHA-256", "来件内容的 SHA-256。", Kind.CODE)
ENTITY = Column("entity", "数据类别", "识别为哪一类数据。", Kind.WORD)
HEADING_ROW = Column(
    "heading_row", "表头行", "表头最后一行的行号（按表格软件编号）。", Kind.INTEGER, None, 0, None, 0
)
UNIT = Column("unit", "单位", "从表头或单位行读到的单位。")
ROWS_READ = Column("rows_read", "读取行数", "表头以下的非空数据行。", Kind.INTEGER, "行", 0, None, 0)
ROWS_LOADED = Column("rows_loaded", "载入行数", "进入快照的行。", Kind.INTEGER, "行", 0, None, 0)
ROWS_REJECTED = Column(
    "rows_rejected", "拒收行数", "不能使用、逐行写明原因的行。", Kind.INTEGER, "行", 0, None, 0
)
RECEIVED_ON = Column("received_on", "收到日期", "映射文件所写的日期；未写时为文件修改日期。", Kind.DATE)
DEPARTMENT = Column("department", "来源单位", "发来文件的单位。")
ISSUE_ID = Column("issue_id", "序号", "问题序号。", Kind.INTEGER, None, 1, None, 0)
CHECK_NAME = Column("check_name", "检查", "检查的名称。", Kind.CODE)
SEVERITY = Column("severity", "级别", "error 阻止发布，warning 随快照公布。", Kind.WORD)
ISSUE_KEY = Column("key", "对象", "有问题的那一行的键。")
ROW_NUMBER = Column(
    "row_number", "行号", "来件中的行号，与表格软件显示的一致。", Kind.INTEGER, None, 1, None, 0
)
ISSUE_COLUMN = Column("column", "列", "有问题的列，来件的表头。")
ISSUE_VALUE = Column("value", "原值", "来件中的原文。")
REASON = Column("reason", "原因", "为什么有问题。")
NEXT_STEP = Column("next_step", "如何处理", "请谁做什么。")
TABLE_NAME = Column("table_name", "表", "快照中的表名。", Kind.CODE)

# --- Evaluation (rule packs) ----------------------------------------------------------------------------------------
PACK_ID = Column("pack_id", "口径包", "口径包的编号，如 huangyan-2022。", Kind.CODE)
PACK_VERSION = Column("version", "口径版本", "构建时口径包的版本。", Kind.CODE)
PACK_NAME = Column("name", "口径名称", "口径包的名称。")
PACK_SOURCE = Column("source", "口径来源", "口径包所依据的文件。")
PACK_NOTES = Column("notes", "口径说明", "摘录中没有而采用的假定。")
PACK_MISSING = Column("missing", "尚待录入", "口径包还缺什么；不为空的口径包不计算。")
SIZE_GROUP = Column("size_group", "评价组", "above 规上、below 规下，分别排名。", Kind.WORD)
PARTICIPATION = Column(
    "participation",
    "参评状态",
    "participates 参评；不参评：exempt 豁免、new 新企业、no_size 规模不明、out_of_scope 不在范围、no_tax 无税收、"
    "no_land 无用地、too_small 用地过小、no_base 无基准；inherits 随出租方评级。",
    Kind.WORD,
)
SCORE = Column("score", "评价得分", "各项得分之和，不含加减分。", Kind.NUMBER, "分", None, None, 3)
BONUS = Column("bonus", "加减分", "加分减扣分。", Kind.NUMBER, "分", None, None, 3)
RANK = Column("rank", "名次", "组内按得分加减分排名，同分同名次。", Kind.INTEGER, None, 1, None, 0)
GROUP_SIZE = Column("group_size", "组内户数", "组内参评的户数。", Kind.INTEGER, "家", 1, None, 0)
GRADE = Column("grade", "等级", "A、B、C、D；T 为不参评。已计一票否决和保护。", Kind.WORD)
RANK_GRADE = Column("rank_grade", "按名次等级", "一票否决和保护之前的等级。", Kind.WORD)
OVERRIDE_REASON = Column("override_reason", "调整原因", "等级与按名次等级不同，或不参评的原因。")
INDICATOR = Column("indicator", "指标", "指标的编号，见口径包。", Kind.CODE)
INDICATOR_NAME = Column("name", "指标名称", "指标的名称。")
INDICATOR_UNIT = Column("unit", "单位", "指标值的单位。")
FORMULA = Column("formula", "公式", "指标的分子 ÷ 分母。")
VALUE = Column("value", "指标值", "指标的分子 ÷ 分母，单位随指标。", Kind.NUMBER, None, None, None, 4)
BASE = Column("base", "基准值", "得满分的指标值，单位随指标。", Kind.NUMBER, None, None, None, 4)
WEIGHT = Column("weight", "权重", "这一项的满分。", Kind.NUMBER, "分", 0, 100, 1)
TERM_SCORE = Column(
    "score", "单项得分", "指标值 ÷ 基准值 × 权重，限于口径的上下限。", Kind.NUMBER, "分", None, None, 3
)
NOTE = Column(
    "note",
    "得分说明",
    "missing_zero 缺数据计 0、missing_group_mean 缺数据计组平均、negative 负值计 0、capped 达到上限、no_base 无基准。",
    Kind.WORD,
)
EVALUATED_TAX = Column(
    "evaluated_tax_wan_yuan",
    "评价税收（本口径）",
    "按口径包计入的各项调整；合并评价的为出租方与租户之和。",
    Kind.NUMBER,
    "万元",
)
EVALUATED_LAND = Column(
    "evaluated_land_mu",
    "用地面积（本口径）",
    "按口径包的面积口径；合并评价的为出租方与租户之和。",
    Kind.NUMBER,
    "亩",
)
MERGED_GRADE = Column(
    "merged_grade", "合并等级", "出租方与租户合并评价的等级；口径不另列合并结果时为空。", Kind.WORD
)
MERGED_RANK = Column("merged_rank", "合并名次", "合并评价的名次。", Kind.INTEGER, None, 1, None, 0)
MINIMUM_MU_ABOVE = Column(
    "minimum_mu_above", "规上参评下限", "用地低于此数的规上企业不排名。", Kind.NUMBER, "亩", 0
)
MINIMUM_MU_BELOW = Column(
    "minimum_mu_below", "规下参评下限", "用地低于此数的规下企业不排名。", Kind.NUMBER, "亩", 0
)
INCLUDES_TENANTS = Column("includes_tenants", "租户参评", "只租用土地或厂房的企业是否参评。", Kind.BOOLEAN)
TENANT_MINIMUM_FLOOR = Column(
    "tenant_minimum_floor_m2",
    "租户参评建筑面积",
    "租用厂房达到此数的租户，用地低于下限也参评；空为不适用。",
    Kind.NUMBER,
    "m²",
    0,
)
NEW_YEARS = Column(
    "new_years", "新企业年限", "登记不满此年数为新企业；0 为不区分。", Kind.INTEGER, "年", 0, None, 0
)
NEW_TREATMENT = Column(
    "new_treatment", "新企业处理", "protect 不评末档、exclude 不参评、none 不区分。", Kind.WORD
)
REACHES = tuple(
    Column(
        f"reach_{grade.lower()}",
        f"{grade} 档止于",
        f"组内名次不大于 ceil(户数 × 此比例) 的为 {grade} 档或更高。",
        Kind.NUMBER,
        None,
        0,
        1,
    )
    for grade in ("A", "B", "C", "D")
)
VETO_GRADE = Column("veto_grade", "一票否决降至", "一票否决的企业不高于此档。", Kind.WORD)
PROTECT_GRADE = Column("protect_grade", "保护至", "受保护的企业不低于此档。", Kind.WORD)
BONUS_LIMIT = Column("bonus_limit", "加分上限", "空为不限。", Kind.NUMBER, "分", 0)
PENALTY_LIMIT = Column("penalty_limit", "扣分上限", "空为不限。", Kind.NUMBER, "分", 0)
COUNTS_VACANT = Column(
    "counts_vacant", "空置计入业主", "是：空置厂房的用地记在业主名下；否：剔除。", Kind.BOOLEAN
)
TENANT_POLICY = Column(
    "tenant_policy",
    "租户口径",
    "apportion 各自分摊；merge 并入出租方共用一个结果；inherit 小微租户随出租方评级；both 独立评价并另列合并结果。",
    Kind.WORD,
)
SMALL_TENANT_MU = Column(
    "small_tenant_mu", "小微租户", "规下租户用地低于此数为小微租户。", Kind.NUMBER, "亩", 0
)
COUNTS_ADJUSTMENTS = tuple(
    Column(f"counts_{code}", f"计入{words}", f"评价税收是否计入{words}。", Kind.BOOLEAN)
    for code, words in ADJUSTMENTS.items()
)
NUMERATOR = Column("numerator", "分子", "enterprise_year 的一列。", Kind.CODE)
DENOMINATOR = Column("denominator", "分母", "enterprise_year 的一列。", Kind.CODE)
FACTOR = Column("factor", "换算", "分子 ÷ 分母 × 此数 = 指标值。", Kind.NUMBER, None, 0)
BASE_OF = Column(
    "base_of",
    "计算基准",
    "group_mean 本组当年、previous_mean 本组上年的加权平均；基准值是数时为空。",
    Kind.WORD,
)
TIMES = Column("times", "基准倍数", "基准乘以此数。", Kind.NUMBER, None, 0)
LO = Column("lo", "得分下限", "得分不低于权重的此倍数。", Kind.NUMBER, None)
HI = Column("hi", "得分上限", "得分不高于权重的此倍数；空为不设上限。", Kind.NUMBER, None)
MISSING_RULE = Column("missing", "缺数据时", "zero 计 0 分、group_mean 计本组平均。", Kind.WORD)
RULE_STEP_PURPOSE = Column("purpose", "用途", "grading 评价分级、sorting 四个一批。", Kind.WORD)
RULE_STEP = Column("step", "步骤", "计算的步骤，从 0 起。", Kind.INTEGER, None, 0, None, 0)
RULE_STEP_NAME = Column("name", "步骤名称", "这一步得到的表。", Kind.CODE)
RULE_QUERY = Column("query", "查询", "这一步的 SQL；页面换口径试算时按它计算，与构建时完全相同。")
CASE_KIND = Column(
    "kind", "情形", "bonus 加分、penalty 扣分、veto 一票否决、protect 保护、exempt 不参评。", Kind.WORD
)
POINTS = Column("points", "分值", "加分或扣分的分值。", Kind.NUMBER, "分", 0, 100, 2)
CASE_REASON = Column("reason", "事由", "加减分、一票否决、保护或不参评的事由。")

# --- Honours --------------------------------------------------------------------------------------------------------
HONOUR_CODE = Column(
    "honour_code",
    "荣誉",
    "high_tech 高新技术企业、tech_sme 科技型中小企业、innovative_sme 创新型中小企业、specialised 专精特新中小企业、"
    "little_giant 专精特新“小巨人”企业、champion 制造业单项冠军、tech_centre 企业技术中心、first_set 首台（套）重大技术装备、"
    "leader 工业龙头企业、leader_in_training 工业龙头培育企业、time_honoured 福建老字号、green_factory 绿色工厂、"
    "smart_manufacturing 智能制造示范。",
    Kind.WORD,
)
HONOUR_LEVEL = Column("level", "级别", "国、省、市、区；来件没有写明时为空。", Kind.WORD)
BATCH = Column("batch", "批次", "认定的批次，来件原文。")
DOC_NO = Column("doc_no", "文号", "认定文件的文号，来件原文。")
GRANTED_ON = Column("granted_on", "认定日期", "认定或公布的日期；还没有认定的为空。", Kind.DATE)
VALID_TO = Column("valid_to", "有效期至", "有效期的最后一天；长期有效或没有写明的为空。", Kind.DATE)
HONOUR_STATUS = Column(
    "status",
    "状态",
    "surveyed 摸排、applied 申报、recommended 推荐、announced 公示、granted 认定、renewed 复核通过、expired 到期、revoked 撤销。",
    Kind.WORD,
)
HIGHEST_LEVEL = Column("level", "最高级别", "这一年有效的同一荣誉中最高的级别：国、省、市、区。", Kind.WORD)
COUNTS = Column(
    "counts",
    "计入户数",
    "梯度（创新型→专精特新→小巨人→单项冠军）上只有最高的有效一档为是；其他荣誉都为是。",
    Kind.BOOLEAN,
)
