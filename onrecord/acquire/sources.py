"""Whatever was named -> pages, by the kind of file that it is. Imports record, errors and acquire's own parts.

The generators here do not raise for what a file holds: what cannot be read is a Failed, and they go on.
"""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, TYPE_CHECKING

from onrecord.acquire.columns import FIELDS, Columns, find_columns
from onrecord.acquire.files import FoundFile, file_bytes, load_page, open_file
from onrecord.acquire.found import LARGEST, Failed, Found, FoundPage, found_page
from onrecord.acquire.mail import read_mail, read_saved_page
from onrecord.acquire.parquet import read_parquet
from onrecord.acquire.tables import read_csv, read_json, read_json_lines
from onrecord.errors import InputError, PageError

if TYPE_CHECKING:
    from onrecord.acquire.feeds import Link

_TABLES: dict[str, Callable[[IO[bytes], str, Columns | None], Iterator[Found]]] = {
    "application/x-ndjson": read_json_lines,
    "application/json": read_json,
    "text/csv": read_csv,
    "text/tab-separated-values": read_csv,
}
_MESSAGES = {"multipart/related": read_saved_page, "message/rfc822": read_mail}
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_SNIFFED = 4096  # bytes of standard input that are looked at


def pages_in(
    files: Iterable[FoundFile],
    columns: Columns | None = None,
    follow: Callable[[Iterable[Link]], Iterator[Found]] | None = None,
) -> Iterator[Found]:
    """Every page in `files`, in order. `columns` names those of tables that are not to be found by name; `follow` fetches what a
    feed, a sitemap or OPML in a file names (without it such a file is a Failed)."""
    for found in files:
        try:
            if found.media_type == "application/xml" and follow:
                yield from _followed(found, follow)
            else:
                yield from _pages_in(found, columns)
        except PageError as error:
            yield Failed(found.location, error.code, str(error))


def _pages_in(found: FoundFile, columns: Columns | None) -> Iterator[Found]:
    """Raises PageError where the file itself cannot be read."""
    kind = found.media_type or ""
    if kind in _MESSAGES:
        yield _MESSAGES[kind](file_bytes(found), found.location)
    elif kind in _TABLES:
        with open_file(found) as file:
            yield from _table(kind, _unpacked(file) if found.packed else file, found.location, columns)
    elif kind == "application/vnd.apache.parquet" and not found.packed:
        open_file(found).close()
        yield from read_parquet(found.path, found.location, columns)
    elif kind in ("application/warc", "application/wacz"):
        from onrecord.acquire.warc import read_wacz, read_warc

        with open_file(found) as file:
            yield from (read_wacz if kind == "application/wacz" else read_warc)(file, found.location)
    elif kind == "application/xml":
        raise PageError("unsupported", "A list of links is of use only where links are followed.")
    else:
        yield FoundPage(*load_page(found))


def _followed(found: FoundFile, follow: Callable[[Iterable[Link]], Iterator[Found]]) -> Iterator[Found]:
    """Raises PageError where the file cannot be read or is no list."""
    from onrecord.acquire.feeds import read_list

    entries = list(read_list(file_bytes(found), found.location))
    yield from (entry for entry in entries if isinstance(entry, Failed))
    yield from follow(entry for entry in entries if not isinstance(entry, Failed))


def _unpacked(file: IO[bytes]) -> io.BufferedReader:
    return io.BufferedReader(gzip.GzipFile(fileobj=file))


def _table(kind: str, file: IO[bytes], location: str, columns: Columns | None) -> Iterator[Found]:
    try:
        yield from _TABLES[kind](file, location, columns)
    except (EOFError, zlib.error, OSError) as error:
        yield Failed(location, "unreadable", f"The rest of it cannot be read: {error}.")


def pages_in_stream(stream: io.BufferedReader, columns: Columns | None = None, location: str = "-") -> Iterator[Found]:
    """The pages of standard input, which may be any kind that is told by how it begins: an archive, JSON, a PDF, a table whose
    first row names a column of texts, HTML, else plain text; or gzip of these."""
    try:
        head = stream.peek(_SNIFFED)[:_SNIFFED]
        if head.startswith((_GZIP, _ZIP, b"WARC/")):
            yield from _archive(stream, columns, location)
        else:
            yield from _text_stream(stream, columns, location)
    except PageError as error:
        yield Failed(location, error.code, str(error))
    except (EOFError, zlib.error, OSError) as error:
        yield Failed(location, "unreadable", f"The rest of it cannot be read: {error}.")


def _text_stream(stream: io.BufferedReader, columns: Columns | None, location: str) -> Iterator[Found]:
    """Raises PageError("too-large"), and what the stream raises where it is packed and broken."""
    head = stream.peek(_SNIFFED)[:_SNIFFED]
    if head.lstrip()[:1] in (b"{", b"["):
        kind = "application/x-ndjson" if head.lstrip()[:1] == b"{" else "application/json"
        yield from _TABLES[kind](stream, location, columns)
    elif _names_columns(head, columns):
        yield from read_csv(stream, location, columns)
    else:
        yield _stream_page(stream, head, location)


def _archive(source: IO[bytes], columns: Columns | None, location: str) -> Iterator[Found]:
    """What is packed is put into a temporary file first, since archives are read back and forth. It is unpacked once."""
    from onrecord.acquire.warc import read_wacz, read_warc

    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(source, file)
        file.seek(0)
        head = file.read(4)
        file.seek(0)
        if head.startswith(_ZIP):
            yield from read_wacz(file, location)
        elif head.startswith(_GZIP) and not _begins_packed(file).startswith(b"WARC/"):
            yield from _text_stream(_unpacked(file), columns, location)
        else:
            yield from read_warc(file, location)


def _begins_packed(file: IO[bytes]) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(file.read(512), 5)
    except zlib.error:
        return b""
    finally:
        file.seek(0)


def _stream_page(source: IO[bytes], head: bytes, location: str) -> FoundPage:
    """Raises PageError("too-large")."""
    data = source.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise PageError("too-large", f"Pages of up to {LARGEST / 1e6:.0f} MB are read.")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    kind = "application/pdf" if start.startswith(b"%PDF") else "text/html" if start.startswith(b"<") else "text/plain"
    return found_page(data, kind, location)


def _names_columns(head: bytes, columns: Columns | None) -> bool:
    """Whether the first line names columns: one of texts, and, where none was given, one of something else that we know."""
    first = head.partition(b"\n")[0].decode("utf-8-sig", "replace").strip()
    for sign in ",;\t|":
        names = [name.strip('"') for name in first.split(sign)]
        try:
            found = find_columns(names, columns)
        except InputError:
            continue
        if columns or sum(getattr(found, field) is not None for field in FIELDS) > 1:
            return True
    return False
