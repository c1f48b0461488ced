"""Writing to the database. Imports record, errors and the store's tables."""

from __future__ import annotations

from onrecord.record import Record


class Writer:
    """Puts records; made by `Store.writer()`. Each call is one transaction: a kill loses at most the article being written."""

    def put(self, record: Record, page_bytes: bytes | None = None) -> bool:
        """Store a record, with the bytes of its page where they are at hand; True where that changed anything.

        The same record again changes nothing. Another reading of the same text (newer provenance, the page edited) replaces the
        stored one. Another text at the same URL, or with the same id, becomes the current version and the stored one an old
        version. A copy of an article at another location changes nothing but that the location is known. A failure noted for
        the location is cleared.

        Raises RecordError where the record breaks its rules and StoreError where `page_bytes` are not those that
        `record.article.page` names; nothing is stored then.
        """
        raise NotImplementedError

    def put_failure(self, location: str, code: str, message: str, *, stage: str = "clean") -> bool:
        """Note that the page at `location` gave no article; True where that was not noted yet. The latest failure of a location
        stays until a record from it is put; a record that was put before stays too."""
        raise NotImplementedError
