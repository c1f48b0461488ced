"""One spelling for each page."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.acquire.urls import canonical_url
from onrecord.errors import PageError


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://News.Example:443/A?b=2&a=1#top", "https://news.example/A?b=2&a=1"),
        ("http://news.example", "http://news.example/"),
        ("http://user:secret@news.example:8080/", "http://news.example:8080/"),
        ("https://news.example/?utm_source=x&id=3&fbclid=4&UTM_Medium=y", "https://news.example/?id=3"),
        ("https://news.example/?q=utm_source&tag=gclid", "https://news.example/?q=utm_source&tag=gclid"),
        ("https://bücher.example/ä b", "https://xn--bcher-kva.example/%C3%A4%20b"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("https://news.example/a%2Fb;x=1?q=%E9", "https://news.example/a%2Fb;x=1?q=%E9"),
    ],
)
def test_spellings_of_a_page_are_one(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@given(st.text())
def test_any_text_is_an_address_in_its_last_spelling_or_none(text: str) -> None:
    for url in (text, "https://" + text, "https://news.example/" + text):
        with contextlib.suppress(PageError):
            once = canonical_url(url)
            assert canonical_url(once) == once
            assert once.isascii()
            assert not any(char.isspace() or not char.isprintable() for char in once)


def test_an_address_longer_than_databases_take_is_refused() -> None:
    assert canonical_url(f"https://news.example/{'a' * 1900}")
    with pytest.raises(PageError, match="2000 characters"):
        canonical_url(f"https://news.example/{'é' * 1900}")
