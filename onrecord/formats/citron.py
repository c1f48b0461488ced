"""Citron's JSON, both ways (github.com/bbc/citron, docs/data_format.md). Imports record and errors.

{"text", "quotes": [{"id", "cue": span, "sources": [span], "contents": [span], "coreferences": [span], "confidence"}],
"coreference_groups": [[span]]}, a span being {"start", "end", "text"}. Citron counts code points, as we do. It has one cue
span; a cue of several pieces is written with its first as "cue" and all of them as "cues", which other readers pass over. A
statement without a cue has none here either.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from onrecord.errors import InputError
from onrecord.formats.attributions import AnnotatedText, Attribution, spans_in
from onrecord.formats.entries import Entry, entry_a_line
from onrecord.formats.json_lines import line_of
from onrecord.record import Form, Mention, Record, Span, Spans, Statement


def lines(records: Iterable[Record]) -> Iterator[str]:
    """One article a line."""
    for record in records:
        yield line_of(to_citron(record))


def to_citron(record: Record) -> dict[str, Any]:
    """The article and its statements. "coreferences" is the name that a source like "he" or "the minister" stands for."""
    text = record.article.text
    groups: dict[str, list[Span]] = {}
    for mention in record.mentions:
        groups.setdefault(mention.entity, []).append(mention.span)
    return {
        "text": text,
        "quotes": [_quote(record, statement) for statement in record.statements],
        "coreference_groups": [_written(tuple(spans), text) for spans in groups.values() if len(spans) > 1],
    }


def _quote(record: Record, statement: Statement) -> dict[str, Any]:
    text = record.article.text
    quote: dict[str, Any] = {"id": statement.id}
    if statement.cue:
        quote["cue"] = _written(statement.cue, text)[0]
    if len(statement.cue) > 1:
        quote["cues"] = _written(statement.cue, text)
    quote |= {"sources": _written(statement.source, text), "contents": _written(statement.content, text)}
    if name := _name_elsewhere(record, statement):
        quote["coreferences"] = _written((name.span,), text)
    return quote | {"confidence": statement.confidence}


def _name_elsewhere(record: Record, statement: Statement) -> Mention | None:
    """The longest name by which the article calls the speaker, where that stands outside of the source."""
    mentioned = statement.speaker and statement.speaker.mention
    entity = next((mention.entity for mention in record.mentions if mention.id == mentioned), None)
    names = [mention for mention in record.mentions if mention.entity == entity and mention.form is Form.NAME]
    longest = max(names, key=lambda mention: (len(mention.span), -mention.span.start), default=None)
    if longest is None or any(span.overlaps(longest.span) for span in statement.source):
        return None
    return longest


def _written(spans: Spans, text: str) -> list[dict[str, Any]]:
    return [{"start": span.start, "end": span.end, "text": span.of(text)} for span in spans]


def read(file: IO[bytes], name: str) -> Iterator[Entry]:
    """The annotated texts: one a line, or one in all."""
    return entry_a_line(file, name, _annotated, or_one_in_all=True)


def _annotated(line: bytes) -> AnnotatedText:
    try:
        return from_citron(json.loads(line))
    except (ValueError, RecursionError) as error:
        raise InputError(f"It is not JSON: {error!s:.200}.") from None


def from_citron(data: object) -> AnnotatedText:
    """The annotated text. Raises InputError, with the place, where it is not Citron's format or a span does not hold its
    words."""
    if not isinstance(data, dict) or not isinstance(data.get("text"), str) or not isinstance(data.get("quotes"), list):
        raise InputError('This is not Citron\'s format: a JSON object with "text" and "quotes" belongs here.')
    text: str = data["text"]
    return AnnotatedText(text, tuple(_attribution(text, quote, number) for number, quote in enumerate(data["quotes"])))


def _attribution(text: str, quote: object, number: int) -> Attribution:
    where = f"quotes[{number}]"
    if not isinstance(quote, dict):
        raise InputError(f"{where}: an object belongs here.")
    cue = quote.get("cues") or ([quote["cue"]] if quote.get("cue") else [])
    confidence = quote.get("confidence")
    if confidence is not None and (
        isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1
    ):
        raise InputError(f"{where}.confidence: a number from 0 to 1 belongs here.")
    return Attribution(
        id=str(quote.get("id", number)),
        source=_spans(text, quote.get("sources"), f"{where}.sources"),
        cue=_spans(text, cue, f"{where}.cue"),
        content=_spans(text, quote.get("contents"), f"{where}.contents"),
        confidence=confidence,
    )


def _spans(text: str, given: object, where: str) -> Spans:
    if not isinstance(given, list):
        raise InputError(f"{where}: an array of spans belongs here.")
    pairs = []
    for span in given:
        match span:
            case {"start": int(start), "end": int(end)} if type(start) is int and type(end) is int:
                pairs.append((start, end))
            case _:
                raise InputError(f'{where}: a span is an object with the integers "start" and "end".')
    spans = spans_in(text, pairs, where)
    for span in given:
        if "text" in span and text[span["start"] : span["end"]] != span["text"]:
            raise InputError(f"{where}: characters {span['start']} to {span['end']} are not {span['text']!a:.80}.")
    return spans
