"""Where the paragraphs of an article stand in the page that they were read from. Imports the standard library and the record.

The page's source is read again here, by nothing but its tags and character references, so that where a paragraph stands is
proved without the parser that found it. Places are code points of the decoded source, half open. What is compared are letters and
digits.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.record import Article, Region, Role, Span

# Elements whose words are no part of any article, with all that stands in them; comments too.
_PASSED_OVER = re.compile(r"<(?:(script|style|title|noscript|template)\b[^<>]{0,5000}>|!--)", re.I)
_ENDS = {name: re.compile(rf"</{name}\b[^<>]*>?", re.I) for name in ("script", "style", "title", "noscript", "template")} | {
    "--": re.compile("-->")
}
_MARKUP = re.compile(
    r"""<[a-zA-Z/!?](?:[^<>"']|"[^"<>]{0,2000}"|'[^'<>]{0,2000}'){0,400}>|<[a-zA-Z/!?][^>]{0,5000}>|&#?\w{1,32};?"""
)
_HEADS = frozenset((Role.TITLE, Role.SUBTITLE))
_ANCHOR = 20  # letters that must stand together where a paragraph begins
_MOST_BETWEEN = 400  # letters that may stand inside a paragraph and not be seen: a hidden card, the words of a button


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters from `first` on come from the source's `[start, end)`, which is text, or one character reference."""

    first: int
    start: int
    end: int
    is_text: bool


class PageLetters:
    """The letters and digits of a page's source, and where each of them stands."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._runs: list[_Run] = []
        pieces: list[str] = []
        count = 0
        for start, end, is_text in _texts(source):
            raw = source[start:end]
            letters = _letters(raw if is_text else html.unescape(raw))
            if letters:
                self._runs.append(_Run(count, start, end, is_text))
                pieces.append(letters)
                count += len(letters)
        self.letters = "".join(pieces)
        self._firsts = [run.first for run in self._runs]

    def span(self, first: int, last: int) -> Span:
        """The place of the letters from number `first` to number `last`, both included."""
        return Span(self._place(first)[0], self._place(last)[1])

    def _place(self, number: int) -> tuple[int, int]:
        run = self._runs[bisect_right(self._firsts, number) - 1]
        if not run.is_text:
            return run.start, run.end
        left = number - run.first
        for at in range(run.start, run.end):
            if self._source[at].isalnum():
                if not left:
                    return at, at + 1
                left -= 1
        raise AssertionError("a run has as many letters as were counted")


def located(article: Article, source: str) -> Article:
    """The article with the place of each region in the page's `source`, as far as it can be found."""
    page = PageLetters(source)
    places: list[Span | None] = []
    after = 0
    first = None
    for region in article.regions:
        words = _letters(region.span.of(article.text))
        if region.role in _HEADS or not words:
            places.append(None)
            continue
        found = _find(words, page.letters, after)
        if found:
            first = found[0] if first is None else min(first, found[0])
            after = max(after, found[1])
        places.append(page.span(found[0], found[1] - 1) if found else None)
    for number, region in enumerate(article.regions):
        if region.role in _HEADS and (words := _letters(region.span.of(article.text))):
            at = page.letters.rfind(words, 0, first)
            at = page.letters.find(words) if at < 0 else at
            places[number] = page.span(at, at + len(words) - 1) if at >= 0 else None
    regions = tuple(replace(region, in_page=place) for region, place in zip(article.regions, places, strict=True))
    return replace(article, regions=regions)


def misplaced(article: Article, source: str) -> Iterator[Region]:
    """The regions whose words do not stand where the article says, or, where it says nothing, nowhere in the page's `source`."""
    page = PageLetters(source)
    for region in article.regions:
        words = _letters(region.span.of(article.text))
        if not words:
            continue
        if region.in_page is None:
            if _find(words, page.letters, 0) is None:
                yield region
            continue
        fits = region.in_page.end <= len(source)
        there = PageLetters(region.in_page.of(source)).letters if fits else ""
        if there[:1] != words[:1] or _gapped(words, there, 0) != len(there):
            yield region


def _find(words: str, letters: str, after: int) -> tuple[int, int] | None:
    """Where the words stand, first in what follows `after`: all together, else with a little between them that is not seen."""
    at = letters.find(words, after)
    if at >= 0:
        return at, at + len(words)
    for start in (after, 0):
        at = letters.find(words[:_ANCHOR], start)
        if at >= 0 and (end := _gapped(words, letters, at)) is not None:
            return at, end
    at = letters.find(words)
    return (at, at + len(words)) if at >= 0 else None


def _gapped(words: str, letters: str, at: int) -> int | None:
    """Where the words end that begin at `at`, letter after letter with few others between; None where they do not stand there."""
    limit = min(len(letters), at + 2 * len(words) + _MOST_BETWEEN)
    for letter in words:
        at = letters.find(letter, at, limit) + 1
        if not at:
            return None
    return at


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _texts(source: str) -> Iterator[tuple[int, int, bool]]:
    """The stretches of the source that are text (True), and the character references in it (False)."""
    for first, last in _seen(source):
        at = first
        for match in _MARKUP.finditer(source, first, last):
            if match.start() > at:
                yield at, match.start(), True
            if match[0][0] == "&":
                yield match.start(), match.end(), False
            at = match.end()
        if at < last:
            yield at, last, True


def _seen(source: str) -> Iterator[tuple[int, int]]:
    """The source without the elements that are passed over, and comments; one that nothing ends is no comment."""
    at = 0
    endless: set[str] = set()
    while match := _PASSED_OVER.search(source, at):
        name = (match[1] or "--").lower()
        end = _ENDS[name].search(source, match.end()) if name not in endless else None
        if end is None:
            endless.add(name)
            yield at, match.end()
        else:
            yield at, match.start()
        at = (end or match).end()
    yield at, len(source)
