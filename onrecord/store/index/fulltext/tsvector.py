"""PostgreSQL's text search. Imports nothing of onrecord but the terms.

Each indexed table has a generated column `fulltext` (tsvector) under a GIN index, so the database itself keeps it in step. A
function of ours makes the words of a text comparable before the database parses them: its own parser keeps addresses, hyphenated
words and signed numbers together, its extension for accents cannot be had everywhere, and it stems some words in another way than
SQLite (revision 0011). Nothing is used but what the owner of a schema may make.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Table, Text, case, func, literal, literal_column
from sqlalchemy.dialects.postgresql import TSQUERY

from onrecord.store.index.fulltext.terms import INDEXED, TAGS, WORDED, Every, Expression, Matching, Some, Term, Without, storable

TAG = "="  # begins each tag; no word of a text has it
NAME = "onrecord"  # of the configuration and its dictionary
COLUMN = "fulltext"
# Code points of one row that are indexed: a tsvector takes up to four bytes for each, and holds a mebibyte.
LONGEST = 200_000

_WEIGHTS = "ABCD"  # of the indexed columns, in their order, so that a query can ask for one of them
_BETWEEN = """ || '"|":1'::tsvector || """  # no query asks for this between two columns, so no phrase goes across
# The kinds of token that the parser tells apart where there are letters, digits and blanks only.
_TOKENS = "asciiword, float, int, numword, sfloat, uint, word"


def create_indexes(connection: Connection, indexed: Mapping[str, Sequence[str]]) -> None:
    for statement in (
        f"CREATE TEXT SEARCH DICTIONARY {NAME} (TEMPLATE = pg_catalog.snowball, LANGUAGE = 'porter')",
        f"CREATE TEXT SEARCH CONFIGURATION {NAME} (COPY = pg_catalog.simple)",
        f"ALTER TEXT SEARCH CONFIGURATION {NAME} ALTER MAPPING FOR {_TOKENS} WITH {NAME}",
        "CREATE FUNCTION onrecord_words(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE "
        f"AS $$ SELECT {_words('given', _letters(connection))} $$",
    ):
        connection.exec_driver_sql(statement)
    for name, columns in indexed.items():
        restore_index(connection, name, columns)


def drop_index(connection: Connection, name: str) -> None:
    connection.exec_driver_sql(f"ALTER TABLE {name} DROP COLUMN {COLUMN}")


def restore_index(connection: Connection, name: str, columns: Sequence[str]) -> None:
    vector = f"{COLUMN} tsvector GENERATED ALWAYS AS ({_vector(columns)}) STORED"
    connection.exec_driver_sql(f"ALTER TABLE {name} ADD COLUMN {vector}")
    connection.exec_driver_sql(f"CREATE INDEX {name}_{COLUMN} ON {name} USING gin ({COLUMN})")


def matching(indexed: Table, expression: Expression) -> Matching:
    wanted = _joined([_query(term, indexed) for term in _wanted(expression)], "||")
    rank = -func.ts_rank(_vector_of(indexed), wanted)
    return Matching(indexed, indexed.c.key, has(indexed, expression), rank)


def has_row_by_row(indexed: Table, expression: Expression) -> ColumnElement[bool]:
    return has(indexed, expression)  # PostgreSQL itself knows when to


def has_for_a_page(_: Connection, indexed: Table, expression: Expression) -> ColumnElement[bool]:
    return has(indexed, expression)


def has(indexed: Table, expression: Expression) -> ColumnElement[bool]:
    return _vector_of(indexed).bool_op("@@")(_asked(expression, indexed))


def problems(connection: Connection) -> Iterator[tuple[str, str]]:
    for name in INDEXED:
        index = f"{name}_{COLUMN}"
        sound = "SELECT indisvalid AND indisready FROM pg_index WHERE indexrelid = to_regclass(%s)"
        if connection.exec_driver_sql(sound, (index,)).scalar() is not True:
            yield index, "the index is missing or not usable"
        differing = f"SELECT key FROM {name} WHERE {COLUMN} IS DISTINCT FROM ({_vector(INDEXED[name])})"
        for (key,) in connection.exec_driver_sql(differing):
            yield index, f"the row with key {key} is indexed under other words than it has"


def _vector_of(indexed: Table) -> ColumnElement[str]:
    return literal_column(f"{indexed.name}.{COLUMN}")


def _asked(expression: Expression, indexed: Table) -> ColumnElement[str]:
    """All of it as one query, so that one look into the index answers it."""
    match expression:
        case Term():
            return _query(expression, indexed)
        case Every(parts):
            return _joined([_asked(part, indexed) for part in parts], "&&")
        case Some(parts):
            return _joined([_asked(part, indexed) for part in parts], "||")
        case Without(part, other):
            return _asked(part, indexed).op("&&")(func.tsquery_not(_asked(other, indexed)))


def _joined(parts: list[ColumnElement[str]], operator: str) -> ColumnElement[str]:
    """All parts in one, halves in halves: hundreds of them one inside the other could not be compiled."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return _joined(parts[:half], operator).op(operator)(_joined(parts[half:], operator))


