"""Where the pages are, for the registry and for links between them; Streamlit wants absolute paths."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from dashboard import format as fmt

PAGES = Path(__file__).resolve().parent.parent / "pages"
OVERVIEW = PAGES / "overview.py"
PER_MU_TAX = PAGES / "per_mu_tax.py"
GRADING = PAGES / "grading.py"
FOUR_BATCHES = PAGES / "four_batches.py"
CHAINS = PAGES / "industrial_chains.py"
PARCELS = PAGES / "park_parcels.py"
ENTERPRISE = PAGES / "enterprise_dossier.py"
PARCEL = PAGES / "parcel_dossier.py"
OPERATIONS = PAGES / "operations.py"
TARGETS = PAGES / "yearly_targets.py"
WORKS = PAGES / "park_works.py"
GROWTH = PAGES / "growth_ledgers.py"
PROJECTS = PAGES / "project_ledgers.py"
SERVICES = PAGES / "service_ledgers.py"
REPORT = PAGES / "yearly_report.py"
SELF_CHECK = PAGES / "self_check.py"
DATA_LINKS = PAGES / "data_links.py"
ID = "id"
ENTERPRISE_ICON, PARCEL_ICON = ":material/factory:", ":material/crop_square:"
CHAIN_ICON, PARCELS_ICON = ":material/account_tree:", ":material/map:"


def data_links_link() -> None:
    """Draw a link to the page of links between sources."""
    st.page_link(DATA_LINKS, label="关联、待确认的名称和匹配质量", icon=":material/link:")


def way(page: str, label: str, place: Mapping[str, str]) -> None:
    """Draw a link to the page of this name here (`WORKS`), open at what its address says."""
    st.page_link(
        globals()[page],
        label=fmt.markdown_text(label),
        icon=":material/arrow_forward:",
        query_params=dict(place),
    )


def enterprise_link(enterprise_id: str, label: str = "企业档案") -> None:
    """Draw a link to the page of one enterprise; its address stays good for bookmarks."""
    _link(ENTERPRISE, enterprise_id, label, ENTERPRISE_ICON)


def parcel_link(parcel_id: str, label: str = "地块档案") -> None:
    """Draw a link to the page of one parcel."""
    _link(PARCEL, parcel_id, label, PARCEL_ICON)


def parcel_on_map_link(parcel_id: str, label: str = "地图上的位置") -> None:
    """Draw a link to the map, open at one parcel."""
    st.page_link(PARCELS, label=fmt.markdown_text(label), icon=PARCELS_ICON, query_params={"lot": parcel_id})


def chain_link(chain: str, node: str = "", label: str = "") -> None:
    """Draw a link to the page of the chain called ``chain``, open at the node called so."""
    asked = {"chain_of": chain, **({"node": node} if node else {})}
    words = label or " · ".join(asked.values())
    st.page_link(CHAINS, label=fmt.markdown_text(words), icon=CHAIN_ICON, query_params=asked)


def _link(page: Path, subject: str, label: str, icon: str) -> None:
    st.page_link(page, label=fmt.markdown_text(label), icon=icon, query_params={ID: subject})
