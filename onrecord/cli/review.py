"""`onrecord review`: accept, reject or fix what was read, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.hits import review_words
from onrecord.cli.options import AsJson, By, Database, Note
from onrecord.cli.terminal import output, print_line, safe_line
from onrecord.errors import InputError
from onrecord.record import Kind, Polarity, Speaker, SpeakerType
from onrecord.record.review import Reading, Review, reading_of

if TYPE_CHECKING:
    from onrecord.store import Hit

review = typer.Typer(name="review", no_args_is_help=True, rich_markup_mode=None)

Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Statements (s-…).", show_default=False)]
Words = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WORDS", help='Words of the article, "120-134" or "[120-134] words"; again for more.', show_default=False
    ),
]


@review.callback()
def _review() -> None:
    """Say of statements whether they were read rightly, or how they are to be read.

    What people say stands beside the machine's reading, under their name, and can be undone (docs/reviews.md).
    """


@review.command()
def accept(ids: Ids, by: By, note: Note = None, db: Database = "", as_json: AsJson = False) -> None:
    """Say that statements were read rightly."""
    from onrecord import reviewing
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        _tell((reviewing.accept(store, id_, by, note) for id_ in ids), as_json=as_json)


@review.command()
def reject(ids: Ids, by: By, note: Note = None, db: Database = "", as_json: AsJson = False) -> None:
    """Say that these are no statements."""
    from onrecord import reviewing
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        _tell((reviewing.reject(store, id_, by, note) for id_ in ids), as_json=as_json)


@review.command()
def fix(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A statement (s-…).", show_default=False)],
    by: By,
    source: Words = None,
    cue: Words = None,
    content: Words = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who said it.", show_default=False)] = None,
    speaker_type: Annotated[SpeakerType, typer.Option(help="What the speaker is.")] = SpeakerType.PERSON,
    unknown: Annotated[bool, typer.Option("--unknown", help="Who said it is not known.")] = False,
    kind: Annotated[Kind | None, typer.Option(help="How it is quoted.", show_default=False)] = None,
    polarity: Annotated[Polarity | None, typer.Option(help="What the speaker does with it.", show_default=False)] = None,
    note: Note = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Say how a statement is to be read; what is not given stays as it was read.

    --source, --cue and --content take words as they stand in the article, or their place in characters. An empty one ("") says
    that there are none.
    """
    from onrecord import reviewing
    from onrecord.store import open_store

    if unknown and speaker is not None:
        raise InputError("--unknown and --speaker are two answers: give one.")
    with open_store(db, create=False) as store:
        hit = store.view.statement(id_)
        if hit is None:
            raise InputError(f'There is no statement "{id_}"; `onrecord find` shows ids.')
        fixed = _respelled(hit, source, cue, content)
        if unknown or speaker is not None:
            fixed = replace(fixed, speaker=None if unknown else Speaker(speaker, speaker_type))
        fixed = replace(fixed, kind=kind or fixed.kind, polarity=polarity or fixed.polarity)
        _tell([reviewing.fix(store, id_, fixed, by, note)], as_json=as_json)


@review.command()
def undo(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A review (r-…).", show_default=False)],
    by: By,
    note: Note = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Have a review count no longer. It stays on record."""
    from onrecord import reviewing
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        _tell([reviewing.undo(store, id_, by, note)], as_json=as_json)


@review.command("list")
def list_(db: Database = "", as_json: AsJson = False) -> None:
    """List all reviews, in the order in which they were added."""
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        _tell(store.reviews.all(), as_json=as_json)


def _respelled(hit: Hit, source: list[str] | None, cue: list[str] | None, content: list[str] | None) -> Reading:
    """The machine's reading with the words that are given in place of its own."""
    from onrecord.web.typed_spans import read_spans

    reading = reading_of(hit.statement)
    given = {"source": source, "cue": cue, "content": content}
    found = {
        name: read_spans("\n".join(words), hit.article.text, hit.window, f"--{name}")
        for name, words in given.items()
        if words is not None
    }
    return replace(
        reading,
        source=found.get("source", reading.source),
        cue=found.get("cue", reading.cue),
        content=found.get("content", reading.content),
    )


def _tell(reviews: Iterable[Review], *, as_json: bool) -> None:
    from onrecord.record.codec import dumps_review

    for one in reviews:
        if as_json:
            print_line(dumps_review(one))
        else:
            said = "Undone" if one.undoes else None
            words = f"{said} by {one.by}" if said else review_words(one)
            output().print(
                safe_line(f"{one.id} · {one.statement} · {words}, {one.at[:10]}{f': {one.quote}' if one.quote else ''}")
            )
