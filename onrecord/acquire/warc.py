"""Web archives (.warc, .warc.gz, .wacz) -> pages. Imports record, errors and acquire's own parts.

Nothing here raises for what an archive holds: a record that is broken is a Failed, and the next one is read. The place of a page
is "archive#URL".
"""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.acquire.found import LARGEST, Failed, Found, FoundPage, Known, PassedOver, found_page, split_type
from onrecord.acquire.warc_records import Slice, slices
from onrecord.dates import iso_date
from onrecord.errors import PageError

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_WITH_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_MOST_ARCHIVES = 10_000  # in one WACZ


def read_warc(file: IO[bytes], location: str) -> Iterator[Found]:
    """The pages of an archive, which must be seekable. Revisit records (the same bytes as before), requests,
    pictures, errors and redirects are passed over."""
    for found in slices(file, LARGEST):
        place = f"{location}@{found.offset}"
        if found.fault:
            yield Failed(place, "unreadable", found.fault)
            continue
        try:
            yield _page(found, location, place)
        except PageError as error:
            yield Failed(place, error.code, str(error))


def read_wacz(file: IO[bytes], location: str) -> Iterator[Found]:
    """The pages of all archives in a WACZ."""
    try:
        with zipfile.ZipFile(file) as package:
            archives = [item for item in package.infolist() if item.filename.lower().endswith((".warc", ".warc.gz"))]
            if not archives:
                yield Failed(location, "no-text", "There is no web archive in it.")
            for item in archives[:_MOST_ARCHIVES]:
                place = f"{location}#{item.filename.encode('utf-8', 'backslashreplace').decode()}"
                yield from _packaged(package, item, place)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield Failed(location, "unreadable", f"It cannot be unpacked: {error}.")


def _packaged(package: zipfile.ZipFile, item: zipfile.ZipInfo, place: str) -> Iterator[Found]:
    try:
        with package.open(item) as packaged, tempfile.TemporaryFile() as archive:  # going back is slow inside of a package
            shutil.copyfileobj(packaged, archive)
            archive.seek(0)
            yield from read_warc(archive, place)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        yield Failed(place, "unreadable", f"It cannot be unpacked: {error}.")  # zipfile raises all of these


def _page(found: Slice, location: str, place: str) -> FoundPage | PassedOver:
    """Raises PageError("unreadable") where the record is broken inside, "too-large" where its page is."""
    try:
        record = next(
            iter(ArchiveIterator(io.BytesIO(found.data), auto_decode="all", record_types=WarcRecordType.any_type)), None
        )
        if record is None:
            raise PageError("unreadable", "It is no record.")
        return _page_of(record, found, location, place)
    except (OSError, ValueError, UnicodeError) as error:
        raise PageError("unreadable", f"The record is broken: {error!s:.200}") from None


def _page_of(record: WarcRecord, found: Slice, location: str, place: str) -> FoundPage | PassedOver:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    place = f"{location}#{url}" if url else place
    if not record.record_type & _WITH_PAGES:
        return PassedOver(place, f"a record of type {record.headers.get('WARC-Type') or 'unknown'}")
    http = record.http_headers if record.is_http else None
    if http is not None and http.status_code != 200:
        return PassedOver(place, f"an answer with status {http.status_code}")
    stated = http.get("Content-Type") if http is not None else record.headers.get("Content-Type")
    kind, media_type = split_type(stated or "")
    if kind not in PAGE_TYPES or urlsplit(url).path == "/robots.txt":
        return PassedOver(place, f"not an article: {kind or 'no media type'}")
    if found.cut:
        raise PageError("too-large", f"It has more than {LARGEST / 1e6:.0f} MB.")
    data = record.reader.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise PageError("too-large", f"It has more than {LARGEST / 1e6:.0f} MB.")
    known = Known(url=url if url.startswith(("http://", "https://")) else None)
    return found_page(data, media_type, place, known=known, fetched_at=iso_date(record.headers.get("WARC-Date")))
