"""Which country words belong to, and which place on Earth a place of the article is.

In: a `Layout` with the article's mentions and entities. Out: ISO 3166 alpha-3 codes (countries), places of the gazetteer, and
the entities with where they lie (location). Imports text, language and record.
"""
