"""When a node of a chain counts as strong, weak or at risk, and what people have pinned by hand.

Both are files that people edit: ``chain_lights.toml`` and ``chain_pins.csv`` in ``data/reference``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.toml_file import RuleFileError, TomlFile

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
LIGHTS = REFERENCE / "chain_lights.toml"
PINS = REFERENCE / "chain_pins.csv"
PIN_HEADINGS = ("企业", "节点", "动作", "主节点", "指定人", "指定日期", "说明")
YES = ("是", "1", "true", "TRUE")


class ChainRuleError(RuleFileError):
    """The rule of lights or the file of pins cannot be used; the Chinese message names file, line and reason."""


@dataclass(frozen=True)
class LightRule:
    """The thresholds of `chain_light_rule`; shares and falls in %."""

    version: str
    strong_above_scale: int
    strong_share_pct: float
    weak_above_scale: int
    weak_share_pct: float
    risk_leader_share_pct: float
    risk_fall_pct: float
    fewest_firms: int


@dataclass(frozen=True)
class Pin:
    """One line of the file of pins as it stands there; nothing is checked yet but its headings."""

    row_number: int
    said: str
    node_id: str
    action: str
    is_main: bool
    evidence: str


def load_lights(path: Path = LIGHTS) -> LightRule:
    """Read and check the rule of lights; raises ChainRuleError when a key or a number is wrong."""
    file = TomlFile(path, "产业链强弱规则", ChainRuleError)
    file.only(file.content, ("version", "strong", "weak", "risk", "concentration"), "强弱规则")
    strong, weak = (
        file.part("strong", ("above_scale", "share_pct")),
        file.part("weak", ("above_scale", "share_pct")),
    )
    risk, few = (
        file.part("risk", ("leader_share_pct", "fall_pct")),
        file.part("concentration", ("fewest_firms",)),
    )
    return LightRule(
        version=file.text_of("version"),
        strong_above_scale=int(file.number(strong, "above_scale", 3)),
        strong_share_pct=file.number(strong, "share_pct", 15),
        weak_above_scale=int(file.number(weak, "above_scale", 1)),
        weak_share_pct=file.number(weak, "share_pct", 2),
        risk_leader_share_pct=file.number(risk, "leader_share_pct", 60),
        risk_fall_pct=file.number(risk, "fall_pct", 10),
        fewest_firms=max(1, int(file.number(few, "fewest_firms", 4))),
    )


def load_pins(path: Path = PINS) -> tuple[Pin, ...]:
    """Read the file of pins, UTF-8 or GBK; no file is no pins. Raises ChainRuleError when its headings are others."""
    if not path.exists():
        return ()
    rows = list(csv.reader(_text(path).splitlines()))
    if not rows or tuple(heading.strip() for heading in rows[0]) != PIN_HEADINGS:
        raise ChainRuleError(f"{path.name} 第 1 行应当是：{'、'.join(PIN_HEADINGS)}。请照此改正表头。")
    return tuple(_pin(number, row) for number, row in enumerate(rows[1:], start=2) if any(row))


def _text(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ChainRuleError(f"{path.name} 不是 UTF-8 或 GBK 的文本。请另存为 CSV（UTF-8）。")


def _pin(number: int, row: list[str]) -> Pin:
    cells = [cell.strip() for cell in [*row, *[""] * len(PIN_HEADINGS)][: len(PIN_HEADINGS)]]
    said, node, action, main, by, on, note = cells
    signed = " ".join(part for part in (by, on, note) if part)
    return Pin(number, said, node, action, main in YES, signed or "人工指定")


def resolve_pins(db: duckdb.DuckDBPyConnection, pins: tuple[Pin, ...]) -> None:
    """Make ``said_pin`` (each line, with the enterprise that it names) and ``chain_pin`` (those that can be obeyed).

    An enterprise is named by its credit code or by its exact name; a name that two have names none.
    """
    table = pa.Table.from_pylist(
        [vars(pin) for pin in pins],
        schema=pa.schema(
            [
                ("row_number", pa.int32()), ("said", pa.string()), ("node_id", pa.string()), ("action", pa.string()),
                ("is_main", pa.bool_()), ("evidence", pa.string()),
            ]
        ),
    )  # fmt: skip
    db.register("incoming", table)
    db.execute(
        """CREATE OR REPLACE TEMP TABLE said_pin AS
        WITH named AS (
            SELECT name, min(enterprise_id) AS enterprise_id FROM enterprise GROUP BY name HAVING count(*) = 1
        )
        SELECT pin.*, coalesce(coded.enterprise_id, named.enterprise_id) AS enterprise_id
        FROM incoming AS pin
        LEFT JOIN enterprise AS coded ON pin.said = coded.enterprise_id OR pin.said = coded.uscc
        LEFT JOIN named ON replace(replace(pin.said, '(', '（'), ')', '）') = named.name"""
    )
    db.unregister("incoming")
    db.execute(
        """CREATE OR REPLACE TEMP TABLE chain_pin AS
        SELECT enterprise_id, node_id, bool_or(action = '归入') AS is_added, bool_or(is_main) AS is_main,
            min(evidence) AS evidence
        FROM said_pin WHERE enterprise_id IS NOT NULL GROUP BY enterprise_id, node_id"""
    )
