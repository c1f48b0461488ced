"""Parquet that unpacks to more than it should; `test_tables` reads whole tables."""

from __future__ import annotations

import io

import pytest

from onrecord.acquire import Failed, FoundPage, unpacking
from onrecord.acquire.parquet import read_parquet
from onrecord.errors import PageError

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def test_a_table_of_like_cells_ends_at_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    parquet.write_table(arrow.table({"text": ["It rains. " * 10_000] * 500}), file, compression="zstd")
    monkeypatch.setattr(unpacking, "LARGEST", 4_000_000)
    rows = read_parquet(file, "a.parquet")
    assert all(isinstance(next(rows), FoundPage) for _ in range(50))
    with pytest.raises(PageError, match="after row") as caught:
        list(rows)
    assert caught.value.code == "too-large"


def test_a_row_without_a_text_costs_itself() -> None:
    file = io.BytesIO()
    parquet.write_table(arrow.table({"text": ["It rains.", None, ""]}), file)
    assert [type(one) for one in read_parquet(file, "a.parquet")] == [FoundPage, Failed, Failed]
