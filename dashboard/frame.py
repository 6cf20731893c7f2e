"""The script behind every page: page registry, the snapshot of this run, the header that all pages share."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import collector, database, filters, header, screens, url_values
from dashboard.queries import snapshot
from dashboard.sentences import BUILD_COMMANDS

ICON = Path(__file__).with_name("icon.svg")
SIDEBAR_WIDTH = 260

st.set_page_config(page_title="亩均", page_icon=str(ICON), layout="wide", initial_sidebar_state=SIDEBAR_WIDTH)
# Questions stand in the bar; dossiers, which lists lead to, and the rest are under a word at its end.
page = st.navigation(
    {
        "": [
            st.Page(screens.OVERVIEW, title="总览", icon=":material/dashboard:", default=True),
            st.Page(screens.PER_MU_TAX, title="亩均税收", icon=":material/bar_chart:", url_path="per-mu-tax"),
            st.Page(screens.GRADING, title="评价分级", icon=":material/military_tech:", url_path="grade"),
            st.Page(
                screens.FOUR_BATCHES,
                title="四个一批",
                icon=":material/call_split:",
                url_path="four-batches",
            ),
            st.Page(screens.CHAINS, title="产业链", icon=screens.CHAIN_ICON, url_path="chains"),
            st.Page(screens.PARCELS, title="园区地块", icon=screens.PARCELS_ICON, url_path="parcels"),
        ],
        "工作台账": [
            st.Page(screens.TARGETS, title="目标", icon=":material/flag:", url_path="targets"),
            st.Page(screens.OPERATIONS, title="运行监测", icon=":material/monitoring:", url_path="operation"),
            st.Page(screens.WORKS, title="园区标准化", icon=":material/construction:", url_path="works"),
            st.Page(
                screens.PROJECTS, title="项目与招商", icon=":material/rocket_launch:", url_path="projects"
            ),
            st.Page(screens.GROWTH, title="培育与申报", icon=":material/trending_up:", url_path="growth"),
            st.Page(
                screens.SERVICES, title="服务与安全", icon=":material/volunteer_activism:", url_path="service"
            ),
            st.Page(screens.REPORT, title="工作报告", icon=":material/article:", url_path="report"),
        ],
        "更多": [
            st.Page(screens.ENTERPRISE, title="企业", icon=screens.ENTERPRISE_ICON, url_path="enterprise"),
            st.Page(screens.PARCEL, title="地块", icon=screens.PARCEL_ICON, url_path="parcel"),
            st.Page(screens.DATA_LINKS, title="数据关联", icon=":material/link:", url_path="links"),
            st.Page(
                screens.SELF_CHECK, title="自检", icon=":material/health_and_safety:", url_path="self-check"
            ),
        ],
    },
    position="top",
)
try:
    database.pin()
except database.SnapshotMissingError as missing:
    st.title("还没有数据")
    st.info(
        f"{missing}\n\n在项目文件夹中运行 {BUILD_COMMANDS}，完成后刷新本页。", icon=":material/database_off:"
    )
    st.stop()
except database.SnapshotError as broken:
    st.title("快照读不了")
    st.warning(f"{broken}\n\n可以运行 {BUILD_COMMANDS} 重新构建。", icon=":material/error:")
    st.stop()
asked = url_values.asked()
url_values.come_back(page.url_path)
filters.sidebar(snapshot.years(), snapshot.choices())
header.show(page.title)
notice, words = st.empty(), filters.words_of_choices
url_values.tell(asked, notice, words, page_is_drawn=False)
try:
    page.run()
    url_values.tell(asked, notice, words, page_is_drawn=True)
    url_values.leave(page.url_path)
finally:  # a page that has nothing to show stops its run
    collector.spare_the_lasting()
