"""Layers (.shp .gpkg .geojson .gdb .kml .dxf) → all-text attributes plus WKB shapes."""

from __future__ import annotations

import re
import struct
import warnings
from pathlib import Path

import pyarrow as pa
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from etl.read.drawings import parcels_drawn
from etl.read.kml import read_kml
from etl.read.model import FileRefusedError, RawTable, Remark, SourceFile, text_table

# Strict GB 18030 accepts nearly any Big5 text, but turns part of it into private-use characters.
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
GDAL_ENCODINGS = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "big5-hkscs": "BIG5-HKSCS",
    "gb18030-with-private-use": "GB18030",
}
SHAPEFILE_PARTS = (".shp", ".dbf", ".shx", ".prj", ".cpg")


def read_layers(source: SourceFile) -> list[RawTable]:
    """Read every layer of a vector file.

    Raises:
        FileRefusedError: broken, incomplete (a shapefile without its .dbf) or in an unknown encoding.
    """
    if source.location.suffix.lower() == ".kml":
        return read_kml(source)
    options = _shapefile_options(source.location) if source.location.suffix.lower() == ".shp" else {}
    try:
        layers = pyogrio.list_layers(source.location)
        tables = [_read_layer(source, str(name), options) for name, _ in layers]
        if source.location.suffix.lower() == ".dxf":
            tables = [drawn for table in tables for drawn in parcels_drawn(table)]
    except (DataSourceError, DataLayerError, pa.ArrowInvalid, UnicodeDecodeError) as error:
        detail = str(error).split("\n", 1)[0][:120]
        raise FileRefusedError(f"图层无法读取（{detail}），请从源系统重新导出。") from error
    return [table for table in tables if table.cells.num_rows]


def _read_layer(source: SourceFile, layer: str, options: dict[str, str]) -> RawTable:
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        meta, table = pyogrio.read_arrow(source.location, layer=layer, **options)
    geometry = meta["geometry_name"] or "wkb_geometry"
    names = [name for name in table.column_names if name != geometry and name != meta.get("fid_column")]
    shapes = table.column(geometry).cast(pa.binary()) if geometry in table.column_names else None
    return RawTable(
        source,
        layer,
        text_table([_as_text(table.column(name)) for name in names])
        if names
        else _no_columns(table.num_rows),
        headings=tuple(names),
        shapes=shapes,
        crs=meta["crs"],
        remarks=tuple(dict.fromkeys(_remark(str(complaint.message)) for complaint in complaints)),
    )


def _remark(complaint: str) -> Remark:
    """What the reading library complained of, in its own words."""
    words = complaint.split("\n", 1)[0]
    return Remark("reader_remark", f"读取图层时提示：{words}。", "请核对图形；如有缺失请重新导出。")


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_struct(kind) or pa.types.is_binary(kind):
        return pa.chunked_array([pa.nulls(len(column), pa.string())])
    return column.cast(pa.string())


def _no_columns(rows: int) -> pa.Table:
    return pa.table({"c0": pa.nulls(rows, pa.string())})


def _shapefile_options(location: Path) -> dict[str, str]:
    """GDAL's ENCODING option: what the .cpg says, else UTF-8 if the attribute table is, else GB 18030."""
    dbf = _sibling(location, ".dbf")
    if dbf is None or _sibling(location, ".shx") is None:
        raise FileRefusedError("缺少同名的 .dbf 或 .shx 文件，请把 .shp/.dbf/.shx/.prj 放在一起发送。")
    if _sibling(location, ".cpg") is not None:
        return {}
    return {"ENCODING": _encoding_of(_records(dbf.read_bytes()))}


def _encoding_of(body: bytes) -> str:
    """UTF-8 where it fits; else GB 18030, unless that gives private-use characters where Big5 gives none."""
    for encoding in ("utf-8", "gb18030", "big5-hkscs", "gb18030-with-private-use"):
        try:
            text = body.decode(encoding.removesuffix("-with-private-use"))
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or not PRIVATE_USE.search(text):
            return GDAL_ENCODINGS[encoding]
    raise FileRefusedError("属性表（.dbf）既不是 UTF-8 也不是 GBK 编码，请附上 .cpg 文件或重新导出。")


def _records(content: bytes) -> bytes:
    """The part of a DBF file that holds the records, padding blanked out (field names are ASCII)."""
    if len(content) < 32:
        raise FileRefusedError("属性表（.dbf）不完整，请重新导出。")
    (header_bytes,) = struct.unpack_from("<H", content, 8)
    return content[header_bytes:].rstrip(b"\x1a").replace(b"\x00", b" ")


def _sibling(location: Path, suffix: str) -> Path | None:
    for candidate in (location.with_suffix(suffix), location.with_suffix(suffix.upper())):
        if candidate.exists():
            return candidate
    return None


def parts(location: Path) -> list[Path]:
    """The files whose content makes up the data set: a shapefile's parts, a geodatabase's files, else the file."""
    if location.is_dir():
        return sorted(path for path in location.rglob("*") if path.is_file())
    if location.suffix.lower() == ".shp":
        return [found for suffix in SHAPEFILE_PARTS if (found := _sibling(location, suffix)) is not None]
    return [location]
