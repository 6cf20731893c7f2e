"""Where the pages are, for the registry and for links between them; Streamlit wants absolute paths."""

from __future__ import annotations

from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "pages"
OVERVIEW = PAGES / "overview.py"
PER_MU_TAX = PAGES / "per_mu_tax.py"
