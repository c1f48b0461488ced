"""What the tools find, from the store. May import proof, search, store and record. Changes nothing."""

from __future__ import annotations

from onrecord.check.draft import Checked, check_draft
from onrecord.check.wording import Change
from onrecord.errors import InputError
from onrecord.mcp.answers import (
    CheckAnswer,
    CheckedQuotation,
    CitedArticle,
    CitedReview,
    CitedRole,
    CitedSpeaker,
    CitedStatement,
    Hashes,
    SearchAnswer,
    SpeakerAnswer,
)
from onrecord.pipeline import read_text
from onrecord.proof.leaves import leaf_of
from onrecord.record import Article, Said, Span, Spans
from onrecord.reviewing import standing_of
from onrecord.search.executor import ask
from onrecord.store import EntitySummary, Evidence, Hit, Sort, SpeakerSummary, Store

LONGEST_QUESTION = 1_000  # code points
LONGEST_DRAFT = 100_000
LONGEST_WORDS = 2_000  # of one statement, or around one
MOST = 50  # statements in an answer
MOST_SPEAKERS = 10
MOST_QUOTATIONS = 100
_SIGNS = {Change.SAME: ("", ""), Change.LEFT_OUT: ("[-", "-]"), Change.PUT_IN: ("{+", "+}")}


def search(store: Store, query: str, sort: Sort, limit: int, cursor: str | None) -> SearchAnswer:
    """A page of statements. Raises InputError where the question is none, is too long, or the cursor is of another."""
    answer = ask(
        store.view, _short(query, LONGEST_QUESTION, "The question"), sort=sort, limit=_within(limit, MOST), cursor=cursor
    )
    taken = {name.typed: list(name.names) for name in answer.taken}
    return SearchAnswer([cited(store, hit) for hit in answer.page.hits], answer.page.next, taken)


def statement(store: Store, id_: str) -> CitedStatement:
    """Raises InputError where there is none of this id."""
    hit = store.view.statement(id_)
    if hit is None:
        raise InputError(f"There is no statement {id_!a:.60}; search gives ids.")
    return cited(store, hit)


def speaker(store: Store, name: str, limit: int) -> SpeakerAnswer:
    """Everybody of a name, each with the last `limit` statements."""
    known = store.view.entities(_short(name, LONGEST_QUESTION, "The name"))
    names = {form for one in known for form in (one.entity.name, *one.forms)}
    unlinked = [one for one in store.view.who(name) if one.name not in names]
    shown = [_entity(store, one, limit) for one in known[:MOST_SPEAKERS]]
    shown += [_speaker(store, one, limit) for one in unlinked[: MOST_SPEAKERS - len(shown)]]
    return SpeakerAnswer(shown, len(known) + len(unlinked) - len(shown))


def check(store: Store, draft: str) -> CheckAnswer:
    """Raises InputError where the draft is too long, PageError where it holds no words."""
    found = check_draft(read_text(_short(draft, LONGEST_DRAFT, "The draft")), store.view)
    return CheckAnswer([_checked(store, one) for one in found[:MOST_QUOTATIONS]], max(0, len(found) - MOST_QUOTATIONS))


def cited(store: Store, hit: Hit) -> CitedStatement:
    """A statement with all that is needed to cite it."""
    one, article, speaker = hit.statement, hit.article, hit.statement.speaker
    leaf, current = leaf_of(store, article)
    window = _around(hit)
    texts = (hit.content, hit.source, hit.cue)
    return CitedStatement(
        id=one.id,
        speaker=hit.speaker,
        speaker_type=None if speaker is None else str(speaker.type),
        role=None if speaker is None else speaker.role,
        country=None if speaker is None else speaker.country,
        unknown=one.unknown,
        content=hit.content[:LONGEST_WORDS],
        source=hit.source[:LONGEST_WORDS],
        cue=hit.cue[:LONGEST_WORDS],
        kind=str(one.kind),
        polarity=str(one.polarity),
        said=_days(one.said),
        confidence=None if hit.added else round(one.confidence, 3),
        content_spans=_pairs(one.content),
        source_spans=_pairs(one.source),
        cue_spans=_pairs(one.cue),
        context=window.of(article.text),
        context_span=[window.start, window.end],
        cut=window != hit.window or any(len(text) > LONGEST_WORDS for text in texts),
        review=_review(store, hit),
        article=_article(article, current),
        hashes=Hashes(leaf.hash.hex(), leaf.sha256, leaf.text_sha256 or "", leaf.page_sha256),
    )


