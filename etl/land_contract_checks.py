"""Checks of land-supply contracts: dates out of order, late starts, too little invested, land and firms nobody knows."""

from __future__ import annotations

from etl.check import Check
from etl.contracts.land_contract import LIFECYCLE
from etl.issues import WARNING

# The pages of the parcel and of the firm find what names them.
KEY = "concat_ws('|', k.contract_id, k.parcel_id, k.enterprise_id)"
ROW = f"'land_contract', {KEY}, k.file_id, k.sheet, k.row_number"
# One line a sheet stands for all of its contracts where the other file knows none of them.
SHEET = "'land_contract', NULL, k.file_id, k.sheet, NULL"
# Only the ledger that holds is judged by the mart's figures.
LATEST = """(
    SELECT * FROM unique_land_contract
    QUALIFY ROW_NUMBER() OVER (PARTITION BY contract_id ORDER BY received_on DESC, file_id, sheet, row_number) = 1
)"""
LINKED = """(
    SELECT k.*, p.parcel_id IS NOT NULL AS knows_parcel,
        COUNT(p.parcel_id) OVER (PARTITION BY k.file_id, k.sheet) AS parcels_known,
        COUNT(k.enterprise_id) OVER (PARTITION BY k.file_id, k.sheet) AS firms_known
    FROM unique_land_contract AS k LEFT JOIN parcel AS p ON k.parcel_id = p.parcel_id
)"""
# What may not come before what, by the words of the ledger.
ORDERS = (
    ("start_due_on", "约定开工", "completion_due_on", "约定竣工"),
    ("completion_due_on", "约定竣工", "full_production_due_on", "约定达产"),
    ("actual_start_on", "实际开工", "actual_completion_on", "实际竣工"),
    ("actual_completion_on", "实际竣工", "actual_production_on", "实际投产"),
    ("actual_production_on", "实际投产", "actual_full_production_on", "实际达产"),
    ("contract_signed_on", "合同签订", "completion_due_on", "约定竣工"),
)
REVERSED = ", ".join(
    f"CASE WHEN k.{later} < k.{earlier} THEN '{late} ' || k.{later} || ' 早于{early} ' || k.{earlier} END"
    for earlier, early, later, late in ORDERS
)
HAPPENED = (
    ("实际开工", "actual_start_on"),
    ("实际竣工", "actual_completion_on"),
    ("实际投产", "actual_production_on"),
    ("实际达产", "actual_full_production_on"),
)
AHEAD = ", ".join(
    f"CASE WHEN k.{column} > k.received_on THEN '{word} ' || k.{column} END" for word, column in HAPPENED
)
PLACE = f"LIST_POSITION({list(LIFECYCLE)}"

