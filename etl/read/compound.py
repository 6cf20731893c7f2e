"""The container of old office files (.xls, .et): a file system in a file, of which we want one stream."""

from __future__ import annotations

import struct
from collections.abc import Iterator

COMPOUND = b"\xd0\xcf\x11\xe0"
LAST = 0xFFFFFFFA
ENTRY_BYTES = 128
SHORT_SECTOR_BYTES = 64
SECTOR_POWERS = (9, 12)


class CompoundFile:
    """Answers streams by name.

    Raises:
        ValueError, struct.error: the container is broken.
    """

    def __init__(self, content: bytes) -> None:
        """Read the allocation table and the directory."""
        self._content = content
        (power,) = struct.unpack_from("<H", content, 30)
        if power not in SECTOR_POWERS:
            raise ValueError("sector")
        self._sector = 1 << power
        (self._directory, self._least) = struct.unpack_from("<I4xI", content, 48)
        (self._short_table,) = struct.unpack_from("<I", content, 60)
        self._table = self._allocation()

    def stream(self, name: str) -> bytes:
        """The content of the stream ``name``."""
        directory = self._chain(self._directory)
        entries = [directory[at : at + ENTRY_BYTES] for at in range(0, len(directory), ENTRY_BYTES)]
        for entry in entries:
            start, size = struct.unpack_from("<II", entry, 116)
            if _name(entry) != name:
                continue
            if size >= self._least:
                return self._chain(start)[:size]
            return self._short_chain(start, self._chain(struct.unpack_from("<I", entries[0], 116)[0]))[:size]
        raise ValueError(name)

    def _allocation(self) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        (further, count) = struct.unpack_from("<II", self._content, 68)
        held = len(self._content) // self._sector
        for _ in range(min(count, held)):
            *listed, further = self._numbers(self._at(further))
            sectors += listed
        if sum(sector < LAST for sector in sectors) > held:
            raise ValueError("allocation")
        return tuple(
            number for sector in sectors if sector < LAST for number in self._numbers(self._at(sector))
        )

    def _numbers(self, block: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(block) // 4}I", block)

    def _at(self, sector: int) -> bytes:
        return self._content[(sector + 1) * self._sector : (sector + 2) * self._sector]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._at(sector) for sector in _follow(start, self._table))

    def _short_chain(self, start: int, short_stream: bytes) -> bytes:
        table = self._numbers(self._chain(self._short_table))
        size = SHORT_SECTOR_BYTES
        return b"".join(short_stream[at * size : (at + 1) * size] for at in _follow(start, table))


def _follow(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain; one that runs in a circle is broken."""
    for _ in range(len(table) + 1):
        if start >= LAST:
            return
        yield start
        if start >= len(table):
            raise ValueError("chain")
        start = table[start]
    raise ValueError("circle")


def _name(entry: bytes) -> str:
    (length,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
