"""How long lists and hosts are left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.acquire.pace import SOONEST, asked_by, back_off, next_pause

HOUR, DAY = 3600, 86_400


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "no-cache"}, None),
        ({"cache-control": "public, max-age=600"}, 600),
        ({"cache-control": "s-maxage=10, Max-Age = \"60\""}, 60),
        ({"cache-control": "max-age=600", "expires": "Tue, 27 Feb 2024 10:00:00 GMT"}, 600),
        ({"expires": "Tue, 27 Feb 2024 10:00:00 GMT"}, 0),
        ({"expires": "0"}, None),
        ({"expires": "-1"}, None),
    ],
)  # fmt: skip
def test_servers_say_how_long_an_answer_stays_good(headers: dict[str, str], seconds: int | None) -> None:
    assert asked_by(headers) == seconds


def test_an_answer_stays_good_until_it_expires() -> None:
    stated = asked_by({"expires": format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)})
    assert stated in range(HOUR - 60, HOUR + 1)


def test_lists_that_are_busy_are_looked_at_more_often_than_those_that_are_not() -> None:
    assert next_pause(None, asked=0, new=30) == 15 * 60
    assert next_pause(2 * HOUR, asked=0, new=1) == HOUR
    assert next_pause(2 * HOUR, asked=0, new=0) == 3 * HOUR
    assert next_pause(2 * HOUR, asked=90 * 60, new=1) == 90 * 60


@given(st.none() | st.integers(SOONEST, DAY), st.integers(0, 10**9), st.integers(0, 10**5))
def test_a_pause_stays_within_its_bounds(before: int | None, asked: int, new: int) -> None:
    pause = next_pause(before, asked=asked, new=new)
    assert SOONEST <= pause <= DAY
    assert pause >= min(asked, DAY)


def test_failures_are_waited_out_ever_longer() -> None:
    assert [back_off(failures, "status") for failures in (1, 2, 3, 9, 100)] == [300, 600, 1200, 76_800, DAY]
    assert back_off(100, "network") == HOUR, "it may be our own network"
    assert back_off(1, "busy", 7200) == 7200
    assert back_off(1, "busy", 1.0) == 300
    assert back_off(1, "busy", 1e12) == back_off(1, "busy", float("inf")) == 7 * DAY
