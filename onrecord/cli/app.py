"""The command `onrecord` and its parts. May import the commands."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from onrecord.cli.add import add
from onrecord.cli.check import check
from onrecord.cli.copy import copy
from onrecord.cli.events import events
from onrecord.cli.export import export
from onrecord.cli.extract import extract
from onrecord.cli.feeds import feeds
from onrecord.cli.find import find
from onrecord.cli.import_ import import_
from onrecord.cli.key import key
from onrecord.cli.link import link
from onrecord.cli.mcp import mcp
from onrecord.cli.options import Database
from onrecord.cli.reviews import accuracy
from onrecord.cli.serve import serve
from onrecord.cli.show import show
from onrecord.cli.sign import prove, sign
from onrecord.cli.verify import verify
from onrecord.cli.watch import watch
from onrecord.cli.who import who

app = typer.Typer(
    name="onrecord", no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def onrecord(
    db: Database = "",
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """News text in, a checkable record out: who said what, tied to the exact characters it was read from."""


for command in (
    add,
    watch,
    feeds,
    extract,
    find,
    events,
    who,
    show,
    export,
    check,
    verify,
    sign,
    prove,
    accuracy,
    copy,
    serve,
    mcp,
):
    app.command()(command)
app.command("import")(import_)  # a word of Python's
app.add_typer(link)
app.add_typer(key)
