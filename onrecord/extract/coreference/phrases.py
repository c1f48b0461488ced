"""What the words of a source name or describe: its head, its possessor, the name beside a description, and joined parts.

Imports text only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.extract.coreference.mentions import DETERMINERS, JOINING, LONGEST_CHUNK, POSSESSIVES, PRONOUNS, NameMention
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import documents, organization_heads, person_heads, person_plurals, titles, word_list

QUANTIFIERS = word_list("quantifiers")
COMMERCIAL = word_list("commercial")
RELATIVES = word_list("relatives")
FIRST_PERSON = word_list("first person")
_ASKING = word_list("asking")
_OTHERS = word_list("others")
_CALLED = word_list("called")
_OF = word_list("of")
_BEFORE_PHRASE = word_list("before a phrase")
_BEFORE_CLAUSE = word_list("subordinators") | word_list("before a clause")
_ENDS_PHRASE = RELATIVES | word_list("ends a phrase")
_INDEFINITE = word_list("indefinite articles")
_PARTICIPLES = ("ed", "ing")
_IN_CHUNK = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "DET", "ADV", "X"))
_BEFORE_NAME = frozenset(("NOUN", "PROPN", "ADJ", "DET", "PRON"))
_QUOTES = frozenset('“”"‘')
_BESIDE = frozenset((",", "—", "–", "-", "--", ":"))
_ENDS_NAME = _BESIDE | frozenset(("(", ";", "'s", "’s"))
_LINKS = frozenset(("-", "–", "/", "&", "’", "'"))


@dataclass(frozen=True, slots=True)
class Part:
    """One of the joined parts of a source: words `[first, last)`. Either it is a name, or `head` is the word that describes or
    points.

    `determiner` is the first word where it is one, `possessor` the last word of a possessor ("Clinton" in "Clinton’s aide").
    """

    first: int
    last: int
    name: NameMention | None = None
    head: int | None = None
    determiner: str | None = None
    possessor: int | None = None


def parts_of(layout: Layout, first: int, last: int, names: Mapping[int, NameMention]) -> list[Part]:
    """The joined parts of the words `[first, last)`; `names` by first word. An apposed name ("A lawyer for the group, Jo Diaz,")
    replaces the description before it."""
    parts = _joined_parts(layout, first, last, names)
    if parts and parts[0].name is None:
        apposed = _apposed_name(layout, parts[0], first, last, names)
        if apposed:
            return [apposed]
    if len(parts) > 1 and parts[-1].name is None:
        parts[-1] = _apposed_name(layout, parts[-1], parts[-1].first, last, names) or parts[-1]
    return parts


def _joined_parts(layout: Layout, first: int, last: int, names: Mapping[int, NameMention]) -> list[Part]:
    parts: list[Part] = []
    at = first
    while 0 <= at < last:
        part = _part(layout, at, last, names)
        if part is not None:
            parts.append(part)
            at = _next_part(layout, part, last, names)
        elif parts:
            break
        else:
            at += 1
    return parts


def whole_list(layout: Layout, first: int, last: int, names: Mapping[int, NameMention]) -> tuple[int, int]:
    """The words `[first, last)` with the names that are joined to them: "Sweden, Denmark and Finland" where only "Denmark and
    Finland" was given. Only where the list begins a clause: in "met Lund and Reed said" it does not."""
    own = _name_at(layout, first, names)
    joined = not JOINING.isdisjoint(layout.lower[first:last])
    start = first if own is None else _list_start(layout, first, own, names, joined=joined)
    return (start, last) if start == first or _begins_clause(layout, start) else (first, last)


def _list_start(layout: Layout, first: int, own: NameMention, names: Mapping[int, NameMention], *, joined: bool) -> int:
    start = first
    while start > 1 and layout.lower[start - 1] in ((",",) if joined else JOINING):
        before = _name_ending(layout, start - 1, names)
        if before is None or not _same_sort(before, own):
            break
        start, joined = before.title_first, True
        if layout.lower_at(start - 1) == "the":
            start -= 1
    return start


def _name_at(layout: Layout, first: int, names: Mapping[int, NameMention]) -> NameMention | None:
    """The name that begins at word `first`, after "the" and titles."""
    return next(
        (name for k in range(first, min(first + 3, len(layout))) if (name := names.get(k)) and _leads(layout, first, name)), None
    )


def _leads(layout: Layout, first: int, name: NameMention) -> bool:
    return name.title_first == first or (layout.lower[first] == "the" and name.title_first == first + 1)


