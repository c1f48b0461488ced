"""Which appearances are one: the linking itself, a pure function of what is stored. Imports record and the rest of link.

The result depends on the set of appearances, decisions and list items only, never on their order. Appearances that share no key
(`names.keys`) and no decision, not even by way of others, have nothing to do with each other: each such component can be linked
by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.link.components import components
from onrecord.link.decisions import Rulings
from onrecord.link.evidence import KINDS, in_words
from onrecord.link.joining import Joining
from onrecord.link.names import keys
from onrecord.link.units import Cluster, Unit, units_of, usual_name
from onrecord.link.wikidata import match
from onrecord.record.identity import Appearance, Link, LinkedEntity, Namesake, Rule, WikidataItem


def link(
    appearances: Iterable[Appearance], rulings: Rulings | None = None, items: Sequence[WikidataItem] | None = None
) -> tuple[LinkedEntity, ...]:
    """Every appearance in exactly one linked entity, sorted by id. `rulings` are those of all stored appearances; `items` is the
    user's list, None where there is none."""
    listed = sorted(appearances, key=lambda one: one.id)
    rulings = rulings or Rulings((), ())
    marks = {one.id: keys(one.entity) | ({rulings.group(one.id)} if rulings.decided(one.id) else set()) for one in listed}
    by_id = {one.id: one for one in listed}
    linked: list[LinkedEntity] = []
    for component in components(marks):
        joining = Joining(units_of([by_id[id_] for id_ in component], rulings), rulings.said)
        clusters, namesakes = joining.clusters(), joining.namesakes()
        linked += [_linked(cluster, rulings, namesakes.get(cluster.id, ()), items) for cluster in clusters]
    return tuple(sorted(linked, key=lambda one: one.id))


def _linked(
    cluster: Cluster, rulings: Rulings, namesakes: tuple[Namesake, ...], items: Sequence[WikidataItem] | None
) -> LinkedEntity:
    item, because = (None, None) if items is None else match(cluster, items)
    type_ = min(cluster.appearances(), key=lambda one: one.id).entity.type
    links = tuple(sorted(_links(cluster, rulings), key=lambda one: one.entity))
    return LinkedEntity(cluster.id, usual_name(cluster.appearances()), type_, links, namesakes, item, because)


def _links(cluster: Cluster, rulings: Rulings) -> Iterator[Link]:
    for unit in cluster.units:
        first, *others = unit.appearances
        yield Link(first.article, first.id, *cluster.reasons.get(unit.id, (None, None)))
        rule, because = _within(unit)
        for one in others:
            if unit.decided:
                rule, because = Rule.DECISION, rulings.why(one.id) or because
            yield Link(one.article, one.id, rule, because)


def _within(unit: Unit) -> tuple[Rule, str]:
    """Why appearances that look the same to the rules are taken for one."""
    for rule in KINDS:
        if values := unit.evidence.values(rule):
            return rule, f"the same name, and {in_words(rule, min(values))}"
    return Rule.NAME, "the same name, and nothing tells them apart"
