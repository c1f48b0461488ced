"""Names with their titles: what the tagger found, mended with what the text itself shows.

Titles, given names, nouns that end organizations' names, runs of capitalised words, and names that other places of the same
article make plain tell where a name begins, where it ends and what it names. Imports mentions, layout, lexicon, countries and
found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.extract.countries import country_named, country_of, is_known, is_place, is_seat, state_of
from onrecord.extract.found import FoundName
from onrecord.extract.layout import Layout
from onrecord.extract.lexicon import (
    given_names,
    organization_heads,
    organization_plurals,
    person_heads,
    person_plurals,
    titles,
    word_list,
)
from onrecord.extract.mentions import DETERMINERS, LONGEST_CHUNK, PARTICLES, PRONOUNS, SUFFIXES, SURNAME_FIRST, NameMention

_NOT_NAMES = word_list("not names")
_GENERIC = word_list("generic")
_ON_SUBJECTS = frozenset(
    ("committee", "subcommittee", "council", "commission", "panel", "conference", "center", "centre", "institute")
)
_LINKS_INSIDE = frozenset(("of", "for", "on", "and"))
_BEFORE_TITLES = word_list("before titles")
_PARTY_WORDS = frozenset(
    ["republican", "democrat", "democratic", "gop", "tory", "labour", "conservative", "liberal", "independent"]
)
_LONGEST_PERSON = 5


def find_names(layout: Layout, names: Sequence[FoundName]) -> list[NameMention]:
    """Names in text order, none overlapping."""
    taken = bytearray(len(layout))
    found: list[NameMention] = []
    for name in sorted(names, key=lambda n: (n.span.start, -n.span.end)):
        words = layout.words_in(name.span)
        _claim(_mend(layout, words.start, words.stop, name.type), words.start, found, taken)
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
            parts = [n for n in whole if n.type != "person"]
            first = _start_of_run(layout, name.first, barred=max((n.last for n in whole if n.type == "person"), default=0))
            if any(n.first >= first for n in parts):
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
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.type == "person"
            and before.last == name.first == name.title_first
            and before.last - before.first == 1 == name.last - name.first
            and name.type in ("person", "organization", "other")
            and layout.lower[before.first] not in people
            and _adjoins(layout, before.first)
            and not layout.capitalised[layout.sentence[name.first]]
            and not _ends_organization(layout, name.first)
            and not layout.words[name.first].isupper()
        ):
            joined[-1] = replace(before, last=name.last)
        else:
            joined.append(name)
    return joined


def _ends_organization(layout: Layout, at: int) -> bool:
    return layout.lower[at] in organization_heads() or layout.lower[at] in organization_plurals()


def _start_of_run(layout: Layout, first: int, barred: int) -> int:
    """Where the capitalised words before `first`, no further back than `barred`, begin; over "and" only to a country's name, from
    which only an organization's goes on."""
    if layout.capitalised[layout.sentence[first]]:
        return first
    start = first
    while start > barred and (
        (_adjoins(layout, start - 1) and _not_opening(layout, start - 1))
        or (start - 1 > barred and layout.lower[start - 1] in person_heads() and _adjoins(layout, start - 2))
    ):
        start -= 1
    if start - 2 <= barred or layout.lower[start - 1] != "and":
        return start
    before = start - 1
    while before > barred and _adjoins_alone(layout, before - 1) and _adjoins(layout, before - 1):
        before -= 1
    country = any(country_named(" ".join(layout.words[before:k])) for k in range(before + 1, start - 1))
    return before if country else start


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


