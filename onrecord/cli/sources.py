"""What `onrecord add` and `watch` may be given, and how it becomes pages. May import all below cli, when asked to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.acquire import Columns, Found, Known, Link, Listing
    from onrecord.acquire.fetch import Fetcher
    from onrecord.acquire.http import Answer
    from onrecord.ingest import Memory
    from onrecord.opening import Opener
    from onrecord.store import Store

    Keep = Callable[[Answer], None]
    Follow = Callable[[Iterable[Link]], Iterator[Found]]


def _column(field: str, what: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(
        f"--{field}-column", metavar="COLUMN", help=f"The column of tables that holds the {what}.", show_default=False
    )
    return info


TextColumn = Annotated[str | None, _column("text", "text")]
HtmlColumn = Annotated[str | None, _column("html", "page as HTML")]
TitleColumn = Annotated[str | None, _column("title", "title")]
DateColumn = Annotated[str | None, _column("date", "date of publication")]
LinkColumn = Annotated[str | None, _column("url", "link")]
PublisherColumn = Annotated[str | None, _column("publisher", "publisher")]
AuthorColumn = Annotated[str | None, _column("author", "authors")]
IdColumn = Annotated[str | None, _column("id", "id")]

Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="How many processes read. [default: one a processor]", show_default=False),
]
TimeLimit = Annotated[float, typer.Option(min=1, help="Seconds that reading one page may take.")]
Delay = Annotated[float, typer.Option(min=0, help="Seconds between two requests to a host.")]
WarcOut = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Keep what is fetched in this .warc.gz, too.", show_default=False)
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch from private addresses, too: from your own network.")]


def stated(publisher: str | None, published: str | None, authors: str | None) -> Known:
    """What a command says of every article that does not say it itself. Raises InputError where the date is none."""
    from onrecord.acquire import Known
    from onrecord.acquire.columns import authors_of
    from onrecord.dates import iso_date

    day = iso_date(published)
    if published is not None and day is None:
        raise InputError(f'--published: "{published}" cannot be read as one day; write it as 2024-02-27.')
    return Known(publisher=publisher, published=day, authors=authors_of(authors))


def completed(pages: Iterator[Found], also: Known) -> Iterator[Found]:
    """The pages, with what is `also` known of each where nothing is known of that yet."""
    from onrecord.acquire import FoundPage

    for page in pages:
        if isinstance(page, FoundPage):
            known = page.known
            page = replace(
                page,
                known=replace(
                    known,
                    publisher=known.publisher or also.publisher,
                    published=known.published or also.published,
                    authors=known.authors or also.authors,
                ),
            )
        yield page


def is_link(source: str) -> bool:
    return source.lower().startswith(("https://", "http://"))


def found_pages(sources: list[str], listing: Listing, columns: Columns, follow: Follow, opener: Opener) -> Iterator[Found]:
    """The pages of the files, then of standard input, then of links."""
    from onrecord.acquire import Link, pages_in, pages_in_stream

    given = columns if columns != type(columns)() else None
    yield from pages_in(listing.files, given, follow, opener.entries)
    if "-" in sources:
        yield from pages_in_stream(sys.stdin.buffer, given, follow, opener.entries)
    if links := [source for source in sources if is_link(source)]:
        yield from follow(Link(link) for link in links)


@contextmanager
def following(store: Store, opener: Opener, *, allow_private: bool, delay: float, warc_out: Path | None) -> Iterator[Follow]:
    """What fetches links; the libraries for it are loaded when it is first asked to. Raises InputError where `warc_out` cannot be
    written."""
    with ExitStack() as kept:
        keep = kept.enter_context(keeping(warc_out))

        @cache
        def tools() -> tuple[Fetcher, Memory]:
            from onrecord.ingest import Memory

            fetcher = polite_fetcher(allow_private=allow_private, delay=delay, keep=keep)
            return fetcher, Memory(kept.enter_context(store.ledger()), store.view)

        def follow(links: Iterable[Link]) -> Iterator[Found]:
            from onrecord.acquire.links import pages_at

            return pages_at(links, *tools(), opener.listed)

        yield follow


def polite_fetcher(*, allow_private: bool, delay: float, keep: Keep | None) -> Fetcher:
    from onrecord.acquire.fetch import Fetcher, Manners
    from onrecord.acquire.transport import Transport, anywhere, is_public

    return Fetcher(Transport(permit=anywhere if allow_private else is_public), manners=Manners(delay=delay), keep=keep)


@contextmanager
def keeping(warc_out: Path | None) -> Iterator[Keep | None]:
    """What keeps each answer in a web archive. Raises InputError where it cannot be written."""
    if warc_out is None:
        yield None
        return
    from onrecord.acquire.warc_out import WarcWriter

    try:
        writer = WarcWriter(warc_out)
    except OSError as error:
        raise InputError(f"The web archive {str(warc_out)!r} cannot be written: {error.strerror}.") from None
    with writer:
        yield writer.keep
