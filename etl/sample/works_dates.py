"""Days of the stages that a case of park standardisation passes through: planned, and actual as far as it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from etl.sample.district import SURVEY_YEAR

LAST_DAY = date(SURVEY_YEAR, 12, 31)


@dataclass(frozen=True)
class Way:
    """A case's way through its stages; ``actual`` is None from the first stage that it has not reached."""

    stages: tuple[str, ...]
    reached: int
    planned: tuple[date, ...]
    actual: tuple[date | None, ...]

    @property
    def stage(self) -> str:
        """The stage that the case is at."""
        return self.stages[self.reached]

    def day(self, stage: str) -> str:
        """The actual day of a stage as a ledger writes it."""
        day = self.actual[self.stages.index(stage)]
        return day.isoformat() if day else ""

    def plan(self, stage: str) -> str:
        """The planned day of a stage as a ledger writes it."""
        return self.planned[self.stages.index(stage)].isoformat()


def draw_way(rng: np.random.Generator, stages: tuple[str, ...], reached: int, latest: date = LAST_DAY) -> Way:
    """The stage reached lies in the last months before ``latest``; a delay, or a lead, grows from stage to stage."""
    gaps = rng.integers(50, 260, len(stages)).tolist()
    last = latest - timedelta(days=int(rng.integers(6, 240)))
    days = [last + timedelta(days=_distance(gaps, reached, at)) for at in range(len(stages))]
    least = int(rng.integers(-24, 6))
    slips = np.cumsum(rng.integers(least, least + 36, len(stages))).tolist()
    return Way(
        stages,
        reached,
        tuple(day - timedelta(days=slip) for day, slip in zip(days, slips, strict=True)),
        tuple(day if at <= reached else None for at, day in enumerate(days)),
    )


def _distance(gaps: list[int], origin: int, to: int) -> int:
    """Days from stage ``origin`` to stage ``to``; gap i lies before stage i."""
    return sum(gaps[origin + 1 : to + 1]) if to > origin else -sum(gaps[to + 1 : origin + 1])
