"""Small invented pages: what a rule's example is, in a head or below a headline, within an article that says nothing else."""

from __future__ import annotations

from onrecord.clean import clean_page
from onrecord.record import Article, Issue, Page, Role

PARAGRAPHS = (
    "The council of Hallmark Bay agreed on Tuesday to spend two million crowns on a new quay, its leader, Signe Dorn, said.",
    "“It will be open on Sundays too,” Dorn said. “People asked for that, and they were right to do so for a year.”",
    "The old quay, which is full of cracks, will be torn down in the summer, and the ferry will land at the mill until then.",
)
_OF_HEAD = ("<meta", "<script", "<title", "<link")


def page(
    part: str = "", *, paragraphs: tuple[str, ...] = PARAGRAPHS, lang: str = "en", headline: str = "Money for the Harbour"
) -> bytes:
    """A page with a part in its head, where it is an element of heads, or right below the headline."""
    head, below = (part, "") if part.startswith(_OF_HEAD) else ("", part)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    title = "" if "<title" in part else f"<title>{headline}</title>"
    footer, below = (below, "") if below.startswith("<footer") else ("", below)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{title}{head}</head><body><main><article>'
        f"<h1>{headline}</h1>{below}{body}</article></main>{footer}</body></html>"
    ).encode()


def read(data: bytes, location: str = "page.html") -> tuple[Article, tuple[Issue, ...]]:
    return clean_page(data, Page("0" * 64, "text/html", location))


def body_of(article: Article) -> str:
    """What of an article's text is its body."""
    return "\n\n".join(region.span.of(article.text) for region in article.regions if region.role is Role.BODY)


def article_of(part: str, location: str = "page.html", *, lang: str = "en") -> Article:
    return read(page(part, lang=lang), location)[0]
