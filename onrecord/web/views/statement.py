"""The page of a statement: its words in their place, and everything that proves them. Imports formats, record, store and web."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from onrecord.errors import StoreError
from onrecord.formats.text_fragment import link_to
from onrecord.formats.web_annotation import annotations_of
from onrecord.record import Article, Issue, Kind, Polarity, Record, Stage, Statement, ids
from onrecord.store import Hit, Store, View
from onrecord.web.escaping import day
from onrecord.web.views.parts import StatementShown, statement_shown
from onrecord.web.views.reviews import StatementReviews, statement_reviews


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that was computed again for this page, and whether it came out as it is stored."""

    what: str
    holds: bool
    detail: str


@dataclass(frozen=True, slots=True)
class StageShown:
    name: str
    version: str
    weights_sha256: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """Something to copy. `link` is True for an address that may be opened."""

    name: str
    text: str
    link: bool = False


@dataclass(frozen=True, slots=True)
class StatementPage:
    """`number` is the statement's place in its article, from 1, of `of`; `answers` are statements of the article that reply to
    this one, `reply_to` the one that it replies to."""

    statement: StatementShown
    number: int
    of: int
    previous: str | None
    following: str | None
    reply_to: StatementShown | None
    answers: tuple[StatementShown, ...]
    provenance: tuple[StageShown, ...]
    proofs: tuple[Proof, ...]
    copies: tuple[Copy, ...]
    issues: tuple[Issue, ...]
    reviews: StatementReviews


def statement_page(store: Store, statement_id: str) -> StatementPage | None:
    view = store.view
    hit = view.statement(statement_id)
    if hit is None or hit.added:  # which stands in its article only
        return None
    record = view.record(hit.article.id)
    if record is None or record.article.text != hit.article.text:  # an old version under the same id
        record = Record(hit.article, (hit.statement,))
    listed = [statement.id for statement in record.statements]
    place = listed.index(statement_id)
    replied = hit.statement.reply_to and view.statement(hit.statement.reply_to)
    answering = [statement.id for statement in record.statements if statement.reply_to == statement_id]
    return StatementPage(
        statement=statement_shown(hit),
        number=place + 1,
        of=len(listed),
        previous=listed[place - 1] if place else None,
        following=listed[place + 1] if place + 1 < len(listed) else None,
        reply_to=statement_shown(replied) if replied else None,
        answers=tuple(statement_shown(answer) for one in answering if (answer := view.statement(one))),
        provenance=stages_of(record),
        proofs=proofs_of(view, hit),
        copies=copies_of(hit),
        issues=record.issues,
        reviews=statement_reviews(store, hit),
    )


def stages_of(record: Record) -> tuple[StageShown, ...]:
    def shown(name: str, stage: Stage) -> StageShown:
        return StageShown(name, stage.version, stage.weights_sha256)

    return tuple(shown(name, stage) for name, stage in sorted(record.provenance.items()))


def proofs_of(view: View, hit: Hit) -> tuple[Proof, ...]:
    """Computed anew each time: the statement's id from its spans, and the hash of the page's bytes."""
    statement, article = hit.statement, hit.article
    derived = ids.statement_id(article.id, statement.source, statement.cue, statement.content)
    text = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    proofs = [
        Proof(
            "The id is the hash of the article's id and of the characters that source, cue and content cover",
            derived == statement.id,
            derived,
        ),
        Proof("The article's text, in which these characters stand, has the SHA-256", True, text),
    ]
    if article.page is None:
        return (*proofs, Proof("The article came without a page", True, "so there are no bytes to prove its text with"))
    return (*proofs, _page_proof(view, article.page.sha256))


def _page_proof(view: View, sha256: str) -> Proof:
    try:
        data = view.page_bytes(sha256)
    except StoreError as error:
        return Proof("The kept page is not the one that was put", False, str(error))
    if data is None:
        return Proof("The page's bytes are not kept; they had the SHA-256", True, sha256)
    return Proof(f"The page, {len(data):,} bytes as they were found, is kept and has the SHA-256", True, sha256)


def copies_of(hit: Hit) -> tuple[Copy, ...]:
    statement, article = hit.statement, hit.article
    annotation = next(annotations_of(Record(article, (statement,))))
    copies = [
        Copy("Quotation", _quotation(hit)),
        Copy("Citation", citation(article, statement)),
        Copy("Web Annotation", json.dumps(annotation, ensure_ascii=False, indent=1)),
    ]
    if link := link_to(article, statement.content):
        copies.insert(2, Copy("Link to the words in the live page", link, link=True))
    return tuple(copies)


def _quotation(hit: Hit) -> str:
    who = hit.speaker or hit.source or "somebody unnamed"
    about = [part for part in (hit.article.publisher, day(hit.article.published)) if part]
    statement, words = hit.statement, hit.content
    if statement.kind is not Kind.DIRECT or statement.caution or statement.polarity is not Polarity.AFFIRMS:
        words, about = hit.text, [statement.caution or "as the article puts it", *about]
    return f"{' '.join(words.split())} ({'; '.join((who, ', '.join(about))) if about else who})"


def citation(article: Article, statement: Statement) -> str:
    """In the manner of a newspaper's reference: who wrote, title, publisher, day, address; then the statement's id."""
    authors = ", ".join(article.authors)
    parts = [
        authors and f"{authors}.",
        f"“{article.title}.”" if article.title else "",
        article.publisher and f"{article.publisher},",
        f"{day(article.published)}." if article.published else "",
        article.url and f"{article.url}.",
        f"onrecord {statement.id}.",
    ]
    return " ".join(part for part in parts if part)
