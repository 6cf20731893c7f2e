"""What the grading screen says in words: how the grades fell, by which method, and why a firm has its own."""

from __future__ import annotations

import math

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
        counts = dict(zip(of_group["grade"].astype(str), of_group["firms"].astype(float), strict=True))
        hidden = dict(
            zip(of_group["grade"].astype(str), of_group.get("hidden", of_group["firms"]), strict=True)
        )
        said = {
            grade: hidden[grade]
            if grade in counts and math.isnan(counts[grade])
            else fmt.number(counts.get(grade, 0))
            for grade in GRADES
        }
        graded = "、".join(f"{grade} {said[grade]}" for grade in GRADES[:-1])
        taking_part = sum(counts.get(grade, 0) for grade in GRADES[:-1])
        # Where a class is hidden, their sum would be no sum.
        whole = "" if math.isnan(taking_part) else f" {fmt.count(taking_part)}"
        if counts:
            parts.append(f"{word}参评{whole}（{graded}），不参评 {said['T']}")
    return f"{year} 年按“{fmt.markdown_text(name)}”：{'；'.join(parts)}。" if parts else ""


def pack(chosen: Pack) -> str:
    """Where a rule pack comes from and what was assumed in it."""
    notes = f" {chosen.notes}" if chosen.notes else ""
    return fmt.markdown_text(f"口径版本 {chosen.version} · 来源：{chosen.source}。{notes}")


def nobody_graded(entities: tuple[str, ...], year: int | None) -> str:
    """Why there is no grade: which files are missing, or that nobody of the selection is in a size group."""
    return lacking(entities, year) or "所选条件下没有可以评价的企业：需要知道企业是规上还是规下。"


def peers(terms: pd.DataFrame, least: int) -> str:
    """What the radar compares with; that the industry has too few to compare with, where it has."""
    if terms["industry_score"].notna().any():
        return f"同行业：全区本组参评企业中同一两位代码的 {fmt.count(terms['industry_firms'].max())}。"
    return f"同行业（两位代码）在本组参评的不足 {least} 户，不比；只与全区本组平均相比。"


def flow(moves: pd.DataFrame) -> str:
    """The flow of grades in words, step by step: who rose, stayed and fell, who came in and went out.

    Empty where a move is hidden: sums without it would be no sums.
    """
    if moves["firms"].isna().any():
        return ""
    return "；".join(_step(int(str(year)), rows) for year, rows in moves.groupby("year")) + "。"


def _step(year: int, rows: pd.DataFrame) -> str:
    places = rows[["grade_before", "grade"]].map(GRADES.index)
    out, came, went = len(GRADES) - 1, places["grade_before"], places["grade"]
    graded = (came < out) & (went < out)
    words = {
        "上升": graded & (went < came),
        "不变": graded & (went == came),
        "下降": graded & (went > came),
        "转入参评": (came == out) & (went < out),
        "转为不参评": (came < out) & (went == out),
    }
    counts = {word: int(rows.loc[which, "firms"].sum()) for word, which in words.items()}
    said = "，".join(f"{word} {fmt.count(count)}" for word, count in counts.items() if count)
    return f"{year - 1} → {year} 年{said or '都不参评'}"


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


def no_moves(year: int | None) -> str:
    """That there is no earlier year to compare with, and what would bring one."""
    if year is None:
        return "没有年度。"
    return f"没有 {year - 1} 年的等级可以比较：快照只评了一年，或所选企业上年都没有评。再导入上年的税收和用地数据就能比较。"


def empty_classes(rows: pd.DataFrame) -> str:
    """Which classes have no firm, size group by size group; that all share one place; empty when there is nothing to say."""
    parts = []
    for group, word in GROUPS.items():
        there = set(rows.loc[rows["size_group"] == group, "grade"].astype(str))
        graded = there - {"T"}
        lacking = [grade for grade in GRADES[:-1] if grade not in there]
        if there and not graded:
            parts.append(f"{word}没有参评企业")
        elif len(graded) == 1:
            parts.append(f"{word}参评企业都在 {graded.pop()} 档")
        elif there and lacking:
            parts.append(f"{word}没有 {'、'.join(lacking)} 档的企业")
        elif not there:
            parts.append(f"没有{word}企业")
    return f"{'；'.join(parts)}。" if parts else ""
