"""Keep Python's garbage collector to what a run leaves behind."""

from __future__ import annotations

import atexit
import gc
from functools import cache


@cache
def spare_the_lasting() -> None:
    """Take all that exists by now out of the collector's rounds, once in the life of the process.

    Streamlit collects after every run of a page. The modules of plotly, pandas and their like, half a million
    objects that never go, made each of those rounds cost more than the run itself.
    """
    gc.collect()
    gc.freeze()
    # At its end the process cleans up as if nothing had been set aside; duckdb would complain of leaks.
    atexit.register(gc.unfreeze)
