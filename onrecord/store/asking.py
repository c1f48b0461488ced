"""Conditions -> statements and articles of the database, page by page. Imports record, errors and the rest of the store."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Engine, and_, false, func, not_, or_, select, true

from onrecord.record.folding import folded
from onrecord.store import fulltext
from onrecord.store.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Confidence,
    Country,
    From,
    Not,
    OfKind,
    OfPolarity,
    Published,
    Where,
    Words,
)
from onrecord.store.tables import articles, speakers, statements


def fits(condition: Condition, database: Engine) -> ColumnElement[bool]:
    """Whether a statement (joined with its article) fits."""
    match condition:
        case AllOf(parts):
            return and_(true(), *(fits(part, database) for part in parts))
        case AnyOf(parts):
            return or_(false(), *(fits(part, database) for part in parts))
        case Not(part):
            return not_(func.coalesce(fits(part, database), false()))
        case Words(text, Where.SPEAKER):
            of = select(speakers.c.key).where(
                *(speakers.c.folded.contains(f" {part} ", autoescape=True) for part in folded(text).split())
            )
            return statements.c.speaker_key.in_(of)
        case Words(text, Where.PUBLISHER) | From(text):
            return articles.c.publisher_folded.contains(folded(text), autoescape=True)
        case Words(text, Where.ROLE):
            return statements.c.speaker_role.icontains(text, autoescape=True)
        case Words(text, Where.CONTENT):
            return statements.c.content.icontains(text, autoescape=True)
        case Words(text):
            return fulltext.has_words(database, statements, f'"{text}"')
        case Country(code):
            return statements.c.speaker_country == code
        case OfKind(kind):
            return statements.c.kind == str(kind)
        case OfPolarity(polarity):
            return statements.c.polarity == str(polarity)
        case Published(first, last):
            days = articles.c.published_on
            return and_(days.is_not(None), days >= f"{first or date.min}", days <= f"{last or date.max}")
        case Confidence(least, most):
            return statements.c.confidence.between(least, most)
        case _:
            return false()
