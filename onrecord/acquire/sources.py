"""Whatever was named -> pages, by the format that it has. Imports record, errors and acquire's own parts.

The generators here do not raise for what a file holds: what cannot be read is a Failed, and they go on. `entries_in` takes files
apart and is to run in a worker process (`onrecord.opening`), for what is in them is hostile.
"""

from __future__ import annotations

import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

from onrecord.acquire.columns import Columns
from onrecord.acquire.files import FoundFile, load_page, open_file, whole
from onrecord.acquire.found import Failed, Found, FoundPage, Known, Link, found_page
from onrecord.acquire.input_formats import BY_TYPE, PAGE_TYPES, InputFormat, told_by
from onrecord.acquire.json_article import json_article_page
from onrecord.acquire.press import MAY_BE_PRESS, PressArticle, decoded, html_lines, press_articles
from onrecord.acquire.unpacking import ungzipped
from onrecord.errors import PageError

MOST_FAILURES = 500  # of a file, beyond as many as were read, after which the rest of it is one failure
TOLD_BY_CONTENT = "application/octet-stream"  # the media type of a file whose name says nothing
_SNIFFED = 4096  # bytes by which the format of a file without a name is told
_GZIP = b"\x1f\x8b"

Entries = Callable[[FoundFile, Columns | None], Iterator[Found | Link]]
Follow = Callable[[Iterable[Link]], Iterator[Found]]


def pages_in(
    files: Iterable[FoundFile], columns: Columns | None = None, follow: Follow | None = None, entries: Entries | None = None
) -> Iterator[Found]:
    """Every page in `files`, in order. `columns` names those of tables that are not to be found by name; `follow` fetches what a
    feed, a sitemap or OPML in a file names (without it such a file is a Failed). `entries` takes files apart: `Opener.entries`
    does so in another process; without it that is done here."""
    entries = entries or entries_in
    for found in files:
        try:
            if (page := _page(found)) is not None:
                yield page
            else:
                yield from _with_links(entries(found, columns), found.location, follow)
        except PageError as error:
            yield Failed(found.location, error.code, str(error))


def _with_links(entries: Iterator[Found | Link], location: str, follow: Follow | None) -> Iterator[Found]:
    """The entries, with what links among them lead to, which is fetched once all links are known."""
    links: list[Link] = []
    for entry in entries:
        if isinstance(entry, Link):
            links.append(entry)
        else:
            yield entry
    if links and follow:
        yield from follow(links)
    elif links:
        yield Failed(location, "unsupported", "A list of links is of use only where links are followed.")


def entries_in(found: FoundFile, columns: Columns | None = None) -> Iterator[Found | Link]:
    """What is in one file. After MOST_FAILURES more failures than there is to read the rest of it is one Failed."""
    read, failed = 0, 0
    for entry in _entries(found, columns):
        failed += isinstance(entry, Failed)
        read += not isinstance(entry, Failed)
        if failed - read > MOST_FAILURES:
            yield Failed(found.location, "too-broken", f"{failed} parts of it cannot be read; the rest of it was passed by.")
            return
        yield entry


def pages_in_stream(
    stream: IO[bytes], columns: Columns | None = None, follow: Follow | None = None, entries: Entries | None = None
) -> Iterator[Found]:
    """The pages of standard input, which may be any format that is told by how it begins, or gzip of these. It is put into a
    temporary file first, since archives are read back and forth. Raises OSError where there is no room for it."""
    with tempfile.NamedTemporaryFile(prefix="onrecord-") as file:
        shutil.copyfileobj(stream, file)
        file.flush()
        file.seek(0)
        found = FoundFile(Path(file.name), "-", TOLD_BY_CONTENT, file.read(2) == _GZIP)
        yield from pages_in([found], columns, follow, entries)


def _page(found: FoundFile) -> FoundPage | None:
    """The file where it is one page for certain; None where it is to be taken apart. Raises PageError where it cannot be read."""
    if found.media_type is not None and (found.media_type not in PAGE_TYPES or found.packed):
        return None
    kind = BY_TYPE.get(found.media_type or "")
    if kind and kind.may_be_press and kind.text:
        return None
    page = FoundPage(*load_page(found))
    return None if kind and kind.may_be_press and MAY_BE_PRESS.search(page.data) else page


def _entries(found: FoundFile, columns: Columns | None) -> Iterator[Found | Link]:
    try:
        with open_file(found) as file:
            kind = BY_TYPE.get(found.media_type or "") or told_by(_head(file, packed=found.packed), columns)
            if found.packed and not kind.unpacks_itself:
                yield from _unpacked(file, kind, found.location, columns)
            else:
                yield from _read(file, kind, found.location, columns)
    except PageError as error:
        yield Failed(found.location, error.code, str(error))
    except OSError as error:
        yield Failed(found.location, "unreadable", f"It cannot be read: {error.strerror or error}.")


def _head(file: IO[bytes], *, packed: bool) -> bytes:
    head = file.read(_SNIFFED)
    file.seek(0)
    if not packed:
        return head
    try:
        return zlib.decompressobj(31).decompress(head, _SNIFFED)
    except zlib.error:
        return b""


def _unpacked(file: IO[bytes], kind: InputFormat, location: str, columns: Columns | None) -> Iterator[Found | Link]:
    plain, fault = ungzipped(file)
    with closing(plain):
        if not (fault and kind.one_page):  # half a page is none; of a table the rows before the fault are whole
            yield from _read(plain, kind, location, columns)
    if fault:
        yield Failed(location, fault.code, str(fault))


def _read(file: IO[bytes], kind: InputFormat, location: str, columns: Columns | None) -> Iterator[Found | Link]:
    if read := kind.reader:
        yield from read(file, location, columns)
        return
    data = whole(file)
    if articles := _press_articles(data, kind):
        yield from (_press_page(article, f"{location}:{number}") for number, article in enumerate(articles, 1))
    else:
        yield found_page(data, kind.media_type, location)


def _press_articles(data: bytes, kind: InputFormat) -> tuple[PressArticle | None, ...]:
    """The articles of a press database's download; none where the file is another. Raises PageError where it cannot be read."""
    if not kind.may_be_press or not (kind.text or MAY_BE_PRESS.search(data)):
        return ()
    if kind.text_of:
        return press_articles(kind.text_of(data))
    return press_articles(html_lines(data) if kind.media_type == "text/html" else decoded(data))


def _press_page(article: PressArticle | None, location: str) -> Found:
    if article is None:
        return Failed(location, "press", "An article of this download has no title, date or text that could be told.")
    known = Known(title=article.title, publisher=article.publisher, authors=article.authors, published=article.published)
    try:
        return json_article_page(article.text, known, location)
    except PageError as error:
        return Failed(location, error.code, str(error))
