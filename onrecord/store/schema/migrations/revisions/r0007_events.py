"""Events and their parties, and what entities are as actors and places; filled from the records that are stored.

A record that was read before there were events has none: read its article again (`onrecord add`).
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from onrecord.store.schema.packing import unpacked_record
from onrecord.store.writing.rows import part_rows

revision = "0007"
down_revision = "0006"

_OF_ENTITIES: dict[str, sa.types.TypeEngine[Any]] = {
    "country": sa.Text(),
    "sector": sa.Text(),
    "location": sa.Text(),
    "location_kind": sa.Text(),
    "location_country": sa.Text(),
    "latitude": sa.Float(),
    "longitude": sa.Float(),
    "geonames": sa.Text(),
}

# Events of current articles, for people who read tables: who did what to whom.
WHO_DID_WHAT = """
CREATE VIEW who_did_what AS
SELECT
  events.first_day,
  events.last_day,
  events.actors,
  events.type,
  events.mode,
  events.recipients,
  events.place,
  events.status,
  statements.speaker AS asserted_by,
  events.words,
  events.score,
  events.confidence,
  articles.published_on AS published,
  articles.publisher,
  articles.title,
  COALESCE(articles.url, articles.location) AS address,
  events.asserted_by AS asserted_by_id,
  events.id AS event_id,
  articles.id AS article_id,
  events.article_key
FROM events
JOIN articles ON articles.key = events.article_key
LEFT JOIN statements ON statements.article_key = events.article_key AND statements.id = events.asserted_by
WHERE articles.current
"""


def upgrade() -> None:
    for name, kind in _OF_ENTITIES.items():
        op.add_column("entities", sa.Column(name, kind))
    events = op.create_table(
        "events",
        sa.Column("article_key", sa.Integer(), sa.ForeignKey("articles.key", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text()),
        sa.Column("quad", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("place_id", sa.Text()),
        sa.Column("place_folded", sa.Text()),
        sa.Column("first_day", sa.Text()),
        sa.Column("last_day", sa.Text()),
        sa.Column("asserted_by", sa.Text()),
        sa.Column("made_of", sa.Text()),
        sa.Column("score", sa.Float()),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("date_start", sa.Text()),
        sa.Column("date_end", sa.Text()),
        sa.Column("date_granularity", sa.Text()),
        sa.Column("date_rule", sa.Text()),
        sa.Column("date_words", sa.Text()),
        sa.Column("trigger_spans", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_key", "id"),
    )
    op.create_index("events_id", "events", ["id"])
    op.create_index("events_type", "events", ["type"])
    op.create_index("events_first_day", "events", ["first_day"])
    parties = op.create_table(
        "event_parties",
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("sector", sa.Text()),
        sa.PrimaryKeyConstraint("article_key", "event_id", "part", "position"),
        sa.ForeignKeyConstraint(["article_key", "event_id"], ["events.article_key", "events.id"], ondelete="CASCADE"),
    )
    op.create_index("event_parties_country", "event_parties", ["country"])
    op.create_index("event_parties_entity", "event_parties", ["article_key", "entity_id"])
    _fill(op.get_bind(), events, parties)
    op.execute(WHO_DID_WHAT)


def _fill(connection: sa.Connection, events: sa.Table, parties: sa.Table) -> None:
    entities = sa.table("entities", *map(sa.column, ("article_key", "id", *_OF_ENTITIES)))
    for key in connection.scalars(sa.text("SELECT article_key FROM records ORDER BY article_key")).all():
        data = connection.scalar(sa.text("SELECT json FROM records WHERE article_key = :key"), {"key": key})
        rows = part_rows(unpacked_record(data))
        for row in rows["entities"]:
            known = {name: row[name] for name in _OF_ENTITIES if row[name] is not None}
            if known:
                of_entity = (entities.c.article_key == key) & (entities.c.id == row["id"])
                connection.execute(sa.update(entities).where(of_entity).values(known))
        for table in (events, parties):
            columns = [column.name for column in table.c if column.name != "article_key"]
            filled = [{"article_key": key, **{name: row[name] for name in columns}} for row in rows[table.name]]
            if filled:
                connection.execute(sa.insert(table), filled)
