"""Verbs that tell of an event by who or what their subject is: "missiles slammed into B", "troops entered B", "protesters
clashed with B". Imports text only.
"""

from __future__ import annotations

from onrecord.extract.events.actor_codes import sector_nouns
from onrecord.extract.events.arguments import BY, somebody
from onrecord.extract.events.chunks import Chunks
from onrecord.extract.events.clauses import Clause
from onrecord.extract.events.lexicon import forms, light, word_list
from onrecord.extract.events.nouns import for_peace
from onrecord.extract.events.results import FoundEvent
from onrecord.extract.text.layout import Layout


def by_subject(layout: Layout, chunks: Chunks, clause: Clause) -> FoundEvent | None:
    """The event, or None where the subject makes none."""
    if not clause.subjects or clause.passive:
        return None
    head = layout.lower[clause.subjects[0].head]
    if head in word_list("weapon subjects"):
        return _struck(layout, chunks, clause)
    if head in word_list("armed subjects") or head in word_list("irregulars"):
        return (
            _left(layout, clause) or _raided(layout, clause, head) or _entered(layout, clause) or _arrived(layout, chunks, clause)
        )
    if head in word_list("rioters") and layout.lower[clause.verb] in light("rioting") and clause.objects:
        found = FoundEvent("PROTEST", "riot", (), clause.verb, clause.last, list(clause.subjects), clause.objects, clause)
        found.things = True
        return found
    if sector_nouns().get(head) == "JUD" and layout.lower[clause.verb] in light("sentencing") and clause.objects:
        return FoundEvent(
            "SANCTION", "convict", ("legal",), clause.verb, clause.last, list(clause.subjects), clause.objects[:1], clause
        )
    if head in word_list("civil subjects") and layout.lower[clause.verb] in light("obstructing") and clause.objects:
        found = FoundEvent("PROTEST", "obstruct", (), clause.verb, clause.last, list(clause.subjects), clause.objects, clause)
        found.things = True
        return found
    if head in word_list("civil subjects") and layout.lower[clause.verb] in light("clashing"):
        against = [c for p, c in clause.oblique if p in ("with", "against", "at")] or clause.objects
        return FoundEvent("PROTEST", "riot", (), clause.verb, clause.last, list(clause.subjects), against, clause)
    return None


def _struck(layout: Layout, chunks: Chunks, clause: Clause) -> FoundEvent | None:
    """ "a bomb planted by rebels went off near a school": who is behind the bomb, and what it struck."""
    if layout.lower[clause.verb] not in light("striking"):
        return None
    bomb = clause.subjects[0]
    following = [c for p, c in chunks.complements(bomb) if p in (BY, "from", "of")]
    upon = clause.objects or [c for p, c in clause.oblique if p in word_list("struck places")]
    if not upon:
        return None
    found = FoundEvent("ASSAULT", "explosives", (), clause.verb, clause.last, following[:1] or [bomb], upon[:1], clause)
    found.things = True
    return found


def _arrived(layout: Layout, chunks: Chunks, clause: Clause) -> FoundEvent | None:
    """ "troops arrived in B": a show of force, or a help where they keep a peace."""
    upon = [c for p, c in clause.oblique if p in ("in", "at", "on", "near", "off")]
    if layout.lower[clause.verb] not in light("arriving") or not upon:
        return None
    type_, mode = ("AID", None) if for_peace(layout, chunks, clause) else ("MOBILIZE", "troops")
    return FoundEvent(type_, mode, ("military",), clause.verb, clause.last, list(clause.subjects), upon[:1], clause)


def _left(layout: Layout, clause: Clause) -> FoundEvent | None:
    """ "the last soldiers left B"."""
    if layout.lower[clause.verb] not in light("marching off") or not clause.objects:
        return None
    left = FoundEvent(
        "RETREAT", "withdraw", ("military",), clause.verb, clause.last, list(clause.subjects), clause.objects, clause
    )
    left.things = True
    return left


def _raided(layout: Layout, clause: Clause, head: str) -> FoundEvent | None:
    """What the police does by law is an assault when irregulars do it: "rebels raided a bank", "gunmen seized two nurses"."""
    word = layout.lower[clause.verb]
    if head not in word_list("irregulars") or word not in light("raiding") or not clause.objects:
        return None
    abducts = somebody(layout, clause.objects[0]) and word not in forms("raid")
    if not abducts and word not in forms("raid"):
        return None
    found = FoundEvent(
        "ASSAULT", "abduct" if abducts else None, (), clause.verb, clause.last, list(clause.subjects), clause.objects, clause
    )
    found.things = True
    return found


def _entered(layout: Layout, clause: Clause) -> FoundEvent | None:
    """ "troops entered B", "tanks stormed B"."""
    upon = clause.objects
    if layout.lower[clause.verb] not in light("entering") or not upon:
        return None
    if not (somebody(layout, upon[0]) or layout.tags[upon[0].head] in ("PROPN", "NOUN")):
        return None
    found = FoundEvent("ASSAULT", None, ("military", "territory"), clause.verb, clause.last, list(clause.subjects), upon, clause)
    found.things = True
    return found
