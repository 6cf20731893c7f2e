"""What only the reader's browser knows: whether it can draw with WebGL, and whom it has asked since the page was opened."""

from __future__ import annotations

from typing import Any

import streamlit as st

# deck.gl needs WebGL 2. A browser that has it only in name gives no context.
ASK_WEBGL = """
export default function ({ setStateValue }) {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("webgl2");
    setStateValue("webgl", context ? "yes" : "no");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
}
"""
# Machines only, without paths and queries: a key may stand there.
ASK_OUTSIDE = """
export default function ({ setStateValue }) {
    const addresses = performance.getEntriesByType("resource").map(entry => new URL(entry.name));
    const outside = {};
    for (const each of addresses)
        if (each.protocol.startsWith("http") && each.host !== location.host)
            outside[each.origin] = (outside[each.origin] ?? 0) + 1;
    setStateValue("outside", outside);
    setStateValue("asked", addresses.length);
}
"""


def has_webgl() -> bool | None:
    """What the browser says of WebGL; None until it has said anything."""
    said = _answer("webgl", ASK_WEBGL, ("webgl",)).get("webgl")
    return None if said is None else said == "yes"


def outside_requests() -> tuple[dict[str, int], int] | None:
    """How often this visit has asked each other machine, and how often it has asked at all; None until it says."""
    said = _answer("outside", ASK_OUTSIDE, ("outside", "asked"))
    return None if said.get("asked") is None else (dict(said["outside"] or {}), int(said["asked"]))


def _answer(name: str, program: str, values: tuple[str, ...]) -> dict[str, Any]:
    """What a program of ours, run by the browser, has set; empty where none has run."""
    ask: Any = st.components.v2.component(f"mujun_{name}", js=program)
    changes = {f"on_{value}_change": _nothing for value in values}
    answer = ask(key=f"browser_{name}", height="content", **changes)
    return {value: getattr(answer, value, None) for value in values}


def _nothing() -> None:
    """A value that changes makes the page run again: that is all that is wanted."""
