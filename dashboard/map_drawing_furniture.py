"""What stands around a drawn map: title, legend, scale bar, north arrow and the notes at its foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10

from dashboard import format as fmt
from dashboard import map_drawing_text as text

MARGIN, GAP = 28.0, 16.0
TITLE_SIZE, SUBTITLE_SIZE, KEY_SIZE, NOTE_SIZE = 22.0, 13.0, 12.5, 10.5
KEY_STEP, CLOSEST_STEP, NOTE_STEP, SWATCH = 23.0, 15.5, 15.0, 15.0
LEGEND_WIDTH = 236.0
LONGEST_BAR = 150.0
# The hatching of what has no data: in the legend, and on the map, where lengths are in tenths of a pixel.
HATCHED, HATCHED_MAP = "no-data", "no-data-map"


@dataclass(frozen=True)
class Ink:
    """The colours of everything but the parcels; those of the theme, light or dark."""

    paper: str
    outside: str
    land: str
    text: str
    muted: str
    line: str
    water: str
    water_text: str
    road: str
    road_edge: str
    other: str
    faint: str
    faint_line: str
    lot_line: str
    none: str
    none_line: str


LIGHT = Ink(
    paper="#FFFFFF", outside="#E8EDF1", land="#F8F8F4", text="#1B2733", muted="#5B6B7A", line="#B9C4CF", water="#C6DDEE",
    water_text="#3C6E95", road="#FFFFFF", road_edge="#BFB398", other="#E4EADF", faint="#E9EDF0", faint_line="#CBD3DB",
    lot_line="#FFFFFF", none="#FFFFFF", none_line="#9AA6B2",
)  # fmt: skip
DARK = Ink(
    paper="#10181F", outside="#0B1217", land="#17212A", text="#E8EEF3", muted="#9DABB8", line="#3D4D5B", water="#1F3B52",
    water_text="#7FB2DA", road="#3A4855", road_edge="#55636F", other="#1E2A24", faint="#25313B", faint_line="#384754",
    lot_line="#10181F", none="#10181F", none_line="#6B7A88",
)  # fmt: skip


@dataclass(frozen=True)
class Key:
    """One line of the legend; a colour of None is the hatching of what has no data, a count of None is not told."""

    label: str
    colour: str | None
    count: int | None = None
    unit: str = "宗"

    @property
    def counted(self) -> str:
        """The count in words; empty where it is not told."""
        return "" if self.count is None else f"{fmt.number(self.count)} {self.unit}"


def heading(title: str, subtitle: str, width: float, ink: Ink) -> Iterator[str]:
    """Title and subtitle at the top; the latter in lines as it needs them."""
    room = width - 2 * MARGIN
    if title:
        words = text.cut(title, TITLE_SIZE, room)
        yield text.element(words, MARGIN, MARGIN + 16, TITLE_SIZE, ink.text, more='font-weight="600"')
    for number, line in enumerate(text.wrapped(subtitle, SUBTITLE_SIZE, room)):
        y = MARGIN + (42 if title else 12) + 18 * number
        yield text.element(line, MARGIN, y, SUBTITLE_SIZE, ink.muted)


def heading_height(title: str, subtitle: str, width: float) -> float:
    """How much of the paper they take, the margin above included."""
    lines = len(list(text.wrapped(subtitle, SUBTITLE_SIZE, width - 2 * MARGIN)))
    return MARGIN + (26 if title else 0) + 18 * lines + (12 if title or lines else 0)


def legend(
    title: str, keys: Sequence[Key], lines: Sequence[Key], x: float, y: float, height: float, ink: Ink
) -> Iterator[str]:
    """The legend from ``x``, ``y`` down: a box of colour a class with its count, then the ``lines`` of the background.

    Many classes stand closer, so that ``height`` holds them.
    """
    bottom = y + height
    for line in text.wrapped(title, KEY_SIZE, LEGEND_WIDTH):
        yield text.element(line, x, y + 12, KEY_SIZE, ink.text, more='font-weight="600"')
        y += 18
    y += 8 if title else 0
    step = min(KEY_STEP, max(CLOSEST_STEP, (bottom - y - 6) / max(len(keys) + len(lines), 1)))
    for key in keys:
        yield _swatch(key, x, y, ink)
        yield from _words(key, x, y, ink)
        y += step
    y += 6
    for key in lines:
        yield _sample(key, x, y, ink)
        yield from _words(key, x, y, ink)
        y += step


def _swatch(key: Key, x: float, y: float, ink: Ink) -> str:
    fill, stroke = (key.colour, ink.line) if key.colour else (f"url(#{HATCHED})", ink.none_line)
    placed = f'x="{x:.1f}" y="{y:.1f}" width="{SWATCH + 5:g}" height="{SWATCH:g}" rx="2"'
    return f'<rect {placed} fill="{fill}" stroke="{stroke}" stroke-width="0.6"/>'


def _sample(key: Key, x: float, y: float, ink: Ink) -> str:
    """A piece of a line, drawn as the map draws it: ``key.colour`` is its SVG attributes."""
    middle = y + SWATCH / 2
    strokes = (key.colour or "").split("|")
    return "".join(
        f'<path d="M{x:.1f} {middle:.1f}h{SWATCH + 5:g}" fill="none" {stroke}/>' for stroke in strokes
    )


def _words(key: Key, x: float, y: float, ink: Ink) -> Iterator[str]:
    taken = text.width(key.counted, KEY_SIZE) + (10 if key.counted else 0)
    left = SWATCH + 14
    words = text.cut(key.label, KEY_SIZE, LEGEND_WIDTH - left - taken)
    yield text.element(words, x + left, y + 12, KEY_SIZE, ink.text)
    if key.counted:
        yield text.element(key.counted, x + LEGEND_WIDTH, y + 12, KEY_SIZE, ink.muted, anchor="end")


def hatchings(ink: Ink) -> str:
    """The definitions of both hatchings."""
    lines = f'<rect width="5" height="5" fill="{ink.none}"/><path d="M0 0v5" stroke="{ink.none_line}" stroke-width="1.4"/>'
    return "".join(
        f'<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45) scale({times})">{lines}</pattern>'
        for name, times in ((HATCHED, 1), (HATCHED_MAP, 10))
    )


def scale_bar(metres_per_pixel: float, x: float, y: float, ink: Ink) -> str:
    """A bar of a round length in two halves, standing on ``y``, with 0 and its length above it."""
    metres = round_length(LONGEST_BAR * metres_per_pixel)
    length = metres / metres_per_pixel
    said = f"{metres / 1000:g} 千米" if metres >= 1000 else f"{metres:g} 米"
    halves = (
        f'<path d="M{x:.1f} {y - 5:.1f}h{length / 2:.1f}v5h-{length / 2:.1f}z" fill="{ink.text}"/>'
        f'<path d="M{x:.1f} {y - 5:.1f}h{length:.1f}v5h-{length:.1f}z" fill="none" stroke="{ink.text}"/>'
    )
    halo = f'paint-order="stroke" stroke="{ink.land}" stroke-width="3"'
    numbers = text.element("0", x, y - 10, 10.5, ink.text, anchor="middle", more=halo)
    return (
        halves + numbers + text.element(said, x + length, y - 10, 10.5, ink.text, anchor="middle", more=halo)
    )


def round_length(most_metres: float) -> float:
    """The longest of 1, 2 or 5 times a power of ten that is not longer."""
    power = 10.0 ** floor(log10(most_metres))
    return next(times for times in (5, 2, 1) if times * power <= most_metres) * power


def north_arrow(x: float, y: float, ink: Ink) -> str:
    """An arrow to the north with 北 above it; ``x`` is its middle, ``y`` the top."""
    halo = f'paint-order="stroke" stroke="{ink.land}" stroke-width="3" font-weight="600"'
    word = text.element("北", x, y + 11, 12, ink.text, anchor="middle", more=halo)
    half = f"M{x:.1f} {y + 16:.1f}"
    return (
        f'{word}<path d="{half}l-8 24l8-5z" fill="{ink.text}" stroke="{ink.text}" stroke-linejoin="round"/>'
        f'<path d="{half}l8 24l-8-5z" fill="{ink.land}" stroke="{ink.text}" stroke-linejoin="round"/>'
    )


def note_lines(notes: Sequence[tuple[str, str]], width: float) -> list[str]:
    """The notes one after the other in as many lines as they need."""
    said = "　".join(f"{label}：{words}" if label else words for label, words in notes if words)
    return list(text.wrapped(said, NOTE_SIZE, width - 2 * MARGIN))


def foot(lines: Sequence[str], y: float, ink: Ink) -> Iterator[str]:
    """The lines of the notes from ``y`` down."""
    for number, line in enumerate(lines):
        yield text.element(line, MARGIN, y + NOTE_STEP * number + 10, NOTE_SIZE, ink.muted)
