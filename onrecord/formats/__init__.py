"""Records in the formats of other tools, and back where a format can carry them. Imports record and errors.

One module a format. Those of text have `lines(records)`, which yields the whole document piece by piece, however many records
there are; Parquet, XLSX and brat, which are files, have `write(records, path)`. docs/formats.md says what each keeps, leaves
out and escapes.
"""
