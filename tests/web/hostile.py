"""An article whose every field is hostile to a page: markup, handlers, links that run, template syntax, marks that reorder."""

from __future__ import annotations

from dataclasses import replace

from onrecord.record import Entity, EntityRole, EntityType, Event, Form, Issue, Mention, Page, Record, Span, ids
from tests.formats import hostile

SCRIPT = "<script>window.broken=1</script>"
HANDLER = '"><img src=x onerror=window.broken=1>'
TEMPLATE = "{{7*7}}{% raise %}${7*7}"
REORDERED = "abc\u202ecba\u202c\u2066x\u2069"
LONG = "W" * 400


def record() -> Record:
    """A record with all of these in its title, names, roles, places, issues and words."""
    base = hostile.record()
    id_ = f"../..<b>{HANDLER}/%2e%2e?x#y.json"
    name, role = f"Ann {SCRIPT}{HANDLER}", f"head {TEMPLATE} {REORDERED}"
    first = Span(0, 3)
    mention = Mention(ids.mention_id(id_, first), first, ids.entity_id(id_, first), Form.NAME)
    entity = Entity(mention.entity, name, EntityType.PERSON, (HANDLER, LONG), (EntityRole(role, Span(0, 3), "FRA", "GOV"),))
    statements = tuple(
        replace(
            statement,
            id=ids.statement_id(id_, statement.source, statement.cue, statement.content),
            speaker=replace(statement.speaker, name=name, role=role, mention=mention.id),
        )
        for statement in base.statements
        if statement.speaker
    )
    article = replace(
        base.article,
        id=id_,
        title=f"{SCRIPT}{TEMPLATE}{REORDERED}{LONG}",
        url="javascript:window.broken=1//https://news.example",
        publisher=f"{HANDLER}{REORDERED}",
        authors=(SCRIPT, TEMPLATE),
        page=Page("0" * 64, "text/html", f"javascript:alert(1)//{SCRIPT}"),
    )
    statements = tuple(replace(one, reply_to=statements[0].id if place else None) for place, one in enumerate(statements))
    told = (Span(0, 3),)
    claim = statements[0].id
    event = Event(ids.event_id(id_, "ASSAULT", told), "ASSAULT", told, 0.8, actors=(entity.id,), asserted_by=claim)
    return replace(
        base,
        article=article,
        statements=statements,
        mentions=(mention,),
        entities=(entity,),
        events=(event,),
        issues=(Issue("clean", f"code{HANDLER}", f"message {SCRIPT}{TEMPLATE}{REORDERED}", Span(0, 3)),),
    )
