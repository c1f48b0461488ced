"""`onrecord issues`: what was seen and not handled, and the pages that gave no article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.listing import ColumnsOption, LayoutOption, Row, always_listing
from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import messages
from onrecord.cli.written import Output, printed_into

if TYPE_CHECKING:
    from onrecord.store import IssueLine

_COLUMNS = ("stage", "code", "message", "location", "article", "start", "end")
_USUAL = ("code", "message", "location", "article")
_KINDS = ("stage", "code", "issues", "without_article")


def issues(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="Only issues of this code, such as no-text.", show_default=False)
    ] = None,
    count: Annotated[bool, typer.Option("--count", help="How many there are of each kind instead.")] = False,
    failures: Annotated[bool, typer.Option("--failures", help="Only pages that gave no article at all.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 100,
    layout: LayoutOption = None,
    columns: ColumnsOption = None,
    out: Output = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """List issues: what was seen in articles and not handled, after the pages that gave no article.

    Each has the stage that saw it, a code to count by, and says in words what was wrong; start and end are characters of the
    article's text.
    """
    from onrecord.store import open_store

    known, usual = (_KINDS, _KINDS) if count else (_COLUMNS, _USUAL)
    shape = always_listing(layout, columns, known, usual, as_json=as_json)
    with open_store(db, create=False) as store, printed_into(out):
        lines = (
            line
            for line in store.view.issues()
            if code in (None, line.issue.code) and not (failures and line.article_id is not None)
        )
        if count:
            shape.print(_kinds(lines))
            return
        shown = list(islice(lines, limit))
        if shown or layout:
            shape.print(map(_row, shown))
        if not shown:
            messages().print("There are no issues." if code is None else f"There are no issues of the code {code}.")
        elif next(lines, None):
            messages().print(f"There are more than {limit}; ask for more with --limit, or how many of each kind with --count.")


def _kinds(lines: Iterable[IssueLine]) -> Iterator[Row]:
    """Most first."""
    found: Counter[tuple[str, str]] = Counter()
    without: Counter[tuple[str, str]] = Counter()
    for line in lines:
        kind = (line.issue.stage, line.issue.code)
        found[kind] += 1
        without[kind] += line.article_id is None
    for (stage, code), number in found.most_common():
        yield {"stage": stage, "code": code, "issues": number, "without_article": without[stage, code]}


def _row(line: IssueLine) -> Row:
    issue = line.issue
    return {
        "stage": issue.stage,
        "code": issue.code,
        "message": issue.message,
        "location": line.location,
        "article": line.article_id,
        "start": issue.span.start if issue.span else None,
        "end": issue.span.end if issue.span else None,
    }
