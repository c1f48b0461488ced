"""When a page says that its article was published, and last changed. Imports lxml, the record and clean's own parts.

Of all that the page states, the first that is a date holds, in this order: JSON-LD, meta elements, microdata and time elements,
what is written by the headline, the address. Where that is a bare day, a statement further down that gives the time and zone of
the same day takes its place. A change that is not later than the publication is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from onrecord.clean.dates import date_line, find_date, find_dates
from onrecord.clean.html.blocks import Block, marked_up
from onrecord.clean.html.jsonld import Item
from onrecord.clean.wordlist import entries
from onrecord.record import DateBasis

_PUBLISHED = re.compile(r"\b(?:publi|post(?:ed|é)|erstellt|veröffentlicht)", re.I)
_BYLINED = re.compile(r"\b(?:by|von|par|por)\b", re.I)
_CHANGED = re.compile(r"updat|modif", re.I)
_URL_DATE = re.compile(r"[/_-](20\d{2})[/-]?(0?[1-9]|1[0-2]|[a-z]{3})[/-]?([0-2]?\d|3[01])(?=[/_-]|$)", re.I)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}(?:Z|[+-]\d{4})?)?$")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?$")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Moment:
    """An ISO 8601 date, or date-time with zone, and how it is known."""

    iso: str
    basis: DateBasis


def published_of(item: Item, metas: dict[str, str], tree: HtmlElement, near: list[Block], address: str) -> Moment | None:
    """When the article was published; `near` are the blocks by its headline, `address` where the page was found."""
    stated = list(_stated(_published_statements(item, metas, tree)))
    if written := _written_date(near):
        stated.append(Moment(written, DateBasis.WORDS))
    if in_address := _date_in_address(address):
        stated.append(Moment(in_address, DateBasis.ADDRESS))
    return _most_exact(stated)


def updated_of(
    item: Item, metas: dict[str, str], tree: HtmlElement, near: list[Block], published: Moment | None
) -> Moment | None:
    """When the article was last changed; None where the page does not say, or names no later time than that of publication."""
    stated = list(_stated(_updated_statements(item, metas, tree)))
    for block in near:
        for line in block.text.split("\n"):
            stated += [Moment(date.iso, DateBasis.WORDS) for date in find_dates(line) if date.updated and date.iso]
    return _most_exact([moment for moment in stated if published is None or _is_later(moment.iso, published.iso)])


def _stated(values: Iterator[tuple[DateBasis, object]]) -> Iterator[Moment]:
    for basis, value in values:
        if isinstance(value, str) and (iso := iso_date(value)):
            yield Moment(iso, basis)


def _published_statements(item: Item, metas: dict[str, str], tree: HtmlElement) -> Iterator[tuple[DateBasis, object]]:
    yield DateBasis.JSON_LD, item.get("datePublished")
    yield DateBasis.JSON_LD, item.get("dateCreated")
    for name in entries("date-metas"):
        yield DateBasis.META, metas.get(name)
    yield from _in_microdata(tree, "datePublished")
    first = next((one for one in tree.iter("time") if one.get("datetime")), None)
    if first is not None:
        yield DateBasis.MARKUP, first.get("datetime")


def _updated_statements(item: Item, metas: dict[str, str], tree: HtmlElement) -> Iterator[tuple[DateBasis, object]]:
    yield DateBasis.JSON_LD, item.get("dateModified")
    for name in entries("update-metas"):
        yield DateBasis.META, metas.get(name)
    yield from _in_microdata(tree, "dateModified")
    for one in tree.iter("time"):
        if _CHANGED.search(f"{one.get('class')} {one.get('id')} {one.get('itemprop')}"):
            yield DateBasis.MARKUP, one.get("datetime")


def _in_microdata(tree: HtmlElement, name: str) -> Iterator[tuple[DateBasis, object]]:
    for one in marked_up(tree, name):
        yield DateBasis.MARKUP, one.get("content") or one.get("datetime") or one.text_content()[:_LONGEST]


def _most_exact(stated: list[Moment]) -> Moment | None:
    """The first, or the first that gives a time on the same day."""
    if not stated:
        return None
    first = stated[0]
    return next((moment for moment in stated if len(moment.iso) > 10 and moment.iso[:10] == first.iso[:10]), first)


def _is_later(one: str, other: str) -> bool:
    """Whether a moment is later than another, as far as the less exact of the two tells."""
    if len(one) > 10 and len(other) > 10:
        return datetime.fromisoformat(one) > datetime.fromisoformat(other)
    return one[:10] > other[:10] or (one[:10] == other[:10] and len(one) > len(other))


def _written_date(near: list[Block]) -> str | None:
    """A date by the headline: in a line that says it is the date of publication, else alone in its line, else after a name."""
    lines = [line for block in near for line in block.text.split("\n")]
    written = [(line, date.iso) for line in lines for date in find_dates(line) if date.iso and not date.updated]
    for says in (_PUBLISHED.search, date_line, _BYLINED.search, lambda line: len(line) < 60):
        for line, iso in written:
            if says(line):
                return iso
    return None


def _date_in_address(address: str) -> str | None:
    try:
        match = _URL_DATE.search(urlsplit(address).path)
    except ValueError:
        return None
    if not match:
        return None
    year, month, day = match.groups()
    return iso_date(f"{year}-{month:0>2}-{day:0>2}" if month.isdigit() else f"{day} {month} {year}")


def iso_date(value: str) -> str | None:
    """A date from markup as ISO 8601: with its time where it has a zone, the day alone where it has none; else None."""
    value = " ".join(value[:_LONGEST].split())
    if match := _COMPACT.match(value):
        value = f"{match[1]}-{match[2]}-{match[3]}"
    if _EPOCH.match(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    moment: datetime
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+|(\s)(?=[+-]\d{2}:?\d{2}$)", r"\1", value))
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            date = find_date(value)
            return date.iso if date else None
    if not 1600 <= moment.year <= 2200:
        return None
    return moment.isoformat(timespec="seconds") if moment.tzinfo else moment.date().isoformat()
