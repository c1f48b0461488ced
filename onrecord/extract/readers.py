"""What finds statements, names and parts of speech in a text, and which one does. Imports statements, text, errors and record.

The reader that is shipped reads English. Another can be put in its place without touching the package: an object, or a class,
with the two methods of `Reader`, which the environment variable ONRECORD_READER names as `module:attribute` or by an entry point
of the group `onrecord.readers` (docs/reader.md). The variable is read here, not in `cli`, because processes that read inherit it.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from onrecord.errors import InputError
from onrecord.extract.statements.network_reader import NetworkReader
from onrecord.extract.text.paragraphs import Paragraph
from onrecord.extract.text.results import Findings
from onrecord.record import Stage

SETTING = "ONRECORD_READER"
GROUP = "onrecord.readers"


@runtime_checkable
class Reader(Protocol):
    """Text -> statements, names and words with their parts of speech, each with a confidence in 0..1."""

    def stage(self) -> Stage:
        """What stands in the record's provenance. Articles are read again where it differs from the one they were read by, so
        two readers must not give the same."""
        ...

    def read(self, text: str, paragraphs: Sequence[Paragraph], min_confidence: float | None = None) -> Findings:
        """What stands in `paragraphs` of `text`, and nothing outside of them. Spans are half open, in code points of `text`.

        Statements that are less certain than `min_confidence` are left out; None leaves the threshold to the reader. The same
        text gives the same findings.
        """
        ...


def languages_of(reader: Reader) -> frozenset[str] | None:
    """The languages that a reader reads (BCP 47, "de"), as its attribute `languages` says; None, for any, where it has none."""
    languages = getattr(reader, "languages", None)
    return None if languages is None else frozenset(languages)


def chosen_reader() -> Reader:
    """The one that ONRECORD_READER names; the shipped one where it names none. Raises InputError where there is no such."""
    return _named(os.environ.get(SETTING, ""))


@cache
def _named(name: str) -> Reader:
    if not name:
        return NetworkReader()
    try:
        found = _loaded(name)
    except (ImportError, AttributeError, ValueError) as error:
        raise InputError(f"{SETTING} names the reader {name!r}, which cannot be loaded: {error}") from error
    if not isinstance(found, Reader):
        raise InputError(f"{SETTING} names {name!r}, which is no reader: it lacks one of the methods `stage` and `read`")
    return found


def _loaded(name: str) -> object:
    module, colon, attribute = name.partition(":")
    entries = () if colon else entry_points(group=GROUP, name=name)
    if not colon and not entries:
        raise ValueError(f"no installed package has an entry point of this name in the group {GROUP}")
    found = getattr(importlib.import_module(module), attribute) if colon else next(iter(entries)).load()
    return found() if isinstance(found, type) else found
