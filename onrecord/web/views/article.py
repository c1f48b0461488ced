"""The page of an article: its text as it reads with every statement marked, and what was left out. Imports record, store, web."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.record import READABLE, Issue, Polarity, Record, Region, Role, Span, SpeakerType, Statement, cover
from onrecord.record.review import Reading, Review
from onrecord.record.reviewed import ReviewedRecord
from onrecord.store import Store
from onrecord.store.answers.changes import StatementChange, Words, statement_changes
from onrecord.store.answers.versions import Version
from onrecord.web.marks import Piece, marks_of, pieces
from onrecord.web.views.events import EventShown, events_shown
from onrecord.web.views.parts import ArticleInShort, article_in_short, who, why
from onrecord.web.views.reviews import NO_SPEAKER, Standing, standing_reviews
from onrecord.web.views.statement import StageShown, stages_of

A_PART = 20_000  # code points of the text that one page shows at most, where each statement counts as _A_NOTE
_A_NOTE = 300
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LEFT_OUT = {
    Role.DATE: "date line of the page",
    Role.BYLINE: "byline",
    Role.PULL_QUOTE: "left out: repeats words of the text",
    Role.RELATED: "left out: names other articles",
    Role.NEWSLETTER: "left out: asks for a subscription",
    Role.COOKIES: "left out: asks for consent",
}
_OF_THE_PAGE = "left out: belongs to the page, not to the article"


@dataclass(frozen=True, slots=True)
class Note:
    """A statement as the margin has it. `nested_in` is the number of the statement inside whose content it stands."""

    number: int
    id: str
    who: str
    why: str | None
    has_speaker: bool
    kind: str
    polarity: str
    caution: str | None
    confidence: float
    nested_in: int | None


@dataclass(frozen=True, slots=True)
class AddedNote:
    """A statement that a person added, as the margin has it; no machine read it. Its `number` goes on after those of the
    machine's statements. `review` is the id of the review that it rests on, by whom, when, and with which `remark`."""

    number: int
    id: str
    who: str
    kind: str
    polarity: str
    review: str
    by: str
    at: str
    remark: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text. `left_out` says why statements are not looked for in it, None where they are; `notes` are the
    statements that begin in it, `added` those of people."""

    start: int
    end: int
    role: str | None
    left_out: str | None
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    added: tuple[AddedNote, ...]


@dataclass(frozen=True, slots=True)
class _Addition:
    """A statement that a person added, in the text that is shown."""

    number: int
    review: Review
    reading: Reading


@dataclass(frozen=True, slots=True)
class MissedForm:
    """What was typed to add a statement: the spans as in `typed_spans`, each looked for first in the paragraph that begins at
    `near`; `wrong` says why it was not taken."""

    near: str = ""
    source: str = ""
    cue: str = ""
    content: str = ""
    speaker: str = ""
    type: str = str(SpeakerType.PERSON)
    polarity: str = str(Polarity.AFFIRMS)
    note: str = ""
    by: str = ""
    wrong: str | None = None
    types: tuple[str, ...] = (*map(str, SpeakerType), NO_SPEAKER)
    polarities: tuple[str, ...] = tuple(map(str, Polarity))


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a statement since the version before: `what` is altered, vanished or appeared; `statement` the id, in this
    version where it is there; `in_both` says that only the reading changed, and not what the article says."""

    what: str
    statement: str
    who: str
    words: tuple[Words, ...]
    in_both: bool


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`part` of `parts`, from 1, where the text is too long for one page; `version` the hash of the text that is shown.
    `headline` is the paragraph that the text has it in, which is not among `paragraphs` then. `changes` is what differs from
    the version before, where there is one. `statements` are the machine's, `added` those that people added; `names` are the
    article's entities; `missed` the form to add a statement as it was typed."""

    article: ArticleInShort
    authors: tuple[str, ...]
    dateline: str | None
    language: str | None
    media_type: str | None
    page_sha256: str | None
    fetched_at: str | None
    statements: int
    added: int
    part: int
    parts: int
    headline: Paragraph | None
    paragraphs: tuple[Paragraph, ...]
    events: tuple[EventShown, ...]
    issues: tuple[Issue, ...]
    provenance: tuple[StageShown, ...]
    version: str
    current: bool
    versions: tuple[Version, ...]
    changes: tuple[Change, ...]
    changed_since: Version | None
    reviewed: dict[str, Standing]
    names: tuple[str, ...]
    missed: MissedForm


def article_page(
    store: Store, article_id: str, *, part: int = 1, version: str | None = None, missed: MissedForm | None = None
) -> ArticlePage | None:
    """The current version, or that with the text of the hash `version`; None where there is no such article or part."""
    known = store.overview.versions(article_id)
    own = [one for one in known if one.id == article_id and version in (None, one.text_sha256)]
    record = store.overview.record_of_version(article_id, own[0].text_sha256) if own else None
    if record is None:
        return None
    parts = _parts(record)
    if not 1 <= part <= len(parts):
        return None
    reviewed = store.reviews.about(record) if own[0].current else ReviewedRecord(record, (), (), ())
    added = tuple(_additions(reviewed))
    paragraphs = tuple(_paragraphs(record, parts[part - 1], added))
    headline = paragraphs[0] if paragraphs and paragraphs[0].role == Role.TITLE else None
    older = known[known.index(own[0]) + 1 :]
    before = store.overview.record_of_version(older[0].id, older[0].text_sha256) if older else None
    article, page = record.article, record.article.page
    return ArticlePage(
        article=article_in_short(article),
        authors=article.authors,
        dateline=article.dateline,
        language=article.language,
        media_type=page.media_type if page else None,
        page_sha256=page.sha256 if page else None,
        fetched_at=page.fetched_at if page else None,
        statements=len(record.statements),
        added=len(added),
        part=part,
        parts=len(parts),
        headline=headline,
        paragraphs=paragraphs[1:] if headline else paragraphs,
        events=events_shown(record),
        issues=record.issues,
        provenance=stages_of(record),
        version=own[0].text_sha256,
        current=own[0].current,
        versions=known if len(known) > 1 else (),
        changes=tuple(map(_change, statement_changes(before, record))) if before else (),
        changed_since=older[0] if before else None,
        reviewed=standing_reviews(reviewed),
        names=tuple(sorted({entity.name for entity in record.entities})),
        missed=missed or MissedForm(),
    )


