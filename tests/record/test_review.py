"""Reviews keep their rules, survive JSON, and stay with the words that they are about, or with nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from onrecord.errors import CodecError, RecordError
from onrecord.record import Article, Kind, Polarity, Record, Span, Speaker, SpeakerType, Statement, ids, words_of
from onrecord.record.codec import dumps_review, loads_review
from onrecord.record.review import Reading, Review, Verdict, changes, in_force, reading_of, review_problems
from onrecord.record.reviewed import ReviewedRecord, attach, text_sha256
from tests.record.generated import records, words

FIRST = datetime(2024, 5, 16, 12, tzinfo=UTC)


def review(record: Record, statement: Statement, verdict: Verdict, *, minute: int = 0, fixed: Reading | None = None) -> Review:
    text = record.article.text
    return Review(
        verdict,
        record.article.id,
        text_sha256(text),
        statement.id,
        "Ada Lund",
        (FIRST + timedelta(minutes=minute)).isoformat(),
        reading_of(statement),
        statement.confidence,
        words_of(statement.content, text),
        fixed,
    )


def undo(of: Review, minute: int) -> Review:
    at = (FIRST + timedelta(minutes=minute)).isoformat()
    return Review(Verdict.UNDO, of.article, of.text_sha256, of.statement, "Kim Reed", at, undoes=of.id)


def article(*sentences: str, id: str | None = None) -> Record:
    """An article of sentences "NAME said CONTENT.", a line each."""
    text = "\n".join(sentences)
    id_ = id or ids.article_id(None, text)
    statements, start = [], 0
    for sentence in sentences:
        name, content = sentence.rstrip(".").split(" said ")
        source = (Span(start, start + len(name)),)
        cue = (Span(source[0].end + 1, source[0].end + 5),)
        told = (Span(cue[0].end + 1, cue[0].end + 1 + len(content)),)
        speaker = Speaker(name, SpeakerType.PERSON)
        statements.append(
            Statement(ids.statement_id(id_, source, cue, told), source, cue, told, Kind.INDIRECT, Polarity.AFFIRMS, 0.8, speaker)
        )
        start += len(sentence) + 1
    return Record(Article(id_, text), tuple(statements))


OLD = article("Lopes said the ferry sails.", "Prata said no.")


@st.composite
def reviewed_records(draw: st.DrawFn) -> tuple[Record, Review]:
    record = draw(records())
    assume(record.statements)
    statement = draw(st.sampled_from(record.statements))
    verdict = draw(st.sampled_from([Verdict.ACCEPT, Verdict.REJECT, Verdict.FIX]))
    read = reading_of(statement)
    fixed = None
    if verdict is Verdict.FIX:
        fixed = replace(read, speaker=Speaker(draw(words), SpeakerType.DOCUMENT, "other"))
        if not changes(read, fixed):
            fixed = replace(fixed, polarity=Polarity.DENIES if read.polarity != Polarity.DENIES else Polarity.AFFIRMS)
    return record, review(record, statement, verdict, fixed=fixed)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reviewed_records())
def test_a_review_survives_json_and_proves_itself_against_its_text(made: tuple[Record, Review]) -> None:
    record, one = made
    line = dumps_review(one)
    assert "\n" not in line
    assert loads_review(line) == one
    assert review_problems(one, record.article.text) == ()
    found = attach(record, [one], {}).statement(one.statement)
    assert found is not None
    assert found.reviews == (one,)


@given(st.sampled_from(["note", "by", "at", "quote", "text_sha256"]), st.text(min_size=1, max_size=9))
def test_an_altered_review_is_refused(member: str, value: str) -> None:
    data = json.loads(dumps_review(review(OLD, OLD.statements[0], Verdict.ACCEPT)))
    if data[member] != value:
        with pytest.raises(RecordError):
            loads_review(json.dumps({**data, member: value}))


def test_what_is_no_review_is_refused() -> None:
    good = json.loads(dumps_review(review(OLD, OLD.statements[0], Verdict.ACCEPT)))
    for bad in ({}, {**good, "onrecord_review": 2}, {**good, "id": "r-0"}, {**good, "more": 1}):
        with pytest.raises(CodecError):
            loads_review(json.dumps(bad))
    for line in ("[]", "no JSON"):
        with pytest.raises(CodecError):
            loads_review(line)
    with pytest.raises(RecordError):
        loads_review(json.dumps({**good, "read": None}))


def test_broken_rules_are_named() -> None:
    statement = OLD.statements[0]
    accepted = review(OLD, statement, Verdict.ACCEPT)
    read = reading_of(statement)
    for bad, place in (
        (replace(accepted, by=" "), "by"),
        (replace(accepted, at="2024-05-16T12:00:00"), "at"),
        (replace(accepted, at="soon"), "at"),
        (replace(accepted, note="x" * 3000), "note"),
        (replace(accepted, confidence=2), "confidence"),
        (replace(accepted, undoes="r-0"), "undoes"),
        (replace(accepted, read=None), "read"),
        (replace(accepted, fixed=read), "fixed"),
        (replace(accepted, verdict=Verdict.FIX), "fixed"),
        (replace(accepted, verdict=Verdict.FIX, fixed=read), "fixed: is what was read already"),
        (replace(accepted, statement="s-0"), "statement"),
        (replace(accepted, verdict=Verdict.FIX, fixed=replace(read, content=())), "fixed.content"),
        (replace(accepted, verdict=Verdict.FIX, fixed=replace(read, cue=(Span(5, 7), Span(1, 3)))), "fixed.cue"),
        (replace(accepted, verdict=Verdict.FIX, fixed=replace(read, cue=(Span(5, 999),))), "fixed: [5, 999)"),
        (replace(accepted, quote="the ferry sinks"), "quote"),
    ):
        assert any(found.startswith(place) for found in review_problems(bad, OLD.article.text)), place


def test_the_latest_that_was_not_undone_counts() -> None:
    statement = OLD.statements[0]
    accepted = review(OLD, statement, Verdict.ACCEPT)
    rejected = review(OLD, statement, Verdict.REJECT, minute=1)
    undone = undo(rejected, 2)
    redone = undo(undone, 3)

    def standing(*reviews: Review) -> Review | None:
        return attach(OLD, reviews, {}).statements[0].standing

    assert standing() is None
    assert standing(accepted, rejected) == rejected
    assert standing(accepted, rejected, undone) == accepted
    assert standing(accepted, rejected, undone, redone) == rejected
    assert in_force([accepted, rejected, undone]) == (accepted,)
    found = attach(OLD, [accepted, rejected, undone], {}).statements[0]
    assert found.reviews == (accepted, rejected, undone)
    assert found.reading == reading_of(statement)
    assert attach(OLD, [rejected], {}).statements[0].reading is None


def test_another_reading_of_the_same_words_keeps_its_review() -> None:
    one, other = OLD.statements
    fixed = replace(reading_of(one), source=(Span(0, 5),), speaker=Speaker("Ana Lopes", SpeakerType.PERSON))
    fix = review(OLD, one, Verdict.FIX, fixed=fixed)
    cue = (Span(6, 10),)
    reread = replace(one, id=ids.statement_id(OLD.article.id, (), cue, one.content), source=(), cue=cue)
    found = attach(replace(OLD, statements=(reread, other)), [fix], {})
    assert found.statements[0].standing == fix
    assert found.statements[0].reading == fixed
    assert found.statements[0].statement == reread
    gone = attach(replace(OLD, statements=(other,)), [fix], {})
    assert gone.unattached == (fix,)


def test_two_statements_of_the_same_words_get_no_review_of_a_third() -> None:
    one = OLD.statements[0]
    accepted = review(OLD, one, Verdict.ACCEPT)
    twins = tuple(
        replace(one, id=ids.statement_id(OLD.article.id, (), cue, one.content), source=(), cue=cue)
        for cue in ((), (Span(6, 10),))
    )
    assert attach(replace(OLD, statements=twins), [accepted], {}).unattached == (accepted,)


def attached(new: Record, *reviews: Review, old: Record = OLD) -> ReviewedRecord:
    return attach(new, reviews, {text_sha256(old.article.text): old.article.text})


def test_a_review_moves_with_its_words_to_another_version_of_the_text() -> None:
    fixed = replace(reading_of(OLD.statements[0]), content=(Span(11, 20),))
    fix = review(OLD, OLD.statements[0], Verdict.FIX, fixed=fixed)
    new = article("Reed said something new.", "Lopes said the ferry sails.")
    found = attached(new, fix)
    assert found.statements[0].standing is None
    assert found.statements[1].standing == fix
    reading = found.statements[1].reading
    assert reading is not None
    assert words_of(reading.content, new.article.text) == "the ferry"
    assert words_of(reading.source, new.article.text) == "Lopes"
    assert attach(new, [fix], {}).unattached == (fix,), "without the old text nothing can be told for certain"
    assert attached(new, fix, undo(fix, 1)).statements[1].in_force == ()


@pytest.mark.parametrize(
    "new",
    [
        article("Lopes said the ferry sinks.", "Prata said no."),
        article("Lopes said the ferry sails.", "Reed said Lopes said the ferry sails."[:20] + "."),
        article("Prata said the ferry sails.", "Lopes said no."),
    ],
    ids=["other content", "cut short", "other speakers"],
)
def test_a_review_never_moves_to_a_look_alike(new: Record) -> None:
    reject = review(OLD, OLD.statements[1], Verdict.REJECT)
    kept = [found for found in attached(new, reject).statements if found.reviews]
    assert all(words_of(found.statement.source, new.article.text) == "Prata" for found in kept)
    twice = article("Prata said no.", "Lopes said yes.", "Prata said no.")
    assert attached(twice, reject).unattached == (reject,)
    once_of_two = attached(article("Prata said no."), review(twice, twice.statements[0], Verdict.REJECT), old=twice)
    assert len(once_of_two.unattached) == 1


def addition(record: Record, content: tuple[Span, ...], *, source: tuple[Span, ...] = (), minute: int = 0) -> Review:
    """A statement that a person found in the record's text."""
    reading = Reading(source, (), content, Kind.INDIRECT, Polarity.AFFIRMS, Speaker("Prata", SpeakerType.PERSON))
    text = record.article.text
    return Review(
        Verdict.ADD,
        record.article.id,
        text_sha256(text),
        ids.statement_id(record.article.id, source, (), content),
        "Ada Lund",
        (FIRST + timedelta(minutes=minute)).isoformat(),
        quote=words_of(content, text),
        fixed=reading,
    )


