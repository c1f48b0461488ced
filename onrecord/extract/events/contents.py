"""What is said to be done, with what it says: "refused to meet B", "warned that it would attack B", "said B must leave".

Imports text and coreference. The event of a verb of saying depends on another clause: on its infinitive, or on what follows
with "that".
"""

from __future__ import annotations

from onrecord.extract.coreference.mentions import POSSESSIVES
from onrecord.extract.events.arguments import after_noun, somebody
from onrecord.extract.events.chunks import Chunk, Chunks
from onrecord.extract.events.clauses import Clause
from onrecord.extract.events.lexicon import light
from onrecord.extract.events.nouns import noun_entry
from onrecord.extract.events.results import COOPERATIVE, HOSTILE, MATRIX, UPON_THINGS, FoundEvent
from onrecord.extract.events.verbs import of_clause
from onrecord.extract.text.layout import Layout

_SKIPPED = frozenset(("that", '"', "“", "”", ":", ","))


def completed(
    layout: Layout,
    chunks: Chunks,
    event: FoundEvent,
    clause: Clause,
    clauses: list[Clause],
    used: set[int],
    taken: set[int],
) -> FoundEvent:
    """ "refused to meet B", "threatened to attack B", "agreed to release B": one event, whose recipient is the infinitive's."""
    complement = clause.complement
    if event.type not in MATRIX or event.noun is not None:
        return event
    if complement is None:
        return _with_content(layout, chunks, event, clause, clauses, used, taken)
    if clause.objects and event.type in ("REJECT", "ACCUSE"):
        return event  # "rejected a proposal to": the object says what
    taken.add(complement.verb)
    inner = of_clause(layout, chunks, complement, used)
    event.things = inner is not None and inner.type in UPON_THINGS
    if inner is not None and inner.type == "ACCUSE" and event.type == "REQUEST":
        event.type, event.mode = "ACCUSE", "disapprove"  # "summoned the ambassador to complain"
        return event
    if event.type == "REQUEST":
        event.recipients = _asked(layout, clause) or event.recipients
        if event.recipients:
            return event
    if layout.lower[clause.verb] in light("vowing"):
        _retype(event, _vowed(layout, complement, inner))
    objects = _aims(layout, chunks, event, complement, inner, clauses, used, taken)
    if event.type in ("REQUEST", "THREATEN") and clause.objects:
        return event
    if event.type == "THREATEN" and not any(is_named(layout, c) for c in objects):
        marked = [c for c in chunks.all if c.first > complement.last and layout.lower[c.first - 1] in ("unless", "until", "if")]
        objects = marked[:1] or objects  # "threatened to block roads unless B pays"
    offered = event.type == "AGREE" and clause.objects and event.recipients and is_named(layout, event.recipients[0])
    if not offered:  # "accepted B's proposal to"
        event.recipients = list(objects) or event.recipients
    event.last = max(event.last, complement.last)
    return event


def _aims(
    layout: Layout,
    chunks: Chunks,
    event: FoundEvent,
    complement: Clause,
    inner: FoundEvent | None,
    clauses: list[Clause],
    used: set[int],
    taken: set[int],
) -> list[Chunk]:
    """Whom the infinitive is about; those who agree together, each other."""
    objects = inner.recipients if inner is not None and inner.recipients else people(layout, complement)
    given = inner is not None and (inner.type == "AID" or any(is_named(layout, c) for c in inner.recipients))
    together = inner is None or inner.type in ("CONSULT", "COOPERATE", "SUPPORT", "RETREAT", "AGREE") or not given
    if event.type == "AGREE" and len(event.actors) > 1 and together:
        objects = list(event.actors)  # "A and B agreed to reopen the border"
    means = next((c for c in clauses if c.first > complement.last and c.form == "ing" and c.introduced_by == "by"), None)
    if means is not None and (by := of_clause(layout, chunks, means, used)) is not None and by.recipients:
        objects = by.recipients  # "vowed to avenge him by attacking B"
        taken.add(means.verb)
    return objects


def _asked(layout: Layout, clause: Clause) -> list[Chunk]:
    """Who is to do it: "called for parliament to", "appealed to B to"."""
    if clause.objects and somebody(layout, clause.objects[0]):
        return clause.objects
    return _run(layout, [c for p, c in clause.oblique if p in ("for", "on", "upon", "to", "with") and somebody(layout, c)])


def _retype(event: FoundEvent, type_: str) -> None:
    if type_ != event.type:
        event.type, event.mode = type_, None  # a mode belongs to its type


def _vowed(layout: Layout, clause: Clause, inner: FoundEvent | None) -> str:
    """A vow to fight is a threat, one to help a promise."""
    if inner is not None and inner.type in HOSTILE:
        return "THREATEN"
    if inner is not None and inner.type in COOPERATIVE:
        return "AGREE"
    fierce = layout.lower[clause.verb] in light("fierce") or any(p == "against" for p, _ in clause.oblique)
    told = [e for c in clause.objects if (e := noun_entry(layout, c)) is not None]
    return "THREATEN" if fierce or any(e[0].type in HOSTILE for e in told) else "AGREE"


