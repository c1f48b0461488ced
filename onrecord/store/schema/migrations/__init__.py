"""The schema's history: one file a revision in `revisions/`, run in order by alembic. Imports nothing of onrecord.

A revision that was released is never changed; a change to `tables.py` is a new revision.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

VERSION_TABLE = "onrecord_schema"
REVISIONS = Path(__file__).parent / "revisions"


def newest_revision(revisions: Path = REVISIONS) -> str:
    """The revision that `upgrade` leads to: four digits, so that a newer schema can be told from an older one."""
    return max(file.name[1:5] for file in revisions.glob("r[0-9][0-9][0-9][0-9]_*.py"))


def upgrade(connection: Connection, revisions: Path = REVISIONS) -> None:
    """Bring the schema to the newest revision, within the transaction that is open on `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(revisions).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
