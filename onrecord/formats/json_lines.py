"""Records as JSON Lines, lossless both ways, and the line of JSON that other formats write too. Imports record.

`onrecord.record.codec` is the format; docs/record.md describes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

from onrecord.formats.entries import Entry, entry_a_line
from onrecord.record import Record
from onrecord.record.codec import dumps, loads

_UNSAFE_IN_A_LINE = re.compile("[\x7f-\x9f\u2028\u2029]")  # line breaks to some readers, commands to a terminal


def lines(records: Iterable[Record]) -> Iterator[str]:
    """One record a line."""
    for record in records:
        yield dumps(record) + "\n"


def read(file: IO[bytes], name: str) -> Iterator[Entry]:
    """The records, exactly as they were written."""
    return entry_a_line(file, name, loads)


def line_of(value: dict[str, Any]) -> str:
    """A JSON object on one line, with the line end."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE_IN_A_LINE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) + "\n"
