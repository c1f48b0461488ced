"""Noun phrases of a sentence, and how they hang together: coordination, prepositions, possessors.

Imports text and coreference.

Shallow on purpose: all there is to go by are parts of speech, so a phrase ends where its head noun does, and what follows with
a preposition is a phrase of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.coreference.mentions import DETERMINERS, POSSESSIVES
from onrecord.extract.events.lexicon import word_list
from onrecord.extract.text.layout import UNREAD, Layout

RELATIVES = frozenset(("who", "which", "that", "whom", "whose", "where", "when"))
RESULTS = frozenset(("guilty", "free", "responsible", "accountable", "liable", "together", "hostage", "captive", "dead"))
_NOUNS = frozenset(("NOUN", "PROPN", "PRON", "X"))
_INSIDE = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"))
_WEEKDAYS = word_list("weekdays")
_TIMES = word_list("times")
_DAYS = _WEEKDAYS | frozenset(("today", "yesterday", "tomorrow", "tonight"))
_AMOUNTS = word_list("amounts")
_COUNTED = _TIMES | word_list("money") | _AMOUNTS


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words `[first, last)` with the head noun; `temporal` for times ("last week")."""

    first: int
    last: int
    head: int
    temporal: bool = False


class Chunks:
    """The noun phrases of words `[first, last)`, in order."""

    def __init__(self, layout: Layout, first: int, last: int, names: Mapping[int, int]) -> None:
        """`names` maps the first word of each name to the one after its last."""
        self.layout, self.first, self.last = layout, first, last
        self.all: list[Chunk] = []
        self._starting: dict[int, Chunk] = {}
        self._ending: dict[int, Chunk] = {}
        i = first
        while i < last:
            end = self._end(i, names)
            if end > i:
                head = self._head(i, end)
                if head is not None:
                    named = any(start < head < names.get(start, 0) for start in range(i, end))  # "Theresa May"
                    chunk = Chunk(i, end, head, layout.lower[head] in _TIMES and not named)
                    self.all.append(chunk)
                    self._starting[i] = chunk
                    self._ending[end] = chunk
            i = max(end, i + 1)

    def starting(self, at: int) -> Chunk | None:
        return self._starting.get(at)

    def ending(self, at: int) -> Chunk | None:
        """The phrase whose last word is the one before `at`."""
        return self._ending.get(at)

    def at(self, word: int) -> Chunk | None:
        return next((c for c in self.all if c.first <= word < c.last), None)

    def preposition(self, chunk: Chunk) -> str | None:
        """The preposition before the phrase, if there is one."""
        before = chunk.first - 1
        if before < self.first:
            return None
        tag, lower = self.layout.tags[before], self.layout.lower
        # "After Norland's invasion" is easily taken for "after Norland invaded".
        possessive = tag == "SCONJ" and any(lower[i] in ("'s", "’s") for i in range(chunk.first, chunk.head))
        return lower[before] if tag == "ADP" or possessive else None

    def governing(self, chunk: Chunk) -> Chunk | None:
        """The phrase that this one hangs on with its preposition: "protesters" of "protesters in the capital"."""
        return self.ending(chunk.first - 1) if self.preposition(chunk) else None

    def together(self, chunk: Chunk) -> list[Chunk]:
        """The phrase with those that "and" or commas join to it, in order."""
        found = [chunk]
        while (before := self._joined_before(found[0])) is not None:
            found.insert(0, before)
        while (after := self._joined_after(found[-1])) is not None:
            found.append(after)
        return found

    def complements(self, chunk: Chunk) -> list[tuple[str, Chunk]]:
        """What follows the phrase with prepositions, each with its preposition: "sanctions on Iran over the tanker"."""
        found = []
        at = chunk.last
        while at < self.last:
            tag, word = self.layout.tags[at], self.layout.lower[at]
            if tag == "VERB" and at + 1 < self.last and self.layout.lower[at + 1] == "by":  # "subsidies paid by China"
                at += 1
            elif tag == "ADP":
                follower = self.starting(at + 1)
                if follower is None:
                    break
                found.append((word, follower))
                at = self.together(follower)[-1].last
            elif (skipped := self.starting(at)) is not None and skipped.temporal:
                at = skipped.last
            elif tag == "ADV":
                at += 1
            else:
                break
        return found

    def _joined_before(self, chunk: Chunk) -> Chunk | None:
        at = chunk.first - 1
        lower = self.layout.lower
        if at < self.first:
            return None
        if lower[at] in ("and", "&", "or"):
            before = self.ending(at - 1 if lower[at - 1] == "," else at) if at > self.first else None
            opens = chunk.last < self.last and self.layout.tags[chunk.last] in ("VERB", "AUX")
            started = (
                before is not None and lower[before.first - 1] in RELATIVES and before.first > self.first
            )  # "that A and B met"
            return None if before is not None and opens and not started and self._verb_before(before.first) else before
        if lower[at] == "," and self._list_follows(chunk):
            return self.ending(at)
        return None

    def _joined_after(self, chunk: Chunk) -> Chunk | None:
        at, lower = chunk.last, self.layout.lower
        if at >= self.last:
            return None
        if lower[at] == "," and at + 1 < self.last and lower[at + 1] in ("and", "&"):
            return self._joining(at + 2)
        if lower[at] in ("and", "&", "or"):
            return self._joining(at + 1)
        if lower[at] == ",":
            follower = self.starting(at + 1)
            return follower if follower and self._list_follows(follower) else None
        return None

    def _joining(self, at: int) -> Chunk | None:
        """The phrase after "and", unless it is the subject of a clause of its own."""
        follower = self.starting(at)
        if follower is None or follower.temporal:
            return None
        after = follower.last
        return None if after < self.last and self.layout.tags[after] in ("VERB", "AUX") and self._verb_before(at) else follower

    def _verb_before(self, at: int) -> bool:
        return any(self.layout.tags[i] == "VERB" for i in range(self.first, at))

    def _list_follows(self, chunk: Chunk) -> bool:
        """Whether "and" or a further comma with "and" after it shows that commas make a list here."""
        at, lower = chunk.last, self.layout.lower
        for _ in range(4):
            if at >= self.last:
                return False
            if lower[at] in ("and", "&") or (lower[at] == "," and at + 1 < self.last and lower[at + 1] in ("and", "&")):
                return self.starting(at + (2 if lower[at] == "," else 1)) is not None
            follower = self.starting(at + 1) if lower[at] == "," else None
            if follower is None:
                return False
            at = follower.last
        return False

    def _end(self, i: int, names: Mapping[int, int]) -> int:
        layout = self.layout
        if layout.lower[i] in RELATIVES and layout.lower[i] != "that":
            return i
        if layout.lower[i] == "that" and layout.tags[i] != "DET":
            return i
        if layout.tags[i] == "PRON" and layout.lower[i] not in POSSESSIVES:
            return i + 1
        start, seen_noun = i, False
        while i < self.last:
            if i in names and names[i] <= self.last:
                i, seen_noun = names[i], True
                continue
            tag, word = layout.tags[i], layout.lower[i]
            if tag == UNREAD or (seen_noun and self._stops(i)):
                break
            if word in ("'s", "'") and i > start and (word == "'s" or layout.lower[i - 1].endswith("s")):
                if i + 1 >= self.last or (layout.tags[i + 1] not in _INSIDE and layout.tags[i + 1] not in ("VERB", "ADV")):
                    break
                i, seen_noun = i + 1, False
            elif word in DETERMINERS or tag == "DET" or word in POSSESSIVES:
                if seen_noun or i > start:
                    break
                i += 1
            elif tag in _INSIDE:
                seen_noun = seen_noun or tag in _NOUNS
                i += 1
            elif word == "," and i > start and layout.tags[i - 1] == "ADJ" and i + 2 < self.last and self._adjectives(i):
                i += 1  # "a serious, immediate apology"
            elif self._goes_on(i, start, seen_noun):
                i += 1
            else:
                break
        return i

    def _stops(self, i: int) -> bool:
        """Whether the phrase is over before a word that could belong to it: "gave the airline | three days"."""
        tags, word = self.layout.tags, self.layout.lower[i]
        if word in _DAYS or word in RESULTS:
            return True
        if tags[i] != "NUM" or i + 1 >= self.last:
            return False
        hacked = tags[i - 1] == "NOUN" and tags[i + 1] == "NOUN"  # "hacked to death | eleven people"
        return hacked or self.layout.lower[i + 1] in _COUNTED

    def _goes_on(self, i: int, start: int, seen_noun: bool) -> bool:
        """Marks inside a phrase, and what stands before its noun."""
        word, tag = self.layout.lower[i], self.layout.tags[i]
        if word in ("-", "–", "/", "$", "€", "£", "%") and (i > start or word in "$€£"):
            return True
        return not seen_noun and tag in ("ADV", "VERB") and self._premodifies(i, start)

    def _adjectives(self, comma: int) -> bool:
        return self.layout.tags[comma + 1] == "ADJ" and self.layout.tags[comma + 2] in ("ADJ", "NOUN")

    def _premodifies(self, i: int, start: int) -> bool:
        """ "the besieged city", "a heavily armed group", "more than 40 people"."""
        layout = self.layout
        if i + 1 >= self.last:
            return False
        after = layout.tags[i + 1]
        if layout.tags[i] == "ADV":
            return i > start and (after in ("ADJ", "NUM") or (after == "VERB" and layout.lower[i + 1].endswith("ed")))
        opens = (
            i == start
            and i > self.first
            and layout.tags[i - 1] == "ADV"
            and i - 2 >= self.first
            and layout.tags[i - 2] in ("VERB", "ADP")
        )
        return (i > start or opens) and layout.lower[i].endswith(("ed", "ing", "en")) and after in ("NOUN", "ADJ", "PROPN")

    def _head(self, first: int, last: int) -> int | None:
        tags = self.layout.tags
        for i in range(last - 1, first - 1, -1):
            if tags[i] in _NOUNS:
                return i
        words: Sequence[str] = self.layout.lower
        for i in range(last - 1, first - 1, -1):
            if tags[i] in ("NUM", "ADJ", "DET") and words[i] not in DETERMINERS:
                return i
        return None


def is_amount(layout: Layout, chunk: Chunk) -> bool:
    """ "dozens" of "dozens of people"."""
    return layout.lower[chunk.head] in _AMOUNTS or layout.tags[chunk.head] == "NUM"
