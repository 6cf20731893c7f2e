"""Industrial chains (产业链): its words, the columns of its tables, and the tables that a snapshot publishes of it.

Domain notes, section 3. The chains themselves are data (``data/reference/chains``); only the words are fixed.
"""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.model import Column, Kind, Table

SEGMENTS = ("上游", "中游", "下游")
STRONG, MIDDLING, WEAK, MISSING, UNJUDGED = LIGHTS = ("强", "中", "弱", "缺", "未评")
MAPPING_SOURCES: Mapping[str, str] = {"manual": "人工指定", "code": "行业代码", "keyword": "产品关键词"}

CHAIN_ID = Column("chain_id", "产业链标识", "产业链的编号。", Kind.CODE)
CHAIN_NAME = Column("name", "产业链", "产业链的名称。")
CHAIN_VERSION = Column("version", "版本", "图谱的版本。", Kind.CODE)
CHAIN_SOURCE = Column("source", "依据", "图谱所依据的文件或说明。")
CHAIN_NOTES = Column("notes", "说明", "图谱中需要注意的地方。")
CHIEF = Column("chief", "链长", "区领导；未录入时为空。")
LEAD_UNIT = Column("lead_unit", "牵头单位", "牵头的部门。")
CHAIN_PARKS = Column("parks", "园区", "这条链的园区，以顿号分隔。")
CHAIN_CENTRES = Column("centres", "中心", "这条链的研究中心和平台，以顿号分隔。")
NODE_ID = Column("node_id", "节点标识", "产业链节点的编号。", Kind.CODE)
NODE_NAME = Column("name", "节点", "产业链节点的名称。")
SEGMENT = Column("segment", "环节", "上游、中游、下游。", Kind.WORD)
NODE_PLACE = Column("place", "次序", "节点在图谱文件中的次序，从 1 起。", Kind.INTEGER, None, 1, None, 0)
NODE_CODES = Column("codes", "行业代码", "只凭代码就归入的 GB/T 4754-2017 代码，以顿号分隔。")
NODE_SHARED_CODES = Column("shared_codes", "共用代码", "几个节点共用、不能单独决定的代码，以顿号分隔。")
NODE_KEYWORDS = Column("keywords", "产品关键词", "归入所用的产品关键词，以顿号分隔。")
NODE_WEIGHT = Column("weight", "权重", "算加权完整度时的权重。", Kind.NUMBER, None, 0)
FROM_NODE = Column("from_node", "上游节点", "供应一方。", Kind.CODE)
TO_NODE = Column("to_node", "下游节点", "使用一方。", Kind.CODE)
MAPPING_SOURCE = Column(
    "mapping_source",
    "归入依据",
    "、".join(f"{code} {word}" for code, word in MAPPING_SOURCES.items()) + "。",
    Kind.WORD,
)
EVIDENCE = Column("evidence", "证据", "行业代码、命中的词句或指定人。")
IS_PRIMARY = Column("is_primary", "主节点", "企业归入的各节点中最主要的一个，每户只有一个。", Kind.BOOLEAN)
IS_PRIMARY_IN_CHAIN = Column(
    "is_primary_in_chain", "链内主节点", "企业在这条链的各节点中最主要的一个。", Kind.BOOLEAN
)
DOUBT = Column("doubt", "疑点", "为什么要人来定。")
UNMAPPED_REASON = Column("reason", "原因", "为什么没有归入任何节点。")
FIRMS = Column(
    "firms",
    "企业数",
    "归入的在营企业，一户归入几个节点时各计一次，整条链只计一次。",
    Kind.INTEGER,
    "户",
    0,
    None,
    0,
)
ABOVE_SCALE = Column("above_scale_firms", "规上企业数", "其中规上工业企业。", Kind.INTEGER, "户", 0, None, 0)
HONOURED = Column("honoured_firms", "荣誉企业数", "当年有有效荣誉的企业。", Kind.INTEGER, "户", 0, None, 0)
SPECIALISED = Column(
    "specialised_firms",
    "专精特新企业数",
    "当年为专精特新中小企业、小巨人或单项冠军的企业。",
    Kind.INTEGER,
    "户",
    0,
    None,
    0,
)
WITH_OUTPUT = Column(
    "firms_with_output", "有产值的企业数", "产值、集中度按这些企业算。", Kind.INTEGER, "户", 0, None, 0
)
OUTPUT_SHARE = Column("output_share_pct", "占全链产值", "节点产值占整条链产值的比例。", Kind.NUMBER, "%")
GROWTH_OFFICIAL = Column(
    "growth_official_pct",
    "增速（官方）",
    "有官方同比的企业：Σ产值 ÷ Σ（产值 ÷（1＋同比））− 1。",
    Kind.NUMBER,
    "%",
)
GROWTH_OFFICIAL_FIRMS = Column(
    "growth_official_firms", "官方增速户数", "有官方同比的企业数。", Kind.INTEGER, "户", 0, None, 0
)
GROWTH_SAME = Column(
    "growth_same_firms_pct",
    "增速（同一批企业）",
    "两年都有产值的企业：Σ当年 ÷ Σ上年 − 1。",
    Kind.NUMBER,
    "%",
)
GROWTH_SAME_FIRMS = Column(
    "growth_same_firms", "可比户数", "两年都有产值的企业数。", Kind.INTEGER, "户", 0, None, 0
)
CR4 = Column("cr4_pct", "CR4", "产值前四名占比；少于四户为空。", Kind.NUMBER, "%")
HHI = Column(
    "hhi",
    "HHI",
    "各户产值占比（%）平方之和，0–10000；少于四户样本太少，为空。",
    Kind.NUMBER,
    None,
    0,
    10_000,
    0,
)
LEADER_ID = Column("leader_id", "链主标识", "产值最大的企业。", Kind.CODE)
LEADER_NAME = Column("leader_name", "链主", "产值最大的企业。", Kind.NAME)
LEADER_SHARE = Column("leader_share_pct", "链主依赖度", "链主产值占比。", Kind.NUMBER, "%")
LOCAL_SUPPORT = Column(
    "local_support_pct",
    "本地配套率",
    "有本区供应商的企业 ÷ 报了供应商的企业；没有报的为空。",
    Kind.NUMBER,
    "%",
)
SUPPLIED = Column(
    "supplied_firms", "报了供应商的企业数", "本地配套率的分母。", Kind.INTEGER, "户", 0, None, 0
)
LIGHT = Column(
    "light", "强弱", "强、中、弱、缺，按规则文件由规上企业数和占全链产值判定；缺这两项数据的未评。", Kind.WORD
)
LIGHT_REASON = Column("light_reason", "判定依据", "判定强弱所用的数。")
RISK = Column("risk", "风险", "链主依赖过高、产值下降过快；没有时为空。")
NODES = Column("nodes", "参考节点数", "图谱中的节点数。", Kind.INTEGER, "个", 0, None, 0)
COVERED = Column(
    "covered_nodes", "覆盖节点数", "至少有一户在营企业的节点数。", Kind.INTEGER, "个", 0, None, 0
)
COMPLETENESS = Column("completeness_pct", "完整度", "覆盖节点数 ÷ 参考节点数。", Kind.NUMBER, "%")
COMPLETENESS_WEIGHTED = Column(
    "completeness_weighted_pct", "加权完整度", "覆盖节点权重之和 ÷ 全部权重。", Kind.NUMBER, "%"
)
DEPTH = Column("depth", "深度", "规上企业数 ÷ 参考节点数。", Kind.NUMBER, "户/节点")
STRONG_ABOVE = Column(
    "strong_above_scale", "强：规上企业", "规上企业达到此数。", Kind.INTEGER, "户", 0, None, 0
)
STRONG_SHARE = Column(
    "strong_share_pct", "强：占全链产值", "且占全链产值达到此数。", Kind.NUMBER, "%", 0, 100
)
WEAK_ABOVE = Column("weak_above_scale", "弱：规上企业", "规上企业少于此数。", Kind.INTEGER, "户", 0, None, 0)
WEAK_SHARE = Column("weak_share_pct", "弱：占全链产值", "或占全链产值低于此数。", Kind.NUMBER, "%", 0, 100)
RISK_LEADER = Column(
    "risk_leader_share_pct", "风险：链主依赖", "链主产值占比超过此数。", Kind.NUMBER, "%", 0, 100
)
RISK_FALL = Column(
    "risk_fall_pct", "风险：产值下降", "同一批企业的产值下降超过此数。", Kind.NUMBER, "%", 0, 100
)
FEWEST = Column(
    "fewest_firms", "样本太少", "有产值的企业少于此数，不算集中度。", Kind.INTEGER, "户", 1, None, 0
)

