"""The tables, as SQLAlchemy Core sees them; `migrations/` makes them. Imports nothing of onrecord.

`records` holds each article's record as it was put; the other tables say the same in columns, for searching and for reading with
any SQLite tool, and `verify` holds them against it. Offsets (`starts`, `ends`) are Unicode code points of `articles.text`, half
open; columns of spans, authors and aliases are JSON arrays; `position` is a place in a list of the record, from 0.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()

_IS_ADDED = text("added IS NOT NULL")
_IS_REPLY = text("reply_to IS NOT NULL")


def _article_key(*, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    key = ForeignKey("articles.key", ondelete="CASCADE")
    return Column("article_key", Integer, key, primary_key=primary_key, nullable=nullable)


# One row a version: another text under the same id or URL is a row of its own, and one of them is current.
articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("publisher_folded", Text),  # `record.folding.folded`, for comparing
    Column("authors", Text, nullable=False),
    Column("published", Text),
    Column("published_on", Text),  # its day where it was published
    Column("published_at", Text),  # its moment in UTC, for sorting
    Column("dateline", Text),
    Column("language", Text),
    Column("url", Text),
    Column("location", Text),
    Column("media_type", Text),
    Column("page_sha256", Text),
    Column("fetched_at", Text),
    Column("text_sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("id", "text_sha256"),
    Index("articles_url", "url", postgresql_using="hash"),
    Index("articles_location", "location", postgresql_using="hash"),
    Index("articles_published_at", "published_at"),
    Index("articles_publisher_folded", "publisher_folded"),
    Index("articles_old", "key", sqlite_where=text("current = 0"), postgresql_where=text("NOT current")),
    Index("articles_told", "key", "current", "publisher", "published_on", "publisher_folded").ddl_if(dialect="sqlite"),
)

records = Table(
    "records",
    metadata,
    _article_key(primary_key=True),
    Column("sha256", Text, nullable=False),  # of the JSON
    Column("json", LargeBinary, nullable=False),  # one line of record JSON in UTF-8, compressed with zlib
)

page_bytes = Table(
    "page_bytes",
    metadata,
    Column("sha256", Text, primary_key=True),  # of the bytes as they were found
    Column("size", Integer, nullable=False),  # of the bytes as they were found
    Column("data", LargeBinary, nullable=False),  # compressed with zlib
)

# Every page that gave an article: copies of it elsewhere, and later fetches, are rows of their own.
locations = Table(
    "locations",
    metadata,
    Column("location", Text, primary_key=True),
    Column("page_sha256", Text, primary_key=True),
    _article_key(primary_key=True),
    Index("locations_article_key", "article_key"),
)

provenance = Table(
    "provenance",
    metadata,
    _article_key(primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("weights_sha256", Text),
)

# A name and a type, not an identity: two people of one name are one row.
speakers = Table(
    "speakers",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("folded", Text, nullable=False),  # `record.folding.padded`, for comparing
    UniqueConstraint("name", "type"),
)

# Every word of a speaker's name, folded, and what it sounds like: see spelling.py. Words of names that are gone may stay.
name_words = Table(
    "name_words",
    metadata,
    Column("word", Text, primary_key=True),
    Column("sound", Text, nullable=False),
    Index("name_words_sound", "sound"),
)

entities = Table(
    "entities",
    metadata,
    _article_key(primary_key=True),
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("country", Text),
    Column("sector", Text),
    Column("location", Text),  # what the gazetteer calls the place
    Column("location_kind", Text),
    Column("location_country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("geonames", Text),
)

entity_roles = Table(
    "entity_roles",
    metadata,
    Column("article_key", Integer, primary_key=True),
    Column("entity_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("country", Text),
    Column("sector", Text),
    Column("words", Text, nullable=False),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    ForeignKeyConstraint(["article_key", "entity_id"], ["entities.article_key", "entities.id"], ondelete="CASCADE"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("article_key", Integer, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("entity_id", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    ForeignKeyConstraint(["article_key", "entity_id"], ["entities.article_key", "entities.id"], ondelete="CASCADE"),
    Index("mentions_entity", "article_key", "entity_id", "id"),
)

statements = Table(
    "statements",
    metadata,
    # In order of publication: see order.py.
    Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    _article_key(),
    Column("id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("speaker", Text),
    Column("source", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("speaker_key", Integer, ForeignKey("speakers.key")),
    Column("speaker_type", Text),
    Column("speaker_role", Text),
    Column("speaker_country", Text),
    Column("mention_id", Text),
    Column("unknown", Text),
    Column("said_start", Text),
    Column("said_end", Text),
    Column("said_granularity", Text),
    Column("said_rule", Text),
    Column("said_words", Text),
    Column("venue", Text),
    Column("addressee", Text),
    Column("reply_to", Text),
    Column("source_spans", Text, nullable=False),
    Column("cue_spans", Text, nullable=False),
    Column("content_spans", Text, nullable=False),
    Column("tags", Text, nullable=False, server_default=""),  # for searching: see tags.py
    Column("added", Text),  # the review by which a person added it; null where the machine read it
    ForeignKeyConstraint(["article_key", "mention_id"], ["mentions.article_key", "mentions.id"]),
    UniqueConstraint("article_key", "id"),
    Index("statements_id", "id"),
    Index("statements_speaker_key", "speaker_key"),
    Index("statements_mention", "article_key", "mention_id"),
    Index("statements_reply_to", "article_key", "reply_to", sqlite_where=_IS_REPLY, postgresql_where=_IS_REPLY),
    Index("statements_added", "added", sqlite_where=_IS_ADDED, postgresql_where=_IS_ADDED),
    Index("statements_told", "key", "article_key", "speaker", "confidence", "mention_id").ddl_if(dialect="sqlite"),
)

events = Table(
    "events",
    metadata,
    _article_key(primary_key=True),
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("quad", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("words", Text, nullable=False),  # of the trigger, every time that it is told
    Column("actors", Text, nullable=False),  # names, joined by "; ", for readers of tables; `event_parties` has who they are
    Column("recipients", Text, nullable=False),
    Column("place", Text),
    Column("place_id", Text),  # an entity
    Column("place_folded", Text),  # its names and its country, each `record.folding.padded`, for comparing
    Column("first_day", Text),  # of the event's date, else of publication, on which filters and counts rest
    Column("last_day", Text),
    Column("asserted_by", Text),  # a statement of the same article
    Column("made_of", Text),
    Column("score", Float),
    Column("contexts", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("date_start", Text),
    Column("date_end", Text),
    Column("date_granularity", Text),
    Column("date_rule", Text),
    Column("date_words", Text),
    Column("trigger_spans", Text, nullable=False),
    Index("events_id", "id"),
    Index("events_type", "type"),
    Index("events_first_day", "first_day"),
)

event_parties = Table(
    "event_parties",
    metadata,
    Column("article_key", Integer, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("part", Text, primary_key=True),  # actor, recipient
    Column("position", Integer, primary_key=True),
    Column("entity_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),  # name and aliases, each `record.folding.padded`, for comparing
    Column("country", Text),
    Column("sector", Text),
    ForeignKeyConstraint(["article_key", "event_id"], ["events.article_key", "events.id"], ondelete="CASCADE"),
    Index("event_parties_country", "country"),
    Index("event_parties_entity", "article_key", "entity_id"),
)

# An issue of an article, or (without `article_key`) of a page that gave no article.
issues = Table(
    "issues",
    metadata,
    Column("key", Integer, primary_key=True),
    _article_key(nullable=True),
    Column("location", Text),
    Column("position", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("starts", Integer),
    Column("ends", Integer),
    Index("issues_article_key", "article_key"),
    Index("issues_location", "location", postgresql_using="hash"),
)

# Articles whose entities have changed since they were linked.
unlinked = Table("unlinked", metadata, _article_key(primary_key=True))

# Entities of several articles that are taken for one; `id` is the smallest of theirs.
linked_entities = Table(
    "linked_entities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("folded", Text, nullable=False),  # every name and alias, each `record.folding.padded`, for comparing
    Column("wikidata", Text),
    Column("wikidata_because", Text),
)

links = Table(
    "links",
    metadata,
    _article_key(primary_key=True),
    Column("entity_id", Text, primary_key=True),
    Column("linked_id", Text, nullable=False),
    Column("rule", Text),
    Column("because", Text),
    Index("links_linked_id", "linked_id", "article_key", "entity_id"),
    Index("links_entity_id", "entity_id", "linked_id"),
)

# What an entity may share with others that are to be linked with it.
link_keys = Table(
    "link_keys",
    metadata,
    _article_key(primary_key=True),
    Column("entity_id", Text, primary_key=True),
    Column("name_key", Text, primary_key=True),
    Index("link_keys_name_key", "name_key"),
)

namesakes = Table(
    "namesakes",
    metadata,
    Column("linked_id", Text, primary_key=True),
    Column("other_id", Text, primary_key=True),
    Column("because", Text, nullable=False),
)

# What people decided. Rows are added only; the database refuses to change or delete one.
decisions = Table(
    "decisions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("note", Text),
    Column("these", Text, nullable=False),
    Column("those", Text, nullable=False),
    Column("undoes", Text),
    UniqueConstraint("id"),
)

# What people said about statements. Rows are added only; the database refuses to change or delete one.
reviews = Table(
    "reviews",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("article_id", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("statement_id", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reviewed_by", Text, nullable=False),
    Column("reviewed_at", Text, nullable=False),
    Column("note", Text),
    Column("undoes", Text),
    Column("quote", Text),
    Column("kind", Text),  # as the machine read it
    Column("confidence", Float),
    Column("json", Text, nullable=False),  # one line of review JSON, which the other columns repeat
    UniqueConstraint("id"),
    Index("reviews_article_id", "article_id"),
)

# The list that a user supplied, to match linked entities with.
wikidata_items = Table(
    "wikidata_items",
    metadata,
    Column("id", Text, primary_key=True),
    Column("json", Text, nullable=False),
)

wikidata_keys = Table(
    "wikidata_keys",
    metadata,
    Column("item_id", Text, ForeignKey("wikidata_items.id", ondelete="CASCADE"), primary_key=True),
    Column("name_key", Text, primary_key=True),
    Index("wikidata_keys_name_key", "name_key"),
)

# Lists that are watched (feeds, sitemaps, OPML), each with its own schedule. Moments are ISO 8601 in UTC, to the second.
feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("named_by", Text),  # the list that led to it; null where it was given
    Column("depth", Integer, nullable=False),  # lists that led to it: 0 where it was given
    Column("title", Text),
    Column("added_at", Text, nullable=False),
    Column("asked_at", Text),
    Column("answered_at", Text),  # the last time that it could be read, or had not changed
    Column("next_at", Text, nullable=False),
    Column("pause", Integer),  # seconds between two requests, as it has adapted
    Column("unchanged", Integer, nullable=False),  # how often the server said that nothing had changed
    Column("failures", Integer, nullable=False),  # in a row
    Column("code", Text),
    Column("message", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Index("feeds_named_by", "named_by"),
)

# The ledger: every address of an article that was seen, and what became of it.
addresses = Table(
    "addresses",
    metadata,
    Column("url", Text, primary_key=True),
    Column("feed", Text),  # the list that named it first
    Column("state", Text, nullable=False),  # seen, read, failed, forgotten
    Column("title", Text),  # title, publisher, published, changed: as the list says
    Column("publisher", Text),
    Column("published", Text),
    Column("changed", Text),
    Column("seen_at", Text, nullable=False),
    Column("due_at", Text),  # when it is to be fetched; null where it is not
    Column("fetched_at", Text),  # when the server last answered with it, or that it had not changed
    Column("read_at", Text),  # when it last gave an article that the database did not have
    Column("again_at", Text),  # from when on another look is worth it
    Column("unchanged", Integer, nullable=False),  # looks in a row that found the same
    Column("failures", Integer, nullable=False),  # in a row
    Column("failed_at", Text),
    Column("code", Text),
    Column("message", Text),
    Column("location", Text),  # of the page, after redirects
    Column("page_sha256", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Index("addresses_feed", "feed", "state"),
    Index("addresses_due_at", "due_at"),
    Index("addresses_again_at", "again_at"),
)
