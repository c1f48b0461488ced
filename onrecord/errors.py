"""Every exception that onrecord raises on purpose. Imports nothing.

OnrecordError
├── InputError            what was given cannot be used (a file, a line, an option)
│   ├── PageError         one page cannot be turned into an article
│   │   └── BusyError       its server asks to come back later
│   └── QueryError        what was typed is no query
├── RecordError           a record breaks its own rules
│   ├── SpanError         a span does not fit its text
│   └── CodecError        JSON that is not a record of a known version
└── StoreError            the database refused
    ├── NoDatabaseError        there is none where one was named
    ├── SchemaTooNewError      the database was made by a newer onrecord
    └── TooLongError           a question took longer than it may
"""

from __future__ import annotations


class OnrecordError(Exception):
    """The root of the tree: catch this to catch all of them. The message says what, where, and what to do."""


class InputError(OnrecordError):
    """What was given cannot be used."""


class PageError(InputError):
    """One page cannot be turned into an article.

    `code` is a short stable word ("empty", "binary", "too-large", "encoding", "no-text", "language"),
    so that issues can be counted.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class BusyError(PageError):
    """A server is busy, or asks to come back in `wait` seconds (None where it does not say). The code is "busy"."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__("busy", message)
        self.wait = wait


class QueryError(InputError):
    """What was typed is no query.

    `query` is all of it; `start` and `end` (code points, half open) are the part that the message is about, which may lie at its
    end, where something is missing.
    """

    def __init__(self, message: str, query: str, start: int, end: int) -> None:
        super().__init__(f"{message} (at character {start + 1})")
        self.query, self.start, self.end = query, start, end


class RecordError(OnrecordError):
    """A record breaks its own rules."""


class SpanError(RecordError):
    """A span does not fit its text."""


class CodecError(RecordError):
    """JSON that is not a record of a version that this program reads."""


class StoreError(OnrecordError):
    """The database refused."""


class NoDatabaseError(StoreError):
    """There is no database where one was named, or there can be none."""


class SchemaTooNewError(StoreError):
    """The database was made by a newer onrecord than this one."""


class TooLongError(StoreError):
    """A question took longer than the `seconds` that it may take, and was given up."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"the answer takes longer than {seconds:g} seconds, which is the most here: ask for less, "
            "with another word, a speaker or dates"
        )
        self.seconds = seconds
