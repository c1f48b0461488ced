"""Which elements say by their names that they are no part of an article: the rows of data/apart-names.tsv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.clean.html.blocks import Node
from onrecord.clean.wordlist import entries

_TAGS = frozenset(("nav", "aside", "footer", "form", "menu", "address", "fieldset", "figcaption", "caption", "marquee"))
_NEVER = frozenset(("html", "body", "main", "article"))
OTHERS_WORDS = re.compile(r"comment|disqus|livefyre|reply|respond|relat(?:ed|ion)|recommend|foot(?:er|note)|ticker")


@dataclass(frozen=True, slots=True)
class ApartRule:
    """`pattern` is searched in the names of an element; `example` are such names."""

    id: str
    pattern: str
    example: str


@cache
def apart_rules() -> tuple[ApartRule, ...]:
    return tuple(ApartRule(*row.split("\t")) for row in entries("apart-names.tsv"))


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(rule.pattern for rule in apart_rules()))


def says_apart(node: Node) -> bool:
    """Whether an element says that what is in it is no part of the article."""
    return node.tag in _TAGS or (node.tag not in _NEVER and _names().search(node.names) is not None)
