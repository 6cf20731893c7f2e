"""Names of firms as SQL compares them: the key, the form without its spelling variants, the head office of a branch.

A key is what `etl.clean.text.compact` makes: half-width brackets, upper case, no spaces.
"""

from __future__ import annotations

# A branch says its head office first: 福建甲某有限公司 + 闽侯分公司.
BRANCH = r"^(.+(?:公司|厂|集团|合作社))\(?[^()]*(?:分公司|分厂|分店|分部|分院|分所|办事处|营业部|门市部|销售部|项目部)\)?$"
# Villages, offices and persons let land and own it; a firm of a similar name has nothing to do with them.
NO_FIRM = (
    r"村民委员会|居民委员会|村委会|居委会|经济合作社|经济联合社|股份经济合作|村集体|街道办事处|人民政府|管理委员会"
    r"|^(?:欧阳|上官|司马|诸葛|司徒|皇甫)?\p{Han}{2,3}$"
)
FIRM_ENDING = r"(?:公司|厂|店|社|所|院|部|行|坊|中心|集团)$"
PROVINCES = (
    "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西",
    "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古",
    "广西", "西藏", "宁夏", "新疆", "中国",
)  # fmt: skip


def form_of(key: str) -> str:
    """SQL of a key without the variants that mean the same by law: 有限责任公司, 股份公司, brackets round a leading place."""
    full = f"REGEXP_REPLACE(REPLACE({key}, '有限责任公司', '有限公司'), '股份公司$', '股份有限公司')"
    return rf"REGEXP_REPLACE({full}, '^\(([^()]+)\)', '\1')"


def is_branch(key: str) -> str:
    """SQL of whether a key names a branch of a firm."""
    return f"REGEXP_MATCHES({key}, '{BRANCH}')"


def head_of(key: str) -> str:
    """SQL of the key of a branch's head office; empty where the key names no branch."""
    return f"REGEXP_EXTRACT({key}, '{BRANCH}', 1)"


def is_firm(key: str) -> str:
    """SQL of whether a key may name a firm at all."""
    return f"(NOT REGEXP_MATCHES({key}, '{NO_FIRM}') OR REGEXP_MATCHES({key}, '{FIRM_ENDING}'))"


def org_code_of(code: str) -> str:
    """SQL of the 9-character organisation code in an old number: the code itself, or the end of a 15-character tax number."""
    bare = f"REPLACE({code}, '-', '')"
    return f"CASE WHEN LENGTH({bare}) = 9 THEN {bare} WHEN LENGTH({bare}) = 15 THEN RIGHT({bare}, 9) END"
