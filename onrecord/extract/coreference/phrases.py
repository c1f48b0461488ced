"""What the words of a source name or describe: its head, its possessor, the name beside a description, and joined parts.

Imports text only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.extract.coreference.mentions import DETERMINERS, LONGEST_CHUNK, POSSESSIVES, PRONOUNS, NameMention
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import documents, organization_heads, person_heads, person_plurals, titles, word_list

QUANTIFIERS = word_list("quantifiers")
COMMERCIAL = word_list("commercial")
RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
FIRST_PERSON = frozenset(("i", "we", "me", "us", "my", "our", "myself", "ourselves"))
_IN_CHUNK = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "DET", "ADV", "X"))
_QUOTES = frozenset('“”"‘')
_BEFORE_PHRASE = frozenset(("both", "even", "only", "also", "but", "and", "by", "from"))
_BESIDE = frozenset((",", "—", "–", "-", "--", ":"))
_ENDS_NAME = _BESIDE | frozenset(("(", ";", "'s", "’s"))
_BEFORE_CLAUSE = word_list("subordinators") | frozenset(("that", "but"))
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
    parts: list[Part] = []
    i = first
    while i < last:
        part = _part(layout, i, last, names)
        if part is None:
            i += 1
            if parts:
                break
            continue
        parts.append(part)
        i = _next_part(layout, part, last, names)
        if i < 0:
            break
    if parts and parts[0].name is None:
        apposed = _apposed_name(layout, parts[0], first, last, names)
        if apposed:
            return [apposed]
    if len(parts) > 1 and parts[-1].name is None:
        parts[-1] = _apposed_name(layout, parts[-1], parts[-1].first, last, names) or parts[-1]
    return parts


def whole_list(layout: Layout, first: int, last: int, names: Mapping[int, NameMention]) -> tuple[int, int]:
    """The words `[first, last)` with the names that are joined to them: "Sweden, Denmark and Finland" where only "Denmark and
    Finland" was given. Only where the list begins a clause: in "met Lund and Reed said" it does not."""
    start, joined = first, any(layout.lower[k] in ("and", "&") for k in range(first, last))
    own = _name_at(layout, first, names)
    while own is not None and start > 1 and layout.lower[start - 1] in ((",",) if joined else ("and", "&")):
        before = _name_ending(layout, start - 1, names)
        if before is None or not _same_sort(before, own):
            break
        start, joined = before.title_first, True
        if start > 0 and layout.lower[start - 1] == "the":
            start -= 1
    return (start, last) if start == first or _begins_clause(layout, start) else (first, last)


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
    lower, tags = layout.lower, layout.tags
    while first < last and (not layout.words[first][0].isalnum() or (lower[first] in _BEFORE_PHRASE and first + 1 < last)):
        first += 1
    if first >= last:
        return None
    determiner = lower[first] if lower[first] in DETERMINERS or lower[first] in POSSESSIVES else None
    possessor = first if lower[first] in POSSESSIVES and first + 1 < last else None
    follow = first + 1
    while follow < last - 1 and not layout.words[follow][0].isalnum():
        follow += 1
    asks = lower[first] in ("which", "that") and follow < last and tags[follow] in ("NOUN", "ADJ")
    points = not asks and (lower[first] in PRONOUNS or lower[first] in RELATIVES or lower[first] in FIRST_PERSON)
    if points and (possessor is None or tags[follow] not in _IN_CHUNK):
        return Part(first, first + 1, head=first)
    i, name, head = first, None, None
    while i < last:
        found = names.get(i)
        if found and found.last <= last:
            i, name, head = found.last, found, None
        elif lower[i] in ("'s", "'") and i > first and (lower[i] == "'s" or lower[i - 1].endswith("s")):
            if i + 1 >= last or not _continues(layout, i + 1, names):
                break
            possessor, name, head = i - 1, None, None
            i += 1
        elif (i == first and determiner) or _continues(layout, i, names, starts=i <= first + 1):
            if tags[i] in ("NOUN", "PROPN") or lower[i] in person_heads() or lower[i] in QUANTIFIERS:
                head = i
                if not (found or lower[i] in titles()):
                    name = None
            i += 1
        else:
            break
    if name is not None and head is not None and head >= name.last:
        name = None
    if name is None and head is not None and lower[head] in COMMERCIAL and possessor is None:
        inner = [names[k] for k in range(first, head) if k in names and names[k].type != "place"]
        bare = len(inner) == 1 and all(w[0].islower() for w in layout.words[inner[0].last : head + 1])
        name = inner[0] if bare and determiner not in ("a", "an") else None
    if name is not None:
        return Part(first, i, name=name, determiner=determiner, possessor=possessor)
    if head is None:
        head = next((k for k in range(i - 1, first - 1, -1) if layout.words[k][0].isalnum()), first)
    return Part(first, max(i, head + 1), head=head, determiner=determiner, possessor=possessor)


