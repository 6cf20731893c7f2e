"""The table of the bureau's lines of work is true: pages, tabs, numbers, drawings, sheets, sentences and files exist."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboard import report_template
from dashboard.report_figures import BLANKS
from dashboard.url_values import TABS
from etl.contracts import CONTRACTS

ROOT = Path(__file__).resolve().parent.parent
TABLE = (ROOT / "docs" / "工作条线.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if re.match(r"\| \d", line)
]
TEMPLATE = report_template.read(report_template.TEMPLATE, BLANKS, CONTRACTS)
ITEMS = {sentence.item for paragraph in TEMPLATE.paragraphs for sentence in paragraph.sentences}


def said() -> str:
    """Every text of the dashboard and of the words that it shares with the contracts, one a line."""
    found: set[str] = set()
    for path in [*(ROOT / "dashboard").glob("**/*.py"), *(ROOT / "etl" / "contracts").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return "\n".join(found)


SAID = said()


def split(cell: str, known: Sequence[str] = ()) -> list[str]:
    """The names of a cell; one of the known names may have the mark between names in it."""
    found = []
    for name in sorted(known, key=len, reverse=True):
        if "、" in name and name in cell:
            found.append(name)
            cell = cell.replace(name, "")
    return found + [each for each in re.split("[、；]", cell) if each and each != "—"]


def test_every_line_of_the_report_has_a_row() -> None:
    assert [row[0] for row in ROWS] == [str(number) for number in range(1, 34)]
    assert all(len(row) == 9 for row in ROWS)
    assert not [row[0] for row in ROWS if set(row[2:]) == {"—"}]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_what_a_row_names_is_there(row: list[str]) -> None:
    _, _, pages, tabs, numbers, drawings, sheets, sentences, files = row
    titles = set(re.findall(r'title="(\w+)"', (ROOT / "dashboard" / "frame.py").read_text(encoding="utf-8")))
    assert set(split(pages)) <= titles
    assert set(split(tabs)) <= {name for names in TABS.values() for name in names}
    for name in (
        *split(numbers),
        *split(drawings, ["认缴、实缴和已投"]),
        *(each.removesuffix("节点") for each in split(sheets)),
    ):
        assert name in SAID, name
    of_chains = sentences.startswith("各链：")
    for item in split(sentences.removeprefix("各链："), sorted(ITEMS)):
        assert item in (SAID if of_chains else ITEMS), item
    labels = {contract.label for contract in CONTRACTS.values()}
    assert set(split(files)) <= labels


def test_no_sentence_about_a_line_is_left_out_of_the_table() -> None:
    listed = {item for row in ROWS for item in split(row[7], sorted(ITEMS))}
    of_all = {"工业运行", "工业税收", "项目和荣誉申报", "申报兑现", "容积率", "亩均税收", "数据覆盖"}
    assert ITEMS - listed == of_all