def place_of_added(store: Store, article_id: str, statement_id: str) -> tuple[int, int | None]:
    """The part of the article that has this addition, and its number; of one that is undone or fits no more, part 1."""
    reviewed = store.reviews.of(article_id)
    if reviewed is not None:
        for one in _additions(reviewed):
            if one.review.statement == statement_id:
                ends = [lines[-1].end for lines in _parts(reviewed.record) if lines]
                return min(bisect_right(ends, _begin(one.reading)) + 1, max(1, len(ends))), one.number
    return 1, None


def _additions(reviewed: ReviewedRecord) -> Iterator[_Addition]:
    """Those that count, with the numbers that follow those of the machine's statements."""
    number = len(reviewed.record.statements)
    for one in reviewed.added:
        if one.standing and one.reading:
            number += 1
            yield _Addition(number, one.standing, one.reading)


def _added_note(one: _Addition, text: str) -> AddedNote:
    review, reading = one.review, one.reading
    return AddedNote(
        number=one.number,
        id=review.statement,
        who=who(reading, text),
        kind=str(reading.kind),
        polarity=str(reading.polarity),
        review=review.id,
        by=review.by,
        at=review.at,
        remark=review.note,
    )


def _change(one: StatementChange) -> Change:
    hit = one.after or one.before
    assert hit is not None  # a change is of something
    return Change(str(one.what), hit.statement.id, who(hit.statement, hit.article.text), one.words, one.in_both)


def _parts(record: Record) -> list[list[Span]]:
    """The lines of the text that are not blank, in portions of about A_PART."""
    begins = sorted(_begin(statement) for statement in record.statements)
    parts: list[list[Span]] = [[]]
    size = 0
    for match in _LINE.finditer(record.article.text):
        for start in range(match.start(), match.end(), A_PART):  # a line may be a whole book
            line = Span(start, min(match.end(), start + A_PART))
            weight = len(line) + _A_NOTE * (bisect_left(begins, line.end) - bisect_left(begins, line.start))
            if parts[-1] and size + weight > A_PART:
                parts.append([])
                size = 0
            parts[-1].append(line)
            size += weight
    return parts


def _paragraphs(record: Record, lines: list[Span], added: Sequence[_Addition]) -> Iterator[Paragraph]:
    article, text = record.article, record.article.text
    marks = [mark for number, statement in enumerate(record.statements, 1) for mark in marks_of(statement, number)]
    marks += [mark for one in added for mark in marks_of(one.reading, one.number, by_person=True)]
    notes = _notes(record)
    begins = {number: _begin(statement) for number, statement in enumerate(record.statements, 1)}
    for line in lines:
        regions = [region for region in article.regions if region.span.overlaps(line)]
        role = max(regions, key=lambda region: _shared(region, line)).role if regions else None
        window = _readable(regions, line)
        inside = tuple(note for note in notes if line.start <= begins[note.number] < line.end)
        yield Paragraph(
            start=window.start,
            end=window.end,
            role=role and str(role),
            left_out=None if role in READABLE else _LEFT_OUT.get(role, _OF_THE_PAGE) if role else _OF_THE_PAGE,
            pieces=pieces(text, window, (mark for mark in marks if mark.span.overlaps(window))),
            notes=inside,
            added=tuple(_added_note(one, text) for one in added if line.start <= _begin(one.reading) < line.end),
        )


def _begin(read: Statement | Reading) -> int:
    return cover((*read.source, *read.cue, *read.content)).start


def _shared(region: Region, line: Span) -> int:
    return min(region.span.end, line.end) - max(region.span.start, line.start)


def _readable(regions: list[Region], line: Span) -> Span:
    """The line without what stands around its regions: signs of Markdown, blanks."""
    if not regions:
        return line
    covered = cover(region.span for region in regions)
    return Span(max(line.start, covered.start), min(line.end, covered.end))


def _notes(record: Record) -> list[Note]:
    text = record.article.text
    numbers = {statement.id: number for number, statement in enumerate(record.statements, 1)}
    found = []
    for statement in record.statements:
        around = [
            other
            for other in record.statements
            if other is not statement
            and any(span.contains(cue) and span != cue for span in other.content for cue in (*statement.cue, *statement.source))
        ]
        innermost = min(around, key=lambda other: sum(map(len, other.content)), default=None)
        found.append(
            Note(
                number=numbers[statement.id],
                id=statement.id,
                who=who(statement, text),
                why=why(statement),
                has_speaker=bool(statement.speaker and statement.speaker.name),
                kind=str(statement.kind),
                polarity=str(statement.polarity),
                caution=statement.caution,
                confidence=statement.confidence,
                nested_in=numbers[innermost.id] if innermost else None,
            )
        )
    return found
