"""Options that choose events, for the commands that show and export them. May import errors, record and the store."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.errors import InputError
from onrecord.record import SHOWN_FROM, Status, plover

if TYPE_CHECKING:
    from onrecord.store import EventQuery

_TYPE = typer.Option("--type", metavar="TYPE", help="PLOVER's type (ASSAULT); may be given again.")
_QUAD = typer.Option("--quad", min=1, max=4, help="Verbal (1) or material (2) cooperation, verbal (3) or material (4) conflict.")
_ACTOR = typer.Option(metavar="NAME", help="Who did it: a name, a part of one, or a country's code.")
_STATUS = typer.Option("--status", help="Whether it took place; may be given again.")
_ALL = typer.Option("--all", help="Events that are less certain, too: most of these are wrong in something.")


@dataclass(frozen=True, slots=True)
class EventOptions:
    """What each of the options says. `takes_event_options` gives them to a command."""

    types: Annotated[list[str] | None, _TYPE] = None
    quads: Annotated[list[int] | None, _QUAD] = None
    actor: Annotated[str | None, _ACTOR] = None
    recipient: Annotated[str | None, typer.Option(metavar="NAME", help="To whom.")] = None
    country: Annotated[str | None, typer.Option(metavar="CODE", help="The country of any of them: a code (UKR) or a name.")] = (
        None
    )
    dyad: Annotated[str | None, typer.Option(metavar="A,B", help="What A did to B: names or codes.")] = None
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Where: a place, or a country's code.")] = None
    statuses: Annotated[list[Status] | None, _STATUS] = None
    every: Annotated[bool, _ALL] = False

    def given(self) -> bool:
        """Whether any of them was given."""
        return any(astuple(self))

    def least(self) -> float:
        """The confidence that the events must have."""
        return 0.0 if self.every else SHOWN_FROM

    def query(self, after: date | None, before: date | None, *, occurred: bool = False, asserted: bool = False) -> EventQuery:
        """What they ask for. Raises InputError where a type or a dyad is none."""
        from onrecord.store import EventQuery

        return EventQuery(
            types=tuple(map(_type, self.types or ())),
            quads=tuple(self.quads or ()),
            statuses=tuple(self.statuses or ()),
            actor=self.actor,
            recipient=self.recipient,
            dyad=None if self.dyad is None else _dyad(self.dyad),
            country=None if self.country is None else _country(self.country),
            place=self.place,
            after=after,
            before=before,
            occurred=occurred,
            asserted=asserted,
            min_confidence=self.least(),
        )


def takes_event_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command as typer reads it: with the options in the place of its parameter `chosen`, an EventOptions."""
    options = inspect.signature(EventOptions, eval_str=True).parameters
    parameters = []
    for name, parameter in inspect.signature(command, eval_str=True).parameters.items():
        parameters += [one.replace(kind=parameter.kind) for one in options.values()] if name == "chosen" else [parameter]

    @wraps(command)
    def run(**given: Any) -> None:
        command(chosen=EventOptions(**{name: given.pop(name) for name in options}), **given)

    vars(run)["__signature__"] = inspect.Signature(parameters)
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _type(given: str) -> str:
    if given.upper() not in plover.TYPES:
        raise InputError(f'--type: "{given}" is no type of PLOVER; these are {", ".join(plover.TYPES)}.')
    return given.upper()


def _country(given: str) -> str:
    """The code of a country, or of those who belong to none, by the code itself or by a name."""
    from onrecord.extract.places.countries import country_named, is_code

    code = given.upper()
    if is_code(code) or code in plover.NON_STATE:
        return code
    named = country_named(given)
    if named is None:
        raise InputError(f'--country: "{given}" is no country that is known; write its code of three letters, as FRA for France.')
    return named


def _dyad(given: str) -> tuple[str, str]:
    first, comma, second = given.partition(",")
    if not (comma and first.strip() and second.strip()):
        raise InputError(f'--dyad: "{given}" is no pair; write who acts and upon whom, as RUS,UKR.')
    return first.strip(), second.strip()
