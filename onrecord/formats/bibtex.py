"""Articles as BibTeX: nothing in a field can end it or run as a command. Imports record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.formats.identifiers import address, plain_name
from onrecord.record import Article, Record

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # even as \{ a brace would count when BibTeX looks for the end of the field
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "#$%&_"},
}
_SPECIAL = re.compile(r"[\\{}~^#$%&_]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def lines(records: Iterable[Record]) -> Iterator[str]:
    """An entry an article."""
    for record in records:
        yield entry(record.article)


def entry(article: Article) -> str:
    """The article as `@misc`, which every style knows. Names and titles stand in braces, so that they are kept as they are;
    control characters become blanks."""
    fields = {
        "title": article.title and f"{{{_escaped(article.title)}}}",
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in article.authors),
        "howpublished": article.publisher and _escaped(article.publisher),
        "url": address(article),  # percent-encoded, which leaves no brace or backslash in it
        "language": article.language and _escaped(article.language),
    }
    if article.published:
        year, month, day = article.published[:10].split("-")
        fields |= {"year": year, "day": str(int(day)), "date": article.published[:10]}
        written = [f"  month = {_MONTHS[int(month) - 1]}"]
    else:
        written = []
    written = [f"  {name} = {{{value}}}" for name, value in fields.items() if value] + written
    return f"@misc{{{plain_name(article)},\n" + ",\n".join(written) + "\n}\n\n"


def _escaped(words: str) -> str:
    return _SPECIAL.sub(lambda match: _TEX[match[0]], _CONTROL.sub(" ", words))
