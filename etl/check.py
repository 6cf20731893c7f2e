"""What a check of a build is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """A rule about the data: ``offending_rows`` lists what breaks it."""

    name: str
    severity: str
    why: str
    next_step: str
    offending_rows: str
