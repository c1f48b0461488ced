"""What became of the statements of an article between its versions. Imports record and the rest of the store.

Words are compared without regard to blanks and the shape of quotation marks, which change when a page is only set anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from sqlalchemy import Engine

from onrecord.record import Article, Record, Statement, words_of
from onrecord.store.answers.hits import Hit
from onrecord.store.answers.statement_results import hit_in
from onrecord.store.answers.versions import Version, article_at, record_of_version, versions

# Share of the words from which one statement is taken for another, altered; it is higher where the speaker changed as well, since
# different people may well say much the same.
_ALIKE, _ALIKE_OF_OTHERS = 0.5, 0.8
_MOST = 200  # statements of a version that are compared word by word

_ONE_SHAPE = str.maketrans("“”„«»‘’‚`", '"""""\'\'\'\'')


class What(StrEnum):
    ALTERED = "altered"
    VANISHED = "vanished"
    APPEARED = "appeared"


class Fate(StrEnum):
    """Of words: in both versions, only in the older, only in the newer."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a statement's content, with a blank between two."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class StatementChange:
    """`before` is None for one that appeared, `after` for one that vanished. `words` are the whole content, in the order of
    reading. `in_both` says that the words of one that vanished or appeared stand in both versions: the article said them all
    along, and only the reading of it changed."""

    what: What
    before: Hit | None
    after: Hit | None
    words: tuple[Words, ...]
    in_both: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """Two versions, one after the other. `same_reader` says whether the same stages read both; otherwise some changes may be
    theirs, and not the article's."""

    before: Version
    after: Version
    same_reader: bool
    changes: tuple[StatementChange, ...]


def revisions(engine: Engine, article: str) -> tuple[Revision, ...]:
    """The revisions of an article, given by the id of any of its versions or by its location, oldest first; the current version
    is the last. Empty where there is only one version, or none."""
    known = versions(engine, article) or versions(engine, article_at(engine, article) or "")
    read = [(one, record) for one in reversed(known) if (record := record_of_version(engine, one.id, one.text_sha256))]
    return tuple(
        Revision(then, now, older.provenance == newer.provenance, statement_changes(older, newer))
        for (then, older), (now, newer) in pairwise(read)
    )


def statement_changes(before: Record, after: Record) -> tuple[StatementChange, ...]:
    """The statements that were altered, those that vanished, those that appeared; each in the order of its article."""
    old, new = _without_same(_told(before), _told(after))
    altered = sorted(_pairs(old, new), key=lambda pair: pair[1].place)
    paired = {one.id for pair in altered for one in pair}
    return (
        *(_altered(before, then, after, now) for then, now in altered),
        *(_vanished(before, one, after) for one in old if one.id not in paired),
        *(_appeared(before, after, one) for one in new if one.id not in paired),
    )


def _altered(before: Record, then: _Told, after: Record, now: _Told) -> StatementChange:
    return StatementChange(What.ALTERED, hit_in(before, then.id), hit_in(after, now.id), _diff(then, now))


def _vanished(before: Record, one: _Told, after: Record) -> StatementChange:
    words = (Words(Fate.REMOVED, " ".join(one.shown)),)
    return StatementChange(What.VANISHED, hit_in(before, one.id), None, words, _says(after.article, one))


def _appeared(before: Record, after: Record, one: _Told) -> StatementChange:
    words = (Words(Fate.ADDED, " ".join(one.shown)),)
    return StatementChange(What.APPEARED, None, hit_in(after, one.id), words, _says(before.article, one))


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement as it is compared; `shown` are the words of its content as they stand, `words` those that count."""

    id: str
    place: int
    shown: tuple[str, ...]
    words: tuple[str, ...]
    speaker: str
    manner: tuple[str, ...]


def _told(record: Record) -> list[_Told]:
    return [_one_told(statement, place, record.article.text) for place, statement in enumerate(record.statements)]


def _one_told(statement: Statement, place: int, text: str) -> _Told:
    shown = tuple(words_of(statement.content, text).split())
    name = statement.speaker and statement.speaker.name
    source, cue = (_plain(words_of(spans, text)) for spans in (statement.source, statement.cue))
    speaker = _plain(name or " ".join(source))
    return _Told(statement.id, place, shown, _plain(" ".join(shown)), " ".join(speaker), (*source, *cue, statement.polarity))


def _plain(text: str) -> tuple[str, ...]:
    return tuple(text.translate(_ONE_SHAPE).split())


def _without_same(old: list[_Told], new: list[_Told]) -> tuple[list[_Told], list[_Told]]:
    waiting: defaultdict[tuple[object, ...], list[_Told]] = defaultdict(list)
    for one in old:
        waiting[one.words, one.speaker, one.manner].append(one)
    come = []
    for one in new:
        if same := waiting[one.words, one.speaker, one.manner]:
            same.pop(0)
        else:
            come.append(one)
    left = {one.id for rest in waiting.values() for one in rest}
    return [one for one in old if one.id in left], come


def _pairs(old: Sequence[_Told], new: Sequence[_Told]) -> Iterator[tuple[_Told, _Told]]:
    """Statements that are most likely the same one, altered; each in one pair at most, the likeliest first."""
    likely = [(_likeness(then, now), then, now) for then in old[:_MOST] for now in new[:_MOST]]
    taken: set[tuple[str, int]] = set()
    for likeness, then, now in sorted(likely, key=lambda found: (-found[0], abs(found[1].place - found[2].place))):
        enough = _ALIKE if then.speaker == now.speaker else _ALIKE_OF_OTHERS
        if likeness >= enough and not taken & {("old", then.place), ("new", now.place)}:
            taken |= {("old", then.place), ("new", now.place)}
            yield then, now


def _likeness(then: _Told, now: _Told) -> float:
    """Twice the words in common, in order, by all words."""
    total = len(then.words) + len(now.words)
    in_any_order = 2 * (Counter(then.words) & Counter(now.words)).total() / total
    if in_any_order < _ALIKE:
        return 0.0
    return SequenceMatcher(None, then.words, now.words, autojunk=False).ratio()


def _diff(then: _Told, now: _Told) -> tuple[Words, ...]:
    found: list[Words] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, then.words, now.words, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Words(Fate.KEPT, " ".join(now.shown[new_start:new_end])))
            continue
        for fate, shown in ((Fate.REMOVED, then.shown[start:end]), (Fate.ADDED, now.shown[new_start:new_end])):
            if shown:
                found.append(Words(fate, " ".join(shown)))
    return tuple(found)


def _says(article: Article, one: _Told) -> bool:
    """Whether an article has the words of a statement, piece by piece."""
    text = " ".join(_plain(article.text))
    return all(piece in text for piece in " ".join(one.words).split(" … "))
