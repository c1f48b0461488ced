"""Why a source means whom it means."""

from __future__ import annotations

from onrecord.clean import clean_text
from onrecord.extract import read_article
from onrecord.extract.explaining import explain_speakers
from onrecord.extract.sections import LONGEST

TEXT = (
    "Transport Minister Ilse Brandvold met auditor Peter Lund on Monday.\n\n"
    "“The tunnel is closed,” she said.\n\n“It was not my choice,” the minister said.\n\nLund said that it was."
)


def test_each_statement_is_explained_as_it_was_read() -> None:
    article = clean_text(TEXT)[0]
    read, explained = read_article(article), explain_speakers(article)
    assert set(explained) == {statement.id for statement in read.statements}
    for statement in read.statements:
        assert statement.speaker is not None
        for part in explained[statement.id]:
            for chosen in (one.name for one in part.candidates if one.chosen):
                assert chosen == statement.speaker.name


def test_a_pronoun_shows_who_was_weighed_and_who_was_barred() -> None:
    article = clean_text(TEXT)[0]
    parts = [part for parts in explain_speakers(article).values() for part in parts]
    [she] = [part for part in parts if part.words and part.words.of(TEXT) == "she"]
    assert she.rule == "pronoun"
    first, *others = she.candidates
    assert first.name == "Ilse Brandvold"
    assert first.chosen
    assert first.score == sum(added for _, added in first.evidence)
    assert first.mention.of(TEXT) == "Brandvold"
    assert [one.vetoes for one in others if one.name == "Peter Lund"] == [("other-gender",)]


def test_a_description_shows_its_evidence() -> None:
    parts = [part for parts in explain_speakers(clean_text(TEXT)[0]).values() for part in parts]
    [minister] = [part for part in parts if part.words and part.words.of(TEXT) == "the minister"]
    assert minister.rule == "description"
    assert [(one.name, one.evidence[0][0]) for one in minister.candidates if one.chosen] == [("Ilse Brandvold", "role")]


def test_spans_stand_in_the_whole_of_a_long_article() -> None:
    text = "The ferry was late again.\n\n" * (LONGEST // 27 + 1) + TEXT
    article = clean_text(text)[0]
    statements = read_article(article).statements
    explained = explain_speakers(article)
    assert {statement.id for statement in statements} <= set(explained)
    words = {part.words.of(text) for parts in explained.values() for part in parts if part.words}
    assert {"she", "the minister", "Lund"} <= words
