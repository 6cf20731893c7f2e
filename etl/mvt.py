"""Vector tiles (Mapbox Vector Tile 2.1): polygons on a tile's grid and their properties → the bytes of one layer.

Whole arrays are encoded at once. A message of a feature is, but for nothing, a run of varints: lengths, tags, commands and
deltas; so each is worked out as an integer and all of them are written as bytes in one go.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

EXTENT = 4096
MOVE_TO_ONE, LINE_TO, CLOSE_PATH = 9, 2, 15
POLYGON = 3
# Field numbers with wire type, as the specification gives them.
TILE_LAYER, LAYER_NAME, LAYER_FEATURE, LAYER_KEY, LAYER_VALUE = 0x1A, 0x0A, 0x12, 0x1A, 0x22
LAYER_VERSION_2, LAYER_EXTENT = b"\x78\x02", b"\x28\x80\x20"
FEATURE_TAGS, FEATURE_TYPE, FEATURE_GEOMETRY = 0x12, 0x18, 0x22
VALUE_TEXT, VALUE_DOUBLE, VALUE_SIGNED = 0x0A, 0x19, 0x30

Ints = npt.NDArray[np.int64]
VARINT_BOUNDS = np.array([1 << bits for bits in (7, 14, 21, 28)])


@dataclass(frozen=True)
class Rings:
    """Polygons as rings of whole numbers on a grid, none closed by its first point again.

    Attributes:
        points: every corner, x and y in columns, ring after ring.
        ring_sizes: corners of each ring, at least three.
        rings_of: rings of each feature, outer ones first as they wind; at least one.
    """

    points: Ints
    ring_sizes: Ints
    rings_of: Ints

    @cached_property
    def commands_of(self) -> Ints:
        """How many numbers the drawing commands of each feature are."""
        return np.add.reduceat(2 * self.ring_sizes + 3, starts(self.rings_of))


def starts(sizes: Ints) -> Ints:
    """Where each run of these sizes begins when they stand one after another."""
    begins = np.zeros(len(sizes), dtype=np.int64)
    np.cumsum(sizes[:-1], out=begins[1:])
    return begins


def commands(rings: Rings) -> Ints:
    """The drawing commands of all features: per ring move, line to every further corner, close; steps zigzag coded."""
    sizes, first = rings.ring_sizes, starts(rings.ring_sizes)
    lengths = 2 * sizes + 3
    begins = starts(lengths)
    stream = np.empty(int(lengths.sum()), dtype=np.int64)
    stream[begins] = MOVE_TO_ONE
    stream[begins + 3] = ((sizes - 1) << 3) | LINE_TO
    stream[begins + lengths - 1] = CLOSE_PATH
    steps = np.diff(rings.points, axis=0, prepend=0)
    # The cursor goes on from ring to ring of a feature and begins anew, at nought, with the next feature.
    opening = first[starts(rings.rings_of)]
    steps[opening] = rings.points[opening]
    within = np.arange(len(steps)) - np.repeat(first, sizes)
    at = np.repeat(begins, sizes) + 1 + 2 * within + (within > 0)
    coded = (steps << 1) ^ (steps >> 63)
    stream[at], stream[at + 1] = coded[:, 0], coded[:, 1]
    return stream


def varint_sizes(values: Ints) -> Ints:
    """How many bytes each number takes, one to five."""
    return np.searchsorted(VARINT_BOUNDS, values, side="right") + 1


def varints(values: Ints) -> bytes:
    """The numbers as varints, one after another."""
    sizes = varint_sizes(values)
    begins = starts(sizes)
    written = np.empty(int(sizes.sum()), dtype=np.uint8)
    for place in range(int(sizes.max(initial=0))):
        there = sizes > place
        goes_on = np.where(sizes[there] > place + 1, 0x80, 0)
        written[begins[there] + place] = ((values[there] >> (7 * place)) & 0x7F) | goes_on
    return written.tobytes()


def varint(value: int) -> bytes:
    """One number as a varint; for many at once see `varints`."""
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)


def delimited(field: int, content: bytes) -> bytes:
    """A field that holds bytes: its number, the length, the bytes."""
    return bytes((field,)) + varint(len(content)) + content


def text_value(text: str) -> bytes:
    """A text as a value of a layer."""
    return delimited(VALUE_TEXT, text.encode())


def number_value(number: float) -> bytes:
    """A number as a value of a layer, to its last bit."""
    return struct.pack("<Bd", VALUE_DOUBLE, number)


def whole_value(number: int) -> bytes:
    """A whole number as a value of a layer."""
    return bytes((VALUE_SIGNED,)) + varint((number << 1) ^ (number >> 63))


def layer(
    name: str, keys: Sequence[str], tags: Ints, values: Sequence[bytes], geometry: Mapping[str, Ints]
) -> bytes:
    """A tile of one layer.

    Args:
        name: the layer's.
        keys: names of the properties, in the order of the columns of ``tags``.
        tags: feature × key: the place of its value among ``values``, below nought for none.
        values: each value encoded by one of the functions above.
        geometry: ``commands`` of all features one after another and ``sizes``, how many are each feature's.
    """
    features = _features(tags, geometry["commands"], geometry["sizes"])
    content = b"".join(
        (
            LAYER_VERSION_2,
            delimited(LAYER_NAME, name.encode()),
            features,
            *(delimited(LAYER_KEY, key.encode()) for key in keys),
            *(delimited(LAYER_VALUE, value) for value in values),
            LAYER_EXTENT,
        )
    )
    return delimited(TILE_LAYER, content)


def _features(tags: Ints, drawn: Ints, drawn_sizes: Ints) -> bytes:
    """Every feature's message: field and length, tags, type, commands."""
    held = tags >= 0
    pairs = np.stack(np.broadcast_arrays(np.arange(tags.shape[1]), tags), axis=2)[held].ravel()
    pair_sizes = 2 * held.sum(axis=1)
    tag_bytes = _sums(varint_sizes(pairs), pair_sizes)
    drawn_bytes = _sums(varint_sizes(drawn), drawn_sizes)
    length = tag_bytes + drawn_bytes + varint_sizes(tag_bytes) + varint_sizes(drawn_bytes) + 4
    head = np.stack(
        [np.full_like(length, LAYER_FEATURE), length, np.full_like(length, FEATURE_TAGS), tag_bytes], axis=1
    )
    middle = np.stack(
        [
            np.full_like(length, FEATURE_TYPE),
            np.full_like(length, POLYGON),
            np.full_like(length, FEATURE_GEOMETRY),
            drawn_bytes,
        ],
        axis=1,
    )
    return varints(_woven(len(length), (head, 4), (pairs, pair_sizes), (middle, 4), (drawn, drawn_sizes)))


def _sums(values: Ints, sizes: Ints) -> Ints:
    """The sum of each run of these sizes; nought of an empty one."""
    ends = np.concatenate([[0], np.cumsum(values)])
    begins = starts(sizes)
    sums: Ints = ends[begins + sizes] - ends[begins]
    return sums


def _woven(count: int, *parts: tuple[Ints, Ints | int]) -> Ints:
    """``count`` runs, each made of its share of every part in turn; a part comes with the sizes of its shares."""
    sizes = [np.broadcast_to(np.asarray(size, dtype=np.int64), (count,)) for _, size in parts]
    begins = starts(np.sum(sizes, axis=0))
    woven = np.empty(int(np.sum(sizes)), dtype=np.int64)
    for (part, _), size in zip(parts, sizes, strict=True):
        within = np.arange(int(size.sum())) - np.repeat(starts(size), size)
        woven[np.repeat(begins, size) + within] = part.ravel()
        begins = begins + size
    return woven
