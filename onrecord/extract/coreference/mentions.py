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
    word_map,
)

PARTICLES = word_list("particles")
SUFFIXES = word_list("suffixes")
DETERMINERS = word_list("determiners")
_NOBODY = word_list("nobody")
_PAPERS = word_list("papers")
_SINGULARS = word_list("singulars in s")
_PLURALS = word_list("plurals without s")
_DEFINITE = word_list("definite")
POSSESSIVES = word_list("possessives")
_TELL_NOTHING = word_list("tell nothing") | {"'s"}
_PARTY = word_map("parties")
_HEADS = frozenset(("NOUN", "PROPN", "ADJ"))
_IN_CHUNK = frozenset(("NOUN", "PROPN", "ADJ", "NUM"))
_AFTER_NOUN = frozenset(("VERB", "AUX", "PUNCT", "ADP", "PRON"))
_LINKS = frozenset(("-", "&", "-year-old"))
_MARKS = frozenset(("-", "&", "'s", "'"))
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


PRONOUNS: dict[str, tuple[str | None, bool]] = {
    **dict.fromkeys(word_list("he"), ("m", False)),
    **dict.fromkeys(word_list("she"), ("f", False)),
    **dict.fromkeys(word_list("it"), ("n", False)),
    **dict.fromkeys(word_list("they"), (None, True)),
}


def find_nominals(layout: Layout, names: Sequence[NameMention]) -> list[Nominal]:
    """Noun phrases whose head names a person, an organization or a document, in text order; not those inside or before a name."""
    inside = bytearray(len(layout))
    begins = bytearray(len(layout) + 1)
    for name in names:
        inside[name.title_first : name.last] = b"\1" * (name.last - name.title_first)
        begins[name.title_first] = 1
    found = []
    for head, tag in enumerate(layout.tags):
        if inside[head] or begins[head + 1] or tag not in _HEADS:
            continue
        described = describe_head(layout.lower, head)
        if described is None or not _may_head(layout, head, plural=described[1]):
            continue
        nominal = _nominal(layout, head, *described)
        if layout.lower[nominal.first] not in _NOBODY:
            found.append(nominal)
    return found


def _may_head(layout: Layout, head: int, *, plural: bool) -> bool:
    """Whether the word `head` ends its noun phrase, and is no part of another thing."""
    if layout.tag_at(head + 1) == "NOUN" or layout.lower_at(head + 1) == "-" or _first_of_two(layout, head):
        return False
    if layout.tags[head] == "ADJ" and not _is_nominalised(layout, head):
        return False
    return plural or not _bare_singular(layout, head)


def _first_of_two(layout: Layout, head: int) -> bool:
    """ "Chief" in "the chief executive"."""
    return f"{layout.lower[head]} {layout.lower_at(head + 1)}" in person_heads()


def _is_nominalised(layout: Layout, head: int) -> bool:
    """An adjective that stands for somebody: "the accused said"."""
    before = layout.lower_at(head - 1)
    return (before in DETERMINERS or before in POSSESSIVES) and layout.tags[min(head + 1, len(layout) - 1)] in _AFTER_NOUN


def _bare_singular(layout: Layout, head: int) -> bool:
    """A singular without a determiner is part of something else ("the mogul and nominee"), save in headlines."""
    first, possessor = chunk_start(layout, head)
    if layout.lower[first] in DETERMINERS or possessor is not None:
        return False
    return layout.together(first, first - 1) and layout.words[first - 1][0].isalnum()


def describe_head(lower: Sequence[str], head: int) -> tuple[str, bool, PersonHead | OrganizationHead | None] | None:
    """What the noun at `head` stands for: kind ("person", "organization", "document"), whether plural, and its entry."""
    word = lower[head]
    person = _person_noun(f"{lower[head - 1]} {word}") if head > 0 else None
    person = person or _person_noun(word)
    if person is not None:
        return "person", *person
    if word in documents() and not (word in _PAPERS and head > 1 and lower[head - 1] not in DETERMINERS):
        return "document", word.endswith("s") and word not in _SINGULARS, None
    if word in organization_heads():
        return "organization", word in _PLURALS, organization_heads()[word]
    if word in organization_plurals():
        return "organization", True, organization_plurals()[word]
    return None


def _person_noun(words: str) -> tuple[bool, PersonHead] | None:
    """Whether a noun for people is plural, and its entry."""
    if words in person_heads():
        return False, person_heads()[words]
    return (True, person_plurals()[words]) if words in person_plurals() else None


def _nominal(layout: Layout, head: int, kind: str, plural: bool, noun: PersonHead | OrganizationHead | None) -> Nominal:
    first, possessor = chunk_start(layout, head)
    definite = layout.lower[first] in _DEFINITE or possessor is not None
    return Nominal(first, head + 1, head, kind, plural, definite, possessor, noun)


def chunk_start(layout: Layout, head: int) -> tuple[int, int | None]:
    """Where the noun phrase that ends in `head` begins, and the word of its possessor ("its", "Clinton’s"), if any."""
    first, possessor = head, None
    low = max(layout.sentence_start(head), head - LONGEST_CHUNK)
    while first > low:
        word = layout.lower[first - 1]
        if word in DETERMINERS:
            return first - 1, possessor
        if word in POSSESSIVES:
            return first - 1, first - 1
        if _is_possessive(layout, first - 1):
            if possessor is not None or first < 2:
                break
            possessor = first - 2
        elif layout.tags[first - 1] not in _IN_CHUNK and word not in _LINKS:
            break
        first -= 1
    return layout.past_words(first, head, _MARKS), possessor


def _is_possessive(layout: Layout, at: int) -> bool:
    return layout.lower[at] == "'s" or (layout.lower[at] == "'" and layout.lower_at(at - 1).endswith("s"))


def party_word(word: str) -> str:
    """The one word for a party's people: "republican" for "GOP"."""
    return _PARTY.get(word, word)


def modifiers(layout: Layout, nominal: Nominal) -> list[str]:
    """The words that say which one a nominal means, casefolded: "french", "foreign"."""
    words = layout.lower[nominal.first : nominal.head]
    return [party_word(w) for w in words if w not in DETERMINERS and w not in _TELL_NOTHING and w[0].isalnum()]


def find_pronouns(layout: Layout) -> list[Pronoun]:
    """Third-person pronouns, in text order."""
    return [Pronoun(i, word, *PRONOUNS[word]) for i, word in enumerate(layout.lower) if word in PRONOUNS and layout.tags[i]]