def _wanted(expression: Expression) -> Iterator[Term]:
    """The terms that a fitting row may have."""
    match expression:
        case Term():
            yield expression
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _wanted(part)
        case Without(part, _):
            yield from _wanted(part)


def _query(term: Term, indexed: Table) -> ColumnElement[str]:
    """The words of a term, one right after the other. In the text of a query, what may go on and the columns are asked for
    after each word."""
    asked = storable(term.text)
    if term.columns == (TAGS,):
        quoted = asked.replace("\\", "\\\\").replace("'", "''")
        return literal(f"'{TAG}{quoted}'" + (":*" if term.prefix else "")).cast(TSQUERY())
    words: ColumnElement[str] = func.phraseto_tsquery(NAME, func.onrecord_words(asked), type_=TSQUERY())
    worded = WORDED[indexed.name]
    columns = "" if term.columns == worded else "".join(_WEIGHTS[worded.index(column)] for column in term.columns)
    if not columns and not term.prefix:
        return words
    written: ColumnElement[str] = words.cast(Text())
    if columns:
        written = func.regexp_replace(written, "'( |$)", f"':{columns}\\1", "g")
    if term.prefix:
        written = func.regexp_replace(written, "('[a-z0-9][sy]0*)0'(:[A-D]+)?$", "\\1'\\2")  # what may go on is no whole word
        written = written.concat("*" if columns else ":*")
    return case((func.numnode(words) == 0, words), else_=written.cast(TSQUERY()))


def _vector(columns: Sequence[str]) -> str:
    """The words of a row's columns with their places, and its tags without places: they are no words of a text."""
    worded = [column for column in columns if column != TAGS]
    most = LONGEST // len(worded)
    vector = _BETWEEN.join(
        f"setweight(to_tsvector('{NAME}', left(onrecord_words(coalesce({column}, '')), {most})), '{weight}')"
        for column, weight in zip(worded, _WEIGHTS, strict=False)
    )
    if TAGS in columns:
        vector += f" || array_to_tsvector(string_to_array('{TAG}' || replace({TAGS}, ' ', ' {TAG}'), ' '))"
    return vector


def _words(given: str, letters: str) -> str:
    """SQL for a text's letters and digits without case and accents, and one blank for what stands between them."""
    plain = rf"regexp_replace(normalize({given}, NFD), '[\u0300-\u036f]+', '', 'g')"
    between = "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in _between_words())
    return f"regexp_replace(lower({plain}{letters}), '[{between}]+', ' ', 'g')"


def _letters(connection: Connection) -> str:
    """SQL for a collation that knows more small and capital letters than those of ASCII; none where the database's own does, or
    where there is no such collation."""
    if connection.exec_driver_sql("SELECT lower('ÉГ') = 'éг'").scalar():
        return ""
    named = "SELECT collname FROM pg_collation WHERE collname IN ('pg_c_utf8', 'und-x-icu', 'C.utf8') ORDER BY collname LIMIT 1"
    known = connection.exec_driver_sql(named).scalar()
    return f' COLLATE "{known}"' if known else ""


def _between_words() -> Iterator[tuple[int, int]]:
    """Ranges of code points, first and last, that part words: punctuation, symbols, blanks and controls. Named here one by one,
    since what a database takes for a letter depends on its locale."""
    first, previous = None, 0
    for code in range(1, sys.maxunicode + 1):
        category = unicodedata.category(chr(code))
        if category in {"Cn", "Cs"}:  # no characters; they may be in a range, which keeps the ranges few
            continue
        parts = category[0] in "PSZ" or category in {"Cc", "Cf"}
        if parts and first is None:
            first = code
        elif not parts and first is not None:
            yield first, previous
            first = None
        previous = code
    if first is not None:
        yield first, previous
