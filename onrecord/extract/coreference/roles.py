"""What the text says that people and organizations are: titles before a name, phrases beside it, party labels.

Imports text and places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.coreference.mentions import DETERMINERS, POSSESSIVES, NameMention, chunk_start
from onrecord.extract.places.countries import country_of, state_of
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import PersonHead, cue_verbs, organization_heads, person_heads, titles, word_list
from onrecord.language import rows

_PARTY_LABEL = re.compile(r"[,\s(]+((?:R|D|I|Ind|Lab|Con|Lib Dem)[-–—]([A-Z][\w. ]*?\.?))\s*(?=[),;]|$|\s[a-z])")
_PARTY_OF = re.compile(r",\s+((?:Republican|Democrat|Independent)s? of ([A-Z][\w. ]*?))\s*(?=[,;.]|\s[a-z])")
_STOPS = frozenset(',;:()—–"“”')
_LONGEST = 14
_LEADS = word_list("leads")
_ON_COUNTRIES = frozenset(
    ["veteran", "prisoner", "critic", "expert", "scholar", "specialist", "historian", "ceo", "survivor"]
)  # a country named is a subject
_ARTICLES = frozenset(("the", "a", "an"))
_OPPOSITION = frozenset(("opposition", "dissident"))
_SECTORS = {word: sector for sector, words in rows("word_sectors.tsv", 2) for word in words.split()}


@dataclass(frozen=True, slots=True)
class FoundRole:
    """A role of the named: words `[first, last)`; `head` is the noun that says it, `words` all of its words, casefolded; `owner`
    the last word of whose it is ("his lawyer", "the firm’s lawyer")."""

    first: int
    last: int
    head: str
    words: frozenset[str]
    country: str | None
    sector: str | None
    gender: str | None
    state: str | None = None
    owner: int | None = None


def roles_of(layout: Layout, name: NameMention, names: Mapping[int, NameMention]) -> list[FoundRole]:
    """The roles that the words around one name give it; `names` by first word."""
    found = []
    if name.type == "person":
        found += list(_before(layout, name))
        found += list(_party_label(layout, name))
        found += list(_apposed_before(layout, name))
    found += list(_after(layout, name, names))
    return found


def _role(layout: Layout, first: int, last: int, head: str, *, state: str | None = None, owner: int | None = None) -> FoundRole:
    if owner is not None and owner == first < last - 1:
        first += 1
    words = layout.words[first:last]
    noun = person_heads().get(head)
    country = "USA" if state else None if head in _ON_COUNTRIES else country_of(words)
    return FoundRole(
        first=first,
        last=last,
        head=head,
        words=frozenset(layout.lower[first:last]),
        country=country,
        sector=sector_of(layout.lower[first:last], noun),
        gender=noun.gender if noun else None,
        state=state or _state_in(words),
        owner=owner,
    )


def _state_in(words: Sequence[str]) -> str | None:
    """The first state that a pair of `words` or a single one names."""
    pairs = (" ".join(words[k : k + size]) for k in range(len(words)) for size in (2, 1) if words[k][0].isupper())
    return next((state for pair in pairs if len(pair) > 2 and (state := state_of(pair))), None)


def sector_of(lower: Sequence[str], noun: PersonHead | None) -> str | None:
    """PLOVER's sector of who is described by the words `lower`, of which `noun` is the head."""
    if _OPPOSITION & set(lower):
        return "OPP"
    if "former" in lower and noun and noun.sector == "GOV":
        return "ELI"
    if noun and noun.sector and noun.word not in ("secretary", "leader", "official"):
        return noun.sector
    for word in lower:
        if word in _SECTORS:
            return _SECTORS[word]
    for word in reversed(lower):
        if word in organization_heads() and organization_heads()[word].sector:
            return organization_heads()[word].sector
    return noun.sector if noun else None


def head_in(lower: Sequence[str], first: int, last: int) -> tuple[int, str] | None:
    """The last noun for a person among words `[first, last)`: its place and the entry's word, two words where they make one."""
    for i in range(last - 1, first - 1, -1):
        if i > first and f"{lower[i - 1]} {lower[i]}" in person_heads():
            return i, f"{lower[i - 1]} {lower[i]}"
        if lower[i] in person_heads():
            return i, lower[i]
    return None


def _before(layout: Layout, name: NameMention) -> Iterator[FoundRole]:
    """ "French President Emmanuel Macron", "Secretary of State John Kerry", "Trump campaign spokesman Jason Miller"."""
    end = name.first
    if end == 0 or layout.sentence[end - 1] != layout.sentence[name.first]:
        return
    word = layout.words[end - 1]
    titled = titles().get(word)
    head = layout.lower[end - 1] if layout.lower[end - 1] in person_heads() else (titled.role if titled else None)
    if (
        head is None
        and layout.tags[end - 1] == "PROPN"
        and end > 2
        and layout.lower[end - 2] == "of"
        and layout.lower[end - 3] in person_heads()
    ):
        head, middle = layout.lower[end - 3], end - 3
        first, owner = chunk_start(layout, middle)
    elif head is None:
        return
    else:
        if end > 1 and f"{layout.lower[end - 2]} {head}" in person_heads():
            head = f"{layout.lower[end - 2]} {head}"
        first, owner = chunk_start(layout, end - 1)
    while first < end - 1 and layout.lower[first] in DETERMINERS:
        first += 1
    yield _role(layout, first, end, head, owner=owner)


