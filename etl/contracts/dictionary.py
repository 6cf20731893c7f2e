"""The contract as documents: the data dictionary, and what a file that an office sends may look like.

Rendering is pure; only `write` touches the disk. A test holds the committed documents equal to what this renders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from etl.contracts import CONTRACTS, TABLES, Column, Contract, Field, Table
from etl.contracts.carriers import CARRIER_IDS
from etl.contracts.cloud_adoption import ADOPTION_ID
from etl.contracts.columns import ENTERPRISE_ID, RECEIVED_ON
from etl.contracts.decline import WATCH_ID
from etl.contracts.land_contract import CONTRACT_ID
from etl.contracts.services import CASE_IDS
from etl.contracts.supply import SUPPLIER_ID
from etl.contracts.temporary_land import TEMPORARY_ID
from etl.contracts.units import FACTORS, SPELLINGS
from etl.contracts.upgrade_pool import POOL_ID

DICTIONARY = "数据字典.md"
FORMATS = "来件格式.md"
BEGIN = "<!-- 以下到“生成结束”由 make docs 生成，请改 etl/contracts，不要改这里 -->"
END = "<!-- 生成结束 -->"
GENERATED = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
# What linking adds to the keys of source entities, beside their fields.
IDENTIFIED = (RECEIVED_ON, SUPPLIER_ID, CONTRACT_ID, TEMPORARY_ID, ADOPTION_ID, POOL_ID, WATCH_ID)
TRUTH = {"true": "是", "false": "否"}

DICTIONARY_TOP = """\
# 数据字典

快照 `warehouse.duckdb` 中公布的表和列。本文由 `make docs` 从 `etl/contracts` 生成，请不要直接修改。

- 缺失一律为 NULL，不用 0 或空文字代替；0 就是 0。
- 单位写在列名里：`_wan_yuan` 万元，`_mu` 亩，`_m2` 平方米，`_pct` %。1 亩 = 2000/3 m²。
- 一组企业或宗地的比值 = 分子之和 ÷ 分母之和，只计两项都有的行。
- 统一社会信用代码、宗地代码等一律是文本。
"""


def data_dictionary() -> str:
    """The whole of ``docs/数据字典.md``: every published table with grain, key and columns."""
    return "\n".join([DICTIONARY_TOP, *(line for table in TABLES.values() for line in _table(table))])


def incoming_formats() -> str:
    """The generated part of ``docs/来件格式.md``: every source entity, then the units that are understood."""
    lines = [line for contract in CONTRACTS.values() for line in _entity(contract)]
    return "\n".join([*lines, *_units()])


def documents(folder: Path) -> Mapping[Path, str]:
    """What each generated document in ``folder`` should hold; hand-written text around generated parts stays.

    Raises:
        ValueError: a document has lost the marks between which its generated part stands.
    """
    formats = folder / FORMATS
    written = formats.read_text(encoding="utf-8")
    part = f"{BEGIN}\n\n{incoming_formats()}\n{END}"
    text, places = GENERATED.subn(lambda _: part, written)
    if places != 1:
        raise ValueError(f"{formats} needs one generated part between {BEGIN} and {END}, has {places}")
    return {folder / DICTIONARY: data_dictionary(), formats: text}


def write(folder: str | Path) -> None:
    """Bring the generated documents in ``folder`` up to date; an unchanged one is not touched."""
    for path, text in documents(Path(folder)).items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.label} `{table.name}`\n"
    yield f"粒度：{table.grain}键：{'、'.join(f'`{name}`' for name in table.key)}。\n"
    yield from _grid(
        ("列", "名称", "单位", "类型", "范围", "定义"),
        ((f"`{c.name}`", c.label, c.unit or "", c.sql_type, _bounds(c), c.sentence) for c in table.columns),
    )
    yield ""


def _bounds(column: Column) -> str:
    low, high = column.minimum, column.maximum
    if low is not None and high is not None:
        return f"{low:g} 至 {high:g}"
    return f"≥ {low:g}" if low is not None else f"≤ {high:g}" if high is not None else ""


def _entity(contract: Contract) -> Iterator[str]:
    labels = {
        ENTERPRISE_ID.name: "企业",
        **{column.name: column.label for column in (*IDENTIFIED, *CASE_IDS, *CARRIER_IDS)},
        **{field.name: field.column.label for field in contract.fields},
    }
    needed = [" 或 ".join(labels[name] for name in group) for group in contract.identity]
    telling = "、".join(labels[name] for name in contract.distinctive)
    shape = "；带面状图形的图层不需要这一项" if contract.has_geometry else ""
    yield f"### {contract.label} `{contract.entity}`\n"
    yield f"{contract.sentence}通常由{contract.sender}提供；缺少它，看不到{contract.brings}。\n"
    yield f"- 必须有：{'；'.join(needed)}。"
    yield f"- 还须至少有一项：{telling}{shape}。"
    yield f"- 键：{' + '.join(labels[name] for name in contract.key)}。同键而数值不同的两行是错误。\n"
    yield from _grid(("字段", "名称", "单位", "认得的表头", "可用的值"), map(_field, contract.fields))
    yield ""


def _field(field: Field) -> tuple[str, ...]:
    aliases = dict.fromkeys((field.column.label, *field.aliases))
    return (f"`{field.name}`", field.column.label, _unit(field), "、".join(aliases), _words(field))


def _unit(field: Field) -> str:
    unit = field.column.unit
    if unit not in FACTORS:
        return unit or ""
    assumed = f"未写明时按{field.assumed_unit}" if field.assumed_unit else "**须写明单位**"
    fixed = "".join(f"；{alias.upper()} 列按{name}" for alias, name in field.alias_units.items())
    return f"{unit}，{assumed}{fixed}"


def _words(field: Field) -> str:
    """``规上、是 → 是`` and so on: the spellings of each word of a controlled vocabulary."""
    spellings: dict[str, list[str]] = {}
    for spelling, word in field.words.items():
        spellings.setdefault(TRUTH.get(word, word), []).append(spelling)
    return "；".join(
        word if said == [word] else f"{'、'.join(said)} → {word}" for word, said in spellings.items()
    )


def _units() -> Iterator[str]:
    yield "### 认得的单位\n"
    yield "换算用精确的分数；表中没有的单位一律按“没有写明单位”处理，不猜。全角、大小写和空格不影响识别。\n"
    said: dict[str, list[str]] = {}
    for spelling, unit in SPELLINGS.items():
        said.setdefault(unit, []).append(spelling)
    yield from _grid(
        ("存入快照的单位", "来件可以用的单位（及写法）"),
        (
            (target, "；".join(_spelled(unit, said.get(unit, [])) for unit in factors))
            for target, factors in FACTORS.items()
        ),
    )


def _spelled(unit: str, spellings: Sequence[str]) -> str:
    others = [spelling for spelling in spellings if spelling != unit]
    return f"{unit}（{'、'.join(others)}）" if others else unit


def _grid(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table; a bar inside a cell is escaped."""
    yield _row(headings)
    yield _row(["---"] * len(headings))
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
