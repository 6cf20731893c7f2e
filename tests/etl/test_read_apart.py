from pathlib import Path

import openpyxl

from etl.read import FileRefusedError, RawTable, SourceFile, read_each
from tests.etl.office import write_csv


def stray_cell(path: Path) -> None:
    """A workbook whose only far cell makes its reader ask for a table of 17 thousand million cells."""
    book = openpyxl.Workbook()
    book.active["A1"] = "企业名称"
    book.active["XFD1048576"] = "x"
    book.save(path)


def outcomes(*paths: Path) -> dict[str, list[RawTable] | FileRefusedError]:
    answers = {}
    for source, outcome in read_each([(path, path.name) for path in paths]):
        answers[source.path if isinstance(source, SourceFile) else source] = outcome
    return answers


def test_a_file_that_kills_its_reader_is_refused_by_name_and_the_others_are_read(tmp_path: Path) -> None:
    first, hostile, last = tmp_path / "a.csv", tmp_path / "b.xlsx", tmp_path / "c.csv"
    write_csv(first, [["企业名称", "行业"], ["甲公司", "食品"]])
    stray_cell(hostile)
    write_csv(last, [["企业名称", "行业"], ["乙公司", "电子"]])
    read = outcomes(first, hostile, last)
    assert list(read) == ["a.csv", "b.xlsx", "c.csv"]
    assert isinstance(read["b.xlsx"], FileRefusedError)
    assert "内存过大" in str(read["b.xlsx"])
    for name, firm in (("a.csv", "甲公司"), ("c.csv", "乙公司")):
        tables = read[name]
        assert isinstance(tables, list)
        (table,) = tables
        assert table.cells["c0"].to_pylist() == ["企业名称", firm]


def test_a_missing_file_is_refused_under_its_path(tmp_path: Path) -> None:
    read = outcomes(tmp_path / "没有.csv")
    assert "无法打开" in str(read["没有.csv"])
