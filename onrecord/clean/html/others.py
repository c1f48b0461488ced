"""Which elements of a page are about something else than its article: comments, teasers, boxes at the side. Imports lxml.

What an element is called counts only below the element that holds the headline too: a page may be called "with-sidebar".
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from onrecord.clean.html.blocks import Block, names_of

_TAGS = frozenset(("aside", "nav", "menu", "dialog"))
_NAMES = re.compile(
    r"comment|disqus|livefyre|(?<!no-)reply|respond|relat(?:ed|ion)|recommend|recirc|side-?bar|(?<!elementor-)widget|teaser|promo|popular|trending|"
    r"most-?(?:read|pop|view|shared|recent)|latest|ticker|carousel|more-?(?:stories|from|news|on|in|articles|posts)|read-?(?:more|next|also)|"
    r"next-?(?:up|story|article|post)|prev(?:ious)?-?(?:story|article|post)|outbrain|taboola|\bnav|menu|masthead|"
    r"(?:site|global|page)-?(?:header|footer|nav)|topbar|top-?stories|newsletter|infobox|advert|social-?media-?embed|tweet|archives?-?list"
)
_TYPES = re.compile(r"/(?:Comment|UserComments|WPSideBar|SiteNavigationElement|ItemList)$")


class Others:
    """Tells such elements of one page, which has its headline in `headline`, or shows none."""

    def __init__(self, headline: Block | None) -> None:
        element = headline.node.element if headline else None
        self._around: set[HtmlElement] = {element, *element.iterancestors()} if element is not None else set()
        self._in_article = any(one.tag == "article" for one in self._around)
        self._known: dict[HtmlElement, bool] = {}

    def hold(self, element: HtmlElement) -> bool:
        """Whether the element, or one around it, is about something else."""
        path = []
        found = False
        for one in (element, *element.iterancestors()):
            if one in self._around or one.tag in ("html", "body", "head"):
                break
            if one in self._known:
                found = self._known[one]
                break
            path.append(one)
        for one in reversed(path):
            found = self._known[one] = found or self._is_one(one)
        return found

    def _is_one(self, element: HtmlElement) -> bool:
        if element.tag == "article":
            return self._in_article
        return (
            element.tag in _TAGS
            or _NAMES.search(names_of(element)) is not None
            or _TYPES.search(element.get("itemtype") or "") is not None
        )
