"""Store -> link -> store: who is who, brought up to date with what is stored. May import link, store and record.

Only what hangs together with new, changed or vanished articles, or with new decisions, is linked again; the result is that of
linking everything from nothing. A kill loses at most the round at hand, and the next call goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from onrecord import link
from onrecord.errors import InputError
from onrecord.link import Rulings
from onrecord.record.identity import Anchor, Appearance, Decision, Verdict, WikidataItem
from onrecord.record.ids import decision_id
from onrecord.store import Identities, Store

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


def decide(
    store: Store,
    verdict: Verdict,
    by: str,
    *,
    these: Iterable[Appearance] = (),
    those: Iterable[Appearance] = (),
    undoes: str | None = None,
    note: str | None = None,
) -> Decision:
    """Append what a person decided, signed and dated, and link again what it concerns.

    Raises InputError where nobody signs, or `undoes` names no decision.
    """
    by = " ".join(by.split())
    if not by:
        raise InputError("a decision needs the name of who made it")
    at = datetime.now(UTC).isoformat()
    here, there = (tuple(sorted(map(link.anchor_of, side), key=_order)) for side in (these, those))
    entities = (anchor.entity for anchor in (*here, *there))
    id_ = decision_id(verdict, by, at, note, undoes, str(len(here)), *entities)
    decision = Decision(id_, verdict, by, at, note, here, there, undoes)
    with store.identities() as identities, identities.writing():
        if undoes is not None and undoes not in {one.id for one in identities.decisions()}:
            raise InputError(f'there is no decision "{undoes}"; `onrecord link decisions` lists them')
        identities.add_decision(decision)
    relink(store)
    return decision


def use_wikidata(store: Store, lines: Iterable[bytes]) -> int:
    """Match linked entities with a list of items, JSON Lines, in place of the list before; how many items it has.

    Raises InputError where a line is not as docs/linking.md says; the list before stays then.
    """
    with store.identities() as identities, identities.writing():
        count = identities.replace_items((item, link.item_keys(item)) for item in _items(lines))
    relink(store)
    return count


def _link_round(identities: Identities, waiting: list[int]) -> None:
    shared, places = identities.forget(waiting)
    places |= identities.appear(waiting, link.keys)
    decisions = identities.decisions()
    anchored = {anchor.article for one in link.in_force(decisions) for anchor in (*one.these, *one.those)}
    rulings = Rulings(identities.appearances_in(anchored), decisions)
    places = _circle(identities, places, shared, rulings)
    found = identities.appearances(places)
    items = identities.items(identities.keys_of(places)) if identities.has_items() else None
    identities.save(found, link.link((one for _, one in found), rulings, items), waiting)


def _circle(identities: Identities, places: set[tuple[int, str]], keys: set[str], rulings: Rulings) -> set[tuple[int, str]]:
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


def _order(anchor: Anchor) -> tuple[str, str]:
    return anchor.article, anchor.entity
