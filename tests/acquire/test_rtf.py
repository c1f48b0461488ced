"""Rich Text."""

from __future__ import annotations

import pytest

from onrecord.acquire.input_formats import told_by
from onrecord.acquire.rtf import rtf_text
from onrecord.errors import PageError

PAGE = rb"{\rtf1\ansi\ansicpg1252{\info{\title unseen}}\pard \'93Nobody sails,\'94 Lopes said.\par Caf\u233?\par}"


def test_paragraphs_are_read() -> None:
    assert rtf_text(PAGE).splitlines() == ["“Nobody sails,” Lopes said.", "Café"]
    assert told_by(PAGE).endings == (".rtf",)


@pytest.mark.parametrize("data", [b"", b"plain", b"{\\rtf1 }"], ids=["empty", "text", "blank"])
def test_what_has_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(PageError):
        rtf_text(data)


@pytest.mark.parametrize("piece", [b"{", b"}", b"\\par ", b"\\'93", b"\\u8220?", b"{\\*\\x ", b"\\bin9 "])
def test_time_grows_with_length_only(piece: bytes) -> None:
    text = b"{\\rtf1 x" + piece * 100_000
    assert len(rtf_text(text)) <= len(text)
