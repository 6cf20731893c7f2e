"""What can be told of a zipped workbook (.xlsx .xlsm .ods) before and beside its cells: bombs, formulas, links.

A zip says how large its parts become; a part that lies about it meets the memory bound of the process apart.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from etl.read.compound import COMPOUND
from etl.read.model import FileRefusedError, Remark

ZIP = b"PK\x03\x04"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Of the old kind: the record that begins a workbook, and the one that says it is encrypted, which follows soon after.
BOOK_BEGINS, FILEPASS, RECORDS_BEFORE_IT = b"\x09\x08\x10\x00\x00\x06", 0x002F, 20
MAXIMUM_UNPACKED_BYTES = 2 << 30
MAXIMUM_PARTS = 20_000
# Programs that write formulas without values write few rows; a part of the sheet tells them.
BYTES_LOOKED_AT = 8 << 20
# <c r="B2"><f>SUM(…)</f></c>, or with an empty <v>: nobody has calculated it.
UNCALCULATED = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    KeyError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    EOFError,
)


def is_locked(content: bytes) -> bool:
    """Whether a password is needed to open the workbook, of whatever kind."""
    if content.startswith(COMPOUND):
        return ENCRYPTED_PACKAGE in content or _has_file_pass(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            manifest = package.getinfo("META-INF/manifest.xml")
            return manifest.file_size < BYTES_LOOKED_AT and b"encryption-data" in package.read(manifest)
    except BROKEN:
        return False


def _has_file_pass(content: bytes) -> bool:
    at = content.find(BOOK_BEGINS)
    for _ in range(RECORDS_BEFORE_IT if at >= 0 else 0):
        if at + 4 > len(content):
            return False
        kind, length = struct.unpack_from("<HH", content, at)
        if kind == FILEPASS:
            return True
        at += 4 + length
    return False


def refuse_bomb(content: bytes) -> None:
    """Refuse a workbook that unpacks to more than `MAXIMUM_UNPACKED_BYTES`.

    Raises:
        FileRefusedError: the message says the limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except BROKEN:
        return  # the reader says what is wrong with it
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAXIMUM_UNPACKED_BYTES or len(parts) > MAXIMUM_PARTS:
        raise FileRefusedError(
            f"工作簿解压后有 {unpacked / (1 << 30):,.1f} GiB、{len(parts):,} 个部分，超过上限 2 GiB、{MAXIMUM_PARTS:,} 个，"
            "没有读取；请把数据另存为新的工作簿，或拆分后再导入。"
        )


def remarks_on(content: bytes) -> tuple[Mapping[str, Remark], tuple[Remark, ...]]:
    """What is worth saying of sheets, by name, and of the workbook as a whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            of_sheets = dict(_uncalculated(package))
            return of_sheets, tuple(_links(package))
    except (*BROKEN, ElementTree.ParseError):
        return {}, ()


def _links(package: zipfile.ZipFile) -> Iterator[Remark]:
    count = sum(name.startswith("xl/externalLinks/externalLink") for name in package.namelist())
    if count:
        yield Remark(
            "external_links",
            f"工作簿引用了 {count} 个外部文件，读到的是上次保存的值；外部文件没有打开。",
            "请在表格软件中更新链接并“选择性粘贴为数值”后重新发送。",
        )


def _uncalculated(package: zipfile.ZipFile) -> Iterator[tuple[str, Remark]]:
    for name, part in _sheets(package):
        with package.open(part) as stream:
            cells = [cell.decode() for cell in UNCALCULATED.findall(stream.read(BYTES_LOOKED_AT))]
        if cells:
            places = "、".join(cells[:5])
            yield (
                name,
                Remark(
                    "formula_without_value",
                    f"有 {len(cells)} 个公式没有计算结果（{places}{'等' if len(cells) > 5 else ''}），按缺失处理。",
                    "请用表格软件打开这个文件，等它算完后保存，再重新导入。",
                ),
            )


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of every sheet of an .xlsx and the part that holds it."""
    names = set(package.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():  # noqa: S314
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = targets.get(sheet.get(RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in names:
                yield sheet.get("name", ""), part
