"""Proves who is who: links against what linking makes of the stored entities, decisions and items. May import link and store.

Articles that wait to be linked, and what hangs together with them, are passed by: linking will make that anew. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from onrecord import link
from onrecord.errors import StoreError
from onrecord.relink import ROUND, component, id_of, rulings_of
from onrecord.store import Difference, Identities, Store
from onrecord.store.answers.link_rows import IDENTITIES, LinkRows, Row
from onrecord.store.writing.identities import Place, entity_row, link_row, namesake_rows


def link_differences(store: Store) -> Iterator[Difference]:
    """Every difference of links, their keys, linked entities, namesakes, decisions and items.

    Memory grows with the number of names in articles. Where a row is so altered that nothing can be made of it, that is the last
    difference.
    """
    try:
        with store.link_rows() as (identities, rows):
            yield from _decision_differences(identities)
            yield from _item_differences(identities, rows)
            yield from _Proof(identities, rows).differences()
    except (StoreError, ValueError, KeyError, TypeError) as error:
        yield Difference(
            "link", "links", f"the rest could not be proved, the rows they are made from were altered: {error!s:.200}"
        )


def _decision_differences(identities: Identities) -> Iterator[Difference]:
    """Decisions whose id is not that of what they say."""
    for one in identities.decisions():
        if one.id != id_of(one):
            yield Difference(
                "decision", f"decisions row {one.id!a:.60}", "says something else than what was decided: its id differs"
            )


def _item_differences(identities: Identities, rows: LinkRows) -> Iterator[Difference]:
    """Items that are listed under another id, or other keys, than their own."""
    for id_, item in identities.all_items():
        where = f"wikidata_items row {id_!a:.60}"
        if item.id != id_:
            yield Difference("link", where, f"is the item {item.id!a:.60}")
        kept = rows.item_keys(id_)
        if kept != set(link.item_keys(item)):
            yield Difference("link", where, f"is listed under {_listed(kept)}, but its keys are {_listed(link.item_keys(item))}")


class _Proof:
    """One pass over all appearances, a round of articles at a time, as linking goes."""

    def __init__(self, identities: Identities, rows: LinkRows) -> None:
        self._identities = identities
        self._rows = rows
        self._rulings = rulings_of(identities)
        self._has_items = identities.has_items()
        self._waiting = rows.waiting()
        self._met, self._linked = self._passed_by()  # appearances and linked entities that need no further look

    def differences(self) -> Iterator[Difference]:
        for keys in _rounds(key for key in self._rows.current_articles() if key not in self._waiting):
            places = self._rows.entities_of(keys)
            yield from self._key_differences(keys, places)
            yield from self._component_differences(places - self._met)
        yield from self._rows_of_nothing()

    def _passed_by(self) -> tuple[set[Place], set[str]]:
        """What hangs together with the articles that wait, by their keys of then and of now."""
        identities = self._identities
        places: set[Place] = set()
        linked: set[str] = set()
        name_keys: set[str] = set()
        for keys in _rounds(sorted(self._waiting)):
            then, linked_then = self._rows.links_of(keys)
            places |= then
            linked |= linked_then
            name_keys.update(*self._rows.keys_of(keys).values())
            new = self._rows.entities_of(keys)
            name_keys |= {name_key for _, one in identities.appearances(new) for name_key in link.keys(one.entity)}
            places |= new
        for ids in _rounds(sorted(linked)):
            places |= self._rows.linked_to(ids)
        if not places:
            return set(), set()
        places = component(identities, places, name_keys, self._rulings)
        rows_there = self._stored("links", {key for key, _ in places})
        return places, linked | {row["linked_id"] for place, row in rows_there.items() if place in places}

    def _key_differences(self, keys: tuple[int, ...], places: set[Place]) -> Iterator[Difference]:
        """Appearances that are linked by other keys than theirs."""
        kept = self._rows.keys_of(keys)
        expected = {place: set(link.keys(one.entity)) for place, one in self._identities.appearances(places)}
        for place in sorted(kept.keys() | expected.keys()):
            there, here = kept.get(place, set()), expected.get(place, set())
            if there != here:
                where = f"link_keys row {place[0]} {place[1]!a:.60}"
                yield Difference("link", where, f"is kept under {_listed(there)}, but its keys are {_listed(here)}")

    def _component_differences(self, places: set[Place]) -> Iterator[Difference]:
        """What linking makes of these appearances, and of those that hang together with them, against the rows."""
        identities = self._identities
        if not places:
            return
        places = component(identities, places, set(), self._rulings)
        found = identities.appearances(places)
        items = identities.items(identities.keys_of(places)) if self._has_items else None
        expected = link.link((one for _, one in found), self._rulings, items)
        key_of = {one.id: place[0] for place, one in found}
        names = {one.id: (one.entity.name, *one.entity.aliases) for _, one in found}
        self._met |= places
        self._linked |= {one.id for one in expected}

        rows: list[Row] = [link_row(one, appearance, key_of[appearance.entity]) for one in expected for appearance in one.links]
        yield from self._compared("links", rows, {key for key, _ in places}, places)
        ids = {one.id for one in expected}
        yield from self._compared("linked_entities", [entity_row(one, names) for one in expected], ids)
        rows = [row for one in expected for row in namesake_rows(one)]
        yield from self._compared("namesakes", rows, ids)

    def _compared(self, table: str, expected: list[Row], among: set[Any], only: set[Place] | None = None) -> Iterator[Difference]:
        """Rows whose first identifying column is `among` these (and, for links, whose place is one of `only`)."""
        stored = self._stored(table, among)
        for row in expected:
            id_ = tuple(row[name] for name in IDENTITIES[table])
            there = stored.pop(id_, None)
            if there is None:
                yield Difference("link", _where(table, id_), "linking makes it, but it is not in the table")
                continue
            for name, value in row.items():
                if there[name] != value:
                    message = f"{name} is {there[name]!a:.100} in the table, but linking gives {value!a:.100}"
                    yield Difference("link", _where(table, id_), message)
        for id_ in stored:
            if only is None or id_ in only:
                yield Difference("link", _where(table, id_), "is in the table, but linking does not make it")

    def _stored(self, table: str, among: set[Any]) -> dict[tuple[Any, ...], Row]:
        found: dict[tuple[Any, ...], Row] = {}
        for some in _rounds(sorted(among)):
            for row in self._rows.rows(table, some):
                found[tuple(row[name] for name in IDENTITIES[table])] = dict(row)
        return found

    def _rows_of_nothing(self) -> Iterator[Difference]:
        """Rows of appearances that are not current, or not in any article, and of linked entities that nobody is."""
        for table in ("links", "link_keys"):
            for key, id_ in self._rows.places_in(table):
                if (key, id_) not in self._met and key not in self._waiting:
                    yield Difference("link", _where(table, (key, id_)), "is in the table, but no current article has this entity")
        for table in ("linked_entities", "namesakes"):
            for id_ in self._rows.ids_in(table):
                if id_ not in self._linked:
                    yield Difference("link", _where(table, (id_,)), "is in the table, but linking makes no such entity")


def _rounds(values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    rest = iter(values)
    while some := tuple(islice(rest, ROUND)):
        yield some


def _where(table: str, id_: tuple[Any, ...]) -> str:
    return f"{table} row {' '.join(f'{part!a:.60}'.strip(chr(39)) for part in id_)}"


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"{value!a:.60}" for value in sorted(values)[:10]) or "nothing"
