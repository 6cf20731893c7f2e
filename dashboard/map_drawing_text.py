"""Text in a drawn map: escaped, measured, cut and wrapped, since an SVG does none of that by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

# The fonts of the theme, then what machines without them have: names that Windows, macOS and Linux bring.
FONTS = (
    "Noto Sans CJK SC, Source Han Sans SC, Noto Sans SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, SimHei, "
    "SimSun, sans-serif"
)
WIDE, NARROW = 1.0, 0.56
# What XML 1.0 has no way to write.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: object) -> str:
    """A name or a sentence as the content of an element or of an attribute in double quotes."""
    return escape(UNWRITABLE.sub("", str(text)), {'"': "&quot;"})


def width(text: str, size: float) -> float:
    """About how many pixels a text of that font size takes."""
    return size * sum(WIDE if east_asian_width(letter) in "WFA" else NARROW for letter in text)


def cut(text: str, size: float, room: float) -> str:
    """The text, or as much of it as there is room for with … at the end."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrapped(text: str, size: float, room: float) -> Iterator[str]:
    """The text in lines that fit; Chinese breaks anywhere, Latin words and numbers only at their ends."""
    line = ""
    for piece in re.findall(r"[!-~]+|.", text, re.DOTALL):
        if line and width(line + piece, size) > room:
            yield line.rstrip()
            line = ""
        line += piece if line or not piece.isspace() else ""
    if line.strip():
        yield line.rstrip()


def element(
    text: str, x: float, y: float, size: float, colour: str, *, anchor: str = "start", more: str = ""
) -> str:
    """A text element; ``more`` are further attributes."""
    placed = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}"'
    aligned = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f"<text {placed}{aligned}{f' {more}' if more else ''}>{plain(text)}</text>"
