"""What `onrecord add` may be given, and how it becomes pages. May import acquire and errors, when it is asked to."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.acquire import Columns, Found, Listing
    from onrecord.acquire.feeds import Link
    from onrecord.acquire.fetch import Fetcher
    from onrecord.acquire.warc_out import WarcWriter

    Follow = Callable[[Iterable[Link]], Iterator[Found]]


def _column(option: str, what: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(
        option, metavar="COLUMN", help=f"The column of tables that holds the {what}.", show_default=False
    )
    return info


TextColumn = Annotated[str | None, _column("--text", "text")]
HtmlColumn = Annotated[str | None, _column("--html", "page as HTML")]
TitleColumn = Annotated[str | None, _column("--title", "title")]
DateColumn = Annotated[str | None, _column("--date", "date of publication")]
LinkColumn = Annotated[str | None, _column("--url", "link")]
PublisherColumn = Annotated[str | None, _column("--publisher", "publisher")]
AuthorColumn = Annotated[str | None, _column("--author", "authors")]
IdColumn = Annotated[str | None, _column("--id", "id")]


def is_link(source: str) -> bool:
    return source.lower().startswith(("https://", "http://"))


def found_pages(sources: list[str], listing: Listing, columns: Columns, follow: Follow) -> Iterator[Found]:
    """The pages of the files, then of standard input, then of links."""
    from onrecord.acquire import pages_in, pages_in_stream

    given = columns if columns != type(columns)() else None
    yield from pages_in(listing.files, given, follow)
    if "-" in sources:
        stream: io.BufferedReader = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer))  # which can be looked into
        try:
            yield from pages_in_stream(stream, given)
        finally:
            stream.detach()
    if links := [source for source in sources if is_link(source)]:
        from onrecord.acquire.feeds import Link

        yield from follow(Link(link) for link in links)


@contextmanager
def following(*, allow_private: bool, delay: float, warc_out: Path | None) -> Iterator[Follow]:
    """What fetches links; the libraries for it are loaded when it is first asked to. Raises InputError where `warc_out` cannot be
    written."""
    with ExitStack() as kept:
        keep = kept.enter_context(_warc_writer(warc_out)).keep if warc_out else None

        @cache
        def fetcher() -> Fetcher:
            from onrecord.acquire.fetch import Fetcher, Manners
            from onrecord.acquire.gate import Gate, anywhere, is_public

            return Fetcher(Gate(permit=anywhere if allow_private else is_public), manners=Manners(delay=delay), keep=keep)

        def follow(links: Iterable[Link]) -> Iterator[Found]:
            from onrecord.acquire.links import pages_at

            return pages_at(links, fetcher())

        yield follow


def _warc_writer(path: Path) -> WarcWriter:
    from onrecord.acquire.warc_out import WarcWriter

    try:
        return WarcWriter(path)
    except OSError as error:
        raise InputError(f"The web archive {str(path)!r} cannot be written: {error.strerror}.") from None
