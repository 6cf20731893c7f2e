"""A box in longitude and latitude that shapes should lie in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# A parcel on the border may reach over it, and shifted coordinates (1.2 km) are no reason to refuse a layer.
MARGIN_DEGREES = 0.05


@dataclass(frozen=True)
class Extent:
    """A box in longitude and latitude, and where it is said."""

    west: float
    south: float
    east: float
    north: float
    said_in: str

    def holds(self, degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Which rows of longitude and latitude lie inside or within `MARGIN_DEGREES` of it."""
        lon, lat = degrees[:, 0], degrees[:, 1]
        with np.errstate(invalid="ignore"):
            return (
                (self.west - MARGIN_DEGREES <= lon)
                & (lon <= self.east + MARGIN_DEGREES)
                & (self.south - MARGIN_DEGREES <= lat)
                & (lat <= self.north + MARGIN_DEGREES)
            )
