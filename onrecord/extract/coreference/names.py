"""The names of an article with their titles, whatever pieces the tagger hands over.

Each is mended by itself (name_bounds), and then by what the rest of the article makes plain: names in pieces, names run
together, surnames of people named elsewhere. Imports text and places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.coreference.mentions import PARTICLES, SUFFIXES, NameMention
from onrecord.extract.coreference.name_bounds import BEFORE_TITLES, adjoins, adjoins_alone, mend, not_opening, title_start
from onrecord.extract.places.countries import country_named, country_of
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import given_names, organization_heads, organization_plurals, person_heads, titles
from onrecord.extract.text.results import FoundName

_NO_NAMES = frozenset(("VERB", "AUX", "ADV"))


def find_names(layout: Layout, names: Sequence[FoundName]) -> list[NameMention]:
    """Names in text order, none overlapping."""
    taken = bytearray(len(layout))
    found: list[NameMention] = []
    for name in sorted(names, key=lambda n: (n.span.start, -n.span.end)):
        words = layout.words_in(name.span)
        _claim(mend(layout, words.start, words.stop, name.type), words.start, found, taken)
    found = _trim_headlines(layout, found)
    taken = bytearray(len(layout))
    for kept in found:
        taken[kept.first : kept.last] = b"\1" * (kept.last - kept.first)
    _capitalised_runs(layout, found, taken)
    found += _known_again(layout, taken, found)
    found.sort(key=lambda n: n.first)
    found = _whole_again(layout, [part for name in found for part in _apart(layout, name, found)])
    found = _given_and_surname(layout, found)
    found = [replace(n, type="person") if _single_surname(layout, n, found) else n for n in found]
    return _agree(layout, found)


def _apart(layout: Layout, name: NameMention, found: Sequence[NameMention]) -> list[NameMention]:
    """ "The Washington Post Trump": an organization and the surname of somebody whom the article names in full, run together."""
    last = name.last - 1
    if name.type != "organization" or name.last - name.first < 3 or layout.lower[last - 1] not in organization_heads():
        return [name]
    if not any(n.type == "person" and n.last - n.first > 1 and layout.lower[n.last - 1] == layout.lower[last] for n in found):
        return [name]
    return [replace(name, last=last), NameMention(last, name.last, "person", last)]


def _whole_again(layout: Layout, found: list[NameMention]) -> list[NameMention]:
    """An organization's name whose parts the tagger took for several: "State Department" "Refugee" "Processing Center", "United
    States" "Citizenship and Immigration Services"."""
    whole: list[NameMention] = []
    for name in found:
        if name.type == "organization" and _ends_organization(layout, name.last - 1):
            first = _start_of_run(layout, name.first, barred=max((n.last for n in whole if n.type == "person"), default=0))
            if any(n.type != "person" and n.first >= first for n in whole):
                whole = [n for n in whole if n.first < first]
                name = replace(name, first=first, title_first=first)
        whole.append(name)
    return whole


def _given_and_surname(layout: Layout, found: list[NameMention]) -> list[NameMention]:
    """ "Rucker" "Culpepper", side by side: a person's two names that the tagger took for two things, where the first is nobody's
    surname."""
    people = {layout.lower[n.last - 1] for n in found if n.type == "person" and n.last - n.first > 1}
    joined: list[NameMention] = []
    for name in found:
        if joined and _are_one_person(layout, joined[-1], name) and layout.lower[joined[-1].first] not in people:
            joined[-1] = replace(joined[-1], last=name.last)
        else:
            joined.append(name)
    return joined


def _are_one_person(layout: Layout, given: NameMention, surname: NameMention) -> bool:
    """Two single words side by side, of which the first was taken for a person."""
    at = surname.first
    if given.type != "person" or surname.type == "place" or not given.last == at == surname.title_first:
        return False
    if given.last - given.first != 1 or surname.last - at != 1 or not adjoins(layout, given.first):
        return False
    return not (_in_headline(layout, at) or _ends_organization(layout, at) or layout.words[at].isupper())


def _ends_organization(layout: Layout, at: int) -> bool:
    return layout.lower[at] in organization_heads() or layout.lower[at] in organization_plurals()


