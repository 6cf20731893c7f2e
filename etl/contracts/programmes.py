"""What may be declared for (申报事项): honours, programmes of software and integration, programmes for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl.contracts.honour import HONOUR_WORDS, HONOURS

SOFTWARE = (
    "软件业关键技术产业化", "市级软件专项", "工业互联网APP", "两化融合发展项目", "信息消费示范", "智能制造诊断服务商", "技术攻关",
    "产学研合作",
)  # fmt: skip
TALENTS = ("启明计划", "产业领军团队", "老字号专家")
# The lines of the yearly report that one ledger serves.
LINES: Mapping[str, Sequence[str]] = {
    "荣誉资质": tuple(HONOURS.values()),
    "软件和融合": SOFTWARE,
    "人才": TALENTS,
}
KNOWN_PROGRAMMES = tuple(name for names in LINES.values() for name in names)
# Compared in half-width brackets and upper case, see `etl.clean.codes.clean_word`.
PROGRAMME_WORDS: Mapping[str, str] = {
    **{name: name for name in KNOWN_PROGRAMMES},
    **{spelling: HONOURS[code] for spelling, code in HONOUR_WORDS.items()},
    "软件业关键技术": "软件业关键技术产业化", "软件关键技术产业化": "软件业关键技术产业化",
    "软件业关键技术产业化项目": "软件业关键技术产业化", "省级软件业关键技术产业化": "软件业关键技术产业化",
    "软件专项": "市级软件专项", "市软件专项": "市级软件专项", "市级软件产业专项": "市级软件专项",
    "工业互联网APP优秀解决方案": "工业互联网APP", "优秀工业互联网APP": "工业互联网APP", "工业APP": "工业互联网APP",
    "两化融合": "两化融合发展项目", "融合发展": "两化融合发展项目", "融合发展项目": "两化融合发展项目",
    "融合发展项目库": "两化融合发展项目", "新一代信息技术与制造业融合": "两化融合发展项目",
    "信息消费": "信息消费示范", "信息消费示范项目": "信息消费示范", "新型信息消费示范": "信息消费示范",
    "智能制造诊断": "智能制造诊断服务商", "诊断服务商": "智能制造诊断服务商",
    "智能制造诊断服务": "智能制造诊断服务商",
    "技术攻关项目": "技术攻关", "关键技术攻关": "技术攻关", "揭榜挂帅": "技术攻关",
    "产学研": "产学研合作", "产学研项目": "产学研合作", "产学研合作项目": "产学研合作",
    "启明": "启明计划", "启明计划人才": "启明计划", "启明人才": "启明计划",
    "产业领军": "产业领军团队", "领军团队": "产业领军团队", "产业领军人才团队": "产业领军团队",
    "老字号人才": "老字号专家", "老字号工匠": "老字号专家", "老字号专家库": "老字号专家",
}  # fmt: skip
