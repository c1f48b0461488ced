"""The fields of the query language: what each takes, and what it asks for. Imports record and errors."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import TypeVar

from onrecord.query.conditions import (
    By,
    Condition,
    Confidence,
    Country,
    In,
    Like,
    OfKind,
    OfPolarity,
    Published,
    Reviewed,
    Sector,
    Where,
    Words,
)
from onrecord.query.lexer import comparison
from onrecord.record import Kind, Polarity, Role
from onrecord.record.review import Verdict

Choice = TypeVar("Choice", bound=str)

_PARTS = (Role.TITLE, Role.SUBHEADING, Role.BODY, Role.CAPTION)
_VERDICTS = {"accepted": Verdict.ACCEPT, "rejected": Verdict.REJECT, "fixed": Verdict.FIX, "added": Verdict.ADD, "none": None}
_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_A_HAIR = 1e-9  # what "more than" is more by: far less than any two confidences differ


class RefusedValueError(Exception):
    """What stands after a field's colon is not what it takes; the message says what it does take."""


@dataclass(frozen=True, slots=True)
class Field:
    """`of_value` makes a condition of one value, or raises RefusedValueError; `where` is set where the values are words."""

    name: str
    takes: str
    of_value: Callable[[str], Condition] | None = None
    where: Where | None = None


def of_words(field: Field, text: str, *, prefix: bool = False, exact: bool = False) -> Condition:
    """What `field:text` asks for. Raises RefusedValueError."""
    if field.where is not None:
        if not any(letter.isalnum() for letter in text):
            raise RefusedValueError(f"{field.name}: takes {field.takes}")
        return Words(text, field.where, prefix, exact)
    assert field.of_value is not None  # a field has the one or the other
    return field.of_value(text.strip())


def _one_of(name: str, choices: Iterable[Choice], make: Callable[[Choice], Condition], text: str) -> Condition:
    known = {str(choice): choice for choice in choices}
    if text.casefold() in known:
        return make(known[text.casefold()])
    close = get_close_matches(text.casefold(), known, 1)
    if close:
        raise RefusedValueError(f"there is no {name}:{text}; did you mean {name}:{close[0]}?")
    raise RefusedValueError(f"there is no {name}:{text}; it is one of {', '.join(known)}")


def _code(name: str, pattern: str, example: str, make: Callable[[str], Condition], text: str) -> Condition:
    if not re.fullmatch(pattern, text, re.ASCII):
        raise RefusedValueError(f"{name}: takes a code such as {example}")
    return make(text.upper())


def period(name: str, text: str) -> tuple[date, date]:
    """The first and last day of a year, a month or a day. Raises RefusedValueError."""
    written = _PERIOD.fullmatch(text) if text.isascii() else None
    if written:
        year, month, day = (int(part) if part else None for part in written.groups())
        with suppress(ValueError):
            assert year is not None  # the pattern has one
            first = date(year, month or 1, day or 1)
            last = date(year, month or 12, day or monthrange(year, month or 12)[1])
            return first, last
    raise RefusedValueError(f"{name}: takes a day, a month or a year, such as {name}:2024-02-27, {name}:2024-02 or {name}:2024")


def _after(text: str) -> Condition:
    return Published(first=period("after", text)[0])


def _before(text: str) -> Condition:
    return Published(last=period("before", text)[1])


def _on(text: str) -> Condition:
    return Published(*period("on", text))


def _review(text: str) -> Condition:
    return _one_of("review", _VERDICTS, lambda word: Reviewed(_VERDICTS[word]), text)


def _like(text: str) -> Condition:
    if not any(letter.isalnum() for letter in text):
        raise RefusedValueError('like: takes words, such as like:"sending soldiers"')
    return Like(text)


def _confidence(text: str) -> Condition:
    sign, number = comparison(text)
    try:
        figure = float(number)
    except ValueError:
        figure = -1.0
    if not 0.0 <= figure <= 1.0:
        raise RefusedValueError("confidence: takes a number from 0 to 1, such as confidence:>0.8")
    if sign in ("<", "<=", "≤"):
        return Confidence(most=figure - _A_HAIR if sign == "<" else figure)
    return Confidence(least=figure + _A_HAIR if sign == ">" else figure)


FIELDS = {
    field.name: field
    for field in (
        Field("speaker", "a name or a part of one", where=Where.SPEAKER),
        Field("role", "words of what the speaker is called, such as role:spokesman", where=Where.ROLE),
        Field("country", "a code such as FRA", partial(_code, "country", "[A-Za-z]{3}", "country:FRA", Country)),
        Field("sector", "a code such as GOV", partial(_code, "sector", "[A-Za-z]{2,8}", "sector:GOV", Sector)),
        Field("publisher", "a name or a part of one", where=Where.PUBLISHER),
        Field("kind", "direct, mixed or indirect", partial(_one_of, "kind", Kind, OfKind)),
        Field("polarity", "affirms, denies, …", partial(_one_of, "polarity", Polarity, OfPolarity)),
        Field("about", "words of what was said", where=Where.CONTENT),
        Field("like", "words that what was said is near to in meaning", _like),
        Field("in", "title, subheading, body or caption", partial(_one_of, "in", _PARTS, In)),
        Field("after", "a day, a month or a year", _after),
        Field("before", "a day, a month or a year", _before),
        Field("on", "a day, a month or a year", _on),
        Field("confidence", "a number from 0 to 1", _confidence),
        Field("entity", "the id of somebody", By),
        Field("review", "accepted, rejected, fixed, added or none", _review),
    )
}

# What people call the fields elsewhere.
_OTHERWISE = {
    "author": "speaker",
    "by": "speaker",
    "from": "speaker",
    "said": "speaker",
    "who": "speaker",
    "name": "speaker",
    "person": "speaker",
    "source": "publisher",
    "site": "publisher",
    "outlet": "publisher",
    "paper": "publisher",
    "date": "on",
    "day": "on",
    "since": "after",
    "until": "before",
    "till": "before",
    "title": "in",
    "type": "kind",
    "topic": "about",
    "meaning": "like",
    "similar": "like",
    "near": "like",
    "content": "about",
    "text": "about",
    "score": "confidence",
    "nation": "country",
    "job": "role",
    "verdict": "review",
    "reviewed": "review",
}


def meant(name: str) -> str | None:
    """The field that a person who typed `name` may have meant."""
    lowered = name.casefold()
    close = get_close_matches(lowered, FIELDS, 1)
    return close[0] if close else _OTHERWISE.get(lowered)
