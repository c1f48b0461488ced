"""Events in the store: found by who, what, where and when, and counted, whatever database they are in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from onrecord.errors import InputError
from onrecord.record import EntityType, Location, Record, Status
from onrecord.relink import relink
from onrecord.store import EventCount, EventQuery, EventsBy, Store, open_store, verify
from onrecord.store.answers import event_results
from tests.store.articles import coded, page_bytes, reread, said, telling

AVALAND, BORLAND = ("Avaland", "the guards shelled Borland in Marren"), ("Borland", "talks were held")


def war() -> Record:
    record = said(AVALAND, BORLAND, ("Marren", "nothing"), location="war.txt", title="War", published="2031-03-04")
    record = coded(record, Avaland=("NOR", "GOV"), Borland=("SWE", "GOV"))
    marren = replace(record.entities[2], type=EntityType.PLACE, location=Location("Marren", "city", "SWE", 1.5, 2.5, "77"))
    record = replace(record, entities=(*record.entities[:2], marren))
    record = telling(record, "shelled", "ASSAULT", ("Avaland",), ("Borland",), claimed=True, place="Marren")
    both = ("Avaland", "Borland")
    record = telling(record, "talks were held", "CONSULT", both, both, days=("2031-02-27", "2031-02-27"))
    return telling(record, "nothing", "AID", ("Avaland",), (), status=Status.PLANNED, days=("2031-02-01", "2031-03-31"))


def undated() -> Record:
    record = coded(said(("Ána Lopes", "the ferry was seized"), location="ferry.txt"), Ána_Lopes=("PRT", None))
    return telling(record, "seized", "COERCE", ("Ána Lopes",), mode="seize")


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    with open_store(location) as opened:
        with opened.writer() as writer:
            for record in (undated(), war()):
                writer.put(record, page_bytes(record))
        yield opened


def types(store: Store, **asked: object) -> list[str]:
    query = EventQuery(**asked)  # type: ignore[arg-type]
    found = [hit.event.type for hit in store.view.every_event(query)]
    assert [hit.event.type for hit in store.view.events(query).events] == found
    return found


def test_an_event_comes_with_its_words_and_what_it_refers_to(store: Store) -> None:
    hit, *_ = store.view.events(EventQuery()).events
    record = war()
    assert (hit.event, hit.article) == (record.events[0], record.article)
    assert hit.trigger == "shelled"
    assert hit.text == record.article.text.splitlines()[0]
    assert [(party.name, party.country, party.sector) for party in (*hit.actors, *hit.recipients)] == [
        ("Avaland", "NOR", "GOV"),
        ("Borland", "SWE", "GOV"),
    ]
    assert hit.place is not None
    assert hit.place.name == "Marren"
    assert hit.asserted_by == record.statements[0]
    assert store.view.event(hit.event.id) == hit
    assert store.view.event("e-0") is None


FOUND: list[tuple[dict[str, object], list[str]]] = [
    ({}, ["ASSAULT", "CONSULT", "AID", "COERCE"]),
    ({"types": ("AID", "COERCE")}, ["AID", "COERCE"]),
    ({"quads": (4,)}, ["ASSAULT", "COERCE"]),
    ({"statuses": (Status.PLANNED,)}, ["AID"]),
    ({"actor": "avaland"}, ["ASSAULT", "CONSULT", "AID"]),
    ({"actor": "ana lopes"}, ["COERCE"]),
    ({"actor": "Lop"}, []),
    ({"actor": "%"}, []),
    ({"recipient": "NOR"}, ["CONSULT"]),
    ({"country": "SWE"}, ["ASSAULT", "CONSULT"]),
    ({"dyad": ("NOR", "SWE")}, ["ASSAULT", "CONSULT"]),
    ({"dyad": ("Borland", "NOR")}, ["CONSULT"]),
    ({"dyad": ("NOR", "NOR")}, []),
    ({"place": "marren"}, ["ASSAULT"]),
    ({"place": "SWE"}, ["ASSAULT"]),
    ({"after": date(2031, 3, 1)}, ["ASSAULT"]),
    ({"before": date(2031, 3, 1)}, ["CONSULT"]),
    ({"after": date(2031, 2, 1), "before": date(2031, 3, 31)}, ["ASSAULT", "CONSULT", "AID"]),
    ({"occurred": True}, ["CONSULT", "COERCE"]),
    ({"asserted": True}, ["ASSAULT"]),
    ({"occurred": True, "asserted": True}, ["ASSAULT", "CONSULT", "COERCE"]),
]


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("many", [1, 2, event_results.MANY])  # whether events are found from names, or names looked for in events
def test_events_are_found_by_who_what_where_and_when(
    store: Store, many: int, linked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_results, "MANY", many)
    if linked:
        relink(store)
    assert [(asked, types(store, **asked)) for asked, _ in FOUND] == FOUND


def test_pages_follow_one_another(store: Store) -> None:
    found, cursor = [], None
    while True:
        page = store.view.events(EventQuery(), limit=1, cursor=cursor)
        found += [hit.event.type for hit in page.events]
        cursor = page.next
        if cursor is None:
            break
        with pytest.raises(InputError, match="another query"):
            store.view.events(EventQuery(quads=(4,)), cursor=cursor)
    assert found == ["ASSAULT", "CONSULT", "AID", "COERCE"]


def test_parties_are_found_by_who_linking_says_they_are(store: Store) -> None:
    record = said(("Lopes", "the ferry was freed"), ("Ána Lopes", "no"), id="b", published="2031-03-05")
    short, full = record.entities
    one = replace(full, aliases=("Lopes",))
    record = telling(replace(record, entities=(short, one)), "freed", "RETREAT", ("Ána Lopes",))
    with store.writer() as writer:
        writer.put(record)
    relink(store)
    (coerced,) = (hit for hit in store.view.every_event(EventQuery(types=("COERCE",))))
    known = store.view.entity(coerced.actors[0].id)
    assert known is not None
    assert types(store, entity=known.entity.id)
    assert "COERCE" in types(store, entity=known.entity.id)
    counts = {count.values[0]: count.occurred for count in store.view.event_counts(EventQuery(), [EventsBy.ACTOR])}
    assert counts[known.entity.name] >= 1


COUNTED: list[tuple[list[EventsBy], dict[tuple[str | int | None, ...], tuple[int, int, int]]]] = [
    ([EventsBy.TYPE], {("ASSAULT",): (0, 1, 0), ("CONSULT",): (1, 0, 0), ("AID",): (0, 0, 1), ("COERCE",): (1, 0, 0)}),
    ([EventsBy.QUAD], {(4,): (1, 1, 0), (1,): (1, 0, 0), (2,): (0, 0, 1)}),
    ([EventsBy.DYAD], {("NOR-SWE",): (1, 1, 0), ("SWE-NOR",): (1, 0, 0)}),
    ([EventsBy.COUNTRY], {("NOR",): (1, 1, 1), ("SWE",): (1, 1, 0), ("PRT",): (1, 0, 0)}),
    (
        [EventsBy.RECIPIENT],
        {("Borland",): (1, 1, 0), ("Avaland",): (1, 0, 0), (None,): (1, 0, 1)},
    ),
    (
        [EventsBy.DYAD, EventsBy.MONTH],
        {("NOR-SWE", "2031-02"): (1, 0, 0), ("NOR-SWE", "2031-03"): (0, 1, 0), ("SWE-NOR", "2031-02"): (1, 0, 0)},
    ),
    ([EventsBy.YEAR], {("2031",): (1, 1, 1), (None,): (1, 0, 0)}),
    ([EventsBy.MONTH], {("2031-02",): (1, 0, 0), ("2031-03",): (0, 1, 0), (None,): (1, 0, 1)}),
    ([EventsBy.STATUS, EventsBy.TYPE], {("occurred", "ASSAULT"): (0, 1, 0), ("planned", "AID"): (0, 0, 1)}),
]


def test_claims_are_counted_beside_what_took_place(store: Store) -> None:
    for by, expected in COUNTED:
        counts = store.view.event_counts(EventQuery(), by)
        found = {count.values: (count.occurred, count.claimed, count.other) for count in counts}
        assert found.items() >= expected.items(), by


def test_counts_are_narrowed_by_the_question(store: Store) -> None:
    counts = store.view.event_counts(EventQuery(occurred=True, quads=(1,)), [EventsBy.DYAD, EventsBy.YEAR])
    assert counts == (EventCount(("NOR-SWE", "2031"), 1, 0, 0), EventCount(("SWE-NOR", "2031"), 1, 0, 0))


def test_events_of_old_versions_are_left_out(store: Store) -> None:
    with store.writer() as writer:
        newer = said(("Rui Prata", "the ferry sails"), location="ferry.txt")
        writer.put(newer, page_bytes(newer))
    assert types(store, types=("COERCE",)) == []
    assert store.view.event(undated().events[0].id) is not None


def test_a_reading_without_the_event_takes_it_away(store: Store) -> None:
    record = undated()
    with store.writer() as writer:
        assert writer.put(replace(record, events=()))
    assert types(store, types=("COERCE",)) == []
    assert list(verify(store, reread)) == []


def test_a_database_made_before_events_had_tables_gets_them_filled(store: Store, location: str) -> None:
    before = list(store.view.every_event(EventQuery()))
    columns = ("country", "sector", "location", "location_kind", "location_country", "latitude", "longitude", "geonames")
    since = ("links_entity_id", "statements_reply_to", "articles_old", "articles_told", "statements_told", "articles_newest")
    with store._engine.begin() as connection:
        for change in (
            *(f"DROP VIEW {view}" for view in ("who_did_what", "statements_readable", "who_said_what")),
            "DROP INDEX statements_added",
            "ALTER TABLE statements DROP COLUMN added",
            "DROP TABLE event_parties",
            "DROP TABLE events",
            *(f"ALTER TABLE entities DROP COLUMN {column}" for column in columns),
            *(f"DROP INDEX IF EXISTS {index}" for index in since),
            "UPDATE onrecord_schema SET version_num = '0006'",
        ):
            connection.execute(text(change))
    store.close()
    with open_store(location) as opened:
        assert list(opened.view.every_event(EventQuery())) == before
        assert list(verify(opened, reread)) == []


def test_tables_have_a_view_for_people(store: Store) -> None:
    with store._engine.connect() as connection:
        rows = connection.execute(text("SELECT actors, type, recipients, asserted_by FROM who_did_what ORDER BY type")).all()
    assert ("Avaland", "ASSAULT", "Borland", "Avaland") in [tuple(row) for row in rows]
    assert len(rows) == 4
