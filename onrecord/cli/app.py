"""The command `onrecord` and its parts. May import the commands."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli.add import add
from onrecord.cli.articles import articles
from onrecord.cli.check import check
from onrecord.cli.copy import copy
from onrecord.cli.events import events
from onrecord.cli.explain import explain
from onrecord.cli.export import export
from onrecord.cli.extract import extract
from onrecord.cli.feeds import feeds
from onrecord.cli.find import find
from onrecord.cli.forget import forget
from onrecord.cli.import_ import import_
from onrecord.cli.issues import issues
from onrecord.cli.key import key
from onrecord.cli.link import link
from onrecord.cli.mcp import mcp
from onrecord.cli.options import Database, Quiet, quietable
from onrecord.cli.review import review
from onrecord.cli.reviews import accuracy
from onrecord.cli.serve import serve
from onrecord.cli.settings import read_settings, settings_file
from onrecord.cli.show import show
from onrecord.cli.sign import prove, sign
from onrecord.cli.stats import stats
from onrecord.cli.terminal import be_quiet
from onrecord.cli.verify import verify
from onrecord.cli.watch import watch
from onrecord.cli.who import who

app = typer.Typer(name="onrecord", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def onrecord(
    context: typer.Context,
    db: Database = "",
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Settings. [default: $ONRECORD_CONFIG, else onrecord.toml here, else ~/.config/onrecord/onrecord.toml]",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """News text in, a checkable record out: who said what, tied to the exact characters it was read from."""
    file = settings_file(config)
    if file is not None:
        context.default_map = read_settings(file, _options(context.command))
    be_quiet(quiet)


def _options(command: Any) -> dict[str, dict[str, str]]:
    """What can be set: under "" the database, under each command's name its options, by their long names."""
    of_commands = {name: _long_options(one) for name, one in command.commands.items()}
    return {"": {"db": "db"}, **of_commands}


def _long_options(command: Any) -> dict[str, str]:
    names = ((option, parameter.name) for parameter in command.params for option in parameter.opts)
    return {option.removeprefix("--"): parameter for option, parameter in names if option.startswith("--")}


for command in (
    add,
    watch,
    feeds,
    extract,
    find,
    articles,
    events,
    who,
    show,
    explain,
    issues,
    stats,
    export,
    check,
    verify,
    sign,
    prove,
    accuracy,
    forget,
    copy,
    serve,
    mcp,
):
    app.command()(quietable(command))
app.command("import")(quietable(import_))  # a word of Python's
app.add_typer(link)
app.add_typer(review)
app.add_typer(key)
