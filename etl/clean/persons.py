"""Names of people → their surname and ＊. Nothing behind this keeps more, so nothing can show or export it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from etl.clean.text import clean_name, tidy

# Surnames of two characters; any other name has its first character for a surname.
DOUBLE = "|".join(
    (
        "欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒", "东方",
        "端木", "南宫", "闻人", "轩辕", "百里", "呼延",
    )
)  # fmt: skip
BETWEEN = "[、，,;；/|]+"
SEVERAL = "、"
REST = rf"(?P<surname>^(?:{DOUBLE})|^.)[^、]*"
OTHERS = rf"、(?P<surname>{DOUBLE}|[^、])[^、]*"


def mask_person(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """``陈示例`` → ``陈＊``; each of several names in a cell; a name that comes masked has one form too."""
    named = clean_name(tidy(column))
    several = pc.utf8_trim(pc.replace_substring_regex(named, BETWEEN, SEVERAL), f"{SEVERAL}（）")
    first = pc.replace_substring_regex(several, REST, r"\1＊")
    return pc.replace_substring_regex(first, OTHERS, r"、\1＊")
