"""Every format that records are written in or read from: one row each. Imports errors.

A format's module is loaded when it is used. It has `lines(records)`, which yields the whole document piece by piece, or, where
the format is a file or a folder, `write(records, path)`; and, where it can be read back, `read(source, name)`, which yields what
`onrecord.formats.entries` describes from an open file or, where the format is a folder, from its path.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any

from onrecord.errors import InputError

JSON_LINES = "application/x-ndjson"


class Holds(StrEnum):
    """What a format writes: whole records; of a record the statements that were chosen, its article, or its events; what people
    said about statements; or everything, with pages and decisions."""

    RECORDS = "records"
    STATEMENTS = "statements"
    ARTICLES = "articles"
    EVENTS = "events"
    REVIEWS = "reviews"
    EVERYTHING = "everything"


class Shape(StrEnum):
    """A text, which can be printed, a file that is none, or a folder of files."""

    TEXT = "text"
    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Format:
    """`name` is what users call it, `module` where it is in this package; `media_type` that of the document, or of the files in
    a folder."""

    name: str
    module: str
    media_type: str
    holds: Holds = Holds.STATEMENTS
    shape: Shape = Shape.TEXT
    readable: bool = False

    @property
    def whole(self) -> bool:
        """Whether records are handed to it whole, also where only some of their statements were chosen."""
        return self.holds in (Holds.RECORDS, Holds.EVENTS)

    def load(self) -> Any:
        """Its module."""
        return import_module(f"onrecord.formats.{self.module}")


FORMATS = (
    Format("jsonl", "json_lines", JSON_LINES, Holds.RECORDS, readable=True),
    Format("archive", "archive", "application/zip", Holds.EVERYTHING, Shape.FILE, readable=True),
    Format("csv", "table", "text/csv"),
    Format("parquet", "parquet", "application/vnd.apache.parquet", shape=Shape.FILE),
    Format("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", shape=Shape.FILE),
    Format("web-annotation", "web_annotation", JSON_LINES),
    Format("schema-org", "schema_org", JSON_LINES),
    Format("citron", "citron", JSON_LINES, readable=True),
    Format("brat", "brat", "text/plain", shape=Shape.FOLDER, readable=True),
    Format("gdelt", "gdelt", JSON_LINES),
    Format("tei", "tei", "application/tei+xml"),
    Format("csl-json", "csl_json", "application/json", Holds.ARTICLES),
    Format("bibtex", "bibtex", "text/x-bibtex", Holds.ARTICLES),
    Format("plover", "plover", JSON_LINES, Holds.EVENTS),
    Format("polecat", "polecat", "text/tab-separated-values", Holds.EVENTS),
    Format("links", "text_fragment", JSON_LINES),
    Format("reviews", "reviews", JSON_LINES, Holds.REVIEWS, readable=True),
    Format("training", "training", JSON_LINES, Holds.REVIEWS),
)


def format_named(name: str) -> Format:
    """The format of a name. Raises InputError, with those there are, where there is none."""
    for format_ in FORMATS:
        if format_.name == name:
            return format_
    raise InputError(f'There is no format "{name}"; these are {", ".join(one.name for one in FORMATS)}.')
