from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import CodecError, OnrecordError, RecordError, SpanError
from onrecord.record import Kind, Record, Span
from onrecord.record.codec import dumps, from_json, loads, to_json
from tests.record import examples
from tests.record.generated import records


@settings(deadline=None)
@given(records())
def test_every_record_survives_json(record: Record) -> None:
    line = dumps(record)
    assert loads(line) == record
    assert loads(line.encode("utf-8")) == record
    assert from_json(to_json(record)) == record


@settings(deadline=None)
@given(records())
def test_a_record_is_one_line_that_utf8_can_write_and_a_terminal_can_show(record: Record) -> None:
    line = dumps(record)
    line.encode("utf-8")
    assert len(line.splitlines()) == 1
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in line)


def test_equal_records_are_the_same_line_whatever_the_order_of_their_provenance() -> None:
    record = examples.record()
    turned = replace(record, provenance={name: record.provenance[name] for name in reversed(list(record.provenance))})
    assert dumps(turned) == dumps(record)


def test_the_json_has_the_members_of_the_format() -> None:
    data = to_json(examples.record())
    assert data["onrecord"] == 1
    assert data["article"]["regions"][0] == {"role": "title", "span": [0, 35], "in_page": [9, 44]}
    first, _, third = data["statements"]
    assert first["source"] == [[47, 70]]
    assert first["speaker"]["name"] == "Ana Lopes"
    assert first["said"]["basis"] == [76, 85]
    assert third["polarity"] == "denies"
    assert data["provenance"]["clean"] == {"version": "1", "weights_sha256": None}


def test_an_unknown_speaker_is_null_with_a_reason() -> None:
    record = examples.record()
    unknown = replace(record.statements[0], speaker=None, unknown="two-candidates")
    data = to_json(replace(record, statements=(unknown, *record.statements[1:])))
    assert data["statements"][0]["speaker"] is None
    assert data["statements"][0]["unknown"] == "two-candidates"


def test_members_that_have_a_default_may_be_left_out() -> None:
    record = from_json({"onrecord": 1, "article": {"id": "1", "text": "Nobody spoke."}})
    assert record.statements == ()
    assert record.article.url is None


def test_a_confidence_may_be_written_as_an_integer() -> None:
    data = to_json(examples.record())
    data["statements"][0]["confidence"] = 1
    confidence = from_json(data).statements[0].confidence
    assert (type(confidence), confidence) == (float, 1.0)


BROKEN: list[tuple[list[str | int], Any, type[OnrecordError], str]] = [
    (["article"], None, CodecError, "article: an object belongs here, this is null"),
    (["article", "text"], 5, CodecError, "article.text: a string belongs here, this is 5"),
    (["article", "text"], "\ud800", CodecError, "article.text: the string holds half of a surrogate pair"),
    (["article", "authors"], "Rui", CodecError, "article.authors: an array belongs here, this is 'Rui'"),
    (["article", "authors", 0], False, CodecError, "article.authors[0]: a string belongs here, this is false"),
    (["article", "colour"], "red", CodecError, "article: there is no member 'colour'"),
    (["article", "regions", 1, "role"], "advert", CodecError, "article.regions[1].role: one of title, subtitle,"),
    (["article", "published"], "last Monday", RecordError, "article.published: 'last Monday' is neither"),
    (["article", "page", "sha256"], "abc", RecordError, "article.page.sha256: 'abc' is not 64"),
    (["statements"], {}, CodecError, "statements: an array belongs here, this is an object"),
    (["statements", 1, "kind"], 3, CodecError, "statements[1].kind: one of direct, mixed, indirect"),
    (["statements", 1, "kind"], [], CodecError, "statements[1].kind: one of direct, mixed, indirect"),
    (["statements", 0, "cue", 0], [1, 2, 3], CodecError, "statements[0].cue[0]: a span is an array of two integers"),
    (["statements", 0, "cue", 0], [1.0, 2], CodecError, "statements[0].cue[0]: a span is an array of two integers"),
    (["statements", 0, "cue", 0], [False, True], CodecError, "statements[0].cue[0]: a span is an array of two integers"),
    (["statements", 0, "cue", 0], "12", CodecError, "statements[0].cue[0]: a span is an array of two integers"),
    (["statements", 0, "cue", 0], [9, 9], SpanError, "statements[0].cue[0]: [9, 9) is no span"),
    (["statements", 0, "cue", 0], [-1, 9], SpanError, "statements[0].cue[0]: [-1, 9) is no span"),
    (["statements", 0, "cue", 0], [9, 9999], SpanError, "statements[0].cue[0]: [9, 9999) runs past the end"),
    (["statements", 0, "venue"], [9, 9999], SpanError, "statements[0].venue: [9, 9999) runs past the end"),
    (["statements", 0, "confidence"], "high", CodecError, "statements[0].confidence: a number belongs here"),
    (["statements", 0, "confidence"], True, CodecError, "statements[0].confidence: a number belongs here"),
    (["statements", 0, "confidence"], 10**400, CodecError, "statements[0].confidence: a number belongs here that is finite"),
    (["statements", 0, "confidence"], math.nan, CodecError, "statements[0].confidence: a number belongs here that is finite"),
    (["statements", 0, "confidence"], 1.5, RecordError, "statements[0].confidence: 1.5 is not between 0 and 1"),
    (["statements", 0, "speaker", "country"], "Portugal", RecordError, "statements[0].speaker.country: 'Portugal'"),
    (["statements", 0, "speaker"], None, RecordError, "statements[0].unknown: is missing"),
    (["provenance", "clean"], "1", CodecError, "provenance.clean: an object belongs here"),
    (["provenance", "\x1b[31m"], "1", CodecError, "provenance['\\x1b[31m']: an object belongs here"),
    (["onrecord"], 2, CodecError, "onrecord: this record is in version 2 of the format, this program reads version 1"),
    (["onrecord"], "1", CodecError, "onrecord: the version of the format is an integer"),
]


