"""The marts as text: what each file says about itself, and that another engine can run it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlglot

from etl.contracts import TABLES
from etl.engine import MARTS, ORDER

FILES = sorted(MARTS.glob("*.sql"))


PUBLISHED = [path for path in FILES if path.stem in TABLES]


def test_every_mart_is_run_once() -> None:
    assert sorted(ORDER) == [path.stem for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_opens_with_grain_and_key(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    opening = "".join(line for line in text.splitlines(keepends=True)[:12] if line.startswith("--"))
    assert text.startswith("-- ")
    assert re.search(r"\bGrain:", opening)
    key = re.search(r"Key: (?:\(([^)]*)\)|(\w+))", opening)
    assert key
    said = (key.group(1) or key.group(2)).replace(" ", "").split(",")
    assert path.stem not in TABLES or tuple(said) == TABLES[path.stem].key or said == ["the"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_runs_on_spark_too(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    (translated,) = sqlglot.transpile(
        text, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    sqlglot.parse_one(translated, read="spark")


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_yields_the_columns_of_the_contract(path: Path) -> None:
    select = sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb").expression
    names = [each.alias_or_name for each in select.selects]
    assert names == [column.name for column in TABLES[path.stem].columns]
