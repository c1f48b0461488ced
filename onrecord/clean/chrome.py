"""Which lines are page chrome: buttons, teasers, notices; anything that belongs to the page and not to the article.

Imports the record. The patterns are in data/chrome*.txt. A line is chrome only as a whole: no pattern looks inside a paragraph.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.clean.wordlist import entries
from onrecord.record import Role

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
    "members", "register", "paywall", "free articles", "unlimited",
)  # fmt: skip
# A sentence with one of these is somebody's statement, whatever it begins with.
_SPEECH = re.compile(r"\b(?:said|says|say|told|tells|asked|added|warned|announced|according)\b")
_KINDS: tuple[tuple[Role, tuple[str, ...], str | None], ...] = (
    (Role.COOKIES, ("chrome-cookies",), None),
    (Role.CHROME, ("chrome-paywall",), None),
    (Role.NEWSLETTER, ("chrome-newsletter",), "chrome-newsletter-labels"),
    (Role.RELATED, ("chrome-related",), "chrome-related-labels"),
    (Role.CHROME, ("chrome",), "chrome-labels"),
)
_SHORTCODE = re.compile(r"\[/?\w+(?:\s+[\w-]+=[^\[\]]*)?\].{0,80}")
_SIGNS_ONLY = re.compile(r"[\W_]*")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in entries(name)))


def is_rule(line: str) -> bool:
    """Whether the line is a row of one sign that parts sections: "___", "* * *"."""
    signs = set("".join(line.split()))
    return len(line) >= 3 and len(signs) == 1 and signs <= set("_*-—–~=#•·.")


def chrome_role(line: str) -> Role | None:
    """What kind of page chrome the whole line is: COOKIES, NEWSLETTER, RELATED or CHROME; None where it is none, or has more than
    450 characters."""
    line = line.strip()
    if not line or len(line) > _LONGEST or is_rule(line):
        return None
    if _SIGNS_ONLY.fullmatch(line) or _MARKUP.fullmatch(line) or _STYLE.fullmatch(line) or _SHORTCODE.fullmatch(line):
        return Role.CHROME
    words = line.split()
    if all(_ICON.fullmatch(word) for word in words) or (len(words) <= _LONGEST_BAR and _is_share_bar(words)):
        return Role.CHROME
    plain = _plain(line)
    if len(plain) > _LONGEST_BUTTON and not any(notice in plain for notice in _NOTICES):
        return None
    if not plain:
        return Role.CHROME
    ends = line.endswith((".", ".”", '."', ".’", "?", "!"))
    if ends and _SPEECH.search(plain):
        return None
    is_label = not ends or len(words) <= 4
    for role, lists, labels in _KINDS:
        if any(_pattern(name).fullmatch(plain) for name in lists):
            return role
        if is_label and labels and _pattern(labels).fullmatch(plain):
            return role
    return None


def is_paywall(line: str) -> bool:
    """Whether the whole line asks for money or an account before the rest of the article is shown."""
    plain = _plain(line) if len(line) <= _LONGEST else ""
    return bool(plain) and _pattern("chrome-paywall").fullmatch(plain) is not None


def _plain(line: str) -> str:
    return " ".join(line.split()).lower().replace("’", "'").strip(_EDGES)


def _is_share_bar(words: list[str]) -> bool:
    """Names of networks and the buttons beside them: "Facebook Twitter Email"."""
    tokens = [token for word in words if (token := word.lower().strip(_EDGES))]
    networks, beside = entries("networks"), entries("share-words")
    known = sum(token in networks for token in tokens)
    return known >= 1 and all(token in networks or token in beside for token in tokens) and (known >= 2 or len(tokens) <= 3)
