"""Citron's JSON and brat standoff: there and back again, and what is refused."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError, OnrecordError
from onrecord.formats import brat, citron, json_lines
from onrecord.formats.attributions import AnnotatedText, as_record
from onrecord.formats.brat import from_brat, to_brat
from onrecord.formats.citron import from_citron, to_citron
from onrecord.record import Kind, Polarity, Record, Spans
from onrecord.record.check import check
from onrecord.record.codec import loads
from tests.formats import hostile
from tests.record import examples
from tests.record.generated import records

# The format as bbc/citron's docs/data_format.md describes it.
SPAN = {
    "type": "object",
    "required": ["start", "end", "text"],
    "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}, "text": {"type": "string"}},
}
SPANS = {"type": "array", "items": SPAN}
CITRON = {
    "type": "object",
    "required": ["text", "quotes"],
    "properties": {
        "text": {"type": "string"},
        "quotes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["sources", "contents"],
                "properties": {
                    "cue": SPAN,
                    "sources": SPANS,
                    "contents": SPANS,
                    "coreferences": SPANS,
                    "confidence": {"type": "number"},
                },
            },
        },
        "coreference_groups": {"type": "array", "items": SPANS},
    },
}


def triples(read: AnnotatedText | Record) -> list[tuple[Spans, Spans, Spans]]:
    listed = read.statements if isinstance(read, Record) else read.attributions
    return sorted((one.source, one.cue, one.content) for one in listed)


@hostile.unhurried
@given(records())
def test_json_lines_are_lossless(record: Record) -> None:
    (line,) = json_lines.lines([record])
    assert line.endswith("\n")
    assert len(line.splitlines()) == 1
    assert loads(line) == record


@hostile.unhurried
@given(records())
def test_citron_comes_back_as_it_went(record: Record) -> None:
    (line,) = citron.lines([record])
    data = json.loads(line)
    jsonschema.validate(data, CITRON)
    for quote in data["quotes"]:
        for span in [*quote["sources"], *quote["contents"], *quote.get("coreferences", ())]:
            assert record.article.text[span["start"] : span["end"]] == span["text"]
    back = from_citron(data)
    assert back.text == record.article.text
    assert triples(back) == triples(record)
    assert [one.confidence for one in back.attributions] == [statement.confidence for statement in record.statements]


def test_citron_names_whom_a_pronoun_stands_for() -> None:
    quotes = to_citron(examples.record())["quotes"]
    assert "coreferences" not in quotes[0], "the name stands in the source"
    assert [span["text"] for span in quotes[1]["coreferences"]] == ["Ana Lopes"]


def test_a_cue_of_several_pieces_survives_citron() -> None:
    text = "He made, on Friday, clear that it rained."
    span = {"start": 0, "end": 2}
    cues = [{"start": 3, "end": 7}, {"start": 20, "end": 25}]
    data: dict[str, Any] = {"text": text, "quotes": [{"cue": cues[0], "cues": cues, "sources": [span], "contents": [span]}]}
    assert len(from_citron(data).attributions[0].cue) == 2


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ({"sources": [], "contents": [{"start": 0, "end": 99}]}, "is not in a text of 5 characters"),
        ({"sources": [], "contents": [{"start": 3, "end": 1}]}, "is not in a text"),
        ({"sources": [], "contents": [{"start": 0, "end": 3}, {"start": 2, "end": 5}]}, "overlap"),
        ({"sources": [], "contents": [{"start": 0, "end": 3, "text": "\x1b[31m"}]}, "are not '\\\\x1b"),
        ({"sources": [], "contents": [{"start": True, "end": 3}]}, "integers"),
        ({"sources": {}, "contents": []}, "array"),
        ({"sources": [], "contents": [], "confidence": 2}, "from 0 to 1"),
        ([], "an object"),
    ],
)
def test_what_is_not_citron_is_refused_with_its_place(quote: object, words: str) -> None:
    with pytest.raises(InputError, match=rf"quotes\[0\].*{words}"):
        from_citron({"text": "Hello", "quotes": [quote]})


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["text", "quotes", "cue", "start", "end", "sources"]), inner),
    max_leaves=20,
)


@hostile.unhurried
@given(json_values)
def test_any_json_is_read_or_refused(data: object) -> None:
    with suppress(OnrecordError):
        from_citron(data)


def characters(spans: Spans, text: str) -> frozenset[int]:
    """Line ends apart: brat shows a line at a time."""
    return frozenset(i for span in spans for i in range(span.start, span.end) if text[i] not in "\r\n")


@hostile.unhurried
@given(records())
def test_brat_comes_back_as_it_went(record: Record) -> None:
    text, annotation = to_brat(record)
    back = from_brat(text, annotation)
    assert back.text == record.article.text

    def covered(read: AnnotatedText | Record) -> list[list[list[int]]]:
        return sorted(
            [sorted(characters(spans, text)) for spans in triple] for triple in triples(read) if characters(triple[2], text)
        )

    assert covered(back) == covered(record)


def test_brat_keeps_spans_where_no_line_ends_interfere() -> None:
    record = examples.record()
    assert triples(from_brat(*to_brat(record))) == triples(record)


@pytest.mark.parametrize("record", [examples.record(), hostile.record()])
def test_brat_lines_are_what_brat_documents(record: Record) -> None:
    """Read by the grammar of brat.nlplab.org/standoff.html, not by our reader."""
    text, annotation = to_brat(record)
    assert annotation.splitlines() == annotation.split("\n")[:-1]
    for line in annotation.splitlines():
        if line.startswith("T"):
            name, described, words = line.split("\t")
            type_, _, offsets = described.partition(" ")
            assert type_ in {"Source", "Cue", "Content"}
            pieces = [text[slice(*map(int, piece.split()))] for piece in offsets.split(";")]
            assert not any("\n" in piece for piece in pieces)
            shown = " ".join(pieces)
            assert len(words) == len(shown)
            assert all(a == b or a == " " for a, b in zip(words, shown, strict=True)), name
        else:
            assert re.fullmatch(r"E\d+\tCue:T\d+( Source:T\d+)? Content:T\d+|R\d+\tSaid Arg1:T\d+ Arg2:T\d+", line)


def test_brat_files_stay_in_their_folder_and_replace_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    brat.write([hostile.record(), examples.record()], folder)
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {folder}
    assert sorted(path.suffix for path in folder.iterdir()) == [".ann", ".ann", ".conf", ".txt", ".txt"]
    (text,) = (path.read_bytes() for path in folder.glob("*.txt") if b"HYPERLINK" in path.read_bytes())
    assert text.decode() == hostile.record().article.text
    with pytest.raises(InputError, match="is there already"):
        brat.write([examples.record()], folder)


@hostile.unhurried
@given(st.text(max_size=20), st.text(st.sampled_from("TER123\t\n :;CueContent0 9"), max_size=80))
def test_any_standoff_is_read_or_refused(text: str, annotation: str) -> None:
    with suppress(OnrecordError):
        from_brat(text, annotation)


def test_annotations_become_a_sound_record() -> None:
    record = examples.record()
    back = as_record(
        record.article,
        from_citron(to_citron(record)).attributions,
        kind_of=lambda text, content: Kind.DIRECT,
        polarity_of=lambda text, cue, content: Polarity.AFFIRMS,
    )
    check(back)
    assert [statement.id for statement in back.statements] == [statement.id for statement in record.statements]
    assert {statement.unknown for statement in back.statements} == {"the annotation names no speaker"}


def test_an_annotation_without_content_is_an_issue() -> None:
    record = examples.record()
    annotated = from_brat(record.article.text, "T1\tCue 0 7\tHarbour\nE1\tCue:T1")
    back = as_record(
        record.article,
        annotated.attributions,
        kind_of=lambda text, content: Kind.DIRECT,
        polarity_of=lambda text, cue, content: Polarity.AFFIRMS,
    )
    assert back.statements == ()
    assert [issue.code for issue in back.issues] == ["no-content"]
