from __future__ import annotations

import pytest

from dashboard import format as fmt


@pytest.mark.parametrize(
    ("wan_yuan", "text"),
    [
        (12_300, "1.23 亿元"),
        (10_000, "1.00 亿元"),
        (34.5, "34.50 万元"),
        (-20_000, "-2.00 亿元"),
        (0, "0.00 万元"),
        (None, "—"),
        (float("nan"), "—"),
    ],
)
def test_money_is_written_in_yi_from_ten_thousand_wan(wan_yuan: float | None, text: str) -> None:
    assert fmt.money(wan_yuan) == text


def test_a_change_of_a_count_carries_its_sign_and_none_is_no_zero() -> None:
    assert [fmt.signed(value) for value in (5, -16, 0, None, float("nan"))] == ["+5", "−16", "0", "—", "—"]


def test_zero_and_missing_look_different() -> None:
    assert fmt.number(0, 2) == "0.00"
    assert fmt.number(-0.001, 2) == "0.00"
    assert fmt.number(None) == fmt.percent(None) == fmt.count(None) == fmt.large(None, "户") == "—"


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (120, 100, "▲ 20.0%"),
        (80, 100, "▼ 20.0%"),
        (100, 100, "持平"),
        (100.001, 100, "持平"),
        (1, 0, None),
        (1, -5, None),
        (None, 1, None),
        (1, None, None),
    ],
)
def test_a_change_is_told_only_against_a_positive_base(
    now: float | None, before: float | None, text: str | None
) -> None:
    assert fmt.change(now, before) == text


@pytest.mark.parametrize(
    ("instant", "zone", "text"),
    [
        ("2024-04-01T08:00:00+00:00", "Asia/Shanghai", "2024-04-01 16:00"),
        ("2024-04-01T08:00:00Z", "Asia/Shanghai", "2024-04-01 16:00"),
        ("2024-04-01T08:00:00", "UTC", "2024-04-01 08:00"),
        ("昨天", "UTC", "昨天"),
        (None, "UTC", "—"),
    ],
)
def test_a_time_is_the_readers(instant: str | None, zone: str, text: str) -> None:
    assert fmt.local_time(instant, zone) == text


@pytest.mark.parametrize("zone", [None, "", "Mars/Base", "../../etc/passwd"])
def test_an_unknown_zone_falls_back_to_the_servers(zone: str | None) -> None:
    assert fmt.local_time("2024-04-01T08:00:00Z", zone).startswith("2024-0")


def test_names_are_data_in_markdown_and_in_charts() -> None:
    assert fmt.markdown_text("**甲**[x](http://y) :red[z] $1") == (
        r"\*\*甲\*\*\[x\]\(http\:\/\/y\) \:red\[z\] \$1"
    )
    assert fmt.chart_text("<b>甲</b>&乙") == "&lt;b&gt;甲&lt;/b&gt;&amp;乙"


@pytest.mark.parametrize(
    ("wan_yuan", "text"),
    [
        (None, "—"),
        (34.5, "34.50 :small[万元]"),
        (999.994, "999.99 :small[万元]"),
        (2053.8, "2,054 :small[万元]"),
        (-6116.4, "-6,116 :small[万元]"),
        (12_345, "1.23 :small[亿元]"),
    ],
)
def test_a_card_has_room_for_its_money(wan_yuan: float | None, text: str) -> None:
    assert fmt.large_money(wan_yuan) == text
