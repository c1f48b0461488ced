"""Finds the words in statements that were looked for, and how well they fit. Imports record and the store's full-text search.

A small index in memory holds the statements of one answer and is asked the same question, so that what is marked is what was
found, endings and accents included, whatever database the statements come from.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from onrecord.record import Span, Spans, Statement
from onrecord.store.index.fulltext.fts5 import TOKENIZE, query
from onrecord.store.index.fulltext.terms import WORDED, Some, Term

_COLUMNS = WORDED["statements"]
_BEGINS, _ENDS = "\x02", "\x03"
_MARKS = re.compile("[\x00\x02\x03]")


def matched(statements: Sequence[tuple[Statement, str]], terms: Sequence[Term]) -> list[Spans]:
    """For each statement and its article's text, the spans of its words that are in a term; in text order."""
    found: list[set[Span]] = [set() for _ in statements]
    if not terms:
        return [()] * len(statements)
    places: list[tuple[int, int]] = []  # of each row, the statement and where its text starts
    with _index() as connection:
        for number, (statement, text) in enumerate(statements):
            for column, spans in zip(
                ("content", "source", "cue"), (statement.content, statement.source, statement.cue), strict=True
            ):
                for span in spans:
                    places.append((number, span.start))
                    words = _MARKS.sub(" ", span.of(text))
                    connection.execute(f"INSERT INTO words (rowid, {column}) VALUES (?, ?)", (len(places), words))
        marks = ", ".join(f"highlight(words, {place}, '{_BEGINS}', '{_ENDS}')" for place in range(3))
        for row, *columns in connection.execute(f"SELECT rowid, {marks} FROM words WHERE words MATCH ?", (query(_any(terms)),)):
            number, start = places[row - 1]
            for column in columns:
                found[number].update(_marked(column or "", start))
    return [tuple(sorted(spans, key=lambda span: (span.start, span.end))) for spans in found]


def scores(rows: Sequence[Sequence[str | None]], terms: Sequence[Term]) -> list[float]:
    """How well each row (content, source, cue, speaker) fits the terms (BM25 among these rows), the more the better."""
    found = [0.0] * len(rows)
    if terms:
        with _index() as connection:
            insert = f"INSERT INTO words (rowid, {', '.join(_COLUMNS)}) VALUES ({', '.join('?' * (len(_COLUMNS) + 1))})"
            connection.executemany(insert, ((number, *row) for number, row in enumerate(rows)))
            ranked = connection.execute("SELECT rowid, bm25(words) FROM words WHERE words MATCH ?", (query(_any(terms)),))
            for number, rank in ranked:
                found[number] = -rank
    return found


def having(texts: Sequence[str], term: Term) -> frozenset[int]:
    """The places of those texts that have the term in its `content`."""
    with _index() as connection:
        rows = ((number, _MARKS.sub(" ", text)) for number, text in enumerate(texts))
        connection.executemany("INSERT INTO words (rowid, content) VALUES (?, ?)", rows)
        return frozenset(row for (row,) in connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (query(term),)))


@contextmanager
def _index() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f'CREATE VIRTUAL TABLE words USING fts5({", ".join(_COLUMNS)}, tokenize="{TOKENIZE}")')
        connection.execute("BEGIN")
        yield connection


def _any(terms: Sequence[Term]) -> Some:
    return Some(tuple(dict.fromkeys(terms)))


def _marked(text: str, start: int) -> Iterator[Span]:
    """The spans between marks, where the text without its marks starts at `start`."""
    begins = 0
    place = start
    for letter in text:
        if letter == _BEGINS:
            begins = place
        elif letter == _ENDS:
            yield Span(begins, place)
        else:
            place += 1
