"""What a parcel was supplied for and how far it has come, read once for the screen and the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard import promises
from dashboard.queries import land_contracts


@dataclass(frozen=True)
class History:
    """A parcel's contracts with their verdicts, its stages, and the day up to which both are judged."""

    contracts: pd.DataFrame
    stages: pd.DataFrame
    until: date | None


def of(parcel_id: str, data_date: str | None) -> History:
    """The history of a parcel by a snapshot whose data reach to ``data_date``."""
    until = promises.as_of(data_date)
    return History(land_contracts.of_parcel(parcel_id, until), land_contracts.stages(parcel_id), until)
