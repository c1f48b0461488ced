"""What is pasted or sent to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from onrecord.acquire import Found, Known, Link
from onrecord.errors import InputError
from onrecord.web.incoming import is_link, linked, pasted


def never(_: Iterable[Link]) -> Iterator[Found]:
    raise AssertionError("nothing may be fetched")


@pytest.mark.parametrize(
    "given", ["javascript:alert(1)", "JavaScript:alert(1)//", "file:///etc/passwd", "ftp://quill.example/a", "data:text/html,x"]
)
def test_an_address_of_another_kind_is_neither_an_article_nor_followed(given: str) -> None:
    assert is_link(given)
    with pytest.raises(InputError, match="begins with https"):
        linked(given, never)


@pytest.mark.parametrize("given", ["Note: rain.", "Harbour", "https://quill.example/a is open, mayor Ada Lund said.", "12:30"])
def test_a_text_is_no_address(given: str) -> None:
    assert not is_link(given)


def test_an_article_cannot_be_said_to_be_found_at_what_is_no_web_page() -> None:
    with pytest.raises(InputError, match="begins with https"):
        pasted("The harbour is open, mayor Ada Lund said.", Known(url="javascript:alert(1)"))