def _with_content(
    layout: Layout, chunks: Chunks, event: FoundEvent, clause: Clause, clauses: list[Clause], used: set[int], taken: set[int]
) -> FoundEvent:
    """ "demanded that B leave", "warned on Monday that it would attack B", "alleged that B had lied"."""
    content = content_of(layout, chunks, clause, clauses)
    if content is not None and (content.subjects or content.passive):
        inner = of_clause(layout, chunks, content, set())
        own = any(layout.tags[c.head] == "PRON" or layout.lower[c.first] in POSSESSIVES for c in content.subjects)
        vows = layout.lower[clause.verb] in light("vowing")
        if event.type in ("THREATEN", "AGREE", "REJECT") and (own or event.type == "AGREE" or vows):
            if vows:
                _retype(event, _vowed(layout, content, inner))
            upon = inner.recipients if inner is not None and inner.recipients else people(layout, content)
            event.things = inner is not None and inner.type in UPON_THINGS
            event.recipients = event.recipients or upon
            if inner is not None and inner.type in (*COOPERATIVE, *HOSTILE) and event.type != "REJECT":
                taken.add(content.verb)
        elif event.type == "REQUEST":
            taken.add(content.verb)
            event.recipients = event.recipients or ([] if content.passive else list(content.subjects))
        event.recipients = event.recipients or list(content.subjects)
    deed = next((c for c in clauses if c.form == "ing" and 0 < c.first - clause.last < 4 and c.introduced_by == "in"), None)
    if deed is not None and event.type == "AGREE" and not event.recipients:  # "expressed interest in working with B"
        taken.add(deed.verb)
        event.recipients = _upon(layout, chunks, deed, used)
    agreed = [c for p, c in clause.oblique if p in ("to", "on", "for") and event.type in ("AGREE", "REQUEST")]
    for chunk in (clause.objects or agreed)[:1]:
        entry = noun_entry(layout, chunk)
        if entry is not None:
            used.add(chunk.head)
            if event.recipients and chunk not in event.recipients:
                continue
            inside = (*entry[0].recipient, "by", "from", "on", "with", "of")
            found = [c for p, c in after_noun(chunks, clause, chunk) if p in inside]
            event.recipients = found[:1] or event.recipients
    return event


def _upon(layout: Layout, chunks: Chunks, clause: Clause, used: set[int]) -> list[Chunk]:
    event = of_clause(layout, chunks, clause, used)
    return event.recipients if event is not None and event.recipients else people(layout, clause)


def people(layout: Layout, clause: Clause) -> list[Chunk]:
    """The objects of a verb that is no event's, or whoever stands with it."""
    moved = layout.lower[clause.verb] in light("sending")  # "send troops to help B": not the troops
    around = [c for _, c in clause.oblique]
    objects = [c for c in clause.objects if layout.lower[c.first] not in POSSESSIVES and not moved]
    if objects and somebody(layout, objects[0]):
        return objects
    near = _run(layout, [c for c in around if somebody(layout, c)])
    if not near and clause.complement is not None:
        near = people(layout, clause.complement)
    return near or objects or around[:1]


def is_named(layout: Layout, chunk: Chunk) -> bool:
    """Somebody, or what is somebody's: "Ukrainian tanks"."""
    return somebody(layout, chunk) or any(layout.words[i][0].isupper() for i in range(chunk.first, chunk.last))


def _run(layout: Layout, listed: list[Chunk]) -> list[Chunk]:
    """The first, with those that "and" and commas join to it."""
    last = next((i for i, c in enumerate(listed) if i and layout.lower[c.first - 1] not in ("and", ",")), len(listed))
    return listed[:last]


def content_of(layout: Layout, chunks: Chunks, clause: Clause, clauses: list[Clause]) -> Clause | None:
    """The clause that tells what is said, past an addressee and times: "warned B on Monday that it would". Before the verb where
    the sentence ends with it: "B had fired first, the ministry charged"."""
    at, told = clause.last, False
    while at < chunks.last:
        word, chunk = layout.lower[at], chunks.starting(at)
        if word in _SKIPPED or layout.tags[at] == "ADV":
            told = told or word == "that"
            at += 1
        elif chunk is not None:
            found = next((c for c in clauses if c.first > clause.first and chunk in c.subjects and not c.relative), None)
            if found is not None:
                return found if found.form == "finite" else None
            if told or not (chunk.temporal or chunk in clause.objects):
                return None
            at = chunk.last
        elif layout.tags[at] == "ADP" and not told and (follower := chunks.starting(at + 1)) is not None:
            at = chunks.together(follower)[-1].last
        else:
            break
    rest = all(layout.tags[i] == "PUNCT" for i in range(clause.last, chunks.last))
    first = clauses[0]
    if rest and first is not clause and clause.subjects and first.last <= clause.subjects[0].first:
        before = layout.lower[clause.subjects[0].first - 1]
        return first if before in (",", '"', "”") and first.form == "finite" else None
    return None
