"""Options that choose events, for the commands that show and export them. May import errors, record and the store."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import InputError
from onrecord.record import Status, plover

if TYPE_CHECKING:
    from onrecord.store import EventQuery

Types = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="PLOVER's type (ASSAULT); may be given again.")]
Quads = Annotated[
    list[int] | None,
    typer.Option("--quad", min=1, max=4, help="Verbal (1) or material (2) cooperation, verbal (3) or material (4) conflict."),
]
Actor = Annotated[str | None, typer.Option(metavar="NAME", help="Who did it: a name, a part of one, or a country's code.")]
Recipient = Annotated[str | None, typer.Option(metavar="NAME", help="To whom.")]
Country = Annotated[str | None, typer.Option(metavar="CODE", help="The country of any of them (UKR).")]
Dyad = Annotated[str | None, typer.Option(metavar="A,B", help="What A did to B: names or codes.")]
Place = Annotated[str | None, typer.Option(metavar="NAME", help="Where: a place, or a country's code.")]
Statuses = Annotated[list[Status] | None, typer.Option("--status", help="Whether it took place; may be given again.")]


def event_query(
    *,
    types: list[str] | None,
    quads: list[int] | None,
    actor: str | None,
    recipient: str | None,
    country: str | None,
    dyad: str | None,
    place: str | None,
    after: date | None,
    before: date | None,
    statuses: list[Status] | None,
    occurred: bool = False,
    asserted: bool = False,
) -> EventQuery:
    """What the options ask for. Raises InputError where a type or a dyad is none."""
    from onrecord.store import EventQuery

    return EventQuery(
        types=tuple(map(_type, types or ())),
        quads=tuple(quads or ()),
        statuses=tuple(statuses or ()),
        actor=actor,
        recipient=recipient,
        dyad=None if dyad is None else _dyad(dyad),
        country=None if country is None else country.upper(),
        place=place,
        after=after,
        before=before,
        occurred=occurred,
        asserted=asserted,
    )


def _type(given: str) -> str:
    if given.upper() not in plover.TYPES:
        raise InputError(f'--type: "{given}" is no type of PLOVER; these are {", ".join(plover.TYPES)}.')
    return given.upper()


def _dyad(given: str) -> tuple[str, str]:
    first, comma, second = given.partition(",")
    if not (comma and first.strip() and second.strip()):
        raise InputError(f'--dyad: "{given}" is no pair; write who acts and upon whom, as RUS,UKR.')
    return first.strip(), second.strip()
