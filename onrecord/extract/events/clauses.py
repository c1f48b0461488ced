"""Verbs with their subjects and objects, found without a parser. Imports text only.

A verb group is a run of auxiliaries, "not", adverbs and one main verb ("has not yet been arrested"). Its subject is the noun
phrase before it, past what stands between (adverbs, times, relative clauses, insertions between commas); its object the one
after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.extract.events.actor_codes import sector_nouns
from onrecord.extract.events.chunks import RELATIVES, RESULTS, Chunk, Chunks
from onrecord.extract.events.lexicon import light, word_list
from onrecord.extract.text.layout import Layout

_NEGATIONS = frozenset(("not", "n't", "never", "no", "neither", "nor"))
_BE = word_list("be")
MODALS = word_list("modals")
_BEGINNING = word_list("beginning")
_INSERTED = 30  # words between two commas


@dataclass(slots=True, eq=False)
class Clause:
    """One verb group, words `[first, last)` with its main `verb`, and what belongs to it.

    `form` is "finite", "infinitive", "ing" or "participle" (without an auxiliary). `governor` is the clause whose verb an
    infinitive completes, `complement` the infinitive. `oblique` are noun phrases with their prepositions. `introduced_by` is the
    word before the group.
    """

    first: int
    last: int
    verb: int
    form: str
    passive: bool = False
    negated: bool = False
    modal: str | None = None
    auxiliaries: tuple[str, ...] = ()
    subjects: list[Chunk] = field(default_factory=list)
    objects: list[Chunk] = field(default_factory=list)
    oblique: list[tuple[str, Chunk]] = field(default_factory=list)
    particle: str | None = None
    governor: Clause | None = None
    complement: Clause | None = None
    introduced_by: str | None = None
    relative: bool = False


def clauses_of(layout: Layout, chunks: Chunks) -> list[Clause]:
    """The clauses of one sentence, in the order of their verbs."""
    found: list[Clause] = []
    i = chunks.first
    while i < chunks.last:
        clause = _group(layout, chunks, i)
        if clause is None:
            i += 1
            continue
        _take_objects(layout, chunks, clause)
        found.append(clause)
        i = clause.last
    by_end: dict[int, Clause] = {}
    for number, clause in enumerate(found):
        _govern(layout, chunks, clause, found[:number])
        clause.subjects = _subjects(layout, chunks, clause, found[:number])
        by_end[clause.last] = clause
    return found


def _group(layout: Layout, chunks: Chunks, start: int) -> Clause | None:
    tags, lower, last = layout.tags, layout.lower, chunks.last
    inside = chunks.at(start)
    if tags[start] not in ("AUX", "VERB") or (inside is not None and inside.first < start):
        return None
    verb, i, auxiliaries, negated = None, start, [], False
    while i < last:
        tag, word = tags[i], lower[i]
        if tag == "AUX" or (tag == "VERB" and word in MODALS):
            if verb is not None:
                break
            auxiliaries.append(word)
        elif word in _NEGATIONS and tag in ("PART", "ADV"):
            negated = True
        elif tag == "VERB":
            if verb is not None:
                break
            verb = i
            i += 1
            break
        elif tag == "ADV" and i > start:
            pass
        elif tag == "PRON" and auxiliaries and i == start + 1 and chunks.starting(i):
            break
        else:
            break
        i += 1
    end = i
    denied, to = _leading(layout, chunks, start)
    negated = negated or denied
    if verb is None:
        if not auxiliaries:
            return None
        verb = start + len(auxiliaries) - 1  # a copula stands for itself
        end = max(end if end > start else start + 1, verb + 1)
    word = lower[verb]
    modal = next((a for a in auxiliaries if a in MODALS), None)
    passive = any(a in _BE for a in auxiliaries) and not word.endswith("ing") and tags[verb] == "VERB"
    if to:
        form = "infinitive"
    elif auxiliaries:
        form = "finite"
    elif word.endswith("ing"):
        form = "ing"
    else:
        form = "finite"
    clause = Clause(start, end, verb, form, passive, negated, modal, tuple(auxiliaries))
    previous = start - (2 if to else 1)
    clause.introduced_by = lower[previous] if previous >= chunks.first else None
    if form == "finite" and not auxiliaries and _is_participle(layout, chunks, start, end, word):
        clause.form, clause.passive = "participle", True
    return clause


def _leading(layout: Layout, chunks: Chunks, start: int) -> tuple[bool, bool]:
    """Whether "not" and whether "to" stands before the group."""
    before, negated = start - 1, False
    while before >= chunks.first and layout.tags[before] == "ADV" and layout.lower[before] not in _NEGATIONS:
        before -= 1
    if before >= chunks.first and layout.lower[before] in _NEGATIONS:
        negated, before = True, before - 1
    to = before >= chunks.first and layout.lower[before] == "to" and layout.tags[before] in ("PART", "ADP", "SCONJ")
    return negated, to


def _is_participle(layout: Layout, chunks: Chunks, start: int, end: int, word: str) -> bool:
    """ "a platform run by B": a phrase before it, and "by" with an agent after it."""
    if not word.endswith(("ed", "en", "wn", "t")) or chunks.starting(end) is not None or chunks.ending(start) is None:
        return False
    agent = chunks.starting(end + 1) if end < chunks.last and layout.lower[end] == "by" else None
    return agent is not None and layout.lower[agent.head] not in word_list("means")  # "conferred by video link"


def _take_objects(layout: Layout, chunks: Chunks, clause: Clause) -> None:
    tags, lower = layout.tags, layout.lower
    i, last = clause.last, chunks.last
    if i < last and tags[i] in ("ADP", "ADV", "PART") and lower[i] in _PARTICLES:
        follower = chunks.starting(i + 1)
        if tags[i] != "ADP" or follower is None or lower[i] in _ALWAYS_PARTICLES:
            clause.particle = lower[i]
            i += 1
    if i < last and clause.particle is None and lower[i] in RESULTS:  # "were set free", "work together"
        clause.particle = lower[i]
        i += 1
    direct = True
    while i < last:
        chunk = chunks.starting(i)
        if chunk is not None:
            if chunk.temporal:
                i = chunk.last
            elif direct and len(clause.objects) < 3:
                joined = chunks.together(chunk)
                taken = [c for c in joined if c.first >= i]
                i = taken[-1].last
                clause.objects += _dative(layout, clause, taken[0]) if len(taken) == 1 else taken
                over = lower[i : i + 2] == ["over", "to"]  # "handed B over to C"
                closes = i < last and (
                    over or (lower[i] in _ALWAYS_PARTICLES and tags[i] in ("ADP", "ADV")) or lower[i] in RESULTS
                )
                if closes and clause.particle is None:
                    clause.particle = lower[i]
                    i += 1
            else:
                break
        elif tags[i] == "ADP" and (follower := chunks.starting(i + 1)) is not None:
            joined = [c for c in chunks.together(follower) if c.first > i]
            clause.oblique += [(lower[i], c) for c in joined if not c.temporal]
            i = joined[-1].last
            direct = False
        elif tags[i] == "ADP" and i + 1 < last and tags[i + 1] == "ADP":
            i += 1  # "out of", "from under"
        elif (
            tags[i] == "ADV"
            or (lower[i] in ("“", '"', "”") and tags[i] == "PUNCT")
            or (lower[i] == "," and i + 1 < last and tags[i + 1] == "ADP")
        ):
            i += 1
        else:
            break


def _dative(layout: Layout, clause: Clause, chunk: Chunk) -> list[Chunk]:
    """ "granted women permission", "gave aid trucks access": to whom, and what."""
    if layout.lower[clause.verb] not in light("dative") or layout.tags[chunk.head] != "NOUN":
        return [chunk]
    for i in range(chunk.head - 1, chunk.first - 1, -1):
        if layout.lower[i] in ("'s", "'"):
            break
        word = layout.lower[i]
        if layout.tags[i] == "PROPN" and layout.words[i][0].isupper() and layout.tags[i + 1] == "NOUN":
            return [Chunk(chunk.first, i + 1, i), Chunk(i + 1, chunk.last, chunk.head)]
        if word in word_list("dative people") or (word in sector_nouns() and word.endswith("s")):
            return [Chunk(chunk.first, i + 1, i), Chunk(i + 1, chunk.last, chunk.head)]
    return [chunk]


_UNDER = frozenset(("that", "if", "unless", "because", "when", "while", "as", "after", "before"))
_PARTICLES = word_list("particles")
_ALWAYS_PARTICLES = frozenset(["out", "up", "down", "back", "off", "away", "aside", "go"])


def _govern(layout: Layout, chunks: Chunks, clause: Clause, before: list[Clause]) -> None:
    """An infinitive completes the verb, or the adjective or noun, before it."""
    if clause.form == "ing" and before and before[-1].last == clause.first and layout.lower[before[-1].verb] in _BEGINNING:
        clause.governor = before[-1]  # "began shelling"
    elif (
        clause.form == "ing"
        and before
        and layout.lower[before[-1].verb] in light("with gerunds")
        and _adjoins(before[-1], clause)
    ):
        clause.governor, before[-1].complement = before[-1], before[-1].complement or clause  # "ruled out sending"
    lets = before and layout.lower[before[-1].verb] in ("let", "lets", "letting") and before[-1].objects
    if lets and clause.form == "finite" and not clause.auxiliaries and before[-1].objects[-1].last == clause.first:
        clause.form, clause.governor, before[-1].complement = "infinitive", before[-1], clause  # "let troops cross"
        return
    if clause.form != "infinitive" or not before:
        return
    candidate = before[-1]
    if candidate.form == "participle" and len(before) > 1 and _holds(candidate, chunks.ending(clause.first - 1)):
        candidate = before[-2]  # "boarded a platform run by B to protest"
    if layout.lower[clause.first - 1] != "to" and layout.lower[clause.first - 2] != "to":
        return
    between = range(candidate.last, clause.first)
    if any(layout.words[k] in (";", ":") or layout.lower[k] in RELATIVES for k in between):
        return
    clause.governor = candidate
    candidate.complement = candidate.complement or clause


def _adjoins(first: Clause, second: Clause) -> bool:
    return not first.objects and not first.oblique and second.first - first.last <= (first.particle is not None)


def _antecedent(layout: Layout, chunks: Chunks, relative: int) -> list[Chunk]:
    """Whom "who" or "which" at `relative` means."""
    end = relative - (relative - 1 >= chunks.first and layout.lower[relative - 1] == ",")
    chunk = chunks.ending(end)
    if chunk is None:
        return []
    if layout.lower[relative] == "who" and (above := chunks.governing(chunk)) and layout.tags[chunk.head] == "PROPN":
        chunk = above
    return _members(chunks, chunk)


def _shared(layout: Layout, conjunction: int, before: list[Clause]) -> list[Chunk]:
    """The subject of the clause that "and" joins this one to."""
    finite = [c for c in reversed(before) if c.form == "finite"]
    if layout.lower[conjunction - 1] == "," and len(finite) > 1:  # "demanded that B leave, and expelled C"
        finite = [c for c in finite if not c.subjects or layout.lower[c.subjects[0].first - 1] not in _UNDER] or finite
    return finite[0].subjects if finite else []


def _before_verb(layout: Layout, chunks: Chunks, clause: Clause, chunk: Chunk, before: list[Clause]) -> list[Chunk]:
    """The phrase right before the verb, past what is a time or hangs on another."""
    reduced = next((c for c in before if c.form in ("participle", "ing") and _holds(c, chunk) and c.subjects), None)
    if reduced is not None and clause.form == "finite" and chunks.ending(reduced.first) in reduced.subjects:
        return reduced.subjects  # "a bomb planted by rebels exploded"
    while chunk.temporal:
        above = chunks.governing(chunk) or chunks.ending(chunk.first)
        if above is None:
            comma = chunk.first - 1 - (chunks.preposition(chunk) is not None)
            inserted = comma >= chunks.first and layout.lower[comma] == ","
            return _past_insertion(layout, chunks, comma, before) if inserted else []
        chunk = above
    return _members(chunks, chunks.top(chunk))


def _subjects(layout: Layout, chunks: Chunks, clause: Clause, before: list[Clause]) -> list[Chunk]:
    lower, tags = layout.lower, layout.tags
    if clause.governor is not None:
        return clause.governor.subjects
    if clause.form == "participle":
        chunk = chunks.ending(clause.first)
        return _members(chunks, chunks.top(chunk)) if chunk else []
    if clause.form == "ing":
        return _of_ing(layout, chunks, clause, before)
    at = clause.first - 1
    while at >= chunks.first and (tags[at] == "ADV" or lower[at] in ("“", '"', "”")):
        at -= 1
    if at < chunks.first:
        return []
    if lower[at] in RELATIVES and tags[at] in ("PRON", "SCONJ", "DET"):
        clause.relative = True
        return _antecedent(layout, chunks, at)
    if lower[at] in ("and", "or", "but", "then"):
        return _shared(layout, at, before)
    if lower[at] in (",", "—", "–", "--", ")"):
        return _past_insertion(layout, chunks, at, before)
    chunk = chunks.ending(at + 1)
    if chunk is None:
        return []
    return _before_verb(layout, chunks, clause, chunk, before)


def _holds(clause: Clause, chunk: Chunk | None) -> bool:
    return any(chunk is c for c in clause.objects) or any(chunk is c for _, c in clause.oblique)


def _members(chunks: Chunks, chunk: Chunk) -> list[Chunk]:
    return [c for c in chunks.together(chunk) if not c.temporal and (c is chunk or not chunks.preposition(c))]


def _of_ing(layout: Layout, chunks: Chunks, clause: Clause, before: list[Clause]) -> list[Chunk]:
    """ "accused B of killing": B; ", killing five": the subject of the clause before; "rebels fighting the army": the rebels."""
    at = clause.first - 1
    if at < chunks.first or layout.lower[at] in ("that", "on", "about", "as"):
        return []
    if layout.tags[at] in ("ADP", "SCONJ"):
        governor = next((c for c in reversed(before) if c.form != "ing"), before[-1] if before else None)
        if governor is None:
            return []
        if layout.lower[at] in ("of", "for", "from") and governor.objects and not governor.passive:
            return governor.objects
        return governor.subjects
    chunk = chunks.ending(clause.first)
    place = chunk is not None and layout.tags[chunk.head] == "PROPN" and any(chunk is o for c in before for _, o in c.oblique)
    if chunk is not None and not chunk.temporal and not place and not any(chunk in c.objects for c in before):
        return _members(chunks, chunk)
    return before[-1].subjects if before else []


def _past_insertion(layout: Layout, chunks: Chunks, comma: int, before: list[Clause]) -> list[Chunk]:
    """The noun phrase before an insertion that ends with this comma: "Lind, who leads the union, said"."""
    opening = comma - 1
    closes = {",": (",",), ")": ("(",)}.get(layout.lower[comma], ("—", "–", "--"))
    while opening > chunks.first and comma - opening < _INSERTED and layout.words[opening] not in closes:
        opening -= 1
    if layout.words[opening] in closes and (chunk := chunks.ending(opening)) is not None and not chunk.temporal:
        return _members(chunks, chunks.top(chunk))
    finite = [c for c in before if c.form == "finite" and not c.relative]
    return finite[-1].subjects if finite else []
