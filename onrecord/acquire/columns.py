"""Which column of a table says what of an article. Imports record, errors and acquire's own parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from onrecord.acquire.found import FoundPage, Known, found_page
from onrecord.acquire.json_article import json_article_page
from onrecord.acquire.urls import web_address
from onrecord.acquire.wordlist import lines_of
from onrecord.dates import iso_date
from onrecord.errors import InputError, PageError
from onrecord.record import Issue

_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
_BETWEEN_AUTHORS = re.compile(r"\s*[;|]\s*")


@dataclass(frozen=True, slots=True)
class Columns:
    """The name of the column for each field, None where there is none. `html` is a whole page, `text` the article's text."""

    text: str | None = None
    html: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: str | None = None
    id: str | None = None


FIELDS = tuple(field.name for field in fields(Columns))


def find_columns(names: Iterable[str], given: Columns | None = None) -> Columns:
    """The columns among `names` that hold the fields: those that are given, else by what such columns are usually called.

    Raises InputError where a given one is missing, or none holds a text.
    """
    names = tuple(names)
    given = given or Columns()
    by_letters = {_letters(name): name for name in reversed(names)}
    found: dict[str, str | None] = {}
    for field in FIELDS:
        name = getattr(given, field)
        if name is not None and name not in names:
            raise InputError(f'There is no column "{name}" for the {field}; there are {_listed(names)}.')
        usual = (by_letters[usual] for usual in _usual_names()[field] if usual in by_letters)
        found[field] = name or next(usual, None)
    columns = _each_once(Columns(**found), given)
    if columns.text is None and columns.html is None:
        raise InputError(f"No column holds a text; name the one that does with --text-column. There are {_listed(names)}.")
    return columns


def page_of_row(row: Mapping[str, Any], columns: Columns, location: str) -> FoundPage:
    """The page that a row holds. Raises PageError: "empty" where it has no text, "encoding" where that is not Unicode."""
    text, html = _string(row, columns.text), _string(row, columns.html)
    known, issues = _known(row, columns)
    if text is not None:
        return json_article_page(text, known, location, issues)
    if html is None:
        raise PageError("empty", f'The column "{columns.text or columns.html}" is empty.')
    try:
        page = found_page(html.encode("utf-8"), "text/html; charset=utf-8", location, known=known)
    except UnicodeEncodeError:
        raise PageError("encoding", "It holds half of a surrogate pair, which is no character.") from None
    return replace(page, issues=issues)


def _known(row: Mapping[str, Any], columns: Columns) -> tuple[Known, tuple[Issue, ...]]:
    url = _string(row, columns.url)
    stated = row.get(columns.published) if columns.published else None
    published = iso_date(stated)
    issues: tuple[Issue, ...] = ()
    if published is None and stated is not None and str(stated).strip():
        issues = (Issue("acquire", "date", f'The date "{str(stated).strip()!s:.60}" cannot be read as one day.'),)
    known = Known(
        id=_string(row, columns.id),
        title=_string(row, columns.title),
        url=web_address(url),
        publisher=_string(row, columns.publisher),
        authors=authors_of(row.get(columns.authors) if columns.authors else None),
        published=published,
    )
    return known, issues


def _string(row: Mapping[str, Any], column: str | None) -> str | None:
    """The text in a cell, None where there is none: a list or an object is none."""
    value = row.get(column) if column else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def authors_of(value: object) -> tuple[str, ...]:
    """A list is taken as it is; a string is cut at semicolons and bars, for a comma may stand in a name."""
    names = value if isinstance(value, list | tuple) else _BETWEEN_AUTHORS.split(value) if isinstance(value, str) else ()
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip() and not _HALF_A_PAIR.search(name))


def _each_once(columns: Columns, given: Columns) -> Columns:
    """A column that is given for one field is not also taken for another by its name."""
    named = {getattr(given, field) for field in FIELDS} - {None}
    twice = {field: None for field in FIELDS if getattr(given, field) is None and getattr(columns, field) in named}
    return replace(columns, **twice)


@cache
def _usual_names() -> Mapping[str, tuple[str, ...]]:
    pairs = (line.split(":", 1) for line in lines_of("columns.txt"))
    return {field: tuple(names.split()) for field, names in pairs}


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(f'"{name:.40}"' for name in names[:20])
    return (shown or "no columns at all") + (f" and {len(names) - 20} more" if len(names) > 20 else "")
