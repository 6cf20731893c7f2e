"""The tables of land-supply contracts, on the screen and in a file: which columns, under which headings."""

from __future__ import annotations

import pandas as pd

from dashboard.queries.land_contracts import KINDS, VERDICTS
from etl.contracts import CONTRACTS, TABLES, Column, Kind
from etl.contracts.columns import PARK_NAME

_contract = TABLES["land_contract"].by_name
_parcel = TABLES["parcel"].by_name
_parcel_year = TABLES["parcel_year"].by_name
_stage = TABLES["parcel_stage"].by_name
VERDICT_WORDS = f"{'、'.join(VERDICTS)}；没有数据的不算违约。"

PROMISES: tuple[Column, ...] = (
    Column("kind", "约定事项", "合同或履约协议约定的一项。", Kind.WORD),
    Column("promise", "约定", "约定的日期、下限或范围，带单位。"),
    Column("fact", "事实", "来件中实际的日期或数值，带单位；— 是没有数据。"),
    Column("gap", "差距", "事实减约定；日期为晚或早的天数，还没有发生的算到数据日期。"),
    Column("verdict", "结论", VERDICT_WORDS, Kind.WORD),
    Column("remark", "说明", "缺什么数据，或什么时候考核。"),
)
# A file holds the contracts of a parcel one below the other.
PROMISES_OF = (_contract["contract_id"], *PROMISES)
CONTRACTS_IN_FULL = TABLES["land_contract"].columns
STAGES: tuple[Column, ...] = (
    _stage["route"], _stage["stage"], _stage["planned_on"], _stage["actual_on"],
    Column("days_late", "滞后", "实际时间晚于计划时间的天数，负数为提前；缺一个的为空。", Kind.INTEGER, "天", None, None, 0),
    Column("entity_label", "依据", "写明这一阶段的来件。", Kind.WORD), _stage["source_key"],
)  # fmt: skip
FIRM = Column("firm", "用地单位", _contract["holder_name"].sentence, Kind.NAME)
PARK = Column("park", PARK_NAME.label, PARK_NAME.sentence, PARK_NAME.kind)


def _verdict(kind: str) -> Column:
    return Column(f"{kind}_verdict", KINDS[kind], f"{KINDS[kind]}的约定：{VERDICT_WORDS}", Kind.WORD)


def _late(kind: str) -> Column:
    sentence = "实际日期晚于约定的天数，负数为提前；确知还没有的算到数据日期。"
    return Column(f"{kind}_days_late", f"{KINDS[kind]}晚", sentence, Kind.INTEGER, "天", None, None, 0)


OUTPUT_PER_MU = Column(
    "output_wan_yuan_per_mu", "亩均产值", "宗地产值 ÷ 宗地用地面积，最近年度。", Kind.NUMBER, "万元/亩"
)
BROKEN_COUNT = Column("broken", "违约", "违约的约定有几项。", Kind.INTEGER, "项", 0, None, 0)
DISTRICT: tuple[Column, ...] = (
    FIRM, _contract["contract_id"], BROKEN_COUNT, _verdict("start"), _late("start"), _verdict("completion"),
    _late("completion"), _verdict("investment"), _contract["promised_invest_wan_yuan_per_mu"],
    _contract["invested_wan_yuan_per_mu"], _verdict("far"), _verdict("tax"), _verdict("output"), _contract["parcel_id"],
    PARK, _parcel["town"], _contract["project_name"], _contract["supply_method"], _contract["contract_use"],
    _contract["supplied_mu"], _contract["contract_signed_on"], _contract["start_due_on"], _contract["actual_start_on"],
    _contract["completion_due_on"], _contract["actual_completion_on"], _contract["full_production_due_on"],
    _contract["promised_tax_wan_yuan_per_mu"], _parcel_year["tax_wan_yuan_per_mu"],
    _contract["promised_output_wan_yuan_per_mu"], OUTPUT_PER_MU, _contract["far_min"], _contract["far_max"],
    _parcel["far"], _contract["supervision_status"],
)  # fmt: skip
# As much of it as a screen of 1280 can hold.
DISTRICT_LIST = (
    "firm", "broken", "start_verdict", "completion_verdict", "investment_verdict", "far_verdict", "tax_verdict",
    "output_verdict", "start_days_late", "completion_days_late", "promised_invest_wan_yuan_per_mu",
    "invested_wan_yuan_per_mu", "park", "contract_id",
)  # fmt: skip
KIND_COUNTS: tuple[Column, ...] = (
    Column("label", "约定事项", "合同或履约协议约定的一项。", Kind.WORD),
    *(
        Column(name, label, f"结论为{label}的合同。", Kind.INTEGER, "宗", 0, None, 0)
        for name, label in zip(("kept", "broken", "not_due", "untold"), VERDICTS, strict=True)
    ),
    Column("undone", "违约而还没有", "违约而至今没有开工或竣工的。", Kind.INTEGER, "宗", 0, None, 0),
)


def with_firms(contracts: pd.DataFrame) -> pd.DataFrame:
    """The contracts with their holders under the name by which exports know a firm."""
    return contracts.assign(firm=contracts["holder_name"])


def with_labels(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts with the Chinese names of the kinds."""
    return counts.assign(label=counts["kind"].map(KINDS))


def with_lateness(stages: pd.DataFrame) -> pd.DataFrame:
    """The stages with the days between plan and fact and the names of the files that state them."""
    days = (pd.to_datetime(stages["actual_on"]) - pd.to_datetime(stages["planned_on"])).dt.days
    labels = stages["entity"].map(lambda entity: CONTRACTS[entity].label if entity in CONTRACTS else entity)
    return stages.assign(days_late=days.astype("Int64"), entity_label=labels)
