"""The sentences of the yearly report as people write them: a file of paragraphs with named blanks, read and held to its rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "data" / "reference" / "report" / "yearly.toml"
BLANK = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}")
YEAR, DAY, COMPARED = "年度", "截至", "比上年"
HEADING = re.compile(r"\s*\[\[\s*([\w.]+)\s*\]\]")
OF_FILE, OF_PARAGRAPH, OF_SENTENCE = (
    {"title", "paragraph"},
    {"part", "heading", "chains", "sentence"},
    {"item", "text", "needs"},
)


class TemplateError(Exception):
    """The file of sentences is wrong; the Chinese message names the file, the line, the reason and what to do."""


@dataclass(frozen=True)
class Sentence:
    """One sentence: what it is about, its text with blanks, the entities that it rests on beside those of its blanks."""

    item: str
    text: str
    needs: tuple[str, ...] = ()

    @property
    def blanks(self) -> tuple[str, ...]:
        """The codes of its blanks, each once."""
        codes = (code.strip() for code, _ in BLANK.findall(self.text))
        return tuple(dict.fromkeys(code for code in codes if code not in (YEAR, DAY)))


@dataclass(frozen=True)
class Paragraph:
    """One paragraph under its part; ``chains``: whether the sentences of every industrial chain follow."""

    part: str
    heading: str
    sentences: tuple[Sentence, ...]
    chains: bool = False


@dataclass(frozen=True)
class Template:
    """The whole report in order."""

    title: str
    paragraphs: tuple[Paragraph, ...]


def read(path: Path, blanks: Collection[str], entities: Collection[str]) -> Template:
    """The template in a file; raises TemplateError where it is no such file or names what there is not."""
    return _Reader(path, blanks, entities).template()


class _Reader:
    """Reads one file, and knows on which line each of its parts stands."""

    def __init__(self, path: Path, blanks: Collection[str], entities: Collection[str]) -> None:
        self._path, self._blanks, self._entities = path, blanks, entities
        try:
            self._lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise TemplateError(
                f"读不了 {_name(path)}：{error}。请恢复这个文件，存为 UTF-8 编码。"
            ) from error
        try:
            self._said: Mapping[str, Any] = tomllib.loads("\n".join(self._lines))
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            self._refuse(int(found[1]) if found else len(self._lines), "写法不合 TOML，多半是缺了引号或括号")

    def template(self) -> Template:
        """The template, every part of it held to the rules."""
        self._only(self._said, OF_FILE, 1)
        said, places = self._said.get("paragraph"), self._places("paragraph")
        if not isinstance(said, list) or not said or len(places) != len(said):
            self._refuse(1, "没有段落；一段写一个 [[paragraph]]")
        sentences = iter(self._places("paragraph.sentence"))
        return Template(
            self._text(self._said, "title", 1),
            tuple(self._paragraph(each, line, sentences) for each, line in zip(said, places, strict=True)),
        )

    def _paragraph(self, said: Any, line: int, places: Iterator[int]) -> Paragraph:
        self._only(said, OF_PARAGRAPH, line)
        listed, chains = said.get("sentence", []), said.get("chains", False)
        if not isinstance(chains, bool):
            self._refuse(self._line_of("chains", line), "chains 只能是 true 或 false")
        if not isinstance(listed, list) or not (listed or chains):
            self._refuse(line, "这一段没有语句；一句写一个 [[paragraph.sentence]]")
        sentences = tuple(self._sentence(each, next(places, line)) for each in listed)
        return Paragraph(self._text(said, "part", line), self._text(said, "heading", line), sentences, chains)

    def _sentence(self, said: Any, line: int) -> Sentence:
        self._only(said, OF_SENTENCE, line)
        text, needs = self._text(said, "text", line), said.get("needs", [])
        for code, more in BLANK.findall(text):
            self._blank(code.strip(), more.strip(), line)
        if re.search(r"[{}]", BLANK.sub("", text)):
            self._refuse(self._line_of("text", line), "大括号没有成对；一个空格写作 {名称}")
        if not isinstance(needs, list):
            self._refuse(self._line_of("needs", line), 'needs 应当是来件的列表，如 ["tax"]')
        for entity in needs:
            if entity not in self._entities:
                self._refuse(self._line_of("needs", line), f"没有叫“{entity}”的来件；名称见《来件格式》")
        return Sentence(self._text(said, "item", line), text, tuple(needs))

    def _blank(self, code: str, more: str, line: int) -> None:
        if code not in (YEAR, DAY, *self._blanks):
            self._refuse(
                self._line_of(code, line), f"没有叫“{code}”的空格；可用的名称见工作报告页“可用的空格”"
            )
        if more not in ("", COMPARED) or (more and code in (YEAR, DAY)):
            self._refuse(
                self._line_of(more, line), f"“|{more}”不认识；竖线后只能写“{COMPARED}”，年度和截至之后不能写"
            )

    def _text(self, said: Any, name: str, line: int) -> str:
        value = said.get(name)
        if not isinstance(value, str) or not value.strip():
            self._refuse(self._line_of(name, line) if name in said else line, f"没有写 {name}，或不是文字")
        return str(value).strip()

    def _only(self, said: Any, names: Collection[str], line: int) -> None:
        for name in said:
            if name not in names:
                self._refuse(
                    self._line_of(name, line), f"“{name}”不认识；这里只能写 {'、'.join(sorted(names))}"
                )

    def _places(self, heading: str) -> list[int]:
        return [
            place
            for place, text in enumerate(self._lines, start=1)
            if (found := HEADING.match(text)) and found[1] == heading
        ]

    def _line_of(self, needle: str, line: int) -> int:
        """The line after ``line``, before the next heading, that holds the needle; ``line`` itself where none does."""
        for place, text in enumerate(self._lines[line:], start=line + 1):
            if HEADING.match(text):
                break
            if needle and needle in text:
                return place
        return line

    def _refuse(self, line: int, why: str) -> NoReturn:
        raise TemplateError(f"{_name(self._path)} 第 {line} 行：{why}。改好后刷新本页。")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
