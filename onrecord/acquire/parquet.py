"""Parquet -> pages. Imports errors and acquire's own parts; pyarrow only where there is something to read, for it is an extra."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from onrecord.acquire.columns import FIELDS, Columns, find_columns, page_of_row
from onrecord.acquire.found import Failed, Found
from onrecord.acquire.unpacking import budget, size_of
from onrecord.errors import InputError, PageError

_MOST_AT_A_TIME = 50  # rows; the memory limit of the process holds what a few hostile cells unpack to


def read_parquet(file: IO[bytes], location: str, given: Columns | None = None) -> Iterator[Found]:
    """An article a row, at "table:row" from 1. Only the columns that hold a field are read. A row group that is broken costs what
    is left of the table. Raises PageError: "columns", "unreadable", "too-large" where it unpacks to more than it should,
    "unsupported" where pyarrow is missing."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise PageError("unsupported", "Parquet is read where pyarrow is installed: pip install 'onrecord[parquet]'.") from None
    number, left = 0, budget(size_of(file))
    try:
        with parquet.ParquetFile(file, pre_buffer=False, buffer_size=1 << 16) as table:
            columns = find_columns(table.schema_arrow.names, given)
            used = sorted({name for field in FIELDS if (name := getattr(columns, field))})
            for batch in table.iter_batches(batch_size=_MOST_AT_A_TIME, columns=used, use_threads=False):
                if (left := left - batch.nbytes) < 0:
                    raise PageError("too-large", f"It unpacks to more than it should; the rest was not read after row {number}.")
                for row in batch.to_pylist():
                    number += 1
                    place = f"{location}:{number}"
                    try:
                        yield page_of_row(row, columns, place)
                    except PageError as error:
                        yield Failed(place, error.code, str(error))
    except PageError:
        raise
    except InputError as error:
        raise PageError("columns", str(error)) from None
    except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
        raise PageError("unreadable", f"The table cannot be read after row {number}: {error!s:.200}") from None
