"""The tables that a snapshot publishes, column by column, in the order of the design's data contract."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.basemap import BASEMAP
from etl.contracts.batches import BATCH_TABLES, IN_ACQUISITION, LEASE_ENDS_ON
from etl.contracts.carriers import CARRIER_TABLES
from etl.contracts.chains import CHAIN_TABLES
from etl.contracts.cloud_adoption import CLOUD_TABLE
from etl.contracts.declaration import DECLARATION_TABLE
from etl.contracts.decline import DECLINE_TABLES
from etl.contracts.land_contract import LAND_CONTRACT_TABLES
from etl.contracts.links import LINK_TABLES
from etl.contracts.lots import LOT_TABLES
from etl.contracts.model import Table
from etl.contracts.park_works import WORKS_TABLES
from etl.contracts.product_license import LICENSE_TABLE
from etl.contracts.project import PROJECT_TABLES
from etl.contracts.project_month import PROJECT_MONTH_TABLE
from etl.contracts.services import SERVICE_TABLES
from etl.contracts.supply import SUPPLY_LINK
from etl.contracts.upgrade_pool import POOL_TABLE

ENTERPRISE = Table(
    "enterprise",
    "企业",
    "一户企业一行：登记名录中的企业，以及只见于税收、统计或租用文件的企业。",
    ("enterprise_id",),
    (
        c.ENTERPRISE_ID, c.USCC, c.USCC_STATUS, c.NAME, c.FORMER_NAMES, c.INDUSTRY_CODE, c.INDUSTRY_NAME, c.TOWN,
        c.PARK_ID, c.ADDRESS, c.LON, c.LAT, c.REGISTERED_ON, c.STATUS, c.ENTERPRISE_TYPE, c.REGISTERED_CAPITAL,
        c.BUSINESS_SCOPE, c.PRODUCTS, c.IS_ABOVE_SCALE, c.SIZE_CLASS, c.ORIENTATION, c.EXEMPT_REASON,
        c.EXEMPT_UNTIL, c.IN_REGISTER,
    ),
)  # fmt: skip
PARCEL = Table(
    "parcel",
    "宗地",
    "一宗地一行。",
    ("parcel_id",),
    (
        c.PARCEL_ID, c.REAL_ESTATE_UNIT_ID, c.OWNER_ID, c.OWNER_NAME, c.TOWN, c.PARK_ID, c.PARCEL_ADDRESS, c.LAND_USE,
        c.LAND_USE_CODE, c.PLANNED_USE, c.RIGHT_TYPE, c.RIGHT_NATURE, c.IS_TEMPORARY, IN_ACQUISITION, c.EXPIRES_ON,
        c.CERTIFICATE_M2, c.DECLARED_M2, c.MEASURED_M2, c.PARCEL_LAND_MU, c.AREA_SOURCE, c.FLOOR_M2,
        c.VACANT_FLOOR_M2, c.FAR,
        c.PLANNED_FAR, c.BUILDING_DENSITY, c.STAGE, c.LON, c.LAT, c.SHAPE,
    ),
)  # fmt: skip
PARK = Table(
    "park",
    "园区",
    "一个园区或片区一行。",
    ("park_id",),
    (c.PARK_ID, c.PARK_LABEL, c.PARENT_ID, c.PARK_KIND, c.AREA_MU, c.LON, c.LAT, c.SHAPE),
)
OCCUPANCY = Table(
    "occupancy",
    "用地关系",
    "一宗地、一户企业、一年、一种使用方式一行。",
    ("parcel_id", "enterprise_id", "year", "kind"),
    (
        c.PARCEL_ID, c.ENTERPRISE_ID, c.YEAR, c.OCCUPANCY_KIND, c.AREA_M2, LEASE_ENDS_ON, c.COUNTERPARTY_ID,
        c.LAND_GROSS_MU, c.LAND_OUT_MU, c.LAND_SHARE_MU, c.VACANT_MU,
    ),
)  # fmt: skip
PARCEL_AREA = Table(
    "parcel_area",
    "宗地面积口径",
    "一种面积口径、一宗地一行。",
    ("area_caliber", "parcel_id"),
    (c.AREA_CALIBER, c.PARCEL_ID, c.LAND_MU),
)
LAND_PART = Table(
    "land_part",
    "用地份额",
    "一种面积口径、一宗地、一户企业、一年一行。",
    ("area_caliber", "parcel_id", "enterprise_id", "year"),
    (c.AREA_CALIBER, c.PARCEL_ID, c.ENTERPRISE_ID, c.YEAR, c.LAND_PART, c.LAND_SHARE_MU, c.VACANT_MU),
)
ENTERPRISE_LAND = Table(
    "enterprise_land",
    "企业用地口径",
    "一种面积口径、一户企业、一年一行。",
    ("area_caliber", "enterprise_id", "year"),
    (
        c.AREA_CALIBER, c.ENTERPRISE_ID, c.YEAR, c.OWN_MU, c.LEASE_IN_MU, c.LEASE_OUT_MU, c.ENTERPRISE_LAND_MU,
        c.VACANT_MU, c.LAND_SOURCE,
    ),
)  # fmt: skip
ENTERPRISE_YEAR = Table(
    "enterprise_year",
    "企业年度",
    "一户企业一年一行：当年有税收、经营或用地数据之一。",
    ("enterprise_id", "year"),
    (
        c.ENTERPRISE_ID, c.YEAR, c.TAX_PAID, c.EXEMPT_OFFSET, c.RETAINED_REFUND, c.BRANCH_TAX, c.PRIOR_YEARS_TAX,
        c.TAX_ADJUSTMENT, c.TAX, c.OWN_MU, c.LEASE_IN_MU, c.LEASE_OUT_MU, c.ENTERPRISE_LAND_MU, c.LAND_SOURCE,
        c.TAX_PER_MU, c.OUTPUT, c.OUTPUT_YOY, c.REVENUE, c.VALUE_ADDED,
        c.EMPLOYEES, c.RD, c.ENERGY, c.EMISSION, c.ELECTRICITY, c.IS_ABOVE_SCALE,
    ),
)  # fmt: skip
FIRM_YEAR = Table(
    "firm_year",
    "企业年度宽表",
    "一户企业一年一行，包括当年没有数据的企业：页面筛选、合计和排名所用。",
    ("enterprise_id", "year"),
    (
        c.ENTERPRISE_ID, c.YEAR, c.NAME, c.USCC, c.TOWN, c.PARK_ID, c.PARK_NAME, c.DIVISION, c.INDUSTRY_CODE,
        c.INDUSTRY_NAME, c.IS_ABOVE_SCALE, c.SIZE_CLASS, c.TAX_PAID, c.TAX_ADJUSTMENT, c.TAX, c.OWN_MU,
        c.LEASE_IN_MU, c.LEASE_OUT_MU, c.ENTERPRISE_LAND_MU, c.LAND_SOURCE, c.TAX_PER_MU, c.OUTPUT, c.REVENUE,
        c.EMPLOYEES, c.PER_MU_RANK, c.PER_MU_RANK_BEFORE, c.TAX_PER_MU_BEFORE, c.TAX_PER_MU_EARLIER,
    ),
)  # fmt: skip
PARCEL_YEAR = Table(
    "parcel_year",
    "宗地年度",
    "一宗地一年一行（地块法）。",
    ("parcel_id", "year"),
    (
        c.PARCEL_ID, c.YEAR, c.PARCEL_LAND_MU, c.PARCEL_TAX, c.PARCEL_TAX_PER_MU, c.PARCEL_OUTPUT,
        c.ENTERPRISE_COUNT, c.TAXED_ENTERPRISE_COUNT,
    ),
)  # fmt: skip
OPERATION_MONTH = Table(
    "operation_month",
    "企业月度",
    "一户企业一月一行；1—2 月合并报送时只有 2 月一行。",
    ("enterprise_id", "month"),
    (
        c.ENTERPRISE_ID, c.MONTH, c.MONTHS_COVERED, c.OUTPUT_MONTH, c.REVENUE_MONTH, c.ELECTRICITY_MONTH,
        c.OUTPUT_CUM, c.OUTPUT_CUM_PREV, c.REVENUE_CUM, c.ELECTRICITY_CUM, c.OFFICIAL_YOY, c.COMPUTED_YOY,
    ),
)  # fmt: skip
BUILD_INFO = Table(
    "build_info",
    "构建信息",
    "一行。",
    ("build_id",),
    (c.BUILD_ID, c.BUILT_AT, c.PRODUCT_VERSION, c.RULE_PACKS, c.COVERAGE_LAND, c.COVERAGE_TAX, c.DATA_DATE),
)
SOURCE_FILE = Table(
    "source_file",
    "来源文件",
    "一个文件的一张工作表一行。",
    ("file_id", "sheet"),
    (
        c.FILE_ID, c.FILE_PATH, c.SHA256, c.SHEET, c.ENTITY, c.HEADING_ROW, c.UNIT, c.ROWS_READ, c.ROWS_LOADED,
        c.ROWS_REJECTED, c.RECEIVED_ON, c.DEPARTMENT,
    ),
)  # fmt: skip
QUALITY_ISSUE = Table(
    "quality_issue",
    "数据问题",
    "一个问题一行。",
    ("issue_id",),
    (
        c.ISSUE_ID, c.CHECK_NAME, c.SEVERITY, c.ENTITY, c.ISSUE_KEY, c.FILE_ID, c.SHEET, c.ROW_NUMBER,
        c.ISSUE_COLUMN, c.ISSUE_VALUE, c.REASON, c.NEXT_STEP,
    ),
)  # fmt: skip
LINEAGE = Table(
    "lineage",
    "数据血缘",
    "快照中的一行与来件中的一行的对应关系。",
    ("table_name", "key", "file_id", "sheet", "row_number"),
    (c.TABLE_NAME, c.ISSUE_KEY, c.FILE_ID, c.SHEET, c.ROW_NUMBER),
)

RULE_PACK = Table(
    "rule_pack",
    "口径包",
    "一个口径包一行。",
    ("pack_id",),
    (
        c.PACK_ID, c.PACK_VERSION, c.PACK_NAME, c.PACK_SOURCE, c.PACK_NOTES, c.PACK_MISSING, c.MINIMUM_MU_ABOVE,
        c.MINIMUM_MU_BELOW, c.INCLUDES_TENANTS, c.TENANT_MINIMUM_FLOOR, c.NEW_YEARS, c.NEW_TREATMENT, *c.REACHES,
        c.VETO_GRADE, c.PROTECT_GRADE, c.BONUS_LIMIT, c.PENALTY_LIMIT, c.AREA_CALIBER, c.COUNTS_VACANT,
        c.TENANT_POLICY, c.SMALL_TENANT_MU, *c.COUNTS_ADJUSTMENTS,
    ),
)  # fmt: skip
RULE_TERM = Table(
    "rule_term",
    "口径包指标",
    "一个口径包、一个评价组、一项指标一行。",
    ("pack_id", "size_group", "indicator"),
    (
        c.PACK_ID, c.SIZE_GROUP, c.INDICATOR, c.NUMERATOR, c.DENOMINATOR, c.FACTOR, c.WEIGHT, c.BASE, c.BASE_OF,
        c.TIMES, c.LO, c.HI, c.MISSING_RULE,
    ),
)  # fmt: skip
RULE_STEP = Table(
    "rule_step",
    "评价步骤",
    "一种用途的一步计算一行。",
    ("purpose", "step"),
    (c.RULE_STEP_PURPOSE, c.RULE_STEP, c.RULE_STEP_NAME, c.RULE_QUERY),
)
EVALUATION_CASE = Table(
    "evaluation_case",
    "评价特殊情形",
    "一户企业、一年、一种情形、一个事由一行。",
    ("enterprise_id", "year", "kind", "reason"),
    (c.ENTERPRISE_ID, c.YEAR, c.CASE_KIND, c.CASE_REASON, c.POINTS),
)
RULE_INDICATOR = Table(
    "rule_indicator",
    "评价指标",
    "口径包可以引用的一项指标一行。",
    ("indicator",),
    (c.INDICATOR, c.INDICATOR_NAME, c.INDICATOR_UNIT, c.FORMULA),
)
RESULT = (
    c.YEAR,
    c.PACK_VERSION,
    c.SIZE_GROUP,
    c.PARTICIPATION,
    c.SCORE,
    c.BONUS,
    c.RANK,
    c.GROUP_SIZE,
    c.GRADE,
    c.RANK_GRADE,
    c.OVERRIDE_REASON,
)
EVALUATION = Table(
    "evaluation",
    "企业评价",
    "一个口径包、一户企业、一年一行（企业法）。",
    ("pack_id", "enterprise_id", "year"),
    (c.PACK_ID, c.ENTERPRISE_ID, *RESULT, c.EVALUATED_TAX, c.EVALUATED_LAND, c.MERGED_GRADE, c.MERGED_RANK),
)
EVALUATION_TERM = Table(
    "evaluation_term",
    "企业评价得分",
    "一个口径包、一户企业、一年、一项指标一行。",
    ("pack_id", "enterprise_id", "year", "indicator"),
    (
        c.PACK_ID,
        c.ENTERPRISE_ID,
        c.YEAR,
        c.INDICATOR,
        c.PACK_VERSION,
        c.VALUE,
        c.BASE,
        c.WEIGHT,
        c.TERM_SCORE,
        c.NOTE,
    ),
)
PARCEL_EVALUATION = Table(
    "parcel_evaluation",
    "宗地评价",
    "一个口径包、一宗地、一年一行（地块法）。",
    ("pack_id", "parcel_id", "year"),
    (c.PACK_ID, c.PARCEL_ID, *RESULT, c.EVALUATED_TAX, c.EVALUATED_LAND),
)

HONOUR = Table(
    "honour",
    "企业荣誉",
    "一户企业的一项荣誉、一个级别、一个批次、一个认定日期一行；多次来件以最近一次的状态为准。",
    ("enterprise_id", "honour_code", "level", "batch", "granted_on"),
    (
        c.ENTERPRISE_ID, c.HONOUR_CODE, c.HONOUR_LEVEL, c.BATCH, c.DOC_NO, c.GRANTED_ON, c.VALID_TO,
        c.HONOUR_STATUS,
    ),
)  # fmt: skip
HONOUR_YEAR = Table(
    "honour_year",
    "年度有效荣誉",
    "一户企业、一项荣誉、有效的一年一行。",
    ("enterprise_id", "honour_code", "year"),
    (c.ENTERPRISE_ID, c.HONOUR_CODE, c.YEAR, c.HIGHEST_LEVEL, c.COUNTS),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        ENTERPRISE,
        PARCEL,
        PARK,
        PARCEL_AREA,
        OCCUPANCY,
        LAND_PART,
        ENTERPRISE_LAND,
        ENTERPRISE_YEAR,
        FIRM_YEAR,
        PARCEL_YEAR,
        OPERATION_MONTH,
        RULE_PACK,
        RULE_TERM,
        RULE_INDICATOR,
        RULE_STEP,
        EVALUATION_CASE,
        EVALUATION,
        EVALUATION_TERM,
        PARCEL_EVALUATION,
        HONOUR,
        HONOUR_YEAR,
        LICENSE_TABLE,
        *PROJECT_TABLES,
        PROJECT_MONTH_TABLE,
        SUPPLY_LINK,
        *LAND_CONTRACT_TABLES,
        *WORKS_TABLES,
        DECLARATION_TABLE,
        CLOUD_TABLE,
        POOL_TABLE,
        *SERVICE_TABLES,
        *CARRIER_TABLES,
        *DECLINE_TABLES,
        *BATCH_TABLES,
        *CHAIN_TABLES,
        *LOT_TABLES,
        *LINK_TABLES,
        BASEMAP,
        BUILD_INFO,
        SOURCE_FILE,
        QUALITY_ISSUE,
        LINEAGE,
    )
}
