"""Indexes that answer by themselves: counting statements, and all that is known of an entity, without reading long rows."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.drop_index("links_linked_id", "links")
    op.create_index("links_linked_id", "links", ["linked_id", "article_key", "entity_id"])
    op.create_index("links_entity_id", "links", ["entity_id", "linked_id"])
    op.drop_index("mentions_entity", "mentions")
    op.create_index("mentions_entity", "mentions", ["article_key", "entity_id", "id"])
    answers, reply = sa.text("reply_to IS NOT NULL"), ["article_key", "reply_to"]
    op.create_index("statements_reply_to", "statements", reply, sqlite_where=answers, postgresql_where=answers)
    old, old_too = sa.text("current = 0"), sa.text("NOT current")
    op.create_index("articles_old", "articles", ["key"], sqlite_where=old, postgresql_where=old_too)
    if op.get_bind().dialect.name == "sqlite":  # where a row is read as a whole, and an index has no longest entry
        op.create_index("articles_told", "articles", ["key", "current", "publisher", "published_on", "publisher_folded"])
        op.create_index("statements_told", "statements", ["key", "article_key", "speaker", "confidence", "mention_id"])
