from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard import cards, sentences
from dashboard.queries import enterprises
from dashboard.queries import snapshot as questions
from dashboard.selection import Selection
from tests.dashboard import snapshot

ALL = Selection(year=2023)


@pytest.mark.usefixtures("full")
def test_the_district_in_one_sentence() -> None:
    assert sentences.district(2023, enterprises.figures(ALL), narrowed=False) == (
        "全区企业 8 户，其中规上 2 户；2023 年评价税收 755.00 万元，亩均税收 13.68 万元/亩，企业中位数 2.00 万元/亩。"
    )


@pytest.mark.usefixtures("full")
def test_the_range_in_one_sentence_with_its_share_of_tax() -> None:
    chosen = enterprises.figures(Selection(year=2023, lowest=20.0))
    assert sentences.per_mu(2023, chosen, enterprises.figures(ALL)) == (
        "2023 年 5 户企业有亩均税收，区间内 2 户，占评价税收的 94.0%；加权平均 20.00 万元/亩，中位数 20.00 万元/亩。"
    )


def test_a_sentence_without_its_numbers_is_withheld(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.REGISTER_ONLY)
    figures = enterprises.figures(Selection())
    assert sentences.district(None, figures, narrowed=False) == "全区企业 8 户，其中规上 2 户。"
    assert sentences.per_mu(None, figures, figures) == ""


def test_what_is_missing_names_the_figure_the_file_and_the_office() -> None:
    text = sentences.lacking(("tax", "park"), 2023)
    assert "缺少税收和亩均税收：还没有 2023 年的「企业税收」，通常由税务局提供。" in text
    assert "缺少片区排名和片区筛选：还没有「园区范围」，通常由园区管委会提供。" in text
    assert sentences.lacking((), 2023) == ""


def test_reasons_and_cut_lists_are_told() -> None:
    reasons = pd.DataFrame({"why_no_ratio": ["无用地数据", "无税收数据"], "firms": [1200, 3]})
    assert sentences.without_ratio(reasons) == (
        "另有 1,203 户没有亩均税收：无用地数据 1,200 户、无税收数据 3 户。"
    )
    assert sentences.without_ratio(reasons.iloc[:0]) == ""
    assert "2,000 户" in sentences.shown(2000, 2001)
    assert sentences.shown(2000, 2000) == ""


@pytest.mark.usefixtures("full")
def test_cards_of_the_district_each_with_unit_and_change_and_two_of_coverage() -> None:
    before, now = enterprises.figures(ALL.of_year(2022)), enterprises.figures(ALL)
    four = cards.district(2023, now, before)
    assert [card.label for card in four] == ["规上企业数", "工业总产值", "入库税收", "亩均税收"]
    tax = four[2]
    assert (tax.value, tax.change) == ("755.00 :small[万元]", "▲ 22.0%")
    assert tax.note == "评价税收 755.00 万元"
    assert four[0].change == "持平"
    found = cards.coverages(now, questions.build_info())
    assert [card.label for card in found] == ["面积覆盖率", "税收匹配率"]
    assert found[0].value == "92.0 :small[%]"
