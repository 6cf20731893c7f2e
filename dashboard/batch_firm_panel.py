"""The section 四个一批 of 企业档案: what each plan suggests for the enterprise, how firmly, and what it is warned of."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import batch_sentences, batch_tables, panels, screens
from dashboard import format as fmt


def show(suggested: pd.DataFrame, year: int | None) -> None:
    """Draw the suggestions of every plan, those of ``year`` in sentences; nothing where no plan says anything of it."""
    if suggested.empty:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("四个一批", anchor=False, width="stretch")
        st.page_link(screens.FOUR_BATCHES, label="看四个一批", icon=":material/arrow_forward:")
    for row in suggested[suggested["year"] == year].to_dict("records"):
        plain = {str(name): None if pd.isna(value) else value for name, value in row.items()}
        warned = f" :orange[预警：{fmt.markdown_text(str(plain['warnings']))}]" if plain["warnings"] else ""
        st.markdown(
            f"按“{fmt.markdown_text(str(plain['plan']))}”{year} 年{batch_sentences.firm(plain)}{warned}"
        )
    panels.table(suggested, batch_tables.FIRM_PLANS, "这户企业按各方案的历年建议分类")