def _name_ending(layout: Layout, end: int, names: Mapping[int, NameMention]) -> NameMention | None:
    return next((name for k in range(max(0, end - LONGEST_CHUNK), end) if (name := names.get(k)) and name.last == end), None)


def _begins_clause(layout: Layout, at: int) -> bool:
    opens = at == 0 or layout.sentence[at - 1] != layout.sentence[at]
    return opens or layout.words[at - 1] in _QUOTES or layout.lower[at - 1] in _BEFORE_CLAUSE


def _part(layout: Layout, first: int, last: int, names: Mapping[int, NameMention]) -> Part | None:
    while first < last and (not layout.words[first][0].isalnum() or (layout.lower[first] in _BEFORE_PHRASE and first + 1 < last)):
        first += 1
    if first >= last:
        return None
    opening = layout.lower[first]
    determiner = opening if opening in DETERMINERS or opening in POSSESSIVES else None
    whose = first if opening in POSSESSIVES and first + 1 < last else None
    if _points(layout, first, last, whose):
        return Part(first, first + 1, head=first)
    phrase = _Phrase(layout, first, last, names, determiner, whose)
    phrase.read()
    name = phrase.named()
    if name is not None:
        return Part(first, phrase.end, name=name, determiner=determiner, possessor=phrase.possessor)
    head = phrase.noun()
    return Part(first, max(phrase.end, head + 1), head=head, determiner=determiner, possessor=phrase.possessor)


def _points(layout: Layout, first: int, last: int, whose: int | None) -> bool:
    """Whether the word `first` stands alone for somebody: "she", "who", "his" where no noun follows; not "which ministers"."""
    word = layout.lower[first]
    follow = layout.find_alphanumeric(first + 1, last - 1)
    if word in _ASKING and follow < last and layout.tags[follow] in ("NOUN", "ADJ"):
        return False
    points = word in PRONOUNS or word in RELATIVES or word in FIRST_PERSON
    return points and (whose is None or layout.tags[follow] not in _IN_CHUNK)


class _Phrase:
    """The noun phrase from the word `first` on: where it ends, the last name and the last noun in it, and whose it is."""

    def __init__(
        self,
        layout: Layout,
        first: int,
        last: int,
        names: Mapping[int, NameMention],
        determiner: str | None,
        possessor: int | None,
    ) -> None:
        self.layout, self.first, self.last, self.names = layout, first, last, names
        self.determiner, self.possessor = determiner, possessor
        self.end = first
        self.name: NameMention | None = None
        self.head: int | None = None

    def read(self) -> None:
        while self.end < self.last and self._take():
            pass

    def _take(self) -> bool:
        """Take in the next word, or the name that begins there; False where the phrase ends before it."""
        at, layout = self.end, self.layout
        found = self.names.get(at)
        if found and found.last <= self.last:
            self.end, self.name, self.head = found.last, found, None
            return True
        if self._is_possessive(at):
            if at + 1 >= self.last or not _continues(layout, at + 1, self.names):
                return False
            self.possessor, self.name, self.head = at - 1, None, None
        elif (at == self.first and self.determiner) or _continues(layout, at, self.names, starts=at <= self.first + 1):
            self._take_word(at, in_name=found is not None)
        else:
            return False
        self.end = at + 1
        return True

    def _is_possessive(self, at: int) -> bool:
        word = self.layout.lower[at]
        return at > self.first and (word == "'s" or (word == "'" and self.layout.lower[at - 1].endswith("s")))

    def _take_word(self, at: int, *, in_name: bool) -> None:
        word = self.layout.lower[at]
        if self.layout.tags[at] in ("NOUN", "PROPN") or word in person_heads() or word in QUANTIFIERS:
            self.head = at
            if not in_name and word not in titles():
                self.name = None

    def named(self) -> NameMention | None:
        """The name that the phrase is, or that a company’s kind is told of: "the Acme chain"."""
        name, head = self.name, self.head
        if name is not None and (head is None or head < name.last):
            return name
        if head is None or self.possessor is not None or self.layout.lower[head] not in COMMERCIAL:
            return None
        inner = [self.names[k] for k in range(self.first, head) if k in self.names and self.names[k].type != "place"]
        if len(inner) != 1 or self.determiner in _INDEFINITE:
            return None
        return inner[0] if all(w[0].islower() for w in self.layout.words[inner[0].last : head + 1]) else None

    def noun(self) -> int:
        """The last noun, or else the last word."""
        if self.head is not None:
            return self.head
        words = range(self.end - 1, self.first - 1, -1)
        return next((k for k in words if self.layout.words[k][0].isalnum()), self.first)


