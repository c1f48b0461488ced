"""What people say of statements can be searched for, and what they added is found among what was read; over every database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord import reviewing
from onrecord.errors import InputError
from onrecord.record import Kind, Polarity, Record, Span, Speaker, SpeakerType
from onrecord.record.review import Reading, Verdict, reading_of
from onrecord.record.reviewed import text_sha256
from onrecord.relink import relink
from onrecord.search.executor import ask, every, facets
from onrecord.store import Store, verify
from tests.store.articles import page_bytes, reread, said

FERRY = said(
    ("Ana Lopes", "the ferry would sail"), ("Rui Prata", "no"), ("Ana Lopes", "goodbye"), location="a.txt", published="2031-02-03"
)
OTHER = said(("Kim Reed", "the ferry was late"), location="b.txt", published="2031-02-04")
SAIL, NO, GOODBYE = FERRY.statements


def put(store: Store, *records: Record) -> None:
    with store.writer() as writer:
        for record in records:
            writer.put(record, page_bytes(record))


def found(store: Store, query: str) -> list[str]:
    return [hit.content for hit in ask(store.view, query).page.hits]


def add(store: Store, words: str, speaker: str | None = "Rui Prata") -> str:
    """Have a person add that these words of the article are a statement; the id of the review."""
    text = FERRY.article.text
    place = Span(text.index(words), text.index(words) + len(words))
    who = speaker and Speaker(speaker, SpeakerType.PERSON)
    reading = Reading((), (), (place,), Kind.INDIRECT, Polarity.AFFIRMS, who or None)
    return reviewing.add(store, FERRY.article.id, text_sha256(text), reading, "Ada Lund").id


def test_statements_are_found_by_what_people_say_of_them(store: Store) -> None:
    put(store, FERRY, OTHER)
    reviewing.accept(store, SAIL.id, "Ada Lund")
    rejected = reviewing.reject(store, NO.id, "Ada Lund")
    reviewing.fix(store, GOODBYE.id, replace(reading_of(GOODBYE), polarity=Polarity.DENIES), "Ada Lund")
    assert found(store, "review:accepted") == ["the ferry would sail"]
    assert found(store, "review:rejected") == ["no"]
    assert found(store, "review:fixed") == ["goodbye"]
    assert found(store, "review:none") == ["the ferry was late"]
    assert found(store, "ferry NOT review:accepted") == ["the ferry was late"]
    assert found(store, "NOT review:rejected") == ["the ferry was late", "the ferry would sail", "goodbye"]
    reviewing.undo(store, rejected.id, "Ada Lund")
    assert found(store, "review:rejected") == []
    assert found(store, "review:none") == ["the ferry was late", "no"]
    assert list(verify(store, reread)) == []


def test_what_people_say_stays_when_the_article_is_read_anew(store: Store) -> None:
    put(store, FERRY)
    reviewing.reject(store, NO.id, "Ada Lund")
    add(store, "Lopes said")
    put(store, replace(FERRY, provenance={**FERRY.provenance, "read": replace(FERRY.provenance["read"], version="2")}))
    assert found(store, "review:rejected") == ["no"]
    assert found(store, "review:added") == ["Lopes said"]
    assert list(verify(store, reread)) == []


def test_what_a_person_added_is_found_among_the_others_and_told_from_them(store: Store) -> None:
    put(store, FERRY, OTHER)
    relink(store)
    addition = add(store, "Lopes said")
    assert found(store, "review:added") == ["Lopes said"]
    (hit,) = ask(store.view, '"lopes said" speaker:prata').page.hits
    assert hit.added is not None
    assert (hit.added.by, hit.added.verdict) == ("Ada Lund", Verdict.ADD)
    assert reviewing.standing_of(store, [hit]) == {hit.statement.id: hit.added}
    assert store.view.statement(hit.statement.id) == replace(hit, matched=())
    assert len(ask(store.view, "").page.hits) == 5
    assert facets(store.view, "").counted == 5
    prata = store.view.entities("prata")[0].entity.id
    made = store.overview.profile(prata)
    assert made is not None
    assert made.statements == 2
    assert found(store, f"entity:{prata}") == ["no", "Lopes said"]
    # No machine read it: it is in no count and no export of what was read, and stands for review only as what it is.
    assert store.view.counts().statements == 4
    assert [one.content for one in every(store.view, "prata")] == ["no"]
    with pytest.raises(InputError, match="undo the addition"):
        reviewing.accept(store, hit.statement.id, "Kim Reed")
    assert list(verify(store, reread)) == []
    reviewing.undo(store, addition, "Kim Reed")
    assert found(store, "review:added") == []
    assert store.view.statement(hit.statement.id) is None
    assert list(verify(store, reread)) == []


def test_of_an_old_version_nothing_added_is_left(store: Store) -> None:
    put(store, FERRY)
    add(store, "Lopes said")
    put(store, said(("Ana Lopes", "nothing more"), location="a.txt", published="2031-02-03"))
    assert found(store, "") == ["nothing more"]
    assert list(verify(store, reread)) == []


def test_who_said_it_may_be_left_open(store: Store) -> None:
    put(store, FERRY)
    add(store, "Lopes said", speaker=None)
    (hit,) = ask(store.view, "review:added").page.hits
    assert hit.speaker is None
    assert hit.statement.unknown
    assert list(verify(store, reread)) == []
