"""Articles that are given as text and fields (a row of a table): how they are kept as a page. Imports record and errors.

A row has no bytes of its own that mean the same outside of its file, so it is kept as one JSON object. From that alone the
article can be read again, and proved.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from onrecord.acquire.found import FoundPage, Known, found_page
from onrecord.errors import PageError
from onrecord.record import Issue

MEDIA_TYPE = "application/json"


def json_article_page(text: str, known: Known, location: str, issues: tuple[Issue, ...] = ()) -> FoundPage:
    """The page of a text that came with fields. Raises PageError("encoding") where one of them is not Unicode."""
    fields = {name: value for name, value in asdict(known).items() if value}
    try:
        data = json.dumps({"text": text, **fields}, ensure_ascii=False, sort_keys=True).encode("utf-8")
    except UnicodeEncodeError:
        raise PageError("encoding", "It holds half of a surrogate pair, which is no character.") from None
    return replace(found_page(data, MEDIA_TYPE, location, known=known), issues=issues)


def read_json_article(data: bytes) -> tuple[str, Known]:
    """The text and the fields that `json_article_page` kept. Raises PageError("unreadable") where `data` are no page of its."""
    try:
        given: dict[str, Any] = json.loads(data)
        text = given.pop("text")
        known = Known(**{**given, "authors": tuple(given.get("authors", ()))})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise PageError("unreadable", f"It is not an article that was kept as JSON: {type(error).__name__}.") from None
    if not isinstance(text, str):
        raise PageError("unreadable", "It is not an article that was kept as JSON: its text is no text.")
    return text, known