def _start_of_run(layout: Layout, first: int, barred: int) -> int:
    """Where the capitalised words before `first`, no further back than `barred`, begin; over "and" only to a country's name, from
    which only an organization's goes on."""
    if _in_headline(layout, first):
        return first
    start = first
    while start > barred and _belongs_before(layout, start, barred):
        start -= 1
    if start - 2 <= barred or layout.lower[start - 1] != "and":
        return start
    before = start - 1
    while before > barred and adjoins_alone(layout, before - 1) and adjoins(layout, before - 1):
        before -= 1
    country = any(country_named(" ".join(layout.words[before:k])) for k in range(before + 1, start - 1))
    return before if country else start


def _belongs_before(layout: Layout, start: int, barred: int) -> bool:
    """Whether the word before `start` goes on with its run; a noun for a person only inside of one."""
    if adjoins(layout, start - 1) and not_opening(layout, start - 1):
        return True
    return start - 1 > barred and layout.lower[start - 1] in person_heads() and adjoins(layout, start - 2)


def _agree(layout: Layout, found: list[NameMention]) -> list[NameMention]:
    """The same words are the same type throughout: the one that the tagger gives them most often."""
    votes: dict[str, Counter[str]] = {}
    for name in found:
        votes.setdefault(" ".join(layout.lower[name.first : name.last]), Counter())[name.type] += 1 if name.type == "other" else 2
    best = {words: types.most_common(1)[0][0] for words, types in votes.items()}
    return [replace(n, type=best[" ".join(layout.lower[n.first : n.last])]) for n in found]


def _claim(name: NameMention | None, start: int, found: list[NameMention], taken: bytearray) -> None:
    """Enter `name` where its words are free; one that was mended to begin before `start` displaces what stood there."""
    if name is None:
        return
    if name.first < start:
        found[:] = [n for n in found if n.last <= name.first or n.first >= start]
        taken[name.first : start] = bytes(start - name.first)
    if not any(taken[name.first : name.last]):
        taken[name.first : name.last] = b"\1" * (name.last - name.first)
        found.append(name)


def _trim_headlines(layout: Layout, found: list[NameMention]) -> list[NameMention]:
    """Where every word has a capital, a name ends where what the body knows of it ends ("Macron Not Ruling Out")."""
    plain = [n for n in found if not _in_headline(layout, n.first)]
    known = {_words(layout, n) for n in plain} | {_words(layout, n)[-1:] for n in plain if n.type == "person"}
    return [_trimmed(layout, name, known) if _in_headline(layout, name.first) else name for name in found]


def _trimmed(layout: Layout, name: NameMention, known: set[tuple[str, ...]]) -> NameMention:
    words = _words(layout, name)
    if words in known:
        return name
    parts = ((a, a + size) for size in range(len(words) - 1, 0, -1) for a in range(len(words) - size + 1))
    part = next(((a, b) for a, b in parts if words[a:b] in known), None)
    if part is None or (name.type == "person" and words[0] in given_names() and part[1] == len(words)):
        return name
    return replace(name, first=name.first + part[0], last=name.first + part[1], title_first=name.first + part[0])


def _words(layout: Layout, name: NameMention) -> tuple[str, ...]:
    return tuple(layout.lower[name.first : name.last])


def _in_headline(layout: Layout, at: int) -> bool:
    return layout.capitalised[layout.sentence[at]]


def _capitalised_runs(layout: Layout, found: list[NameMention], taken: bytearray) -> None:
    """Proper nouns that the tagger gave no name; in headlines capitals prove nothing, so only labels ("SMITH:") count there."""
    at, count = 0, len(layout)
    while at < count:
        given = _is_given_name_inside(layout, at)
        if taken[at] or not _opens_run(layout, at, given=given):
            at += 1
            continue
        first, at = at, _end_of_run(layout, at, taken, given=given)
        if _tells(layout, first, at):
            _claim_run(layout, first, at, found, taken)


def _is_given_name_inside(layout: Layout, at: int) -> bool:
    """A given name that neither begins its sentence nor ends the text."""
    return layout.lower[at] in given_names() and at + 1 < len(layout) and layout.together(at, at - 1)


