"""The query that words and options make, and what is said when it is wrong. May import errors and what it asks."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from onrecord.cli.terminal import messages, safe, safe_line
from onrecord.errors import QueryError
from onrecord.record import Kind

if TYPE_CHECKING:
    from onrecord.search.spelling import Taken
    from onrecord.store import Condition


class Sort(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"


def options_as_condition(
    speaker: str | None,
    publisher: str | None,
    after: date | None,
    before: date | None,
    kind: Kind | None,
    min_confidence: float | None,
) -> Condition:
    """What the options of a command ask for, everything where none is given."""
    from onrecord.query.conditions import Confidence, From, OfKind, Published, Where, Words, both

    options = (
        None if speaker is None else Words(speaker, Where.SPEAKER),
        None if publisher is None else From(publisher),
        None if after is None and before is None else Published(after, before),
        None if kind is None else OfKind(kind),
        None if min_confidence is None else Confidence(least=min_confidence),
    )
    return both(*(option for option in options if option is not None))


def show_where(error: QueryError) -> None:
    """The query with a caret under what the message is about, on standard error."""
    width = max(1, error.end - error.start)
    line = "".join(letter if letter.isprintable() else " " for letter in safe(error.query))
    if line.isascii():  # else a caret would stand anywhere: letters have widths of their own
        print(f"  {line}\n  {' ' * error.start}{'^' * width}", file=sys.stderr)


def tell_what_was_taken(taken: tuple[Taken, ...]) -> None:
    for name in taken:
        others = ", ".join(map(safe_line, name.names))
        if name.known:
            typed = safe_line(name.typed)
            messages().print(f'Also looked for {others}; speaker:"{typed}" in quotation marks means {typed} alone.')
        else:
            messages().print(f'Nobody is called "{safe_line(name.typed)}"; looked for {others}.')


def tell_what_follows(shown: int, limit: int, cursor: str | None) -> None:
    if not shown:
        messages().print("Nothing was found.")
    elif cursor is not None:
        messages().print(f"There are more than {limit}; go on with --page {cursor}, or ask for more with --limit.")
