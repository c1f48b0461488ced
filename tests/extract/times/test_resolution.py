"""Time expressions and when a statement was made. Example sentences are invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.times import accuracy, cases, onrecord_answer
from onrecord.extract.times.resolution import Interval, find_times, resolve_time
from onrecord.extract.times.said import said_when
from onrecord.record import Said, Span

SHARED = Path(__file__).parents[4] / "shared"
TUESDAY = "2024-02-27"


def found(text: str) -> list[str]:
    return [p.span.of(text) for p in find_times(text)]


def only(
    text: str, published: str | None = TUESDAY, *, dateline: str | None = None, anchor: str | None = None
) -> Interval | None:
    (phrase,) = find_times(text)
    return resolve_time(phrase, published, dateline=dateline, anchor=anchor)


def said(marked: str, published: str | None = TUESDAY) -> Said | None:
    """`said_when` on a sentence with its <source>, [cue] and {content} marked."""
    text, opened = "", 0
    spans: dict[str, list[Span]] = {}
    for character in marked:
        if character in "<[{":
            opened = len(text)
        elif character in ">]}":
            spans.setdefault(character, []).append(Span(opened, len(text)))
        else:
            text += character
    return said_when(text, published, tuple(spans.get(">", ())), tuple(spans["]"]), tuple(spans["}"]))


def test_nearly_all_phrases_of_the_scored_set_get_their_exact_interval() -> None:
    listed = cases()
    assert len(listed) >= 170
    assert accuracy(onrecord_answer, listed) >= 0.95


@pytest.mark.parametrize(
    ("text", "start", "end", "granularity", "rule"),
    [
        ("She spoke on Tuesday.", "2024-02-27", "2024-02-27", "day", "weekday"),
        ("She spoke late on Sunday.", "2024-02-25", "2024-02-25", "part-of-day", "weekday"),
        ("She will speak on Sunday.", "2024-03-03", "2024-03-03", "day", "weekday"),
        ("She spoke last week.", "2024-02-19", "2024-02-25", "week", "unit"),
        ("She wrote in mid-March.", "2023-03-11", "2023-03-20", "part-of-month", "month"),
        ("She left in the 1990s.", "1990-01-01", "1999-12-31", "decade", "decade"),
        ("It fell in the third quarter of 2021.", "2021-07-01", "2021-09-30", "quarter", "quarter"),
        ("It happened overnight.", "2024-02-26", "2024-02-27", "night", "overnight"),
        ("She has waited since Monday.", "2024-02-26", "2024-02-27", "range", "since"),
        ("It was shut between March 2020 and May 2021.", "2020-03-01", "2021-05-31", "range", "range"),
    ],
)
def test_a_phrase_gives_an_interval_a_granularity_and_its_rule(
    text: str, start: str, end: str, granularity: str, rule: str
) -> None:
    assert only(text) == Interval(start, end, granularity, rule)


def test_without_a_publication_date_only_absolute_phrases_resolve() -> None:
    assert only("She spoke on Tuesday.", None) is None
    assert only("She spoke last week.", None) is None
    assert only("She spoke on Feb. 27.", None) is None
    assert only("She spoke on Feb. 27, 2024.", None) == Interval("2024-02-27", "2024-02-27", "day", "date")
    assert only("She spoke from March to May 2016.", None) == Interval("2016-03-01", "2016-05-31", "range", "range")
    assert only("She has waited since 2014.", None) is None


def test_a_publication_date_that_is_no_date_counts_as_none() -> None:
    assert only("She spoke on Tuesday.", "last Tuesday") is None


def test_the_publication_day_is_that_of_its_own_zone() -> None:
    assert only("She spoke today.", "2024-02-27T23:30:00-05:00") == Interval("2024-02-27", "2024-02-27", "day", "relative-day")
    assert only("She spoke six hours ago.", "2024-02-27T04:00:00Z") == Interval(
        "2024-02-26", "2024-02-26", "part-of-day", "units-ago"
    )


def test_a_date_in_the_dateline_goes_before_the_publication_date() -> None:
    expected = Interval("2024-02-26", "2024-02-26", "day", "relative-day")
    assert only("She spoke today.", dateline="PARIS, Feb. 26") == expected
    assert only("She spoke today.", dateline="PARIS") == Interval("2024-02-27", "2024-02-27", "day", "relative-day")


def test_what_counts_from_another_date_in_the_text_needs_that_date() -> None:
    assert only("She left a year earlier.") is None
    assert only("She left a year earlier.", anchor="2016-10-14") == Interval("2015-01-01", "2015-12-31", "year", "anchored")
    assert only("She left the previous day.", anchor="2016-10-14") == Interval("2016-10-13", "2016-10-13", "day", "anchored")
    assert only("She left the following Friday.", anchor="2016-10-14") == Interval("2016-10-21", "2016-10-21", "day", "anchored")


@pytest.mark.parametrize(
    "text",
    [
        "The council may vote.",
        "Theresa May said so, and Mrs May’s allies agreed.",
        "He joined the March on Washington; they march on.",
        "She told the Sun, then the Mail on Sunday and the Sunday Times.",
        "He came second after the fall of the town.",
        "Some 2,000 people and 2000 soldiers took part for $1999.",
        "A man in his 30s and one in his late 60s.",
        "The financial crash and the financial stakes.",
    ],
)
def test_what_only_looks_like_a_time_is_not_found(text: str) -> None:
    assert found(text) == []


def test_dates_that_no_calendar_has_stay_unknown() -> None:
    assert only("It happened on February 31.") is None
    assert only("It happened on 2023-02-30.") is None
    assert only("It happened on 3/4/2016.") is None


def test_phrases_are_found_within_the_bounds_given_with_offsets_of_the_whole_text() -> None:
    text = "On Monday it rained. On Friday it stopped."
    (phrase,) = find_times(text, text.index("On Friday"))
    assert phrase.span.of(text) == "Friday"


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("MaySunTueday 0123456789.,-'’\nthofinlas"), max_size=80), st.dates())
def test_any_text_gives_ordered_phrases_and_intervals_that_run_forwards(text: str, published: date) -> None:
    phrases = find_times(text)
    assert all(0 <= p.span.start < p.span.end <= len(text) for p in phrases)
    assert [p.span for p in phrases] == sorted(p.span for p in phrases)
    for phrase in phrases:
        interval = resolve_time(phrase, published.isoformat())
        assert interval is None or interval.start <= interval.end


@pytest.mark.parametrize(
    ("marked", "start", "end", "basis"),
    [
        ("<Ilse Brandt> [said] on Tuesday {that the port was open}.", "2024-02-27", "2024-02-27", "on Tuesday"),
        ("{“We are done,”} <he> [told] reporters late on Sunday.", "2024-02-25", "2024-02-25", "late on Sunday"),
        ("In a 2019 interview, <she> [said] {she had lied}.", "2019-01-01", "2019-12-31", "2019"),
        ("Earlier, <Ms Roth> sent shockwaves on Tuesday as she [refused to rule out] {a ban}.", TUESDAY, TUESDAY, "on Tuesday"),
        ("<Brandt> [said on Monday] {it was over}.", "2024-02-26", "2024-02-26", "on Monday"),
        ("<Brandt>, speaking on Monday, [said] {it was over}.", "2024-02-26", "2024-02-26", "on Monday"),
        ("<Brandt> [said] at last week’s summit {that it was over}.", "2024-02-19", "2024-02-25", "last week"),
        ("LUND, Feb. 26 (XYZ) — <Brandt> [said] Sunday {it was over}.", "2024-02-25", "2024-02-25", "Sunday"),
    ],
)
def test_a_statement_is_dated_by_the_phrase_of_its_own_clause(marked: str, start: str, end: str, basis: str) -> None:
    when = said(marked)
    assert when is not None
    assert (when.start, when.end) == (start, end)
    assert when.basis.of("".join(c for c in marked if c not in "<>[]{}")) == basis


@pytest.mark.parametrize(
    "marked",
    [
        "<Brandt> [said] {that the port had opened on Tuesday}.",
        "It rained on Tuesday. <Brandt> [said] {it was over}.",
        "<Brandt>, who left in 2014, [said] {it was over}.",
        "<Brandt>, elected on Monday, [said] {it was over}.",
        "<Brandt> [spoke of] Monday’s attack, {calling it vile}.",
        "After Monday’s vote, <Brandt> [said] {it was over}.",
        "A day earlier, <Brandt> [had said] {it was over}.",
        "LUND, Feb. 26 (XYZ) — <Brandt> [said] {it was over}.",
    ],
)
def test_a_statement_whose_clause_does_not_say_when_stays_undated(marked: str) -> None:
    assert said(marked) is None


def test_without_a_publication_date_a_weekday_dates_nothing() -> None:
    assert said("<Brandt> [said] on Tuesday {it was over}.", None) is None


def test_the_seed_article_dates_the_two_statements_that_a_reader_can_date() -> None:
    seed = SHARED / "data" / "seed"
    if not seed.exists():
        pytest.skip("the shared data is not here")
    text = (seed / "article.txt").read_text(encoding="utf-8")
    expected = json.loads((seed / "expected.json").read_text(encoding="utf-8"))
    for statement in expected["statements"]:
        content = tuple(Span(*piece) for piece in statement["content"])
        when = said_when(text, expected["published"], (Span(*statement["source"]),), (Span(*statement["cue"]),), content)
        assert (when.start if when else None) == statement.get("said_on"), statement["id"]
