"""Natural breaks (Fisher–Jenks): classes whose members differ least from their class's mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def natural_breaks(rising: Sequence[float], classes: int) -> tuple[float, ...]:
    """The least value of every class but the first, for the best split of some hundred rising values into ``classes``.

    Exact, by dynamic programming: the best split of the first values into one class more is the best of all ways to add
    a last class. Equal values are never parted. Fewer distinct values than classes give fewer bounds.
    """
    values = np.asarray(rising, dtype=float)
    distinct, weight = np.unique(values, return_counts=True)
    if len(distinct) <= classes:
        return tuple(distinct[1:].tolist())
    spread = _spread(distinct, weight.astype(float))
    cost, begins = spread[0], []
    for _ in range(classes - 1):
        # Row: where the last class begins; column: where it ends.
        joined = np.concatenate([[np.inf], cost[:-1]])[:, None] + spread
        begins.append(joined.argmin(axis=0))
        cost = joined.min(axis=0)
    bounds, end = [], len(distinct) - 1
    for begin in reversed(begins):
        start = int(begin[end])
        bounds.append(float(distinct[start]))
        end = start - 1
    return tuple(reversed(bounds))


def _spread(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Sum of squared distances from the mean of the values from each (row) to each (column); infinite backwards."""
    counts = np.concatenate([[0], np.cumsum(weight)])
    sums = np.concatenate([[0], np.cumsum(weight * values)])
    squares = np.concatenate([[0], np.cumsum(weight * values**2)])
    first, last = np.arange(len(values))[:, None], np.arange(1, len(values) + 1)[None, :]
    held = np.maximum(counts[last] - counts[first], 1)
    spread = squares[last] - squares[first] - (sums[last] - sums[first]) ** 2 / held
    return np.where(last > first, np.maximum(spread, 0), np.inf)
