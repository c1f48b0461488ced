"""`onrecord copy`: one database into another, as from a file to PostgreSQL."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich import progress as shown
from rich.table import Table

from onrecord.cli import INTERRUPTED
from onrecord.cli.options import AsJson
from onrecord.cli.terminal import complain, messages, output, print_json


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The database to copy: a file, or postgresql://user@host/name.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="An empty database, or a file that does not exist yet.")],
    as_json: AsJson = False,
) -> None:
    """Copy a database: everything in it, old versions, pages, decisions and reviews too, row by row.

    The copy is held against its source in the end. One that was stopped is not used for anything else; the same command again
    finishes it.
    """
    from onrecord.store.database.copying import Step, copy_store

    columns = (shown.TextColumn("{task.description}"), shown.BarColumn(), shown.MofNCompleteColumn(), shown.TimeRemainingColumn())
    with shown.Progress(*columns, console=messages(), transient=True, disable=not sys.stderr.isatty()) as progress:
        bars = {step: progress.add_task(step, total=None, start=False, visible=False) for step in Step}

        def show(step: Step, done: int, total: int) -> None:
            progress.start_task(bars[step])
            progress.update(bars[step], completed=done, total=total, visible=True)

        try:
            copied = copy_store(source, target, show)
        except KeyboardInterrupt:
            complain("Stopped. The same command goes on from here.")
            raise typer.Exit(INTERRUPTED) from None
    if as_json:
        for one in copied:
            print_json({"table": one.table, "rows": one.rows})
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("copied")
    table.add_column("rows", justify="right")
    for one in copied:
        if one.rows:
            table.add_row(one.table, str(one.rows))
    output().print(table)
