"""Which lines are captions and credits of pictures. Imports the standard library only."""

from __future__ import annotations

import re

_LONGEST = 600
_LONGEST_CREDIT = 90
_OPENS = re.compile(
    r"(?:file )?(?:photo|image|picture|caption|pictured|photograph|illustration|graphic)s?"
    r"(?: (?:by|credit|courtesy|from|of)\b| ?[:|])",
    re.I,
)
_ENDS = re.compile(
    r"(?:\((?:[A-Z]{2,5}|reuters|getty)[ /](?:photo|images?|file|via)[^)]*\)"
    r"|\((?:photo|image|picture|credit|source)s?(?: (?:by|credit|courtesy)|:)[^)]*\)"
    r"|\bphotos?:? ?(?:©|\(c\)).{0,60}"
    r"|\b(?:getty images|via (?:getty|ap|reuters)(?: images)?"
    r"|(?-i:AP|AFP|EPA|EFE|PA|Reuters|REUTERS|Shutterstock|Alamy) ?/ ?[\w .]{3,40}))\.?$",
    re.I,
)
# "The bridge on Monday.Reuters": a caption and the credit that the page puts beside it.
_CREDITED = re.compile(r"[\w.!?”](?:Reuters|AP|AFP|EPA|Getty)(?: Images)?$|/(?:Getty|AP|Reuters|AFP|Shutterstock)(?: Images)?$")


def is_caption(line: str) -> bool:
    """Whether a line of at most 600 characters opens as a caption does ("Photo: …") or ends in a credit ("(Reuters/Ada Obi)")."""
    if len(line) > _LONGEST:
        return False
    tail = line[-_LONGEST_CREDIT:]
    return bool(_OPENS.match(line) or _ENDS.search(tail) or (10 < len(line) <= 300 and _CREDITED.search(tail)))
