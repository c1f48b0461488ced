"""Where one name begins and ends, and what it names: what the tagger found, mended with the words around it.

Titles, given names, nouns that end organizations' names and runs of capitalised words tell. Imports text and places.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.extract.coreference.mentions import (
    DETERMINERS,
    JOINING,
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
_ON_SUBJECTS = word_list("on subjects")
_LINKS_INSIDE = word_list("inside organizations")
_ARTICLES = word_list("articles")
_LOOSE = _ARTICLES | {"'s"}
BEFORE_TITLES = word_list("before titles")
_PARTY_WORDS = word_list("parties")
_BEFORE_MONTHS = word_list("before months")
_MONTHS_AND_NAMES = ("May",)
_PARTIES = ("R", "D", "I")
_DASHES = ("-", "–", "—", "--")
_NAMING = frozenset(("PROPN", "ADJ", "NOUN"))
_LONGEST_PERSON = 5


def mend(layout: Layout, first: int, last: int, type_: str) -> NameMention | None:
    """The name that words `[first, last)`, which the tagger calls a `type_`, belong to; None where they are none."""
    first, type_ = _after_possessor(layout, first, last, type_)
    first, last = _trimmed(layout, first, last)
    if first >= last or not _may_begin(layout, first):
        return None
    first = _past_titles(layout, first, last, type_)
    first, last, type_ = _with_neighbours(layout, first, last, type_)
    if type_ != "person" and any(word in organization_heads() for word in layout.lower[first:last]):
        first, last = _whole_organization(layout, first, last)
    title_first = title_start(layout, first)
    if any(veto.bars(layout, first, last) for veto in VETOES):
        return None
    if last - first == 1 and title_first == first - 1 > 0 and _is_assembly(layout, first):
        first = title_first  # "the General Assembly": a person's title takes no article
    return NameMention(first, last, _type(layout, first, last, type_, titled=title_first < first), title_first)


def _after_possessor(layout: Layout, first: int, last: int, type_: str) -> tuple[int, str]:
    """ "Russia’s Sergei Lavrov": the person after the last possessor."""
    if type_ == "place":
        return first, type_
    ends = (i for i in range(last - 2, first, -1) if _is_possessive(layout, i) and layout.lower[i + 1] in given_names())
    end = next(ends, None)
    return (first, type_) if end is None else (end + 1, "person")


def _is_possessive(layout: Layout, at: int) -> bool:
    return layout.lower[at] == "'s" or (layout.lower[at] == "'" and layout.lower[at - 1].endswith("s"))


def _trimmed(layout: Layout, first: int, last: int) -> tuple[int, int]:
    """Without articles, marks and words in lower case around the name, and what a dash or a colon parts from it."""
    words, lower = layout.words, layout.lower
    if last - first > 1 and layout.tags[first] not in _NAMING and country_named(" ".join(words[first + 1 : last])):
        first += 1
    while first < last and _is_loose_before(layout, first):
        first += 1
    while first < last and _is_loose_after(layout, last - 1):
        last -= 1
    first, last = _beside_dash(layout, first, last)
    if ":" in words[first:last]:
        last = words.index(":", first, last)
    while last - 1 > first and words[last - 1][0].islower() and lower[last - 1] not in SUFFIXES:
        last -= 1
    return first, last


def _is_loose_before(layout: Layout, at: int) -> bool:
    word, lower = layout.words[at], layout.lower[at]
    return lower in _LOOSE or not word[0].isalnum() or (word[0].islower() and lower not in PARTICLES)


def _is_loose_after(layout: Layout, at: int) -> bool:
    word = layout.words[at]
    return not word.endswith(".") and (layout.lower[at] in ("'s", "'") or not word[-1].isalnum())


def _beside_dash(layout: Layout, first: int, last: int) -> tuple[int, int]:
    """What stands before a dash, or after it where a place in capitals does: "WASHINGTON - Ada Lund"."""
    dash = layout.find_word(first + 1, last - 1, _DASHES)
    if dash >= last - 1:
        return first, last
    return (dash + 1, last) if all(word.isupper() for word in layout.words[first:dash]) else (first, dash)


def _may_begin(layout: Layout, at: int) -> bool:
    letter = layout.words[at][0]
    return letter.isupper() or letter.isdigit() or layout.lower[at] in PARTICLES


def _past_titles(layout: Layout, first: int, last: int, type_: str) -> int:
    """Where the name begins after titles and nouns of office that the tagger took for a part of it."""
    if type_ == "person":
        first = _after_role(layout, first, last)
        while last - first > 1 and _is_no_given_name(layout, first, last - first):
            first += 1
        return first
    abbreviated = layout.words[first] in titles() and layout.words[first].endswith(".")
    return first + (abbreviated and last - first > 1 and layout.lower[last - 1] not in organization_heads())


def _is_no_given_name(layout: Layout, at: int, size: int) -> bool:
    word = layout.lower[at]
    if layout.words[at] in titles() or word in BEFORE_TITLES or word in _PARTY_WORDS:
        return True
    return word in person_heads() and (word not in given_names() or size > 2)


def _is_assembly(layout: Layout, at: int) -> bool:
    return layout.lower[at] in organization_heads() and layout.lower[at - 2] == "the"


@dataclass(frozen=True, slots=True)
class NameVeto:
    """`bars(layout, first, last)`: whether words `[first, last)` are no name. In `example`, `words` are none for this reason."""

    id: str
    bars: Callable[[Layout, int, int], bool]
    example: str
    words: str


def _is_listed(layout: Layout, first: int, last: int) -> bool:
    word = layout.lower[first]
    return last - first == 1 and (word in _NOT_NAMES or word in PRONOUNS or word in _GENERIC)


def _is_plural(layout: Layout, first: int, last: int) -> bool:
    return last - first == 1 and layout.lower[first] in person_plurals()


def _is_title(layout: Layout, first: int, last: int) -> bool:
    word = layout.words[first]
    return last - first == 1 and word in titles() and word.endswith(".")


def _is_month(layout: Layout, first: int, last: int) -> bool:
    """ "In May", "May 4"."""
    if last - first != 1 or layout.words[first] not in _MONTHS_AND_NAMES:
        return False
    return layout.word_at(first + 1)[:1].isdigit() or layout.lower_at(first - 1) in _BEFORE_MONTHS


def _is_party_label(layout: Layout, first: int, last: int) -> bool:
    """ "R-Ky." beside a name."""
    party, dash, state = "".join(layout.words[first:last]).rstrip(".").partition("-")
    cut_off = len(state) == 1  # "R-S." of "R-S.C."
    return bool(dash) and party in _PARTIES and (cut_off or any(state_of(form) for form in (state, f"{state}.")))


def _is_role(layout: Layout, first: int, last: int) -> bool:
    bare = layout.lower[last - 1] in person_heads() and layout.lower[first] not in given_names()
    return bare and title_start(layout, first) == first


VETOES = (
    NameVeto("listed", _is_listed, "It was said on Monday.", "Monday"),
    NameVeto("plural", _is_plural, "It was Senators who said so.", "Senators"),
    NameVeto("title", _is_title, "The letter was to Mr. alone.", "Mr."),
    NameVeto("month", _is_month, "It was said in May by him.", "May"),
    NameVeto("party-label", _is_party_label, "Rob Corder, R-Tenn., said so.", "R-Tenn."),
    NameVeto("role", _is_role, "It was the Mayor who said so.", "Mayor"),
)


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
        return *_whole_person(layout, first, last), type_
    while _goes_on_with_organization(layout, last):
        last, type_ = last + 1, "organization"
    if type_ != "place" and layout.lower[last - 1] in organization_heads():
        first = _organization_start(layout, first, last)
    return first, last, type_


def _whole_person(layout: Layout, first: int, last: int) -> tuple[int, int]:
    while first > 0 and last - first < _LONGEST_PERSON and _given_or_initial(layout, first - 1):
        first -= 1
    while last < len(layout) and last - first < _LONGEST_PERSON and _lacks_surname(layout, last):
        last += 1
    return first, last


def _goes_on_with_organization(layout: Layout, at: int) -> bool:
    return layout.lower_at(at) in organization_heads() and layout.words[at][0].isupper() and adjoins(layout, at - 1)


def _organization_start(layout: Layout, first: int, last: int) -> int:
    while first > 0 and last - first < LONGEST_CHUNK:
        whose = _whose(layout, first)
        if not whose and not (adjoins(layout, first - 1) and not_opening(layout, first - 1)):
            break
        first -= whose or 1
    return first


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
    first -= 2 * _is_joined_before(layout, first)
    limit = min(layout.sentence_end(first), len(layout) - 1)
    end = last
    while end < limit and layout.lower[end] in _LINKS_INSIDE:
        if layout.lower[end] == "on" and layout.lower[end - 1] not in _ON_SUBJECTS:
            break
        after = layout.past_words(end + 1, len(layout), _ARTICLES)
        stop = after
        while stop < len(layout) and _is_proper(layout, stop):
            stop += 1
        if stop == after or (layout.lower[end] in JOINING and end == last):
            break
        end = stop
    return first, end


def _is_joined_before(layout: Layout, first: int) -> bool:
    """ "The Securities and" before "Exchange Commission"."""
    if first < 3 or layout.lower[first - 1] != "and" or not layout.words[first - 2][0].isupper():
        return False
    before = first - 3
    led = layout.lower[before] in DETERMINERS or (layout.words[before][0].islower() and layout.tags[before] == "ADJ")
    word = layout.words[first - 2]
    return led and layout.tags[first - 2] in _NAMING and not is_place(word) and country_of([word]) is None


def _is_proper(layout: Layout, at: int) -> bool:
    return layout.words[at][0].isupper() and layout.lower[at] not in _NOT_NAMES and layout.tags[at] in _NAMING


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
    given = lower[first] in given_names()
    if lower[last - 1] in organization_heads() and (last - first > 1 or not (titled or given)):
        return "organization"
    words = " ".join(layout.words[first:last])
    if country_named(words) or (is_place(words) and not titled and not (type_ == "person" and given)):
        return "place"
    if is_seat(words):
        return "organization"
    if type_ == "person":
        return "organization" if _is_no_person(layout, first, words, titled=titled) else type_
    if _has_complement(layout, first, last):
        return "organization"
    named_so = type_ != "place" and _looks_like_person(layout, first, last)
    return "person" if named_so or (titled and last - first <= 3) else type_


def _is_no_person(layout: Layout, first: int, words: str, *, titled: bool) -> bool:
    """ "G20", "NATO"."""
    if any(character.isdigit() for character in words):
        return True
    return words == layout.words[first] and not titled and words.isupper() and 2 <= len(words) <= 5


def _looks_like_person(layout: Layout, first: int, last: int) -> bool:
    """A given name that tells the gender, and one to three more words of a name."""
    if not 2 <= last - first <= 4 or given_names().get(layout.lower[first].split("-")[0], "u") == "u":
        return False
    return layout.words[first][0].isupper() and all(w[0].isupper() or w in PARTICLES for w in layout.words[first:last])


def _has_complement(layout: Layout, first: int, last: int) -> bool:
    """ "Center for the Study of River Trade": the noun of an organization, and what it is for."""
    return any(layout.lower[k] in ("for", "of") and layout.lower[k - 1] in organization_heads() for k in range(first + 1, last))
