"""Article -> what reader and layout find in it, before anybody is identified. Imports network, statements, text and record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.extract.network.encoder import shipped_vectors
from onrecord.extract.readers import Reader
from onrecord.extract.statements.signatures import find_signed
from onrecord.extract.statements.transcripts import find_turns, with_labels, with_turns
from onrecord.extract.statements.whole import with_whole_quotations
from onrecord.extract.text.paragraphs import Paragraph, paragraphs_of
from onrecord.extract.text.results import NO_VECTORS, Findings, TokenVectors
from onrecord.record import READABLE, Article, Role, Span

_HEADINGS = frozenset({Role.TITLE, Role.SUBHEADING})


@dataclass(frozen=True, slots=True)
class Found:
    """`vectors` are the reader's, else those of the shipped network; `labels` the words that the layout gives for who speaks, in
    a transcript or a post."""

    findings: Findings
    vectors: TokenVectors
    labels: frozenset[Span] = frozenset()


def find(article: Article, min_confidence: float | None, reader: Reader) -> Found:
    """Statements, names and words of the readable regions of `article`; no words where there is nothing to read."""
    text = article.text
    paragraphs = _paragraphs(article)
    read = reader.read(text, paragraphs, min_confidence)
    if not read.words:
        return Found(Findings(), NO_VECTORS)
    lines = {region.span: region.role for region in article.regions if region.role in (Role.BODY, Role.SUBHEADING)}
    headings = [span for span, role in lines.items() if role is Role.SUBHEADING]
    turns = find_turns(text, list(lines), read.names, headings) or find_signed(text, list(lines), read.names)
    read = replace(read, statements=with_turns(text, read.statements, turns))
    statements = with_whole_quotations(text, list(lines), read, min_confidence)
    findings = Findings(statements, with_labels(read.names, turns), read.words)
    return Found(findings, read.vectors or shipped_vectors(text, paragraphs), frozenset(turn.label for turn in turns))


def _paragraphs(article: Article) -> list[Paragraph]:
    return [
        paragraph
        for region in article.regions
        if region.role in READABLE
        for paragraph in paragraphs_of(article.text, region.span, heading=region.role in _HEADINGS)
    ]