SUMS = (
    FIRMS, ABOVE_SCALE, HONOURED, SPECIALISED, WITH_OUTPUT, c.OUTPUT, c.TAX, c.ENTERPRISE_LAND_MU, c.TAX_PER_MU,
    c.EMPLOYEES, c.RD, GROWTH_OFFICIAL, GROWTH_OFFICIAL_FIRMS, GROWTH_SAME, GROWTH_SAME_FIRMS, CR4, HHI, LEADER_ID,
    LEADER_NAME, LEADER_SHARE, LOCAL_SUPPORT, SUPPLIED,
)  # fmt: skip
CHAIN = Table(
    "chain",
    "产业链",
    "一条产业链一行。",
    ("chain_id",),
    (
        CHAIN_ID, CHAIN_NAME, CHAIN_VERSION, CHAIN_SOURCE, CHAIN_NOTES, CHIEF, LEAD_UNIT, CHAIN_PARKS, CHAIN_CENTRES,
        NODE_PLACE,
    ),
)  # fmt: skip
CHAIN_NODE = Table(
    "chain_node",
    "产业链节点",
    "一个节点一行。",
    ("node_id",),
    (
        NODE_ID, CHAIN_ID, NODE_NAME, SEGMENT, NODE_PLACE, NODE_CODES, NODE_SHARED_CODES, NODE_KEYWORDS, NODE_WEIGHT,
    ),
)  # fmt: skip
CHAIN_LINK = Table(
    "chain_link", "产业链上下游", "一对上下游节点一行。", ("from_node", "to_node"), (FROM_NODE, TO_NODE)
)
CHAIN_LIGHT_RULE = Table(
    "chain_light_rule",
    "产业链强弱规则",
    "一行。",
    ("version",),
    (CHAIN_VERSION, STRONG_ABOVE, STRONG_SHARE, WEAK_ABOVE, WEAK_SHARE, RISK_LEADER, RISK_FALL, FEWEST),
)
ENTERPRISE_CHAIN_NODE = Table(
    "enterprise_chain_node",
    "企业所在节点",
    "一户企业、一个节点一行。",
    ("enterprise_id", "node_id"),
    (c.ENTERPRISE_ID, NODE_ID, CHAIN_ID, MAPPING_SOURCE, EVIDENCE, IS_PRIMARY, IS_PRIMARY_IN_CHAIN),
)
CHAIN_DOUBT = Table(
    "chain_doubt",
    "待定的归入",
    "一户企业、一个可能的节点一行，由人来定（chain_pins.csv）。",
    ("enterprise_id", "node_id"),
    (c.ENTERPRISE_ID, NODE_ID, CHAIN_ID, MAPPING_SOURCE, EVIDENCE, DOUBT),
)
CHAIN_UNMAPPED = Table(
    "chain_unmapped",
    "没有归入的企业",
    "一户没有归入任何节点的企业一行。",
    ("enterprise_id",),
    (c.ENTERPRISE_ID, UNMAPPED_REASON),
)
CHAIN_NODE_YEAR = Table(
    "chain_node_year",
    "节点年度",
    "一个节点一年一行，没有企业的也有一行。",
    ("node_id", "year"),
    (NODE_ID, c.YEAR, CHAIN_ID, *SUMS, OUTPUT_SHARE, LIGHT, LIGHT_REASON, RISK),
)
CHAIN_YEAR = Table(
    "chain_year",
    "产业链年度",
    "一条产业链一年一行；一户企业只计一次。",
    ("chain_id", "year"),
    (CHAIN_ID, c.YEAR, *SUMS, NODES, COVERED, COMPLETENESS, COMPLETENESS_WEIGHTED, DEPTH, RISK),
)
CHAIN_TABLES = (
    CHAIN, CHAIN_NODE, CHAIN_LINK, CHAIN_LIGHT_RULE, ENTERPRISE_CHAIN_NODE, CHAIN_DOUBT, CHAIN_UNMAPPED,
    CHAIN_NODE_YEAR, CHAIN_YEAR,
)  # fmt: skip
