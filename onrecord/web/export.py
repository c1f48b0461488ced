"""What fits a query, in the formats of other tools, as a stream. Imports formats, search, store and record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from importlib import import_module
from itertools import groupby

from onrecord.record import Record
from onrecord.search.query import parse
from onrecord.store import Hit, View

_AT_ONCE = 200  # statements that are asked for together


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    WEB_ANNOTATION = "web-annotation"
    SCHEMA_ORG = "schema-org"
    CITRON = "citron"
    GDELT = "gdelt"
    TEI = "tei"
    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"
    LINKS = "links"

    @property
    def media_type(self) -> str:
        others = {Format.CSV: "text/csv", Format.TEI: "application/tei+xml", Format.CSL_JSON: "application/json"}
        return others.get(self, "text/x-bibtex" if self is Format.BIBTEX else "application/x-ndjson")


_MODULES = {
    Format.JSONL: "json_lines",
    Format.CSV: "table",
    Format.WEB_ANNOTATION: "web_annotation",
    Format.SCHEMA_ORG: "schema_org",
    Format.CITRON: "citron",
    Format.GDELT: "gdelt",
    Format.TEI: "tei",
    Format.CSL_JSON: "csl_json",
    Format.BIBTEX: "bibtex",
    Format.LINKS: "text_fragment",
}


def exported(view: View, query: str, format_: Format) -> Iterator[bytes]:
    """In UTF-8, piece by piece; memory is that of a few articles. Raises QueryError at once where `query` is none."""
    parse(query)
    records = _chosen(view, query, whole=format_ is Format.JSONL) if query.strip() else view.records()
    lines: Iterator[str] = import_module(f"onrecord.formats.{_MODULES[format_]}").lines(records)
    return (line.encode("utf-8", "backslashreplace") for line in lines)


def _chosen(view: View, query: str, *, whole: bool) -> Iterator[Record]:
    """The records of articles with a statement that fits, `whole` or with these statements only, newest first."""
    for article_id, hits in groupby(_hits(view, query), key=lambda hit: hit.article.id):
        kept = {hit.statement.id for hit in hits}
        record = view.record(article_id)
        if record is not None:
            chosen = tuple(statement for statement in record.statements if statement.id in kept)
            yield record if whole else replace(record, statements=chosen)


def _hits(view: View, query: str) -> Iterator[Hit]:
    condition = parse(query).condition
    cursor: str | None = None
    while True:
        page = view.ask(condition, limit=_AT_ONCE, cursor=cursor)
        yield from (hit for hit in page.hits if hit.added is None)  # what people added is exported with the reviews
        cursor = page.next
        if cursor is None:
            return
