"""Options that several commands share. May import errors."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated

import typer

from onrecord.errors import InputError

DEFAULT_DATABASE = "onrecord.db"


def _database(context: typer.Context, given: str) -> str:
    """The database to use: `--db` after the command, else before it, else ONRECORD_DB, else onrecord.db."""
    before: str = context.parent.params.get("db", "") if context.parent else ""
    return given or before or os.environ.get("ONRECORD_DB", "") or DEFAULT_DATABASE


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
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines for programs instead of words for people.")]


def day(option: str, text: str | None) -> date | None:
    """The day that an option gives. Raises InputError where it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f'{option}: "{text}" is not a date; write it as 2024-02-27.') from None


def processes() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
