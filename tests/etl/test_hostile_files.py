"""Files that are made to hurt, or broken in ways that hurt: each is refused by name within its bounds, the rest is read."""

from __future__ import annotations

import io
import re
import struct
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from xlwt import CompoundDoc

from etl.read import FileRefusedError, RawTable, SourceFile, identify, read, read_each
from etl.read import apart as apart_reading
from etl.read.packages import MAXIMUM_UNPACKED_BYTES
from tests.etl.office import Cell, Rows, code, publish, square, table, write_csv, write_layer, write_xlsx

TAX: Rows = table(f"2023年度税收\n单位：万元\n纳税人名称 | 纳税人识别号 | 入库税额\n甲公司 | {code(1)} | 560")


def outcome(path: Path) -> list[RawTable] | FileRefusedError:
    """What reading in the process apart makes of a file."""
    ((_, found),) = read_each([(path, path.name)])
    return found


def refusal(path: Path) -> str:
    found = outcome(path)
    assert isinstance(found, FileRefusedError)
    assert "\n" not in str(found)
    assert str(found).endswith("。")
    return str(found)


def repacked(path: Path, change: Callable[[str, bytes], bytes], **added: bytes) -> Path:
    """The workbook with its parts changed, and others added."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (parts | added).items():
            package.writestr(name, change(name, content))
    return path


def unchanged(_name: str, content: bytes) -> bytes:
    return content


@pytest.fixture(scope="module")
def bomb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three megabytes that unpack to a sheet of more than 2 GiB."""
    path = write_xlsx(tmp_path_factory.mktemp("bomb") / "炸弹.xlsx", TAX)
    nothing = b" " * (64 << 20)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(33):
            part.write(nothing)
    return path


def test_a_zip_bomb_is_refused_at_once_with_the_limit(bomb: Path) -> None:
    assert bomb.stat().st_size < 4 << 20
    started = time.perf_counter()
    said = refusal(bomb)
    assert "解压后有 2.1 GiB" in said
    assert "上限 2 GiB" in said
    assert time.perf_counter() - started < 10


def test_a_bomb_that_lies_about_its_size_ends_in_a_refusal_or_in_its_cells(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "炸弹.xlsx", TAX)
    filler = b" " * (300 << 20)
    repacked(path, lambda name, content: content + filler if name.endswith("sheet1.xml") else content)
    content = bytearray(path.read_bytes())
    real = struct.pack("<I", len(filler) + 1)[2:]
    for found in re.finditer(rb"PK\x01\x02|PK\x03\x04", bytes(content)):
        at = found.start() + (24 if content[found.start() + 2] == 1 else 22)
        if content[at + 2 : at + 4] == real:
            content[at : at + 4] = struct.pack("<I", 1000)
    path.write_bytes(content)
    result = outcome(path)
    assert isinstance(result, FileRefusedError) or result[0].cells.num_rows == len(TAX)


def test_a_file_beyond_two_gibibytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.csv"
    with path.open("wb") as file:
        file.truncate(MAXIMUM_UNPACKED_BYTES + 1)
    with pytest.raises(FileRefusedError, match="超过 2 GiB"):
        read(
            SourceFile(
                path, path.name, "0" * 64, identify(write_csv(tmp_path / "x.csv", TAX), "x").received_on
            )
        )


