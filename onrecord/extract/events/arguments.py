"""Where the actors and recipients of a verb stand, by its lexicon entry. Imports text and coreference."""

from __future__ import annotations

from onrecord.extract.coreference.mentions import POSSESSIVES
from onrecord.extract.events.actor_codes import names_actor, names_doer
from onrecord.extract.events.chunks import Chunk, Chunks
from onrecord.extract.events.clauses import Clause
from onrecord.extract.events.lexicon import NounEntry, VerbEntry, light, word_list
from onrecord.extract.text.layout import Layout

BY = "by"
_AGAINST = frozenset(("against", "at", "over", "on", "into", "to", "with", "of", "in", "from", "towards", "toward"))


def somebody(layout: Layout, chunk: Chunk) -> bool:
    """Whether the phrase is a name, a pronoun or a noun for people or their organizations."""
    word, tag = layout.lower[chunk.head], layout.tags[chunk.head]
    if tag == "PRON":
        return word not in word_list("no party")
    return (
        (tag == "PROPN" and layout.words[chunk.head][0].isupper())
        or names_actor(word)
        or names_doer(word)
        or word in word_list("amounts")
    )


def agents_of(layout: Layout, clause: Clause) -> list[Chunk]:
    if clause.passive:
        return [c for p, c in clause.oblique if p == BY]
    return list(clause.subjects)


def recipients_of(layout: Layout, chunks: Chunks, clause: Clause, entry: VerbEntry) -> list[Chunk]:
    """Where the entry says that the recipient stands: the first of its places where somebody is, else the first with anything."""
    several = len(clause.subjects) > 1 or _several(layout, clause)
    mutual = several and entry.type in ("RETREAT", "CONSULT", "SUPPORT", "ASSAULT")  # "ceased fire in the hills"
    places = [place for place in entry.recipient if not (mutual and place in ("in", "at", "on"))]
    found = [chunks_ for place in places if (chunks_ := _at(layout, chunks, clause, entry, place))]
    if mutual:  # "fought with tanks"
        found = [listed for listed in found if somebody(layout, listed[0]) or _capital(layout, listed[0])]
    if found and _is_met(layout, clause, entry, found[0][0]):
        return _core(layout, chunks, clause.objects)  # "will meet B in Vienna for talks"
    if found and entry.type in ("ASSAULT", "PROTEST") and "obj" not in places:
        found.sort(key=lambda listed: listed[0].first)  # "on tourists at a hotel"
    if found and entry.objects and entry.recipient[0] == "obj":
        return found[0]
    if found:
        return _likeliest(layout, entry, found)
    if "obj" in entry.recipient and entry.objects:
        return list(clause.subjects) if clause.passive else _core(layout, chunks, clause.objects)
    complement = clause.complement
    if complement is not None and entry.type == "PROTEST":  # "blocked roads to protest against the mine"
        return [c for p, c in complement.oblique if p in ("against", "at", "over", "from")][:1]
    return []


def _is_met(layout: Layout, clause: Clause, entry: VerbEntry, place: Chunk) -> bool:
    """Whether the verb's object is somebody, and what the entry asks for only tells where."""
    if not clause.objects or clause.passive or "obj" in entry.recipient or not somebody(layout, clause.objects[0]):
        return False
    met = layout.lower[clause.objects[0].head]
    after = layout.lower[clause.objects[0].last : clause.objects[0].last + 1]
    where = layout.lower[place.first - 1] in ("in", "at") and after != ["of"]
    return where and met not in entry.objects and met not in word_list("armed")


def _likeliest(layout: Layout, entry: VerbEntry, found: list[list[Chunk]]) -> list[Chunk]:
    """The first place with somebody, else the first that is not the actor's own, else the first."""
    if entry.type not in ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST"):
        for listed in found:
            named = somebody(layout, listed[0]) or _capital(layout, listed[0])
            if named and layout.lower[listed[0].first - 1] != "of":
                return listed
    return next((c for c in found if not _own(layout, c[0])), found[0])


def _capital(layout: Layout, chunk: Chunk) -> bool:
    """ "Iraq's patrols", "Honduran villages"."""
    return any(layout.words[i][0].isupper() for i in range(chunk.first, chunk.last))


def _several(layout: Layout, clause: Clause) -> bool:
    """ "leaders of the region met": several in one phrase, who do it with one another."""
    plural = any(layout.tags[c.head] == "NOUN" and layout.lower[c.head].endswith("s") for c in clause.subjects)
    return plural and layout.lower[clause.verb] in light("mutual")


def _own(layout: Layout, chunk: Chunk) -> bool:
    return layout.lower[chunk.first] in POSSESSIVES


def _at(layout: Layout, chunks: Chunks, clause: Clause, entry: VerbEntry, place: str) -> list[Chunk]:
    if place == "obj":
        patient = clause.subjects if clause.passive else clause.objects
        itself = entry.recipient[0] == "obj"  # "let inspectors in": who is let in; but "gave Iran an ultimatum"
        if not patient and entry.particle:  # "took over the fields", where "over" looks like a preposition
            patient = [c for p, c in clause.oblique if p == entry.particle]
        others = [c for c in patient if itself or layout.lower[c.head] not in entry.objects]
        return others if clause.passive else _core(layout, chunks, others)
    found = [
        c
        for p, c in clause.oblique
        if p == place
        and layout.lower[c.head] not in word_list("money")
        and (place != entry.particle or layout.lower[c.head] not in entry.objects)
    ]
    if clause.particle == place and clause.objects:
        found = clause.objects
    return _core(layout, chunks, found)


def _core(layout: Layout, chunks: Chunks, found: list[Chunk]) -> list[Chunk]:
    """Two phrases side by side are recipient and thing given: the first counts; "dozens of people" counts as the people."""
    core = []
    for chunk in found:
        if chunk is not found[0] and chunk not in chunks.together(found[0]):
            break
        core.append(chunk)
    return core


def parties_of_light(
    layout: Layout, chunks: Chunks, clause: Clause, chunk: Chunk, noun: NounEntry
) -> tuple[list[Chunk], list[Chunk]]:
    following = chunks.complements(chunk) if clause.passive else after_noun(chunks, clause, chunk)
    if clause.passive:
        following += clause.oblique
    actors = [c for p, c in following if p == BY] if clause.passive else list(clause.subjects)
    others = [c for c in clause.objects if c is not chunk and c not in chunks.together(chunk)] if not clause.passive else []
    if others and others[-1].last == chunk.first:
        return actors, others[:1]  # "gave Iran an ultimatum"
    mutual = len(actors) > 1 and noun.type in ("CONSULT", "SUPPORT", "COOPERATE", "RETREAT")
    for place in noun.recipient:
        found = [c for p, c in following if p == place and not c.temporal and not (mutual and place not in ("with", "between"))]
        if found:
            if place == "between" and not actors:
                return found, found
            return actors, [c for f in found for c in chunks.together(f)][: max(4, len(found))]
    elsewhere = noun.type in ("CONSULT", "SUPPORT", "COOPERATE")  # "held talks in Rabat"
    fallback = [
        c for p, c in following if p in _AGAINST and not c.temporal and not (elsewhere and p in ("in", "at", "on", "over"))
    ]
    return actors, fallback[:1]


def after_noun(chunks: Chunks, clause: Clause, chunk: Chunk) -> list[tuple[str, Chunk]]:
    known = [(p, c) for p, c in clause.oblique if c.first > chunk.first]
    return known or chunks.complements(chunks.together(chunk)[-1])
