"""Who the names of one article stand for: forms of one name come together, and people who share a surname stay apart.

Imports text and places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.extract.coreference.mentions import JOINING, SUFFIXES, SURNAME_FIRST, NameMention, Nominal
from onrecord.extract.places.countries import country_named, usual_name
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import given_names, nickname_groups, titles, word_list, word_map

_SMALL = word_list("small")
_SPELLED_OUT = {short: tuple(words.split()) for short, words in word_map("abbreviations").items()}
_AFTER_SHORT_NAME = word_list("after short name")


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something that the article speaks of, as far as it is read: `kind` is "person", "organization", "place",
    "document" or "other"; `name` is None where only described; `gender` "m", "f" or None where the text does not tell."""

    kind: str
    name: str | None = None
    gender: str | None = None
    plural: bool = False
    key: tuple[str, ...] = ()
    forms: Counter[str] = field(default_factory=Counter)
    heads: set[str] = field(default_factory=set)
    members: tuple[Referent, ...] = ()
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Words `[first, last)` that refer, with their head; `form` is "name", "nominal" or "pronoun"; `referent` None: nobody was
    found."""

    first: int
    last: int
    head: int
    form: str
    referent: Referent | None
    nominal: Nominal | None = None


def group_names(layout: Layout, names: Sequence[NameMention]) -> list[Referent]:
    """One referent for each of `names`, the same object where the same is meant."""
    people = _group_people(layout, [n for n in names if n.type == "person"])
    others = _group_others(layout, [n for n in names if n.type != "person"])
    referents = []
    for name in names:
        referent = people[name] if name.type == "person" else others[name]
        surname = _shared_surname(layout, name, names)
        form = layout.phrase(name.first, name.last)
        referent.forms[form if surname is None else f"{form} {layout.words[surname.last - 1]}"] += 1
        referents.append(referent)
    for referent in dict.fromkeys(referents):
        referent.name = _fullest(referent)
        spelled = " ".join(word.capitalize() for word in referent.key)
        if referent.key in _SPELLED_OUT.values() and spelled in layout.text:
            referent.name = spelled
    return referents


def _fullest(referent: Referent) -> str:
    if referent.kind == "place":
        code = country_named(max(referent.forms, key=len))
        usual = usual_name(code) if code else None
        if usual and usual in referent.forms:
            return usual

    def rank(form: str) -> tuple[int, bool, int, int]:
        return len(form.split()), not form.isupper(), len(form), referent.forms[form]

    return max(referent.forms, key=rank)


def name_key(layout: Layout, name: NameMention) -> tuple[str, ...]:
    words = tuple(word.strip(".") or word for word in layout.lower[name.first : name.last])
    while len(words) > 1 and (words[-1] in SUFFIXES or words[-1] == ","):
        words = words[:-1]
    return words


def title_gender(layout: Layout, name: NameMention) -> str | None:
    return next((titles()[word].gender for word in name.titles(layout) if word in titles() and titles()[word].gender), None)


def _group_people(layout: Layout, names: Sequence[NameMention]) -> dict[NameMention, Referent]:
    """Names of two words or more first, the longest before; then those of one word, in text order."""
    keys = {name: _person_key(layout, name, names) for name in names}
    people, by_key = _people_in_full(keys.values())
    placed = {name: by_key[key] for name, key in keys.items() if key in by_key}
    for name in names:
        if name in placed:
            placed[name].gender = title_gender(layout, name) or placed[name].gender
    met: dict[Referent, tuple[int, int]] = {}
    for name in names:
        if name not in placed:
            placed[name] = _bare(layout, name, keys[name], people, placed, met)
        met[placed[name]] = met.get(placed[name], (name.first,))[0], name.first
    return placed


def _people_in_full(keys: Iterable[tuple[str, ...]]) -> tuple[list[Referent], dict[tuple[str, ...], Referent]]:
    """Everybody whom a key of two words or more names, and who of them each key is; none where it fits several."""
    people: list[Referent] = []
    by_key: dict[tuple[str, ...], Referent] = {}
    for key in sorted({k for k in keys if len(k) > 1}, key=lambda k: (-len(k), -len("".join(k)), k)):
        matching = [p for p in people if _same_person(key, p.key)]
        if not matching:
            people.append(Referent("person", key=key, gender=_given_gender(key)))
        if len(matching) < 2:
            by_key[key] = matching[0] if matching else people[-1]
    return people, by_key


def _person_key(layout: Layout, name: NameMention, names: Sequence[NameMention]) -> tuple[str, ...]:
    surname = _shared_surname(layout, name, names)
    return name_key(layout, name) + (name_key(layout, surname)[-1:] if surname else ())


def _shared_surname(layout: Layout, name: NameMention, names: Sequence[NameMention]) -> NameMention | None:
    """The name that also gives the surname of a given name before it: "Ilse" in "Ilse and Jonas Brandvold"."""
    if not _is_given_name(layout, name.first, name.last, name.type) or layout.lower_at(name.last) not in JOINING:
        return None
    beside = next((n for n in names if n.first == n.title_first == name.last + 1 and n.type == "person"), None)
    shared = beside and beside.last - beside.first == 2 and layout.lower[beside.first] in given_names()
    return beside if shared else None


def _is_given_name(layout: Layout, first: int, last: int, type_: str) -> bool:
    return last - first == 1 and type_ == "person" and layout.lower[first] in given_names()


def _same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Two forms of two words or more."""
    if short == full or full[-len(short) :] == short:
        return True
    if short[-1] != full[-1]:
        return len(short) == 2 and len(full) == 3 and short == full[:2] and short[0] in given_names()
    return _same_given(short[0], full[0])


