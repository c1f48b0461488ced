"""The report of `onrecord check` as one HTML page, with nothing in it that is not its own. May import search."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.html import tostring
from lxml.html.builder import E

from onrecord.check.draft import Checked
from onrecord.check.wording import Change, Piece
from onrecord.cli.hits import location
from onrecord.cli.terminal import safe
from onrecord.formats.text_fragment import link_to

# Nothing may be loaded or run, whatever a draft or a page has put into its words.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }
section { border-left: .3rem solid #888; padding: .1rem 1rem; margin: 1.5rem 0 }
section.verbatim { border-color: #1a7f37 } section.altered { border-color: #9a6700 }
section.other-speaker, section.not-found { border-color: #b3261e }
h2 { font-size: 1rem; margin: 0 } blockquote { margin: .4rem 0; white-space: pre-line }
del { background: #ffdcd8 } ins { background: #d3f5da } small { color: #444; overflow-wrap: anywhere }
"""


def report(title: str, found: Iterable[Checked]) -> bytes:
    """The page, in UTF-8. All text goes in as text, so no markup of a draft or an article is markup here."""
    listed = list(found)
    page = E.html(
        E.head(
            E.meta(charset="utf-8"),
            E.meta({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
            E.meta(name="viewport", content="width=device-width"),
            E.title(_text(f"Check of {title}")),
            E.style(_STYLE),
        ),
        E.body(
            E.h1(_text(title)),
            E.p(f"{len(listed)} quotations and attributions, each with the closest statement of the record."),
            *map(_section, listed),
        ),
        lang="en",
    )
    data: bytes = tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")
    return data


def _section(one: Checked) -> etree._Element:
    edits = f" ({', '.join(one.comparison.edits)})" if one.comparison.edits else ""
    section: etree._Element = E.section(
        {"class": one.finding.replace(" ", "-")},
        E.h2(_text(f"{one.finding.capitalize()}{edits}: {one.speaker or one.source or 'nobody named'}")),
        E.blockquote(_text(one.words)),
    )
    if one.closest is None:
        return section
    article = one.closest.article
    section.append(E.p(_text(f"The record has, from {one.closest.speaker or 'nobody named'}:")))
    section.append(E.blockquote(_text(one.closest.content)))
    if not one.comparison.exact and one.finding != "not found":
        section.append(E.p("Word by word: ", *_pieces(one.comparison.diff)))
    link = link_to(article, one.closest.statement.content)
    title = _text(article.title or article.id)
    where = [_text(part) for part in (article.publisher, (article.published or "")[:10], location(article)) if part]
    source = E.a(title, href=link, rel="noreferrer") if link else title
    section.append(E.p(E.small(source, *(f" · {part}" for part in where), f" · {one.closest.statement.id}")))
    return section


def _pieces(pieces: Iterable[Piece]) -> list[etree._Element | str]:
    elements: list[etree._Element | str] = []
    for piece in pieces:
        words = _text(piece.words)
        match piece.change:
            case Change.SAME:
                elements.append(f"{words} ")
            case Change.LEFT_OUT:
                elements += [E("del", words), " "]
            case Change.PUT_IN:
                elements += [E.ins(words), " "]
    return elements


def _text(words: str) -> str:
    """Without control characters and the two that XML cannot hold."""
    return safe(words).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
