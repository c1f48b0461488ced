"""What identifies an article outside of the record: an address, an IRI, a plain name. Imports record."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

from onrecord.record import Article

_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_KEPT = "!#$%&'()*+,/:;=?@[]~"  # what an address may hold besides letters and digits (RFC 3986)


def address(article: Article) -> str | None:
    """The http or https address of the article, percent-encoded where it has to be; None where it is not known to have one."""
    for place in (article.url, article.page.location if article.page else None):
        if place and _WEB.match(place):
            return quote(place, safe=_KEPT)
    return None


def iri(article: Article) -> str:
    """The address, or a URN made of the article's id."""
    return address(article) or f"urn:onrecord:{quote(article.id, safe='')}"


def plain_name(article: Article) -> str:
    """The article's id where it is lower-case ASCII letters, digits, hyphens and underscores, else a hash of it: fit to be the
    name of a file, an XML id or a BibTeX key."""
    return article.id if _PLAIN.fullmatch(article.id) else f"a-{hashlib.sha256(article.id.encode()).hexdigest()[:16]}"