def _same_given(a: str, b: str) -> bool:
    if a == b or (1 in (len(a), len(b)) and a[0] == b[0]):
        return True
    groups = nickname_groups()
    return bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


def _given_gender(key: tuple[str, ...]) -> str | None:
    """By the first given name that tells; a name of one word tells only where it is a woman's, since surnames are often men's
    names."""
    names = given_names()
    if len(key) == 1:
        return "f" if names.get(key[0]) == "f" else None
    if key[0] in SURNAME_FIRST and (len(key) > 2 or "-" in key[1]):
        return next((gender for word in key[1:] if (gender := names.get(word)) and gender != "u"), None)
    genders = (names.get(word) or names.get(word.split("-")[0]) for word in key[:-1])
    first = next((gender for gender in genders if gender), None)
    return first if first != "u" else None


def _bare(
    layout: Layout,
    name: NameMention,
    key: tuple[str, ...],
    people: list[Referent],
    placed: dict[NameMention, Referent],
    met: dict[Referent, tuple[int, int]],
) -> Referent:
    """Who a name of one word ("Clinton", "Mr. Ban", "Hillary") means: surnames before given names, those already met before
    later ones."""
    gender = title_gender(layout, name)
    fitting = [p for p in people if gender is None or p.gender in (None, gender)]
    candidates = [p for p in fitting if p.key[-len(key) :] == key] or [p for p in fitting if p.key[: len(key)] == key]
    if not candidates:
        person = Referent("person", key=key, gender=gender or (_given_gender(key) if name.title_first == name.first else None))
        people.append(person)
        return person
    chosen = _among_family(layout, name, [p for p in candidates if p in met] or candidates, placed, met)
    chosen.gender = chosen.gender or gender
    return chosen


def _among_family(
    layout: Layout,
    name: NameMention,
    candidates: list[Referent],
    placed: dict[NameMention, Referent],
    met: dict[Referent, tuple[int, int]],
) -> Referent:
    """Of several people of one surname: the one with the same title; else the one who alone stands in the same paragraph, unless
    named in full each time, as the relatives of somebody are; else the first. Two in one paragraph: ambiguous."""
    if len(candidates) == 1:
        return candidates[0]
    titled = _with_title(layout, name, candidates, placed)
    if titled is not None:
        return titled
    paragraph = layout.paragraph[name.first]
    in_full = [(mention.first, person) for mention, person in placed.items() if mention.last - mention.first > 1]
    once = Counter(person for _, person in in_full)
    near = [p for p in candidates if p in met and layout.paragraph[met[p][1]] == paragraph]
    first = min(candidates, key=lambda p: min((at for at, person in in_full if person is p), default=len(layout)))
    if len(near) == 1 and once[near[0]] == 1:
        return near[0]
    if len(near) > 1 and all(once[p] == 1 for p in near):
        return Referent("person", key=first.key[-1:], ambiguous=tuple(" ".join(p.key) for p in near))
    return first


def _with_title(
    layout: Layout, name: NameMention, candidates: list[Referent], placed: dict[NameMention, Referent]
) -> Referent | None:
    """The only one who has a title of this name elsewhere."""
    own = _plain_titles(layout, name)
    if not own:
        return None
    titled = {person for other, person in placed.items() if person in candidates and own & _plain_titles(layout, other)}
    return titled.pop() if len(titled) == 1 else None


def _plain_titles(layout: Layout, name: NameMention) -> set[str]:
    return {title.strip(".") for title in name.titles(layout)}


def _group_others(layout: Layout, names: Sequence[NameMention]) -> dict[NameMention, Referent]:
    """Organizations and places: by country, by the same words, by abbreviation, by the end or the start of a longer name."""
    keys = {name: _organization_key(name_key(layout, name)) for name in names}
    kinds: dict[tuple[str, ...], Counter[str]] = {}
    for name, key in keys.items():
        kinds.setdefault(key, Counter())[name.type] += 1
    groups: list[Referent] = []
    by_key: dict[tuple[str, ...], Referent] = {}
    for key in sorted(kinds, key=lambda k: (-len(k), k)):
        code = country_named(" ".join(key))
        found = _country_among(groups, code) if code else _organization_among(groups, key)
        if found is None:
            found = Referent("place", key=("country", code)) if code else Referent(kinds[key].most_common(1)[0][0], key=key)
            groups.append(found)
        by_key[key] = found
    return {name: by_key[key] for name, key in keys.items()}


def _country_among(groups: Sequence[Referent], code: str) -> Referent | None:
    return next((g for g in groups if g.key == ("country", code)), None)


def _organization_among(groups: Sequence[Referent], key: tuple[str, ...]) -> Referent | None:
    """The only one whose name `key` may be short for."""
    matching = [g for g in groups if g.key[0] != "country" and _same_organization(key, g.key)]
    return matching[0] if len(matching) == 1 else None


def _organization_key(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for word in words if word not in ("the", "'s") for part in _SPELLED_OUT.get(word, (word,))) or words


def _same_organization(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if short == full or (len(short) < len(full) and full[-len(short) :] == short):
        return True
    if len(short) == 1:
        return len(full) > 1 and _abbreviates(short[0], full)
    return full[: len(short)] == short and full[len(short)] in _AFTER_SHORT_NAME


def _abbreviates(short: str, full: tuple[str, ...]) -> bool:
    letters = short.replace(".", "").upper()
    if not 2 <= len(letters) <= 5:
        return False
    words = [word for word in full if word[0].isalnum()]
    major = (word for word in words if word not in _SMALL)
    return letters in ("".join(w[0] for w in words).upper(), "".join(w[0] for w in major).upper())
