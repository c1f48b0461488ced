"""Moments that a reader sees by the headline, in words or behind them. Imports lxml, dates and clean's own parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from lxml.html import HtmlElement

from onrecord.clean.html.blocks import Block, Stamp, names_of, short_text
from onrecord.dates import date_line, find_date, find_dates, iso_date, says_published, says_updated

_PUBLISHED = re.compile(r"publi(?!sher)|pub-?date|post(?:ed)?-?(?:on|date|time)|entry-?date|date-?posted", re.I)
_UPDATED = re.compile(r"updat|modif|revis", re.I)
_BYLINED = re.compile(r"\b(?:by|von|par|por|di|door|av)\b", re.I)
_SENTENCE = re.compile(r"[.!?][”\"’')]*$")
_SHORT = 60
_LEVELS = 3


class Surety(IntEnum):
    """How plainly a moment says that it is that of publication."""

    CALLED_SO = 0
    ALONE = 1  # in its line
    BYLINED = 2
    SHORT_LINE = 3
    UNSURE = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """`iso` is a date, or date-time with zone; `clock` its time of day where that has no zone. `stamped`: it is from an
    attribute, and not in words; `by_class`: nothing but a class calls it an update."""

    iso: str
    clock: str | None
    surety: Surety
    updated: bool
    stamped: bool
    by_class: bool = False


def moments_in(block: Block, language: str | None) -> Iterator[Shown]:
    """The moments in a block, those of its elements before those in words, for they are more exact."""
    behind_updates = ""
    for stamp in block.stamps:
        if moment := _of_stamp(stamp, block, language):
            yield moment
            behind_updates += f"\n{_words_of(stamp)}" if moment.updated else ""
    for line in block.text.split("\n"):
        called_so = says_published(line)
        for date in find_dates(line, language):
            if date.iso:
                surety = Surety.CALLED_SO if called_so and len(line) <= 3 * _SHORT else _surety(line, language)
                updated = date.updated or line[date.start : date.end] in behind_updates
                yield Shown(date.iso, date.clock, surety, updated, stamped=False)


def called(element: HtmlElement) -> str | None:
    """Whether an element or one right around it is named as holding the time when it was "published", or "updated"."""
    for one in (element, *islice(element.iterancestors(), _LEVELS - 1)):
        names = f"{names_of(one)} {'pubdate' if 'pubdate' in one.attrib else ''}"
        if one is not element and short_text(one, 3 * _SHORT) is None:
            return None
        if _PUBLISHED.search(names):
            return "published"
        if _UPDATED.search(names):
            return "updated"
        if one.getnext() is not None or one.getprevious() is not None:
            return None
    return None


def moment_of(value: str, language: str | None = None) -> tuple[str | None, str | None]:
    """What the attribute of an element, or a field, states: a date with time and zone, or a day and its time of day; no date
    where it states none."""
    iso = iso_date(value, language)
    written = find_date(value, language)
    if iso is None:
        return (written.iso, written.clock) if written and written.iso else (None, None)
    return iso, written.clock if written and written.iso == iso else None


def _of_stamp(stamp: Stamp, block: Block, language: str | None) -> Shown | None:
    iso, clock = moment_of(stamp.value, language)
    if iso is None:
        return None
    words = _words_of(stamp)
    line = stamp.before.rsplit("\n", 1)[-1][-2 * _SHORT :]
    since = line[max((date.end for date in find_dates(line)), default=0) :]
    call = called(stamp.element)
    if call is None and (says_published(since) or says_published(words)):
        call = "published"
    elif call is None and (says_updated(since) or says_updated(words)):
        call = "updated"
    surety = Surety.CALLED_SO if call == "published" else _surety(block.text, language)
    if surety is Surety.SHORT_LINE and len(block.text) <= len(words) + 2:
        surety = Surety.ALONE
    is_modified = any("datemodified" in (one.get("itemprop") or "").lower() for one in (stamp.element, stamp.element.getparent()))
    by_class = call == "updated" and not is_modified and not says_updated(words)
    return Shown(iso, clock, surety, call == "updated", stamped=True, by_class=by_class)


def _words_of(stamp: Stamp) -> str:
    return short_text(stamp.element, 3 * _SHORT) or ""


def _surety(line: str, language: str | None) -> Surety:
    if date_line(line, language):
        return Surety.ALONE
    if _BYLINED.search(line):
        return Surety.BYLINED
    return Surety.SHORT_LINE if len(line) < _SHORT and not _SENTENCE.search(line) else Surety.UNSURE