@pytest.mark.parametrize(("place", "value", "kind", "message"), BROKEN)
def test_what_is_no_record_is_refused_with_its_place(
    place: list[str | int], value: Any, kind: type[OnrecordError], message: str
) -> None:
    data: Any = to_json(examples.record())
    part = data
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    with pytest.raises(kind) as refusal:
        from_json(data)
    assert str(refusal.value).startswith(message)


@pytest.mark.parametrize("member", ["id", "text"])
def test_a_missing_member_is_refused(member: str) -> None:
    data = to_json(examples.record())
    del data["article"][member]
    with pytest.raises(CodecError, match=f'^article: the member "{member}" is missing'):
        from_json(data)


@pytest.mark.parametrize("data", [None, [], "record", 1, True, {}, {"article": {}}])
def test_other_json_is_refused(data: object) -> None:
    with pytest.raises(CodecError):
        from_json(data)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[" * 100_000,
        '{"onrecord":1,"onrecord":1}',
        '{"onrecord":NaN}',
        '{"onrecord":' + "9" * 5000 + "}",
        b"\xff\xfe{}",
        b"\x00",
    ],
)
def test_what_is_no_json_is_refused(line: str | bytes) -> None:
    with pytest.raises(CodecError):
        loads(line)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
json_values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)


@settings(deadline=None)
@given(records(), st.data())
def test_any_other_value_in_any_place_is_read_or_refused_but_never_crashes(record: Record, draw: st.DataObject) -> None:
    data = json.loads(dumps(record))
    part: Any = data
    while True:
        places = list(part) if isinstance(part, dict) else list(range(len(part)))
        place = draw.draw(st.sampled_from(places))
        inner = part[place]
        if not inner or not isinstance(inner, dict | list) or draw.draw(st.booleans()):
            break
        part = inner
    part[place] = draw.draw(json_values)
    try:
        read = from_json(data)
    except RecordError:
        return
    assert from_json(to_json(read)) == read


def test_a_record_that_breaks_its_rules_is_not_written() -> None:
    record = examples.record()
    beyond = replace(record.statements[0], kind=Kind.DIRECT, venue=Span(0, 10_000))
    with pytest.raises(SpanError, match=r"statements\[0\]\.venue"):
        dumps(replace(record, statements=(beyond, *record.statements[1:])))
    with pytest.raises(CodecError, match=r"article\.publisher: .*surrogate"):
        dumps(replace(record, article=replace(record.article, publisher="\udcff")))
