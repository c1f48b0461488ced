"""Saved web pages (.mhtml) and e-mail (.eml) -> pages. Imports record, errors and acquire's own parts.

Of either, the one text that a reader sees is the page: the HTML if there is some, else the plain text. Attachments are not read.
Headers are taken as they stand and decoded here: the library's own reading of addresses and parameters calls itself for each
bracket, and takes time that grows with the square of their length.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from typing import IO

from onrecord.acquire.columns import Columns
from onrecord.acquire.files import whole
from onrecord.acquire.found import FoundPage, Known, found_page, split_type
from onrecord.acquire.urls import web_address
from onrecord.dates import iso_date
from onrecord.errors import PageError

_SHOWN = ("text/html", "application/xhtml+xml", "text/plain")
_LONGEST_HEADER = 4000  # code points of one, folded lines together; the rest of a longer one is left out
_LONGEST_NAME = 300
_MOST_PARTS = 1000
# What the parser raises for messages that are made to break it: one nested in the next a thousand times, and the like.
_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
_ADDRESS = re.compile(r"\s*(?P<name>[^<]*?)\s*<(?P<address>[^<>]*)>")
_COMMENT = re.compile(r"\s*(?P<address>[^\s()]+)\s*\((?P<name>[^()]*)\)\s*")


class _Short(Compat32):
    """Headers as they stand, save that none is longer than is read."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


def read_mail(file: IO[bytes], location: str, columns: Columns | None = None) -> Iterator[FoundPage]:
    """An e-mail: its subject is the title, its sender the publisher. Raises PageError: "no-text" where no part is a text,
    "unreadable", "too-large"."""
    message = _parsed(file)
    known = Known(
        title=_header(message, "Subject"),
        publisher=_sender(_header(message, "From")),
        published=iso_date(_header(message, "Date")),
    )
    yield _page(message, location, known)


def read_saved_page(file: IO[bytes], location: str, columns: Columns | None = None) -> Iterator[FoundPage]:
    """A page that a browser saved in one file. Raises PageError: "no-text" where no part of it is a text, "unreadable",
    "too-large"."""
    message = _parsed(file)
    url = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    yield _page(message, location, Known(url=web_address(url)))


def _parsed(file: IO[bytes]) -> Message:
    try:
        message: Message = BytesParser(policy=_Short()).parsebytes(whole(file))
    except _BROKEN as error:
        raise PageError("unreadable", f"The message is broken: {type(error).__name__}: {error!s:.100}.") from None
    if not message.keys():
        raise PageError("unreadable", "It is no message: it has no headers.")
    return message


def _page(message: Message, location: str, known: Known) -> FoundPage:
    try:
        part = _shown_part(message)
        charset = part.get_content_charset()
        payload = part.get_payload(decode=True)
        kind = part.get_content_type()
    except _BROKEN as error:
        raise PageError("unreadable", f"Its text cannot be decoded: {type(error).__name__}: {error!s:.100}.") from None
    if not isinstance(payload, bytes) or not payload.strip():
        raise PageError("no-text", "There is no text in it.")
    return found_page(payload, split_type(f"{kind}; charset={charset}")[1], location, known=known)


def _shown_part(message: Message) -> Message:
    """The first HTML, else the first plain text, that is not attached; the root that a saved page names is the first anyway.

    Raises PageError("no-text"), and what the library raises for broken messages.
    """
    parts = list(_parts(message))
    for kind in _SHOWN:
        for part in parts:
            if part.get_content_type() == kind and not part.is_multipart() and part.get_content_disposition() != "attachment":
                return part
    raise PageError("no-text", "There is no text in it.")


def _parts(message: Message) -> Iterator[Message]:
    """The message and its parts, in the order in which they stand, the first _MOST_PARTS of them."""
    waiting: list[Message] = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        yield part
        inside = part.get_payload()
        if isinstance(inside, list):
            waiting += [inner for inner in reversed(inside) if isinstance(inner, Message)]


def _sender(stated: str | None) -> str | None:
    """The name in "Name <address>" or "address (Name)", else the address; None where it is too long for either."""
    if stated is None or len(stated) > _LONGEST_NAME:
        return None
    found = _ADDRESS.match(stated) or _COMMENT.fullmatch(stated)
    if found is None:
        return stated
    return found["name"].strip("\"' ") or found["address"].strip() or None


def _header(message: Message, name: str) -> str | None:
    """A header as one line, decoded; None where it is missing or empty."""
    value = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if value is None:
        return None
    text = _unescaped(str(value))
    with contextlib.suppress(*_BROKEN):  # what cannot be decoded is shown as it stands
        text = "".join(_decoded(piece, charset) for piece, charset in decode_header(text))
    return " ".join(text.split()).encode("utf-8", "replace").decode("utf-8") or None


def _unescaped(value: str) -> str:
    """The parser gives bytes that are not ASCII as lone surrogates; most who write them mean UTF-8."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _decoded(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "raw-unicode-escape", "replace")  # in which the library gives what is not encoded
    except LookupError:
        return piece.decode("utf-8", "replace")
