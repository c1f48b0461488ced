"""What the text says that people and organizations are: titles before a name, phrases beside it, party labels.

Imports text and places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.coreference.mentions import DETERMINERS, POSSESSIVES, NameMention, chunk_start
from onrecord.extract.coreference.tracks import VERBS
from onrecord.extract.places.countries import country_of, state_of
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import PersonHead, cue_verbs, organization_heads, person_heads, titles, word_list, word_map
from onrecord.language import rows

_PARTY_LABEL = re.compile(r"[,\s(]+((?:R|D|I|Ind|Lab|Con|Lib Dem)[-–—]([A-Z][\w. ]*?\.?))\s*(?=[),;]|$|\s[a-z])")
_PARTY_OF = re.compile(r",\s+((?:Republican|Democrat|Independent)s? of ([A-Z][\w. ]*?))\s*(?=[,;.]|\s[a-z])")
_STOPS = frozenset(',;:()—–"“”')
_LONGEST = 14
_LEADS = word_list("leads")
_LEADS_PEOPLE = word_list("leads people")
_ON_COUNTRIES = word_list("on countries")  # a country named is a subject
_ARTICLES = word_list("articles")
_OPPOSITION = word_list("opposition")
_ANYWHERE = word_list("in any sector")
_OF = word_list("of")
_WHO = word_list("who")
_COPULAS = word_list("copulas")
_CONTRACTED_COPULAS = _COPULAS | {"'s"}
_AFTER_COPULA = word_list("after a copula")
_GOES_ON = word_list("goes on with whose")
_ENDS_CLAUSE = word_list("ends a description")
_ENDS = _STOPS | frozenset(".?!")
_OPENING = frozenset((",", "—", "–", "--"))
_LINKS = frozenset(("'s", "-"))
_AFTER_APPOSED = frozenset((",", ".", "(", "'s"))
_IN_CORE = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "ADV", "CCONJ"))
_IN_PHRASE = frozenset(("DET", "NOUN", "PROPN", "ADJ", "NUM"))
_NOUNS = frozenset(("DET", "NOUN", "PROPN", "ADJ"))
_PARTIES = word_map("party_members")
_PARTY_WORDS = {party: frozenset(words.split()) for party, words in word_map("party_words").items()}
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
    own = noun.sector if noun else None
    if not _OPPOSITION.isdisjoint(lower):
        return "OPP"
    if own == "GOV" and "former" in lower:
        return "ELI"
    if noun and own and noun.word not in _ANYWHERE:
        return own
    return _sector_named(lower) or own


def _sector_named(lower: Sequence[str]) -> str | None:
    """The sector of the first word that places somebody in one, or of the last organization."""
    placed = next((_SECTORS[word] for word in lower if word in _SECTORS), None)
    if placed is not None:
        return placed
    heads = organization_heads()
    return next((sector for word in reversed(lower) if word in heads and (sector := heads[word].sector)), None)


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
    if not layout.together(end - 1, end):
        return
    found = _title_noun(layout, end - 1)
    if found is None:
        return
    at, head = found
    first, owner = chunk_start(layout, at)
    yield _role(layout, layout.past_words(first, end - 1, DETERMINERS), end, head, owner=owner)


def _title_noun(layout: Layout, at: int) -> tuple[int, str] | None:
    """The noun that says the role of who is named after the word `at`, and where it stands: "secretary" (of State)."""
    titled = titles().get(layout.words[at])
    head = layout.lower[at] if layout.lower[at] in person_heads() else (titled.role if titled else None)
    if head is not None:
        pair = f"{layout.lower_at(at - 1)} {head}"
        return at, pair if pair in person_heads() else head
    office = layout.lower_at(at - 2)
    if at > 1 and layout.tags[at] == "PROPN" and layout.lower[at - 1] in _OF and office in person_heads():
        return at - 2, office
    return None


def _party_label(layout: Layout, name: NameMention) -> Iterator[FoundRole]:
    """ ", R-Texas", "(D-Calif.)", ", Republican of Iowa"."""
    end = layout.ends[name.last - 1]
    for pattern in (_PARTY_LABEL, _PARTY_OF):
        match = pattern.match(layout.text, end, end + 40)
        if match:
            place = match.group(2).strip()
            state = state_of(place) or state_of(place.rstrip("."))
            span = layout.first_word(match.start(1)), layout.first_word(match.end(1) - 1) + 1
            head = _PARTIES.get(match.group(1)[0], "politician")
            role = _role(layout, *span, head, state=state)
            words = role.words | _PARTY_WORDS.get(head, frozenset())
            yield FoundRole(role.first, role.last, role.head, words, role.country, "PTY", None, state)


def _after(layout: Layout, name: NameMention, names: Mapping[int, NameMention]) -> Iterator[FoundRole]:
    """ ", the foreign minister of France,", ", 43, a doctor,", ", who leads the union,", " is a lawyer"."""
    opened = _opened(layout, name)
    if opened is None:
        return
    at, copula = opened
    if layout.lower_at(at) in _WHO:
        at += 1
        leads = layout.lower_at(at)
        if leads in _LEADS:
            end = _clause_end(layout, at, name.first)
            yield _role(layout, at, end, "leader" if leads in _LEADS_PEOPLE else "head")
            return
        if leads not in _COPULAS:
            return
        at, copula = at + 1, True
    if name.type == "person" and (not copula or layout.lower_at(at) in _AFTER_COPULA):
        yield from _described_after(layout, name, at, names, copula=copula)


def _opened(layout: Layout, name: NameMention) -> tuple[int, bool] | None:
    """Where the words that tell of a name begin, past a bracket, the mark or the verb that opens them and an age; and whether a
    verb does ("is")."""
    at = name.last
    if layout.word_at(at) == "(":
        at = layout.find_word(at, min(at + 6, len(layout)), (")",)) + 1
    if not layout.together(name.first, at) or at + 1 >= len(layout):
        return None
    copula = layout.lower[at] in _CONTRACTED_COPULAS
    if layout.words[at] not in _OPENING and not copula:
        return None
    if layout.words[at - 1] == ")" and layout.words[at] != "," and not copula:
        return None  # "VIRREN, Estmark (Northern Wire) — Estmark’s foreign minister"
    at += 1
    return at + 2 if layout.word_at(at).isdigit() and layout.word_at(at + 1) == "," else at, copula


def _described_after(
    layout: Layout, name: NameMention, opening: int, names: Mapping[int, NameMention], *, copula: bool
) -> Iterator[FoundRole]:
    """The description that begins with the word `opening`."""
    first = layout.past_words(opening, len(layout), DETERMINERS)
    end = _clause_end(layout, first, name.first)
    core, owner = _core(layout, first, end)
    head = head_in(layout.lower, first, core)
    if head is None and first > opening and not copula:
        head = _new_noun(layout, first, core, end, names)
    if head is None or (head[0] + 1 in names and names[head[0] + 1].type == "person"):
        return
    if first == opening and owner is None and not copula and _is_kin_or_plain(head[1]):
        return
    if core < end and layout.tags[core] in VERBS and layout.words[name.last] == ",":
        end = core
    yield _role(layout, first, max(end, head[0] + 1), head[1], owner=owner)


def _core(layout: Layout, first: int, end: int) -> tuple[int, int | None]:
    """Where the noun phrase that begins with the word `first` ends, and its possessor."""
    core, owner = first, first if layout.lower_at(first) in POSSESSIVES else None
    while core < end and (layout.tags[core] in _IN_CORE or layout.lower[core] in _LINKS or core == owner):
        if layout.lower[core] == "'s" and core > first:
            owner = core - 1
        core += 1
    return core, owner


def _new_noun(layout: Layout, first: int, core: int, end: int, names: Mapping[int, NameMention]) -> tuple[int, str] | None:
    """The last noun of a phrase that no list has, where a comma or the like closes it: ", a falconer,"."""
    closes = layout.word_at(core) == "," or layout.lower_at(core) in _GOES_ON
    if not first < core <= end or layout.tags[core - 1] != "NOUN" or not closes:
        return None
    return None if any(k in names for k in range(first, core)) else (core - 1, layout.lower[core - 1])


def _is_kin_or_plain(noun: str) -> bool:
    return noun in person_heads() and person_heads()[noun].kind in ("kin", "plain")


def _clause_end(layout: Layout, first: int, at: int) -> int:
    """Where the clause that begins with the word `first` ends, in the sentence of the word `at`."""
    limit = min(first + _LONGEST, layout.sentence_end(at))
    inside = (end for end in range(first, limit) if layout.words[end] in _ENDS or layout.lower[end] in _ENDS_CLAUSE)
    return next(inside, max(first, limit))


def _apposed_before(layout: Layout, name: NameMention) -> Iterator[FoundRole]:
    """ "The minister of the economy, Mr. Guajardo,", "with his wife, Nora Hayes,": the description before the comma."""
    comma = name.title_first - 1
    if comma < 2 or layout.words[comma] != "," or not layout.together(name.first, comma) or not _closes(layout, name.last):
        return
    head = head_in(layout.lower, comma - 2, comma)
    if head is not None and head[0] == comma - 1:
        first, owner = chunk_start(layout, head[0])
        if owner is not None or layout.lower[first] in _ARTICLES:
            yield _role(layout, first + (owner is None), comma, head[1], owner=owner)
        return
    first = _noun_phrase(layout, comma)
    core = first
    while core < comma and (layout.tags[core] in _IN_PHRASE or layout.lower[core] in _LINKS):
        core += 1
    head = head_in(layout.lower, first, core)
    if head is not None and head[0] == core - 1 and layout.lower[first] in _ARTICLES:
        yield _role(layout, first + 1, comma, head[1])


def _closes(layout: Layout, at: int) -> bool:
    """Whether what stands after an apposed name ends the apposition, or is its verb."""
    if at >= len(layout) or layout.words[at] in _AFTER_APPOSED:
        return True
    return layout.tags[at] in VERBS and layout.lower[at] not in cue_verbs()


def _noun_phrase(layout: Layout, end: int) -> int:
    """The first noun, adjective or determiner of the clause before `end`, after its verb."""
    low = min(max(end - _LONGEST, layout.sentence_start(end), 0), end - 1)
    stops = (i for i in range(end - 1, low, -1) if layout.words[i - 1] in _STOPS or layout.tags[i - 1] in VERBS)
    first = next(stops, low)
    return next((i for i in range(first, end) if layout.tags[i] in _NOUNS), end)
