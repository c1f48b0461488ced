"""Reads a short text with a watch on whom each pronoun and description might have meant."""

from __future__ import annotations

from functools import cache

from onrecord.clean import clean_text
from onrecord.extract.coreference.explaining import Considered, watched
from onrecord.extract.coreference.resolution import Coreference
from onrecord.extract.coreference.speakers import Sources, sources_of
from onrecord.extract.finding import find
from onrecord.extract.statements.network_reader import NetworkReader
from onrecord.record import Span


@cache
def sources(text: str) -> Sources:
    article = clean_text(text)[0]
    found = find(article, None, NetworkReader()).findings
    return sources_of(article, found.statements, found.names, found.words)


def coreference(text: str) -> Coreference:
    return watched(sources(text))[0]


def considered(text: str, words: str) -> dict[str, Considered]:
    """Who might be meant where `words` stand last in `text`, by name."""
    read = sources(text)
    head = read.layout.words_in(Span(at := text.rindex(words), at + len(words)))[-1]
    return {one.name: one for one in watched(read)[1][head]}
