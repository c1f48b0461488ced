"""The outside -> pages. May import record and errors."""

from onrecord.acquire.files import FoundFile, Listing, list_files, load_page, printable_path

__all__ = ["FoundFile", "Listing", "list_files", "load_page", "printable_path"]
