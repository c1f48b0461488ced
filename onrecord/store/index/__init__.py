"""What statements are found by: full-text search, their order, spellings and tags. Imports schema and database."""
