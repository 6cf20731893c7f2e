"""What people have settled about names that no rule can link: ``links.csv`` in ``data/reference``.

A line says of a name (or of a credit code) which enterprise it is. 同一: the same firm, spelt otherwise. 并入: a branch, whose
figures are added to the firm's. 不同, or ``new`` for the enterprise: a firm of its own. A line that names no enterprise is not
settled yet and changes nothing.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.clean.codes import clean_uscc
from etl.clean.dates import to_date
from etl.clean.text import compact
from etl.contracts.links import BRANCH, LINK_HEADINGS, LINKS_FILE, NEW, OTHER, SAME
from etl.toml_file import RuleFileError

LINKS = Path(__file__).parent.parent / "data" / "reference" / LINKS_FILE
NEW_WORDS = (NEW, "NEW", "新", "新企业")


class LinkFileError(RuleFileError):
    """The file of decisions cannot be read; the Chinese message says why and what to do."""


@dataclass(frozen=True)
class Decision:
    """One settled line as it stands in the file; nothing is checked yet but its headings."""

    row_number: int
    said: str
    enterprise: str
    relation: str
    by_whom: str
    decided_on: str
    note: str


def load_decisions(path: Path = LINKS) -> tuple[Decision, ...]:
    """Read the file of decisions, UTF-8 or GBK; no file is no decision. Further columns, as an export has, are ignored.

    Raises:
        LinkFileError: a heading is missing, or the text is in no encoding that we know.
    """
    if not path.exists():
        return ()
    rows = list(csv.reader(_text(path).splitlines()))
    headings = [heading.strip() for heading in rows[0]] if rows else []
    if missing := [heading for heading in LINK_HEADINGS if heading not in headings]:
        raise LinkFileError(
            f"{path.name} 第 1 行缺少{'、'.join(missing)}，应当有：{'、'.join(LINK_HEADINGS)}。请照此改正表头。"
        )
    places = [headings.index(heading) for heading in LINK_HEADINGS]
    read = (_decision(number, row, places) for number, row in enumerate(rows[1:], start=2))
    return tuple(each for each in read if each is not None)


def _text(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LinkFileError(f"{path.name} 不是 UTF-8 或 GBK 的文本。请另存为 CSV（UTF-8）。")


def _decision(number: int, row: list[str], places: list[int]) -> Decision | None:
    """The line; None for one that says of no name, or nothing of it yet."""
    # A spreadsheet's mark for text, which exports carry before codes.
    cells = [row[at].strip().lstrip("'‘’").strip() if at < len(row) else "" for at in places]
    said, enterprise, relation, by_whom, decided_on, note = cells
    if not said or not (enterprise or relation):
        return None
    if enterprise in NEW_WORDS:
        enterprise = NEW
    return Decision(
        number,
        said,
        enterprise,
        relation or (OTHER if enterprise == NEW else SAME),
        by_whom,
        decided_on,
        note,
    )


def resolve_decisions(db: duckdb.DuckDBPyConnection, decisions: tuple[Decision, ...]) -> None:
    """Make ``said_link`` (each settled line and what it names) and ``decided`` (those that can be obeyed).

    ``decided`` has one row a name or code: ``said_key``, ``enterprise_id`` (NULL: a firm of its own), ``adds`` (a branch).
    Needs ``known_name``; an enterprise is named by its credit code or by a name that only one bears.
    """
    db.register("incoming", _table(decisions))
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE said_link AS
        SELECT link.*, COALESCE(coded.enterprise_id, named.enterprise_id) AS enterprise_id,
            relation = '{OTHER}' OR enterprise = '{NEW}' AS is_new
        FROM incoming AS link
        LEFT JOIN (SELECT DISTINCT enterprise_id FROM spoken_name) AS coded ON link.enterprise_key = coded.enterprise_id
        LEFT JOIN known_name AS named ON link.enterprise_key = named.name_key AND named.candidates = 1"""  # noqa: S608
    )
    db.unregister("incoming")
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE decided AS
        SELECT said_key, MIN(CASE WHEN NOT is_new THEN enterprise_id END) AS enterprise_id,
            BOOL_OR(relation = '{BRANCH}') AS adds, MIN(row_number) AS decision_row, MIN(signed) AS signed,
            MIN(relation) AS relation, MIN(by_whom) AS by_whom, MIN(decided_on) AS decided_on, MIN(note) AS link_note
        FROM said_link WHERE is_new OR enterprise_id IS NOT NULL GROUP BY said_key"""  # noqa: S608
    )
    db.execute(
        """CREATE OR REPLACE TEMP TABLE branch_of AS
        SELECT CASE WHEN is_code THEN said_key ELSE 'name:' || said_key END AS enterprise_id, enterprise_id AS head_id
        FROM decided INNER JOIN (SELECT DISTINCT said_key, is_code FROM said_link) USING (said_key)
        WHERE adds AND enterprise_id IS NOT NULL"""
    )


def _table(decisions: tuple[Decision, ...]) -> pa.Table:
    said = pa.chunked_array([pa.array([each.said for each in decisions], pa.string())])
    _, status = clean_uscc(said)
    enterprise = pa.chunked_array([pa.array([each.enterprise for each in decisions], pa.string())])
    day = to_date(pa.chunked_array([pa.array([each.decided_on for each in decisions], pa.string())]))
    return pa.table(
        {
            "row_number": pa.array([each.row_number for each in decisions], pa.int32()),
            "said": said,
            "said_key": compact(said),
            "is_code": pa.array([each == "valid" for each in status.to_pylist()], pa.bool_()),
            "enterprise": enterprise,
            "enterprise_key": compact(enterprise),
            "relation": pa.array([each.relation for each in decisions], pa.string()),
            "by_whom": pa.array([each.by_whom for each in decisions], pa.string()),
            "decided_on": day.values,
            "note": pa.array([each.note for each in decisions], pa.string()),
            "signed": pa.array([_signed(each) for each in decisions], pa.string()),
        }
    )


def _signed(decision: Decision) -> str:
    return " ".join(part for part in (decision.by_whom, decision.decided_on, decision.note) if part)