def _days(said: Said | None) -> str | None:
    """A day, or the first and last of several, as ISO 8601 writes them."""
    if said is None:
        return None
    return said.start if said.start == said.end else f"{said.start}/{said.end}"


def _article(article: Article, current: bool) -> CitedArticle:
    location = article.page.location if article.page else None
    return CitedArticle(article.id, article.title, article.publisher, article.published, article.url, location, current)


def _review(store: Store, hit: Hit) -> CitedReview | None:
    """The person's word that counts, if anybody has said one."""
    standing = standing_of(store, [hit]).get(hit.statement.id)
    return None if standing is None else CitedReview(str(standing.verdict), standing.by, standing.at, standing.note)


def _entity(store: Store, known: EntitySummary, limit: int) -> CitedSpeaker:
    entity = known.entity
    hits = store.view.find(entity=entity.id, limit=_within(limit, MOST))
    return CitedSpeaker(
        id=entity.id,
        name=entity.name,
        type=str(entity.type),
        also_called=[form for form in known.forms if form != entity.name],
        statements=known.statements,
        first=known.first,
        last=known.last,
        publishers=list(known.publishers),
        roles=[
            _role(role.text, role.country, role.sector, role.first, role.last, role.evidence[0]) for role in known.roles[:MOST]
        ],
        not_these={namesake.id: namesake.because for namesake in entity.namesakes[:MOST]},
        said_last=[cited(store, hit) for hit in hits],
    )


def _speaker(store: Store, known: SpeakerSummary, limit: int) -> CitedSpeaker:
    hits = store.view.find(speaker=known.name, limit=_within(limit, MOST))
    return CitedSpeaker(
        id=None,
        name=known.name,
        type=str(known.type),
        also_called=[],
        statements=known.statements,
        first=known.first,
        last=known.last,
        publishers=list(known.publishers),
        roles=[_role(role.text, role.country, role.sector, None, None, role.evidence) for role in known.roles[:MOST]],
        not_these={},
        said_last=[cited(store, hit) for hit in hits if hit.speaker == known.name],
    )


def _role(
    text: str, country: str | None, sector: str | None, first: str | None, last: str | None, evidence: Evidence
) -> CitedRole:
    return CitedRole(text, country, sector, first, last, evidence.text, evidence.article_id)


def _checked(store: Store, one: Checked) -> CheckedQuotation:
    difference = " ".join(_SIGNS[piece.change][0] + piece.words + _SIGNS[piece.change][1] for piece in one.comparison.diff)
    return CheckedQuotation(
        finding=str(one.finding),
        words=one.words[:LONGEST_WORDS],
        spans=_pairs(one.content),
        speaker=one.speaker,
        same_speaker=str(one.same_speaker),
        edits=[str(edit) for edit in one.comparison.edits],
        difference=difference[: 2 * LONGEST_WORDS],
        closest=None if one.closest is None else cited(store, one.closest),
    )


def _around(hit: Hit) -> Span:
    """The window, or as much of it from its start as an answer may hold."""
    return Span(hit.window.start, min(hit.window.end, hit.window.start + 2 * LONGEST_WORDS))


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _within(limit: int, most: int) -> int:
    if not 1 <= limit <= most:
        raise InputError(f"The limit is {limit}; it has to be from 1 to {most}.")
    return limit


def _short(text: str, longest: int, what: str) -> str:
    if len(text) > longest:
        raise InputError(f"{what} has {len(text)} characters; at most {longest} are read.")
    return text
