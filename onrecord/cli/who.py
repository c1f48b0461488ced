"""`onrecord who`: what the articles know of a speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from onrecord.cli.hits import print_hit
from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import messages, output, print_json, safe_line

if TYPE_CHECKING:
    from onrecord.store import Known


def who(
    name: Annotated[list[str], typer.Argument(metavar="NAME...", help="A name, or a part of one.", show_default=False)],
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="How many statements to show of each.")] = 3,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Show what is known of a speaker, and what they last said.

    Speakers are told apart by name and kind only: two people of one name are shown as one.
    """
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        known = store.view.who(" ".join(name))
        for speaker in known:
            if as_json:
                print_json(_as_json(speaker))
                continue
            _print(speaker)
            for hit in store.view.find(speaker=speaker.name, limit=limit) if limit else ():
                print_hit(hit)
    if not known:
        messages().print("Nobody of that name has said anything here.")


def _print(speaker: Known) -> None:
    screen = output()
    screen.print(Text(safe_line(speaker.name), "bold"), f"({speaker.type})")
    for role in speaker.roles:
        of = " · ".join(part for part in (role.country, role.sector) if part)
        screen.print(f"  {safe_line(role.text)}{f' ({of})' if of else ''}, in {_count(role.articles, 'article')}")
    days = " to ".join(sorted({day[:10] for day in (speaker.first, speaker.last) if day}))
    publishers = ", ".join(safe_line(publisher) for publisher in speaker.publishers)
    screen.print(f"  {_count(speaker.statements, 'statement')}{days and f', {days}'}{publishers and f', in {publishers}'}")
    screen.print()


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _as_json(speaker: Known) -> dict[str, Any]:
    return {
        "name": speaker.name,
        "type": speaker.type,
        "statements": speaker.statements,
        "first": speaker.first,
        "last": speaker.last,
        "publishers": speaker.publishers,
        "roles": [
            {
                "text": role.text,
                "country": role.country,
                "sector": role.sector,
                "articles": role.articles,
                "article": role.evidence.article_id,
                "span": [role.evidence.span.start, role.evidence.span.end],
            }
            for role in speaker.roles
        ],
    }
