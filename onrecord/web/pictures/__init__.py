"""Pictures of the record as SVG, each with the table behind it. Imports record and web's `shown` only.

A picture is made on the server, needs no script, prints, and takes its colours from the page: shapes carry classes, never styles.
Whatever it shows of the outside (names, queries) is text in it, escaped.
"""

from onrecord.web.pictures.svg import Picture, Table

__all__ = ["Picture", "Table"]
