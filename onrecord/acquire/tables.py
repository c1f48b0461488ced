"""Tables of articles -> pages: JSON Lines, JSON, CSV and TSV. Imports record, errors and acquire's own parts.

Nothing here raises for what a table holds: a row that cannot be read is a Failed, at "table:line", and the next one is read. A
table without a column of texts is one Failed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import IO, Any

from onrecord.acquire.columns import FIELDS, Columns, find_columns, page_of_row
from onrecord.acquire.found import LARGEST, Failed, Found
from onrecord.errors import InputError, PageError

_DELIMITERS = ",;\t|"


def read_json_lines(file: IO[bytes], location: str, given: Columns | None = None) -> Iterator[Found]:
    """An article a line. The columns are found for each line, since objects need not have the same keys."""
    find = lru_cache(64)(lambda names: find_columns(names, given))
    for number, line in _lines(file):
        if not line.strip():
            continue
        place = f"{location}:{number}"
        try:
            row = _json(line)
            yield page_of_row(row, find(tuple(row)), place)
        except PageError as error:
            yield Failed(place, error.code, str(error))
        except InputError as error:
            yield Failed(place, "columns", str(error))


def read_json(file: IO[bytes], location: str, given: Columns | None = None) -> Iterator[Found]:
    """One article, a list of articles, or, where `file` (which must be seekable) is neither, an article a line."""
    data = file.read(LARGEST + 1)
    try:
        whole = json.loads(data.decode("utf-8-sig")) if len(data) <= LARGEST else None
    except (ValueError, RecursionError) as error:
        if not _is_object(data.partition(b"\n")[0]):
            yield Failed(location, "unreadable", f"It is not JSON: {error!s:.200}.")
            return
        whole = None
    if whole is None:
        file.seek(0)
        yield from read_json_lines(file, location, given)
        return
    for number, row in enumerate(whole if isinstance(whole, list) else [whole], 1):
        place = f"{location}:{number}" if isinstance(whole, list) else location
        try:
            if not isinstance(row, dict):
                raise PageError("unreadable", "It is not a JSON object.")
            yield page_of_row(row, find_columns(row, given), place)
        except PageError as error:
            yield Failed(place, error.code, str(error))
        except InputError as error:
            yield Failed(place, "columns", str(error))


def read_csv(file: IO[bytes], location: str, given: Columns | None = None) -> Iterator[Found]:
    """An article a row. The first row names the columns; they are parted by commas, semicolons, tabs or bars."""
    csv.field_size_limit(LARGEST)
    lines = _text_lines(file)
    header = next(lines, "")
    try:
        delimiter, columns = _delimiter(header, given)
    except InputError as error:
        yield Failed(location, "columns", str(error))
        return
    names = next(csv.reader([header], delimiter=delimiter))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = reader.line_num + 2
        place = f"{location}:{first}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failed(place, "unreadable", f"Lines {first} to {reader.line_num + 1} are no row: {error}.")
            continue
        if not any(cells):
            continue
        try:
            yield page_of_row(_row(names, cells), columns, place)
        except PageError as error:
            yield Failed(place, error.code, str(error))


def names_columns(head: bytes, columns: Columns | None) -> bool:
    """Whether the first line names columns: one of texts, and, where none was given, one of something else that we know."""
    first = head.partition(b"\n")[0].decode("utf-8", "replace").strip()
    for sign in _DELIMITERS:
        names = [name.strip('"') for name in first.split(sign)]
        try:
            found = find_columns(names, columns)
        except InputError:
            continue
        if columns or sum(getattr(found, field) is not None for field in FIELDS) > 1:
            return True
    return False


def _row(names: list[str], cells: list[str]) -> Mapping[str, str]:
    if len(cells) != len(names):
        raise PageError("columns", f"The row has {len(cells)} cells, but the table has {len(names)} columns.")
    row = dict(zip(names, cells, strict=True))
    if any("\udc80" <= char <= "\udcff" for cell in cells for char in cell):
        raise PageError("encoding", "The row is not UTF-8; save the table as UTF-8.")
    return row


def _delimiter(header: str, given: Columns | None) -> tuple[str, Columns]:
    """What parts the columns: the sign with which the header has one of texts. Raises InputError where none does."""
    if not header.strip():
        raise InputError("The table is empty.")
    problems = []
    for sign in sorted(_DELIMITERS, key=header.count, reverse=True):
        try:
            names = next(csv.reader([header], delimiter=sign))
            return sign, find_columns(names, given)
        except csv.Error as error:
            problems.append(InputError(f"The first row is no list of columns: {error}."))
        except InputError as error:
            problems.append(error)
    raise problems[0]


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_json(line), dict)
    except PageError:
        return False


def _json(line: bytes) -> dict[str, Any]:
    if len(line) > LARGEST:
        raise PageError("too-large", f"The line is longer than {LARGEST // 1_000_000} MB.")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PageError("encoding", f"The line is not UTF-8: byte {error.start} cannot be decoded.") from None
    except (ValueError, RecursionError) as error:
        raise PageError("unreadable", f"The line is not JSON: {error!s:.200}.") from None
    if not isinstance(row, dict):
        raise PageError("unreadable", "The line is not a JSON object.")
    return row


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers, none longer than a byte above LARGEST: the rest of such a line is passed over."""
    number = 0
    while line := file.readline(LARGEST + 1):
        number += 1
        yield number, line
        while len(line) > LARGEST and not line.endswith(b"\n"):
            line = file.readline(LARGEST + 1)


def _text_lines(file: IO[bytes]) -> Iterator[str]:
    """The lines, decoded; bytes that are not UTF-8 become lone surrogates, by which the row is told."""
    lines = _lines(file)
    _, first = next(lines, (0, b""))
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from _utf16_lines(first, file)
        return
    for line in chain([first.removeprefix(b"\xef\xbb\xbf")], (line for _, line in lines)):
        yield line.decode("utf-8", "surrogateescape")


def _utf16_lines(first: bytes, file: IO[bytes]) -> Iterator[str]:
    """A whole table in UTF-16, as spreadsheets save "Unicode text"; one above LARGEST is cut, so that its last row fails."""
    text = (first + file.read(LARGEST)).decode("utf-16", "replace")
    yield from text.splitlines(keepends=True)