def _party_label(layout: Layout, name: NameMention) -> Iterator[FoundRole]:
    """ ", R-Texas", "(D-Calif.)", ", Republican of Iowa"."""
    end = layout.ends[name.last - 1]
    for pattern in (_PARTY_LABEL, _PARTY_OF):
        match = pattern.match(layout.text, end, end + 40)
        if match and not (pattern is _PARTY_OF and "of" not in match.group(1)):
            state = state_of(match.group(2).strip()) or state_of(match.group(2).strip().rstrip("."))
            span = layout.first_word(match.start(1)), layout.first_word(match.end(1) - 1) + 1
            party = match.group(1)[0]
            words = {"R": {"republican", "gop"}, "D": {"democrat", "democratic"}}.get(party, set())
            role = _role(
                layout, *span, "republican" if party == "R" else "democrat" if party == "D" else "politician", state=state
            )
            yield FoundRole(role.first, role.last, role.head, role.words | words, role.country, "PTY", None, state)


def _after(layout: Layout, name: NameMention, names: Mapping[int, NameMention]) -> Iterator[FoundRole]:
    """ ", the foreign minister of France,", ", 43, a doctor,", ", who leads the union,", " is a lawyer"."""
    i, count = name.last, len(layout)
    sentence = layout.sentence[name.first]
    if i < count and layout.words[i] == "(":
        while i < count and layout.words[i] != ")" and i - name.last < 6:
            i += 1
        i += 1
    if i + 1 >= count or layout.sentence[i] != sentence:
        return
    copula = layout.lower[i] in ("is", "was", "'s")
    if layout.words[i] not in (",", "—", "–", "--") and not copula:
        return
    if layout.words[i - 1] == ")" and layout.words[i] != "," and not copula:
        return  # "VIRREN, Estmark (Northern Wire) — Estmark’s foreign minister"
    i += 1
    if i + 1 < count and layout.words[i].isdigit() and layout.words[i + 1] == ",":
        i += 2
    if i < count and layout.lower[i] == "who":
        i += 1
        if i < count and layout.lower[i] in ("is", "was"):
            i += 1
            copula = True
        elif i < count and layout.lower[i] in _LEADS:
            end = _clause_end(layout, i, sentence)
            yield _role(layout, i, end, "leader" if layout.lower[i] in ("leads", "led", "heads", "headed") else "head")
            return
        else:
            return
    if copula and not (i < count and layout.lower[i] in ("a", "an", "the", "now", "also")):
        return
    if name.type != "person":
        return
    first = i
    while first < count and layout.lower[first] in DETERMINERS:
        first += 1
    end = _clause_end(layout, first, sentence)
    core, owner = first, first if first < count and layout.lower[first] in POSSESSIVES else None
    while core < end and (
        layout.tags[core] in ("NOUN", "PROPN", "ADJ", "NUM", "ADV", "CCONJ") or layout.lower[core] in ("'s", "-") or core == owner
    ):
        owner = core - 1 if layout.lower[core] == "'s" and core > first else owner
        core += 1
    head = head_in(layout.lower, first, core)
    if head is None and first > i and not copula and core > first and core < end + 1 and layout.tags[core - 1] == "NOUN":
        closes = core < count and (layout.words[core] == "," or layout.lower[core] in ("of", "for", "at", "who"))
        head = (core - 1, layout.lower[core - 1]) if closes and not any(k in names for k in range(first, core)) else None
    kin = head is not None and head[1] in person_heads() and person_heads()[head[1]].kind in ("kin", "plain")
    if kin and first == i and owner is None and not copula:
        return
    if head is None or (head[0] + 1 in names and names[head[0] + 1].type == "person"):
        return
    if core < end and layout.tags[core] in ("VERB", "AUX") and layout.words[name.last] == ",":
        end = core
    yield _role(layout, first, max(end, head[0] + 1), head[1], owner=owner)


def _clause_end(layout: Layout, first: int, sentence: int) -> int:
    end, count = first, len(layout)
    while end < count and end - first < _LONGEST and layout.sentence[end] == sentence and layout.words[end] not in _STOPS:
        if layout.lower[end] in ("who", "which", "said", "says", "told") or layout.words[end] in (".", "?", "!"):
            break
        end += 1
    return end


def _apposed_before(layout: Layout, name: NameMention) -> Iterator[FoundRole]:
    """ "The minister of the economy, Mr. Guajardo,", "with his wife, Nora Hayes,": the description before the comma."""
    comma = name.title_first - 1
    if comma < 2 or layout.words[comma] != "," or layout.sentence[comma] != layout.sentence[name.first]:
        return
    closed = name.last >= len(layout) or layout.words[name.last] in (",", ".", "(", "'s")
    if not closed and (layout.tags[name.last] not in ("VERB", "AUX") or layout.lower[name.last] in cue_verbs()):
        return
    head = head_in(layout.lower, comma - 2, comma)
    if head is not None and head[0] == comma - 1:
        first, owner = chunk_start(layout, head[0])
        if owner is not None or layout.lower[first] in _ARTICLES:
            yield _role(layout, first + (owner is None), comma, head[1], owner=owner)
        return
    first = _noun_phrase(layout, comma)
    core = first
    while core < comma and (layout.tags[core] in ("DET", "NOUN", "PROPN", "ADJ", "NUM") or layout.lower[core] in ("'s", "-")):
        core += 1
    head = head_in(layout.lower, first, core)
    if head is None or head[0] != core - 1 or layout.lower[first] not in _ARTICLES:
        return
    yield _role(layout, first + 1, comma, head[1])


def _noun_phrase(layout: Layout, end: int) -> int:
    """The first noun, adjective or determiner of the clause before `end`, after its verb."""
    i = end - 1
    while i > 0 and end - i < _LONGEST and layout.sentence[i - 1] == layout.sentence[end] and layout.words[i - 1] not in _STOPS:
        i -= 1
        if layout.tags[i] in ("VERB", "AUX"):
            i += 1
            break
    while i < end and layout.tags[i] not in ("DET", "NOUN", "PROPN", "ADJ"):
        i += 1
    return i
