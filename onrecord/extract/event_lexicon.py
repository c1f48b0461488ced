"""What words tell of which event, read once from `data/`. Imports lexicon and record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.extract.lexicon import lines, plural, rows

_IRREGULAR = {
    "meet": "met met", "hold": "held held", "begin": "began begun", "send": "sent sent", "give": "gave given", "fight": "fought fought",
    "shoot": "shot shot", "strike": "struck struck", "beat": "beat beaten", "slay": "slew slain", "overrun": "overran overrun",
    "withdraw": "withdrew withdrawn", "forgive": "forgave forgiven", "seek": "sought sought", "beseech": "besought besought",
    "bring": "brought brought", "break": "broke broken", "cut": "cut cut", "set": "set set", "put": "put put", "lead": "led led",
    "take": "took taken", "make": "made made", "pay": "paid paid", "freeze": "froze frozen", "forbid": "forbade forbidden",
    "fly": "flew flown", "lend": "lent lent", "feed": "fed fed", "speak": "spoke spoken", "stand": "stood stood", "step": "stepped stepped",
    "undertake": "undertook undertaken", "withhold": "withheld withheld", "build": "built built", "have": "had had", "tell": "told told",
    "say": "said said", "blow": "blew blown", "overthrow": "overthrew overthrown", "sue": "sued sued", "agree": "agreed agreed",
    "free": "freed freed", "besiege": "besieged besieged", "bow": "bowed bowed", "hit": "hit hit", "lash": "lashed lashed",
    "shut": "shut shut", "hurt": "hurt hurt", "sell": "sold sold", "buy": "bought bought", "lay": "laid laid", "ban": "banned banned",
    "bar": "barred barred", "kidnap": "kidnapped kidnapped", "veto": "vetoed vetoed", "torch": "torched torched", "beg": "begged begged",
    "stab": "stabbed stabbed", "snub": "snubbed snubbed", "rebut": "rebutted rebutted", "commit": "committed committed",
    "gas": "gassed gassed", "expel": "expelled expelled", "confer": "conferred conferred", "plan": "planned planned",
    "drop": "dropped dropped", "stop": "stopped stopped", "gun": "gunned gunned", "scrap": "scrapped scrapped",
    "ship": "shipped shipped", "rebel": "rebelled rebelled", "go": "went gone", "throw": "threw thrown", "come": "came come", "burn": "burned burnt", "arm": "armed armed", "rule": "ruled ruled", "die": "died died",
}  # fmt: skip
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """`particle` is the word that must follow ("on" of "call on"); `recipient` where the recipient stands, in the order of looking:
    "obj", "none" or a preposition; `personal`: it counts only where the recipient is somebody; `objects`: of which nouns one must be the object,
    or stand with the particle."""

    lemma: str
    particle: str | None
    type: str
    mode: str | None
    recipient: tuple[str, ...]
    contexts: tuple[str, ...]
    personal: bool = False
    objects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NounEntry:
    """`kind` is "deed", "hold", "tie" or "word" (data/event_nouns.tsv says what they mean)."""

    lemma: str
    type: str
    mode: str | None
    kind: str
    recipient: tuple[str, ...]
    contexts: tuple[str, ...]


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the lists of data/event_words.txt. Raises KeyError where there is none of that name."""
    pairs = dict(line.split(": ", 1) for line in lines("event_words.txt"))
    return frozenset(word.replace("_", " ") for word in pairs[name].split())


@cache
def verbs() -> dict[str, tuple[VerbEntry, ...]]:
    """Each form of each verb -> its entries, those with a particle first."""
    found: dict[str, list[VerbEntry]] = {}
    for cell, type_, mode, recipient, contexts in (row[:5] for row in rows("event_verbs.tsv", 5)):
        said, _, objects = cell.partition("=")
        lemma, _, particle = said.rstrip("?").partition("_")
        entry = VerbEntry(
            lemma,
            particle.replace("_", " ") or None,
            type_,
            mode or None,
            _list(recipient),
            _list(contexts),
            said.endswith("?"),
            frozenset(objects.split(";")) if objects else frozenset(),
        )
        for form in forms(lemma):
            found.setdefault(form, []).append(entry)
    return {form: tuple(sorted(entries, key=lambda e: (not e.objects, e.particle is None))) for form, entries in found.items()}


@cache
def nouns() -> dict[str, NounEntry]:
    """Each noun, singular and plural, casefolded -> its entry. Compounds have a space."""
    found: dict[str, NounEntry] = {}
    for lemma, type_, mode, kind, recipient, contexts in (row[:6] for row in rows("event_nouns.tsv", 6)):
        entry = NounEntry(lemma, type_, mode or None, kind, _list(recipient), _list(contexts))
        found.setdefault(lemma, entry)
        found.setdefault(plural(lemma), entry)
    return found


@cache
def in_list(name: str) -> dict[str, str]:
    """Each form of the verbs in a list -> its lemma, with its particle ("carry out" under "carried")."""
    found: dict[str, str] = {}
    for phrase in sorted(word_list(name), key=lambda p: -len(p.split())):
        lemma = phrase.split(" ")[0]
        for form in forms(lemma):
            found.setdefault(form, phrase)
    return found


@cache
def light(name: str) -> frozenset[str]:
    """All forms of the first words of a list's verbs."""
    return frozenset(form for phrase in word_list(name) for form in forms(phrase.split(" ")[0]))


def forms(lemma: str) -> frozenset[str]:
    """The forms of a verb: "strike", "strikes", "striking", "struck"."""
    third = lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in _VOWELS else (
        lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh", "z", "o")) else "s")
    )  # fmt: skip
    doubled = lemma + lemma[-1] if _doubles(lemma) else lemma
    if lemma.endswith("ie"):
        ing = lemma[:-2] + "ying"
    elif lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        ing = lemma[:-1] + "ing"
    else:
        ing = doubled + "ing"
    if lemma in _IRREGULAR:
        past = _IRREGULAR[lemma].split()
    elif lemma.endswith("e"):
        past = [lemma + "d"]
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        past = [lemma[:-1] + "ied"]
    else:
        past = [doubled + "ed"]
    return frozenset((lemma, third, ing, *past))


def _doubles(lemma: str) -> bool:
    return lemma in _DOUBLING


_DOUBLING = frozenset(
    [
        "kidnap",
        "ban",
        "bar",
        "stab",
        "snub",
        "rebut",
        "commit",
        "gas",
        "expel",
        "confer",
        "plan",
        "drop",
        "stop",
        "gun",
        "scrap",
        "ship",
        "beg",
        "cut",
        "set",
        "put",
        "step",
        "shut",
        "hit",
        "arm-wrestle",
        "begin",
        "refer",
        "deter",
        "transfer",
        "rob",
        "pin",
    ]
)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(value for value in cell.split(",") if value)
