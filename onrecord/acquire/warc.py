"""Web archives (.warc, .warc.gz) -> pages. Imports record, errors and acquire's own parts.

What cannot be read of an archive is a Failed, and the next record is read. The place of a page is "archive#URL".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from urllib.parse import urlsplit

from onrecord.acquire.columns import Columns
from onrecord.acquire.found import LARGEST, Failed, Found, FoundPage, Known, PassedOver, found_page, split_type
from onrecord.acquire.http_message import body_of, head_of, status_of
from onrecord.acquire.input_formats import PAGE_TYPES
from onrecord.acquire.unpacking import too_large
from onrecord.acquire.urls import web_address
from onrecord.acquire.warc_records import Slice, slices
from onrecord.dates import iso_date
from onrecord.errors import PageError

_WITH_PAGES = frozenset({"response", "resource", "conversion"})


def read_warc(file: IO[bytes], location: str, columns: Columns | None = None) -> Iterator[Found]:
    """The pages of an archive, which must be seekable. Revisit records (the same bytes as before), requests,
    pictures, errors and redirects are passed over. Raises PageError("too-large") where it unpacks to more than it should."""
    for found in slices(file, LARGEST):
        place = f"{location}@{found.offset}"
        if found.fault:
            yield Failed(place, "unreadable", found.fault)
            continue
        try:
            yield _page(found, location, place)
        except PageError as error:
            yield Failed(place, error.code, str(error))


def _page(found: Slice, location: str, place: str) -> FoundPage | PassedOver:
    """Raises PageError: "unreadable" where the record is broken inside, "unsupported" packing, "too-large"."""
    headers, block = head_of(found.data)
    url = headers.get("warc-target-uri", "").strip("<> ")
    place = f"{location}#{url}" if url else place
    kind = headers.get("warc-type", "unknown").lower()
    if kind not in _WITH_PAGES:
        return PassedOver(place, f"a record of type {kind:.40}")
    stated = headers.get("content-type", "")
    answer: dict[str, str] | None = None
    if (status := status_of(block)) is not None and split_type(stated)[0] == "application/http":
        if status != 200:
            return PassedOver(place, f"an answer with status {status}")
        answer, block = head_of(block)
        stated = answer.get("content-type", "")
    type_, media_type = split_type(stated)
    if type_ not in PAGE_TYPES or _path(url) == "/robots.txt":
        return PassedOver(place, f"not an article: {type_ or 'no media type'}")
    if found.cut:
        raise too_large(len(found.data))
    data = body_of(answer, block) if answer is not None else block
    return found_page(data, media_type, place, known=Known(url=web_address(url)), fetched_at=iso_date(headers.get("warc-date")))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
