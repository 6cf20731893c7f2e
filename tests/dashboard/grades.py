"""A small district that is graded by hand: two packs' worth of words, three years, terms whose means a reader can take."""

from __future__ import annotations

from collections.abc import Sequence

from tests.dashboard import dossiers, snapshot
from tests.dashboard.snapshot import Row, Rows

PACK = "hand"
IDS = [str(row["enterprise_id"]) for row in snapshot.ENTERPRISES]
PACKS = ({"pack_id": PACK, "version": "7", "name": "手算", "source": "测试", "notes": None, "missing": None},)
INDICATORS = (
    {"indicator": "tax_mu", "name": "亩均税收", "unit": "万元/亩", "formula": "评价税收 ÷ 用地面积"},
    {"indicator": "output_mu", "name": "亩均产值", "unit": "万元/亩", "formula": "工业总产值 ÷ 用地面积"},
)


def result(place: int, year: int, grade: str, rank: int | None = None, group: str = "above") -> Row:
    """A row of ``evaluation``; without a rank the firm takes no part."""
    return {
        "pack_id": PACK, "enterprise_id": IDS[place], "year": year, "version": "7", "size_group": group,
        "participation": "参评" if rank else "不参评", "score": None if rank is None else 100.0 - rank,
        "bonus": None if rank is None else 0.0, "rank": rank, "group_size": 4 if rank else None, "grade": grade,
        "rank_grade": grade if rank else None, "override_reason": None if rank else "无税收数据",
    }  # fmt: skip


def term(place: int, indicator: str, score: float, weight: float = 50) -> Row:
    return {
        "pack_id": PACK, "enterprise_id": IDS[place], "year": 2023, "indicator": indicator, "version": "7",
        "value": 20.0, "base": 10.0, "weight": weight, "score": score,
    }  # fmt: skip


# 丙 and 乙 share the division 27; 甲 is in 39 with 戊; with 己, put into 27, the industry has three.
EVALUATION: Sequence[Row] = (
    result(0, 2023, "A", 1), result(1, 2023, "B", 2), result(2, 2023, "B", 3), result(5, 2023, "C", 4),
    result(3, 2023, "T"), result(4, 2023, "A", 1, "below"),
    result(0, 2022, "B", 1), result(1, 2022, "B", 2), result(2, 2022, "C", 3), result(3, 2022, "C", 4),
    result(0, 2021, "C", 1), result(1, 2021, "T"),
)  # fmt: skip
TERMS = (
    *(term(place, "tax_mu", score) for place, score in ((0, 50), (1, 40), (2, 20), (5, 30), (4, 99))),
    *(term(place, "output_mu", score) for place, score in ((0, 10), (1, 10), (2, 10), (5, 10))),
)
ENTERPRISES = [{**row, "industry_code": row.get("industry_code", "2720")} for row in dossiers.ENTERPRISES]
GRADED: Rows = {
    **dossiers.LANDED,
    "enterprise": ENTERPRISES,
    "rule_pack": PACKS,
    "rule_indicator": INDICATORS,
    "evaluation": EVALUATION,
    "evaluation_term": TERMS,
}


def _with(evaluation: Sequence[Row]) -> Rows:
    return {**GRADED, "evaluation": evaluation}


# The four states that a drawing must survive, and one year alone.
STATES: dict[str, Rows] = {
    "graded": GRADED,
    "a year without tax": {
        **_with([result(place, 2023, "T") for place in range(6)]),
        "evaluation_term": (),
        "enterprise_year": snapshot.NO_TAX["enterprise_year"],
    },
    "a class without firms": _with([result(0, 2023, "A", 1), result(1, 2023, "D", 2)]),
    "one firm only": {
        **_with([result(0, 2023, "A", 1)]),
        "enterprise": ENTERPRISES[:1],
        "enterprise_year": snapshot.FIGURES[:1],
    },
    "all firms tied": {
        **_with([result(place, year, "A", 1) for place in range(6) for year in (2022, 2023)]),
        "enterprise_year": snapshot.ALL_TIED["enterprise_year"],
    },
    "one year": _with([row for row in EVALUATION if row["year"] == 2023]),
}
