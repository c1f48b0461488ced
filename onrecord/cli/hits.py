"""A statement as people and programs see it. May import record and store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from onrecord.cli.marks import CONTENT_STYLE, Mark, marked
from onrecord.cli.terminal import output, safe_line
from onrecord.record import Article, Polarity, SpeakerType, Statement, words_of
from onrecord.record.review import Review, Verdict

if TYPE_CHECKING:
    from onrecord.store import Hit, View


def print_hit(hit: Hit, review: Review | None = None) -> None:
    """Who and when, the words with the content marked, what a person says of it, the id, where it stands; then an empty line."""
    screen, article = output(), hit.article
    about = [safe_line(part) for part in ((article.published or "")[:10], article.publisher, *_cautions(hit.statement)) if part]
    screen.print(Text(safe_line(speaker_words(hit.statement, article.text)), "bold"), *(f"· {part}" for part in about))
    content = [Mark(span, "", CONTENT_STYLE) for span in hit.statement.content]
    for line in marked(article.text, hit.window, content).split("\n"):
        if line.plain.strip():
            screen.print(indented(line))
    if review is not None:
        screen.print(indented(Text(safe_line(f"{review_words(review)}, {review.at[:10]}"), "bold")))
    screen.print(indented(Text(f"{hit.statement.id} · {safe_line(where(hit))}", "dim")))
    screen.print()


def _cautions(statement: Statement) -> Iterator[str]:
    """What keeps the words from being taken for what somebody simply said."""
    if statement.polarity is not Polarity.AFFIRMS:
        yield statement.polarity.value
    if statement.caution:
        yield statement.caution


def review_words(review: Review) -> str:
    """ "Rejected by Ada Lund"."""
    verdicts = {Verdict.ACCEPT: "Accepted", Verdict.REJECT: "Rejected", Verdict.FIX: "Fixed", Verdict.ADD: "Added"}
    return f"{verdicts[review.verdict]} by {review.by}"


def indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2), expand=False)


def hits_as_json(view: View, hits: Iterable[Hit], reviews: Mapping[str, Review]) -> Iterator[dict[str, Any]]:
    """Each hit: the statement as it stands in its record (one that a person added, as it would), its words, the article in
    short, and what a person says of it: the review that counts, of `reviews` by statement id."""
    from onrecord.record.codec import to_json

    article_id, record = "", None
    statements: dict[str, Any] = {}
    for hit in hits:
        if hit.article.id != article_id and (record := view.record(hit.article.id)):
            article_id = hit.article.id
            statements = {statement["id"]: statement for statement in to_json(record)["statements"]}
        if hit.added and record:  # it stands in no record
            (statements[hit.statement.id],) = to_json(replace(record, statements=(hit.statement,), events=()))["statements"]
            statements[hit.statement.id]["confidence"] = None
        yield {
            "statement": statements.get(hit.statement.id),
            "words": {"source": hit.source, "cue": hit.cue, "content": hit.content, "context": hit.text},
            "article": {
                "id": hit.article.id,
                "title": hit.article.title,
                "publisher": hit.article.publisher,
                "published": hit.article.published,
                "location": location(hit.article),
            },
            "review": _review_as_json(reviews.get(hit.statement.id)),
        }


def _review_as_json(review: Review | None) -> dict[str, str] | None:
    return None if review is None else {"verdict": str(review.verdict), "by": review.by, "at": review.at}


def speaker_words(statement: Statement, text: str) -> str:
    """Who said it: a name with role; or, where there is no name, the words of the source and why."""
    speaker = statement.speaker
    if speaker and speaker.name is not None:
        return f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name
    if speaker and speaker.type is SpeakerType.AUTHOR:
        return "The author"
    source = words_of(statement.source, text)
    why = "unnamed" if speaker else f"unknown: {statement.unknown}"
    return f"{source} ({why})" if source else why.capitalize()


def location(article: Article) -> str | None:
    return article.url or (article.page.location if article.page else None)


def where(hit: Hit) -> str:
    """Title, address, and the characters of the text."""
    spans = hit.statement.content
    parts = (hit.article.title, location(hit.article), f"characters {spans[0].start}-{spans[-1].end}")
    return " · ".join(part for part in parts if part)
