"""Where the text names, describes or points at somebody, before it is settled who that is: the kinds of mention, nominals and
pronouns (names are found in `names`). Imports text only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import (
    OrganizationHead,
    PersonHead,
    documents,
    organization_heads,
    organization_plurals,
    person_heads,
    person_plurals,
    word_list,
)

PARTICLES = word_list("particles")
SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
DETERMINERS = word_list("determiners")
_NOBODY = frozenset(("any", "every", "no", "each"))
_PAPERS = frozenset(("journal", "paper", "site", "website", "blog", "newsletter"))
SURNAME_FIRST = word_list("surname first")
JOINING = word_list("joining")
LONGEST_CHUNK = 12


@dataclass(frozen=True, slots=True)
class NameMention:
    """Words `[first, last)` of a name; `title_first` where its titles begin (`first` where it has none)."""

    first: int
    last: int
    type: str
    title_first: int

    def titles(self, layout: Layout) -> list[str]:
        return layout.words[self.title_first : self.first]


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase that describes somebody: words `[first, last)`, its head word, and what the head says."""

    first: int
    last: int
    head: int
    kind: str
    plural: bool
    definite: bool
    possessor: int | None
    noun: PersonHead | OrganizationHead | None


@dataclass(frozen=True, slots=True)
class Pronoun:
    at: int
    word: str
    gender: str | None
    plural: bool


PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("m", False)),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("f", False)),
    **dict.fromkeys(("it", "its", "itself"), ("n", False)),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), (None, True)),
}


def find_nominals(layout: Layout, names: Sequence[NameMention]) -> list[Nominal]:
    """Noun phrases whose head names a person, an organization or a document, in text order; not those inside or before a name."""
    lower, tags, count = layout.lower, layout.tags, len(layout)
    inside = bytearray(count + 1)
    starts = bytearray(count + 1)
    for name in names:
        inside[name.first : name.last] = b"\1" * (name.last - name.first)
        starts[name.title_first] = 1
        inside[name.title_first : name.first] = b"\1" * (name.first - name.title_first)
    found = []
    for head in range(count):
        if inside[head] or tags[head] not in ("NOUN", "PROPN", "ADJ"):
            continue
        described = describe_head(lower, head)
        if (
            described is None
            or _bare_singular(layout, head, described[1])
            or (head + 1 < count and (starts[head + 1] or tags[head + 1] == "NOUN" or lower[head + 1] == "-"))
            or _first_of_two(lower, head)
        ):
            continue
        if tags[head] == "ADJ" and not (
            head > 0
            and (lower[head - 1] in DETERMINERS or lower[head - 1] in POSSESSIVES)
            and tags[min(head + 1, count - 1)] in _AFTER_NOUN
        ):
            continue
        nominal = _nominal(layout, head, *described)
        if layout.lower[nominal.first] not in _NOBODY:
            found.append(nominal)
    return found


def _first_of_two(lower: Sequence[str], head: int) -> bool:
    """ "Chief" in "the chief executive"."""
    return head + 1 < len(lower) and f"{lower[head]} {lower[head + 1]}" in person_heads()


def _bare_singular(layout: Layout, head: int, plural: bool) -> bool:
    """A singular without a determiner is part of something else ("the mogul and nominee"), save in headlines."""
    if plural:
        return False
    first, possessor = chunk_start(layout, head)
    starts = first == 0 or layout.sentence[first - 1] != layout.sentence[first]
    apart = starts or not layout.words[first - 1][0].isalnum()
    return layout.lower[first] not in DETERMINERS and possessor is None and not apart


_AFTER_NOUN = frozenset(("VERB", "AUX", "PUNCT", "ADP", "PRON"))


def describe_head(lower: Sequence[str], head: int) -> tuple[str, bool, PersonHead | OrganizationHead | None] | None:
    """What the noun at `head` stands for: kind ("person", "organization", "document"), whether plural, and its entry."""
    word = lower[head]
    if head > 0:
        pair = f"{lower[head - 1]} {word}"
        person = person_heads().get(pair) or person_plurals().get(pair)
        if person:
            return "person", pair not in person_heads(), person
    if word in person_heads():
        return "person", False, person_heads()[word]
    if word in person_plurals():
        return "person", True, person_plurals()[word]
    if word in documents() and not (word in _PAPERS and head > 1 and lower[head - 1] not in DETERMINERS):
        return "document", word.endswith("s") and word not in ("analysis", "news"), None
    if word in organization_heads():
        return "organization", word == "police", organization_heads()[word]
    if word in organization_plurals():
        return "organization", True, organization_plurals()[word]
    return None


def _nominal(layout: Layout, head: int, kind: str, plural: bool, noun: PersonHead | OrganizationHead | None) -> Nominal:
    first, possessor = chunk_start(layout, head)
    lead = layout.lower[first]
    definite = lead in ("the", "this", "that", "these", "those") or possessor is not None
    return Nominal(first, head + 1, head, kind, plural, definite, possessor, noun)


def chunk_start(layout: Layout, head: int) -> tuple[int, int | None]:
    """Where the noun phrase that ends in `head` begins, and the word of its possessor ("its", "Clinton’s"), if any."""
    first, possessor = head, None
    while first > 0 and head - first < LONGEST_CHUNK and layout.sentence[first - 1] == layout.sentence[head]:
        word, tag = layout.lower[first - 1], layout.tags[first - 1]
        if word in DETERMINERS:
            return first - 1, possessor
        if word in POSSESSIVES:
            return first - 1, first - 1
        if word == "'s" or (word == "'" and first > 1 and layout.lower[first - 2].endswith("s")):
            if possessor is not None or first < 2:
                break
            possessor, first = first - 2, first - 1
            continue
        if tag not in ("NOUN", "PROPN", "ADJ", "NUM") and word not in ("-", "&", "-year-old"):
            break
        first -= 1
    while first < head and layout.lower[first] in ("-", "&", "'s", "'"):
        first += 1
    return first, possessor


_PARTY = {"gop": "republican", "democratic": "democrat", "tory": "conservative"}
_TELL_NOTHING = frozenset(("'s", "former", "then", "own"))


def party_word(word: str) -> str:
    """The one word for a party's people: "republican" for "GOP"."""
    return _PARTY.get(word, word)


def modifiers(layout: Layout, nominal: Nominal) -> list[str]:
    """The words that say which one a nominal means, casefolded: "french", "foreign"."""
    words = layout.lower[nominal.first : nominal.head]
    return [party_word(w) for w in words if w not in DETERMINERS and w not in _TELL_NOTHING and w[0].isalnum()]


POSSESSIVES = frozenset(("my", "your", "his", "her", "its", "our", "their", "whose"))


def find_pronouns(layout: Layout) -> list[Pronoun]:
    """Third-person pronouns, in text order."""
    return [Pronoun(i, word, *PRONOUNS[word]) for i, word in enumerate(layout.lower) if word in PRONOUNS and layout.tags[i]]
