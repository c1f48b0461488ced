"""An HTML page to an article. Imports the record, trafilatura and clean's own parts."""

from __future__ import annotations

import logging

from lxml.etree import LxmlError, XPath
from lxml.html import HtmlElement
from trafilatura import extract

from onrecord.clean.dateline import dateline_of
from onrecord.clean.html.blocks import blocks_of, parse
from onrecord.clean.html.body import Part, parts_of
from onrecord.clean.html.facts import Facts, facts_of
from onrecord.clean.language import language_issues, language_of
from onrecord.errors import PageError
from onrecord.record import Article, Issue, Page, Region, Role, Span
from onrecord.record.ids import article_id

_GAP = "\n\n"
_LEAST_LETTERS = 60
_STUB_LETTERS = 1200
# No page that was written for readers is nested so deeply (the deepest of 91 has less than 60 levels), and trafilatura takes
# time by the square of the depth.
_IS_TOO_DEEP = XPath(f"boolean({'/*' * 150})")

# What it logs about pages it cannot read is told by the article or its absence.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def clean_html(html: str, page: Page) -> tuple[Article, tuple[Issue, ...]]:
    """The article of a page, whose text is its headline, where a reader sees one, and its paragraphs, with blank lines between.

    Every paragraph stands in the page: its letters and digits follow one another there. Raises PageError("no-text") where
    the page holds no article.
    """
    try:
        tree = parse(html)
    except (LxmlError, ValueError) as error:
        raise PageError("no-text", f"The page at {page.location} could not be read as HTML: {error}") from error
    opinion = _second_opinion(tree)
    # Some pages hide their article until a script has run: what is hidden is read where nothing else is there.
    for with_hidden in (False, True):
        blocks = blocks_of(tree, with_hidden=with_hidden)
        facts = facts_of(tree, blocks, page.location)
        parts = parts_of(blocks, f"{opinion}\n{facts.body}", facts.headline, facts.authors, facts.publisher)
        body = "\n".join(part.text for part in parts if part.role is Role.BODY)
        if sum(map(str.isalnum, body)) >= _LEAST_LETTERS:
            break
    else:
        raise PageError("no-text", f"The page at {page.location} holds no article: no run of paragraphs was found in it.")
    text, dateline, regions = _laid_out(facts.headline, parts)
    language = language_of(body) or facts.language
    article = Article(
        id=article_id(facts.title, text),
        text=text,
        url=facts.url,
        title=facts.title,
        publisher=facts.publisher,
        authors=facts.authors,
        published=facts.published.iso if facts.published else None,
        published_basis=facts.published.basis if facts.published else None,
        updated=facts.updated.iso if facts.updated else None,
        updated_basis=facts.updated.basis if facts.updated else None,
        subtitle=facts.subtitle,
        section=facts.section,
        dateline=dateline,
        language=language,
        regions=regions,
        page=page,
    )
    return article, (*_partial(facts, body), *language_issues(language))


def _second_opinion(tree: HtmlElement) -> str:
    if _IS_TOO_DEEP(tree):
        return ""
    try:
        return extract(tree, favor_precision=True, fast=True, include_comments=False) or ""
    except Exception:  # whatever it stumbles over, the page may still be read without it
        return ""


def _laid_out(headline: str | None, parts: list[Part]) -> tuple[str, str | None, tuple[Region, ...]]:
    pieces: list[str] = []
    regions: list[Region] = []
    dateline: str | None = None
    at = first = 0

    def add(role: Role, words: str, gap: str) -> None:
        nonlocal at
        if pieces:
            pieces.append(gap)
            at += len(gap)
        pieces.append(words)
        regions.append(Region(role, Span(at, at + len(words))))
        at += len(words)

    if headline:
        add(Role.TITLE, headline, _GAP)
    body = "\n".join(part.text for part in parts)
    for part in parts:
        words = part.text
        gap = _GAP
        if part.role is Role.BODY and first < 2 and dateline is None:
            first += 1
            if found := dateline_of(words, body):
                dateline, end = found
                head = words[:end].rstrip()
                add(part.role, head, gap)
                gap, words = words[len(head) : end], words[end:]
        add(part.role, words, gap)
    return "".join(pieces), dateline, tuple(regions)


def _partial(facts: Facts, body: str) -> tuple[Issue, ...]:
    letters = sum(map(str.isalnum, body))
    known = sum(map(str.isalnum, facts.body))
    is_stub = (not facts.is_free and letters < _STUB_LETTERS) or (body.endswith(("...", "…")) and letters < _STUB_LETTERS)
    if not (is_stub or known > 2 * letters):
        return ()
    return (
        Issue("clean", "partial", "Only part of the article is in this page; the rest is for subscribers or on another page."),
    )
