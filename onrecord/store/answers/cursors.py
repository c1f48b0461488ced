"""Where a page of answers ends, as a short text for whoever asks on. Imports errors and the rest of the store."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from onrecord.errors import InputError
from onrecord.query.conditions import Among, Condition, Sort
from onrecord.store.answers.event_hits import EventQuery
from onrecord.store.schema.packing import sha256

_LONGEST = 500


def cursor(among: Among, condition: Condition | EventQuery, sort: Sort, *place: Any) -> str:
    """The cursor of a place (values of JSON) among the answers to a question."""
    data = json.dumps([_question(among, condition, sort), *place], separators=(",", ":"))
    return urlsafe_b64encode(data.encode("ascii")).decode("ascii").rstrip("=")


def place(among: Among, condition: Condition | EventQuery, sort: Sort, given: str) -> list[Any]:
    """The place that a cursor was made of. Raises InputError where it is none, or of another question."""
    try:
        if len(given) > _LONGEST or not given.isascii():
            raise ValueError
        question, *found = json.loads(urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (ValueError, TypeError, RecursionError):
        raise InputError(f"{given!a:.60} is not a cursor: take the one that came with the page before") from None
    if question != _question(among, condition, sort):
        raise InputError("this cursor belongs to another query or sort: ask for the first page again")
    return list(found)


def _question(among: Among, condition: Condition | EventQuery, sort: Sort) -> str:
    return sha256(repr((str(among), condition, str(sort))).encode("utf-8", "surrogatepass"))[:12]
