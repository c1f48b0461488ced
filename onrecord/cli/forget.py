"""`onrecord forget`: an article out of the database, with all that was read from it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import REFUSED
from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import messages, output, print_json, safe_line
from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.store import Forgotten


def forget(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Articles (`onrecord articles` shows ids).", show_default=False)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be deleted.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Delete articles: every version, with statements, events, names, issues and pages, for good.

    The ledger keeps that their addresses were forgotten, so that no watched feed brings them back; naming one to `onrecord add`
    does. Reviews and decisions are never deleted, and stay. A manifest that was signed before names what is gone.
    """
    from onrecord import forgetting
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        there = [forgetting.held(store, id_) for id_ in dict.fromkeys(ids)]
        if not (dry_run or yes):
            _ask(there)
        for article in there:
            _tell(article if dry_run else forgetting.forget(store, article.id), as_json=as_json)
    if dry_run:
        messages().print("Nothing was deleted.")


def _ask(there: list[Forgotten]) -> None:
    if not sys.stdin.isatty():
        raise InputError("What is forgotten is gone for good: give --yes, or --dry-run to see what it would be.")
    for article in there:
        _tell(article, as_json=False)
    if not typer.confirm("Delete this for good?", err=True):
        raise typer.Exit(REFUSED)


def _tell(article: Forgotten, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(article))
        return
    counts = ((article.versions, "version"), (article.statements, "statement"), (article.pages, "page"))
    told = ", ".join(f"{number} {thing}{'' if number == 1 else 's'}" for number, thing in counts)
    output().print(f"{article.id} · {safe_line(article.title or '(no title)')} · {told}")
