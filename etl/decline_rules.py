"""When an enterprise counts as falling in output, and in which of four colours: ``data/reference/decline.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from etl.toml_file import RuleFileError, TomlFile

DECLINE = Path(__file__).resolve().parent.parent / "data" / "reference" / "decline.toml"
# Each is stricter than the one before.
COLOURS = ("blue", "orange", "red")


class DeclineRuleError(RuleFileError):
    """The rule of falling output is wrong; the message names file, line and reason."""


@dataclass(frozen=True)
class DeclineRule:
    """The thresholds of `decline_rule`: falls in %, runs of falling months in returns."""

    version: str
    source: str
    month_fall_pct: float
    blue_fall_pct: float
    blue_returns: int
    orange_fall_pct: float
    orange_returns: int
    red_fall_pct: float
    red_returns: int


def load_decline(path: Path = DECLINE) -> DeclineRule:
    """Read and check the rule.

    Raises:
        DeclineRuleError: a key or a number is wrong, or a stricter colour is reached sooner than a milder one.
    """
    file = TomlFile(path, "减产判定规则", DeclineRuleError)
    file.only(file.content, ("version", "source", "month", *COLOURS), path.name)
    falls, runs = zip(*(_thresholds(file, colour) for colour in COLOURS), strict=True)
    if any(low > high for each in (falls, runs) for low, high in pairwise(each)):
        raise file.refuse("blue、orange、red 的界线应当一个不轻于一个。", "orange")
    return DeclineRule(
        file.text_of("version"),
        file.text_of("source"),
        file.number(file.part("month", ("fall_pct",)), "fall_pct", 0.0),
        *(number for pair in zip(falls, runs, strict=True) for number in pair),
    )


def _thresholds(file: TomlFile, colour: str) -> tuple[float, int]:
    said = file.part(colour, ("fall_pct", "falling_returns"))
    if set(said) != {"fall_pct", "falling_returns"}:
        raise file.refuse(f"{colour} 要写 fall_pct 和 falling_returns。", colour)
    returns = file.number(said, "falling_returns", 0.0)
    if returns < 1 or returns != int(returns):
        raise file.refuse(
            f"{colour} 的 falling_returns 应当是不小于 1 的整数，不能是 {returns:g}。", "falling_returns"
        )
    return file.number(said, "fall_pct", 0.0), int(returns)
