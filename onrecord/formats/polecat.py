"""Events in the shape of POLECAT: tab-separated, a row an event, under POLECAT's headings. Imports record.

Which events are written is as in `plover`. Several of a kind (actors, contexts, sectors) share a cell, parted by ";". Of the
columns of POLECAT, the codes of the Correlates of War, Wikipedia and districts stay empty; one follows its last, "CAMEO Root".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

from onrecord.formats.plover import counted, days
from onrecord.formats.table import harmless
from onrecord.record import SHOWN_FROM, Entity, EntityType, Event, Location, Record, Status, plover

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_OF_A_PARTY = ("{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw", "Wikipedia {} ID")
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(name.format("Actor") for name in _OF_A_PARTY),
    *(name.format("Recipient") for name in _OF_A_PARTY),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"),
    *("Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language"),
    *("Version", "CAMEO Root"),
)


def lines(
    records: Iterable[Record], *, asserted: bool = False, statuses: Sequence[Status] = (), least: float = SHOWN_FROM
) -> Iterator[str]:
    """A heading, then the events. A cell that a spreadsheet would run is given an apostrophe."""
    yield _line(COLUMNS)
    made_by = f"onrecord {version('onrecord')}"
    for record in records:
        entities = {entity.id: entity for entity in record.entities}
        for event in counted(record, asserted=asserted, statuses=statuses, least=least):
            yield _line([*_cells(record, event, entities), made_by, plover.cameo_root(event.type, event.mode)])


def _cells(record: Record, event: Event, entities: dict[str, Entity]) -> Iterator[str]:
    article, (first, _) = record.article, days(record, event) or ("", "")
    yield from (event.id, first, event.type, event.mode or "")
    yield "" if event.score is None else str(event.score)
    yield plover.QUADS[plover.quad(event.type)].upper()
    yield ";".join(event.contexts)
    for parties in (event.actors, event.recipients):
        yield from _party_cells([entities[party] for party in parties])
    yield from _place_cells(entities[event.place] if event.place else None)
    yield article.publisher or ""
    yield (article.published or "")[:10]
    for type_ in (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE):
        yield _joined(entity.name for entity in record.entities if entity.type is type_)
    yield article.language or ""


def _party_cells(parties: list[Entity]) -> Iterator[str]:
    sectors = [party.sector for party in parties if party.sector]
    yield _joined(party.name for party in parties)
    yield _joined(party.country or "" for party in parties)
    yield ""
    yield sectors[0] if sectors else ""
    yield _joined(party.sector or "" for party in parties)
    yield _joined(party.roles[0].text if party.roles else "" for party in parties)
    yield _joined(party.name for party in parties)
    yield ""


def _place_cells(place: Entity | None) -> Iterator[str]:
    where: Location | None = place.location if place else None
    yield where.name if where else ""
    yield where.name if where and where.kind == "city" else ""
    yield ""
    yield where.name if where and where.kind == "region" else ""
    yield where.country if where else ""
    yield str(where.latitude) if where else ""
    yield str(where.longitude) if where else ""
    yield (where.geonames or "") if where else ""
    yield place.name if place else ""
    yield where.kind if where else ""


def _joined(values: Iterable[str]) -> str:
    """One after the other, and empty where all are: a blank place says that the one in it is unknown."""
    found = [value.replace(";", ",") for value in values]
    return ";".join(found) if any(found) else ""


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    shown = (cell if _NUMBER.fullmatch(cell) else harmless(" ".join(cell.split())) for cell in cells)
    csv.writer(line, dialect="excel-tab", lineterminator="\n").writerow(shown)
    return line.getvalue()
