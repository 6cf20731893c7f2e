"""The tables of 产业链, on the screen and in its workbook: which columns, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.tables import PARK
from etl.contracts import TABLES, Column, Kind
from etl.contracts.chains import (
    EVIDENCE,
    IS_PRIMARY,
    MAPPING_SOURCE,
    MAPPING_SOURCES,
    NODE_ID,
    NODE_NAME,
    SEGMENT,
)
from etl.contracts.honour import HONOURS

_firm = TABLES["enterprise"].by_name
_year = TABLES["enterprise_year"].by_name
_node = TABLES["chain_node_year"].by_name
_chain = TABLES["chain_year"].by_name
_doubt = TABLES["chain_doubt"].by_name
_parcel = TABLES["parcel"].by_name
_parcel_year = TABLES["parcel_year"].by_name
CHAIN = Column("name", "产业链", "产业链的名称。")

NODES: tuple[Column, ...] = (
    NODE_NAME, SEGMENT, _node["light"], _node["light_reason"], _node["risk"], _node["firms"], _node["above_scale_firms"],
    _node["specialised_firms"], _node["honoured_firms"], _node["output_wan_yuan"], _node["output_share_pct"],
    _node["tax_wan_yuan"], _node["land_mu"], _node["tax_wan_yuan_per_mu"], _node["growth_official_pct"],
    _node["growth_official_firms"], _node["growth_same_firms_pct"], _node["growth_same_firms"], _node["leader_name"],
    _node["leader_share_pct"], _node["cr4_pct"], _node["hhi"], _node["rd_wan_yuan"],
    _node["local_support_pct"], _node["supplied_firms"],
)  # fmt: skip
BANDS: tuple[Column, ...] = (NODE_NAME, SEGMENT, _node["light"])
GAPS: tuple[Column, ...] = (
    NODE_NAME,
    SEGMENT,
    _node["light"],
    _node["light_reason"],
    _node["leader_name"],
    _node["risk"],
)
MEMBERS: tuple[Column, ...] = (
    _firm["name"],
    Column("nodes", "所在节点", "在这条链上的节点，主节点在前。"),
    _year["output_wan_yuan"],
    Column("output_share_pct", "占比", "占所列范围产值的比例。", Kind.NUMBER, "%", decimals=1),
    Column("output_official_yoy", "官方同比", "统计部门给出的产值同比。", Kind.NUMBER, "%", decimals=1),
    Column("growth_pct", "两年相比", "当年产值 ÷ 上年产值 − 1。", Kind.NUMBER, "%", decimals=1),
    _year["tax_wan_yuan"], _year["land_mu"], _year["tax_wan_yuan_per_mu"], _year["is_above_scale"],
    Column("honour_words", "荣誉资质", "所选年度有效的荣誉。"),
    PARK, _firm["town"],
    Column("ground_words", "归入依据", "人工指定、行业代码或产品关键词，和命中的内容。"),
)  # fmt: skip
CHAINS: tuple[Column, ...] = (
    CHAIN, _chain["year"], _chain["firms"], _chain["above_scale_firms"], _chain["output_wan_yuan"],
    _chain["growth_official_pct"], _chain["growth_official_firms"], _chain["growth_same_firms_pct"],
    _chain["growth_same_firms"], _chain["tax_wan_yuan"], _chain["land_mu"], _chain["tax_wan_yuan_per_mu"],
    _chain["nodes"], _chain["covered_nodes"], _chain["completeness_pct"], _chain["completeness_weighted_pct"],
    _chain["depth"], _chain["cr4_pct"], _chain["hhi"], _chain["leader_name"], _chain["leader_share_pct"],
    _chain["local_support_pct"], _chain["supplied_firms"], _chain["risk"],
)  # fmt: skip
SITES: tuple[Column, ...] = (
    Column("node", "缺弱节点", "强弱为缺或弱的节点。"), SEGMENT, _node["light"], _node["light_reason"],
    Column("projects", "可补的招商项目", "归入这个节点、还没有投产的招商项目，括号内是阶段和意向用地；不限于这一宗地。"),
    _parcel["parcel_id"], _parcel["parcel_address"], PARK, _parcel["town"], _parcel["land_mu"], _parcel["stage"],
    _parcel_year["tax_wan_yuan_per_mu"],
    Column("why_site", "为什么可用", "供而未用、竣工未投，或亩均税收在全区地块最低四分之一；没有税收数据的不算低。"),
    Column("why_beside", "与节点的关系", "在这条链的园区，或同片区有上下游节点的企业。"),
)  # fmt: skip
CONTRIBUTIONS: tuple[Column, ...] = (
    _firm["name"],
    Column("change_wan_yuan", "产值增减", "当年产值 − 上年产值。", Kind.NUMBER, "万元"),
    Column("points", "贡献", "占上年同一批企业产值之和，各户之和等于增速。", Kind.NUMBER, "百分点", decimals=3),
)  # fmt: skip
PARKS: tuple[Column, ...] = (PARK, _chain["firms"], _chain["output_wan_yuan"])
DOUBTS: tuple[Column, ...] = (
    _firm["name"], _firm["uscc"], _firm["industry_code"],
    Column("node", "可能的节点", "要人来定的节点。"), NODE_ID, _doubt["evidence"], _doubt["doubt"],
)  # fmt: skip
UNMAPPED: tuple[Column, ...] = (
    _firm["name"], _firm["uscc"], _firm["industry_code"], _firm["town"], TABLES["chain_unmapped"].by_name["reason"],
)  # fmt: skip
PLACES: tuple[Column, ...] = (
    Column("chain", "产业链", "产业链的名称。"),
    Column("node", "节点", "产业链节点的名称。"),
    SEGMENT, IS_PRIMARY, MAPPING_SOURCE, EVIDENCE, _doubt["doubt"],
)  # fmt: skip
MOVED: tuple[Column, ...] = (
    NODE_NAME,
    Column("light_before", "现在", "现在的强弱。", Kind.WORD),
    Column("reason_before", "现在的依据", "判定强弱所用的数。"),
    Column("light", "假设后", "假设后的强弱。", Kind.WORD),
    Column("light_reason", "假设后的依据", "判定强弱所用的数。"),
)  # fmt: skip
COMPARED: tuple[Column, ...] = (
    Column("figure", "指标", "整条链的指标。", Kind.WORD),
    Column("before", "现在", "现在的数。"),
    Column("after", "假设后", "假设后的数。"),
)  # fmt: skip


def with_words(members: pd.DataFrame) -> pd.DataFrame:
    """The enterprises with their honours and the grounds of their places in Chinese."""
    return members.assign(
        honour_words=members["honours"].map(_honours),
        ground_words=members["grounds"].map(_grounds),
    )


def _honours(codes: Any) -> str | None:
    # An empty list is no array but a missing value.
    named = [] if codes is None or isinstance(codes, float) or codes is pd.NA else list(codes)
    return "、".join(HONOURS.get(code, code) for code in named) or None


def _grounds(text: Any) -> str | None:
    return replaced(text, MAPPING_SOURCES) if isinstance(text, str) else None


def replaced(text: str, words: Mapping[str, str]) -> str:
    """``text`` with the code before each ground in Chinese."""
    return "；".join(
        f"{words.get(code, code)}：{rest}" if colon else code
        for code, colon, rest in (part.partition("：") for part in text.split("；"))
    )
