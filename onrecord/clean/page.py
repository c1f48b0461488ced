"""A page to an article, by its media type. Imports the record and clean's own parts."""

from __future__ import annotations

from onrecord.clean.decode import decode
from onrecord.clean.html.article import clean_html
from onrecord.clean.locate import misplaced
from onrecord.clean.text import clean_markdown, clean_text
from onrecord.errors import PageError
from onrecord.record import Article, Issue, Page, Region

_HTML = ("text/html", "application/xhtml+xml")


def clean_page(data: bytes, page: Page) -> tuple[Article, tuple[Issue, ...]]:
    """The article of a page of type text/html, text/plain or text/markdown, and what could not be handled.

    Raises PageError: "empty", "too-large", "binary", "encoding" (see `decode.decode`), "no-text" where the page holds no article,
    "media-type" where the type is none of these.
    """
    kind = page.media_type.partition(";")[0].strip().lower()
    text, whole = decode(data, page.media_type)
    url = page.location if page.location.startswith(("https://", "http://")) else None
    if kind == "text/plain":
        article, issues = clean_text(text, url=url, page=page)
    elif kind == "text/markdown":
        article, issues = clean_markdown(text, url=url, page=page)
    elif kind in _HTML:
        article, issues = clean_html(text, page)
    else:
        raise PageError("media-type", f'A page of type "{kind}" cannot be read; give HTML, plain text or Markdown.')
    if not whole:
        message = "Some characters of the page were broken, and stand as � in the text."
        issues = (Issue("clean", "encoding", message), *issues)
    return article, issues


def misplaced_regions(data: bytes, article: Article) -> tuple[Region, ...] | None:
    """The regions of an article that do not stand in its page, `data`, where they say; None for pages that are not HTML, whose
    text is that of the article. Raises PageError as `clean_page` does."""
    if article.page is None or article.page.media_type.partition(";")[0].strip().lower() not in _HTML:
        return None
    return tuple(misplaced(article, decode(data, article.page.media_type)[0]))
