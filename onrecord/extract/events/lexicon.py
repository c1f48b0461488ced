"""What words tell of which event, read once from `language/en/`. Imports text only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.extract.text.lexicon import plural
from onrecord.language import lines, rows

_VOWELS = frozenset("aeiou")
_DOUBLING = re.compile(r"(?:[^aeiou]|qu)+[aeiou][^aeiouwxy]|[a-z]+quit")  # "slam", "quit", "acquit"


@dataclass(frozen=True, slots=True)
class Entry:
    """A verb or noun that may tell of an event of this type, and PLOVER's contexts that it gives."""

    lemma: str
    type: str
    contexts: tuple[str, ...]


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the lists of language/en/event_words.txt. Raises KeyError where there is none of that name."""
    pairs = dict(line.split(": ", 1) for line in lines("event_words.txt"))
    return frozenset(word.replace("_", " ") for word in pairs[name].split())


@cache
def _irregular() -> dict[str, list[str]]:
    return {verb: past for verb, *past in (line.split() for line in lines("irregular_verbs.txt"))}


@cache
def verbs() -> dict[str, tuple[Entry, ...]]:
    """Each form of each verb -> its entries, one a type."""
    found: dict[str, list[Entry]] = {}
    for lemma, type_, contexts in (row[:3] for row in rows("event_verbs.tsv", 3)):
        for form in forms(lemma):
            found.setdefault(form, []).append(Entry(lemma, type_, _list(contexts)))
    return {form: tuple(entries) for form, entries in found.items()}


@cache
def bare_forms() -> frozenset[str]:
    """The verbs themselves, without an ending: "lift"."""
    return frozenset(entry.lemma for entries in verbs().values() for entry in entries)


@cache
def nouns() -> dict[str, Entry]:
    """Each noun, singular and plural, casefolded -> its entry. Compounds have a space."""
    found: dict[str, Entry] = {}
    for lemma, type_, contexts in (row[:3] for row in rows("event_nouns.tsv", 3)):
        entry = Entry(lemma, type_, _list(contexts))
        found.setdefault(lemma, entry)
        found.setdefault(plural(lemma), entry)
    return found


@cache
def light(name: str) -> frozenset[str]:
    """All forms of the first words of a list's verbs."""
    return frozenset(form for phrase in word_list(name) for form in forms(phrase.split(" ")[0]))


def forms(lemma: str) -> frozenset[str]:
    """The forms of a verb: "strike", "strikes", "striking", "struck"; of spellings that differ, both ("-ize", "-ise")."""
    if lemma.endswith("ize"):
        return _forms(lemma) | _forms(lemma[:-3] + "ise")
    if lemma.endswith(("cel", "vel", "bel", "ral", "al")) and len(lemma) > 5:  # "travelled", "traveled"
        return _forms(lemma) | {lemma + "led", lemma + "ling"}
    return _forms(lemma)


def _forms(lemma: str) -> frozenset[str]:
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third = lemma[:-1] + "ies"
    else:
        third = lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh", "z", "o")) else "s")
    doubled = lemma + lemma[-1] if lemma in word_list("doubling") or _DOUBLING.fullmatch(lemma) else lemma
    if lemma.endswith("ie"):
        ing = lemma[:-2] + "ying"
    elif lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        ing = lemma[:-1] + "ing"
    else:
        ing = doubled + "ing"
    if lemma in _irregular():
        past = _irregular()[lemma]
    elif lemma.endswith("e"):
        past = [lemma + "d"]
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        past = [lemma[:-1] + "ied"]
    else:
        past = [doubled + "ed"]
    return frozenset((lemma, third, ing, *past))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(value for value in cell.split(",") if value)
