"""Real workbooks, mutated: bytes flipped and cut, cells exchanged. Each ends in a published build or a named refusal.

`MUJUN_FUZZ_SECONDS` says how long to go on (45 by default); the seed of a failure is in its message.
"""

from __future__ import annotations

import os
import random
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.build import NothingUsableError, build
from etl.inspection import inspect
from etl.publish import Store
from etl.suggest import mapping_text

ROOT = Path(__file__).resolve().parents[2]
SECONDS = float(os.environ.get("MUJUN_FUZZ_SECONDS") or 45)
FIRST_SEED = int(os.environ.get("MUJUN_FUZZ_SEED") or 0)
LARGEST = 400_000
FOLDERS = (ROOT / "data" / "sample", ROOT.parent / "shared" / "data")
SUFFIXES = (".xlsx", ".xls", ".csv", ".geojson", ".shp")
CELL = re.compile(rb"<v>[^<]*</v>|<t[^>]*>[^<]*</t>")
HOSTILE = (
    b"<v>1E999</v>", b"<v>-0</v>", b"<v>NaN</v>", b"<v></v>", b"<v>99999999999999999999</v>", b"<v>-1</v>",
    "<t>，</t>".encode(), "<t>单位：元、万元</t>".encode(), "<t>合计</t>".encode(), b"<t>\xf0\x9f\x98\x80</t>", b"<t>=1+1</t>",
    "<t>２０２３年１３月</t>".encode(), b"<t>'</t>", b"<t>%</t>", b"<t>1e309</t>", b"<t>#REF!</t>",
)  # fmt: skip

Mutation = Callable[[bytes, random.Random], bytes]


def flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 4, 64))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] if chance.random() < 0.5 else content[:at] + content[at + chance.randrange(1, 2000) :]


def repeated(content: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(content)), chance.randrange(1, 500)
    return content[:at] + content[at : at + length] * chance.randrange(2, 20) + content[at + length :]


def exchanged(content: bytes, chance: random.Random) -> bytes:
    """Cells of one part in one another's place, or replaced by what an office would never write."""
    places = [found.span() for found in CELL.finditer(content)]
    if len(places) < 2:
        return flipped(content, chance)
    for _ in range(chance.choice((1, 10, 100))):
        (start, end), (other, last) = chance.choice(places), chance.choice(places)
        new = chance.choice(HOSTILE) if chance.random() < 0.5 else content[other:last]
        content = content[:start] + new.ljust(end - start)[: end - start] + content[end:]
    return content


MUTATIONS: tuple[Mutation, ...] = (flipped, cut, repeated, exchanged)


def inside(content: bytes, chance: random.Random) -> bytes:
    """A mutation of one unpacked part of a zipped workbook, so that it is met behind the checksum too."""
    from io import BytesIO

    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as package,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        names = package.namelist()
        chosen = chance.choice(
            [name for name in names if "sheet" in name.lower() or "shared" in name] or names
        )
        for name in names:
            part = package.read(name)
            out.writestr(name, chance.choice(MUTATIONS)(part, chance) if name == chosen and part else part)
    return packed.getvalue()


def mutated(content: bytes, chance: random.Random) -> bytes:
    if content.startswith(b"PK") and chance.random() < 0.75:
        return inside(content, chance)
    return chance.choice(MUTATIONS)(content, chance)


def originals() -> list[Path]:
    found = (path for folder in FOLDERS if folder.is_dir() for path in sorted(folder.rglob("*")))
    return [path for path in found if path.suffix in SUFFIXES and 0 < path.stat().st_size < LARGEST]


def put(path: Path, folder: Path, chance: random.Random) -> None:
    """The mutated file, with the unmutated parts beside it that it needs."""
    folder.mkdir(parents=True)
    for part in path.parent.glob(f"{path.stem}.*") if path.suffix == ".shp" else [path]:
        content = part.read_bytes()
        hit = part == path or (path.suffix == ".shp" and chance.random() < 0.5)
        (folder / part.name).write_bytes(mutated(content, chance) if hit and content else content)


def ends_well(folder: Path, store: Store) -> str:
    """Published, or refused with findings that name the file, a reason and a next step."""
    try:
        outcome = build([folder], store)
    except NothingUsableError as error:
        findings = error.gathered.log.table().to_pylist()
        ending = "nothing usable"
    else:
        if outcome.build_id is not None:
            return "published"
        findings = outcome.report["error_rows"]
        ending = "stopped by a check"
    assert findings
    for finding in findings:
        assert finding["reason"].endswith(("。", "）", "：")), finding
        assert "Traceback" not in finding["reason"]
        assert finding["next_step"]
    return ending


@pytest.mark.filterwarnings("ignore")
def test_mutated_files_end_in_a_published_build_or_a_named_refusal(tmp_path: Path) -> None:
    files = originals()
    until, seed, endings = time.monotonic() + SECONDS, FIRST_SEED, dict[str, int]()
    while time.monotonic() < until or seed == FIRST_SEED:
        chance = random.Random(seed)  # noqa: S311
        path = chance.choice(files)
        folder = tmp_path / f"{seed}" / "来件"
        put(path, folder, chance)
        try:
            # The suggestion is made of whatever the files say, so it too must hold whatever they say.
            if chance.random() < 0.2:
                mapping_text(list(inspect([folder], ())))
            ending = ends_well(folder, Store(tmp_path / f"{seed}" / "w"))
        except Exception as error:
            error.add_note(f"MUJUN_FUZZ_SEED={seed}, mutated from {path.name}, kept as {folder}")
            raise
        endings[ending] = endings.get(ending, 0) + 1
        seed += 1
    assert endings.get("published"), endings
