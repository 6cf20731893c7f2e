"""Text files as offices save them: encodings, delimiters, ragged lines, and what is refused with the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.read import FileRefusedError, identify, read
from tests.etl.office import Rows

Grid = list[list[str | None]]


def cells(path: Path, content: bytes) -> Grid:
    path.write_bytes(content)
    (raw,) = read(identify(path, path.name))
    assert raw.first_row == 1
    return [list(row.values()) for row in raw.cells.to_pylist()]


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(FileRefusedError) as refused:
        read(identify(path, path.name))
    message = str(refused.value)
    assert "\n" not in message
    return message


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "来件.csv"


PLAIN: Rows = [["企业名称", "税收"], ["甲公司", "12"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_encodings_of_chinese_offices(csv: Path, encoding: str) -> None:
    assert cells(csv, "企业名称,税收\r\n甲公司,12\r\n".encode(encoding)) == PLAIN


def test_a_rare_character_of_gb18030_survives(csv: Path) -> None:
    assert cells(csv, "企业名称,税收\n㐱𠮷公司,12\n".encode("gb18030"))[1][0] == "㐱𠮷公司"


def test_bytes_of_no_encoding_are_refused_with_the_line(csv: Path) -> None:
    content = "企业名称,税收\n甲公司,12\n".encode("gb18030") + b"\xff\xff\xff,3\n"
    assert "第 3 行" in refusal(csv, content)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused(csv: Path, encoding: str) -> None:
    message = refusal(csv, "企业名称,税收\n甲公司,12\n".encode(encoding))
    assert "UTF-16" in message or "空字符" in message


def test_a_nul_is_refused_with_the_line(csv: Path) -> None:
    assert "第 2 行" in refusal(csv, b"a,b\n1,\x002\n")


@pytest.mark.parametrize("content", [b"", b"\n", b" \r\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(csv: Path, content: bytes) -> None:
    assert "空" in refusal(csv, content)


@pytest.mark.parametrize("suffix", [".csv", ".txt", ".tsv"])
def test_tab_separated(tmp_path: Path, suffix: str) -> None:
    assert cells(tmp_path / f"来件{suffix}", "企业名称\t税收\n甲公司\t12\n".encode()) == PLAIN


@pytest.mark.parametrize("mark", [";", "|"])
def test_other_delimiters(csv: Path, mark: str) -> None:
    assert cells(csv, f"企业名称{mark}税收\n甲公司{mark}12\n".encode()) == PLAIN


def test_commas_and_newlines_inside_quotes(csv: Path) -> None:
    found = cells(csv, '企业名称,"税收\n（万元）"\n"甲,公司","1,234.5"\n'.encode())
    assert found == [["企业名称", "税收\n（万元）"], ["甲,公司", "1,234.5"]]


def test_ragged_lines_stay_in_their_place(csv: Path) -> None:
    found = cells(csv, "标题\n单位：万元,,\n名称,税收,备注\n甲,1,x\n乙,2\n丙,3,y,多\n丁,4,z\n".encode())
    assert [row[0] for row in found] == ["标题", "单位：万元", "名称", "甲", "乙", "丙", "丁"]
    assert found[4] == ["乙", "2", None, None]
    assert found[5] == ["丙", "3", "y", "多"]


def test_blank_lines_keep_their_numbers(csv: Path) -> None:
    found = cells(csv, "名称,税收\n\n甲,1\n".encode())
    assert found == [["名称", "税收"], [None, None], ["甲", "1"]]


def test_broken_quotes_are_read_and_not_fatal(csv: Path) -> None:
    found = cells(csv, '名称,税收\n甲"厂",1\n"乙,2\n丙,3\n'.encode())
    assert found[0] == ["名称", "税收"]
    assert len(found) >= 3


def test_a_single_column(csv: Path) -> None:
    assert cells(csv, "名称\n甲\n乙\n".encode()) == [["名称"], ["甲"], ["乙"]]


def test_codes_stay_text(csv: Path) -> None:
    found = cells(csv, "代码,行业\n091350104000000000,0111\n".encode())
    assert found[1] == ["091350104000000000", "0111"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(csv: Path, ending: str) -> None:
    assert cells(csv, f"企业名称,税收{ending}甲公司,12{ending}".encode()) == PLAIN


def test_no_newline_at_the_end(csv: Path) -> None:
    assert cells(csv, "企业名称,税收\n甲公司,12".encode()) == PLAIN


def test_a_quote_that_never_closes_in_a_long_file_is_refused(csv: Path) -> None:
    lines = "".join(f"公司{number},{number}\n" for number in range(30_000))
    content = f'名称,税收\n{lines[:100_000]}"丙"厂,3\n"丁,4\n{lines}'.encode()
    assert "引号不成对" in refusal(csv, content)
