"""Dates as people and machines write them -> ISO 8601. Imports the standard library only.

A date is never guessed: "03/04/2024" may be March or April, and gives none unless the language says which comes first. A time of
day counts only where its zone is written too.
"""

from onrecord.dates.field import iso_date
from onrecord.dates.line import between_dates, date_line, is_clock, is_time_line
from onrecord.dates.written import WrittenDate, find_date, find_dates, says_published, says_updated

__all__ = [
    "WrittenDate",
    "between_dates",
    "date_line",
    "find_date",
    "find_dates",
    "is_clock",
    "is_time_line",
    "iso_date",
    "says_published",
    "says_updated",
]
