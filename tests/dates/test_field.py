"""Dates as the world writes them."""

from __future__ import annotations

import pytest

from onrecord.dates import iso_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-02-27", "2024-02-27"),
        ("2024-02-27T10:00:00Z", "2024-02-27T10:00:00+00:00"),
        ("2024-02-27 10:00:00 +0100", "2024-02-27T10:00:00+01:00"),
        ("2024-02-27 10:00:00 UTC", "2024-02-27T10:00:00+00:00"),
        ("2024-02-27 10:00:00", "2024-02-27"),
        ("Tue, 27 Feb 2024 10:00:00 EST", "2024-02-27T10:00:00-05:00"),
        ("February 27, 2024", "2024-02-27"),
        ("27 Feb 2024", "2024-02-27"),
        (1709028000, "2024-02-27T10:00:00+00:00"),
        ("1709028000000", "2024-02-27T10:00:00+00:00"),
    ],
)
def test_a_date_that_is_one_day_is_read(value: object, expected: str) -> None:
    assert iso_date(value) == expected


@pytest.mark.parametrize(
    "value", ["03/04/2024", "2024", "yesterday", "", " ", None, True, -5, 1e300, float("nan"), [], "9" * 500, "2024-02-30"]
)
def test_what_is_ambiguous_or_no_date_is_none(value: object) -> None:
    assert iso_date(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016/6/29 15:07:41", "2016-06-29"),
        ("Tues, 8 October 2013 6:30 PM", "2013-10-08"),
        ("Tue, 08 Oct 2013 18:30:00 CEST", "2013-10-08T18:30:00+02:00"),
        ("Sun, 06 Sep 2009 16:18:00 UT", "2009-09-06T16:18:00+00:00"),
        ("20240306", "2024-03-06"),
        ("20240306T080000Z", "2024-03-06T08:00:00+00:00"),
        ("2024-03-06T09:00:00.1234567Z", "2024-03-06T09:00:00+00:00"),
        ("2024-05-08 08:53:11 AM", "2024-05-08"),
        ("14/03/2024", "2024-03-14"),
        ("6. März 2024", "2024-03-06"),
    ],
)
def test_odd_dates_of_feeds_and_tables(value: str, expected: str) -> None:
    assert iso_date(value) == expected


def test_the_order_of_numbers_is_that_of_the_language() -> None:
    assert iso_date("06/03/2024", "de") == "2024-03-06"
    assert iso_date("0001-01-01") is None
