"""Whether the reader's browser can draw the interactive map: asked of the browser itself, once a session."""

from __future__ import annotations

from typing import Any

import streamlit as st

KEY = "webgl"
# deck.gl needs WebGL 2. A browser that has it only in name gives no context.
ASK = """
export default function ({ setStateValue }) {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("webgl2");
    setStateValue("webgl", context ? "yes" : "no");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
}
"""


def is_lacking() -> bool:
    """True when the browser has said that it cannot draw with WebGL; False until it has said anything."""
    ask = st.components.v2.component("mujun_webgl", js=ASK)
    answer: Any = ask(key=KEY, on_webgl_change=lambda: None, height="content")
    return getattr(answer, "webgl", None) == "no"