def _opens_run(layout: Layout, at: int, *, given: bool) -> bool:
    return layout.words[at][0].isupper() and (layout.tags[at] == "PROPN" or (given and adjoins(layout, at)))


def _end_of_run(layout: Layout, first: int, taken: bytearray, *, given: bool) -> int:
    at, end = first, layout.sentence_end(first)
    while at < end and not taken[at] and _continues_run(layout, at, given=given):
        at += 1
    return at


def _continues_run(layout: Layout, at: int, *, given: bool) -> bool:
    if layout.words[at][0].isupper() and (given or layout.tags[at] == "PROPN"):
        return True
    return layout.lower[at] in PARTICLES and layout.tag_at(at + 1) == "PROPN"


def _tells(layout: Layout, first: int, last: int) -> bool:
    """Whether a run of capitalised words can be a name."""
    if layout.tags[first] != "PROPN" and last - first < 2:
        return False
    return not _in_headline(layout, first) or _is_label(layout, first, last)


def _is_label(layout: Layout, first: int, last: int) -> bool:
    """ "SMITH:" at the head of a paragraph."""
    opens = first == 0 or layout.paragraph[first - 1] != layout.paragraph[first]
    return opens and layout.word_at(last) == ":"


def _claim_run(layout: Layout, first: int, last: int, found: list[NameMention], taken: bytearray) -> None:
    start = first
    while start < last and layout.words[start] in titles():
        start += 1
    if all(word in person_heads() or word in BEFORE_TITLES for word in layout.lower[start:last]):
        return
    name = mend(layout, start, last, "other")
    if name is not None and name.type == "organization" and name.last > last:
        _clear(name, found, taken)
    _claim(name, start, found, taken)


def _clear(name: NameMention, found: list[NameMention], taken: bytearray) -> None:
    """Give up names that are parts of `name`: "Budget" in "Committee for a Responsible Federal Budget"."""
    if all(name.first <= n.first and n.last <= name.last for n in found if n.last > name.first and n.first < name.last):
        found[:] = [n for n in found if n.last <= name.first or n.first >= name.last]
        taken[name.first : name.last] = bytes(name.last - name.first)


def _known_again(layout: Layout, taken: bytearray, found: Sequence[NameMention]) -> list[NameMention]:
    """The surname of a person named elsewhere, standing where the tagger saw nothing."""
    surnames = _surnames(layout, found) - SUFFIXES
    single = [n for n in found if n.last - n.first == 1]
    plain = {layout.lower[n.first] for n in single if _is_plain_name(layout, n)}
    again = []
    for at, word in enumerate(layout.lower):
        if taken[at] or not layout.tags[at] or not layout.words[at][0].isupper():
            continue
        known = word in surnames and layout.tags[at] not in _NO_NAMES
        if known or (word in plain and _in_headline(layout, at)):
            taken[at] = 1
            again.append(NameMention(at, at + 1, "person" if known else "other", title_start(layout, at)))
    return again


def _surnames(layout: Layout, found: Sequence[NameMention]) -> set[str]:
    """The last words of people's names that have a title or a given name before it."""
    people = (n for n in found if n.type == "person" and n.last > n.first)
    return {layout.lower[n.last - 1] for n in people if n.last - n.first > 1 or n.title_first < n.first}


def _is_plain_name(layout: Layout, name: NameMention) -> bool:
    if name.type == "other" and layout.tags[name.first] == "PROPN":
        return True
    return name.type in ("person", "organization") and not _in_headline(layout, name.first)


def _single_surname(layout: Layout, name: NameMention, found: Sequence[NameMention]) -> bool:
    """A bare surname that the tagger took for something else."""
    size = name.last - name.first
    if name.type == "person" or (size > 1 and layout.lower[name.first] not in PARTICLES):
        return False
    if name.type == "place" and country_of(layout.words[name.first : name.last]):
        return False
    words = layout.lower[name.first : name.last]
    return any(n.type == "person" and n.last - n.first > size and layout.lower[n.last - size : n.last] == words for n in found)
