"""Which lines are page chrome: buttons, teasers, notices; anything that belongs to the page and not to the article.

Imports the standard library only. The patterns are in data/chrome*.txt. A line is chrome only as a whole: no pattern looks
inside a paragraph.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.clean.wordlist import entries

_LONGEST = 450
_LONGEST_BAR = 25
_LONGEST_BUTTON = 160
_ICON = re.compile(r"(?:icon|icons|ico|fa|fas|fab|glyphicon|svg|btn|social|share|mdi|bi)[-_][\w-]+", re.I)
_EDGES = " .:;,!?*_#|>»›→▶►-–—…•·[](){}<>\"'"
_MARKUP = re.compile(r"<\w+(?: [\w-]+=\"[^\"<>]*\")*\s*/?>(?:</?\w+\s*/?>)?\.?")
_STYLE = re.compile(r"(?:[@.#][\w-]+[^.!?]{0,80}\{|\}|-?[a-z]+(?:-[a-z]+)+ ?: ?[^ ]{1,40};|[a-z]+ ?: ?[#\w%.]+;)\.?")
# One of these a longer line must speak of to be a notice; other long lines are paragraphs and need no closer look.
_NOTICES = (
    "cookie", "newsletter", "subscri", "inbox", "rights reserved", "sign up", "©", "copyright", "agree", "affiliate",
    "commission", "javascript", "browser", "enjoy", "read more", "read also", "related", "see also", "click", "follow", " tip?",
)  # fmt: skip
# A sentence with one of these is somebody's statement, whatever it begins with.
_SPEECH = re.compile(r"\b(?:said|says|say|told|tells|asked|added|warned|announced|according)\b")
_SHORTCODE = re.compile(r"\[/?\w+(?:\s+[\w-]+=[^\[\]]*)?\].{0,80}")
_SIGNS_ONLY = re.compile(r"[\W_]*")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in entries(name)))


def is_rule(line: str) -> bool:
    """Whether the line is a row of one sign that parts sections: "___", "* * *"."""
    signs = set("".join(line.split()))
    return len(line) >= 3 and len(signs) == 1 and signs <= set("_*-—–~=#•·.")


def is_chrome(line: str) -> bool:
    """Whether the whole line is page chrome; False for anything longer than 450 characters."""
    line = line.strip()
    if not line or len(line) > _LONGEST or is_rule(line):
        return False
    if _SIGNS_ONLY.fullmatch(line) or _MARKUP.fullmatch(line) or _STYLE.fullmatch(line) or _SHORTCODE.fullmatch(line):
        return True
    words = line.split()
    if all(_ICON.fullmatch(word) for word in words) or (len(words) <= _LONGEST_BAR and _is_share_bar(words)):
        return True
    plain = " ".join(words).lower().replace("’", "'").strip(_EDGES)
    if len(plain) > _LONGEST_BUTTON and not any(notice in plain for notice in _NOTICES):
        return False
    if not plain:
        return True
    ends = line.endswith((".", ".”", '."', ".’", "?", "!"))
    if ends and _SPEECH.search(plain):
        return False
    is_label = not ends or len(words) <= 4
    return bool(_pattern("chrome").fullmatch(plain) or (is_label and _pattern("chrome-labels").fullmatch(plain)))


def _is_share_bar(words: list[str]) -> bool:
    """Names of networks and the buttons beside them: "Facebook Twitter Email"."""
    tokens = [token for word in words if (token := word.lower().strip(_EDGES))]
    networks, beside = entries("networks"), entries("share-words")
    known = sum(token in networks for token in tokens)
    return known >= 1 and all(token in networks or token in beside for token in tokens) and (known >= 2 or len(tokens) <= 3)
