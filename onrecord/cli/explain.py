"""`onrecord explain`: why a statement, an event or an entity says what it says."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.link import print_links
from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import output, print_json, safe_line
from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.explaining import Candidate, Explanation, Reason

_MOST_CANDIDATES = 6
_WIDTH = 12


def explain(
    identifier: Annotated[
        str,
        typer.Argument(metavar="ID", help="A statement (s-...), an event (e-...) or an entity (n-...).", show_default=False),
    ],
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Show why a statement, an event or a linked entity says what it says.

    For a speaker: the rule that settled it, who was considered, and what counted for and against each. For dates and places:
    the rule, and the words that it rests on. For an entity: why its articles mean the same one.
    """
    from onrecord.explaining import explain as explained
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        if explanation := explained(store.view, identifier):
            if as_json:
                print_json(asdict(explanation))
            else:
                _print(explanation)
        elif store.view.entity(identifier) is not None:
            print_links(store.view.linked(identifier), as_json=as_json)
        else:
            raise InputError(
                f'There is no statement, event or entity "{identifier}" here; `onrecord find`, `events` and `who` show ids.'
            )


def _print(explanation: Explanation) -> None:
    for reason in explanation.reasons:
        _print_reason(reason)
    _print_line("confidence", f"{explanation.confidence:.2f}")
    _print_line("article", explanation.article)
    if explanation.read_again:
        output().print("Another version read this article: `onrecord add` reads it again, and candidates are today's.")


def _print_line(what: str, answer: str) -> None:
    output().print(Text(f"{what:{_WIDTH}}{answer}"))


def _print_reason(reason: Reason) -> None:
    because = [f"rule {reason.rule}"] if reason.rule else []
    if reason.words is not None and reason.span is not None:
        because.append(f"“{safe_line(reason.words)}” {reason.span[0]}-{reason.span[1]}")
    _print_line(reason.what, "  ".join([safe_line(reason.answer), *because]))
    shown = reason.candidates[:_MOST_CANDIDATES]
    for candidate in shown:
        output().print(Text(_candidate_line(candidate)))
    if len(reason.candidates) > len(shown):
        output().print(Text(f"{'':{_WIDTH}}and {len(reason.candidates) - len(shown)} more; --json shows all"))


def _candidate_line(one: Candidate) -> str:
    mark = "→" if one.chosen else " "
    counted = ", ".join(f"{name} {added:+.2f}" for name, added in sorted(one.counted, key=lambda c: -abs(c[1])))
    why = f"not: {', '.join(one.vetoes)}" if one.vetoes else f"{one.score:+.2f} ({counted})" if counted else ""
    return f"{'':{_WIDTH}}{mark} {safe_line(one.name)}  {why}"
