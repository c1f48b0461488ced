"""What several pages show: an article in short, and a statement with its words. Imports record, formats and store."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.record import Article, Said, Span, Spans, SpeakerType, Statement, words_of
from onrecord.record.review import Reading
from onrecord.store import Hit
from onrecord.web.marks import CONTENT, CUE, MATCH, SOURCE, Mark, Piece, pieces_of


@dataclass(frozen=True, slots=True)
class ArticleInShort:
    """`published` is ISO 8601; `url` and `location` as they were given, which may be anything."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """The characters `text` of the article's text, from `start` to before `end`, in code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SpeakerInShort:
    name: str | None
    type: SpeakerType
    role: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class SaidShown:
    """When it was said: ISO 8601 dates, both inclusive; `rule` names the rule that gave them, `words` are what it read."""

    start: str
    end: str
    granularity: str
    rule: str
    words: Words


@dataclass(frozen=True, slots=True)
class StatementShown:
    """A statement in its words. `who` is the speaker in words for people, also where it has no name; `why` what is to be said of
    that (unnamed, or why it is unknown); `caution` what must stand beside words that nobody is known to have said. `context` is
    the part of the text around it, `matched` the words that were looked for. `added` where a person added it: no machine read
    it, and `confidence` is None then.
    """

    id: str
    who: str
    why: str | None
    speaker: SpeakerInShort | None
    kind: str
    polarity: str
    caution: str | None
    confidence: float | None
    source: tuple[Words, ...]
    cue: tuple[Words, ...]
    content: tuple[Words, ...]
    said: SaidShown | None
    venue: Words | None
    addressee: Words | None
    reply_to: str | None
    context: Words
    matched: tuple[Words, ...]
    article: ArticleInShort
    added: bool = False


def article_in_short(article: Article) -> ArticleInShort:
    location = article.page.location if article.page else None
    return ArticleInShort(article.id, article.title, article.publisher, article.published, article.url, location)


def statement_shown(hit: Hit) -> StatementShown:
    shown = shown_in(hit.statement, hit.article, hit.window, hit.matched)
    return replace(shown, confidence=None, added=True) if hit.added else shown


def shown_in(statement: Statement, article: Article, window: Span, matched: Spans = ()) -> StatementShown:
    text = article.text
    speaker = statement.speaker

    def words(span: Span | None) -> Words | None:
        return None if span is None else Words(span.start, span.end, span.of(text))

    def all_words(spans: Spans) -> tuple[Words, ...]:
        return tuple(Words(span.start, span.end, span.of(text)) for span in spans)

    return StatementShown(
        id=statement.id,
        who=who(statement, text),
        why=why(statement),
        speaker=SpeakerInShort(speaker.name, speaker.type, speaker.role, speaker.country) if speaker else None,
        kind=str(statement.kind),
        polarity=str(statement.polarity),
        caution=statement.caution,
        confidence=statement.confidence,
        source=all_words(statement.source),
        cue=all_words(statement.cue),
        content=all_words(statement.content),
        said=_said(statement.said, text) if statement.said else None,
        venue=words(statement.venue),
        addressee=words(statement.addressee),
        reply_to=statement.reply_to,
        context=Words(window.start, window.end, window.of(text)),
        matched=all_words(matched),
        article=article_in_short(article),
    )


def marked_context(shown: StatementShown) -> tuple[Piece, ...]:
    """The context in pieces, by what they are marked as."""
    parts = ((SOURCE, shown.source), (CUE, shown.cue), (CONTENT, shown.content), (MATCH, shown.matched))
    marks = [
        Mark(Span(words.start, words.end), part, by_person=shown.added and part != MATCH)
        for part, listed in parts
        for words in listed
    ]
    return pieces_of(shown.context.text, shown.context.start, marks)


def _said(said: Said, text: str) -> SaidShown:
    words = Words(said.basis.start, said.basis.end, said.basis.of(text))
    return SaidShown(said.start, said.end, said.granularity, said.rule, words)


def who(read: Statement | Reading, text: str) -> str:
    """The speaker's name; where there is none, the words of the source; where there are none of these either, what is known."""
    speaker = read.speaker
    if speaker and speaker.name is not None:
        return speaker.name
    if speaker and speaker.type is SpeakerType.AUTHOR:
        return "The author"
    return words_of(read.source, text) or ("Somebody unnamed" if speaker else "Unknown speaker")


def why(statement: Statement) -> str | None:
    """Why the speaker has no name; None where it has one."""
    if statement.speaker is None:
        return f"Unknown: {statement.unknown}"
    return None if statement.speaker.name is not None or statement.speaker.type is SpeakerType.AUTHOR else "Unnamed"
