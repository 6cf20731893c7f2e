"""What the grading screen says in words: how the grades fell, by which method, and why a firm has its own."""

from __future__ import annotations

import pandas as pd

from dashboard import format as fmt
from dashboard.grade_charts import GRADES, GROUPS, grade_word
from dashboard.queries.grading import Chosen, Pack
from dashboard.sentences import lacking


def grades(year: int | None, name: str, rows: pd.DataFrame) -> str:
    """How many firms of each size group got which grade; empty when nobody was graded."""
    parts = []
    for group, word in GROUPS.items():
        of_group = rows[rows["size_group"] == group]
        counts = dict(zip(of_group["grade"].astype(str), of_group["firms"].astype(int).tolist(), strict=True))
        graded = [f"{grade} {fmt.number(counts.get(grade, 0))}" for grade in GRADES[:-1]]
        taking_part = sum(counts.get(grade, 0) for grade in GRADES[:-1])
        if counts:
            out = f"，不参评 {fmt.number(counts.get('T', 0))}"
            parts.append(f"{word}参评 {fmt.count(taking_part)}（{'、'.join(graded)}）{out}")
    return f"{year} 年按“{fmt.markdown_text(name)}”：{'；'.join(parts)}。" if parts else ""


def pack(chosen: Pack) -> str:
    """Where a rule pack comes from and what was assumed in it."""
    notes = f" {chosen.notes}" if chosen.notes else ""
    return fmt.markdown_text(f"口径版本 {chosen.version} · 来源：{chosen.source}。{notes}")


def nobody_graded(entities: tuple[str, ...], year: int | None) -> str:
    """Why there is no grade: which files are missing, or that nobody of the selection is in a size group."""
    return lacking(entities, year) or "所选条件下没有可以评价的企业：需要知道企业是规上还是规下。"


def score(chosen: Chosen) -> str:
    """A firm's standing in one sentence: rank, grade, score, and what overrode its rank."""
    if chosen.rank is None:
        return f"不参评：{fmt.markdown_text(chosen.override_reason or '原因不明')}。"
    bonus = f"，加减分 {fmt.number(chosen.bonus, 2)}" if chosen.bonus else ""
    override = f"；按名次为 {chosen.rank_grade}，{chosen.override_reason}" if chosen.override_reason else ""
    return fmt.markdown_text(
        f"第 {chosen.rank} 名（共 {chosen.group_size} 户），得分 {fmt.number(chosen.score, 3)}{bonus}，"
        f"等级 {grade_word(chosen.grade)}{override}。"
    )