FERRY_SAILS = (Span(11, 26),)  # "the ferry sails"


def test_an_addition_stands_beside_what_the_machine_read_until_it_is_undone() -> None:
    added = addition(OLD, (Span(34, 41),), source=(Span(28, 33),))
    assert review_problems(added, OLD.article.text) == ()
    assert loads_review(dumps_review(added)) == added
    found = attach(OLD, [added], {})
    assert [one.statement for one in found.statements] == list(OLD.statements), "the machine's reading stays"
    (one,) = found.added
    assert (one.id, one.standing, one.reading) == (added.statement, added, added.fixed)
    assert found.unattached == ()
    assert not found.complete
    undone = undo(added, 1)
    (gone,) = attach(OLD, [added, undone], {}).added
    assert (gone.reading, gone.reviews) == (None, (added, undone))


def test_an_addition_belongs_to_the_statement_once_the_machine_reads_it() -> None:
    blind = Record(OLD.article)
    added = addition(blind, OLD.statements[0].content)
    assert [one.id for one in attach(blind, [added], {}).added] == [added.statement]
    assert attach(blind, [added], {}).complete
    found = attach(OLD, [added], {})
    assert found.added == ()
    assert found.statements[0].standing == added
    assert found.statements[0].reading == added.fixed


def test_an_addition_moves_with_its_words_or_waits() -> None:
    added = addition(OLD, FERRY_SAILS)
    texts = {text_sha256(OLD.article.text): OLD.article.text}
    moved = article("Adler said it rains.", "Lopes said the ferry sails.", "Prata said no.")
    found = attach(Record(moved.article), [added], texts)
    assert [one.reading and words_of(one.reading.content, moved.article.text) for one in found.added] == ["the ferry sails"]
    twice = article("Lopes said the ferry sails.", "Prata said the ferry sails.")
    assert attach(Record(twice.article), [added], texts).unattached == (added,)


def test_broken_additions_are_named() -> None:
    added = addition(OLD, FERRY_SAILS)
    assert added.fixed is not None
    for bad, place in (
        (replace(added, fixed=None), "fixed"),
        (replace(added, read=added.fixed), "read"),
        (replace(added, confidence=0.5), "confidence"),
        (replace(added, quote=None), "quote"),
        (replace(added, quote="the ferry sinks"), "quote"),
        (replace(added, statement="s-0"), "statement"),
        (replace(added, fixed=replace(added.fixed, content=(Span(1, 999),))), "fixed: [1, 999)"),
    ):
        assert any(found.startswith(place) for found in review_problems(bad, OLD.article.text)), place
