"""Links as tables: match quality, names to settle, and the file of decisions that an export is."""

from __future__ import annotations

import csv
import io
from datetime import date

import pandas as pd

from dashboard.tables import with_entity_labels
from dashboard.workbook import Read, Sheet
from etl.contracts import TABLES, Column, Kind
from etl.contracts.links import BRANCH, LINK_HEADINGS, NEW, OTHER, SAME, SETTLED

_review, _quality = TABLES["link_review"].by_name, TABLES["match_quality"].by_name
PATH = TABLES["source_file"].by_name["path"]
QUALITY: tuple[Column, ...] = TABLES["match_quality"].columns
# On the screen what is wanting stands before the rungs.
QUALITY_LIST = (
    "entity", "role", "year", "link_rows", "matched_pct", "by_none", "to_confirm", "by_decision", "by_code", "by_org_code",
    "by_name_person", "by_name", "by_name_form", "tax_matched_pct", "area_matched_pct", "firms_without_parcel",
    "parcels_without_firm",
)  # fmt: skip
REVIEW: tuple[Column, ...] = tuple(
    PATH if name == "path" else _review[name]
    for name in (
        "source_name", "source_code", "said_in", "source_rows", "candidate_name", "candidate_id", "score", "evidence", "why",
        "link_status", "path", "sheet", "row_number",
    )
)  # fmt: skip
# The columns of links.csv, then what helps to fill them in.
ANSWER = Column("answer", "企业", f"候选企业标识，或 {NEW}；空着的不起作用。", Kind.CODE)
DECISIONS: tuple[Column, ...] = (
    _review["source_name"], ANSWER, _review["relation"], _review["by_whom"], _review["decided_on"], _review["link_note"],
    _review["candidate_id"], _review["candidate_name"], _review["score"], _review["evidence"], _review["said_in"],
    _review["source_rows"], PATH, _review["sheet"], _review["row_number"],
)  # fmt: skip


def quality(rows: pd.DataFrame) -> pd.DataFrame:
    """Match quality with the Chinese names of sources."""
    return with_entity_labels(rows)


def decisions(reviews: pd.DataFrame) -> pd.DataFrame:
    """The reviews as lines of links.csv: what is settled filled in, what is open left empty."""
    settled = reviews["link_status"] == SETTLED
    return reviews.assign(answer=reviews["candidate_id"].fillna(NEW).where(settled))


def is_branch(review: pd.Series[str]) -> bool:
    """Whether one of the two names is a branch of the other's firm."""
    return "分支机构" in f"{review['evidence']}{review['why']}"


def line(review: pd.Series[str], by_whom: str, on: date, *, is_new: bool = False) -> str:
    """A line of links.csv that says that the name of ``review`` is its candidate, or a firm of its own."""
    same = BRANCH if is_branch(review) else SAME
    answer, relation = (NEW, OTHER) if is_new else (review["candidate_id"], same)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="").writerow(
        [review["source_name"], answer, relation, by_whom, on.isoformat(), ""]
    )
    return text.getvalue()


def heading() -> str:
    """The first line of links.csv."""
    return ",".join(LINK_HEADINGS)


def sheets(reviews: pd.DataFrame, match_quality: pd.DataFrame) -> tuple[Sheet, ...]:
    """The tables of the page for an export: the first is a file of decisions."""
    return (
        Sheet("links", Read(decisions(reviews)), DECISIONS),
        Sheet("匹配质量", Read(quality(match_quality)), QUALITY),
    )
