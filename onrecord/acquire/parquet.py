"""Parquet -> pages. Imports errors and acquire's own parts; pyarrow only where there is something to read, for it is an extra."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.acquire.columns import FIELDS, Columns, find_columns, page_of_row
from onrecord.acquire.found import Failed, Found
from onrecord.errors import InputError, PageError

_ROWS_AT_A_TIME = 500


def read_parquet(path: Path, location: str, given: Columns | None = None) -> Iterator[Found]:
    """An article a row, at "table:row" from 1. Only the columns that hold a field are read. A row group that is broken costs what
    is left of the table."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        yield Failed(location, "unsupported", "Parquet is read where pyarrow is installed: pip install 'onrecord[parquet]'.")
        return
    number = 0
    try:
        with parquet.ParquetFile(path) as table:
            columns = find_columns(table.schema_arrow.names, given)
            used = sorted({name for field in FIELDS if (name := getattr(columns, field))})
            for batch in table.iter_batches(batch_size=_ROWS_AT_A_TIME, columns=used):
                for row in batch.to_pylist():
                    number += 1
                    place = f"{location}:{number}"
                    try:
                        yield page_of_row(row, columns, place)
                    except PageError as error:
                        yield Failed(place, error.code, str(error))
    except InputError as error:
        yield Failed(location, "columns", str(error))
    except (arrow.ArrowException, OSError, ValueError) as error:
        yield Failed(location, "unreadable", f"The table cannot be read after row {number}: {error!s:.200}")
