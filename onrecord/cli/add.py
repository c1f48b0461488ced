"""`onrecord add`: files, folders, archives, tables, links and feeds into the database."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import progress as shown
from rich.table import Table

from onrecord.cli import INTERRUPTED
from onrecord.cli.options import AsJson, Database, processes
from onrecord.cli.sources import (
    AllowPrivate,
    AuthorColumn,
    DateColumn,
    Delay,
    HtmlColumn,
    IdColumn,
    Jobs,
    LinkColumn,
    PublisherColumn,
    TextColumn,
    TimeLimit,
    TitleColumn,
    WarcOut,
    completed,
    following,
    found_pages,
    is_link,
    stated,
)
from onrecord.cli.terminal import complain, is_quiet, messages, output, print_json, safe_line

if TYPE_CHECKING:
    from onrecord.acquire import Listing
    from onrecord.ingest import Outcome
    from onrecord.store import Counts


def add(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help='Files, folders, links; "-" is standard input.', show_default=False)
    ],
    db: Database = "",
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published what does not say it.", show_default=False)
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When what does not say it was published.", show_default=False)
    ] = None,
    authors: Annotated[
        str | None, typer.Option(metavar="NAME;...", help="Who wrote what does not say it.", show_default=False)
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB", help="Pass by files and folders of this name or path; may be given again.", show_default=False
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list what would be read.")] = False,
    jobs: Jobs = None,
    time_limit: TimeLimit = 120.0,
    text: TextColumn = None,
    html: HtmlColumn = None,
    title: TitleColumn = None,
    date: DateColumn = None,
    url: LinkColumn = None,
    publisher_column: PublisherColumn = None,
    author: AuthorColumn = None,
    id: IdColumn = None,
    delay: Delay = 1.0,
    warc_out: WarcOut = None,
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
) -> None:
    """Read articles into the database: from files, folders, web archives, tables, links, feeds and sitemaps.

    Files may be .txt, .md, .html, .mhtml, .eml, .pdf, .docx, .rtf, also what Nexis Uni and Factiva give to download; tables
    .jsonl, .json, .csv, .tsv, .parquet; web archives .warc, .wacz; lists of links .opml, .rss, .xml; and gzip of these. The
    columns of tables are found by their names, or given. What is stored already and has not changed is passed by, so the same
    command again goes on where the last one stopped. What cannot be read costs only itself: it is named, and the exit status 1.
    """
    from onrecord.acquire import Columns, list_files
    from onrecord.ingest import add_pages
    from onrecord.opening import Opener
    from onrecord.store import open_store
    from onrecord.workers import Limits

    also = stated(publisher, published, authors)
    listing = list_files([Path(source) for source in sources if source != "-" and not is_link(source)], exclude or ())
    if dry_run:
        _list(sources, listing, as_json=as_json)
        return
    columns = Columns(text, html, title, url, date, publisher_column, author, id)
    tally = _Tally()
    for location, error in listing.unreadable:
        tally.fail(location, str(error))
    one_each = not any(is_link(source) or source == "-" for source in sources) and all(
        found.is_one_page for found in listing.files
    )
    bar_columns = (shown.TextColumn("Reading"), shown.BarColumn(), shown.MofNCompleteColumn(), shown.TimeRemainingColumn())
    with (
        open_store(db) as store,
        Opener(time_limit) as opener,
        following(store, opener, allow_private=allow_private, delay=delay, warc_out=warc_out) as follow,
    ):
        pages = completed(found_pages(sources, listing, columns, follow, opener), also)
        with shown.Progress(*bar_columns, console=messages(), transient=True, disable=not sys.stderr.isatty()) as progress:
            bar = progress.add_task("", total=len(listing.files) if one_each else None)

            def report(outcome: Outcome) -> None:
                tally.count(outcome)
                progress.advance(bar)
                if as_json:
                    print_json(outcome_as_json(outcome))
                    sys.stdout.flush()

            workers = min(jobs or processes(), max(1, len(listing.files))) if one_each else jobs or processes()
            try:
                add_pages(store, pages, report, processes=workers, limits=Limits(seconds=time_limit))
            except KeyboardInterrupt:
                complain("Stopped. What was read is kept; the same command goes on from here.")
                raise typer.Exit(INTERRUPTED) from None
        counts = store.view.counts()
    if not (as_json or is_quiet()):
        output().print(_summary(tally, counts))
    if listing.passed_over:
        messages().print(f"{listing.passed_over} files of other kinds were passed over.")
    if passed_over := tally.articles["passed over"]:
        messages().print(f"{passed_over} parts of web archives that are no articles were passed over.")
    if tally.failed:
        raise typer.Exit(1)


def _list(sources: list[str], listing: Listing, *, as_json: bool) -> None:
    """What would be read: files with their kind, then standard input and links, which are not looked into."""
    found = [(file.location, file.media_type) for file in listing.files]
    found += [(source, None) for source in sources if source == "-" or is_link(source)]
    for location, kind in found:
        if as_json:
            print_json({"location": location, "media_type": kind})
        else:
            output().print(f"{safe_line(location)}{f' ({kind})' if kind else ''}")
    for location, error in listing.unreadable:
        complain(f"{location}: {error}")
    messages().print(f"{len(found)} would be read, {listing.passed_over} files of other kinds passed over. Nothing was.")


@dataclass(slots=True)
class _Tally:
    """What a run has come to so far."""

    failed: int = 0
    articles: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    speakers: set[str] = field(default_factory=set)
    issues: int = 0

    def count(self, outcome: Outcome) -> None:
        self.articles[outcome.status] += 1
        if outcome.status == "failed":
            self.fail(outcome.location, outcome.issues[-1].message)
            return
        self.issues += len(outcome.issues)
        if outcome.record and outcome.status == "added":
            self.statements += len(outcome.record.statements)
            self.speakers.update(s.speaker.name for s in outcome.record.statements if s.speaker and s.speaker.name)

    def fail(self, location: str, reason: str) -> None:
        self.failed += 1
        complain(f"{location}: {reason}")


def _summary(tally: _Tally, counts: Counts) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    table.add_column("this run", justify="right")
    table.add_column("database", justify="right")
    for name, here, there in (
        ("articles", tally.articles["added"], counts.articles),
        ("  unchanged", tally.articles["unchanged"], ""),
        ("  failed", tally.failed, counts.failures),
        ("statements", tally.statements, counts.statements),
        ("speakers", len(tally.speakers), counts.speakers),
        ("issues", tally.issues, counts.issues),
    ):
        table.add_row(name, str(here), str(there))
    return table


def outcome_as_json(outcome: Outcome) -> dict[str, object]:
    record = outcome.record
    return {
        "location": outcome.location,
        "status": outcome.status,
        "article": record.article.id if record else None,
        "title": record.article.title if record else None,
        "statements": len(record.statements) if record else None,
        "issues": [{"stage": issue.stage, "code": issue.code, "message": issue.message} for issue in outcome.issues],
    }
