"""Quotations that a page marks as such, and who they are by. Imports clean's own parts.

The words of a `blockquote` often stand without quotation marks, and the name of who said them in an element of its own under
them: `<footer>`, `<cite>`, `<figcaption>`. The text of the article has both as print would: in marks, and after a dash.
"""

from __future__ import annotations

import re

from onrecord.clean.html.blocks import Block, Node

_ATTRIBUTION_TAGS = frozenset(("footer", "cite", "figcaption", "address"))
_ATTRIBUTION_NAMES = re.compile(
    r"attribut|author|cite\b|citation|credit|speaker|source|(?:quote|quotee)-?_*(?:name|by|caption|from)"
)
_DASH = re.compile(r"^\s*(?:[-–—―~]+|by:?\s)\s*", re.I)
_OPENING = "“\"„«‘'‹»"
_LONGEST = 120
_MOST_WORDS = 14


def quotation_of(block: Block) -> Node | None:
    """The element of the quotation that a block is in, that of who said it included."""
    inner = None
    for node in block.node.upwards():
        if node.tag == "blockquote":
            inner = node
        elif node.tag == "figure" and (inner is not None or node.element.find(".//blockquote") is not None):
            return node
    return inner


def is_attribution(block: Block, quotation: Node) -> bool:
    """Whether a block that stands after a quotation's words says who it is by."""
    words = _DASH.sub("", block.text).split()
    if not words or len(block.text) > _LONGEST or len(words) > _MOST_WORDS or not words[0][0].isupper():
        return False
    for node in block.node.upwards():
        if node is quotation:
            return False
        if node.tag in _ATTRIBUTION_TAGS or _ATTRIBUTION_NAMES.search(node.names):
            return True
    return False


def signed(text: str) -> str:
    """The name of who said a quotation as it stands under one in print: "— Ada Obi"."""
    return f"— {_DASH.sub('', text)}"


def in_marks(paragraphs: list[str]) -> list[str]:
    """The paragraphs of a quotation, in quotation marks if none of them begins with one: opened in each, closed in the last."""
    if not paragraphs or any(text[0] in _OPENING for text in paragraphs):
        return paragraphs
    return [f"“{text}" for text in paragraphs[:-1]] + [f"“{paragraphs[-1]}”"]
