"""Store -> link -> store: who is who, brought up to date with what is stored. May import link, store and record.

Only what hangs together with new, changed or vanished articles, or with new decisions, is linked again; the result is that of
linking everything from nothing. A kill loses at most the round at hand, and the next call goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from onrecord import link
from onrecord.errors import InputError
from onrecord.link import Rulings
from onrecord.record.identity import Anchor, Decision, Ruling, WikidataItem
from onrecord.record.ids import decision_id
from onrecord.store import EntitySummary, Identities, Store

ROUND = 500  # articles linked in one transaction


def relink(store: Store, *, from_nothing: bool = False) -> int:
    """Link what waits to be linked; how many articles that were. Raises StoreError where the database refuses."""
    done = 0
    with store.identities() as identities:
        if from_nothing:
            with identities.writing():
                identities.forget_all()
        while True:
            with identities.writing():
                waiting = identities.unlinked(ROUND)
                if not waiting:
                    return done
                _link_round(identities, waiting)
            done += len(waiting)


def merge(store: Store, ids: Sequence[str], by: str, note: str | None = None) -> Decision:
    """Have several linked entities be one from now on, as they are now. `ids` name them by any of their appearances, or by a
    statement that one made. Raises InputError where an id names none, or all name the same."""
    entities = {known.entity.id: known.entity for known in (_known(store, id_) for id_ in ids)}
    if len(entities) < 2:
        raise InputError("These are one already; name two that are not.")
    appearances = (one.entity for entity in entities.values() for one in entity.links)
    return _decide(store, Ruling.SAME, by, note, these=appearances)


def split(store: Store, ids: Sequence[str], by: str, note: str | None = None) -> Decision:
    """Have these appearances (each named by its id, or by a statement that it made) be somebody else than the rest of their
    linked entity. Raises InputError where an id names none, where they are of several, or where there is no rest."""
    entities = {known.entity.id: known.entity for known in (_known(store, id_) for id_ in ids)}
    if len(entities) > 1:
        raise InputError("These are not one to begin with; name appearances of one entity.")
    apart = {_appearance(store, id_) for id_ in ids}
    rest = {one.entity for entity in entities.values() for one in entity.links} - apart
    if not rest:
        raise InputError("These are all of its appearances; name those that are somebody else (`onrecord link why` lists them).")
    return _decide(store, Ruling.DIFFERENT, by, note, these=apart, those=rest)


def undo(store: Store, decision: str, by: str, note: str | None = None) -> Decision:
    """Have a decision count no longer; it stays on record. Raises InputError where there is none of this id."""
    if decision not in {one.id for one in store.view.decisions()}:
        raise InputError(f'There is no decision "{decision}"; `onrecord link decisions` lists them.')
    return _decide(store, Ruling.UNDO, by, note, undoes=decision)


def use_wikidata(store: Store, lines: Iterable[bytes]) -> int:
    """Match linked entities with a list of items, JSON Lines, in place of the list before; how many items it has.

    Raises InputError where a line is not as docs/linking.md says; the list before stays then.
    """
    with store.identities() as identities, identities.writing():
        count = identities.replace_items((item, link.item_keys(item)) for item in _items(lines))
    relink(store)
    return count


def _decide(
    store: Store,
    verdict: Ruling,
    by: str,
    note: str | None,
    *,
    these: Iterable[str] = (),
    those: Iterable[str] = (),
    undoes: str | None = None,
) -> Decision:
    """Append a decision, signed and dated, and link again what it concerns."""
    by, note = " ".join(by.split()), note and " ".join(note.split())
    if not by:
        raise InputError("A decision needs the name of who made it.")
    at = datetime.now(UTC).isoformat()
    with store.identities() as identities, identities.writing():
        here, there = (_anchors(identities, side) for side in (these, those))
        decision = Decision("", verdict, by, at, note, here, there, undoes)
        decision = replace(decision, id=id_of(decision))
        identities.add_decision(decision)
    relink(store)
    return decision


def id_of(decision: Decision) -> str:
    """The id that belongs to what a decision says, so that a decision that was altered gives itself away."""
    anchors = (*decision.these, *decision.those)
    held = (part for anchor in anchors for part in (anchor.article, anchor.entity, anchor.name, str(anchor.type)))
    return decision_id(
        decision.verdict, decision.by, decision.at, decision.note, decision.undoes, str(len(decision.these)), *held
    )


def _anchors(identities: Identities, entity_ids: Iterable[str]) -> tuple[Anchor, ...]:
    found = identities.appearances(identities.places_of(entity_ids))
    return tuple(sorted((link.anchor_of(one) for _, one in found), key=lambda anchor: (anchor.article, anchor.entity)))


def _known(store: Store, id_: str) -> EntitySummary:
    known = store.view.entity(_appearance(store, id_))
    if known is None:
        raise InputError(f'There is no entity "{id_}"; `onrecord who` shows their ids.')
    return known


def _appearance(store: Store, id_: str) -> str:
    """The appearance that an id names: its own, or that of a statement that it made."""
    return store.view.speaker_of(id_) or id_


def _link_round(identities: Identities, waiting: list[int]) -> None:
    shared, places = identities.forget(waiting)
    places |= identities.appear(waiting, link.keys)
    rulings = rulings_of(identities)
    places = component(identities, places, shared, rulings)
    found = identities.appearances(places)
    items = identities.items(identities.keys_of(places)) if identities.has_items() else None
    identities.save(found, link.link((one for _, one in found), rulings, items), waiting)


def rulings_of(identities: Identities) -> Rulings:
    """What people decided, applied to what is stored."""
    decisions = identities.decisions()
    anchored = {anchor.article for one in link.in_force(decisions) for anchor in (*one.these, *one.those)}
    return Rulings(identities.appearances_in(anchored), decisions)


def component(identities: Identities, places: set[tuple[int, str]], keys: set[str], rulings: Rulings) -> set[tuple[int, str]]:
    """All appearances that hang together with these by a key or a decision."""
    new, met = places | identities.having(keys), set()
    met_keys = set(keys)
    while new:
        met |= new
        new_keys = identities.keys_of(new) - met_keys
        met_keys |= new_keys
        partners = rulings.partners(entity for _, entity in new)
        new = (identities.having(new_keys) | identities.places_of(partners)) - met
    return met


def _items(lines: Iterable[bytes]) -> Iterator[WikidataItem]:
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        item = _item(line, number)
        if item.id in seen:
            raise InputError(f"line {number}: the id {item.id!a:.40} stands in the list twice")
        seen.add(item.id)
        yield item


def _item(line: bytes, number: int) -> WikidataItem:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise InputError(f"line {number} is no JSON") from None
    if not isinstance(data, dict) or not all(isinstance(data.get(name), str) and data[name].strip() for name in ("id", "name")):
        raise InputError(f'line {number}: "id" and "name" must be there, and be texts')
    lists = {name: data.get(name) or [] for name in ("aliases", "roles")}
    dates = {name: data.get(name) for name in ("born", "died")}
    if not all(isinstance(listed, list) and all(isinstance(one, str) for one in listed) for listed in lists.values()):
        raise InputError(f'line {number}: "aliases" and "roles" must be lists of texts')
    if not all(value is None or isinstance(value, str) for value in dates.values()):
        raise InputError(f'line {number}: "born" and "died" must be texts, as "1952-10-07"')
    return WikidataItem(data["id"], data["name"], tuple(lists["aliases"]), tuple(lists["roles"]), dates["born"], dates["died"])
