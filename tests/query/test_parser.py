"""The query language: what it means, where it is wrong, and that nothing else ever happens."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.query.conditions import (
    EVERYTHING,
    AllOf,
    AnyOf,
    Condition,
    Confidence,
    Country,
    In,
    Not,
    OfKind,
    OfPolarity,
    Published,
    Sector,
    Where,
    Words,
)
from onrecord.query.fields import FIELDS
from onrecord.query.parser import parse
from onrecord.record import Kind, Polarity, Role

A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("", EVERYTHING),
        ("  ", EVERYTHING),
        ("a", A),
        ("a b", AllOf((A, B))),
        ("a AND b", AllOf((A, B))),
        ("a OR b c", AnyOf((A, AllOf((B, C))))),
        ("(a OR b) c", AllOf((AnyOf((A, B)), C))),
        ("a NOT b", AllOf((A, Not(B)))),
        ("a -b", AllOf((A, Not(B)))),
        ("NOT NOT a", A),
        ("-(a OR b)", Not(AnyOf((A, B)))),
        ("and or not", AllOf((Words("and"), Words("or"), Words("not")))),
        ('"a b"', Words("a b")),
        ("“a b”", Words("a b")),
        ("a*", Words("a", prefix=True)),
        ('"a b"*', Words("a b", prefix=True)),
        ("five-year", Words("five-year")),
        ("10:30", Words("10:30")),
        ("https://a.example/b", Words("https://a.example/b")),
        ("a — b", AllOf((A, B))),
        ("speaker:a", Words("a", Where.SPEAKER)),
        ("Speaker: a", Words("a", Where.SPEAKER)),
        ('speaker:"a b"', Words("a b", Where.SPEAKER, exact=True)),
        ("speaker:(a OR b)", AnyOf((Words("a", Where.SPEAKER), Words("b", Where.SPEAKER)))),
        ("-speaker:a", Not(Words("a", Where.SPEAKER))),
        ("role:a publisher:b about:c", AllOf((Words("a", Where.ROLE), Words("b", Where.PUBLISHER), Words("c", Where.CONTENT)))),
        ("country:fra sector:gov", AllOf((Country("FRA"), Sector("GOV")))),
        ("kind:direct", OfKind(Kind.DIRECT)),
        ("polarity:Denies", OfPolarity(Polarity.DENIES)),
        ("in:title", In(Role.TITLE)),
        ("after:2024-02", Published(first=date(2024, 2, 1))),
        ("before:2024-02", Published(last=date(2024, 2, 29))),
        ("on:2024", Published(date(2024, 1, 1), date(2024, 12, 31))),
        ("on:2024-02-27", Published(date(2024, 2, 27), date(2024, 2, 27))),
        ("confidence:0.8", Confidence(least=0.8)),
        ("confidence:>=0.8", Confidence(least=0.8)),
        ("confidence:<=0.8", Confidence(most=0.8)),
    ],
)
def test_what_a_query_means(text: str, condition: Condition) -> None:
    assert parse(text).condition == condition
    assert parse(text).text == text


def test_more_than_leaves_out_the_figure_itself() -> None:
    above, below = parse("confidence:>0.8").condition, parse("confidence:<0.8").condition
    assert isinstance(above, Confidence)
    assert isinstance(below, Confidence)
    assert below.most < 0.8 < above.least


@pytest.mark.parametrize(
    ("text", "part", "hint"),
    [
        ("speeker:x", "speeker:", "did you mean speaker:?"),
        ("a author:x", "author:", "did you mean speaker:?"),
        ("nosuch:x", "nosuch:", 'put it in quotation marks: "nosuch:x"'),
        ("kind:dirct", "kind:dirct", "did you mean kind:direct?"),
        ("kind:loud", "kind:loud", "one of direct, mixed, indirect"),
        ("a OR", "", "give a word"),
        ("AND a", "AND", 'put "AND" in quotation marks'),
        ("speaker:", "", "it takes a name"),
        ("speaker:)", ")", "it takes a name"),
        ("speaker:(kind:direct)", "kind:", "inside the parentheses of speaker:"),
        ("(a", "(", "not closed"),
        ("a)", ")", "closes none"),
        ('a "b', '"', "not closed"),
        ('""', '""', "no word between"),
        ("—", "—", "no word"),
        ("country:France", "country:France", "such as country:FRA"),
        ("after:yesterday", "after:yesterday", "such as after:2024-02-27"),
        ("on:2024-02-30", "on:2024-02-30", "such as on:2024-02-27"),
        ("confidence:>8", "confidence:>8", "from 0 to 1"),
        ("confidence:nan", "confidence:nan", "from 0 to 1"),
        ("(" * 30, "(", "inside each other"),
        ("a " * 300, "a ", "leave some out"),
        ("a" * 3000, "a", "leave something out"),
    ],
)
def test_a_wrong_query_says_where_and_what_to_do(text: str, part: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    error = caught.value
    assert hint in str(error)
    assert text[error.start : error.end].startswith(part)
    assert error.query == text
    assert f"(at character {error.start + 1})" in str(error)


_SIGNS = ["AND", "OR", "NOT", "(", ")", '"', "“", "-", "*", "a", "2024-02", ">0.8", "direct", " ", "\x00"]
pieces = st.sampled_from([*(f"{name}:" for name in FIELDS), *_SIGNS])


@settings(max_examples=300, deadline=None)
@given(st.text() | st.lists(pieces | st.text(max_size=3), max_size=30).map(" ".join) | st.lists(pieces, max_size=30).map("".join))
def test_nothing_but_its_own_error_is_ever_raised(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        refused = error
    else:
        assert query.text == text
        return
    assert 0 <= refused.start <= refused.end <= len(text) + 1
