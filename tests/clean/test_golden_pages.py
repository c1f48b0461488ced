"""Invented pages with all that is to be read from them beside each: pages/NAME.html and pages/NAME.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.clean import clean_page
from onrecord.record import Page

PAGES = Path(__file__).with_name("pages")


def read(path: Path) -> dict[str, Any]:
    article, issues = clean_page(path.read_bytes(), Page("0" * 64, "text/html", f"https://news.example/{path.stem}"))
    fields = ("title", "subtitle", "section", "publisher", "published", "published_basis", "updated", "updated_basis", "dateline")
    return {
        **{name: getattr(article, name) for name in fields},
        "authors": list(article.authors),
        "regions": [[region.role, region.span.of(article.text)] for region in article.regions],
        "entries": [[entry.time, entry.span.of(article.text)] for entry in article.entries],
        "issues": [issue.code for issue in issues],
    }


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_a_page_is_read_as_it_was(path: Path) -> None:
    assert read(path) == json.loads(path.with_suffix(".json").read_text("utf-8"))
