"""Articles as TEI (P5), with `<said>` around what was said. Imports record and lxml.

One `<teiCorpus>`, a `<TEI>` an article. XML is a tree, and statements may cross paragraphs and one another: a statement whose
content is not one piece is several `<said>`, chained by `@prev` and `@next`. Characters that XML 1.0 cannot hold are shown as
U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lxml import etree

from onrecord.formats.identifiers import address
from onrecord.record import Article, Kind, Record, Role, Span, SpeakerType, Statement

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_DIRECT = {Kind.DIRECT: "true", Kind.MIXED: "unknown", Kind.INDIRECT: "false"}
_CORPUS_HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>Statements from a record of news</title></titleStmt>"
    "<publicationStmt><p>Exported by onrecord.</p></publicationStmt>"
    "<sourceDesc><p>See the header of each text.</p></sourceDesc></fileDesc></teiHeader>"
)


def lines(records: Iterable[Record]) -> Iterator[str]:
    """The corpus."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="{NAMESPACE}">\n{_CORPUS_HEADER}\n'
    for record in records:
        yield etree.tostring(tei_of(record), encoding="unicode") + "\n"
    yield "</teiCorpus>\n"


def tei_of(record: Record) -> etree._Element:
    """One article as a `<TEI>` element."""
    tei = etree.XML(f'<TEI xmlns="{NAMESPACE}"/>')
    speakers = _speaker_ids(record.statements)
    _add_header(tei, record, speakers)
    body = _add(_add(tei, "text"), "body")
    pieces: dict[str, list[etree._Element]] = {}
    for role, block in _blocks(record.article):
        holder = _add(body, "p") if role in (Role.BODY, None) else _add(body, "ab", type=role.value)
        _fill(holder, record, block, speakers, pieces)
    if not len(body):
        _add(body, "p")
    _chain(pieces)
    return tei


def _add_header(tei: etree._Element, record: Record, speakers: dict[tuple[str, SpeakerType], str]) -> None:
    article = record.article
    header = _add(tei, "teiHeader")
    file = _add(header, "fileDesc")
    _add(_add(file, "titleStmt"), "title", article.title or article.id)
    _add(_add(file, "publicationStmt"), "p", "Exported by onrecord.")
    source = _add(_add(file, "sourceDesc"), "bibl")
    for name in article.authors:
        _add(source, "author", name)
    if article.title:
        _add(source, "title", article.title)
    if article.publisher:
        _add(source, "publisher", article.publisher)
    if article.published:
        _add(source, "date", article.published, when=article.published[:10])
    _add(source, "idno", article.id)
    if place := address(article):
        _add(source, "ref", target=place)
    profile = _add(header, "profileDesc")
    if article.language and _LANGUAGE.fullmatch(article.language):
        _add(_add(profile, "langUsage"), "language", article.language, ident=article.language)
    if speakers:
        people = _add(profile, "particDesc")
        for (name, type_), identifier in speakers.items():
            person = type_ is SpeakerType.PERSON
            entry = _add(people, "person" if person else "org")
            entry.set(_ID, identifier)
            _add(entry, "persName" if person else "orgName", name)


def _speaker_ids(statements: Iterable[Statement]) -> dict[tuple[str, SpeakerType], str]:
    """An XML id for every named speaker, made of their first statement's."""
    found: dict[tuple[str, SpeakerType], str] = {}
    for statement in statements:
        if statement.speaker and statement.speaker.name:
            found.setdefault((statement.speaker.name, statement.speaker.type), f"who-{statement.id}")
    return found


def _blocks(article: Article) -> Iterator[tuple[Role | None, Span]]:
    """All of the text in order: its regions, and (as None) what lies between them, unless that is only white space."""
    at = 0
    for role, start, end in [*((r.role, r.span.start, r.span.end) for r in article.regions), (None, len(article.text), None)]:
        if article.text[at:start].strip(" \t\r\n"):
            yield None, Span(at, start)
        if end is not None:
            yield role, Span(start, end)
            at = end


def _fill(
    holder: etree._Element,
    record: Record,
    block: Span,
    speakers: dict[tuple[str, SpeakerType], str],
    pieces: dict[str, list[etree._Element]],
) -> None:
    """The text of a block, with a `<said>` for every stretch of content in it; what crosses is cut where the other ends."""
    told = sorted(
        ((span, statement) for statement in record.statements for span in statement.content if span.overlaps(block)),
        key=lambda pair: (pair[0].start, -pair[0].end),
    )
    edges = {block.start, block.end}
    edges |= {at for span, _ in told for at in (span.start, span.end) if block.start < at < block.end}
    opened: list[tuple[tuple[Span, Statement], etree._Element]] = []
    for start, end in pairwise(sorted(edges)):
        covering = [pair for pair in told if pair[0].start <= start and end <= pair[0].end]
        same = 0
        while same < min(len(opened), len(covering)) and opened[same][0] == covering[same]:
            same += 1
        del opened[same:]
        for span, statement in covering[same:]:
            said = _add(opened[-1][1] if opened else holder, "said", direct=_DIRECT[statement.kind])
            if statement.speaker and statement.speaker.name:
                said.set("who", f"#{speakers[statement.speaker.name, statement.speaker.type]}")
            pieces.setdefault(statement.id, []).append(said)
            opened.append(((span, statement), said))
        _append(opened[-1][1] if opened else holder, record.article.text[start:end])


def _chain(pieces: dict[str, list[etree._Element]]) -> None:
    for statement_id, chain in pieces.items():
        names = [statement_id, *(f"{statement_id}.{number}" for number in range(2, len(chain) + 1))]
        for name, said in zip(names, chain, strict=True):
            said.set(_ID, name)
        for (before, one), (after, other) in pairwise(zip(names, chain, strict=True)):
            one.set("next", f"#{after}")
            other.set("prev", f"#{before}")


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    child.text = None if text is None else _held(text)
    return child


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + _held(text)
    else:
        element.text = (element.text or "") + _held(text)


def _held(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
