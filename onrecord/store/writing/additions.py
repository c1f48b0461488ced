"""Statements that people added, as statements among the others. Imports record and the store's tables.

Nobody measured how sure they are: their confidence is 1, and whoever shows them shows who added them instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, select

from onrecord.record import Kind, Polarity, Record, Span, Spans, Speaker, SpeakerType, Statement
from onrecord.record.codec import loads_review
from onrecord.record.folding import folded
from onrecord.record.review import Reading, Review
from onrecord.record.reviewed import ReviewedRecord
from onrecord.store.schema.tables import reviews, statements

_UNKNOWN = "left open by who added it"


def additions(reviewed: ReviewedRecord) -> Iterator[tuple[Statement, Review]]:
    """Those that count, in the order of the text, each with the review that it rests on."""
    for one in reviewed.added:
        if one.standing and one.reading:
            yield _statement(one.id, one.reading, _speaker(reviewed.record, one.reading.speaker)), one.standing


def added_hits(connection: Connection, ids: Mapping[int, Sequence[str]]) -> dict[tuple[int, str], tuple[Statement, Review]]:
    """Of these ids by the keys of their articles, those that people added."""
    query = (
        select(statements, reviews.c.json)
        .join(reviews, reviews.c.id == statements.c.added)
        .where(statements.c.article_key.in_(ids), statements.c.id.in_({id_ for some in ids.values() for id_ in some}))
    )
    rows = connection.execute(query).mappings()
    return {(row["article_key"], row["id"]): (_of_row(row), loads_review(row["json"])) for row in rows}


def _statement(id_: str, reading: Reading, speaker: Speaker | None) -> Statement:
    unknown = None if speaker else _UNKNOWN
    return Statement(id_, reading.source, reading.cue, reading.content, reading.kind, reading.polarity, 1.0, speaker, unknown)


def _speaker(record: Record, speaker: Speaker | None) -> Speaker | None:
    """The speaker with a mention of the only one whom the article calls so, by which who it is is known across articles."""
    if speaker is None or speaker.name is None:
        return speaker
    name = folded(speaker.name)
    called = [entity for entity in record.entities if name in map(folded, (entity.name, *entity.aliases))]
    mention = next((one.id for one in record.mentions if len(called) == 1 and one.entity == called[0].id), None)
    return Speaker(speaker.name, speaker.type, mention, speaker.role, speaker.country)


def _of_row(row: RowMapping) -> Statement:
    speaker = None
    if row["speaker_type"] is not None:
        names = ("mention_id", "speaker_role", "speaker_country")
        speaker = Speaker(row["speaker"], SpeakerType(row["speaker_type"]), *(row[name] for name in names))
    source, cue, content = (_spans(row[f"{part}_spans"]) for part in ("source", "cue", "content"))
    return _statement(row["id"], Reading(source, cue, content, Kind(row["kind"]), Polarity(row["polarity"])), speaker)


def _spans(pairs: str) -> Spans:
    return tuple(Span(start, end) for start, end in json.loads(pairs))
