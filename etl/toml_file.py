"""A TOML file that people edit, under check: it knows its name and the line of a key or value, and refuses in Chinese."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


class TomlFile:
    """A file of rules and what it says.

    Raises:
        Exception: ``error`` as given, when the file is no TOML; so does every question that finds it wrong.
    """

    def __init__(self, path: Path, what: str, error: type[Exception]) -> None:
        """Read ``path``; ``what`` is its Chinese name in messages, such as 口径包."""
        self.path, self.what, self.error = path, what, error
        try:
            self.text = path.read_text(encoding="utf-8")
            self.content: dict[str, Any] = tomllib.loads(self.text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
            raise error(f"{what} {path.name} 无法读取：{wrong}。") from wrong

    def refuse(self, reason: str, *words: str) -> Exception:
        """The error, with the first line that holds all ``words``, else the first that holds the first of them."""
        number = self._line_of(words) or self._line_of(words[:1])
        at = f" 第 {number} 行" if number else ""
        return self.error(f"{self.what} {self.path.name}{at}：{reason}")

    def _line_of(self, words: Sequence[str]) -> int | None:
        sought = [re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])") for word in words]
        lines = enumerate(self.text.splitlines(), start=1)
        return next(
            (number for number, line in lines if sought and all(w.search(line) for w in sought)), None
        )

    def only(self, said: object, allowed: Sequence[str], where: str) -> None:
        """Refuse anything but a table of ``allowed`` keys."""
        if not isinstance(said, dict):
            raise self.refuse(f"{where} 应当是一张表。", where)
        for key in said:
            if key not in allowed:
                raise self.refuse(f"{where} 中不认识的键 {key}。可用：{'、'.join(allowed)}。", key)

    def part(self, name: str, allowed: Sequence[str]) -> dict[str, Any]:
        """The table ``name``, empty when the file has none."""
        said: dict[str, Any] = self.content.get(name, {})
        self.only(said, allowed, name)
        return said

    def text_of(self, key: str) -> str:
        """A text that must be there."""
        if not isinstance(self.content.get(key), str) or not self.content[key]:
            raise self.refuse(f"缺少 {key}，或不是文字。", key)
        return str(self.content[key])

    def one_of(self, said: Mapping[str, Any], key: str, words: Sequence[str], default: str) -> str:
        """One of ``words``."""
        word = said.get(key, default)
        if word not in words:
            raise self.refuse(f"{key} 只能是 {'、'.join(words)}，不能是 {word!r}。", key, str(word))
        return str(word)

    def some_of(
        self, said: Mapping[str, Any], key: str, words: Sequence[str] | None, default: Sequence[str]
    ) -> tuple[str, ...]:
        """A list out of ``words``; of any texts where that is None."""
        listed = said.get(key, list(default))
        if not isinstance(listed, list) or not all(isinstance(word, str) and word for word in listed):
            raise self.refuse(f"{key} 应当是一列文字，不能是 {listed!r}。", key)
        if words is not None and (strange := [word for word in listed if word not in words]):
            raise self.refuse(
                f"{key} 只能取自 {'、'.join(words)}，不能是 {'、'.join(strange)}。", key, strange[0]
            )
        return tuple(listed)

    def truth(self, said: Mapping[str, Any], key: str, default: bool) -> bool:
        """True or false."""
        value = said.get(key, default)
        if not isinstance(value, bool):
            raise self.refuse(f"{key} 只能是 true 或 false，不能是 {value!r}。", key)
        return value

    def number(self, said: Mapping[str, Any], key: str, default: float) -> float:
        """A number that is not negative."""
        value = said.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise self.refuse(f"{key} 应当是不小于 0 的数，不能是 {value!r}。", key)
        return float(value)

    def number_or_none(self, said: Mapping[str, Any], key: str) -> float | None:
        """The same, or None where nothing is said."""
        return self.number(said, key, 0.0) if key in said else None
