"""Statements as Parquet, for pandas, DuckDB, R and the like. Imports record, errors and pyarrow (an extra)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path

from onrecord.errors import InputError
from onrecord.formats.table import COLUMNS, TEXT_COLUMNS, rows
from onrecord.record import Record

_ROWS_AT_ONCE = 10_000


def write(records: Iterable[Record], path: Path) -> None:
    """A row a statement, columns as in CSV; unknown is null, and no cell is altered. Raises InputError without pyarrow."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise InputError('Parquet needs pyarrow, which is not installed: pip install "onrecord[parquet]".') from None
    text = [pyarrow.field(name, pyarrow.string()) for name in TEXT_COLUMNS]
    schema = pyarrow.schema([*text, pyarrow.field("confidence", pyarrow.float64())])
    with ParquetWriter(path, schema, compression="zstd") as writer:
        waiting = chain.from_iterable(map(rows, records))
        while batch := list(islice(waiting, _ROWS_AT_ONCE)):
            columns = dict(zip(COLUMNS, zip(*batch, strict=True), strict=True))
            writer.write_table(pyarrow.table(columns, schema=schema))
