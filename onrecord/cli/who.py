"""`onrecord who`: who somebody is across articles, by which roles, and what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from onrecord.cli.hits import print_hit
from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import messages, output, print_json, safe_line

if TYPE_CHECKING:
    from onrecord.record.identity import Namesake
    from onrecord.store import EntitySummary, Evidence, RoleOverTime, SpeakerSummary, View


def who(
    name: Annotated[list[str], typer.Argument(metavar="NAME...", help="A name, or a part of one.", show_default=False)],
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="How many statements to show of each.")] = 3,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Show who somebody is: roles over time with the words that give them, and what they last said.

    The same person in several articles is one where name and role or country agree; another person of the name is shown as
    another. `onrecord link why ID` says why, and `onrecord link merge` and `split` put right what is wrong.
    """
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        view, asked = store.view, " ".join(name)
        known = view.entities(asked)
        speaking = [one for one in known if one.statements] or known
        others = _not_linked(view, asked, known)
        waiting = view.identity_counts().unlinked
        if as_json:
            for one in known:
                print_json(_as_json(one))
            for speaker in others:
                print_json(_speaker_as_json(speaker))
        else:
            for one in speaking:
                _print(view, one)
                for hit in view.find(entity=one.entity.id, limit=limit) if limit else ():
                    print_hit(hit)
            for speaker in others:
                _print_speaker(speaker)
            _print_mentioned([one for one in known if one not in speaking])
    if waiting:
        messages().print(f"{_count(waiting, 'article')} not linked yet: run `onrecord link`.")
    if not known and not others:
        messages().print("Nobody of that name has said anything here.")


def _not_linked(view: View, name: str, known: tuple[EntitySummary, ...]) -> list[SpeakerSummary]:
    """Speakers of the name who are no entity of an article, like two who speak together."""
    names = {one.entity.name for one in known} | {form for one in known for form in one.forms}
    return [speaker for speaker in view.who(name) if speaker.name not in names]


def _print(view: View, known: EntitySummary) -> None:
    screen, entity = output(), known.entity
    screen.print(Text(safe_line(entity.name), "bold"), f"({entity.type})", Text(entity.id, "dim"))
    for role in known.roles:
        _print_role(role)
    others = [safe_line(form) for form in known.forms if form != entity.name]
    if others:
        screen.print(f"  also called {', '.join(others)}")
    days = " to ".join(sorted({day for day in (known.first, known.last) if day}))
    publishers = ", ".join(safe_line(publisher) for publisher in known.publishers)
    told = f"{_count(known.statements, 'statement')}{days and f', {days}'}{publishers and f', in {publishers}'}"
    screen.print(f"  {told}; named in {_count(known.articles, 'article')}")
    if entity.wikidata is not None:
        screen.print(f"  Wikidata {safe_line(entity.wikidata)}: {safe_line(entity.wikidata_because or '')}")
    for namesake in entity.namesakes:
        _print_namesake(view, namesake)
    screen.print()


def _print_role(role: RoleOverTime) -> None:
    of = " · ".join(part for part in (role.country, role.sector) if part)
    days = " to ".join(sorted({day for day in (role.first, role.last) if day}))
    words = f"  {safe_line(role.text)}{f' ({of})' if of else ''}{days and f', {days}'}"
    output().print(f"{words}, in {_count(len(role.evidence), 'article')}")
    first, *more = role.evidence
    for evidence in (first, *more[-1:]):
        output().print(Text(f"    {safe_line(_where(evidence))}: “{safe_line(evidence.text)}”", "dim"))


def _where(evidence: Evidence) -> str:
    day = (evidence.published or "")[:10]
    return " ".join(part for part in (day, evidence.article_id, f"{evidence.span.start}-{evidence.span.end}") if part)


def _print_namesake(view: View, namesake: Namesake) -> None:
    other = view.entity(namesake.id)
    if other is not None:
        roles = ", ".join(safe_line(role.text) for role in other.roles[:2])
        called = f"{safe_line(other.entity.name)}{roles and f', {roles}'}"
        output().print(f"  another of this name: {called} ({namesake.id}): {safe_line(namesake.because)}")


def _print_speaker(speaker: SpeakerSummary) -> None:
    output().print(
        Text(safe_line(speaker.name), "bold"), f"({speaker.type}), not linked: {_count(speaker.statements, 'statement')}"
    )


def _print_mentioned(known: list[EntitySummary]) -> None:
    """Who has said nothing, a line each."""
    if known:
        output().print("Named, without a statement:")
    for one in known:
        roles = ", ".join(safe_line(role.text) for role in one.roles[:2])
        called = f"{safe_line(one.entity.name)} ({one.entity.type}){roles and f', {roles}'}"
        output().print(f"  {called}, in {_count(one.articles, 'article')}", Text(one.entity.id, "dim"))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _as_json(known: EntitySummary) -> dict[str, Any]:
    entity = known.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "forms": known.forms,
        "articles": known.articles,
        "statements": known.statements,
        "first": known.first,
        "last": known.last,
        "publishers": known.publishers,
        "roles": [
            {
                "text": role.text,
                "country": role.country,
                "sector": role.sector,
                "first": role.first,
                "last": role.last,
                "evidence": [
                    {
                        "article": evidence.article_id,
                        "published": evidence.published,
                        "span": [evidence.span.start, evidence.span.end],
                        "text": evidence.text,
                    }
                    for evidence in role.evidence
                ],
            }
            for role in known.roles
        ],
        "links": [
            {"article": link.article, "entity": link.entity, "rule": link.rule, "because": link.because} for link in entity.links
        ],
        "namesakes": [{"id": namesake.id, "because": namesake.because} for namesake in entity.namesakes],
        "wikidata": entity.wikidata,
        "wikidata_because": entity.wikidata_because,
    }


def _speaker_as_json(speaker: SpeakerSummary) -> dict[str, Any]:
    """As `_as_json`, for a name that is not linked."""
    return {
        "id": None,
        "name": speaker.name,
        "type": speaker.type,
        "statements": speaker.statements,
        "first": speaker.first,
        "last": speaker.last,
        "publishers": speaker.publishers,
    }