def _continues(layout: Layout, i: int, names: Mapping[int, NameMention], *, starts: bool = False) -> bool:
    if i in names or layout.words[i] in titles():
        return True
    if layout.lower[i] in ("and", "of", "for", "in") or layout.lower[i] in RELATIVES:
        return False
    if starts and layout.tags[i] == "VERB" and layout.lower[i].endswith(("ed", "ing")) and i + 1 < len(layout):
        return layout.tags[i + 1] in ("NOUN", "PROPN", "ADJ")
    return (
        (layout.tags[i] in _IN_CHUNK and layout.words[i][0].isalnum()) or layout.words[i] in _LINKS or layout.words[i] in _QUOTES
    )


def _next_part(layout: Layout, part: Part, last: int, names: Mapping[int, NameMention]) -> int:
    """Where the part after "and" or a comma starts, -1 where nothing is joined to `part`."""
    lower, i = layout.lower, part.last
    if i < last and layout.words[i] == "(":
        while i < last and layout.words[i] != ")":
            i += 1
        i += 1
    if i < last and lower[i] in ("and", "&") and i + 1 < last:
        return i + 1 if part.name or _plain_plural(layout, part) else -1
    if i < last and layout.words[i] == "," and part.name:
        after = i + 1
        if after < last and lower[after] in ("and", "&"):
            return after + 1
        if after < last and lower[after] == "others":
            return after
        here = names.get(after) or (names.get(after + 1) if after < last and lower[after] == "the" else None)
        if here and here.last <= last and _same_sort(part.name, here) and _list_goes_on(layout, here.last, last):
            return after
        return _past_aside(layout, after, last, names)
    return -1


def _plain_plural(layout: Layout, part: Part) -> bool:
    return part.head is not None and layout.lower[part.head] in person_plurals()


def _same_sort(a: NameMention, b: NameMention) -> bool:
    return (a.type == "person") == (b.type == "person")


def _list_goes_on(layout: Layout, i: int, last: int) -> bool:
    return i < last and layout.lower[i] in ("and", "&", ",")


def _past_aside(layout: Layout, i: int, last: int, names: Mapping[int, NameMention]) -> int:
    """After ", R-Tenn., and" or ", Republican of Iowa, and" or ", head of the center, and": the word after "and", if a new part
    starts there."""
    while i < last:
        if layout.words[i] == "," and i + 1 < last and layout.lower[i + 1] in ("and", "&"):
            after = i + 2
            titled = after < last and layout.words[after] in titles()
            named = any(
                k in names and names[k].last <= last and names[k].type == "person" for k in range(after, min(after + 6, last))
            )
            plural = any(
                layout.lower[k] in person_plurals() or layout.lower[k] == "others" for k in range(after, min(after + 3, last))
            )
            return after if titled or named or plural else -1
        i += 1
    return -1


def _apposed_name(layout: Layout, part: Part, first: int, last: int, names: Mapping[int, NameMention]) -> Part | None:
    """The name that a comma, a dash or "named" puts beside a description: "A lawyer for the outlets, David Schulz,"."""
    head = layout.lower[part.head] if part.head is not None else ""
    thing = head in organization_heads() or head in documents()
    for i in range(part.last, last):
        name = names.get(i)
        if name is None or name.last > last or (not thing and name.type not in ("person", "other")):
            continue
        before = name.title_first - 1
        while before > part.last and layout.tags[before] in ("NOUN", "PROPN", "ADJ", "DET", "PRON") and before not in names:
            before -= 1
        called = layout.lower[i - 1] in ("called", "named") or layout.lower[before] in ("called", "named")
        ends = name.last >= last or layout.words[name.last] in _ENDS_NAME or layout.lower[name.last] == "of"
        if ends and (called or (layout.words[before] in _BESIDE and not thing)):
            return Part(first, name.last, name=name, determiner=part.determiner, possessor=part.possessor)
    return None
