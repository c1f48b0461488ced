"""Invented articles for measuring: realistic lengths, a long tail of words and of speakers, dates from 2004 on. Imports record.

Nobody and nothing in them exists. The same number gives the same articles.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from onrecord.record import (
    Article,
    Entity,
    EntityRole,
    EntityType,
    Form,
    Kind,
    Mention,
    Polarity,
    Record,
    Region,
    Role,
    Span,
    Speaker,
    SpeakerType,
    Stage,
    Statement,
    ids,
)

SPEAKERS, PUBLISHERS, WORDS = 300_000, 400, 60_000
STATEMENTS_AN_ARTICLE = 8
_FIRST_DAY = datetime(2004, 1, 1, tzinfo=UTC)
_DAYS = 8000


def _listed(words: str) -> list[str]:
    return words.split()


_NOUNS = _listed(
    "harbour tunnel ferry budget council minister border treaty sanctions troops harvest bridge railway election court school "
    "hospital water power energy prices wages union strike police army ceasefire talks deal report inquiry plan vote tax law "
    "market bank company workers farmers families children students doctors government parliament opposition president mayor "
    "region city village river coast forest climate storm flood drought fire airport port fleet weapons missiles drones shelling "
    "prisoners refugees aid food gas oil grain steel trade exports tariffs debt growth inflation jobs pensions housing rents"
)
_ADJECTIVES = _listed(
    "new old northern southern public private final first joint national regional foreign military civilian nuclear chemical "
    "economic political legal secret open early late large small fair safe dangerous costly urgent temporary permanent"
)
_VERBS = _listed(
    "open close support reject delay protect attack defend fund cut raise build repair review approve oppose suspend resume "
    "abandon extend sign break investigate ignore welcome condemn discuss deliver withdraw send"
)
_CLAUSES = (
    "the {a} {n} would {v} the {n} before {m}",
    "nobody had asked the {n} to {v} the {a} {n}",
    "there was no {a} reason to {v} the {n} of {t}",
    "the {n} in {t} could not {v} without a {a} {n}",
    "we will {v} the {n} and {v} the {a} {n} in {t}",
    "every {n} must {v} its {n} by the end of {m}",
    "the {t} {n} had to {v} the {n}",
)
_LINKS = (", and ", ", but ", " because ", " while ", "; ")
_FILLERS = (
    "The {n} in {t} has been {a} since {m}.",
    "Earlier in {m} the {n} of {t} came to a {a} end, and the {n} followed.",
    "Residents of {t} waited for the {a} {n}.",
    "It was not clear when the {n} would be seen again in {t}.",
)
MONTHS = _listed("January February March April May June July August September October November December")
_ROLES = (
    ("Foreign minister", "GOV"),
    ("spokesman", "GOV"),
    ("Mayor", "GOV"),
    ("General", "MIL"),
    ("analyst", "EDU"),
    ("opposition leader", "OPP"),
    ("union leader", "LAB"),
    ("director", "BUS"),
    ("judge", "JUD"),
    ("Doctor", "HLH"),
)
COUNTRIES = _listed("FRA DEU GBR USA UKR RUS POL ITA ESP PRT NLD SWE NOR FIN TUR IND CHN JPN BRA ZAF KEN EGY")
_CUES = (("said", Polarity.AFFIRMS),) * 16 + (
    ("told reporters", Polarity.AFFIRMS),
    ("denied", Polarity.DENIES),
    ("suggested", Polarity.HEDGES),
)
_SYLLABLES = [
    c + v for c in ("b", "br", "d", "f", "g", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z") for v in "aeiou"
]


class _LongTail:
    """Numbers from 0, each about as often as its rank says (Zipf)."""

    def __init__(self, dice: random.Random, size: int, flat: float) -> None:
        self._dice, self._numbers = dice, range(size)
        self._weights = list(accumulate(1 / (rank + flat) for rank in range(size)))

    def draw(self, count: int) -> list[int]:
        return self._dice.choices(self._numbers, cum_weights=self._weights, k=count)


def _invented(number: int, syllables: int) -> str:
    """A word of that many syllables; other numbers give other words."""
    word = ""
    for _ in range(syllables):
        number, syllable = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[syllable]
    return word + ("" if number == 0 else _invented(number, 1))


def speaker_name(number: int) -> str:
    return f"{_invented(number % 700 + 90, 2).capitalize()} {_invented(number * 7 + 11, 3).capitalize()}"


def publisher_name(number: int) -> str:
    return f"The {_invented(number + 17, 2).capitalize()} {('Times', 'Courier', 'Post', 'Observer')[number % 4]}"


def word(number: int) -> str:
    """The words of the long tail, the most frequent first."""
    return _invented(number + 9000, 3)


class Inventor:
    """Makes records in the order of their publication."""

    def __init__(self, statements: int, seed: int = 1) -> None:
        self._dice = random.Random(seed)
        self._articles = statements // STATEMENTS_AN_ARTICLE
        self._statements = statements
        self._speakers = _LongTail(self._dice, SPEAKERS, 12)
        self._publishers = _LongTail(self._dice, PUBLISHERS, 3)
        self._tail = _LongTail(self._dice, WORDS, 30)
        self._clauses = [self._words(self._dice.choice(_CLAUSES)) for _ in range(40_000)]
        self._fillers = [self._words(self._dice.choice(_FILLERS)) for _ in range(20_000)]

    def records(self) -> Iterator[Record]:
        left = self._statements
        number = 0
        while left > 0:
            count = min(left, self._dice.randint(1, 2 * STATEMENTS_AN_ARTICLE - 1))
            left -= count
            share = min(1.0, number / max(1, self._articles))
            moment = _FIRST_DAY + timedelta(days=_DAYS * share**0.6)
            yield self._record(number, moment.replace(second=0, microsecond=0), count)
            number += 1

    def _words(self, template: str) -> str:
        choice = self._dice.choice
        filled = template
        for slot, of in (("{a}", _ADJECTIVES), ("{v}", _VERBS), ("{m}", MONTHS)):
            while slot in filled:
                filled = filled.replace(slot, choice(of), 1)
        places = iter(self._tail.draw(filled.count("{t}")))
        while "{t}" in filled:
            filled = filled.replace("{t}", word(next(places)).capitalize(), 1)
        nouns = iter(self._tail.draw(filled.count("{n}")))
        while "{n}" in filled:  # half of them from the long tail
            tail = word(next(nouns))
            filled = filled.replace("{n}", choice(_NOUNS) if self._dice.random() < 0.5 else tail, 1)
        return filled

    def _said(self) -> str:
        clauses = self._dice.choices(self._clauses, k=self._dice.choice((1, 1, 1, 2, 2, 3)))
        told = clauses[0]
        for clause in clauses[1:]:
            told += self._dice.choice(_LINKS) + clause
        return told

    def _record(self, number: int, moment: datetime, count: int) -> Record:
        title = self._words("{n} to {v} {a} {n} in {t}").capitalize()
        id_ = f"a-{number:016x}"
        text = title + "\n\n"
        regions = [Region(Role.TITLE, Span(0, len(title)))]
        statements: list[Statement] = []
        mentions: list[Mention] = []
        entities: dict[str, Entity] = {}
        few = self._speakers.draw(max(1, count // 3))  # one voice often speaks several times
        for _ in range(count):
            speaker = self._dice.choice(few)
            name, (role, sector) = speaker_name(speaker), _ROLES[speaker % len(_ROLES)]
            country = COUNTRIES[speaker % len(COUNTRIES)] if speaker % 3 else None
            cue, polarity = self._dice.choice(_CUES)
            told, quoted = self._said(), self._dice.random() < 0.4
            start = len(text)
            first = name not in entities
            source = f"{role} {name}" if first else name
            if quoted:
                line = f"“{told},” {source} {cue}."
                content = Span(start, start + len(told) + 3)
                begins = content.end + 1
            else:
                line = f"{source} {cue} that {told}."
                begins = start
                content = Span(start + len(source) + len(cue) + 2, start + len(line) - 1)
            said_by = Span(begins, begins + len(source))
            named = Span(said_by.end - len(name), said_by.end)
            said = Span(said_by.end + 1, said_by.end + 1 + len(cue))
            if first:
                roles = (EntityRole(role, Span(begins, begins + len(role)), country, sector),)
                entities[name] = Entity(ids.entity_id(id_, named), name, EntityType.PERSON, (), roles, country, sector)
            mention = Mention(ids.mention_id(id_, named), named, entities[name].id, Form.NAME)
            mentions.append(mention)
            statements.append(
                Statement(
                    ids.statement_id(id_, (said_by,), (said,), (content,)),
                    (said_by,),
                    (said,),
                    (content,),
                    Kind.DIRECT if quoted else Kind.INDIRECT,
                    polarity,
                    round(0.5 + self._dice.random() / 2, 3),
                    Speaker(name, SpeakerType.PERSON, mention.id, role, country),
                )
            )
            text += " ".join([line, *self._dice.choices(self._fillers, k=self._dice.randint(0, 7))]) + "\n\n"
        regions.append(Region(Role.BODY, Span(len(title) + 2, len(text))))
        publisher = publisher_name(self._publishers.draw(1)[0])
        article = Article(
            id_,
            text,
            f"https://news.example/{number}",
            title,
            publisher,
            (),
            moment.isoformat(timespec="seconds"),
            language="en",
            regions=tuple(regions),
        )
        return Record(article, tuple(statements), tuple(mentions), tuple(entities.values()), provenance={"read": Stage("1")})
