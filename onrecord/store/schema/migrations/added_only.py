"""For migrations: tables whose rows are added, and never changed or deleted. Imports nothing of onrecord."""

from __future__ import annotations

from alembic import op


def refuse_changes(table: str) -> None:
    """Have the database itself refuse to change or delete a row of `table`."""
    message = f"{table} are added, never changed"
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            trigger = f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table}"
            op.execute(f"{trigger} BEGIN SELECT RAISE(ABORT, '{message}'); END")
        return
    refuse = f"{table}_are_added()"
    op.execute(f"CREATE FUNCTION {refuse} RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{message}'; END $$")
    op.execute(f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {refuse}")
