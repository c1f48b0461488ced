"""Events as PLOVER's JSON Lines, with its required and its optional fields. Imports record.

One event a line. What PLOVER has no field for is not written: who claims an event and whether it took place. So only those are
written that took place as the article itself reports, and, where asked for, those that somebody says took place, with `comment`
saying who. An announcement is what PLOVER codes, so AGREE and THREATEN of what is only planned took place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from onrecord.formats.json_lines import line_of
from onrecord.record import SHOWN_FROM, Entity, Event, Record, Status, plover, words_of

_ANNOUNCED = ("AGREE", "THREATEN")


def lines(
    records: Iterable[Record], *, asserted: bool = False, statuses: Sequence[Status] = (), least: float = SHOWN_FROM
) -> Iterator[str]:
    for record in records:
        entities = {entity.id: entity for entity in record.entities}
        for event in counted(record, asserted=asserted, statuses=statuses, least=least):
            yield line_of(_line(record, event, entities))


def counted(record: Record, *, asserted: bool, statuses: Sequence[Status] = (), least: float = SHOWN_FROM) -> Iterator[Event]:
    """The events of these statuses, or else those that took place, which can be dated; those that somebody claims only where
    `asserted`; and of all those with a confidence of at least `least`."""
    for event in record.events:
        took_place = event.status in (Status.OCCURRED, Status.BACKGROUND)
        announced = event.status is Status.PLANNED and event.type in _ANNOUNCED
        wanted = event.status in statuses if statuses else took_place or announced
        if wanted and event.confidence >= least and (asserted or event.asserted_by is None) and days(record, event) is not None:
            yield event


def days(record: Record, event: Event) -> tuple[str, str] | None:
    """The first and last day of an event; where the text gives none, that of publication."""
    if event.date is not None:
        return event.date.start, event.date.end
    published = record.article.published
    return (published[:10], published[:10]) if published else None


def _not_taken_place(event: Event) -> str | None:
    announced = event.status is Status.PLANNED and event.type in _ANNOUNCED
    return None if announced or event.status in (Status.OCCURRED, Status.BACKGROUND) else str(event.status)


def claim(record: Record, event: Event) -> str | None:
    """Who says so, where the article itself does not."""
    for statement in record.statements:
        if statement.id == event.asserted_by:
            named = statement.speaker and statement.speaker.name
            return f"claimed by {named or words_of(statement.source, record.article.text) or 'somebody unnamed'}"
    return None


def _line(record: Record, event: Event, entities: dict[str, Entity]) -> dict[str, Any]:
    article, (first, last) = record.article, days(record, event) or ("", "")
    place = entities[event.place] if event.place else None
    begin = article.text.rfind("\n", 0, event.trigger[0].start) + 1
    end = article.text.find("\n", event.trigger[0].end)
    line = {
        "id": event.id,
        "has_event": True,
        "date": first,
        "enddate": last if last != first else None,
        # PLOVER's sector UNK is for those whom the text does not name.
        "actor": [_party(entities[party]) for party in event.actors] or [{"sector": "UNK"}],
        "recipient": [_party(entities[party]) for party in event.recipients],
        "event": event.type,
        "event_loc": place and _place(place),
        "event_text": words_of(event.trigger, article.text),
        "quad_code": plover.quad(event.type),
        "event_scale": event.score,
        "mode": event.mode,
        "context": list(event.contexts),
        "text": article.text[begin : len(article.text) if end < 0 else end],
        "text_info": [{"sequence": number, "start": span.start, "end": span.end} for number, span in enumerate(event.trigger, 1)],
        "cite_info": _known(
            corpus="onrecord",
            citation=article.id,
            url=article.url or (article.page.location if article.page else None),
            title=article.title,
            language=article.language,
            publication=article.publisher,
        ),
        "coder": "onrecord",
        "comment": "; ".join(filter(None, (_not_taken_place(event), claim(record, event)))),
        "cameo_root": plover.cameo_root(event.type, event.mode),
    }
    return _known(**line)


def _party(entity: Entity) -> dict[str, Any]:
    office = entity.roles[0].text if entity.roles else None
    return _known(code=entity.country, sector=entity.sector, entity_text=entity.name, identifier_id=entity.id, office=office)


def _place(place: Entity) -> dict[str, Any]:
    where = place.location
    if where is None:
        return {"entity_text": place.name}
    return _known(
        entity_text=place.name,
        code=where.country,
        latitude=where.latitude,
        longitude=where.longitude,
        identifier_id=where.geonames,
        identifier_text=where.name,
    )


def _known(**fields: Any) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}
