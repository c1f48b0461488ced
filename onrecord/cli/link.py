"""`onrecord link`: who is who across articles, and what people decide about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import AsJson, By, Database, Note
from onrecord.cli.terminal import messages, output, print_json, safe_line

if TYPE_CHECKING:
    from onrecord.record.identity import Decision, LinkedEntity

link = typer.Typer(name="link", invoke_without_command=True, rich_markup_mode=None)

Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Entities (n-…) or statements (s-…).", show_default=False)]


@link.callback()
def _link(
    context: typer.Context,
    again: Annotated[bool, typer.Option("--again", help="Forget all links and make them anew; decisions stay.")] = False,
    wikidata: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Match with this list of items, in JSON Lines.", show_default=False),
    ] = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Find out who is who across articles.

    `onrecord add` does this by itself. The same person in many articles becomes one entity where name and role or country
    agree; two people of one name stay two. Every link says why (`why`), and you decide last (`merge`, `split`, `undo`).
    """
    if context.invoked_subcommand is not None:
        return
    from onrecord.relink import relink, use_wikidata
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        done = relink(store, from_nothing=again)
        if wikidata is not None:
            with wikidata.open("rb") as lines:
                items = use_wikidata(store, lines)
            messages().print(f"Matched with {_count(items, 'item')}.")
        counts = store.view.identity_counts()
    messages().print(f"Linked {_count(done, 'article')}.")
    if as_json:
        print_json(asdict(counts))
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, number in (
        ("names in articles", counts.appearances),
        ("entities", counts.entities),
        ("  in several articles", counts.linked),
        ("  with others of the name", counts.with_namesakes),
        ("  matched with Wikidata", counts.matched),
        ("decisions", counts.decisions),
    ):
        table.add_row(name, str(number))
    output().print(table)


@link.command()
def why(
    id_: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="An entity (n-…); without it, all in several articles.")
    ] = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Show the articles of an entity, and why it is one."""
    from onrecord.errors import InputError
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        if id_ is not None and store.view.entity(id_) is None:
            raise InputError(f'There is no entity "{id_}"; `onrecord who` shows their ids.')
        print_links(store.view.linked(id_), as_json=as_json)


@link.command()
def merge(ids: Ids, by: By, note: Note = None, db: Database = "", as_json: AsJson = False) -> None:
    """Decide that several entities are one."""
    from onrecord import relink
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        _tell(relink.merge(store, ids, by, note), as_json=as_json)


@link.command()
def split(ids: Ids, by: By, note: Note = None, db: Database = "", as_json: AsJson = False) -> None:
    """Decide that these appearances of an entity are somebody else than the rest of it."""
    from onrecord import relink
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        _tell(relink.split(store, ids, by, note), as_json=as_json)


@link.command()
def undo(
    decision: Annotated[str, typer.Argument(metavar="ID", help="A decision (d-…).", show_default=False)],
    by: By,
    note: Note = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Undo a decision. It stays on record, and the undoing can be undone."""
    from onrecord import relink
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        _tell(relink.undo(store, decision, by, note), as_json=as_json)


@link.command()
def decisions(db: Database = "", as_json: AsJson = False) -> None:
    """List what people decided, in the order in which they did."""
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        for decision in store.view.decisions():
            if as_json:
                print_json(asdict(decision))
                continue
            output().print(
                decision.id, decision.at[:19], safe_line(decision.by), _words(decision), safe_line(decision.note or "")
            )


def _tell(decision: Decision, *, as_json: bool) -> None:
    if as_json:
        print_json({"id": decision.id, **asdict(decision)})
        return
    output().print(f"{decision.id}: {_words(decision)}. Undo it with `onrecord link undo {decision.id}`.")


def _words(decision: Decision) -> str:
    if decision.undoes is not None:
        return f"undone: {decision.undoes}"
    these, those = (", ".join(sorted({safe_line(anchor.name) for anchor in side})) for side in (decision.these, decision.those))
    if not those:
        return f"one: {these} ({_count(len(decision.these), 'article')})"
    return f"not one: {these} ({_count(len(decision.these), 'article')}) and {those} ({_count(len(decision.those), 'article')})"


def print_links(entities: Iterable[LinkedEntity], *, as_json: bool) -> None:
    """Each entity with its articles, and why they mean the same one."""
    for one in entities:
        if as_json:
            print_json(asdict(one))
        else:
            _print(one)


def _print(entity: LinkedEntity) -> None:
    screen = output()
    screen.print(Text(safe_line(entity.name), "bold"), f"({entity.type}) {entity.id}")
    for one in entity.links:
        screen.print(f"  {one.entity} in {safe_line(one.article)}: {safe_line(one.because or 'the first')}")
    for namesake in entity.namesakes:
        screen.print(f"  not {namesake.id}: {safe_line(namesake.because)}")
    screen.print()


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
