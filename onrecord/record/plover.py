"""The vocabulary of PLOVER: event types with their modes and scores, quad classes, contexts and sectors. Imports nothing.

PLOVER (Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023; manual CC BY-SA 4.0) is the successor of CAMEO. A score is the
place of a type, or of one of its modes, on a scale from conflict (-10) to cooperation (10).
"""

from __future__ import annotations

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}

# type: (quad class, score, needs a recipient, {mode: score})
_TYPES: dict[str, tuple[int, float, bool, dict[str, float]]] = {
    "AGREE": (1, 2.5, False, {}),
    "CONSULT": (1, 2.5, False, {"visit": 4.0, "third-party": 1.0, "multilateral": 4.0, "phone": 1.5}),
    "SUPPORT": (1, 5.0, False, {}),
    "CONCEDE": (1, 4.5, False, {}),
    "COOPERATE": (2, 9.5, True, {}),
    "AID": (2, 10.0, True, {}),
    "RETREAT": (
        2,
        6.5,
        False,
        {"withdraw": 8.0, "release": 6.5, "disarm": 10.0, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    ),
    "REQUEST": (3, 0.0, False, {"assist": 0.5, "change": -1.0, "yield": -1.0, "meet": 0.0}),
    "ACCUSE": (3, -3.0, False, {"disapprove": -2.0, "investigate": -3.5, "allege": -3.5}),
    "REJECT": (3, -2.0, False, {"assist": -1.5, "change": -2.0, "yield": -2.0, "meet": -2.0}),
    "THREATEN": (
        3,
        -3.5,
        False,
        {"restrict": -3.0, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4.0, "violence": -3.5},
    ),
    "PROTEST": (
        4,
        -5.0,
        False,
        {"demo": -5.0, "riot": -7.0, "strike": -5.0, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5},
    ),
    "SANCTION": (4, -6.0, True, {"convict": -6.0, "expel": -5.5, "withdraw": -6.0, "discontinue": -6.0}),
    "MOBILIZE": (4, -5.5, False, {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6.0}),
    "COERCE": (
        4,
        -7.0,
        False,
        {
            "seize": -7.0,
            "restrict": -7.0,
            "censor": -6.5,
            "curfew": -6.5,
            "martial-law": -7.5,
            "arrest": -7.0,
            "deport": -7.0,
            "withhold": -7.0,
            "misinformation": -6.5,
            "cyber": -7.0,
        },
    ),
    "ASSAULT": (
        4,
        -9.0,
        False,
        {
            "abduct": -8.5,
            "beat": -7.5,
            "torture": -8.5,
            "sexual": -8.5,
            "targeted": -9.5,
            "destroy": -8.5,
            "primitive": -8.0,
            "firearms": -9.0,
            "explosives": -9.0,
            "suicide-attack": -9.5,
            "aerial": -9.5,
            "drone": -9.5,
            "heavy-weapons": -9.5,
            "crowd-control": -7.5,
            "unconventional": -10.0,
        },
    ),
}

_CAMEO = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "CONCEDE": "08", "RETREAT": "08",
    "REQUEST": "10", "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15", "SANCTION": "16",
    "COERCE": "17", "ASSAULT": "18",
}  # fmt: skip
_CAMEO_OF_MODE: dict[tuple[str, str | None], str] = {
    ("ACCUSE", "investigate"): "09",
    ("ASSAULT", "firearms"): "19",
    ("ASSAULT", "aerial"): "19",
    ("ASSAULT", "drone"): "19",
    ("ASSAULT", "heavy-weapons"): "19",
    ("ASSAULT", "unconventional"): "20",
}

TYPES = tuple(_TYPES)
CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression", "human_security",
    "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum",
    "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation",
    "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip
SECTORS = (
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN",
    "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
)  # fmt: skip
# What stands in the place of a country for actors that belong to none.
NON_STATE = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")


def quad(type_: str) -> int:
    """The quad class, 1 to 4, of a type. Raises KeyError where there is no such type."""
    return _TYPES[type_][0]


def modes(type_: str) -> tuple[str, ...]:
    """Raises KeyError where there is no such type."""
    return tuple(_TYPES[type_][3])


def score(type_: str, mode: str | None = None) -> float:
    """From -10 (conflict) to 10 (cooperation). Raises KeyError where there is no such type or it has no such mode."""
    entry = _TYPES[type_]
    return entry[1] if mode is None else entry[3][mode]


def cameo_root(type_: str, mode: str | None = None) -> str:
    """CAMEO's root code, two digits, by PLOVER's table of 2021 read backwards; where that leads to several, the one that most of
    CAMEO's codes for the type have. Raises KeyError where there is no such type."""
    return _CAMEO_OF_MODE.get((type_, mode), _CAMEO[type_])


def needs_recipient(type_: str) -> bool:
    """Raises KeyError where there is no such type."""
    return _TYPES[type_][2]
