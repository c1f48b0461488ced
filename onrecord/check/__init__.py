"""The check of a draft: its quotations beside what is on record. May import everything below search."""
