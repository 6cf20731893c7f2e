"""When a target is ahead or behind and which light it shows: ``data/reference/targets.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.toml_file import RuleFileError, TomlFile

TARGETS = Path(__file__).resolve().parent.parent / "data" / "reference" / "targets.toml"


class TargetRuleError(RuleFileError):
    """The file is wrong; the message names file, line and reason."""


@dataclass(frozen=True)
class TargetRule:
    """Points of 时序差 from which a target is ahead or behind, and per cent of the schedule from which each light is on."""

    ahead_points: float
    behind_points: float
    green_pct: float
    yellow_pct: float
    orange_pct: float
    source: str


def load_target_rule(path: Path = TARGETS) -> TargetRule:
    """The rule in force.

    Raises:
        TargetRuleError: a number is missing or no number, or the lights do not go down from green to orange.
    """
    file = TomlFile(path, "目标判断规则", TargetRuleError)
    file.only(file.content, ("status", "lights"), path.name)
    status = file.part("status", ("ahead", "behind"))
    lights = file.part("lights", ("green", "yellow", "orange", "source"))
    for part, name in ((status, "status"), (lights, "lights")):
        for key in ("ahead", "behind") if part is status else ("green", "yellow", "orange"):
            if key not in part:
                raise file.refuse(f"{name} 中缺少 {key}。", name)
    green, yellow, orange = (file.number(lights, key, 0) for key in ("green", "yellow", "orange"))
    if not green > yellow > orange:
        raise file.refuse("lights 的界限应当 green > yellow > orange。", "green")
    source = lights.get("source", "")
    if not isinstance(source, str):
        raise file.refuse(f"source 应当是文字，不能是 {source!r}。", "source")
    return TargetRule(
        file.number(status, "ahead", 0), file.number(status, "behind", 0), green, yellow, orange, source
    )
