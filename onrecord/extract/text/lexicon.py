"""Language facts about people, organizations and documents, read once from `language/en/`. Imports language only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.language import lines, rows, tables


@dataclass(frozen=True, slots=True)
class PersonHead:
    """A noun for a person: `kind` is "office", "trait", "plain" or "kin" (language/en/person_heads.tsv says what they mean)."""

    word: str
    kind: str
    sector: str | None
    gender: str | None
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class OrganizationHead:
    """A noun for an organization, and what else the same one may be called."""

    word: str
    sector: str | None
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class Title:
    """A word that stands before a name; `role` is None for mere courtesy ("Mr.")."""

    gender: str | None
    sector: str | None
    role: str | None


def listed(cell: str) -> frozenset[str]:
    return frozenset(value.casefold() for value in cell.split(";") if value)


def plural(noun: str) -> str:
    if noun.endswith(("man", "woman")) and noun != "woman":
        return noun[:-2] + "en"
    if noun == "woman":
        return "women"
    if noun in ("child", "person"):
        return {"child": "children", "person": "people"}[noun]
    if noun.endswith("wife"):
        return noun[:-2] + "ves"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def person_heads() -> dict[str, PersonHead]:
    return {
        word: PersonHead(word, kind, sector or None, gender or None, listed(others))
        for word, kind, sector, gender, others in (row[:5] for row in rows("person_heads.tsv", 5))
    }


@cache
def person_plurals() -> dict[str, PersonHead]:
    return {plural(word): head for word, head in person_heads().items()}


@cache
def organization_heads() -> dict[str, OrganizationHead]:
    return {
        word: OrganizationHead(word, sector or None, listed(others))
        for word, sector, others in (row[:3] for row in rows("organization_heads.tsv", 3))
    }


@cache
def organization_plurals() -> dict[str, OrganizationHead]:
    return {plural(word): head for word, head in organization_heads().items()}


@cache
def titles() -> dict[str, Title]:
    return {
        word: Title(gender or None, sector or None, role or None)
        for word, gender, sector, role in (row[:4] for row in rows("titles.tsv", 4))
    }


@cache
def documents() -> frozenset[str]:
    return frozenset(lines("documents.txt"))


@cache
def cue_verbs() -> frozenset[str]:
    return frozenset(word for line in lines("cue_verbs.txt") for word in line.split())


@cache
def given_names() -> dict[str, str]:
    """Given name, casefolded -> "m", "f" or "u"."""
    return {name.casefold(): gender for gender, names in rows("first_names.tsv", 2) for name in names.split()}


@cache
def nickname_groups() -> dict[str, frozenset[int]]:
    """Given name, casefolded -> the groups of forms it belongs to; two forms of one name share a group."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(lines("nicknames.txt")):
        for name in line.split():
            groups.setdefault(name.casefold(), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    pairs = (line.split(": ", 1) for line in lines("word_lists.txt"))
    return {name: frozenset(words.split()) for name, words in pairs}


def word_map(name: str) -> dict[str, str]:
    """One of the tables of language/en/word_maps.toml. Raises KeyError where there is none of that name."""
    table: dict[str, str] = tables("word_maps.toml")[name]
    return table


def word_list(name: str) -> frozenset[str]:
    """One of the sets of language/en/word_lists.txt. Raises KeyError where there is none of that name."""
    return _word_lists()[name]
