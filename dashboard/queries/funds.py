"""Questions about funds that guide industry, and about events that match firms with workers and with money."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard.database import fetch, later, only_row
from dashboard.queries import firms
from dashboard.queries.growth import Asked

FUNDS = """
WITH funds AS (
    SELECT *, fund_id AS case_id, 100.0 * paid_in_wan_yuan / nullif(committed_wan_yuan, 0) AS paid_in_pct,
        100.0 * invested_wan_yuan / nullif(paid_in_wan_yuan, 0) AS invested_pct,
        CASE WHEN coalesce(fund_status, '') <> '退出' AND fund_ends_on < $on::DATE
            THEN date_diff('day', fund_ends_on, $on::DATE) END AS overdue_days
    FROM fund
)
"""
FUND_LIST = "SELECT * FROM funds ORDER BY fund_kind IS DISTINCT FROM '引导基金', scale_wan_yuan DESC NULLS LAST, fund_id"
# A sub-fund's scale holds what the guiding fund puts into it: the two are told apart.
FUND_SUMS = """
SELECT count(*) AS funds, count(*) FILTER (WHERE fund_kind = '引导基金') AS guiding,
    sum(scale_wan_yuan) FILTER (WHERE fund_kind = '引导基金') AS guiding_wan_yuan,
    sum(scale_wan_yuan) FILTER (WHERE fund_kind IS DISTINCT FROM '引导基金') AS sub_wan_yuan,
    sum(committed_wan_yuan) AS committed_wan_yuan, sum(paid_in_wan_yuan) AS paid_in_wan_yuan,
    sum(invested_wan_yuan) AS invested_wan_yuan, sum(invested_projects) AS invested_projects,
    100.0 * sum(paid_in_wan_yuan) FILTER (WHERE committed_wan_yuan IS NOT NULL)
        / nullif(sum(committed_wan_yuan) FILTER (WHERE paid_in_wan_yuan IS NOT NULL), 0) AS paid_in_pct,
    100.0 * sum(invested_wan_yuan) FILTER (WHERE paid_in_wan_yuan IS NOT NULL)
        / nullif(sum(paid_in_wan_yuan) FILTER (WHERE invested_wan_yuan IS NOT NULL), 0) AS invested_pct,
    count(*) FILTER (WHERE overdue_days IS NOT NULL) AS overdue
FROM funds
"""
# One row a firm and event; the figures of workers and of money stay apart.
EVENTS = """
, events AS (
    SELECT m.*, m.match_id AS case_id, coalesce(f.name, m.enterprise_name) AS firm, f.park, f.town AS firm_town,
        m.enterprise_id IS NULL AS is_lost, coalesce(m.enterprise_id, m.enterprise_name) AS who,
        concat_ws(' ', m.event_no, m.event_name, CAST(m.held_on AS VARCHAR)) AS event,
        coalesce(m.event_kind, '未写明') AS kind,
        100.0 * coalesce(m.reached_wan_yuan, m.reached_persons)
            / nullif(coalesce(m.demand_wan_yuan, m.demand_persons), 0) AS reached_pct
    FROM matching_event AS m LEFT JOIN firms AS f USING (enterprise_id)
    WHERE ($is_whole::BOOLEAN OR f.enterprise_id IS NOT NULL)
)
"""
MATCHED = """
    count(DISTINCT event) AS events, count(*) AS cases, count(DISTINCT who) AS firms,
    count(DISTINCT who) FILTER (WHERE is_lost) AS lost,
    sum(demand_wan_yuan) AS demand_wan_yuan, sum(reached_wan_yuan) AS reached_wan_yuan,
    100.0 * sum(reached_wan_yuan) FILTER (WHERE demand_wan_yuan IS NOT NULL)
        / nullif(sum(demand_wan_yuan) FILTER (WHERE reached_wan_yuan IS NOT NULL), 0) AS money_pct,
    sum(demand_persons) AS demand_persons, sum(reached_persons) AS reached_persons,
    100.0 * sum(reached_persons) FILTER (WHERE demand_persons IS NOT NULL)
        / nullif(sum(demand_persons) FILTER (WHERE reached_persons IS NOT NULL), 0) AS people_pct,
    count(DISTINCT who) FILTER (WHERE reached_wan_yuan > 0) AS money_firms,
    count(DISTINCT who) FILTER (WHERE reached_persons > 0) AS people_firms,
    count(*) FILTER (WHERE coalesce(demand_wan_yuan, reached_wan_yuan, demand_persons, reached_persons) IS NULL) AS unitless
"""
EVENT_LIST = "SELECT * FROM events ORDER BY held_on DESC NULLS LAST, event_name, is_lost DESC, firm, match_id"


def funds(asked: Asked) -> pd.DataFrame:
    """One row per fund with the shares paid in and invested; guiding funds first, then by size."""
    return fetch(FUNDS + FUND_LIST, on=asked.on)


def funds_later(asked: Asked) -> Callable[[], pd.DataFrame]:
    """The same, read when the result is called."""
    return later(FUNDS + FUND_LIST, on=asked.on)


def fund_sums(asked: Asked) -> dict[str, Any]:
    """How many funds, how large, promised, paid in and invested (万元), and the shares over funds that tell both."""
    return only_row(fetch(FUNDS + FUND_SUMS, on=asked.on))


def events(asked: Asked) -> pd.DataFrame:
    """One row per event and firm: what it wanted and found, ``is_lost`` for a firm that nobody knows; the latest first."""
    return firms.ask(EVENTS + EVENT_LIST, asked.selection, is_whole=asked.is_whole)


def events_later(asked: Asked) -> Callable[[], pd.DataFrame]:
    """The same, read when the result is called."""
    return firms.later(EVENTS + EVENT_LIST, asked.selection, is_whole=asked.is_whole)


def event_sums(asked: Asked) -> dict[str, Any]:
    """How many events and firms, money wanted and found, people wanted and found, and the two ratios."""
    question = f"{EVENTS} SELECT {MATCHED} FROM events"  # noqa: S608
    return only_row(firms.ask(question, asked.selection, is_whole=asked.is_whole))


def event_months(asked: Asked) -> pd.DataFrame:
    """One row per month with an event by the day asked: ``month``, and the sums of `event_sums`."""
    question = f"""{EVENTS}
        SELECT date_trunc('month', held_on)::DATE AS month, {MATCHED} FROM events
        WHERE held_on <= $on::DATE GROUP BY ALL ORDER BY month"""  # noqa: S608
    return firms.ask(question, asked.selection, is_whole=asked.is_whole, on=asked.on)


def event_kinds(asked: Asked) -> pd.DataFrame:
    """One row per kind of event: ``kind``, and the sums of `event_sums`."""
    question = f"{EVENTS} SELECT kind, {MATCHED} FROM events GROUP BY kind ORDER BY kind"  # noqa: S608
    return firms.ask(question, asked.selection, is_whole=asked.is_whole)
