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
