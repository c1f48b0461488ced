"""The outside -> pages. May import record and errors."""

from onrecord.acquire.columns import Columns
from onrecord.acquire.files import FoundFile, Listing, list_files, load_page, printable_path
from onrecord.acquire.found import Failed, Found, FoundPage, Known, PassedOver
from onrecord.acquire.sources import pages_in, pages_in_stream

__all__ = [
    "Columns",
    "Failed",
    "Found",
    "FoundFile",
    "FoundPage",
    "Known",
    "Listing",
    "PassedOver",
    "list_files",
    "load_page",
    "pages_in",
    "pages_in_stream",
    "printable_path",
]
