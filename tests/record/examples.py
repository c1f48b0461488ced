"""One small record, written by hand about invented people, with something in every part of it."""

from __future__ import annotations

import hashlib
from typing import Any

from onrecord.record import (
    Article,
    DateBasis,
    Entity,
    EntityRole,
    EntityType,
    Entry,
    Event,
    Factuality,
    Form,
    Issue,
    Kind,
    Mention,
    Page,
    Polarity,
    Record,
    Region,
    Role,
    Said,
    Span,
    Spans,
    Speaker,
    SpeakerType,
    Stage,
    Statement,
    ids,
)

TEXT = (
    "Harbour to stay shut, minister says\n"
    "Share this\n"
    "Port minister Ana Lopes said on Monday that the harbour would stay shut. “Nobody sails,” she added.\n"
    "A fisherman who gave no name denied that he had sailed."
)
PAGE_BYTES = f"<article>{TEXT}</article>".encode()


def span(words: str, after: str = "") -> Span:
    """Where `words` stand in the text, the first time after `after`."""
    start = TEXT.index(words, TEXT.index(after))
    return Span(start, start + len(words))


def record() -> Record:
    title = "Harbour to stay shut, minister says"
    id_ = ids.article_id(title, TEXT)
    ana, she = span("Ana Lopes"), span("she", "Nobody")
    lopes = Entity(
        ids.entity_id(id_, ana),
        "Ana Lopes",
        EntityType.PERSON,
        ("Lopes",),
        (EntityRole("Port minister", span("Port minister"), "PRT"),),
    )
    first = _statement(
        id_,
        (span("Port minister Ana Lopes"),),
        (span("said"),),
        (span("that the harbour would stay shut"),),
        Kind.INDIRECT,
        speaker=Speaker("Ana Lopes", SpeakerType.PERSON, ids.mention_id(id_, ana), "Port minister", "PRT"),
        said=Said("2031-03-03", "2031-03-03", "day", "weekday-before", span("on Monday")),
    )
    second = _statement(
        id_,
        (she,),
        (span("added"),),
        (span("“Nobody sails,”"),),
        Kind.DIRECT,
        speaker=Speaker("Ana Lopes", SpeakerType.PERSON, ids.mention_id(id_, she)),
    )
    third = _statement(
        id_,
        (span("A fisherman who gave no name"),),
        (span("denied"),),
        (span("that he had sailed"),),
        Kind.INDIRECT,
        polarity=Polarity.DENIES,
        speaker=Speaker(None, SpeakerType.UNNAMED),
        reply_to=second.id,
        factuality=Factuality.POSSIBLE,
    )
    shut = (span("stay shut", "would"),)
    return Record(
        article=Article(
            id_,
            TEXT,
            url="https://news.example/harbour",
            title=title,
            publisher="The Example",
            authors=("Rui Prata",),
            published="2031-03-04T08:00:00+00:00",
            published_basis=DateBasis.JSON_LD,
            updated="2031-03-04T10:30:00+02:00",
            updated_basis=DateBasis.META,
            dateline=None,
            language="en",
            subtitle="Nobody sails",
            section="Islands",
            entries=(Entry(Span(span("Port minister").start, span("added.").end), "2031-03-04T08:00:00+00:00"),),
            regions=(
                Region(Role.TITLE, span(title), Span(9, 44)),
                Region(Role.CHROME, span("Share this")),
                Region(Role.BODY, Span(span("Port minister").start, span("added.").end)),
                Region(Role.BODY, Span(span("A fisherman").start, len(TEXT))),
            ),
            page=Page(_sha256(PAGE_BYTES), "text/html", "https://news.example/harbour?ref=feed", "2031-03-04T09:00:00+00:00"),
        ),
        statements=(first, second, third),
        mentions=(
            Mention(ids.mention_id(id_, ana), ana, lopes.id, Form.NAME),
            Mention(ids.mention_id(id_, she), she, lopes.id, Form.PRONOUN),
        ),
        entities=(lopes,),
        events=(Event(ids.event_id(id_, "SANCTION", shut), "SANCTION", shut, 0.5, actors=(lopes.id,), asserted_by=first.id),),
        issues=(Issue("read", "odd-word", "a word that is not in the dictionary", span("fisherman")),),
        provenance={"clean": Stage("1"), "read": Stage("1", _sha256(b"weights"))},
    )


def _statement(article: str, source: Spans, cue: Spans, content: Spans, kind: Kind, **rest: Any) -> Statement:
    return Statement(
        ids.statement_id(article, source, cue, content),
        source,
        cue,
        content,
        kind,
        **{"polarity": Polarity.AFFIRMS, "confidence": 0.9, **rest},
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
