"""The query language: what a person typed -> Query. Imports record and errors. docs/search.md describes it.

either = both {"OR" both}
both = one {["AND"] one}
one = {"NOT" | "-"} (word | prefix* | "phrase" | field:value | field:(either) | (either))
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import QueryError
from onrecord.query import fields
from onrecord.query.conditions import EVERYTHING, AnyOf, Condition, Not, Words, both
from onrecord.query.fields import FIELDS, Field, RefusedValueError
from onrecord.query.lexer import Sign, Token, tokens

DEEPEST = 20  # parentheses inside each other


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is what was typed, `condition` what it asks for; nothing typed asks for everything."""

    text: str
    condition: Condition


def parse(text: str) -> Query:
    """What was typed as a query. Raises QueryError, which says where it is wrong and what to do."""
    return Query(text, _Parser(text).all())


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text, FIELDS)
        self._place = 0
        self._depth = 0

    def all(self) -> Condition:
        if not self._text.strip():
            return EVERYTHING
        if self._ahead().sign is Sign.END:
            raise QueryError("there is no word in this: give one", self._text, 0, len(self._text))
        found = self._either(None)
        if self._ahead().sign is not Sign.END:
            raise self._refused("this parenthesis closes none: leave it out", self._ahead())
        return found

    def _ahead(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        token = self._ahead()
        self._place += 1
        return token

    def _refused(self, message: str, token: Token) -> QueryError:
        return QueryError(message, self._text, token.start, max(token.end, token.start + 1))

    def _either(self, field: Field | None) -> Condition:
        parts = [self._both(field)]
        while self._ahead().sign is Sign.OR:
            self._take()
            parts.append(self._both(field))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _both(self, field: Field | None) -> Condition:
        parts = [self._one(field)]
        while self._ahead().sign not in (Sign.OR, Sign.CLOSE, Sign.END):
            if self._ahead().sign is Sign.AND:
                self._take()
            parts.append(self._one(field))
        return both(*parts)

    def _one(self, field: Field | None) -> Condition:
        denied = False
        while self._ahead().sign is Sign.NOT:
            denied = not denied
            self._take()
        found = self._plain(self._take(), field)
        return Not(found) if denied else found

    def _plain(self, token: Token, field: Field | None) -> Condition:
        match token.sign:
            case Sign.OPEN:
                return self._group(token, field)
            case Sign.FIELD:
                return self._field(token, field)
            case Sign.WORD | Sign.PHRASE:
                return self._value(field, token, token) if field else Words(token.text, prefix=token.prefix)
            case Sign.END:
                raise self._refused(f"something is missing here: {self._wanted(field)}", token)
            case _:
                raise self._refused(
                    f'something is missing before this: {self._wanted(field)}, or put "{token.text}" in quotation marks', token
                )

    def _wanted(self, field: Field | None) -> str:
        return f"{field.name}: takes {field.takes}" if field else "give a word"

    def _group(self, opening: Token, field: Field | None) -> Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._refused(f"more than {DEEPEST} parentheses stand inside each other: take some away", opening)
        found = self._either(field)
        if self._ahead().sign is not Sign.CLOSE:
            raise self._refused("this parenthesis is not closed: close it, or leave it out", opening)
        self._take()
        self._depth -= 1
        return found

    def _field(self, token: Token, around: Field | None) -> Condition:
        if around is not None:
            raise self._refused(f"there can be no {token.text}: inside the parentheses of {around.name}:", token)
        field = FIELDS.get(token.text.casefold())
        if field is None:
            meant = fields.meant(token.text)
            hint = (
                f"did you mean {meant}:?"
                if meant
                else f"to look for it as words, put it in quotation marks: {self._quoted(token)}"
            )
            raise self._refused(f"there is no field {token.text}:; {hint}", token)
        value = self._take()
        if value.sign is Sign.OPEN:
            return self._group(value, field)
        if value.sign not in (Sign.WORD, Sign.PHRASE):
            raise self._refused(f"something is missing after {field.name}: it takes {field.takes}", value)
        return self._value(field, token, value)

    def _value(self, field: Field, first: Token, value: Token) -> Condition:
        try:
            return fields.of_words(field, value.text, prefix=value.prefix, exact=value.sign is Sign.PHRASE)
        except RefusedValueError as error:
            raise QueryError(str(error), self._text, first.start, value.end) from None

    def _quoted(self, token: Token) -> str:
        value = self._ahead()
        return f'"{self._text[token.start : value.end]}"' if value.sign is Sign.WORD else f'"{token.text}"'
