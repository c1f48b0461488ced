"""For searching, keys of statements in the order of their publication, tags beside their words, and the words of names."""

from collections import defaultdict
from datetime import datetime

import sqlalchemy as sa
from alembic import op

from onrecord.store.index.fulltext import drop_index, restore_index
from onrecord.store.index.order import IN_A_MINUTE
from onrecord.store.index.spelling import sound, words
from onrecord.store.index.tags import tags
from onrecord.store.schema.packing import unpacked_record

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    connection = op.get_bind()
    op.create_table(
        "name_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("sound", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("word"),
    )
    op.create_index("name_words_sound", "name_words", ["sound"])
    drop_index(connection, "statements")
    op.add_column("statements", sa.Column("tags", sa.Text(), nullable=False, server_default=""))
    if connection.dialect.name != "sqlite":  # which keeps all whole numbers alike
        op.alter_column("statements", "key", type_=sa.BigInteger(), server_default=None)
        op.execute("DROP SEQUENCE statements_key_seq")
    _give_keys_and_tags(connection)
    _list_names(connection)
    restore_index(connection, "statements", ("content", "source", "cue", "speaker", "tags"))


def _give_keys_and_tags(connection: sa.Connection) -> None:
    change = sa.text("UPDATE statements SET key = :new, tags = :tags WHERE article_key = :article AND position = :position")
    # Out of the way of the keys to come.
    connection.execute(sa.text("UPDATE statements SET key = -key"))
    taken: dict[int, int] = defaultdict(int)
    articles = connection.execute(sa.text("SELECT key, published_at FROM articles ORDER BY published_at, id, key DESC")).all()
    for article, published_at in articles:
        data = connection.scalar(sa.text("SELECT json FROM records WHERE article_key = :article"), {"article": article})
        if data is None:
            continue
        minute = 0 if published_at is None else (datetime.fromisoformat(published_at) - datetime.min).total_seconds() // 60
        tagged = tags(unpacked_record(data))
        first = max(1, int(minute) * IN_A_MINUTE) + taken[int(minute)]
        taken[int(minute)] += len(tagged)
        for position, tags_of_one in enumerate(tagged):
            new = {"new": first + len(tagged) - 1 - position, "tags": tags_of_one, "article": article, "position": position}
            connection.execute(change, new)


def _list_names(connection: sa.Connection) -> None:
    names = connection.scalars(sa.text("SELECT name FROM speakers")).all()
    rows = [{"word": word, "sound": sound(word)} for word in sorted({word for name in names for word in words(name)})]
    if rows:
        connection.execute(sa.text("INSERT INTO name_words (word, sound) VALUES (:word, :sound)"), rows)