def _continues(layout: Layout, i: int, names: Mapping[int, NameMention], *, starts: bool = False) -> bool:
    """Whether the word `i` goes on with a noun phrase; `starts`: it is one of its first two words."""
    word, tag = layout.words[i], layout.tags[i]
    if i in names or word in titles():
        return True
    if layout.lower[i] in _ENDS_PHRASE:
        return False
    if starts and tag == "VERB" and layout.lower[i].endswith(_PARTICIPLES) and i + 1 < len(layout):
        return layout.tags[i + 1] in ("NOUN", "PROPN", "ADJ")
    return word in _LINKS or word in _QUOTES or (tag in _IN_CHUNK and word[0].isalnum())


def _next_part(layout: Layout, part: Part, last: int, names: Mapping[int, NameMention]) -> int:
    """Where the part after "and" or a comma starts, -1 where nothing is joined to `part`."""
    at = part.last
    if at < last and layout.words[at] == "(":
        at = layout.find_word(at, last, (")",)) + 1
    if at < last and layout.lower[at] in JOINING and at + 1 < last:
        return at + 1 if part.name or _plain_plural(layout, part) else -1
    if at < last and layout.words[at] == "," and part.name:
        return _after_comma(layout, part.name, at + 1, last, names)
    return -1


def _after_comma(layout: Layout, name: NameMention, after: int, last: int, names: Mapping[int, NameMention]) -> int:
    word = layout.lower[after] if after < last else ""
    if word in JOINING:
        return after + 1
    if word in _OTHERS:
        return after
    here = names.get(after) or (names.get(after + 1) if word == "the" else None)
    if here and here.last <= last and _same_sort(name, here) and _list_goes_on(layout, here.last, last):
        return after
    return _past_aside(layout, after, last, names)


def _plain_plural(layout: Layout, part: Part) -> bool:
    return part.head is not None and layout.lower[part.head] in person_plurals()


def _same_sort(a: NameMention, b: NameMention) -> bool:
    return (a.type == "person") == (b.type == "person")


def _list_goes_on(layout: Layout, i: int, last: int) -> bool:
    return i < last and (layout.lower[i] in JOINING or layout.words[i] == ",")


def _past_aside(layout: Layout, first: int, last: int, names: Mapping[int, NameMention]) -> int:
    """After ", R-Tenn., and" or ", Republican of Iowa, and" or ", head of the center, and": the word after "and", if a new part
    starts there."""
    pairs = (i for i in range(first, last - 1) if layout.words[i] == "," and layout.lower[i + 1] in JOINING)
    after = next(pairs, last) + 2
    if after > last:
        return -1
    titled = after < last and layout.words[after] in titles()
    named = any(k in names and names[k].last <= last and names[k].type == "person" for k in range(after, min(after + 6, last)))
    plural = any(w in person_plurals() or w in _OTHERS for w in layout.lower[after : min(after + 3, last)])
    return after if titled or named or plural else -1


def _apposed_name(layout: Layout, part: Part, first: int, last: int, names: Mapping[int, NameMention]) -> Part | None:
    """The name that a comma, a dash or "named" puts beside a description: "A lawyer for the outlets, David Schulz,"."""
    head = layout.lower[part.head] if part.head is not None else ""
    thing = head in organization_heads() or head in documents()
    for i in range(part.last, last):
        name = names.get(i)
        if name is None or name.last > last or (not thing and name.type not in ("person", "other")):
            continue
        if _stands_apart(layout, name.last, last) and _is_apposed(layout, part, name, names, thing=thing):
            return Part(first, name.last, name=name, determiner=part.determiner, possessor=part.possessor)
    return None


def _stands_apart(layout: Layout, end: int, last: int) -> bool:
    return end >= last or layout.words[end] in _ENDS_NAME or layout.lower[end] in _OF


def _is_apposed(layout: Layout, part: Part, name: NameMention, names: Mapping[int, NameMention], *, thing: bool) -> bool:
    before = name.title_first - 1
    while before > part.last and layout.tags[before] in _BEFORE_NAME and before not in names:
        before -= 1
    called = layout.lower[name.first - 1] in _CALLED or layout.lower[before] in _CALLED
    return called or (not thing and layout.words[before] in _BESIDE)
