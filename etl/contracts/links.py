"""How well the rows of different offices were linked, and which links a person has to settle (links.csv)."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.model import Column, Kind, Table

LINKS_FILE = "links.csv"
# What the file of decisions says a row's relation is.
SAME, BRANCH, OTHER = "同一", "并入", "不同"
RELATIONS = (SAME, BRANCH, OTHER)
# Written in place of an enterprise: the name is one of its own.
NEW = "new"
LINK_HEADINGS = ("来件名称", "企业", "关系", "指定人", "指定日期", "说明")
# The rungs of the ladder, from the surest down, and what each is called.
RUNGS = {
    "decision": "人工指定",
    "code": "信用代码",
    "org_code": "机构代码",
    "name_person": "名称加法定代表人",
    "name": "名称",
    "name_form": "规范名称",
    "none": "未匹配",
}
OPEN, SETTLED = "待确认", "已指定"

SOURCE_KEY = Column("source_key", "来件对象", "来件名称的规范写法；同一写法只列一次。", Kind.CODE)
SOURCE_NAME = Column("source_name", "来件名称", "来件所写的名称。", Kind.NAME)
SOURCE_CODE = Column(
    "source_code", "来件代码", "来件所写的代码，不是有效的统一社会信用代码；没有写的为空。", Kind.CODE
)
SAID_IN = Column("said_in", "见于", "哪些类别的来件里有这个名称。")
SOURCE_ROWS = Column("source_rows", "来件行数", "来件中以这个名称出现的行。", Kind.INTEGER, "行", 0, None, 0)
PLACE = Column("place", "候选次序", "从 1 起，相似度高的在前。", Kind.INTEGER, None, 1, None, 0)
CANDIDATE_ID = Column("candidate_id", "候选企业标识", "可能是的那户企业。", Kind.CODE)
CANDIDATE_NAME = Column("candidate_name", "候选企业", "可能是的那户企业的名称。", Kind.NAME)
SCORE = Column(
    "score",
    "相似度",
    "0 至 100：去掉地名和组织形式后两个名称相同的字所占的份额；同名、总公司和机构代码相同为 100。",
    Kind.NUMBER,
    None,
    0,
    100,
    0,
)
EVIDENCE = Column("evidence", "依据", "为什么列为候选，以及两者哪里相同、哪里不同。")
WHY_OPEN = Column("why", "为何待定", "为什么不自动认定。")
LINK_STATUS = Column("link_status", "处理", f"{OPEN}，或{SETTLED}（{LINKS_FILE} 已写明）。", Kind.WORD)
RELATION = Column("relation", "关系", "同一：另一种写法；并入：分支机构，数值并入；不同：另一户。", Kind.WORD)
BY_WHOM = Column("by_whom", "指定人", "谁指定的。")
DECIDED_ON = Column("decided_on", "指定日期", "哪一天指定的。", Kind.DATE)
LINK_NOTE = Column("link_note", "说明", "指定时写的说明。")

ROLE = Column("role", "角色", "行里的哪一个名称：企业、权利人、出租方、供应企业。", Kind.WORD)
LINK_ROWS = Column("link_rows", "行数", "载入的、写了这个名称或代码的行。", Kind.INTEGER, "行", 0, None, 0)


def _rung(name: str, sentence: str) -> Column:
    return Column(f"by_{name}", RUNGS[name], sentence, Kind.INTEGER, "行", 0, None, 0)


BY_RUNG = (
    _rung("decision", f"{LINKS_FILE} 写明是哪户企业的行。"),
    _rung("code", "有效的统一社会信用代码。"),
    _rung("org_code", "9 位机构代码或 15 位税号的后 9 位，与唯一一户企业信用代码的第 9—17 位相同。"),
    _rung("name_person", "规范名称和法定代表人都与唯一一户企业相同。"),
    _rung("name", "名称（含曾用名）与唯一一户企业相同，括号全半角和空格不计。"),
    _rung(
        "name_form",
        "有限责任公司作有限公司、股份公司作股份有限公司、开头括号里的地名去括号之后，与唯一一户企业相同。",
    ),
)
BY_NONE = Column(
    "by_none", "未匹配", "没有对上有代码的企业的行：单独列示，或不认作企业。", Kind.INTEGER, "行", 0, None, 0
)
TO_CONFIRM = Column(
    "to_confirm", "其中待确认", "未匹配而有候选企业、要人来定的行。", Kind.INTEGER, "行", 0, None, 0
)
MATCHED = Column("matched_pct", "匹配率", "对上企业的行占比。", Kind.NUMBER, "%", 0, 100, 1)
TAX_MATCHED = Column(
    "tax_matched_pct",
    "税收匹配率",
    "对得上登记名录的税收占当年税收的比（按绝对值）。",
    Kind.NUMBER,
    "%",
    0,
    100,
    1,
)
AREA_MATCHED = Column(
    "area_matched_pct", "面积匹配率", "分摊到企业的用地占宗地面积的比。", Kind.NUMBER, "%", 0, 100, 1
)
FIRMS_WITHOUT_PARCEL = Column(
    "firms_without_parcel",
    "没有用地的企业",
    "当年有税收而没有用地关系的企业。",
    Kind.INTEGER,
    "户",
    0,
    None,
    0,
)
PARCELS_WITHOUT_FIRM = Column(
    "parcels_without_firm", "没有企业的宗地", "当年没有用地关系的宗地。", Kind.INTEGER, "宗", 0, None, 0
)

MATCH_QUALITY = Table(
    "match_quality",
    "匹配质量",
    "一类来件、一个角色、一年一行；没有年度的来件年度为空。税收和没有用地的企业在企业税收的行，面积和没有企业的宗地在宗地的行。",
    ("entity", "role", "year"),
    (
        c.ENTITY, ROLE, c.YEAR, LINK_ROWS, *BY_RUNG, BY_NONE, TO_CONFIRM, MATCHED, TAX_MATCHED, AREA_MATCHED,
        FIRMS_WITHOUT_PARCEL, PARCELS_WITHOUT_FIRM,
    ),
)  # fmt: skip
LINK_REVIEW = Table(
    "link_review",
    "关联待定",
    f"一个来件名称、一户候选企业一行，由人来定（{LINKS_FILE}）；同名、分支机构和相近的名称从不自动认定。",
    ("source_key", "place"),
    (
        SOURCE_KEY, SOURCE_NAME, SOURCE_CODE, SAID_IN, SOURCE_ROWS, c.FILE_ID, c.SHEET, c.ROW_NUMBER, PLACE,
        CANDIDATE_ID, CANDIDATE_NAME, SCORE, EVIDENCE, WHY_OPEN, LINK_STATUS,
        RELATION, BY_WHOM, DECIDED_ON, LINK_NOTE,
    ),
)  # fmt: skip
LINK_TABLES = (MATCH_QUALITY, LINK_REVIEW)
