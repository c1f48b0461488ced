"""The ground that everyone may stand on: what a record is made of. Imports the standard library and errors only."""

from onrecord.record.article import READABLE, Article, DateBasis, Entry, Page, Region, Role
from onrecord.record.entity import Entity, EntityRole, EntityType, Form, Location, Mention
from onrecord.record.event import SHOWN_FROM, Event, EventDate, Status
from onrecord.record.nesting import outermost_first, statements_around
from onrecord.record.provenance import Issue, Stage
from onrecord.record.record import SCHEMA_VERSION, Record
from onrecord.record.spans import Span, Spans, cover, words_of
from onrecord.record.statement import Factuality, Kind, Polarity, Said, Speaker, SpeakerType, Statement, StatementType

__all__ = [
    "READABLE",
    "SCHEMA_VERSION",
    "SHOWN_FROM",
    "Article",
    "DateBasis",
    "Entity",
    "EntityRole",
    "EntityType",
    "Entry",
    "Event",
    "EventDate",
    "Factuality",
    "Form",
    "Issue",
    "Kind",
    "Location",
    "Mention",
    "Page",
    "Polarity",
    "Record",
    "Region",
    "Role",
    "Said",
    "Span",
    "Spans",
    "Speaker",
    "SpeakerType",
    "Stage",
    "Statement",
    "StatementType",
    "Status",
    "cover",
    "outermost_first",
    "statements_around",
    "words_of",
]
