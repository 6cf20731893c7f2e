"""A year's tax list of so many firms: read bare, built whole by us, and done naively with pandas and openpyxl.

The naive way reads the file as text, finds the heading, checks every code, turns figures into numbers, drops totals and
repeated rows, sums by firm and stores one table: less than a build does, in the way that everybody writes first.
"""

from __future__ import annotations

import csv
import multiprocessing
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import xlsxwriter
from stdnum.cn import uscc

from etl.build import build
from etl.publish import Store

Facts = dict[str, Any]
HEADING = ("序号", "纳税人识别号", "纳税人名称", "行业", "所在镇街", "入库税额", "增值税", "企业所得税")
TOWNS = ("甲镇", "乙镇", "丙街道", "丁街道")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
# Openpyxl takes minutes and gigabytes beyond this; it is measured only when asked for.
NAIVE_XLSX_ROWS = 100_000


def make(path: str, rows: str) -> Facts:
    """Write the list as ``.xlsx`` or ``.csv`` (GBK), with title, unit line and a total, as the tax office sends it."""
    target, count = Path(path), int(rows)
    target.parent.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    (_write_xlsx if target.suffix == ".xlsx" else _write_csv)(target, count)
    return {"seconds": time.perf_counter() - started, "bytes": target.stat().st_size}


def _lines(count: int) -> Any:
    yield ("2023年度企业税收明细表",)
    yield ("单位：万元",)
    yield HEADING
    for number in range(1, count + 1):
        tax = number * 7919 % 1_000_000 / 100
        yield (
            number, _code(number), f"测试{number:07d}有限公司", 1300 + number % 3000, TOWNS[number % 4], tax,
            round(tax * 0.6, 2), round(tax * 0.3, 2),
        )  # fmt: skip
    whole = sum(number * 7919 % 1_000_000 for number in range(1, count + 1)) / 100
    yield ("合计", None, None, None, None, whole, None, None)


def _code(serial: int) -> str:
    body = f"91350104MA{serial:07d}"
    value = sum(ALPHABET.index(sign) * weight for sign, weight in zip(body, WEIGHTS, strict=True))
    return body + ALPHABET[-value % 31]


def _write_xlsx(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("税收")
        for at, line in enumerate(_lines(count)):
            sheet.write_row(at, 0, line)


def _write_csv(path: Path, count: int) -> None:
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(_lines(count))


def bare(path: str) -> Facts:
    """The floor: all cells as text in Arrow, nothing done with them."""
    # Imported here: the tasks import this module.
    from tests.bench.tasks import BARE

    started = time.perf_counter()
    rows = BARE[Path(path).suffix](Path(path))
    return {"seconds": time.perf_counter() - started, "rows": rows}


def ours(path: str, warehouse: str) -> Facts:
    """The whole build, from the file to the published snapshot."""
    started = time.perf_counter()
    outcome = build([Path(path).parent], Store(Path(warehouse)), keep=1)
    seconds = time.perf_counter() - started
    report = outcome.report
    return {
        "seconds": seconds,
        "steps": report["seconds"],
        "rows": report["rows"]["enterprise_year"],
        "children_bytes": _children_bytes(),
    }


def _children_bytes() -> int:
    """The most memory that the processes apart have held; 0 where the system does not say."""
    peaks = 0
    with suppress(ImportError):
        import resource  # not on Windows

        peaks = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    for child in multiprocessing.active_children():
        status = Path(f"/proc/{child.pid}/status")
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
        peaks += int(found.group(1)) * 1024 if found else 0
    return peaks


def naive(path: str, database: str) -> Facts:
    """The same facts by pandas, with openpyxl for the workbook."""
    started = time.perf_counter()
    frame = _read_naively(Path(path))
    read = time.perf_counter() - started
    heading = int(frame.index[(frame == "纳税人识别号").any(axis=1)][0])
    frame.columns = frame.iloc[heading].str.strip()
    frame = frame.iloc[heading + 1 :]
    frame = frame[~frame["序号"].str.contains("合计|小计|总计", na=False)]
    frame["纳税人识别号"] = frame["纳税人识别号"].str.strip().str.upper()
    frame["有效"] = frame["纳税人识别号"].apply(lambda code: uscc.is_valid(str(code)))
    frame["纳税人名称"] = frame["纳税人名称"].apply(lambda name: re.sub(r"\s+", "", str(name)))
    for column in ("入库税额", "增值税", "企业所得税"):
        frame[column] = frame[column].apply(
            lambda figure: pd.to_numeric(str(figure).replace(",", ""), errors="coerce")
        )
    frame = frame[frame["有效"]].drop_duplicates()
    summed = frame.groupby(["纳税人识别号", "纳税人名称"], as_index=False)["入库税额"].sum()
    with duckdb.connect(database) as db:
        db.execute("CREATE TABLE enterprise_year AS FROM summed")
    return {"seconds": time.perf_counter() - started, "steps": {"读取": round(read, 2)}, "rows": len(summed)}


def _read_naively(path: Path) -> pd.DataFrame:
    if path.suffix == ".xlsx":
        return pd.read_excel(path, header=None, dtype=str, engine="openpyxl")
    return pd.read_csv(path, header=None, dtype=str, encoding="gb18030", names=range(len(HEADING)))


INTAKE: Mapping[str, Callable[..., Facts]] = {
    "intake-make": make,
    "intake-bare": bare,
    "intake-ours": ours,
    "intake-naive": naive,
}
