"""Clean only the cells that need it: most cells of most files are clean, and one look at each is the cheapest pass."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from etl.clean.parsed import Parsed


def where(
    column: pa.ChunkedArray, pattern: str, clean: Callable[[pa.ChunkedArray], pa.ChunkedArray]
) -> pa.ChunkedArray:
    """``column`` with ``clean`` applied to the cells that ``pattern`` is found in; the others stay as they are."""
    mask = pc.fill_null(pc.match_substring_regex(column, pattern), False)
    if not pc.any(mask, min_count=0).as_py():
        return column
    return _with(column, mask, clean(pc.filter(column, mask)))


def unless(
    column: pa.ChunkedArray,
    pattern: str,
    plain: Callable[[pa.ChunkedArray], pa.ChunkedArray],
    parse: Callable[[pa.ChunkedArray], Parsed],
) -> Parsed:
    """Type a column: cells that fit ``pattern`` by ``plain``, which cannot fail on them, the others by ``parse``."""
    fits = pc.match_substring_regex(column, pattern)
    rest = pc.invert(pc.fill_null(fits, True))
    values = plain(pc.if_else(fits, column, pa.scalar(None, pa.string())))
    never = pa.chunked_array([pa.repeat(pa.scalar(False), len(column))])
    if not pc.any(rest, min_count=0).as_py():
        return Parsed(values, never)
    parsed = parse(pc.filter(column, rest))
    return Parsed(_with(values, rest, parsed.values), _with(never, rest, parsed.unreadable))


def _with(column: pa.ChunkedArray, mask: pa.ChunkedArray, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    whole = [each.combine_chunks() for each in (column, mask, cells)]
    return pa.chunked_array([pc.replace_with_mask(*whole)])
