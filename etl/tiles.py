"""A pyramid of vector tiles out of polygons, in one PMTiles file: what the map draws, however many parcels there are.

Small scales hold the largest shapes that a tile has room for, so that the first view stays light; the largest scale holds
every shape.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

from etl import mvt
from etl import tile_shapes as drawn
from etl.mvt import EXTENT, Ints
from etl.tile_shapes import LARGEST_ZOOM, Shapes

# A screen is about two tiles high: scales further out than the whole layer are for looking at it from afar.
ZOOMS_OUT = 3
# Bytes of a tile before it is packed, which halves them: a dozen tiles fill a screen of 1600 × 1000.
ROOM = 44_000
BYTES_A_SHAPE, BYTES_A_CORNER, BYTES_A_PROPERTY, MOST_CORNERS = 20, 3, 5, 40
# A parcel across more tiles than this is a mistake in its coordinates: it would be 17 km long.
MOST_TILES_ACROSS = 16
PACKED = 6
BLOCK = 100_000


class TileError(Exception):
    """A file of tiles cannot be used; the message says in Chinese which and why."""


@dataclass(frozen=True)
class Pyramid:
    """What a file of tiles holds.

    Attributes:
        smallest_zoom: the first that has tiles; the last is `LARGEST_ZOOM`.
        complete_from: the zoom from which on every shape is in its tiles.
        shapes: how many shapes there are.
        strayed: places of the shapes that are left out, for they are as large as a district.
    """

    smallest_zoom: int
    complete_from: int
    shapes: int
    strayed: tuple[int, ...]


def write_tiles(
    path: Path,
    name: str,
    shapes: Shapes,
    properties: pa.Table,
    metadata: Mapping[str, Any],
    *,
    widest: int = MOST_TILES_ACROSS,
) -> Pyramid | None:
    """Write the tiles of one layer; None, and no file, where there is no shape to draw.

    Args:
        path: the PMTiles file to make.
        name: the layer's.
        shapes: polygons in longitude and latitude, None for a row without one.
        properties: one row a shape, texts, doubles and whole numbers; what is missing is left out of its feature.
        metadata: kept in the file.
        widest: shapes across more tiles of the largest scale are left out.
    """
    there = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    world = drawn.on_grid(shapes[there])
    bounds = shapely.bounds(world)
    fits = (bounds[:, 2:] - bounds[:, :2]).max(axis=1, initial=0) <= widest * EXTENT
    strayed = tuple(there[~fits].tolist())
    there, world, bounds = there[fits], world[fits], bounds[fits]
    if not len(there):
        return None
    layer = _Layer(name, world, bounds, _Properties(properties.take(pa.array(there))))
    smallest, complete = _smallest_zoom(bounds), LARGEST_ZOOM
    with write(str(path)) as out:
        for zoom in range(smallest, LARGEST_ZOOM + 1):
            pairs, left_out = layer.pairs(zoom)
            complete = zoom + 1 if left_out else min(complete, zoom)
            for tile_id, content in layer.tiles(pairs, zoom):
                out.write_tile(tile_id, content)
        about = {**metadata, "complete_from": complete, "vector_layers": [_described(name, properties)]}
        out.finalize(_header(shapely.total_bounds(shapes[there])), about)
    return Pyramid(smallest, complete, len(there), strayed)


def check_file(path: Path) -> Mapping[str, Any]:
    """The metadata of a PMTiles file that is all there.

    Raises:
        TileError: it is cut off or no PMTiles file.
    """
    try:
        with path.open("rb") as file:
            reader = Reader(MmapSource(file))
            header, metadata = reader.header(), reader.metadata()
    except Exception as error:  # the reader raises whatever its first bytes lead it to
        raise TileError(f"{path.name} 不是完整的 PMTiles 文件（{type(error).__name__}）。") from error
    wanted, there = header["tile_data_offset"] + header["tile_data_length"], path.stat().st_size
    if there < wanted:
        raise TileError(f"{path.name} 不完整：应有 {wanted} 字节，只有 {there} 字节。")
    return dict(metadata)


@dataclass(frozen=True)
class _Pairs:
    """Which shape is drawn in which tile; tile after tile as the file numbers them, the largest shape first.

    Attributes:
        shape: places of shapes.
        tile: x and y of the tile, in columns.
        tile_id: the tile's number in the file.
    """

    shape: Ints
    tile: Ints
    tile_id: Ints

    def of(self, which: npt.NDArray[Any] | slice) -> _Pairs:
        """Some of the pairs."""
        return _Pairs(self.shape[which], self.tile[which], self.tile_id[which])

    @cached_property
    def begins(self) -> Ints:
        """Where each tile begins."""
        return np.flatnonzero(np.diff(self.tile_id, prepend=-1))

    def blocks(self) -> Iterator[_Pairs]:
        """Whole tiles, some `BLOCK` pairs at a time: memory does not grow with the number of shapes."""
        begin = 0
        while begin < len(self.shape):
            later = self.begins[self.begins >= begin + BLOCK]
            end = int(later[0]) if len(later) else len(self.shape)
            yield self.of(slice(begin, end))
            begin = end


class _Layer:
    """The shapes of one layer with what each tile needs of them."""

    def __init__(self, name: str, world: Shapes, bounds: drawn.Floats, properties: _Properties) -> None:
        self._name = name
        self._world = shapely.orient_polygons(world, exterior_cw=False)
        self._bounds = bounds
        self._properties = properties
        order = np.argsort(-shapely.area(world), kind="stable")
        self._rank = np.empty(len(world), dtype=np.int64)
        self._rank[order] = np.arange(len(world))
        corners = np.minimum(shapely.get_num_coordinates(world), MOST_CORNERS)
        self._bytes = BYTES_A_SHAPE + BYTES_A_CORNER * corners + BYTES_A_PROPERTY * len(properties.keys)

    def pairs(self, zoom: int) -> tuple[_Pairs, bool]:
        """What is drawn at ``zoom``, and whether anything had to be left out for want of room."""
        every = self._all_pairs(zoom)
        every = every.of(np.lexsort((self._rank[every.shape], every.tile_id)))
        if zoom == LARGEST_ZOOM:
            return every, False
        weight = self._bytes[every.shape]
        taken = np.cumsum(weight)
        sizes = np.diff(np.append(every.begins, len(taken)))
        fits = taken - np.repeat((taken - weight)[every.begins], sizes) <= ROOM
        fits[every.begins] = True
        return every.of(fits), not fits.all()

    def _all_pairs(self, zoom: int) -> _Pairs:
        steps = self._bounds * drawn.scale(zoom)
        last = (1 << zoom) - 1
        low = np.clip((steps[:, :2] - drawn.BUFFER) // EXTENT, 0, last).astype(np.int64)
        high = np.clip((steps[:, 2:] + drawn.BUFFER) // EXTENT, 0, last).astype(np.int64)
        across = high - low + 1
        counts = across.prod(axis=1)
        shape = np.repeat(np.arange(len(counts)), counts)
        within = np.arange(len(shape)) - np.repeat(mvt.starts(counts), counts)
        rows = across[shape, 1]
        tile = low[shape] + np.column_stack([within // rows, within % rows])
        keys, where = np.unique((tile[:, 0] << zoom) | tile[:, 1], return_inverse=True)
        numbers = np.array([zxy_to_tileid(zoom, key >> zoom, key & last) for key in keys.tolist()])
        return _Pairs(shape, tile, numbers[where])

    def tiles(self, pairs: _Pairs, zoom: int) -> Iterator[tuple[int, bytes]]:
        """Every tile of ``zoom``, packed, with its number in the file, in the order of those."""
        for block in pairs.blocks():
            yield from self._tiles(block, zoom)

    def _tiles(self, block: _Pairs, zoom: int) -> Iterator[tuple[int, bytes]]:
        used, where = np.unique(block.shape, return_inverse=True)
        parts = drawn.cut(drawn.simplified(self._world[used], zoom)[where], block.tile, zoom)
        there = ~shapely.is_empty(parts)
        block = block.of(there)
        rings = drawn.rings(parts[there], block.tile, zoom)
        commands, sizes = mvt.commands(rings), rings.commands_of
        at = np.append(mvt.starts(sizes), len(commands))
        ends = np.append(block.begins[1:], len(block.shape))
        for begin, end in zip(block.begins.tolist(), ends.tolist(), strict=True):
            geometry = {"commands": commands[at[begin] : at[end]], "sizes": sizes[begin:end]}
            tags, values = self._properties.of(block.shape[begin:end])
            content = mvt.layer(self._name, self._properties.keys, tags, values, geometry)
            yield int(block.tile_id[begin]), gzip.compress(content, PACKED, mtime=0)


class _Properties:
    """The properties of all shapes, from which each tile takes its own."""

    def __init__(self, table: pa.Table) -> None:
        self.keys = table.column_names
        self._columns = [_column(table[name].combine_chunks()) for name in self.keys]

    def of(self, shapes: Ints) -> tuple[Ints, list[bytes]]:
        """For these shapes: the place of each property's value among the values, and the values themselves."""
        tags = np.full((len(shapes), len(self.keys)), -1, dtype=np.int64)
        values: list[bytes] = []
        for at, (codes, encoded) in enumerate(self._columns):
            own = codes[shapes]
            known = own >= 0
            used, where = np.unique(own[known], return_inverse=True)
            tags[known, at] = len(values) + where
            values += [encoded[code] for code in used]
        return tags, values


