"""Questions about the background of maps."""

from __future__ import annotations

import pandas as pd

from dashboard.database import fetch


def features() -> pd.DataFrame:
    """One row per line or area of the background: ``kind``, ``name``, ``shape_geojson``; none without such files."""
    return fetch("SELECT kind, name, shape_geojson FROM basemap ORDER BY kind, feature_id")
