"""What each block inside an article's element is. Imports the record, dates and clean's own parts."""

from __future__ import annotations

import re

from onrecord.clean.byline import authors_of_line
from onrecord.clean.caption import is_caption
from onrecord.clean.chrome import chrome_role, is_rule
from onrecord.clean.html.apart import says_apart
from onrecord.clean.html.blocks import HEADINGS, Block, Node
from onrecord.clean.html.titles import letters_of
from onrecord.clean.html.weights import LINKED, WORDY, Weighed
from onrecord.dates import is_time_line
from onrecord.record import Role

_CAPTION_NAMES = re.compile(r"caption|credit|\bphoto\b|image-|picture")
_QUOTE_NAMES = re.compile(r"pull|quote")
_PULL_QUOTE_NAMES = re.compile(r"pull-?_?quote")
_BOX_NAMES = (
    (Role.COOKIES, re.compile(r"cookie|consent|gdpr")),
    (Role.NEWSLETTER, re.compile(r"newsletter|sign-?up|subscri")),
    (
        Role.RELATED,
        re.compile(
            r"related|read-?(?:more|also|next|on)|see-?also|also-?(?:read|like)|recommend|(?:inline|in-article)-?(?:link|promo)"
        ),
    ),
)
_LEAST_UNLINKED = 25
_LONG = 250
_LARGEST_BOX = 400
_MOST_IN_BOX = 3
_LEAST_OF_QUOTE = 12
_LEAST_OF_BOX = 12


def role_of(one: Weighed, body: str, heads: set[str], root: Node) -> Role | None:
    """What a block inside the article's element is; None where it is to be left out. `heads` are titles, known already."""
    block, text = one.block, one.block.text
    if one.apart or is_caption(text) or (_CAPTION_NAMES.search(block.node.names) and block.letters < _LONG):
        return _role_apart(one, body, root)
    if block.tag == "h1" or letters_of(text) in heads:
        return None
    if is_rule(text):
        return Role.BODY
    if role := chrome_role(text):
        return role if block.link_density < LINKED or role is Role.RELATED else None
    if len(text) <= 160:
        if is_time_line(text):
            return Role.DATE
        if authors_of_line(text) is not None:
            return Role.BYLINE
    if block.link_density >= LINKED and not _is_linked_prose(one):
        return None
    if not any(map(str.isalpha, text)) and block.tag not in ("td", "th"):
        return None
    if block.tag in HEADINGS:
        return Role.SUBHEADING
    return Role.PULL_QUOTE if _is_pull_quote(block, body) else Role.BODY


def _role_apart(one: Weighed, body: str, root: Node) -> Role | None:
    """Captions, pull quotes and small boxes of a known kind are told; all else that stands apart is left out."""
    block, text = one.block, one.block.text
    names = [f"{node.tag} {node.names}" for node, _ in zip(block.node.upwards(), range(3), strict=False)]
    if block.letters >= WORDY and block.link_density < LINKED:
        if is_caption(text) or any("figcaption" in name or _CAPTION_NAMES.search(name) for name in names):
            return Role.CAPTION
        if any(map(_PULL_QUOTE_NAMES.search, names)):
            return Role.PULL_QUOTE
        if any(_QUOTE_NAMES.search(name) or name.startswith("aside") for name in names) and letters_of(text) in body:
            return Role.PULL_QUOTE
    return _role_of_box(block, root) if block.letters >= _LEAST_OF_BOX else None


def _role_of_box(block: Block, root: Node) -> Role | None:
    """What a small box says that it is, by its words or by the names of its elements. Large ones are lists of what is new or much
    read, which are others whenever the page is fetched."""
    above = [node for node in block.node.upwards() if node.depth > root.depth]
    box = next((node for node in reversed(above) if says_apart(node)), block.node)
    if box.letters > _LARGEST_BOX or box.blocks > _MOST_IN_BOX:
        return None
    role = chrome_role(block.text)
    if role in (Role.COOKIES, Role.NEWSLETTER, Role.RELATED):
        return role
    return next((role for role, names in _BOX_NAMES if any(names.search(node.names) for node in above)), None)


def _is_pull_quote(block: Block, body: str) -> bool:
    """Whether a quotation that is set apart repeats what a paragraph says."""
    if not _LEAST_OF_QUOTE <= block.letters <= _LONG:
        return False
    if not any(
        node.tag in ("blockquote", "q") or _QUOTE_NAMES.search(node.names)
        for node, _ in zip(block.node.upwards(), range(3), strict=False)
    ):
        return False
    letters = letters_of(block.text)
    return any(letters in line and letters != line for line in body.split("\n"))


def _is_linked_prose(one: Weighed) -> bool:
    block = one.block
    if block.tag in HEADINGS:
        return not any(node.tag == "li" for node in block.node.upwards())
    return one.voted and (block.letters - block.link_letters >= _LEAST_UNLINKED or block.link_density < 0.85)
