"""A PNG without a browser: as large as it should be, with Chinese in it or not at all."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from dashboard import picture
from dashboard.map_drawing_text import FONTS
from dashboard.picture import NoChineseFontError, chinese_family, png, rendered

TEXT = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><text y="24" font-size="20" {}>{}</text></svg>'
needs_font = pytest.mark.skipif(chinese_family("") is None, reason="this machine has no Chinese font")


def size(picture_bytes: bytes) -> tuple[int, int]:
    assert picture_bytes.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture_bytes[16:24])
    return width, height


@needs_font
def test_the_picture_is_twice_as_large_as_the_drawing_says() -> None:
    assert size(png(TEXT.format("", "亩"))) == (80, 60)


@needs_font
@pytest.mark.parametrize("family", ["", 'font-family="没有这种字体, sans-serif"', f'font-family="{FONTS}"'])
def test_chinese_is_written_whatever_fonts_the_drawing_names(family: str) -> None:
    found = chinese_family("") or ""
    drawn = {rendered(TEXT.format(family, letter), found, "") for letter in ("亩", "园", "")}
    assert len(drawn) == 3


def test_a_machine_without_a_chinese_font_hands_out_no_boxes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert chinese_family("", of_the_machine=False) is None
    assert chinese_family(str(tmp_path / "没有"), of_the_machine=False) is None
    monkeypatch.setattr(picture, "FAMILIES", ())
    chinese_family.cache_clear()
    try:
        with pytest.raises(NoChineseFontError, match=r"没有中文字体.*MUJUN_FONTS"):
            png(TEXT.format("", "亩"))
    finally:
        chinese_family.cache_clear()


@needs_font
def test_a_folder_of_fonts_makes_up_for_the_machines_own() -> None:
    folders = [path.parent for path in Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc")]
    if not folders:
        pytest.skip("no font file at a known place")
    assert chinese_family(str(folders[0]), of_the_machine=False) == "Noto Sans CJK SC"
