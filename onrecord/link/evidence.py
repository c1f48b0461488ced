"""What articles say of somebody besides the name: words of roles, countries, walks of life. Imports record only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.record import EntityRole
from onrecord.record.folding import folded
from onrecord.record.identity import Rule

# People change sectors easily within a walk of life (a senator becomes a minister), between two of them seldom. Sectors that are
# not named here are walks of their own; UNK says nothing.
_WALKS = dict.fromkeys(("GOV", "LEG", "PTY", "OPP", "ELI", "MIL", "SPY", "PRE"), "public office") | {
    "SOC": "civil society",
    "CVL": "civil society",
    "BUS": "business",
    "COP": "police",
    "JUD": "courts",
    "JRN": "journalism",
    "EDU": "education",
    "MED": "medicine",
    "REL": "religion",
    "LAB": "labor",
}
_COUNTRY_CODE = 3  # letters
_SAYS_NOTHING = frozenset({"UNK"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """`words` are the telling words of roles, folded; `countries` alpha-3; `walks` walks of life, from sectors."""

    words: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    walks: frozenset[str] = frozenset()

    def __or__(self, other: Evidence) -> Evidence:
        return Evidence(self.words | other.words, self.countries | other.countries, self.walks | other.walks)

    def __bool__(self) -> bool:
        return bool(self.words or self.countries or self.walks)

    def values(self, rule: Rule) -> frozenset[str]:
        match rule:
            case Rule.ROLE:
                return self.words
            case Rule.COUNTRY:
                return self.countries
            case Rule.SECTOR:
                return self.walks
            case _:
                return frozenset()


KINDS = (Rule.ROLE, Rule.COUNTRY, Rule.SECTOR)  # the most telling first


def evidence_of(roles: Iterable[EntityRole]) -> Evidence:
    found = Evidence()
    for role in roles:
        sector = None if role.sector in _SAYS_NOTHING else role.sector
        found |= Evidence(
            frozenset(
                word for word in folded(role.text).split() if word not in _untelling() and len(word) > 1 and word.isalpha()
            ),
            frozenset({role.country} if role.country else ()),
            frozenset({_WALKS.get(sector, sector)} if sector else ()),
        )
    return found


def evidence_of_words(roles: Iterable[str]) -> Evidence:
    """Of roles in a list: words, and codes of countries (alpha-3)."""
    listed = list(roles)
    countries = frozenset(role for role in listed if len(role) == _COUNTRY_CODE and role.isascii() and role.isupper())
    return Evidence(frozenset(word for role in listed if role not in countries for word in _telling(role)), countries)


def clash(a: Evidence, b: Evidence) -> str | None:
    """Why two of one name are not taken for one: other countries, or other walks of life and no word in common."""
    if a.countries and b.countries and not a.countries & b.countries:
        return f"other countries ({_listed(a.countries)}; {_listed(b.countries)})"
    if a.walks and b.walks and not a.walks & b.walks and not a.words & b.words:
        return f"other walks of life ({_listed(a.walks)}; {_listed(b.walks)})"
    return None


def common(a: Evidence, b: Evidence) -> tuple[Rule, str] | None:
    """The most telling thing that two have in common, in words."""
    for rule in KINDS:
        if shared := a.values(rule) & b.values(rule):
            return rule, in_words(rule, min(shared))
    return None


def in_words(rule: Rule, value: str) -> str:
    match rule:
        case Rule.ROLE:
            return f"both are called “{value}”"
        case Rule.COUNTRY:
            return f"both are of {value}"
        case _:
            return f"both are in {value}"


def _telling(text: str) -> frozenset[str]:
    words = (word for word in folded(text).split() if len(word) > 1 and word.isalpha())
    return frozenset(word for word in words if word not in _untelling())


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))


@cache
def _untelling() -> frozenset[str]:
    text = (files("onrecord") / "link" / "data" / "untelling_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
