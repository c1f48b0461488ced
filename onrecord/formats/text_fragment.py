"""Links that open a page at the words of a statement: `#:~:text=` (WICG, "URL Fragment Text Directives"). Imports record.

A directive is found in the text that a reader sees, whatever the page's markup; white space is one blank to it. A long passage
is given by its first and last words, and a passage that occurs more than once by the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from onrecord.formats.identifiers import address
from onrecord.formats.json_lines import line_of
from onrecord.record import Article, Record, Span, Spans

_LONGEST = 200  # code points of a passage that is given whole
_WORDS_AT_ENDS = 6
_WORDS_AROUND = 4
_WORD = re.compile(r"\S+")


def lines(records: Iterable[Record]) -> Iterator[str]:
    """JSON Lines: each statement of an article with an address, and its link."""
    for record in records:
        for statement in record.statements:
            if link := link_to(record.article, statement.content):
                yield line_of({"statement": statement.id, "link": link})


def link_to(article: Article, spans: Spans) -> str | None:
    """The address of the page, with a directive for each span; None where the article has no address."""
    page = address(article)
    if page is None:
        return None
    page = page.partition(":~:")[0]
    directives = "&".join(_directive(article.text, span) for span in spans if not span.of(article.text).isspace())
    if not directives:
        return page
    return f"{page}{'' if '#' in page else '#'}:~:text={directives.replace('&', '&text=')}"


def _directive(text: str, span: Span) -> str:
    words = span.of(text)
    passage = _encoded(words)
    if len(words) > _LONGEST or "\n" in words.strip():
        listed = words.split()
        ends = min(_WORDS_AT_ENDS, len(listed) // 2)
        if ends:
            passage = f"{_encoded(' '.join(listed[:ends]))},{_encoded(' '.join(listed[-ends:]))}"
    if text.count(words) == 1:
        return passage
    before, after = _around(text, span)
    return f"{before and before + '-,'}{passage}{after and ',-' + after}"


def _around(text: str, span: Span) -> tuple[str, str]:
    """The whole words before and after a span on its own line, encoded; empty where there are none."""
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    line_end = text.find("\n", span.end)
    after = text[span.end : len(text) if line_end < 0 else line_end]
    return (
        _encoded(" ".join(_WORD.findall(before)[-_WORDS_AROUND:])),
        _encoded(" ".join(_WORD.findall(after)[:_WORDS_AROUND])),
    )


def _encoded(words: str) -> str:
    """Percent-encoded; so are the characters that part a directive: hyphen, comma and ampersand."""
    return quote(" ".join(words.split()), safe="").replace("-", "%2D")
