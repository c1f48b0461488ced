"""The outside -> pages. May import record and errors."""

from onrecord.acquire.columns import Columns
from onrecord.acquire.files import FoundFile, Listing, list_files, load_page, printable_path
from onrecord.acquire.found import (
    Failed,
    Fetched,
    Found,
    FoundPage,
    Known,
    Link,
    Listed,
    NotModified,
    PassedOver,
    Validators,
)
from onrecord.acquire.sources import pages_in, pages_in_stream

__all__ = [
    "Columns",
    "Failed",
    "Fetched",
    "Found",
    "FoundFile",
    "FoundPage",
    "Known",
    "Link",
    "Listed",
    "Listing",
    "NotModified",
    "PassedOver",
    "Validators",
    "list_files",
    "load_page",
    "pages_in",
    "pages_in_stream",
    "printable_path",
]
