"""Records in a database: put them in, find them again, prove them. Imports record and errors.

    store = open_store("onrecord.db")
    with store.writer() as writer:
        writer.put(record, page_bytes)
    for hit in store.view.find("harbour", speaker="Lopes"):
        print(hit.speaker, hit.content)

One SQLite file. Several processes may read and write it at once; each article is one transaction. `store.verify.verify` proves
what is stored. Every call raises StoreError where the database refuses (damaged, locked for a minute, disk full).
"""

from onrecord.query.conditions import Condition, Sort
from onrecord.store.answers.changes import Fate, Revision, StatementChange, What, Words
from onrecord.store.answers.event_hits import EventCount, EventHit, EventPage, EventQuery, EventsBy
from onrecord.store.answers.hits import (
    ArticleLine,
    ArticlePage,
    Counts,
    EntitySummary,
    Evidence,
    Facet,
    Facets,
    Hit,
    HitPage,
    IdentityCounts,
    IssueLine,
    RoleOverTime,
    RoleSeen,
    SpeakerSummary,
)
from onrecord.store.answers.versions import Version
from onrecord.store.answers.view import View
from onrecord.store.store import Store, open_store
from onrecord.store.verify import Difference, verify
from onrecord.store.writing.feeds import Feed, FeedLine
from onrecord.store.writing.forgetting import Forgotten
from onrecord.store.writing.identities import Identities
from onrecord.store.writing.ledger import AddressLine, Due, Entry, LastLook, Ledger
from onrecord.store.writing.writer import Writer

__all__ = [
    "AddressLine",
    "ArticleLine",
    "ArticlePage",
    "Condition",
    "Counts",
    "Difference",
    "Due",
    "EntitySummary",
    "Entry",
    "EventCount",
    "EventHit",
    "EventPage",
    "EventQuery",
    "EventsBy",
    "Evidence",
    "Facet",
    "Facets",
    "Fate",
    "Feed",
    "FeedLine",
    "Forgotten",
    "Hit",
    "HitPage",
    "Identities",
    "IdentityCounts",
    "IssueLine",
    "LastLook",
    "Ledger",
    "Revision",
    "RoleOverTime",
    "RoleSeen",
    "Sort",
    "SpeakerSummary",
    "StatementChange",
    "Store",
    "Version",
    "View",
    "What",
    "Words",
    "Writer",
    "open_store",
    "verify",
]
