"""`onrecord find`: statements that have certain words, newest first."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.hits import hits_as_json, print_hit
from onrecord.cli.options import AsJson, Database, day
from onrecord.cli.terminal import messages, print_json
from onrecord.record import Kind


def find(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="Words of the statement.", show_default=False)
    ] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who said it: a name or a part of one.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    after: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or later (2024-02-27).")] = None,
    before: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or earlier.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="How it is quoted.")] = None,
    min_confidence: Annotated[float | None, typer.Option(min=0.0, max=1.0, help="Leave out what is less certain.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 20,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Find statements, newest first.

    All of the words must stand in a statement; put a phrase in quotation marks ('"not in the interests"'). Without words,
    every statement that fits the options is shown. Each is shown in its text, with what was said between « and ».
    """
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        hits = store.view.find(
            " ".join(words or ()),
            speaker=speaker,
            publisher=publisher,
            after=day("--after", after),
            before=day("--before", before),
            kind=kind,
            min_confidence=min_confidence,
            limit=limit + 1,
        )
        if as_json:
            for line in hits_as_json(store.view, hits[:limit]):
                print_json(line)
        else:
            for hit in hits[:limit]:
                print_hit(hit)
    if not hits:
        messages().print("Nothing was found.")
    elif len(hits) > limit:
        messages().print(f"There are more than {limit}; ask for more with --limit.")