def _mend(layout: Layout, first: int, last: int, type_: str) -> NameMention | None:
    lower, words = layout.lower, layout.words
    for i in range(last - 2, first, -1):
        if (
            (lower[i] == "'s" or (lower[i] == "'" and lower[i - 1].endswith("s")))
            and lower[i + 1] in given_names()
            and type_ != "place"
        ):
            first, type_ = i + 1, "person"
            break
    if (
        last - first > 1
        and layout.tags[first] not in ("PROPN", "ADJ", "NOUN")
        and country_named(" ".join(words[first + 1 : last]))
    ):
        first += 1
    while first < last and (
        lower[first] in ("the", "a", "an", "'s")
        or (words[first][0].islower() and lower[first] not in PARTICLES)
        or not words[first][0].isalnum()
    ):
        first += 1
    while (
        first < last
        and (lower[last - 1] in ("'s", "'") or not words[last - 1][-1].isalnum())
        and not words[last - 1].endswith(".")
    ):
        last -= 1
    dash = next((i for i in range(first + 1, last - 1) if words[i] in ("-", "–", "—", "--")), None)
    if dash is not None:
        first, last = (dash + 1, last) if all(word.isupper() for word in words[first:dash]) else (first, dash)
    if ":" in words[first:last]:
        last = words.index(":", first, last)
    while last - 1 > first and words[last - 1][0].islower() and lower[last - 1] not in SUFFIXES:
        last -= 1
    if first >= last or not (words[first][0].isupper() or words[first][0].isdigit() or lower[first] in PARTICLES):
        return None
    if type_ == "person":
        first = _after_role(layout, first, last)
        while last - first > 1 and (
            words[first] in titles()
            or lower[first] in _BEFORE_TITLES
            or (lower[first] in person_heads() and (lower[first] not in given_names() or last - first > 2))
            or lower[first] in _PARTY_WORDS
        ):
            first += 1
    elif (
        words[first] in titles()
        and last - first > 1
        and lower[last - 1] not in organization_heads()
        and words[first].endswith(".")
    ):
        first += 1
    first, last, type_ = _with_neighbours(layout, first, last, type_)
    if type_ != "person" and any(word in organization_heads() for word in lower[first:last]):
        first, last = _whole_organization(layout, first, last)
    if last - first == 1 and (
        lower[first] in _NOT_NAMES
        or lower[first] in PRONOUNS
        or lower[first] in _GENERIC
        or lower[first] in person_plurals()
        or _is_party_label(words[first])
    ):
        return None
    if lower[last - 1] in person_heads() and lower[first] not in given_names() and _title_start(layout, first) == first:
        return None
    title_first = _title_start(layout, first)
    if last - first == 1 and title_first == first - 1 > 0 and lower[first] in organization_heads() and lower[first - 2] == "the":
        first = title_first  # "the General Assembly": a person's title takes no article
    return NameMention(first, last, _type(layout, first, last, type_, titled=title_first < first), title_first)


def _is_party_label(word: str) -> bool:
    """ "R-Ky." beside a name."""
    party, dash, state = word.partition("-")
    return bool(dash) and party in ("R", "D", "I") and any(state_of(form) for form in (state, f"{state}."))


def _after_role(layout: Layout, first: int, last: int) -> int:
    """Where the name begins in "Transport Minister Ilse Brandvold", which the tagger takes for one."""
    if layout.lower[first] in given_names():
        return first
    heads = [i for i in range(first, last - 1) if layout.words[i] in titles() or layout.lower[i] in person_heads()]
    return next((i + 1 for i in reversed(heads) if layout.lower[i] not in given_names()), first)


def _with_neighbours(layout: Layout, first: int, last: int, type_: str) -> tuple[int, int, str]:
    """Capitalised words that belong to a name although the tagger left them out: a country's first word, given names and initials
    before a surname, a surname after a given name, what stands before the noun of an organization."""
    for k in (2, 1):
        longer = " ".join(layout.words[max(first - k, 0) : last])
        if first >= k and layout.lower[first - k] != "the" and is_known(longer):
            return first - k, last, "place" if country_named(longer) else type_
    if layout.capitalised[layout.sentence[first]]:
        return first, last, type_
    if type_ == "person":
        while first > 0 and last - first < _LONGEST_PERSON and _given_or_initial(layout, first - 1):
            first -= 1
        while last < len(layout) and last - first < _LONGEST_PERSON and _lacks_surname(layout, last):
            last += 1
        return first, last, type_
    while last < len(layout) and layout.lower[last] in organization_heads() and layout.words[last][0].isupper():
        if not _adjoins(layout, last - 1):
            break
        last, type_ = last + 1, "organization"
    if type_ != "place" and layout.lower[last - 1] in organization_heads():
        while first > 0 and last - first < LONGEST_CHUNK and _adjoins(layout, first - 1) and _not_opening(layout, first - 1):
            first -= 1
    return first, last, type_


def _not_opening(layout: Layout, at: int) -> bool:
    """Capitals at the head of a sentence prove nothing without the tagger."""
    opens = at == 0 or layout.sentence[at - 1] != layout.sentence[at] or not layout.words[at - 1][0].isalnum()
    return layout.tags[at] in ("PROPN", "ADJ") or (not opens and layout.tags[at] not in ("DET", "ADP", "PRON", "VERB", "AUX"))


