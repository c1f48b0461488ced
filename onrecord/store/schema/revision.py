"""Whether a database is ours, and how old its schema is. Imports errors only."""

from __future__ import annotations

from collections.abc import Callable, Collection

from onrecord.errors import SchemaTooNewError, StoreError
from onrecord.store.schema.migrations import VERSION_TABLE

UNFINISHED = "unfinished_copy"  # the table of a database that is being copied into: see copying.py


def revision_of(
    where: str, tables: Collection[str], read: Callable[[str], str | None], newest: str, *, unfinished: bool
) -> str | None:
    """The revision of the schema that has these tables; None where it has none. `read` gives the first value that a query finds.

    Raises StoreError where the tables are not ours, or (unless `unfinished` ones will do) an unfinished copy; and
    SchemaTooNewError where a newer onrecord made them.
    """
    if not tables:
        return None
    revision = read(f"SELECT version_num FROM {VERSION_TABLE}") if VERSION_TABLE in tables else None
    if revision is None:
        raise StoreError(f"{where} is a database, but not one of onrecord: give another name")
    if revision > newest:
        raise SchemaTooNewError(
            f"{where} was made by a newer onrecord (schema {revision!a}; this one knows up to {newest}): update onrecord, "
            "or use another database"
        )
    if UNFINISHED in tables and not unfinished:
        raise StoreError(f"{where} is an unfinished copy: call `onrecord copy` once more to finish it")
    return revision