def test_a_password_on_an_old_workbook_is_said(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("税收").write(0, 0, "纳税人名称")
    stream = book.get_biff_data()
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    lock = struct.pack("<HHHHH", 0x002F, 6, 0, 0x1234, 0x5678)
    document = CompoundDoc.XlsDoc()
    path = tmp_path / "税收.xls"
    document.save(str(path), stream[:first] + lock + stream[first:])
    assert "密码" in refusal(path)


def test_a_password_on_an_open_document_is_said(tmp_path: Path) -> None:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="9">'
        '<manifest:encryption-data manifest:checksum-type="SHA256" manifest:checksum="x"/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    path = tmp_path / "税收.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", b"\x8f\x01\x02")
    assert "密码" in refusal(path)


@pytest.mark.parametrize("suffix", [".xls", ".xlsx"])
def test_another_program_s_document_under_the_name_of_a_workbook_is_refused(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"说明{suffix}"
    CompoundDoc.XlsDoc().save(str(path), b"WPS" * 2000)
    assert "已损坏" in refusal(path)


def test_a_csv_with_nul_bytes_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "税收.csv"
    path.write_bytes("名称,税收\n甲,1\n".encode() + b"\x00" * 5_000_000)
    assert "第 3 行含有空字符" in refusal(path)


def test_a_line_of_ten_megabytes_is_refused_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "税收.csv"
    path.write_text("名称,税收\n甲,1\n" + "乙" * 10_000_000 + ",2\n", encoding="utf-8")
    assert "第 3 行有 10 百万字" in refusal(path)


def test_a_long_line_far_below_the_heading_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "税收.csv"
    lines = "".join(f"企业{number},{number}\n" for number in range(2000))
    path.write_text(f"名称,税收\n{lines}{'乙' * 10_000_000},2\n{lines}", encoding="utf-8")
    found = outcome(path)
    assert isinstance(found, FileRefusedError) or found[0].cells.num_rows == 4002


def test_a_line_of_commas_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "税收.csv"
    path.write_text("名称,税收\n" + "," * 3_000_000 + "\n", encoding="utf-8")
    assert "第 2 行有 3,000,001 列，超过上限 16,384 列" in refusal(path)


def test_a_sheet_formatted_to_its_edge_is_read_as_its_few_columns(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "来件" / "税收.xlsx", TAX)
    far = b'<row r="3"><c r="XFD3" s="0"/></row></sheetData>'
    repacked(
        path, lambda name, content: content.replace(b"</sheetData>", far) if "sheet1" in name else content
    )
    (raw,) = read(identify(path, path.name))
    assert raw.cells.num_columns == 3
    assert publish(path.parent).by_name("tax_wan_yuan") == {"甲公司": 560.0}


def test_a_sheet_with_all_its_columns_filled_is_published_in_seconds(tmp_path: Path) -> None:
    heading = [
        "纳税人名称",
        "纳税人识别号",
        "入库税额（万元）",
        *(f"备注{number}" for number in range(16_381)),
    ]
    rows: Rows = [["2023年度"], heading, ["甲公司", code(1), 560.0, *["x"] * 16_381]]
    write_xlsx(tmp_path / "来件" / "税收.xlsx", rows)
    started = time.perf_counter()
    assert publish(tmp_path / "来件").by_name("tax_wan_yuan") == {"甲公司": 560.0}
    assert time.perf_counter() - started < 30


def test_formulas_that_nobody_calculated_are_missing_and_said(tmp_path: Path) -> None:
    write_xlsx(
        tmp_path / "来件" / "税收.xlsx",
        [*TAX, ["乙公司", code(2), "=SUM(C4,1)"], ["丙公司", code(3), "=1+1"]],
    )
    built = publish(tmp_path / "来件")
    assert built.by_name("tax_wan_yuan") == {"甲公司": 560.0, "乙公司": None, "丙公司": None}
    (issue,) = built.issues("formula_without_value")
    assert "2 个公式没有计算结果（C5、C6）" in issue["reason"]
    assert "算完后保存" in issue["next_step"]


def test_calculated_formulas_are_read_without_a_word(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "来件" / "税收.xlsx", [*TAX, ["乙公司", code(2), "=1+1"]])
    repacked(
        path,
        lambda name, content: (
            content.replace(b"<v></v>", b"<v>2</v>")
            .replace(b"<v />", b"<v>2</v>")
            .replace(b"<v/>", b"<v>2</v>")
        ),
    )
    built = publish(path.parent)
    assert built.by_name("tax_wan_yuan") == {"甲公司": 560.0, "乙公司": 2.0}
    assert built.issues("formula_without_value") == []


def test_links_to_other_workbooks_are_said_and_not_followed(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "来件" / "税收.xlsx", TAX)
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    repacked(path, unchanged, **{"xl/externalLinks/externalLink1.xml": link})
    built = publish(path.parent)
    assert built.by_name("tax_wan_yuan") == {"甲公司": 560.0}
    assert "引用了 1 个外部文件" in built.issues("external_links")[0]["reason"]


def test_a_link_out_of_the_folder_is_said_and_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "来件", tmp_path / "别处"
    write_csv(inside / "税收.csv", TAX)
    write_csv(outside / "机密.csv", TAX)
    (inside / "链接.csv").symlink_to(outside / "机密.csv")
    (inside / "文件夹").symlink_to(outside)
    (inside / "上级").symlink_to("..")
    built = publish(inside)
    assert built.one("SELECT COUNT(*) FROM source_file") == 1
    said = built.issues("unreadable_file")
    assert sorted(issue["key"] for issue in said) == ["上级", "文件夹", "链接.csv"]
    assert all("输入文件夹以外" in issue["reason"] for issue in said)


def test_links_in_circles_end(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "甲" / "税收.csv", TAX)
    for name in ("圈一", "圈二", "甲/圈三"):
        (folder / name).symlink_to(folder)
    assert publish(folder).one("SELECT COUNT(*) FROM source_file") == 1


def test_a_layer_that_is_a_link_to_outside_is_left_alone(tmp_path: Path) -> None:
    write_layer(tmp_path / "外.gpkg", {"ZDDM": ["P1"], "ZDMJ": [1.0]}, [square(10)])
    write_csv(tmp_path / "来件" / "税收.csv", TAX)
    (tmp_path / "来件" / "宗地.gpkg").symlink_to(tmp_path / "外.gpkg")
    assert publish(tmp_path / "来件").one("SELECT COUNT(*) FROM parcel") == 0


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "税收.csv", TAX)
    really = read

    def reading_while_a_colleague_saves(source: SourceFile) -> list[RawTable]:
        found = really(source)
        write_csv(path, [*TAX, ["乙公司", code(2), 1.0]])
        return found

    monkeypatch.setattr(apart_reading, "read", reading_while_a_colleague_saves)
    _, found = apart_reading.read_in_this_process(path, path.name)
    assert isinstance(found, FileRefusedError)
    assert "读取的时候文件有变化" in str(found)


def test_files_that_are_written_all_the_time_end_in_a_build_or_a_refusal(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "名录.csv", table(f"企业名称 | 信用代码 | 行业\n甲公司 | {code(1)} | 食品"))
    row: list[Cell] = ["乙公司", code(2), 1.0]
    growing: Rows = [*TAX, *([row] * 500)]
    done = threading.Event()

    def write_on() -> None:
        while not done.is_set():
            write_csv(folder / "税收.csv", growing)
            (folder / "消失.csv").write_text("a,b\n")
            (folder / "消失.csv").unlink()

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        for number in range(3):
            assert (
                publish(folder, warehouse=tmp_path / f"w{number}").outcome.report["rows"]["enterprise"] >= 1
            )
    finally:
        done.set()
        writer.join()


def test_a_damaged_member_of_the_zip_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "税收.xlsx", TAX)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        at = package.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    content[at : at + 40] = b"\xff" * 40
    path.write_bytes(content)
    assert refusal(path)
