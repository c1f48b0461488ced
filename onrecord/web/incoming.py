"""What a form or a program gives to be read -> pages. Imports acquire and errors.

Where it was found is told by its hash, so that two files of one name are two articles: `upload/1a2b3c4d5e6f/report.html`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from onrecord.acquire import Found, FoundFile, Known, Link, list_files, pages_in
from onrecord.acquire.input_formats import BY_ENDING, endings
from onrecord.acquire.json_article import json_article_page
from onrecord.acquire.urls import web_address
from onrecord.errors import InputError, PageError
from onrecord.opening import Opener
from onrecord.web.escaping import plain
from onrecord.web.jobs import Work

LONGEST_TEXT = 2_000_000  # code points of a text that is pasted
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|(?:javascript|data|file|mailto|blob|about|vbscript|view-source|tel):)\S+", re.I)
Follow = Callable[[Iterable[Link]], Iterator[Found]]


def follow_public(links: Iterable[Link]) -> Iterator[Found]:
    """Fetches from public addresses only: a page may not be used to look into the network of this machine."""
    from onrecord.acquire.fetch import Fetcher
    from onrecord.acquire.links import pages_at
    from onrecord.acquire.transport import Transport

    with Opener() as opener:
        yield from pages_at(links, Fetcher(Transport()), None, opener.listed)


def pasted(text: str, known: Known) -> Work:
    """A text with what is known of it. Raises InputError where it is none that can be kept."""
    if not text.strip():
        raise InputError("There is no text to read: paste one.")
    if known.url and web_address(known.url) is None:
        raise InputError("The link of the article is none: it begins with https:// or http://.")
    if len(text) > LONGEST_TEXT:
        raise InputError(f"The text has {len(text):,} characters; up to {LONGEST_TEXT:,} are taken. Add it as a file.")
    try:
        page = json_article_page(text, known, f"pasted/{_hash(text.encode('utf-8', 'surrogatepass'))}")
    except PageError as error:
        raise InputError(str(error)) from None
    return Work(lambda: iter((page,)), _nothing)


def is_link(given: str) -> bool:
    """Whether something that was pasted is one address, of whatever scheme, and no text."""
    return _ADDRESS.fullmatch(given.strip()) is not None


def linked(address: str, follow: Follow) -> Work:
    """What a link leads to: an article, or all that a feed or a sitemap names. Raises InputError where it is no link."""
    if not address.lower().startswith(("https://", "http://")):
        raise InputError("That is no link: it begins with https:// or http://.")
    return Work(lambda: follow([Link(address)]), _nothing)


def uploaded(files: Sequence[tuple[str, IO[bytes]]], follow: Follow) -> Work:
    """Files with the names that they had. Raises InputError where one is of a kind that is not read."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    try:
        found = [_kept(folder, number, name, stream) for number, (name, stream) in enumerate(files)]
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Work(lambda: _told_apart(found, follow), lambda: shutil.rmtree(folder, ignore_errors=True))


def _told_apart(files: list[FoundFile], follow: Follow) -> Iterator[Found]:
    with Opener() as opener:
        yield from pages_in(files, None, follow, opener.entries)


def _kept(folder: Path, number: int, name: str, stream: IO[bytes]) -> FoundFile:
    """The file in a folder of ours, under a name of ours: what it was called decides its kind, and nothing else."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    ending = "".join(suffixes) if len(suffixes) == 2 and suffixes[1] == ".gz" else "".join(suffixes[-1:])
    if ending.removesuffix(".gz") not in BY_ENDING:
        raise InputError(f'"{plain(name)}" is of a kind that is not read. Read are {endings()}, and gzip of these.')
    path = folder / f"{number}{ending}"
    with path.open("wb") as file:
        shutil.copyfileobj(stream, file)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:12]
    (found,) = list_files([path]).files
    return replace(found, location=f"upload/{digest}/{_last_part(name)}")


def _last_part(name: str) -> str:
    return plain(name.replace("\\", "/").rsplit("/", 1)[-1])[:200] or "file"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


def _nothing() -> None:
    """Nothing is left behind."""
