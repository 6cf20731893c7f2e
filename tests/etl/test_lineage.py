"""From every published row back to the file, sheet and row that it was read from."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from etl.contracts import TABLES
from etl.lineage import COMPUTED, LINEAGE_SOURCES
from tests.etl.office import Snapshot, publish

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return publish(SAMPLE, warehouse=tmp_path_factory.mktemp("warehouse"))


def test_every_table_has_its_lineage_or_says_what_it_is_computed_from() -> None:
    assert set(LINEAGE_SOURCES) | set(COMPUTED) == set(TABLES)
    assert not set(LINEAGE_SOURCES) & set(COMPUTED)


@pytest.mark.parametrize("table", LINEAGE_SOURCES)
def test_every_row_leads_to_a_row_of_a_file(sample: Snapshot, table: str) -> None:
    key = ", ".join(f't."{name}"' for name in TABLES[table].key)
    query = f"""SELECT COUNT(*), COUNT(*) FILTER (WHERE l.key IS NULL) FROM {table} AS t
        LEFT JOIN (SELECT DISTINCT key FROM lineage WHERE table_name = ?) AS l ON concat_ws('|', {key}) = l.key"""  # noqa: S608
    ((rows, without),) = sample.rows(query, table)
    assert rows > 0
    assert without == 0
    nowhere = sample.one(
        """SELECT COUNT(*) FROM lineage AS l LEFT JOIN source_file AS f ON l.file_id = f.file_id AND l.sheet = f.sheet
        WHERE l.table_name = ? AND (f.path IS NULL OR f.sha256 IS NULL OR f.received_on IS NULL OR l.row_number IS NULL
            OR l.row_number <= COALESCE(f.heading_row, 0))""",
        table,
    )
    assert nowhere == 0


def test_no_source_row_is_named_twice_for_one_row(sample: Snapshot) -> None:
    assert sample.rows("SELECT * FROM lineage GROUP BY ALL HAVING COUNT(*) > 1") == []


@pytest.mark.parametrize("table", ["enterprise", "enterprise_year", "operation_month", "honour"])
def test_the_row_is_the_one_that_the_spreadsheet_shows(sample: Snapshot, table: str) -> None:
    rows = sample.rows(
        """SELECT f.path, l.sheet, l.row_number, split_part(l.key, '|', 1), e.name FROM lineage AS l
        INNER JOIN source_file AS f ON l.file_id = f.file_id AND l.sheet = f.sheet
        INNER JOIN enterprise AS e ON split_part(l.key, '|', 1) = e.enterprise_id
        WHERE l.table_name = ? AND e.in_register ORDER BY md5(concat(l.key, f.path, l.sheet)) LIMIT 40""",
        table,
    )
    for path, sheet, number, identity, name in rows:
        text = _row_of(SAMPLE / path, sheet, number)
        assert identity in text or _bare(name) in _bare(text), (path, sheet, number, text)


def _bare(text: str) -> str:
    """Without the spelling of brackets and spaces, which offices write as they like."""
    return "".join(text.split()).translate(str.maketrans("()", "（）"))


def _row_of(path: Path, sheet: str, number: int) -> str:
    if path.suffix == ".csv":
        lines = list(csv.reader(path.read_bytes().decode("gb18030").splitlines()))
        return " ".join(lines[number - 1])
    page = _book(path)[sheet]
    return " ".join(str(cell.value) for cell in page[number] if cell.value is not None)


_books: dict[Path, openpyxl.Workbook] = {}


def _book(path: Path) -> openpyxl.Workbook:
    return _books.setdefault(path, openpyxl.load_workbook(path))
