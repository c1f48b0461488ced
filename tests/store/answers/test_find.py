"""What a person finds: words, phrases, names, filters, and who somebody is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.record import Kind, Polarity, Span, SpeakerType, Statement, ids
from onrecord.store import Evidence, Store
from tests.record import examples
from tests.store.articles import said

HARBOUR = said(
    ("Ana Lopes", "the troops would leave the harbour"),
    ("Émile Łuczak", "NATO had sent no troops"),
    role=("Port minister", "PRT"),
    title="Harbour to be cleared",
    publisher="L’Écho",
    published="2031-03-04T23:30:00-05:00",
    url="https://a.example/1",
)
BUDGET = said(
    ("Ana Lopes", "that “the budget for five-year plans is safe”"),
    role=("Deputy", None),
    kind=Kind.MIXED,
    confidence=0.4,
    publisher="The Example",
    published="2031-05-01",
)
UNDATED = said(("Rui O’Neill-Prata", "that troops cost money"))


def filled(store: Store) -> Store:
    with store.writer() as writer:
        for record in (HARBOUR, BUDGET, UNDATED):
            writer.put(record)
    return store


@pytest.fixture
def store(store: Store) -> Store:
    """For tests that write."""
    return filled(store)


@pytest.fixture(scope="module")
def kept(shared_store: Store) -> Store:
    """For tests that only read."""
    return filled(shared_store)


def contents(store: Store, words: str = "", **filters: Any) -> list[str]:
    return [hit.content for hit in store.view.find(words, **filters)]


LEAVE, NATO, SAFE, COST = (
    "the troops would leave the harbour",
    "NATO had sent no troops",
    "that “the budget for five-year plans is safe”",
    "that troops cost money",
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [SAFE, LEAVE, NATO, COST]),
        ("troops", [LEAVE, NATO, COST]),
        ("troop sending", []),
        ("TROOP leaving", [LEAVE]),
        ("nato troops", [NATO]),
        ('"no troops"', [NATO]),
        ("“no troops”", [NATO]),
        ('"troops no"', []),
        ('harbour "the troops"', [LEAVE]),
        ('harbour "troops the', [LEAVE]),
        ("Lopes", [SAFE, LEAVE]),
        ("emile", [NATO]),
        ("five-year", [SAFE]),
        ("troops AND", []),
        ("troops OR budget", []),
        ("NOT troops", []),
        ("content:troops", []),
        ("troop*", [LEAVE, NATO, COST]),
        ("*", []),
        ("' ) --", []),
        ('""', []),
    ],
)
def test_words_are_words_and_marks_of_quotation_make_phrases(kept: Store, words: str, found: list[str]) -> None:
    assert contents(kept, words) == found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text() | st.text("\"“”*():^-+ aOR\x00\\'"), st.text())
def test_nothing_that_is_typed_fails(kept: Store, words: str, name: str) -> None:
    kept.view.find(words, speaker=name, publisher=name)
    kept.view.find_articles(words)
    kept.view.who(name)


def test_very_many_words_do_not_fail(kept: Store) -> None:
    assert contents(kept, "troops " * 3000) == [LEAVE, NATO, COST]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Lopes", [SAFE, LEAVE]),
        ("ana", [SAFE, LEAVE]),
        ("LOPES, Ana", [SAFE, LEAVE]),
        ("lope", []),
        ("Emile", [NATO]),
        ("luczak", [NATO]),
        ("O'Neill", [COST]),
        ("prata", [COST]),
        ("%", []),
        ("_", []),
        ("", []),
    ],
)
def test_a_speaker_is_found_by_any_part_of_the_name(kept: Store, name: str, found: list[str]) -> None:
    assert contents(kept, speaker=name) == found


def test_filters_narrow_the_search(kept: Store) -> None:
    assert contents(kept, publisher="l'echo") == [LEAVE, NATO]
    assert contents(kept, publisher="Example") == []
    assert contents(kept, kind=Kind.MIXED) == [SAFE]
    assert contents(kept, min_confidence=0.5) == [LEAVE, NATO, COST]
    assert contents(kept, limit=1) == [SAFE]
    assert contents(kept, limit=None) == [SAFE, LEAVE, NATO, COST]
    assert contents(kept, "troops", speaker="Lopes", publisher="L’Écho") == [LEAVE]


def test_days_are_those_where_it_was_published_and_both_count(kept: Store) -> None:
    fourth, first_of_may = date(2031, 3, 4), date(2031, 5, 1)
    assert contents(kept, after=fourth, before=fourth) == [LEAVE, NATO]
    assert contents(kept, after=date(2031, 3, 5)) == [SAFE]
    assert contents(kept, before=date(2031, 4, 30)) == [LEAVE, NATO]
    assert contents(kept, after=first_of_may) == [SAFE]


def test_a_hit_stands_in_its_article(kept: Store) -> None:
    hit = kept.view.find("leave")[0]
    assert hit.article == HARBOUR.article
    assert hit.statement == HARBOUR.statements[0]
    assert (hit.speaker, hit.source, hit.cue) == ("Ana Lopes", "Port minister Ana Lopes", "said")
    assert hit.text == "Port minister Ana Lopes said the troops would leave the harbour."


def test_the_window_is_the_lines_that_the_statement_touches(store: Store) -> None:
    with store.writer() as writer:
        writer.put(examples.record())
    (hit,) = store.view.find('"nobody sails"')
    assert hit.text.startswith("Port minister Ana Lopes")
    assert hit.text.endswith("she added.")


@pytest.mark.parametrize("blank", [" ", "_"])
def test_the_window_of_a_long_line_is_cut_where_a_word_ends_if_one_does(store: Store, blank: str) -> None:
    record = said(("Ana Lopes", "hush"), role=(f"long{blank}" * 200 + "deputy", None))
    record = replace(record, statements=())
    article = record.article
    source, cue, content = (article_span(article.text, words) for words in ("Ana Lopes", "said", "hush"))
    statement = Statement(
        ids.statement_id(article.id, (source,), (cue,), (content,)),
        (source,),
        (cue,),
        (content,),
        Kind.INDIRECT,
        Polarity.AFFIRMS,
        0.9,
        unknown="not asked",
    )
    with store.writer() as writer:
        writer.put(replace(record, statements=(statement,)))
    (hit,) = store.view.find("hush")
    assert 250 < source.start - hit.window.start <= 300
    assert hit.text.endswith("Ana Lopes said hush.")
    assert hit.text.startswith("long") == (blank == " ")


def article_span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_an_unnamed_or_unknown_speaker_has_no_name(store: Store) -> None:
    with store.writer() as writer:
        writer.put(examples.record())
    (hit,) = store.view.find('"had sailed"')
    assert hit.speaker is None


def test_articles_are_found_by_title_and_text(kept: Store) -> None:
    (line,) = kept.view.find_articles("cleared harbours")
    assert (line.id, line.title, line.statements, line.current) == (HARBOUR.article.id, "Harbour to be cleared", 2, True)
    assert (line.url, line.publisher, line.published) == ("https://a.example/1", "L’Écho", "2031-03-04T23:30:00-05:00")
    assert [line.statements for line in kept.view.find_articles()] == [1, 2, 1]
    assert kept.view.find_articles("troops", before=date(2031, 12, 31))[0].id == HARBOUR.article.id


def test_who_somebody_is_with_the_words_that_say_so(kept: Store) -> None:
    (ana,) = kept.view.who("lopes")
    assert (ana.name, ana.type, ana.statements) == ("Ana Lopes", SpeakerType.PERSON, 2)
    assert (ana.first, ana.last) == ("2031-03-04", "2031-05-01")
    assert ana.publishers == ("L’Écho", "The Example")
    deputy, minister = ana.roles
    assert (deputy.text, deputy.country) == ("Deputy", None)
    assert (minister.text, minister.country, minister.articles) == ("Port minister", "PRT", 1)
    assert minister.evidence == Evidence(HARBOUR.article.id, Span(0, 13), "Port minister")


def test_spellings_of_one_name_are_one_and_undated_articles_give_no_days(store: Store) -> None:
    with store.writer() as writer:
        writer.put(said(("RUI O'NEILL PRATA", "no"), ("Rui O’Neill-Prata", "yes")))
    (rui,) = store.view.who("prata")
    assert (rui.name, rui.statements, rui.first, rui.last, rui.publishers) == ("Rui O’Neill-Prata", 3, None, None, ())


def test_who_lists_those_who_said_most_first(store: Store) -> None:
    with store.writer() as writer:
        writer.put(said(("Zoe Lopes", "one"), ("Zoe Lopes", "two"), ("Zoe Lopes", "three")))
    assert [known.name for known in store.view.who("Lopes")] == ["Zoe Lopes", "Ana Lopes"]