CONTRACT_CHECKS: tuple[Check, ...] = (
    Check(
        "contract_dates_reversed",
        WARNING,
        "先后颠倒的日期算不出是否按期。",
        "请对照合同核对这一行的约定日期和实际日期。",
        f"""SELECT {ROW}, '日期', NULL, concat_ws('；', {REVERSED}) || '。'
        FROM unique_land_contract AS k WHERE concat_ws('；', {REVERSED}) <> ''""",  # noqa: S608
    ),
    Check(
        "contract_date_ahead",
        WARNING,
        "实际日期不会晚于收到来件的日期，多半写的是计划。",
        "请核对；还没有发生的请留空。",
        f"""SELECT {ROW}, '实际日期', NULL, concat_ws('、', {AHEAD}) || ' 晚于收到来件的 ' || k.received_on || '。'
        FROM unique_land_contract AS k WHERE concat_ws('、', {AHEAD}) <> ''""",  # noqa: S608
    ),
    Check(
        "contract_started_late",
        WARNING,
        "超过约定日期满一年开工的为逾期开工，达到闲置土地的认定界限。",
        "请核对约定开工和实际开工日期；属实的请写明监管状态。",
        f"""SELECT {ROW}, '实际开工日期', CAST(k.actual_start_on AS VARCHAR),
            '约定 ' || k.start_due_on || ' 开工，实际晚 ' || DATEDIFF('day', k.start_due_on, k.actual_start_on) || ' 天。'
        FROM {LATEST} AS k WHERE k.actual_start_on > k.start_due_on + INTERVAL 1 YEAR""",  # noqa: S608
    ),
    Check(
        "contract_status_differs",
        WARNING,
        "监管状态与日期说法不一，页面按日期判断。",
        "请核对监管状态和实际日期。",
        f"""SELECT {ROW}, '监管状态', k.supervision_status, CASE
                WHEN k.supervision_status = '正常使用' THEN '写明正常使用，实际开工或竣工比约定晚一年以上。'
                ELSE '写明' || k.supervision_status || '，实际日期没有晚于约定日期。' END
        FROM {LATEST} AS k
        WHERE (k.supervision_status = '正常使用' AND (
                k.actual_start_on > k.start_due_on + INTERVAL 1 YEAR
                OR k.actual_completion_on > k.completion_due_on + INTERVAL 1 YEAR))
            OR (k.supervision_status = '逾期开工' AND k.actual_start_on <= k.start_due_on)
            OR (k.supervision_status = '逾期竣工' AND k.actual_completion_on <= k.completion_due_on)""",  # noqa: S608
    ),
    Check(
        "contract_investment_below_floor",
        WARNING,
        "竣工时的固定资产投入低于约定，是违约，或累计投入没有更新。",
        "请核对固定资产累计投入和供地面积的单位。",
        f"""SELECT {ROW}, '固定资产累计投入', CAST(k.invested_wan_yuan AS VARCHAR),
            '已竣工，投资强度 ' || ROUND(m.invested_wan_yuan_per_mu, 2) || ' 万元/亩，低于约定的 '
                || ROUND(m.promised_invest_wan_yuan_per_mu, 2) || ' 万元/亩。'
        FROM {LATEST} AS k INNER JOIN land_contract AS m ON k.contract_id = m.contract_id
        WHERE k.actual_completion_on IS NOT NULL
            AND m.invested_wan_yuan_per_mu < m.promised_invest_wan_yuan_per_mu""",  # noqa: S608
    ),
    Check(
        "contract_far_reversed",
        WARNING,
        "下限高于上限时不能判断容积率是否守约。",
        "请对照合同核对容积率上限和下限，两列可能写反。",
        f"""SELECT {ROW}, '容积率下限', CAST(k.far_min AS VARCHAR),
            '容积率下限 ' || k.far_min || ' 高于上限 ' || k.far_max || '。'
        FROM unique_land_contract AS k WHERE k.far_max > 0 AND k.far_min > k.far_max""",  # noqa: S608
    ),
    Check(
        "contract_of_unknown_parcel",
        WARNING,
        "对不上宗地的合同仍列在履约名单里，地块档案看不到它。",
        "请核对宗地代码，或补充这宗地。",
        f"""SELECT {ROW}, '宗地代码', k.parcel_id,
            CASE WHEN k.parcel_id IS NULL THEN '没有写明宗地代码。' ELSE '宗地文件中没有这个代码。' END
        FROM {LINKED} AS k WHERE NOT k.knows_parcel AND k.parcels_known > 0""",  # noqa: S608
    ),
    Check(
        "contracts_without_parcel",
        WARNING,
        "对不上宗地的合同仍列在履约名单里，地块档案看不到它们。",
        "请在来件中写明 19 位宗地代码；如是别处的合同，请在映射文件中写 ignore = true。",
        f"""SELECT {SHEET}, '宗地代码', CAST(COUNT(*) AS VARCHAR),
            '这张表的 ' || COUNT(*) || ' 个合同没有一个对得上宗地。'
        FROM {LINKED} AS k WHERE k.parcels_known = 0 AND EXISTS (SELECT 1 FROM parcel)
        GROUP BY k.file_id, k.sheet""",  # noqa: S608
    ),
    Check(
        "contract_of_unknown_firm",
        WARNING,
        "对不上企业的合同看不到用地单位的档案。",
        "请核对用地单位的名称和信用代码，或在企业登记名录中补上这家企业。",
        f"""SELECT {ROW}, '用地单位', k.name,
            CASE WHEN k.name IS NULL AND k.uscc IS NULL THEN '没有写明用地单位。' ELSE '不是已知的企业。' END
        FROM {LINKED} AS k WHERE k.enterprise_id IS NULL AND k.firms_known > 0""",  # noqa: S608
    ),
    Check(
        "contracts_without_firm",
        WARNING,
        "对不上企业的合同看不到用地单位的档案。",
        "请在来件中写明用地单位的统一社会信用代码。",
        f"""SELECT {SHEET}, '用地单位', CAST(COUNT(*) AS VARCHAR),
            '这张表的 ' || COUNT(*) || ' 个合同的用地单位没有一个是已知的企业。'
        FROM {LINKED} AS k WHERE k.firms_known = 0 AND EXISTS (SELECT 1 FROM enterprise)
        GROUP BY k.file_id, k.sheet""",  # noqa: S608
    ),
    Check(
        "parcel_stage_differs",
        WARNING,
        "宗地文件写的阶段与合同的实际日期不一，地块档案两个都列。",
        "请核对宗地的开发阶段，或补上合同的实际日期。",
        f"""SELECT {ROW}, '开发阶段', p.stage, '宗地文件写明' || p.stage || '，合同的实际日期只到' || s.stage || '。'
        FROM {LATEST} AS k
        INNER JOIN parcel AS p ON k.parcel_id = p.parcel_id
        INNER JOIN (
            SELECT source_key, stage FROM parcel_stage WHERE entity = 'land_contract' AND actual_on IS NOT NULL
            QUALIFY ROW_NUMBER() OVER (PARTITION BY source_key ORDER BY {PLACE}, stage) DESC) = 1
        ) AS s ON k.contract_id = s.source_key
        WHERE {PLACE}, p.stage) > {PLACE}, s.stage)
            AND NOT (p.stage = '投而未达' AND s.stage IN ('投产', '达产'))""",  # noqa: S608
    ),
)
