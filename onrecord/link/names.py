"""Names made comparable: which two may name one, and under which keys to look for others. Imports record and extract's tables.

The rules, all of them (docs/linking.md says them for users):

1. Case, accents and punctuation make no difference; titles before a name are no part of it.
2. Spellings that transliteration varies make none: doubled letters, a final -y, -i, -iy, -yy, -ij, -ii; ye- for e- at the start.
3. Family names (the last word) agree; "ue", "oe", "ae" are read as the umlaut's plain vowel in those of five letters or more.
4. First given names agree: the same, an initial of the other, or short forms of one name. Who goes by a second given name may
   have the initial before it ("R. Nicholas Burns").
5. Middle names agree or stand with one only; where both have as many, each with each.
6. "Jr.", "Sr.", "III" stand with both or with none.
7. Or: the same words in another order ("Orban Viktor").

A single word, or an initial and a family name, is no full name. Organizations and places agree when their words do, without
articles and legal forms; names of one country agree; an abbreviation means the one name that it was given with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, pairwise

from onrecord.extract.places.countries import country_named
from onrecord.extract.text.lexicon import nickname_groups, titles, word_list
from onrecord.record import Entity, EntityType
from onrecord.record.folding import folded

_GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_ENDINGS = ("iyy", "iy", "yy", "ii", "ij", "yi", "j", "i")
_PLAIN_FROM = 5  # letters; shorter family names ("Sue", "Joel") have no umlaut that is spelled out
_LEGAL_FORMS = frozenset({"inc", "corp", "ltd", "llc", "plc", "co", "gmbh", "ag", "sa"})
_ARTICLES = frozenset({"the", "an", "a"})
_LONGEST_ABBREVIATION = 6
_SMALL = word_list("small")


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """`family` is the last word, `given` are the words before it, all spelled for comparing; `generation` "jr" and the like."""

    family: str
    given: tuple[str, ...]
    generation: str

    @property
    def is_full(self) -> bool:
        """Whether it says more than a family name and one initial."""
        return len(self.given) > 1 or any(len(word) > 1 for word in self.given)

    def marks(self) -> Iterator[str]:
        for word in self.given:
            yield f"{self.family}|{word[0]}"
            for group in _short_forms().get(word, ()):
                yield f"{self.family}|{group}"
        if self.is_full:
            yield " ".join(sorted((*self.given, self.family)))


@dataclass(frozen=True, slots=True)
class ThingName:
    """The folded name of what is no person, and the abbreviations that the article gives it."""

    type: EntityType
    name: str
    short: frozenset[str]

    @property
    def is_full(self) -> bool:
        return True

    def marks(self) -> Iterator[str]:
        for name in (self.name, *self.short):
            yield f"{self.type}|{name}"


Name = PersonName | ThingName


def names_of(entity: Entity) -> frozenset[Name]:
    """The entity's name, and for people those of its aliases that have the same family name and generation; empty where a name
    says too little to link by, and for what is only described."""
    if entity.type in (EntityType.GROUP, EntityType.UNNAMED):
        return frozenset()
    if entity.type is not EntityType.PERSON:
        thing = _thing_name(entity)
        return frozenset({thing} if thing.name else ())
    name = person_name(entity.name)
    if name is None:
        return frozenset()
    aliases = (person_name(alias) for alias in entity.aliases)
    kin = {other for other in aliases if other and (other.family, other.generation) == (name.family, name.generation)}
    return frozenset({name, *kin})


def pooled(names: Mapping[str, frozenset[Name]]) -> dict[str, frozenset[Name]]:
    """The same names, but each full name with all abbreviations that any article gives it."""
    short: dict[tuple[EntityType, str], frozenset[str]] = {}
    for name in chain.from_iterable(names.values()):
        if isinstance(name, ThingName):
            short[name.type, name.name] = short.get((name.type, name.name), frozenset()) | name.short

    def full(name: Name) -> Name:
        return replace(name, short=short[name.type, name.name]) if isinstance(name, ThingName) else name

    return {id_: frozenset(map(full, called)) for id_, called in names.items()}


@lru_cache(maxsize=100_000)
def person_name(text: str) -> PersonName | None:
    """None for a name of one word."""
    parts = text.split()
    while len(parts) > 1 and parts[0] in titles():
        parts = parts[1:]
    words = [word for part in parts for word in _split_initials(part, text).split()]
    generation = ""
    while len(words) > 1 and words[-1] in _GENERATIONS:
        generation = _GENERATIONS[words.pop()]
    if len(words) < 2:
        return None
    return PersonName(_family(words[-1]), tuple(_skeleton(word) for word in words[:-1]), generation)


def _thing_name(entity: Entity) -> ThingName:
    name = _plain(entity.name)
    if entity.type is EntityType.PLACE and (country := country_named(entity.name)):
        name = country
    return ThingName(entity.type, name, frozenset(_joined(alias) for alias in entity.aliases if _abbreviates(alias, name)))


def _plain(text: str) -> str:
    words = folded(text).split()
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    spelled_out = len(words) > 1 and all(len(word) == 1 for word in words)  # "U.N."
    return "".join(words) if spelled_out else " ".join(words)


@lru_cache(maxsize=100_000)
def may_be_one(a: Name, b: Name) -> bool:
    match a, b:
        case PersonName(), PersonName():
            if a.generation != b.generation:
                return False
            if a.family == b.family and _given_agree(a.given, b.given):
                return True
            return a.is_full and sorted((*a.given, a.family)) == sorted((*b.given, b.family))
        case ThingName(), ThingName():
            return a.type == b.type and (a.name == b.name or a.name in b.short or b.name in a.short)
        case _:
            return False


@lru_cache(maxsize=100_000)
def look_alike(a: Name, b: Name) -> bool:
    """Whether a reader could take one for the other: of people, first and family names agree."""
    if isinstance(a, PersonName) and isinstance(b, PersonName):
        return may_be_one(a, b) or (a.family == b.family and _word_agrees(a.given[0], b.given[0]))
    return may_be_one(a, b)


def keys(entity: Entity) -> frozenset[str]:
    """Entities that may be one share a key, or are connected by others that share theirs."""
    return frozenset(key for name in names_of(entity) for key in name.marks())


def _given_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if _word_agrees(a[0], b[0]):
        return _middle_agree(a[1:], b[1:])
    for one, other in ((a, b), (b, a)):
        if len(one) > 1 and len(one[0]) == 1 and len(one[1]) > 1 and _word_agrees(one[1], other[0]):
            return _middle_agree(one[2:], other[1:])
    return False


def _middle_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if not a or not b:
        return True
    if len(a) == len(b):
        return all(_word_agrees(x, y) for x, y in zip(a, b, strict=True))
    shorter, longer = sorted((a, b), key=len)
    rest = iter(longer)
    return all(len(word) > 1 and word in rest for word in shorter)


def _word_agrees(a: str, b: str) -> bool:
    if a == b:
        return True
    if 1 in (len(a), len(b)):
        return a[0] == b[0]
    return bool(_short_forms().get(a, frozenset()) & _short_forms().get(b, frozenset()))


@cache
def _short_forms() -> dict[str, frozenset[int]]:
    groups: dict[str, frozenset[int]] = {}
    for name, numbers in nickname_groups().items():
        word = _skeleton(folded(name))
        groups[word] = groups.get(word, frozenset()) | numbers
    return groups


def _split_initials(part: str, text: str) -> str:
    """Folded words of one part; "JD" in "JD Vance" is two initials."""
    if len(part) == 2 and part.isupper() and part.isalpha() and not text.isupper() and folded(part) not in _GENERATIONS:
        part = f"{part[0]} {part[1]}"
    return folded(part)


def _family(word: str) -> str:
    if len(word) >= _PLAIN_FROM:
        for spelled, plain in (("ue", "u"), ("oe", "o"), ("ae", "a")):
            word = word.replace(spelled, plain)
    return _skeleton(word)


def _skeleton(word: str) -> str:
    if len(word) < 3:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending):
            word = word.removesuffix(ending) + "y"
            break
    if word.startswith("ye") and len(word) > 4:
        word = word[1:]
    return word[0] + "".join(letter for before, letter in pairwise(word) if letter != before)


def _joined(alias: str) -> str:
    return folded(alias).replace(" ", "")


def _abbreviates(alias: str, name: str) -> bool:
    """Whether an alias in capitals has the initials of the name's words, with or without the small ones."""
    letters, words = _joined(alias), name.split()
    if not 2 <= len(letters) <= _LONGEST_ABBREVIATION or not alias.replace(".", "").isupper():
        return False
    return letters in ("".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL))
