"""`onrecord find`: statements, or articles, that fit a query."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.articles import ARTICLE_COLUMNS, USUAL, print_articles
from onrecord.cli.asking import Sort, options_as_condition, show_where, tell_what_follows, tell_what_was_taken
from onrecord.cli.hits import hits_as_json, indented, print_hit
from onrecord.cli.listing import ColumnsOption, LayoutOption, Listing, Row, listing
from onrecord.cli.options import AsJson, Database, first_day, last_day
from onrecord.cli.terminal import messages, output, print_json, safe_line
from onrecord.cli.written import Output, printed_into
from onrecord.errors import InputError, QueryError
from onrecord.record import Kind, Record

if TYPE_CHECKING:
    from onrecord.store import Condition, Facet, Hit, Store, View


class Among(StrEnum):
    STATEMENTS = "statements"
    ARTICLES = "articles"


_USUAL = ("published", "speaker", "kind", "content", "publisher", "statement")


def find(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUERY]...", help='What to look for: words, "phrases", speaker:NAME, after:2024-02 …', show_default=False
        ),
    ] = None,
    among: Annotated[Among, typer.Option("--in", help="What to look through.")] = Among.STATEMENTS,
    sort: Annotated[Sort, typer.Option(help="What comes first.")] = Sort.NEWEST,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 20,
    page: Annotated[str | None, typer.Option("--page", metavar="CURSOR", help="Go on where another page ended.")] = None,
    with_facets: Annotated[bool, typer.Option("--facets", help="Count by speaker, publisher and month instead.")] = False,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who said it: a name or a part of one.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    after: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published on this day, month or year, or later (2024-02-27).")
    ] = None,
    before: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or earlier.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="How it is quoted.")] = None,
    min_confidence: Annotated[float | None, typer.Option(min=0.0, max=1.0, help="Leave out what is less certain.")] = None,
    layout: LayoutOption = None,
    columns: ColumnsOption = None,
    out: Output = None,
    within: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=0.001, help="Give up what takes longer than this.", show_default=False)
    ] = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Find statements, newest first.

    All of the words must stand in a statement; put a phrase in quotation marks ('"not in the interests"'). AND, OR, NOT and
    parentheses combine, word* finds what begins so, and fields narrow it down: speaker:lopes role:minister about:harbour
    publisher:courier country:PRT kind:direct after:2024-02. like:"sending soldiers" finds by meaning, the nearest first.
    docs/search.md describes all of it. Without a query, every statement that fits the options is shown. Each is shown in its
    text, with what was said between « and »; --format and --columns print lists instead, of the columns that `onrecord export
    --format csv` has.
    """
    from onrecord.formats.table import COLUMNS
    from onrecord.store import open_store

    text = " ".join(query or ())
    also = options_as_condition(
        speaker, publisher, first_day("--after", after), last_day("--before", before), kind, min_confidence
    )
    of_articles = among is Among.ARTICLES
    shape = listing(
        layout, columns, ARTICLE_COLUMNS if of_articles else COLUMNS, USUAL if of_articles else _USUAL, as_json=as_json
    )
    with open_store(db, create=False) as opened, printed_into(out):
        store = opened if within is None else opened.within(within)
        try:
            if with_facets:
                _facets(store.view, text, also, among, as_json=as_json)
            elif of_articles:
                print_articles(store.view, text, also, sort, limit, page, shape, as_json=as_json)
            else:
                _statements(store, text, also, sort, limit, page, shape, as_json=as_json)
        except QueryError as error:
            show_where(error)
            raise


def _statements(
    store: Store,
    text: str,
    also: Condition,
    sort: Sort,
    limit: int,
    page: str | None,
    shape: Listing | None,
    *,
    as_json: bool,
) -> None:
    from onrecord.reviewing import standing_of
    from onrecord.search.executor import ask
    from onrecord.store import Sort as StoreSort

    answer = ask(store.view, text, also=also, sort=StoreSort(sort), limit=limit, cursor=page)
    tell_what_was_taken(answer.taken)
    reviewed = standing_of(store, answer.page.hits)
    if shape is not None:
        shape.print(map(_row, answer.page.hits))
    elif as_json:
        for line in hits_as_json(store.view, answer.page.hits, reviewed):
            print_json(line)
    else:
        for hit in answer.page.hits:
            print_hit(hit, reviewed.get(hit.statement.id))
    if answer.page.ranked is not None:
        messages().print(f"These are the best of the newest {answer.page.ranked:,} that fit.")
    tell_what_follows(len(answer.page.hits), limit, answer.page.next)


def _row(hit: Hit) -> Row:
    """The statement as a row of the table that `onrecord export --format csv` writes."""
    from onrecord.formats.table import COLUMNS, rows

    (row,) = rows(Record(hit.article, (hit.statement,)))
    return dict(zip(COLUMNS, row, strict=True))


def _facets(view: View, text: str, also: Condition, among: Among, *, as_json: bool) -> None:
    from onrecord.search.executor import facets

    if among is not Among.STATEMENTS:
        raise InputError("--facets counts statements: leave out --in.")
    found = facets(view, text, also=also)
    lists = {"speaker": found.speakers, "publisher": found.publishers, "month": found.months}
    if as_json:
        for name, values in lists.items():
            for facet in values:
                print_json({"facet": name, "value": facet.value, "statements": facet.statements, "complete": found.complete})
        return
    for name, values in lists.items():
        output().print(Text(f"{name}s", "bold"))
        for facet in values:
            output().print(indented(_facet(facet)))
        output().print()
    if not found.complete:
        messages().print(f"More than {found.counted:,} statements fit; the newest {found.counted:,} were counted.")


def _facet(facet: Facet) -> Text:
    return Text(f"{facet.statements:>9,}  {safe_line(facet.value) if facet.value else '(not known)'}")
