"""Records, reviews, feeds and linking as rows. Imports schema, database and index."""
