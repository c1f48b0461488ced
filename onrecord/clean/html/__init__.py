"""HTML pages: their blocks, which of those are the article, and what the page says about it. Imports the record and clean."""
