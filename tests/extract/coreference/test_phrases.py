"""What the words of a source name or describe."""

from __future__ import annotations

import pytest

from onrecord.extract.coreference.mentions import NameMention
from onrecord.extract.coreference.phrases import parts_of, whole_list
from tests.extract.laying_out import laid_out, words_at


def parts(source: str, *names: str) -> list[str]:
    """Each part as its name or its head, in "SOURCE said so."."""
    layout = laid_out(f"{source} said so.")
    spans = [words_at(layout, name) for name in names]
    by_first = {first: NameMention(first, last, "person", first) for first, last in spans}
    found = parts_of(layout, *words_at(layout, source), by_first)
    return [layout.phrase(p.name.first, p.name.last) if p.name else layout.words[p.head or 0] for p in found]


@pytest.mark.parametrize(
    ("source", "names", "expected"),
    [
        ("Eva Lund", ["Eva Lund"], ["Eva Lund"]),
        ("The lawyer for the town", [], ["lawyer"]),
        ("The lawyer, Eva Lund", ["Eva Lund"], ["Eva Lund"]),
        ("Eva Lund and Ada Sund", ["Eva Lund", "Ada Sund"], ["Eva Lund", "Ada Sund"]),
        ("Eva Lund, Ada Sund and Peter Voss", ["Eva Lund", "Ada Sund", "Peter Voss"], ["Eva Lund", "Ada Sund", "Peter Voss"]),
        ("Eva Lund’s lawyer", ["Eva Lund"], ["lawyer"]),
        ("She", [], ["She"]),
        ("Eva Lund, R-Tenn., and others", ["Eva Lund"], ["Eva Lund", "others"]),
    ],
)
def test_parts_of_a_source(source: str, names: list[str], expected: list[str]) -> None:
    assert parts(source, *names) == expected


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Oslo, Bergen and Voss said so.", "Oslo, Bergen and Voss"),
        ("He met Oslo, Bergen and Voss said so.", "Bergen and Voss"),
    ],
)
def test_a_list_is_taken_whole_where_it_begins_a_clause(text: str, whole: str) -> None:
    layout = laid_out(text)
    spans = [words_at(layout, name) for name in ("Oslo", "Bergen", "Voss")]
    by_first = {first: NameMention(first, last, "place", first) for first, last in spans}
    first, last = whole_list(layout, *words_at(layout, "Bergen and Voss"), by_first)
    assert layout.phrase(first, last) == whole
