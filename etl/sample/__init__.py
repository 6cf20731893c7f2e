"""A fictional district in the formats that offices really send, as large as wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from etl.sample.basemap import write_basemap
from etl.sample.block import block_sizes, draw_block
from etl.sample.truth import Truth
from etl.sample.write import DistrictFiles

__all__ = ["generate"]

DEFAULT_SEED = 350104
DEFAULT_ENTERPRISES = 620


def generate(
    out: Path,
    *,
    seed: int = DEFAULT_SEED,
    enterprises: int = DEFAULT_ENTERPRISES,
    truth: Path | None = None,
    basemap: Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> None:
    """Write the sample district into ``out``; the same arguments give the same bytes.

    Args:
        out: Folder for the files; made when missing, files of an earlier sample in it are replaced.
        seed: Which district.
        enterprises: Registered enterprises; all else grows in proportion, memory does not.
        truth: Where to write the sums that a right reading must find (JSON), if wanted.
        basemap: Where to write the background of its map, if wanted: a folder in ``data/reference/basemap``.
        progress: Called with a step's Chinese label, how much is done and how much there is.

    Raises:
        ValueError: If fewer enterprises are asked for than make a district.
    """
    tell = progress or _silent
    sizes = list(block_sizes(enterprises))
    files, facts = DistrictFiles(out), Truth()
    done = 0
    for number, size in enumerate(sizes):
        block = draw_block(seed, number, size)
        files.append(block)
        facts.add(block)
        if basemap and number == 0:
            write_basemap(basemap, block)
        done += size
        tell("生成企业", done, enterprises)
    files.close(tell)
    if truth:
        facts.write(truth, files.rows)


def _silent(_step: str, _done: int, _total: int) -> None:
    """Nobody watches."""
