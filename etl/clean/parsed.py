"""What a cleaner answers: the values, and which cells held something that it could not read."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Parsed:
    """Typed values and the mask of unreadable cells; a missing cell is null in ``values`` and not unreadable."""

    values: pa.ChunkedArray
    unreadable: pa.ChunkedArray

    @classmethod
    def of(cls, source: pa.ChunkedArray, values: pa.ChunkedArray) -> Parsed:
        """Unreadable is what was there in ``source`` and is not there in ``values``."""
        return cls(values, pc.and_(pc.is_valid(source), pc.is_null(values)))
