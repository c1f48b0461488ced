"""Ways to say each of PLOVER's types, filled with invented parties, as marked sentences. Imports the standard library only.

event_phrases.txt has the ways to say them; A and B stand for the parties.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

TEXT = Path(__file__).with_name("event_phrases.txt")
_SLOT = re.compile(r"\b([AB])\b")

NATIONS = (
    "Russia", "the United States", "France", "Kenya", "Iran", "Turkey", "India", "Pakistan", "China", "Brazil", "Nigeria",
    "Egypt", "Israel", "Syria", "Ukraine", "Germany", "Japan", "North Korea", "South Sudan", "Mexico", "Somalia", "Libya",
    "Lebanon", "Cuba", "Ethiopia", "Moscow", "Washington", "Beijing", "Tehran", "the European Union", "the United Nations",
    "NATO", "the African Union",
)  # fmt: skip
PEOPLE = (
    "President Amara Sello", "Prime Minister Jonas Veldt", "opposition leader Rosa Quiroga", "Foreign Minister Ilya Marov",
    "former president Daud Karim", "the defence minister", "Senator Ann Holloway", "the prime minister", "the president",
    "Chancellor Petra Lindt", "journalist Omar Haddad", "the mayor of the capital", "a Turkish businessman", "King Tariq",
)  # fmt: skip
GROUPS = (
    "police", "the army", "protesters", "rebels", "the opposition", "militants", "students", "villagers", "a court",
    "the government", "the Kenyan government", "Iraqi forces", "gunmen", "the union", "lawmakers", "the Senate",
    "the Red Cross", "farm workers", "the Taliban", "Israeli troops", "French officials", "the ministry", "refugees",
    "civilians", "three soldiers", "the central bank", "an aid agency", "the company", "security forces",
    "separatists in the north", "two foreign reporters",
)  # fmt: skip
BEFORE = ("", "", "", "On Tuesday, ", "Last week, ", "In a statement, ", "Meanwhile, ", "GENEVA -- ", "In 2014, ", "Earlier, ")
AFTER = (
    "", "", "", " on Monday", ", officials said", " over the disputed province", " last month", ", a spokesman said on Wednesday",
    " after weeks of tension", " in the capital", ", according to state media", " for the first time in ten years",
    " following an attack that killed 12 people", " ahead of the election", " in the north of the country",
)  # fmt: skip


def phrases() -> list[tuple[str, str]]:
    """(type, phrase) in order."""
    found, type_ = [], ""
    for line in TEXT.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            type_ = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append((type_, line))
    return found


def filled(phrase: str, rng: random.Random) -> str:
    """The phrase as a marked sentence."""
    party = {"A": rng.choice(rng.choice((NATIONS, PEOPLE, GROUPS))), "B": rng.choice(rng.choice((NATIONS, PEOPLE, GROUPS)))}
    tag = {"A": "s", "B": "t"}
    said = _SLOT.sub(lambda m: f"<{tag[m[1]]}>{party[m[1]]}</{tag[m[1]]}>", phrase)
    return f"{rng.choice(BEFORE)}{said}{rng.choice(AFTER)}."
