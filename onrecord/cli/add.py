"""`onrecord add`: files and folders into the database."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from onrecord.cli import INTERRUPTED
from onrecord.cli.options import AsJson, Database, processes
from onrecord.cli.terminal import complain, messages, output, print_json

if TYPE_CHECKING:
    from onrecord.ingest import Outcome
    from onrecord.store import Counts


def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to read.", show_default=False)],
    db: Database = "",
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="How many processes read. [default: one a processor]", show_default=False),
    ] = None,
    time_limit: Annotated[float, typer.Option(min=1, help="Seconds that one file may take.")] = 120.0,
    as_json: AsJson = False,
) -> None:
    """Read files and folders into the database.

    Files may be .txt, .md, .html, .htm, and gzip of these. What is stored already and has not changed is passed by, so the
    same command again goes on where the last one stopped. A file that cannot be read costs only itself: it is named, and
    the exit status is 1.
    """
    from onrecord.acquire import list_files, pages_in
    from onrecord.ingest import add_pages
    from onrecord.store import open_store
    from onrecord.workers import Limits

    listing = list_files(paths)
    tally = _Tally()
    for location, error in listing.unreadable:
        tally.fail(location, str(error))
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with open_store(db) as store:
        with Progress(*columns, console=messages(), transient=True, disable=not sys.stderr.isatty()) as progress:
            bar = progress.add_task("", total=len(listing.files))

            def report(outcome: Outcome) -> None:
                tally.count(outcome)
                progress.advance(bar)
                if as_json:
                    print_json(_as_json(outcome))
                    sys.stdout.flush()

            workers = min(jobs or processes(), max(1, len(listing.files)))
            try:
                add_pages(store, pages_in(listing.files), report, processes=workers, limits=Limits(seconds=time_limit))
            except KeyboardInterrupt:
                complain("Stopped. What was read is kept; the same command goes on from here.")
                raise typer.Exit(INTERRUPTED) from None
        counts = store.view.counts()
    if not as_json:
        output().print(_summary(tally, counts))
    if listing.passed_over:
        messages().print(f"{listing.passed_over} files of other kinds were passed over.")
    if tally.failed:
        raise typer.Exit(1)


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


def _as_json(outcome: Outcome) -> dict[str, object]:
    record = outcome.record
    return {
        "location": outcome.location,
        "status": outcome.status,
        "article": record.article.id if record else None,
        "title": record.article.title if record else None,
        "statements": len(record.statements) if record else None,
        "issues": [{"stage": issue.stage, "code": issue.code, "message": issue.message} for issue in outcome.issues],
    }
