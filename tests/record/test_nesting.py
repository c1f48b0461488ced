from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Span, Spans, outermost_first, statements_around


@dataclass(frozen=True)
class Said:
    source: Spans
    cue: Spans
    content: Spans


span = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 9), st.integers(1, 4))
wide = st.builds(lambda start, length: (Span(start, start + length),), st.integers(0, 6), st.integers(1, 9))
broken = wide.map(lambda one: (*one, Span(one[0].end + 1, one[0].end + 4)))
one_or_none = st.one_of(st.just(()), span.map(lambda one: (one,)))
statements = st.lists(st.builds(Said, one_or_none, one_or_none, st.one_of(wide, broken)), max_size=4)


def test_the_innermost_one_around() -> None:
    outer = Said((Span(90, 95),), (Span(96, 100),), (Span(0, 88),))
    middle = Said((Span(1, 8),), (Span(9, 13),), (Span(14, 80),))
    inner = Said((Span(20, 25),), (Span(26, 30),), (Span(31, 80),))
    assert statements_around([inner, outer, middle]) == (2, None, 1)
    assert sorted([inner, middle, outer], key=outermost_first) == [outer, middle, inner]


def test_a_source_outside_is_not_inside() -> None:
    outer = Said((Span(50, 60),), (Span(61, 65),), (Span(0, 48),))
    beside = Said((Span(50, 60),), (Span(10, 14),), (Span(15, 48),))
    assert statements_around([outer, beside]) == (None, None)


@given(statements)
def test_as_looking_at_every_pair_has_it(listed: list[Said]) -> None:
    def holds(outer: Said, inner: Said) -> bool:
        parts = (*inner.source, *inner.cue) or inner.content
        return all(any(piece.contains(part) for piece in outer.content) for part in parts)

    order = sorted(range(len(listed)), key=lambda i: outermost_first(listed[i]))
    for place, i in enumerate(order):
        sizes = [sum(map(len, listed[o].content)) for o in order[:place] if holds(listed[o], listed[i])]
        around = statements_around(listed)[i]
        if around is None:
            assert not sizes
        else:
            assert holds(listed[around], listed[i])
            assert sum(map(len, listed[around].content)) == min(sizes)
