"""Where one name begins and ends, and what it names: what the tagger found, mended with the words around it.

Titles, given names, nouns that end organizations' names and runs of capitalised words tell. Imports text and places.
"""

from __future__ import annotations

from onrecord.extract.coreference.mentions import (
    DETERMINERS,
    LONGEST_CHUNK,
    PARTICLES,
    PRONOUNS,
    SUFFIXES,
    SURNAME_FIRST,
    NameMention,
)
from onrecord.extract.places.countries import country_named, country_of, is_known, is_place, is_seat, state_of
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import given_names, organization_heads, person_heads, person_plurals, titles, word_list

_NOT_NAMES = word_list("not names")
_GENERIC = word_list("generic")
_ON_SUBJECTS = frozenset(
    ("committee", "subcommittee", "council", "commission", "panel", "conference", "center", "centre", "institute")
)
_LINKS_INSIDE = frozenset(("of", "for", "on", "and"))
BEFORE_TITLES = word_list("before titles")
_PARTY_WORDS = frozenset(
    ["republican", "democrat", "democratic", "gop", "tory", "labour", "conservative", "liberal", "independent"]
)
_BEFORE_MONTHS = frozenset(("in", "since", "until", "last", "next", "this", "early", "late", "mid"))
_LONGEST_PERSON = 5


def mend(layout: Layout, first: int, last: int, type_: str) -> NameMention | None:
    """The name that words `[first, last)`, which the tagger calls a `type_`, belong to; None where they are none."""
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
            or lower[first] in BEFORE_TITLES
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
        or (words[first] in titles() and words[first].endswith("."))
        or _is_month(layout, first)
    ):
        return None
    if _is_party_label("".join(words[first:last])):
        return None
    if lower[last - 1] in person_heads() and lower[first] not in given_names() and title_start(layout, first) == first:
        return None
    title_first = title_start(layout, first)
    if last - first == 1 and title_first == first - 1 > 0 and lower[first] in organization_heads() and lower[first - 2] == "the":
        first = title_first  # "the General Assembly": a person's title takes no article
    return NameMention(first, last, _type(layout, first, last, type_, titled=title_first < first), title_first)


def _is_month(layout: Layout, at: int) -> bool:
    """ "In May", "May 4"."""
    if layout.words[at] != "May":
        return False
    dated = at + 1 < len(layout) and layout.words[at + 1][0].isdigit()
    return dated or (at > 0 and layout.lower[at - 1] in _BEFORE_MONTHS)


def _is_party_label(word: str) -> bool:
    """ "R-Ky." beside a name."""
    party, dash, state = word.rstrip(".").partition("-")
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
        if not adjoins(layout, last - 1):
            break
        last, type_ = last + 1, "organization"
    if type_ != "place" and layout.lower[last - 1] in organization_heads():
        while first > 0 and last - first < LONGEST_CHUNK:
            whose = _whose(layout, first)
            if not whose and not (adjoins(layout, first - 1) and not_opening(layout, first - 1)):
                break
            first -= whose or 1
    return first, last, type_


def _whose(layout: Layout, first: int) -> int:
    """How many words before `first` say whose union, fund or march it is: "Workers’ Union", "Children’s Fund"."""
    people = first > 1 and layout.lower[first - 1] in ("'", "'s") and layout.lower[first - 2] in person_plurals()
    return 2 if people and layout.words[first - 2][0].isupper() else 0


def not_opening(layout: Layout, at: int) -> bool:
    """Capitals at the head of a sentence prove nothing without the tagger."""
    opens = at == 0 or layout.sentence[at - 1] != layout.sentence[at] or not layout.words[at - 1][0].isalnum()
    return layout.tags[at] in ("PROPN", "ADJ") or (not opens and layout.tags[at] not in ("DET", "ADP", "PRON", "VERB", "AUX"))


def adjoins(layout: Layout, at: int) -> bool:
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
        adjoins(layout, at)
        and (initial or family or layout.lower[at] in given_names())
        and layout.tags[at] in ("PROPN", "NOUN", "X")
    )


def _lacks_surname(layout: Layout, at: int) -> bool:
    before = layout.lower[at - 1]
    given = before in given_names() or (len(before) == 2 and before[1] == ".")
    return given and layout.tags[at] == "PROPN" and adjoins(layout, at - 1) and adjoins_alone(layout, at)


def adjoins_alone(layout: Layout, at: int) -> bool:
    """Whether the word at `at` is capitalised and can be part of a person's name."""
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


def title_start(layout: Layout, first: int) -> int:
    """Where the titles before a name that begins at `first` begin; `first` where it has none."""
    start = first
    while start > 0 and layout.words[start - 1] in titles() and layout.sentence[start - 1] == layout.sentence[first]:
        start -= 1
    if start < first and start > 0 and layout.lower[start - 1] in BEFORE_TITLES and layout.words[start - 1][0].isupper():
        start -= 1
    return start


def _type(layout: Layout, first: int, last: int, type_: str, *, titled: bool) -> str:
    lower = layout.lower
    if lower[last - 1] in organization_heads() and (last - first > 1 or not (titled or lower[first] in given_names())):
        return "organization"
    words = " ".join(layout.words[first:last])
    if country_named(words) or (is_place(words) and not (titled or (type_ == "person" and lower[first] in given_names()))):
        return "place"
    if is_seat(words) or (type_ == "person" and any(character.isdigit() for character in words)):
        return "organization"
    if type_ != "person" and _has_complement(layout, first, last):
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


def _has_complement(layout: Layout, first: int, last: int) -> bool:
    """ "Center for the Study of River Trade": the noun of an organization, and what it is for."""
    return any(layout.lower[k] in ("for", "of") and layout.lower[k - 1] in organization_heads() for k in range(first + 1, last))
