"""What alembic runs to reach the database; `onrecord.store.schema.migrations.upgrade` hands it the connection."""

from alembic import context

from onrecord.store.schema.migrations import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
