from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.pinyin import name_pattern, readings

NAMES = ("示例星扬变压器有限公司", "重庆行知3D科技", "示例绿源半导体", "ABB电机", "西安方安")
CHARACTERS = sorted(set("".join(NAMES)))


def found(typed: str) -> list[str]:
    pattern = name_pattern(typed, CHARACTERS)
    return [name for name in NAMES if pattern and re.search(pattern, name, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("xybyq", "示例星扬变压器有限公司"),
        ("SLXY", "示例星扬变压器有限公司"),
        ("shi li xing yang", "示例星扬变压器有限公司"),
        ("bianyaq", "示例星扬变压器有限公司"),
        ("chongqing", "重庆行知3D科技"),
        ("zhongqing", "重庆行知3D科技"),
        ("cqhz", "重庆行知3D科技"),
        ("xz3dk", "重庆行知3D科技"),
        ("lvyuan", "示例绿源半导体"),
        ("lüyuan", "示例绿源半导体"),
        ("abbdj", "ABB电机"),
        ("xianfang", "西安方安"),
        ("fangan", "西安方安"),
        ("xi'an", "西安方安"),
        ("ｘａｆａ", "西安方安"),
    ],
)
def test_a_name_is_found_by_initials_and_by_whole_readings(typed: str, name: str) -> None:
    assert name in found(typed)


@pytest.mark.parametrize("typed", ["", "  ", "示例", "xx.*", "[a-z]", "'; DROP", "zzz9", "b" * 61])
def test_what_is_no_reading_of_any_character_finds_nothing(typed: str) -> None:
    assert found(typed) == []


def test_a_character_is_found_under_each_of_its_readings() -> None:
    assert set(readings("行")) >= {"xing", "hang"}
    assert readings("A") == ("a",)


def test_no_text_takes_long_though_it_can_be_cut_in_many_ways() -> None:
    many = [*CHARACTERS, *"啊昂安刚干恩额"]
    start = time.monotonic()
    for typed in ("an" * 20, "ang" * 13, "ae" * 19 + "v", "gangan" * 6 + "vv"):
        name_pattern(typed, many)
    assert time.monotonic() - start < 2


@given(st.text(max_size=60))
def test_any_text_gives_a_pattern_that_compiles(typed: str) -> None:
    re.compile(name_pattern(typed, CHARACTERS))
