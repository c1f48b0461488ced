"""`onrecord extract`: JSON Lines or files of articles in, records out, no database."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from onrecord.cli.terminal import print_json, print_line
from onrecord.errors import InputError, OnrecordError

LONGEST_LINE = 50_000_000  # bytes
_OPTIONAL = ("title", "url", "publisher", "published")
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")

_JSON_LINES = (".jsonl", ".ndjson", ".json")

Answer = str | dict[str, str]  # a record as a line of JSON, or what to say in its place


def extract(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help='JSON Lines, each {"id", "text"}, or files of articles; "-" is standard input, JSON Lines.',
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="How many processes read.")] = 1,
    min_confidence: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="Leave out statements less certain than this, or let in more.")
    ] = None,
) -> None:
    """Read JSON Lines, or files of articles, and print records, without a database.

    Each line of JSON Lines is {"id", "text"} and, where known, "title", "url", "publisher", "published" (ISO 8601). One record a
    line comes out, in the same order; the text is kept character for character. Of any other file (.txt, .html, .pdf, .docx and
    whatever `onrecord add` reads) each article becomes a record. What cannot be read gives {"error": ...} in its place, and exit
    status 1 at the end.
    """
    given = files or ["-"]
    for file in given:
        if file != "-" and not Path(file).is_file():
            raise InputError(f'There is no file "{file}".')
    read = partial(read_line, min_confidence=min_confidence)
    failed = False
    for answer in (answer for file in given for answer in _answers(read, file, jobs)):
        if isinstance(answer, str):
            print_line(answer)
        else:
            failed = True
            print_json(answer)
        sys.stdout.flush()
    if failed:
        raise typer.Exit(1)


def _answers(read: partial[Answer], file: str, jobs: int) -> Iterator[Answer]:
    if file == "-":
        yield from _read_all(read, sys.stdin.buffer, jobs)
    elif Path(file).suffix.lower() in _JSON_LINES:
        with open(file, "rb") as lines:
            yield from _read_all(read, lines, jobs)
    else:
        yield from _read_articles(Path(file), **read.keywords)


def _read_articles(file: Path, *, min_confidence: float | None) -> Iterator[Answer]:
    """The records of all articles in a file of any kind that is read."""
    from onrecord.acquire import Failed, FoundPage, list_files, pages_in
    from onrecord.opening import Opener
    from onrecord.pipeline import read_page
    from onrecord.record.codec import dumps

    with Opener() as opener:
        for found in pages_in(list_files([file]).files, entries=opener.entries):
            if isinstance(found, FoundPage):
                try:
                    yield dumps(read_page(found.data, found.page, found.known, min_confidence=min_confidence))
                except OnrecordError as error:
                    yield {"location": found.page.location or "", "error": str(error)}
            elif isinstance(found, Failed):
                yield {"location": found.location, "error": found.message}


def _read_all(read: partial[Answer], file: IO[bytes], jobs: int) -> Iterator[Answer]:
    lines = (line for line in _lines(file) if line.strip())
    if jobs == 1:
        yield from map(read, lines)
        return
    from onrecord.workers import Lost, run_tasks

    for line, answer in run_tasks(read, lines, workers=jobs):
        yield _error(answer.message, _known_id(line)) if isinstance(answer, Lost) else answer


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines, none longer than one byte above LONGEST_LINE: the rest of such a line is passed over."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)
            if not line:
                return


def read_line(line: bytes, *, min_confidence: float | None = None) -> Answer:
    """The record that one line of input leads to, as JSON, or {"error", "id"} where it leads to none."""
    from onrecord.pipeline import read_text
    from onrecord.record.codec import dumps

    identifier = None
    try:
        given = _object(line)
        identifier = _id_of(given)
        about = {name: _string(given, name) for name in _OPTIONAL}
        return dumps(read_text(_text(given), id=identifier, min_confidence=min_confidence, **about))
    except OnrecordError as error:
        return _error(str(error), identifier)
    except Exception as error:  # a fault of ours costs this line only, and the answer says so
        return _error(f"Reading it failed: {type(error).__name__}: {error}", identifier)


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise InputError(f"The line is longer than {LONGEST_LINE // 1_000_000} MB.")
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"The line is not UTF-8: byte {error.start} cannot be decoded.") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"The line is not JSON: {error}.") from None
    if not isinstance(given, dict):
        raise InputError('The line is not a JSON object with "id" and "text".')
    return given


def _id_of(given: dict[str, Any]) -> str | None:
    identifier = given.get("id")
    if type(identifier) is int:
        return str(identifier)
    return _string(given, "id")


def _text(given: dict[str, Any]) -> str:
    text = _string(given, "text")
    if text is None:
        raise InputError('The line has no "text".')
    return text


def _string(given: dict[str, Any], name: str) -> str | None:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError(f'"{name}" is not a string.')
    if value is not None and _HALF_A_PAIR.search(value):
        raise InputError(f'"{name}" holds half of a surrogate pair, which is no character.')
    return value


def _error(message: str, identifier: str | None) -> dict[str, str]:
    return {"error": message} if identifier is None else {"id": identifier, "error": message}


def _known_id(line: bytes) -> str | None:
    try:
        return _id_of(_object(line))
    except InputError:
        return None
