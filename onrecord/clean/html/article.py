"""An HTML page to an article. Imports the record, trafilatura and clean's own parts."""

from __future__ import annotations

import logging

from lxml.etree import LxmlError, XPath
from lxml.html import HtmlElement

from onrecord.clean.chrome import is_paywall
from onrecord.clean.dateline import Dateline, dateline_of
from onrecord.clean.html.blocks import Block, blocks_of, parse
from onrecord.clean.html.body import Part, Stated, parts_of
from onrecord.clean.html.entries import LiveEntry
from onrecord.clean.html.facts import Facts, facts_of
from onrecord.clean.language import language_issues, language_of
from onrecord.clean.locate import located
from onrecord.errors import PageError
from onrecord.record import Article, DateBasis, Entry, Issue, Page, Region, Role, Span
from onrecord.record.ids import article_id

_GAP = "\n\n"
_LEAST_LETTERS = 60
_STUB_LETTERS = 1200
_LONGEST_STUB = 2500
_LONGEST_WORD = 10
_NEXT_BLOCKS = 5
# No page that was written for readers is nested so deeply (the deepest of 91 has less than 60 levels), and trafilatura takes
# time by the square of the depth.
_IS_TOO_DEEP = XPath(f"boolean({'/*' * 150})")

# What it logs about pages it cannot read is told by the article or its absence.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def clean_html(html: str, page: Page) -> tuple[Article, tuple[Issue, ...]]:
    """The article of a page, whose text is its headline, where a reader sees one, and its paragraphs, with blank lines between.

    Every paragraph stands in the page, where its region says: its letters and digits follow one another there. Raises
    PageError("no-text") where the page holds no article.
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
        published = facts.published.iso if facts.published else None
        stated = Stated(facts.headline, facts.subtitle, facts.authors, facts.publisher, published, facts.item)
        parts = parts_of(blocks, f"{opinion}\n{facts.body}", stated)
        body = "\n".join(part.text for part in parts if part.role is Role.BODY)
        if sum(map(str.isalnum, body)) >= _LEAST_LETTERS:
            break
    else:
        raise PageError("no-text", f"The page at {page.location} holds no article: no run of paragraphs was found in it.")
    text, dateline, regions, live = _laid_out(facts.headline, facts.subtitle, parts)
    written = dateline.day if dateline else None
    language = language_of(body, stated=facts.language)
    article = Article(
        id=article_id(facts.title, text),
        text=text,
        url=facts.url,
        title=facts.title,
        publisher=facts.publisher,
        authors=facts.authors,
        published=published or written,
        published_basis=facts.published.basis if facts.published else DateBasis.WORDS if written else None,
        updated=facts.updated.iso if facts.updated else None,
        updated_basis=facts.updated.basis if facts.updated else None,
        subtitle=facts.subtitle,
        section=facts.section,
        dateline=dateline.place if dateline else None,
        language=language,
        regions=regions,
        entries=live,
        page=page,
    )
    article = located(article, html)
    return article, (*_partial(facts, blocks, body), *_unlocated(article), *language_issues(language))


def _unlocated(article: Article) -> tuple[Issue, ...]:
    message = "This was read from the page, but could not be found again in its source; nothing proves it."
    return tuple(
        Issue("clean", "unlocated", message, region.span)
        for region in article.regions
        if region.in_page is None and any(map(str.isalnum, region.span.of(article.text)))
    )


def _second_opinion(tree: HtmlElement) -> str:
    if _IS_TOO_DEEP(tree):
        return ""
    from trafilatura import extract  # here, because it takes long to load and texts do not need it

    try:
        return extract(tree, favor_precision=True, fast=True, include_comments=False) or ""
    except Exception:  # whatever it stumbles over, the page may still be read without it
        return ""


def _laid_out(
    headline: str | None, subtitle: str | None, parts: list[Part]
) -> tuple[str, Dateline | None, tuple[Region, ...], tuple[Entry, ...]]:
    pieces: list[str] = []
    regions: list[Region] = []
    live: dict[LiveEntry, tuple[int, int]] = {}
    dateline: Dateline | None = None
    at = first = 0

    def add(role: Role, words: str, gap: str, entry: LiveEntry | None = None) -> None:
        nonlocal at
        if pieces:
            pieces.append(gap)
            at += len(gap)
        pieces.append(words)
        regions.append(Region(role, Span(at, at + len(words))))
        if entry is not None:
            live[entry] = live.get(entry, (at, at))[0], at + len(words)
        at += len(words)

    if headline:
        add(Role.TITLE, headline, _GAP)
    if subtitle:
        add(Role.SUBTITLE, subtitle, _GAP)
    body = "\n".join(part.text for part in parts)
    for part in parts:
        words = part.text
        gap = _GAP
        if part.role is Role.BODY and first < 2 and dateline is None:
            first += 1
            if found := dateline_of(words, body):
                dateline, end = found, found.end
                head = words[:end].rstrip()
                add(part.role, head, gap, part.entry)
                gap, words = words[len(head) : end], words[end:]
        add(part.role, words, gap, part.entry)
    entries = tuple(Entry(Span(*span), entry.time) for entry, span in live.items())
    return "".join(pieces), dateline, tuple(regions), entries


def _partial(facts: Facts, blocks: list[Block], body: str) -> tuple[Issue, ...]:
    """An issue where the page holds only the beginning of its article: it says so, breaks off, asks for money right after it, or
    states an article of twice that length."""
    letters, words = sum(map(str.isalnum, body)), len(body.split())
    stub = letters < _STUB_LETTERS and (not facts.is_free or body.endswith(("...", "…")))
    shorter = sum(map(str.isalnum, facts.body)) > 2 * letters
    fewer = facts.words > 2 * words and letters < _LONGEST_WORD * words  # words can be counted where blanks part them
    if not (stub or shorter or fewer or (letters < _LONGEST_STUB and _is_walled(blocks, body))):
        return ()
    return (
        Issue("clean", "partial", "Only part of the article is in this page; the rest is for subscribers or on another page."),
    )


def _is_walled(blocks: list[Block], body: str) -> bool:
    """Whether one of the blocks right after the body's last line asks for money or an account."""
    last = body.rsplit("\n", 1)[-1]
    at = next((number for number in reversed(range(len(blocks))) if last in blocks[number].text), None)
    return at is not None and any(is_paywall(block.text) for block in blocks[at + 1 : at + 1 + _NEXT_BLOCKS])
