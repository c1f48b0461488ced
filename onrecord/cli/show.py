"""`onrecord show`: a statement, an event or an article in its own words, every span marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.events_shown import event_as_json, print_events
from onrecord.cli.hits import hits_as_json, location, review_words, speaker_words
from onrecord.cli.marks import ASIDE_STYLE, CONTENT_STYLE, CUE_STYLE, SOURCE_STYLE, Mark, marked
from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import output, print_json, print_line, safe_line
from onrecord.errors import InputError
from onrecord.record import READABLE, SHOWN_FROM, Article, Record, Span, Statement, words_of

if TYPE_CHECKING:
    from onrecord.record.review import Review
    from onrecord.store import EventHit, Hit, Store


def show(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of a statement (s-...), of an event (e-...) or of an article.", show_default=False
        ),
    ],
    db: Database = "",
    changes: Annotated[
        bool, typer.Option("--changes", help="Show which statements changed between the versions of an article.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show a statement, an event or an article with its spans marked.

    The marks are [source: ...], [cue: ...] and [content: ...]. In an article, the marks carry the number of the statement,
    and what is not the article's text proper (page chrome, the date line and so on) is marked by its role; its events
    follow. With --changes, an article may also be given by its link or file.
    """
    from onrecord.reviewing import standing_of
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        if changes:
            _show_changes(store, identifier, as_json=as_json)
        elif hit := store.view.statement(identifier):
            if as_json:
                for line in hits_as_json(store.view, [hit], standing_of(store, [hit])):
                    print_json(line)
            else:
                _print_statement(hit, standing_of(store, [hit]).get(hit.statement.id))
        elif event := store.view.event(identifier):
            if as_json:
                print_json(event_as_json(event))
            else:
                _print_event(event)
        elif record := store.view.record(identifier):
            if as_json:
                _print_record_line(record)
            else:
                _print_article(record)
                _print_added(store, record)
        else:
            raise InputError(
                f'There is no statement, event or article "{identifier}" in the database; `onrecord find` shows ids.'
            )


def _show_changes(store: Store, article: str, *, as_json: bool) -> None:
    from onrecord.cli.revisions import print_revisions, print_revisions_as_json

    revisions = store.view.revisions(article)
    if as_json:
        print_revisions_as_json(revisions)
    elif revisions:
        print_revisions(revisions)
    elif store.view.record(article):
        output().print("There is only one version of it.")
    else:
        raise InputError(f'There is no article "{article}" in the database with several versions.')


def _print_record_line(record: Record) -> None:
    from onrecord.record.codec import dumps

    print_line(dumps(record))


def _print_statement(hit: Hit, review: Review | None) -> None:
    screen = output()
    _print_heading(hit.article)
    _print_text(marked(hit.article.text, hit.window, _marks_of(hit.statement)))
    screen.print()
    for name, value in _facts(hit, review):
        screen.print(Text(f"{name:<12}", "dim") + Text(safe_line(value)))


def _print_event(hit: EventHit) -> None:
    _print_heading(hit.article)
    trigger = [Mark(span, "event", CUE_STYLE) for span in hit.event.trigger if hit.window.contains(span)]
    _print_text(marked(hit.article.text, hit.window, trigger))
    output().print()
    print_events([hit])


def _print_article(record: Record) -> None:
    from onrecord.store.answers.event_results import hits_in

    screen = output()
    article = record.article
    _print_heading(article)
    asides = [Mark(region.span, region.role, ASIDE_STYLE) for region in article.regions if region.role not in READABLE]
    marks = [mark for number, statement in enumerate(record.statements, 1) for mark in _marks_of(statement, f"{number} ")]
    _print_text(marked(article.text, Span(0, len(article.text)), [*asides, *marks]))
    screen.print()
    for number, statement in enumerate(record.statements, 1):
        screen.print(f"{number:>4}  {statement.id}  {safe_line(speaker_words(statement, article.text))}")
    if certain := [event.id for event in record.events if event.confidence >= SHOWN_FROM]:
        screen.print()
        print_events(hits_in(record, certain))
    for issue in record.issues:
        screen.print(f"Issue: {safe_line(issue.message)} ({issue.stage}, {issue.code})")


def _print_added(store: Store, record: Record) -> None:
    """The statements of an article that people added, which stand in no record."""
    for one in store.reviews.about(record).added:
        if one.standing and one.reading:
            words = safe_line(words_of(one.reading.content, record.article.text))
            output().print(f"   +  {one.id}  {safe_line(review_words(one.standing))}: {words}")


def _print_heading(article: Article) -> None:
    screen = output()
    screen.print(Text(safe_line(article.title or "Untitled"), "bold"))
    about = (article.publisher, ", ".join(article.authors), article.published, location(article), article.id)
    screen.print(Text(safe_line(" · ".join(part for part in about if part)), "dim"))
    screen.print()


def _print_text(text: Text) -> None:
    screen = output()
    for line in text.split("\n"):
        screen.print(line)


def _marks_of(statement: Statement, number: str = "") -> Iterator[Mark]:
    for label, spans, style in (
        ("source", statement.source, SOURCE_STYLE),
        ("cue", statement.cue, CUE_STYLE),
        ("content", statement.content, CONTENT_STYLE),
    ):
        for span in spans:
            yield Mark(span, number + label, style)
    for label, words in (
        ("when", statement.said.basis if statement.said else None),
        ("where", statement.venue),
        ("to", statement.addressee),
    ):
        if words:
            yield Mark(words, number + label, ASIDE_STYLE)


def _facts(hit: Hit, review: Review | None) -> Iterator[tuple[str, str]]:
    statement = hit.statement
    yield "statement", statement.id
    yield "speaker", speaker_words(statement, hit.article.text)
    if statement.speaker and statement.speaker.country:
        yield "country", statement.speaker.country
    yield "kind", statement.kind
    yield "type", statement.type
    yield "factuality", statement.factuality
    yield "polarity", statement.polarity
    if said := statement.said:
        days = said.start if said.start == said.end else f"{said.start} to {said.end}"
        yield "said", f"{days} ({said.rule}: “{said.basis.of(hit.article.text)}”)"
    if statement.reply_to:
        yield "reply to", statement.reply_to
    if hit.added is None:
        yield "confidence", f"{statement.confidence:.2f}"
    if review is not None:
        yield "review", f"{review_words(review)}, {review.at[:10]}"
    for label, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content)):
        yield label, ", ".join(f"{span.start}-{span.end}" for span in spans) or "none"
