"""Articles as CSL-JSON, for Zotero, Pandoc and other reference managers. Imports record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.formats.identifiers import address
from onrecord.record import Article, Record


def lines(records: Iterable[Record]) -> Iterator[str]:
    """One JSON array of all articles, an item a line."""
    start = "[\n"
    for record in records:
        yield start + json.dumps(item(record.article), ensure_ascii=True, separators=(",", ":"))
        start = ",\n"
    yield "[]\n" if start == "[\n" else "\n]\n"


def item(article: Article) -> dict[str, Any]:
    """The article as a CSL item. Authors are kept whole ("literal"): which part of a name is the family's is not known."""
    fetched = article.page.fetched_at if article.page else None
    members = {
        "id": article.id,
        "type": "article-newspaper",
        "title": article.title,
        "container-title": article.publisher,
        "author": [{"literal": name} for name in article.authors] or None,
        "issued": article.published and _day(article.published),
        "accessed": fetched and _day(fetched),
        "publisher-place": article.dateline,
        "language": article.language,
        "URL": address(article),
    }
    return {name: value for name, value in members.items() if value}


def _day(moment: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in moment[:10].split("-")]]}
