"""Record <-> JSON and review <-> JSON, version 1: the only reader and writer of both.

Imports the standard library, errors and record.

The shape of the JSON is that of the types: a dataclass is an object with a member for every field, a tuple an array, a `Span` an
array of two integers, an enum its value. Reading is strict: a member that the types do not have is refused, not dropped.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from onrecord.errors import CodecError, RecordError, SpanError
from onrecord.record.article import Article
from onrecord.record.check import check
from onrecord.record.entity import Entity
from onrecord.record.event import Event
from onrecord.record.record import SCHEMA_VERSION, Record
from onrecord.record.review import Review, review_problems
from onrecord.record.spans import Span
from onrecord.record.statement import Statement

VERSION_MEMBER = "onrecord"
REVIEW_MEMBER = "onrecord_review"

# Legal inside a JSON string, but a line break to some readers of lines, or a command to a terminal.
_UNSAFE_IN_A_LINE = re.compile("[\x7f-\x9f\u2028\u2029]")
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")


def to_json(record: Record) -> dict[str, Any]:
    """The record as JSON values. Raises RecordError where the record breaks its rules (`check.problems`)."""
    check(record)
    try:
        return {VERSION_MEMBER: SCHEMA_VERSION, **_encoded(record)}
    except _MisfitError as misfit:
        raise misfit.error() from None


def from_json(data: object) -> Record:
    """The record that JSON values stand for.

    Raises CodecError where `data` is not a record of a version that this program reads, SpanError where a span is none, and
    RecordError where the record breaks its rules; each message begins with the place ("statements[2].cue[0]: ...").
    """
    if not isinstance(data, dict):
        raise CodecError(f"a record is a JSON object, this is {_described(data)}")
    version = data.get(VERSION_MEMBER)
    if version is None:
        raise CodecError(f'no member "{VERSION_MEMBER}", which gives the version of the format: this is not a record')
    if type(version) is not int:
        raise CodecError(f"{VERSION_MEMBER}: the version of the format is an integer, this is {_described(version)}")
    if version != SCHEMA_VERSION:
        raise CodecError(
            f"{VERSION_MEMBER}: this record is in version {_described(version)} of the format, "
            f"this program reads version {SCHEMA_VERSION}"
        )
    try:
        record: Record = _decoder(Record)({name: value for name, value in data.items() if name != VERSION_MEMBER})
    except _MisfitError as misfit:
        raise misfit.error() from None
    check(record)
    return record


def dumps(record: Record) -> str:
    """The record as one line of JSON, without the line end. Raises RecordError as `to_json` does."""
    return _line(to_json(record))


def loads(line: str | bytes) -> Record:
    """The record in one line of JSON (bytes are UTF-8). Raises as `from_json` does, and CodecError where it is no JSON."""
    return from_json(_parsed(line))


def excerpt(line: bytes, statement_ids: Container[str]) -> tuple[Article, tuple[Statement, ...]]:
    """The article and these statements of a record in one line of JSON, in text order, several times as fast as `loads`: for
    records that were checked before they were kept. Raises CodecError, and SpanError where a span is none."""
    try:
        data = json.loads(line)
        article: Article = _decoder(Article)(data["article"])
        wanted = (item for item in data["statements"] if item["id"] in statement_ids)
        return article, tuple(map(_decoder(Statement), wanted))
    except _MisfitError as misfit:
        raise misfit.error() from None
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise CodecError(f"this is not a record that was kept: {error}") from None


def excerpt_of_events(line: bytes, event_ids: Container[str]) -> Record:
    """The same for events: a record of the article, these events, and the entities and statements that they name."""
    try:
        data = json.loads(line)
        told = [item for item in data["events"] if item["id"] in event_ids]
        parties = {id_ for item in told for id_ in (*item["actors"], *item["recipients"], item["place"])}
        claims = {id_ for item in told for id_ in (item["asserted_by"], item["made_of"])}
        return Record(
            _decoder(Article)(data["article"]),
            tuple(map(_decoder(Statement), (item for item in data["statements"] if item["id"] in claims))),
            (),
            tuple(map(_decoder(Entity), (item for item in data["entities"] if item["id"] in parties))),
            tuple(map(_decoder(Event), told)),
        )
    except _MisfitError as misfit:
        raise misfit.error() from None
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise CodecError(f"this is not a record that was kept: {error}") from None


def dumps_review(review: Review) -> str:
    """The review as one line of JSON, its id too. Raises RecordError where it breaks its rules (`review.review_problems`)."""
    _check_review(review)
    try:
        return _line({REVIEW_MEMBER: SCHEMA_VERSION, "id": review.id, **_encoded(review)})
    except _MisfitError as misfit:
        raise misfit.error() from None


def loads_review(line: str | bytes) -> Review:
    """The review in one line of JSON. Raises CodecError where it is none, or its id is not derived from what it says, and
    RecordError where it breaks its rules."""
    data = _parsed(line)
    if not isinstance(data, dict) or type(data.get(REVIEW_MEMBER)) is not int:
        raise CodecError(f'no member "{REVIEW_MEMBER}", which gives the version of the format: this is not a review')
    if data[REVIEW_MEMBER] != SCHEMA_VERSION:
        raise CodecError(f"{REVIEW_MEMBER}: this program reads version {SCHEMA_VERSION} of the format only")
    try:
        review: Review = _decoder(Review)({name: data[name] for name in data if name not in (REVIEW_MEMBER, "id")})
    except _MisfitError as misfit:
        raise misfit.error() from None
    _check_review(review)
    if data.get("id") != review.id:
        raise CodecError("id: is not derived from what the review says: it was altered, or belongs to another one")
    return review


def _check_review(review: Review) -> None:
    if found := review_problems(review):
        raise RecordError(f"{'; '.join(found)} (a review of {review.statement!a:.40})")


def _line(data: dict[str, Any]) -> str:
    line = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE_IN_A_LINE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def _parsed(line: str | bytes) -> object:
    try:
        text = line if isinstance(line, str) else line.decode("utf-8")
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except CodecError:
        raise
    except (ValueError, RecursionError) as error:
        raise CodecError(f"not JSON: {error}") from None


class _MisfitError(Exception):
    """JSON that does not fit its type; the place is put together on the way out."""

    def __init__(self, message: str, kind: type[RecordError] = CodecError) -> None:
        super().__init__(message)
        self.message = message
        self.kind = kind
        self.place: list[str | int] = []

    def error(self) -> RecordError:
        path = ""
        for step in reversed(self.place):
            if isinstance(step, int) or not step.isidentifier():
                path += f"[{step!a:.40}]"
            else:
                path += f".{step}" if path else step
        return self.kind(f"{path}: {self.message}" if path else self.message)


_Decode = Callable[[object], Any]


def _encoded(value: Any) -> Any:
    match value:
        case Span(start, end):
            return [start, end]
        case StrEnum():
            return value.value
        case str():
            return _string(value)
        case tuple():
            return [_placed(place, _encoded, item) for place, item in enumerate(value)]
        case Mapping():
            return {_string(name): _placed(name, _encoded, item) for name, item in sorted(value.items())}
        case _ if is_dataclass(value):
            return {field.name: _placed(field.name, _encoded, getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


@cache
def _decoder(kind: Any) -> _Decode:
    """What turns JSON into a value of this type; made once a type, because there are many values."""
    if kind is Span:
        return _span
    if kind is str:
        return _string
    if kind is float:
        return _number
    if is_dataclass(kind):
        return _object_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _word_decoder(kind)
    arguments = get_args(kind)
    if isinstance(kind, UnionType):
        return _optional_decoder(_decoder(arguments[0]))
    if get_origin(kind) is tuple:
        return _array_decoder(_decoder(arguments[0]))
    if get_origin(kind) is Mapping:
        return _map_decoder(_decoder(arguments[1]))
    raise TypeError(f"the codec has no JSON for {kind}")


def _span(data: object) -> Span:
    match data:
        case [int(start), int(end)] if type(start) is int and type(end) is int:
            try:
                return Span(start, end)
            except SpanError as error:
                raise _MisfitError(str(error), SpanError) from None
        case _:
            raise _MisfitError(f"a span is an array of two integers, [start, end], this is {_described(data)}")


def _string(data: object) -> str:
    if not isinstance(data, str):
        raise _MisfitError(f"a string belongs here, this is {_described(data)}")
    if _HALF_A_PAIR.search(data):
        raise _MisfitError("the string holds half of a surrogate pair, which is no character and cannot be written as UTF-8")
    return data


def _number(data: object) -> float:
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise _MisfitError(f"a number belongs here, this is {_described(data)}")
    try:
        number = float(data)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _MisfitError("a number belongs here that is finite")
    return number


def _word_decoder(kind: type[StrEnum]) -> _Decode:
    members = {member.value: member for member in kind}

    def decode(data: object) -> StrEnum:
        if not isinstance(data, str) or data not in members:
            raise _MisfitError(f"one of {', '.join(members)} belongs here, this is {_described(data)}")
        return members[data]

    return decode


def _optional_decoder(decode_given: _Decode) -> _Decode:
    return lambda data: None if data is None else decode_given(data)


def _array_decoder(decode_item: _Decode) -> _Decode:
    def decode(data: object) -> tuple[Any, ...]:
        if not isinstance(data, list):
            raise _MisfitError(f"an array belongs here, this is {_described(data)}")
        return tuple(_placed(place, decode_item, item) for place, item in enumerate(data))

    return decode


def _map_decoder(decode_item: _Decode) -> _Decode:
    def decode(data: object) -> dict[str, Any]:
        return {_string(name): _placed(name, decode_item, item) for name, item in _members(data).items()}

    return decode


def _object_decoder(kind: Any) -> _Decode:
    types = get_type_hints(kind)
    decoders = {field.name: _decoder(types[field.name]) for field in fields(kind)}
    required = [field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING]

    def decode(data: object) -> Any:
        members = _members(data)
        for name in required:
            if name not in members:
                raise _MisfitError(f'the member "{name}" is missing')
        for name in members:
            if name not in decoders:
                raise _MisfitError(f"there is no member {_described(name)} in this version of the format")
        return kind(**{name: _placed(name, decoders[name], value) for name, value in members.items()})

    return decode


def _members(data: object) -> dict[str, object]:
    if not isinstance(data, dict) or not all(isinstance(name, str) for name in data):
        raise _MisfitError(f"an object belongs here, this is {_described(data)}")
    return data


def _placed(step: str | int, convert: Callable[[Any], Any], value: object) -> Any:
    """`convert(value)`, whose misfits say that they happened at this step."""
    try:
        return convert(value)
    except _MisfitError as misfit:
        misfit.place.append(step)
        raise


def _object(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for name, value in pairs:
        if name in members:
            raise CodecError(f"an object has two members {_described(name)}")
        members[name] = value
    return members


def _no_constant(name: str) -> None:
    raise CodecError(f"{name} is not a JSON number")


def _described(data: object) -> str:
    """What stands there, short and without control characters."""
    match data:
        case None:
            return "null"
        case bool():
            return "true" if data else "false"
        case str():
            return ascii(data if len(data) <= 40 else data[:39] + "…")
        case int() | float():
            return f"{data}" if abs(data) < 10**15 else "a very large number"
        case list() | tuple():
            return f"an array of {len(data)}"
        case dict():
            return "an object"
        case _:
            return f"a {type(data).__name__}"
