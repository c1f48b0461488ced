"""Options that several commands share. May import errors."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Annotated, Any

import typer

from onrecord.cli.terminal import be_quiet
from onrecord.errors import InputError

DEFAULT_DATABASE = "onrecord.db"


def _database(context: typer.Context, given: str) -> str:
    """The database to use: `--db` after the command, else before it, else ONRECORD_DB, else what is set, else onrecord.db."""
    above = context.find_root()
    if context is above:  # of which nobody knows yet what is set
        return given
    before: str = above.params.get("db", "")
    settings: str = (above.default_map or {}).get("db", "")
    return given or before or os.environ.get("ONRECORD_DB", "") or settings or DEFAULT_DATABASE


Database = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="FILE",
        help="The database: a file, or postgresql://user@host/name. [default: $ONRECORD_DB, else onrecord.db]",
        show_default=False,
        callback=_database,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but what was asked for, and what went wrong.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines for programs instead of words for people.")]
By = Annotated[
    str,
    typer.Option(
        metavar="NAME", envvar="ONRECORD_BY", help="Who decides: your name. [default: $ONRECORD_BY]", show_default=False
    ),
]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="Why.", show_default=False)]


def first_day(option: str, text: str | None) -> date | None:
    """The day that an option gives, or the first of its month or year. Raises InputError where it is no date."""
    return None if text is None else _period(option, text)[0]


def last_day(option: str, text: str | None) -> date | None:
    """As `first_day`, the last."""
    return None if text is None else _period(option, text)[1]


def _period(option: str, text: str) -> tuple[date, date]:
    from onrecord.query.fields import RefusedValueError, period

    try:
        return period(option, text)
    except RefusedValueError:
        raise InputError(
            f'{option}: "{text}" is not a date; write a day as 2024-02-27, a month as 2024-02, a year as 2024.'
        ) from None


def quietable(command: Callable[..., None]) -> Callable[..., None]:
    """The command as typer reads it, with the option --quiet."""
    signature = inspect.signature(command, eval_str=True)
    option = inspect.Parameter("quiet", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Quiet)

    @wraps(command)
    def run(*, quiet: bool, **given: Any) -> None:
        if quiet:
            be_quiet(quiet)
        command(**given)

    parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in signature.parameters.values()]
    vars(run)["__signature__"] = inspect.Signature([*parameters, option])
    run.__annotations__ = {one.name: one.annotation for one in [*parameters, option]}
    return run


def processes() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
