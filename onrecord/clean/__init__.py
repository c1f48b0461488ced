"""Page to article: the text that was read, its parts, and what the page says about it. Imports the record and errors only."""

from onrecord.clean.html.publishers import host_of
from onrecord.clean.page import clean_page, misplaced_regions
from onrecord.clean.text import clean_text

__all__ = ["clean_page", "clean_text", "host_of", "misplaced_regions"]
