"""What people say of statements, for searching: a tag on those that were reviewed, and rows for those that were added."""

import sqlalchemy as sa
from alembic import op

from onrecord.store.schema.migrations.revisions import r0006_views as views
from onrecord.store.writing.statement_rows import refresh

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    connection = op.get_bind()
    op.add_column("statements", sa.Column("added", sa.Text(), nullable=True))
    added = sa.text("added IS NOT NULL")
    op.create_index("statements_added", "statements", ["added"], sqlite_where=added, postgresql_where=added)
    for name, view in (("statements_readable", views.STATEMENTS_READABLE), ("who_said_what", views.WHO_SAID_WHAT)):
        op.execute(f"DROP VIEW IF EXISTS {name}")
        op.execute(view.rstrip() + " AND statements.added IS NULL")  # what the machine read
    reviewed = "SELECT key FROM articles WHERE id IN (SELECT article_id FROM reviews)"
    same = "SELECT key FROM articles WHERE current AND (url IN (SELECT url FROM articles WHERE key IN ({0})) OR key IN ({0}))"
    for key in connection.scalars(sa.text(same.format(reviewed))).all():
        refresh(connection, key)
