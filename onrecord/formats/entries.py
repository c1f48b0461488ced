"""What comes back from a format: entries, each with its place, one by one. Imports record and errors.

An entry that cannot be read is the error that says why; it costs only itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO

from onrecord.errors import InputError, OnrecordError
from onrecord.formats.attributions import AnnotatedText
from onrecord.record import Record
from onrecord.record.identity import Decision
from onrecord.record.kept import KeptRecord
from onrecord.record.review import Review

LARGEST = 100_000_000  # bytes of a line, or of a file of annotations

Read = Record | KeptRecord | Review | Decision | AnnotatedText
Entry = tuple[str, Read | OnrecordError]


def entry_a_line(file: IO[bytes], name: str, read: Callable[[bytes], Read], *, or_one_in_all: bool = False) -> Iterator[Entry]:
    """What each line that is not blank holds; with `or_one_in_all`, what all of the file holds where its first line only opens
    an object."""
    number = 0
    while line := file.readline(LARGEST + 1):
        number += 1
        place = f"{name}, line {number}"
        if or_one_in_all and number == 1 and line.strip() in (b"{", b"["):
            line += file.read(LARGEST + 1)
        if len(line) > LARGEST:
            yield place, InputError(f"It is longer than {LARGEST // 1_000_000} MB; nothing after it is read.")
            return
        if line.strip():
            try:
                yield place, read(line)
            except OnrecordError as error:
                yield place, error
