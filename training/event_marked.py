"""Invented sentences with marked events: event_marked.txt, its slots filled. Imports the standard library only."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.event_phrases import NATIONS

TEXT = Path(__file__).with_name("event_marked.txt")
_SLOT = re.compile(r"\{([NPSGOLDn])2?\}")
_MARK = re.compile(r"\[(t|a|r|m)(\d?)(?::([A-Z]+)(?:/([a-z-]+))?(?:!([a-z]+))?(\*)?)? ([^\]]*)\]")
_FIRST = (
    "Ada",
    "Bram",
    "Cleo",
    "Darko",
    "Edith",
    "Farid",
    "Greta",
    "Hamish",
    "Ines",
    "Jonas",
    "Kavita",
    "Luis",
    "Mira",
    "Nils",
    "Olga",
    "Pedro",
    "Rosa",
    "Samir",
    "Tomas",
    "Uma",
    "Viktor",
    "Wanda",
    "Yusuf",
    "Zoe",
)
_LAST = (
    "Abara",
    "Birk",
    "Castellan",
    "Dragan",
    "Eklund",
    "Fontaine",
    "Grell",
    "Haddad",
    "Iversen",
    "Juric",
    "Kessel",
    "Lindqvist",
    "Marov",
    "Nakamba",
    "Okoro",
    "Petrakis",
    "Quiroga",
    "Rahimi",
    "Stubbs",
    "Tavares",
    "Ueda",
    "Varga",
    "Whitlock",
    "Yilmaz",
)
_OFFICES = (
    "President",
    "Prime Minister",
    "Foreign Minister",
    "Senator",
    "Mayor",
    "Governor",
    "Chancellor",
    "Defence Secretary",
    "Opposition leader",
    "Councillor",
    "Sen.",
    "Rep.",
)
_GROUPS = (
    "rebels",
    "militants",
    "separatists",
    "protesters",
    "students",
    "the opposition",
    "activists",
    "the insurgents",
    "farmers",
    "an armed group",
    "the union",
    "nurses",
    "residents",
    "a militia",
    "demonstrators",
)
_COMPANIES = (
    "Brask Energy",
    "Tolvane",
    "Meridian Foods",
    "Kestrel Air",
    "Halden Bank",
    "Ostrava Steel",
    "Quill Media",
    "Norrby Group",
    "Pelagic",
    "Vantor Motors",
    "Sunfield Pharma",
    "Corvid Systems",
)
_PLACES = (
    "Tarnby",
    "Lindau",
    "Port Maris",
    "Kisumu",
    "Halden",
    "Osmara",
    "Gdynia",
    "Recife",
    "Bamako",
    "Ostrand",
    "Karvina",
    "Leeds",
    "Nasiriyah",
    "Tucson",
    "Dunmore",
    "Valparaiso",
)
_WHEN = (
    "on Monday",
    "on Tuesday",
    "on Wednesday",
    "on Thursday",
    "on Friday",
    "last week",
    "this week",
    "on Sunday",
    "",
    "in March",
)
_NUMBERS = ("two", "three", "five", "at least 12", "30", "dozens of", "nine", "17", "hundreds of", "more than 40")
_CHOICES = {"N": NATIONS, "G": _GROUPS, "O": _COMPANIES, "L": _PLACES, "D": _WHEN, "n": _NUMBERS}


def sentences(copies: int = 3, seed: int = 11) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each line of the file `copies` times, with other names: (text, events as in news/*.events.jsonl)."""
    rng = random.Random(seed)
    for line in TEXT.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            for _ in range(copies):
                yield _read(_filled(line, rng))


def _filled(line: str, rng: random.Random) -> str:
    known: dict[str, str] = {}

    def chosen(match: re.Match[str]) -> str:
        kind, slot = match[1], match[0]
        if kind not in "NPSO" or slot not in known:
            while (value := _value(kind, rng)) in known.values():
                pass
            known[slot if kind in "NPSO" else f"{slot}{len(known)}"] = value
            return value
        return known[slot]

    filled = _SLOT.sub(chosen, line)
    return re.sub(r" +([.,]|$)", r"\1", re.sub(r"  +", " ", filled))


def _value(kind: str, rng: random.Random) -> str:
    if kind in "PS":
        name = f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
        return f"{rng.choice(_OFFICES)} {name}" if kind == "P" else name
    return rng.choice(_CHOICES[kind])


def _read(line: str) -> tuple[str, list[dict[str, Any]]]:
    text, at = "", 0
    events: dict[str, dict[str, Any]] = {}
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        role, number, type_, mode, status, claimed, words = mark.groups()
        event = events.setdefault(number or "1", {"trigger": [], "actors": [], "recipients": []})
        if role == "t":
            event.update(type=type_, mode=mode, status=status or "occurred", by="somebody" if claimed else None)
            event["trigger"] = [[len(text), len(text) + len(words)]]
        if role in "am":
            event["actors"].append(words)
        if role in "rm":
            event["recipients"].append(words)
        text += words
        at = mark.end()
    text += line[at:]
    text = text[:1].upper() + text[1:]
    return text, [e for e in events.values() if "type" in e]