def _adjoins(layout: Layout, at: int) -> bool:
    """Whether the word at `at` is capitalised and nothing but a blank parts it from the next one of its sentence."""
    word = layout.words[at]
    return (
        word[0].isupper()
        and layout.sentence[at] == layout.sentence[at + 1]
        and layout.ends[at] + 1 >= layout.starts[at + 1]
        and layout.lower[at] not in _NOT_NAMES
        and word not in titles()
        and layout.lower[at] not in person_heads()
    )


def _given_or_initial(layout: Layout, at: int) -> bool:
    initial = len(layout.words[at]) == 2 and layout.words[at][1] == "." and at > 0 and layout.words[at - 1][0].isupper()
    family = layout.lower[at] in SURNAME_FIRST and "-" in layout.words[at + 1]
    return (
        _adjoins(layout, at)
        and (initial or family or layout.lower[at] in given_names())
        and layout.tags[at] in ("PROPN", "NOUN", "X")
    )


def _lacks_surname(layout: Layout, at: int) -> bool:
    before = layout.lower[at - 1]
    given = before in given_names() or (len(before) == 2 and before[1] == ".")
    return given and layout.tags[at] == "PROPN" and _adjoins(layout, at - 1) and _adjoins_alone(layout, at)


def _adjoins_alone(layout: Layout, at: int) -> bool:
    return layout.words[at][0].isupper() and layout.lower[at] not in _NOT_NAMES and layout.lower[at] not in organization_heads()


def _whole_organization(layout: Layout, first: int, last: int) -> tuple[int, int]:
    """With what the tagger cut off: "Securities and" before "Exchange Commission", "for the District" after a court."""
    words, lower, count = layout.words, layout.lower, len(layout)
    if (
        first > 2
        and lower[first - 1] == "and"
        and words[first - 2][0].isupper()
        and layout.tags[first - 2] in ("PROPN", "ADJ", "NOUN")
    ):
        joined = lower[first - 3] in DETERMINERS or (words[first - 3][0].islower() and layout.tags[first - 3] == "ADJ")
        if joined and not is_place(words[first - 2]) and country_of(words[first - 2 : first - 1]) is None:
            first -= 2
    end = last
    while end + 1 < count and lower[end] in _LINKS_INSIDE and layout.sentence[end] == layout.sentence[first]:
        if lower[end] == "on" and lower[end - 1] not in _ON_SUBJECTS:
            break
        after = end + 1
        while after < count and lower[after] in ("the", "a", "an"):
            after += 1
        stop = after
        while (
            stop < count
            and words[stop][0].isupper()
            and lower[stop] not in _NOT_NAMES
            and layout.tags[stop] in ("PROPN", "ADJ", "NOUN")
        ):
            stop += 1
        if stop == after or (lower[end] == "and" and end == last):
            break
        end = stop
    return first, end


def _trim_headlines(layout: Layout, found: list[NameMention]) -> list[NameMention]:
    """Where every word has a capital, a name ends where what the body knows of it ends ("Macron Not Ruling Out")."""
    plain = [n for n in found if not layout.capitalised[layout.sentence[n.first]]]
    known = {tuple(layout.lower[n.first : n.last]) for n in plain} | {
        (layout.lower[n.last - 1],) for n in plain if n.type == "person"
    }
    trimmed = []
    for name in found:
        words = tuple(layout.lower[name.first : name.last])
        if layout.capitalised[layout.sentence[name.first]] and len(words) > 1 and words not in known:
            parts = ((a, b) for size in range(len(words) - 1, 0, -1) for a in range(len(words) - size + 1) for b in (a + size,))
            part = next(((a, b) for a, b in parts if words[a:b] in known), None)
            if part and not (name.type == "person" and words[0] in given_names() and part[1] == len(words)):
                name = replace(name, first=name.first + part[0], last=name.first + part[1], title_first=name.first + part[0])
        trimmed.append(name)
    return trimmed


def _title_start(layout: Layout, first: int) -> int:
    start = first
    while start > 0 and layout.words[start - 1] in titles() and layout.sentence[start - 1] == layout.sentence[first]:
        start -= 1
    if start < first and start > 0 and layout.lower[start - 1] in _BEFORE_TITLES and layout.words[start - 1][0].isupper():
        start -= 1
    return start


