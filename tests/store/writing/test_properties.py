"""Whatever is put comes back as it was, in any order, and is proved by verify."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.record import Record
from onrecord.store import open_store, verify
from onrecord.store.schema.packing import sha256
from tests.record.generated import records
from tests.store.articles import reread
from tests.store.conftest import Fresh


def with_bytes(record: Record) -> tuple[Record, bytes | None]:
    """A page's bytes, and the record with their SHA-256."""
    if (page := record.article.page) is None:
        return record, None
    data = record.article.text.encode()
    return replace(record, article=replace(record.article, page=replace(page, sha256=sha256(data)))), data


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(generated=st.lists(records(), min_size=1, max_size=3))
def test_every_record_comes_back_as_it_was_put(fresh: Fresh, generated: list[Record]) -> None:
    with fresh() as location, open_store(location) as store:
        with store.writer() as writer:
            for record in generated:
                kept, data = with_bytes(record)
                writer.put(kept, data)
                assert not writer.put(kept, data)
                assert kept in store.view.records(old_versions=True)
        assert store.view.record(kept.article.id) == kept
        for statement in kept.statements:
            hit = store.view.statement(statement.id)
            assert hit is not None
            assert (hit.statement, hit.article) == (statement, kept.article)
            assert hit.window.end <= len(kept.article.text)
        assert list(verify(store, reread)) == []
