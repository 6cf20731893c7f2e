"""The tab 分布 of 产业链: the land that a chain's enterprises, or those of one node, use; and their parks."""

from __future__ import annotations

import streamlit as st

from dashboard import chain_charts, charts, map_modes, map_picture, screens
from dashboard import format as fmt
from dashboard.map_drawing import Drawing
from dashboard.map_drawing_furniture import Key
from dashboard.queries import basemap, chains, lot_map
from dashboard.queries.chains import Chain, View

SIZE = (900, 640)
TOO_MANY = "宗地太多，这里不画图：用下面的链接在地图上看。"


def show(view: View, chain: Chain, scope: str, name: str) -> None:
    """Draw where the enterprises of ``scope``, the chain or a node called ``name``, use land."""
    left, right = st.columns([3, 2])
    with left.container(border=True, height="stretch"):
        st.markdown(f"**{fmt.markdown_text(name)}的企业用哪些地**")
        _map(view, scope, name)
        st.page_link(
            screens.PARCELS,
            label=f"在地图上打开{fmt.markdown_text(chain.name)}的宗地",
            icon=screens.PARCELS_ICON,
            query_params={"chain": chain.name},
        )
    with right.container(border=True, height="stretch"):
        st.markdown("**企业和产值在哪些片区**")
        parks = chains.parks(view, scope)
        if parks.empty:
            st.caption("没有在营企业。")
        else:
            st.plotly_chart(chain_charts.parks(parks), config=charts.CONFIG, alt=f"{name}的企业按片区")


def _map(view: View, scope: str, name: str) -> None:
    if lot_map.with_shape() > map_picture.MOST_ON_SCREEN:
        st.caption(TOO_MANY)
        return
    rows = chains.sites(view, scope)
    used = int(rows["is_shown"].sum())
    if not used:
        st.caption("这些企业没有带图形的用地：要有宗地图层，和租用记录或权利人。")
        return
    colour = map_modes.theme_colour(0)
    width, height = SIZE
    drawn = Drawing(
        title="",
        lots=rows.assign(colour=colour),
        parks=lot_map.park_outlines(),
        background=basemap.features(),
        legend=[Key(f"{name}用的宗地", colour, used)],
        alt=f"{name}的企业用的 {used} 宗地",
        width=width,
        height=height,
        is_dark=map_modes.is_dark(),
    )
    map_picture.put(drawn)