def _type(layout: Layout, first: int, last: int, type_: str, *, titled: bool) -> str:
    lower = layout.lower
    if lower[last - 1] in organization_heads() and (last - first > 1 or not (titled or lower[first] in given_names())):
        return "organization"
    words = " ".join(layout.words[first:last])
    if country_named(words) or (is_place(words) and not (titled or (type_ == "person" and lower[first] in given_names()))):
        return "place"
    if is_seat(words):
        return "organization"
    if type_ == "person" and last - first == 1 and not titled and layout.words[first].isupper() and 2 <= len(words) <= 5:
        return "organization"
    if type_ == "person":
        return type_
    if titled and last - first <= 3:
        return "person"
    starts_like_person = given_names().get(lower[first].split("-")[0], "u") != "u" and layout.words[first][0].isupper()
    if starts_like_person and 2 <= last - first <= 4 and all(w[0].isupper() or w in PARTICLES for w in layout.words[first:last]):
        return "person" if type_ != "place" else type_
    return type_


def _capitalised_runs(layout: Layout, found: list[NameMention], taken: bytearray) -> None:
    """Proper nouns that the tagger gave no name; in headlines capitals prove nothing, so only labels ("SMITH:") count there."""
    i, count = 0, len(layout)
    while i < count:
        given = layout.lower[i] in given_names() and i + 1 < count and i > 0 and layout.sentence[i - 1] == layout.sentence[i]
        if taken[i] or not layout.words[i][0].isupper() or not (layout.tags[i] == "PROPN" or (given and _adjoins(layout, i))):
            i += 1
            continue
        first = i
        while (
            i < count
            and not taken[i]
            and layout.sentence[i] == layout.sentence[first]
            and (
                (layout.words[i][0].isupper() and (given or layout.tags[i] == "PROPN"))
                or (layout.lower[i] in PARTICLES and i + 1 < count and layout.tags[i + 1] == "PROPN")
            )
        ):
            i += 1
        if layout.tags[first] != "PROPN" and i - first < 2:
            continue
        label = i < count and layout.words[i] == ":" and (first == 0 or layout.paragraph[first - 1] != layout.paragraph[first])
        if layout.capitalised[layout.sentence[first]] and not label:
            continue
        start = first
        while start < i and layout.words[start] in titles():
            start += 1
        if all(word in person_heads() or word in _BEFORE_TITLES for word in layout.lower[start:i]):
            continue
        _claim(_mend(layout, start, i, "other"), start, found, taken)


def _known_again(layout: Layout, taken: bytearray, found: Iterable[NameMention]) -> list[NameMention]:
    """The surname of a person named elsewhere, standing where the tagger saw nothing."""
    surnames = {
        layout.lower[n.last - 1]
        for n in found
        if n.type == "person" and (n.last - n.first > 1 or n.title_first < n.first) and n.last > n.first
    } - SUFFIXES
    plain = {
        layout.lower[n.first]
        for n in found
        if n.last - n.first == 1 and n.type in ("person", "organization") and not layout.capitalised[layout.sentence[n.first]]
    } | {layout.lower[n.first] for n in found if n.last - n.first == 1 and n.type == "other" and layout.tags[n.first] == "PROPN"}
    again = []
    for i, word in enumerate(layout.lower):
        if taken[i] or not layout.tags[i] or not layout.words[i][0].isupper():
            continue
        known = word in surnames and layout.tags[i] not in ("VERB", "AUX", "ADV")
        if known or (word in plain and layout.capitalised[layout.sentence[i]]):
            taken[i] = 1
            again.append(NameMention(i, i + 1, "person" if known else "other", _title_start(layout, i)))
    return again


def _single_surname(layout: Layout, name: NameMention, found: Sequence[NameMention]) -> bool:
    """A bare surname that the tagger took for something else."""
    size = name.last - name.first
    if (
        name.type == "person"
        or (name.type == "place" and country_of(layout.words[name.first : name.last]))
        or (size > 1 and layout.lower[name.first] not in PARTICLES)
    ):
        return False
    words = layout.lower[name.first : name.last]
    return any(n.type == "person" and n.last - n.first > size and layout.lower[n.last - size : n.last] == words for n in found)
