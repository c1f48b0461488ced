"""In PostgreSQL, words as SQLite stems them: none of two letters, and "-bly" and "-logy" as "-ble" and "-log".

Both follow Porter, but SQLite leaves short words alone and has two rules that Porter added later. What differs is written as it
comes out of SQLite before the database stems it. A figure keeps stemming away from a word of two letters.
"""

from alembic import op

revision = "0011"
down_revision = "0010"

# A word's beginning with a vowel and a consonant after it, which is what Porter counts.
_MEASURED = "[^ ]*(?:[aeiou][^aeiou ]|[^aeiouy ]y[^aeiouy ])[^ ]*"
WORDS = rf"""
CREATE FUNCTION onrecord_words(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(
    regexp_replace(
      regexp_replace(onrecord_letters(given), '(^| )({_MEASURED}b)l(?:y|is?|ies)(?= |$)', '\1\2le', 'g'),
      '(^| )({_MEASURED}log)(?:y|is?|ies)(?= |$)', '\1\2', 'g'
    ),
    '(^| )([a-z0-9][sy]0*)(?= |$)', '\1\20', 'g'
  )
$$
"""
_INDEXED = {"statements": (("content", "source", "cue", "speaker"), True), "articles": (("title", "text"), False)}
_LONGEST = 200_000  # code points of one row
_TAGS = " || array_to_tsvector(string_to_array('=' || replace(tags, ' ', ' ='), ' '))"


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql  # in which a colon is none of ours
    if op.get_bind().dialect.name != "postgresql":
        return
    if run("SELECT to_regproc('onrecord_letters') IS NOT NULL").scalar():
        return  # a database whose events alone were made anew has its index already
    for table in _INDEXED:
        run(f"ALTER TABLE {table} DROP COLUMN fulltext")
    run("ALTER FUNCTION onrecord_words(text) RENAME TO onrecord_letters")
    run(WORDS)
    for table, (columns, tagged) in _INDEXED.items():
        most = _LONGEST // len(columns)
        vector = """ || '"|":1'::tsvector || """.join(
            f"setweight(to_tsvector('onrecord', left(onrecord_words(coalesce({column}, '')), {most})), '{weight}')"
            for column, weight in zip(columns, "ABCD", strict=False)
        )
        stored = vector + (_TAGS if tagged else "")
        run(f"ALTER TABLE {table} ADD COLUMN fulltext tsvector GENERATED ALWAYS AS ({stored}) STORED")
        run(f"CREATE INDEX {table}_fulltext ON {table} USING gin (fulltext)")
        run(f"ALTER TABLE {table} ALTER COLUMN fulltext SET STATISTICS 1000")
        run(f"ANALYZE {table}")