def _column(column: pa.Array) -> tuple[Ints, list[bytes]]:
    """Each row's place among the distinct values, -1 where it is missing, and those values as a layer keeps them."""
    held = column.dictionary_encode()
    codes = pc.fill_null(held.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
    encode: Any = (
        mvt.text_value
        if pa.types.is_string(column.type)
        else mvt.number_value
        if pa.types.is_floating(column.type)
        else mvt.whole_value
    )
    return codes, [encode(value) for value in held.dictionary.to_pylist()]


def _described(name: str, properties: pa.Table) -> dict[str, Any]:
    """The layer as programs that read maps want it told."""
    kinds = {
        field.name: "String" if pa.types.is_string(field.type) else "Number" for field in properties.schema
    }
    return {"id": name, "fields": kinds}


def _smallest_zoom(bounds: npt.NDArray[np.float64]) -> int:
    side = max(bounds[:, 2].max() - bounds[:, 0].min(), bounds[:, 3].max() - bounds[:, 1].min(), 1.0)
    return max(0, min(LARGEST_ZOOM, math.floor(math.log2(drawn.WORLD / side))) - ZOOMS_OUT)


def _header(degrees: npt.NDArray[np.float64]) -> dict[str, Any]:
    west, south, east, north = (round(value * 10_000_000) for value in degrees.tolist())
    return {
        "tile_compression": Compression.GZIP,
        "tile_type": TileType.MVT,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": 0,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }
