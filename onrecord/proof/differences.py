"""What in a database is not as it was stored, or not what cleaning and linking make of it. May import pipeline and store."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord import pipeline
from onrecord.proof.links import link_differences
from onrecord.store import Difference, Store, verify
from onrecord.store.verify import finished


def differences(store: Store) -> Iterator[Difference]:
    """Every difference, none for a sound database: `store.verify`, and then who is who across articles."""
    unreadable = False
    for difference in verify(store, pipeline.text_problems):
        unreadable |= difference.code == "database"
        yield difference
    if not unreadable:
        yield from finished(link_differences(store), store.location, "who is who")
