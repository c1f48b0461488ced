"""News text in, a checkable record out."""
