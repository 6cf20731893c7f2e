"""The reader's side: the dashboard's questions against the same SQL put to DuckDB without the dashboard."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from dashboard import database
from dashboard.lots import LotSelection
from dashboard.map_modes import MODES, classes
from dashboard.queries import (
    chains,
    distribution,
    enterprises,
    lot_league,
    lot_lists,
    lot_map,
    lot_totals,
    snapshot,
    standing,
)
from dashboard.queries.chains import View
from dashboard.selection import Selection

ROWS_ON_THE_SCREEN = 1_000


def measure(warehouse: Path, times: int) -> dict[str, Any]:
    """Seconds of each question, ``times`` over: ``asked`` by the dashboard unremembered, ``bare`` in DuckDB alone."""
    os.environ["MUJUN_WAREHOUSE"] = str(warehouse)
    database.pin()
    asked = questions()
    # One process may hold a file open in one configuration only: the dashboard's.
    connection = duckdb.connect(str(database.published()), read_only=True, config=database.LOCKED_DOWN)
    return {"questions": {name: _compared(question, connection, times) for name, question in asked.items()}}


def questions() -> Mapping[str, Callable[[], object]]:
    """What the pages ask of the last year with everything chosen, and of one narrow choice."""
    year = snapshot.years()[0]
    everyone = Selection(year=year)
    town = snapshot.choices().towns[0]
    lots = LotSelection(everyone)
    narrow = Selection(year=year, towns=(town,), scales=("above",), lowest=5.0)
    return {
        "六个数": lambda: enterprises.figures(everyone),
        "历年走势": lambda: enterprises.trend(everyone, snapshot.years()),
        "片区排名": lambda: enterprises.league(everyone, "park"),
        "直方图": lambda: enterprises.histogram(everyone),
        "名单前 1,000 户": lambda: enterprises.rows(everyone, ROWS_ON_THE_SCREEN),
        "名单（一个镇街、规上）": lambda: enterprises.rows(narrow, ROWS_ON_THE_SCREEN),
        "按名称搜索": lambda: enterprises.rows(Selection(year=year, search="电子"), ROWS_ON_THE_SCREEN),
        "规上排名": lambda: standing.ranking(everyone, above_scale=True, most=500),
        "可挖潜税收": lambda: standing.recoverable(everyone, by_industry=True, most=20),
        "集中度": lambda: (distribution.concentration(everyone), distribution.lorenz(everyone)),
        "用地和税收": lambda: distribution.scatter(everyone, 20),
        "一条产业链的节点": lambda: chains.nodes(View(everyone, "biomed")),
        "全部产业链": lambda: chains.totals(View(everyone, "")),
        "一条产业链的节点（一个镇街、规上）": lambda: chains.nodes(View(narrow, "biomed")),
        "一条产业链的企业": lambda: chains.members(View(everyone, "biomed"), "biomed", ROWS_ON_THE_SCREEN),
        "地图图例": lambda: lot_map.counts(lots, MODES["tax"], classes(MODES["tax"], (1, 5, 10, 20, 40))),
        "地块片区排名": lambda: lot_league.league(lots, "park"),
        "挖潜前 15 宗": lambda: lot_lists.opportunities(lots, 15),
        "最好和最差的十分之一用地": lambda: lot_totals.tenths(lots),
        "筛选项": snapshot.choices,
    }


def some_parcels(warehouse: Path, times: int) -> list[str]:
    """Ids of ``times`` parcels and one more, which a visitor clicks."""
    os.environ["MUJUN_WAREHOUSE"] = str(warehouse)
    database.pin()
    lots = lot_lists.rows(LotSelection(Selection(year=snapshot.years()[0])), times + 1)
    return list(lots["parcel_id"])


def bare_of_a_range(warehouse: Path, times: int) -> list[float]:
    """Seconds of the SQL alone that the page of 亩均税收 needs when its range changes, `times` over."""
    os.environ["MUJUN_WAREHOUSE"] = str(warehouse)
    database.pin()
    narrow = Selection(year=snapshot.years()[0], lowest=5.0)
    connection = duckdb.connect(str(database.published()), read_only=True, config=database.LOCKED_DOWN)

    def page() -> None:
        enterprises.figures(narrow)
        enterprises.histogram(narrow)
        enterprises.rows(narrow, ROWS_ON_THE_SCREEN)

    queries = _heard(page)
    return [
        _seconds(lambda: [connection.execute(sql, values).fetchnumpy() for sql, values in queries])
        for _ in range(times)
    ]


def _compared(
    question: Callable[[], object], connection: duckdb.DuckDBPyConnection, times: int
) -> dict[str, list[float]]:
    queries = _heard(question)
    asked, bare = [], []
    # By turns, so that both meet the same state of the machine.
    for _ in range(times):
        database.forget()
        asked.append(_seconds(question))
        bare.append(
            _seconds(lambda: [connection.execute(sql, values).fetchnumpy() for sql, values in queries])
        )
    return {"asked": asked, "bare": bare}


def _heard(question: Callable[[], object]) -> list[tuple[str, dict[str, object]]]:
    """The SQL that a question sends, with its values, as the database module hears it."""
    database.forget()
    with (
        patch.object(database, "_answer", wraps=database._answer) as frames,
        patch.object(database, "_arrow_answer", wraps=database._arrow_answer) as tables,
    ):
        question()
    sent = [call.args[1:] for door in (frames, tables) for call in door.call_args_list]
    return [(sql, {name: _bound(value) for name, value in values.items()}) for sql, values in sent]


def _bound(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
