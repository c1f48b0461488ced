"""`onrecord articles`: the articles that fit a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.asking import Sort, options_as_condition, show_where, tell_what_follows, tell_what_was_taken
from onrecord.cli.hits import indented
from onrecord.cli.listing import ColumnsOption, LayoutOption, Listing, Row, listing
from onrecord.cli.options import AsJson, Database, first_day, last_day
from onrecord.cli.terminal import output, print_json, safe_line
from onrecord.cli.written import Output, printed_into
from onrecord.errors import QueryError

if TYPE_CHECKING:
    from onrecord.store import ArticleLine, Condition, View

ARTICLE_COLUMNS = ("id", "title", "publisher", "published", "url", "location", "language", "statements")
USUAL = ("published", "title", "publisher", "statements", "id")


def articles(
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]...", help="What to look for: words, title:WORD, speaker:NAME …", show_default=False),
    ] = None,
    sort: Annotated[Sort, typer.Option(help="What comes first.")] = Sort.NEWEST,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 20,
    page: Annotated[str | None, typer.Option("--page", metavar="CURSOR", help="Go on where another page ended.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    after: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day, month or year, or later.")] = None,
    before: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day, month or year, or earlier.")] = None,
    layout: LayoutOption = None,
    columns: ColumnsOption = None,
    out: Output = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """List articles, newest first: all of them, or those that fit a query (docs/search.md).

    Title and text have the words; what can only be said of a statement (speaker:, kind: …) one statement of the article fits.
    `onrecord show ID` shows one, `onrecord forget ID` removes it.
    """
    from onrecord.store import open_store

    also = options_as_condition(None, publisher, first_day("--after", after), last_day("--before", before), None, None)
    shape = listing(layout, columns, ARTICLE_COLUMNS, USUAL, as_json=as_json)
    with open_store(db, create=False) as store, printed_into(out):
        try:
            print_articles(store.view, " ".join(query or ()), also, sort, limit, page, shape, as_json=as_json)
        except QueryError as error:
            show_where(error)
            raise


def print_articles(
    view: View,
    text: str,
    also: Condition,
    sort: Sort,
    limit: int,
    page: str | None,
    shape: Listing | None,
    *,
    as_json: bool,
) -> None:
    """The articles that fit what was typed, and `also`. Raises QueryError where it is no query."""
    from onrecord.search.executor import ask_articles
    from onrecord.store import Sort as StoreSort

    answer = ask_articles(view, text, also=also, sort=StoreSort(sort), limit=limit, cursor=page)
    tell_what_was_taken(answer.taken)
    if shape is not None:
        shape.print(map(_row, answer.page.articles))
    else:
        for line in answer.page.articles:
            if as_json:
                print_json(_row(line))
            else:
                _print(line)
    tell_what_follows(len(answer.page.articles), limit, answer.page.next)


def _row(line: ArticleLine) -> Row:
    return {name: getattr(line, name) for name in ARTICLE_COLUMNS}


def _print(line: ArticleLine) -> None:
    screen = output()
    about = [safe_line(part) for part in ((line.published or "")[:10], line.publisher) if part]
    screen.print(Text(safe_line(line.title or "(no title)"), "bold"), *(f"· {part}" for part in about))
    told = f"{line.statements} statement{'' if line.statements == 1 else 's'}"
    parts = (line.id, told, safe_line(line.url or line.location or ""))
    screen.print(indented(Text(" · ".join(part for part in parts if part), "dim")))
    screen.print()
