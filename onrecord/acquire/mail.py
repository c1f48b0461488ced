"""Saved web pages (.mhtml) and e-mail (.eml) -> pages. Imports record, errors and acquire's own parts.

Of either, the one text that a reader sees is the page: the HTML if there is some, else the plain text. Attachments are not read.
"""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from urllib.parse import urlsplit

from onrecord.acquire.found import FoundPage, Known, found_page
from onrecord.dates import iso_date
from onrecord.errors import PageError

_SHOWN = ("text/html", "application/xhtml+xml", "text/plain")


def read_mail(data: bytes, location: str) -> FoundPage:
    """An e-mail: its subject is the title, its sender the publisher. Raises PageError("no-text") where no part is a text."""
    message = _parsed(data)
    name, address = parseaddr(_header(message, "From") or "")
    known = Known(
        title=_header(message, "Subject"),
        publisher=name or address or None,
        published=iso_date(_header(message, "Date")),
    )
    return _page(message, location, known)


def read_saved_page(data: bytes, location: str) -> FoundPage:
    """A page that a browser saved in one file. Raises PageError("no-text") where no part of it is a text."""
    message = _parsed(data)
    url = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    return _page(message, location, Known(url=url if url and urlsplit(url).scheme in ("http", "https") else None))


def _parsed(data: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not message.keys():
        raise PageError("unreadable", "It is no message: it has no headers.")
    return message


def _page(message: EmailMessage, location: str, known: Known) -> FoundPage:
    part = _shown_part(message)
    charset = part.get_content_charset()
    try:
        payload = part.get_payload(decode=True)
    except (MessageError, ValueError, LookupError) as error:
        raise PageError("unreadable", f"Its text cannot be decoded: {error}.") from None
    if not isinstance(payload, bytes) or not payload.strip():
        raise PageError("no-text", "There is no text in it.")
    kind = part.get_content_type()
    return found_page(payload, f"{kind}; charset={charset}" if charset else kind, location, known=known)


def _shown_part(message: EmailMessage) -> EmailMessage:
    """The first HTML, else the first plain text, that is not attached; the root that a saved page names is the first anyway."""
    parts = [part for part in message.walk() if isinstance(part, EmailMessage) and not part.is_attachment()]
    for kind in _SHOWN:
        for part in parts:
            if part.get_content_type() == kind and not part.is_multipart():
                return part
    raise PageError("no-text", "There is no text in it.")


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as one line, None where it is missing or cannot be read."""
    try:
        value = message[name]
    except (MessageError, ValueError, LookupError, IndexError, AttributeError, TypeError):
        return None  # the parser of broken headers raises all of these
    return " ".join(str(value).split()).encode("utf-8", "replace").decode("utf-8") or None if value is not None else None
