"""Every exception that onrecord raises on purpose. Imports nothing.

OnrecordError
├── InputError            what was given cannot be used (a file, a line, an option)
│   └── PageError         one page cannot be turned into an article
├── RecordError           a record breaks its own rules
│   ├── SpanError         a span does not fit its text
│   └── CodecError        JSON that is not a record of a known version
└── StoreError            the database refused
    └── SchemaTooNewError      the database was made by a newer onrecord
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


class RecordError(OnrecordError):
    """A record breaks its own rules."""


class SpanError(RecordError):
    """A span does not fit its text."""


class CodecError(RecordError):
    """JSON that is not a record of a version that this program reads."""


class StoreError(OnrecordError):
    """The database refused."""


class SchemaTooNewError(StoreError):
    """The database was made by a newer onrecord than this one."""
