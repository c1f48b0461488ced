from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from onrecord.errors import RecordError, SpanError
from onrecord.record import Entry, EventDate, Issue, Page, Record, Region, Role, Said, Span, Speaker, SpeakerType, Stage
from onrecord.record.check import check, problems
from tests.record import examples
from tests.record.generated import records

EXAMPLE = examples.record()
BEYOND = Span(0, len(examples.TEXT) + 1)


def with_article(**changes: Any) -> Record:
    return replace(EXAMPLE, article=replace(EXAMPLE.article, **changes))


def with_first(part: str, **changes: Any) -> Record:
    """The example with the first of its statements, mentions, entities or events changed."""
    first, *others = getattr(EXAMPLE, part)
    changed: dict[str, Any] = {part: (replace(first, **changes), *others)}
    return replace(EXAMPLE, **changed)


@settings(deadline=None)
@given(records())
def test_a_sound_record_has_no_problems(record: Record) -> None:
    assert problems(record) == ()
    check(record)


def test_the_example_is_sound() -> None:
    assert problems(EXAMPLE) == ()


SPEAKER = EXAMPLE.statements[0].speaker
assert SPEAKER is not None

BROKEN: list[tuple[Record, str]] = [
    (with_article(regions=(Region(Role.BODY, BEYOND),)), "article.regions[0].span: "),
    (with_article(regions=(Region(Role.BODY, Span(0, 9)), Region(Role.BODY, Span(8, 12)))), "article.regions[1]: begins at 8"),
    (with_article(published="2031-03-04T08:00:00"), "article.published: "),
    (with_article(published="2031-02-30"), "article.published: "),
    (with_article(published="20310304"), "article.published: "),
    (with_article(updated="2031-03-04T08:00:00"), "article.updated: "),
    (with_article(updated=None), "article.updated_basis: "),
    (with_article(entries=(Entry(BEYOND),)), "article.entries[0].span: "),
    (with_article(entries=(Entry(Span(0, 9)), Entry(Span(8, 12)))), "article.entries[1]: begins at 8"),
    (with_article(entries=(Entry(Span(0, 9), "8 a.m."),)), "article.entries[0].time: "),
    (with_article(page=Page("0" * 63, "text/html", "a.html")), "article.page.sha256: "),
    (with_article(page=Page("0" * 64, "text/html", "a.html", "2031-03-04")), "article.page.fetched_at: "),
    (with_article(id=""), "article.id: is empty"),
    (with_article(id="another"), "statements[0].id: "),
    (with_first("statements", content=()), "statements[0].content: is empty"),
    (with_first("statements", cue=(BEYOND,)), "statements[0].cue[0]: "),
    (with_first("statements", source=(Span(9, 12), Span(3, 5))), "statements[0].source[1]: begins at 3"),
    (with_first("statements", confidence=-0.1), "statements[0].confidence: "),
    (with_first("statements", confidence=float("nan")), "statements[0].confidence: "),
    (with_first("statements", speaker=None), "statements[0].unknown: is missing"),
    (with_first("statements", unknown="no reason"), "statements[0].unknown: gives a reason"),
    (with_first("statements", speaker=Speaker(None, SpeakerType.PERSON)), "statements[0].speaker.name: is missing"),
    (with_first("statements", speaker=Speaker("", SpeakerType.UNNAMED)), "statements[0].speaker.name: is empty"),
    (with_first("statements", speaker=replace(SPEAKER, mention="m-0")), "statements[0].speaker.mention: 'm-0' is no mention"),
    (with_first("statements", speaker=replace(SPEAKER, country="Portugal")), "statements[0].speaker.country: "),
    (with_first("statements", reply_to="s-0"), "statements[0].reply_to: 's-0' is no other"),
    (with_first("statements", reply_to=EXAMPLE.statements[0].id), "statements[0].reply_to: "),
    (with_first("statements", said=Said("2031-03-04", "2031-03-03", "day", "r", Span(0, 1))), "statements[0].said: starts on"),
    (with_first("statements", said=Said("Monday", "2031-03-03", "day", "r", Span(0, 1))), "statements[0].said.start: 'Monday'"),
    (with_first("statements", said=Said("2031-03-03", "2031-03-03", "day", "r", BEYOND)), "statements[0].said.basis: "),
    (with_first("statements", addressee=BEYOND), "statements[0].addressee: "),
    (replace(EXAMPLE, statements=EXAMPLE.statements[::-1]), "statements[1]: stands before"),
    (replace(EXAMPLE, statements=EXAMPLE.statements[:1] * 2), "statements[1].id: "),
    (replace(EXAMPLE, mentions=EXAMPLE.mentions[::-1]), "mentions[1]: stands before"),
    (with_first("mentions", span=BEYOND), "mentions[0].span: "),
    (with_first("mentions", id="m-0"), "mentions[0].id: "),
    (with_first("mentions", entity="n-0"), "mentions[0].entity: 'n-0' is no entity"),
    (with_first("entities", name=""), "entities[0].name: is empty"),
    (with_first("entities", roles=(replace(EXAMPLE.entities[0].roles[0], span=BEYOND),)), "entities[0].roles[0].span: "),
    (with_first("entities", roles=(replace(EXAMPLE.entities[0].roles[0], country="pt"),)), "entities[0].roles[0].country: "),
    (with_first("events", trigger=()), "events[0].trigger: is empty"),
    (with_first("events", type="AGREE"), "events[0].id: "),
    (with_first("events", type="SHRUG"), "events[0].type: 'SHRUG' is no event type"),
    (with_first("events", mode="drone"), "events[0].mode: 'drone' is no mode of SANCTION"),
    (with_first("events", score=1.0), "events[0].score: 1.0 is not what PLOVER gives to SANCTION"),
    (with_first("events", contexts=("weather",)), "events[0].contexts[0]: 'weather' is no context"),
    (
        with_first("events", date=EventDate("2031-03-04", "2031-03-03", "day", "weekday", Span(0, 1))),
        "events[0].date: starts on 2031-03-04",
    ),
    (with_first("events", actors=("n-0",)), "events[0].actors[0]: 'n-0' is no entity"),
    (with_first("events", recipients=("n-0",)), "events[0].recipients[0]: "),
    (with_first("events", place="n-0"), "events[0].place: "),
    (with_first("events", asserted_by="s-0"), "events[0].asserted_by: "),
    (with_first("events", made_of="s-0"), "events[0].made_of: "),
    (with_first("events", confidence=2.0), "events[0].confidence: "),
    (replace(EXAMPLE, issues=(Issue("read", "odd", "odd", BEYOND),)), "issues[0].span: "),
    (replace(EXAMPLE, provenance={"read": Stage("1", "ABC")}), "provenance.read.weights_sha256: "),
]


@pytest.mark.parametrize(("record", "problem"), BROKEN, ids=[problem for _, problem in BROKEN])
def test_a_broken_rule_is_named_with_its_place(record: Record, problem: str) -> None:
    assert any(found.startswith(problem) for found in problems(record)), problems(record)
    with pytest.raises(RecordError):
        check(record)


def test_every_broken_rule_is_listed_and_the_first_are_raised() -> None:
    record = replace(EXAMPLE, statements=tuple(replace(statement, id="x", confidence=7.0) for statement in EXAMPLE.statements))
    found = problems(record)
    assert sum(problem.endswith(".confidence: 7.0 is not between 0 and 1") for problem in found) == 3
    with pytest.raises(RecordError, match=r"statements\[0\].* and \d+ more \(article "):
        check(record)


def test_a_span_beyond_the_text_is_a_span_error() -> None:
    with pytest.raises(SpanError, match="runs past the end of a text of"):
        check(with_first("mentions", span=BEYOND))
