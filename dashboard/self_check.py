"""The page 自检: what this server needs, what the reader's browser can, and every request that would leave the machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import background, browser, ledger, tiles
from dashboard import format as fmt
from dashboard.queries import snapshot

GOOD, BAD, NOTE = ":material/check_circle:", ":material/error:", ":material/info:"
# Settings of Streamlit under which a page asks machines outside, with the value that keeps it from doing so.
QUIET: tuple[tuple[str, object, str], ...] = (
    ("browser.gatherUsageStats", False, "使用统计"),
    ("client.showErrorLinks", False, "出错时给搜索引擎的链接"),
    ("client.toolbarMode", "viewer", "工具栏里的外部链接"),
)


@dataclass(frozen=True)
class Check:
    """One line of the page: what was looked at, how it stands, and what to do where it does not."""

    name: str
    is_good: bool | None
    words: str


def show() -> None:
    """Draw the page."""
    outside = browser.outside_requests()
    webgl = browser.has_webgl()
    st.subheader("离开本机的请求", anchor=False)
    _draw((*_settings(), _background(), _asked(outside)))
    st.subheader("本机", anchor=False)
    _draw((_build(), _tiles("parcels", "宗地"), _tiles("parks", "片区"), _ledger()))
    st.subheader("这个浏览器", anchor=False)
    _draw((_webgl(webgl),))


def _draw(checks: Iterable[Check]) -> None:
    with st.container(border=True, gap="small"):
        for check in checks:
            icon = NOTE if check.is_good is None else GOOD if check.is_good else BAD
            st.markdown(f"{icon} **{check.name}**　{fmt.markdown_text(check.words)}")


def _settings() -> Iterable[Check]:
    for option, quiet, name in QUIET:
        now: Any = st.get_option(option)
        if now == quiet or (option == "client.showErrorLinks" and now in (False, "False", "false")):
            yield Check(name, True, "已关闭")
        else:
            yield Check(
                name, False, f"{option} 是 {now}，应当是 {quiet}：请改 .streamlit/config.toml 后重启。"
            )


def _background() -> Check:
    if fault := background.fault():
        return Check("地图背景服务", False, f"{fault} 现在不用背景。")
    if hosts := background.hosts():
        return Check(
            "地图背景服务",
            None,
            f"已配置，地图会向 {'、'.join(hosts)} 取图。不需要时去掉 {background.ADDRESS}。",
        )
    return Check("地图背景服务", True, "没有配置，地图不取外部背景")


def _asked(outside: tuple[dict[str, int], int] | None) -> Check:
    name = "浏览器自打开本系统以来"
    if outside is None:
        return Check(name, None, "正在问浏览器……")
    machines, asked = outside
    if not machines:
        return Check(name, True, f"共 {asked} 个请求，没有一个离开本机")
    told = "、".join(f"{machine.partition('//')[2]}（{count} 个）" for machine, count in machines.items())
    return Check(name, False, f"共 {asked} 个请求，其中向外的有：{told}")


def _build() -> Check:
    info = snapshot.build_info()
    return Check("快照", True, f"{info.build_id}，数据截止 {info.data_date or fmt.MISSING}")


def _tiles(layer: str, name: str) -> Check:
    found = tiles.tile_set(layer)
    if found is None:
        return Check(f"{name}切图", None, "没有：来件中没有图形，或文件已损坏。重新构建会再做。")
    levels = f"{found.header['min_zoom']}—{found.header['max_zoom']} 级"
    return Check(f"{name}切图", True, f"{fmt.number(found.header['addressed_tiles_count'])} 格，{levels}")


def _ledger() -> Check:
    trouble = ledger.trouble()
    return Check("台账", not trouble, trouble or "可以读写")


def _webgl(said: bool | None) -> Check:
    if said is None:
        return Check("WebGL", None, "正在问浏览器……")
    if said:
        return Check("WebGL", True, "可用，地图可以拖动和点选")
    return Check("WebGL", False, "不可用：地图改为静态图。请更新浏览器或显卡驱动。")
