"""An SVG as PNG, made on the server without a browser; never with boxes where Chinese should stand.

resvg draws with the fonts of the machine and those in the folder that ``MUJUN_FONTS`` names. It leaves out a text of which it
knows no font family, so the family is looked for first: by drawing two characters, which look alike only without a font.
"""

from __future__ import annotations

import os
from functools import cache

import resvg_py

from dashboard import apart

FONTS_VARIABLE = "MUJUN_FONTS"
# What Linux, Windows and macOS have for Chinese, sans serif first; then Latin ones, beside which a font of any other
# name is found character by character.
FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "Noto Sans CJK JP", "Microsoft YaHei",
    "PingFang SC", "Hiragino Sans GB", "HarmonyOS Sans SC", "Alibaba PuHuiTi", "MiSans", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Droid Sans Fallback", "DengXian", "SimHei", "STHeiti", "Heiti SC", "Noto Serif CJK SC",
    "Source Han Serif SC", "SimSun", "NSimSun", "FangSong", "KaiTi", "AR PL UMing CN", "AR PL UKai CN", "Arial",
    "DejaVu Sans", "Liberation Sans", "Noto Sans", "Times New Roman",
)  # fmt: skip
PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">'
    '<text y="20" font-size="20" font-family="{family}">{letter}</text></svg>'
)
# 2 × 96 dots an inch: as sharp as an office printer needs, and half a megabyte.
ZOOM = 2.0
NO_FONT = (
    "服务器上没有中文字体，图中的汉字会变成方框，没有导出 PNG。请管理员安装一种中文字体（如思源黑体），"
    f"或把字体文件放进一个文件夹，用环境变量 {FONTS_VARIABLE} 指定它，然后重新启动；也可以先导出 SVG。"
)


class NoChineseFontError(ValueError):
    """No font of this machine has Chinese; the message says in Chinese what to do."""


def png(svg: str) -> bytes:
    """The picture, twice as large as the SVG says, from a process apart: resvg lets no other thread run meanwhile.

    Raises:
        NoChineseFontError: there is no font to write Chinese in.
        ApartError: the file cannot be written.
    """
    folder = os.environ.get(FONTS_VARIABLE, "")
    family = chinese_family(folder)
    if family is None:
        raise NoChineseFontError(NO_FONT)
    return apart.written(rendered, svg, family, folder, cells=apart.MOST_CELLS_IN_PLACE + 1)


@cache
def chinese_family(folder: str, *, of_the_machine: bool = True) -> str | None:
    """A family under which resvg finds Chinese in the fonts of the machine and of the folder; None when there is none."""
    for family in FAMILIES:
        one, other = (
            resvg_py.svg_to_bytes(
                svg_string=PROBE.format(family=family, letter=letter),
                skip_system_fonts=not of_the_machine,
                font_dirs=[folder] if folder else None,
            )
            for letter in "亩园"
        )
        if one != other:
            return family
    return None


def rendered(svg: str, family: str, folder: str) -> bytes:
    """The PNG with Chinese in the family where the SVG's own are not there."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=ZOOM,
            font_family=family,
            sans_serif_family=family,
            font_dirs=[folder] if folder else None,
        )
    )
