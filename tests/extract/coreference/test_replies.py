"""To whom and where something was said."""

from __future__ import annotations

import pytest

from onrecord.extract.coreference.replies import find_addressee, find_venue
from onrecord.extract.text.results import FoundStatement
from onrecord.record import Span
from tests.extract.laying_out import laid_out


def statement(text: str, source: str, cue: str, content: str) -> FoundStatement:
    spans = [(Span(text.index(words), text.index(words) + len(words)),) for words in (source, cue, content)]
    return FoundStatement(spans[0], spans[1], spans[2], 1.0)


@pytest.mark.parametrize(
    ("text", "cue", "addressee"),
    [
        ("Lund told The Northern Wire that it was late.", "told", "The Northern Wire"),
        ("Lund told them that it was late.", "told", "them"),
        ("Lund said to the committee that it was late.", "said", "the committee"),
        ("Lund said that it was late.", "said", None),
    ],
)
def test_addressee(text: str, cue: str, addressee: str | None) -> None:
    found = find_addressee(laid_out(text), statement(text, "Lund", cue, "it was late"))
    assert (found.of(text) if found else None) == addressee


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("It was late, Lund said at a press conference in Paris.", "a press conference in Paris"),
        ("It was late, Lund said in a statement on Monday.", "a statement"),
        ("It was late, Lund said in Paris.", None),
    ],
)
def test_venue(text: str, venue: str | None) -> None:
    found = find_venue(laid_out(text), statement(text, "Lund", "said", "It was late"))
    assert (found.of(text) if found else None) == venue
