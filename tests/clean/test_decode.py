"""Bytes to text: encodings that are told apart, and what is refused."""

from __future__ import annotations

import pytest

from onrecord.clean.decode import MAX_BYTES, decode
from onrecord.errors import PageError

ENGLISH = "“We shall see,” said José Muñoz – the café’s owner – on Monday.\nNobody laughed at the £5 joke.\n"
RUSSIAN = "Совет собрался в понедельник и почти ничего не сказал. Никто не говорил с журналистами после встречи.\n" * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252"])
def test_encodings_are_found(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == (ENGLISH, True)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_encodings_that_no_byte_gives_away_are_found(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding))[0] == RUSSIAN


@pytest.mark.parametrize("label", ["windows-1252", "iso-8859-1", "us-ascii", "no-such-encoding", "utf-8", "base64"])
def test_wrong_declarations_do_no_harm(label: str) -> None:
    assert decode(ENGLISH.encode("windows-1252"), f"text/plain; charset={label}")[0] == ENGLISH


def test_utf8_is_believed_before_the_declaration() -> None:
    html = f'<meta charset="iso-8859-1"><p>{ENGLISH}</p>'
    assert decode(html.encode(), "text/html") == (html, True)


def test_a_declared_encoding_is_used() -> None:
    html = f'<html><meta charset="windows-1251"><p>{RUSSIAN[:60]}</p></html>'
    assert decode(html.encode("windows-1251"), "text/html") == (html, True)


def test_line_ends_become_line_feeds() -> None:
    assert decode(b"one\r\ntwo\rthree\n")[0] == "one\ntwo\nthree\n"


def test_a_torn_character_costs_itself_only() -> None:
    text, whole = decode((ENGLISH * 20 + "é").encode()[:-1])
    assert text == ENGLISH * 20 + "\ufffd"
    assert not whole


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"%PDF-1.7 and so on", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (bytes(range(256)) * 40, "binary"),
        (b"a\0b\0\0\0\x01\0" * 50, "binary"),
        (b"x" * (MAX_BYTES + 1), "too-large"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(PageError) as caught:
        decode(data)
    assert caught.value.code == code
