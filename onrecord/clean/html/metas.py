"""The meta elements of a page. Imports lxml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lxml.html import HtmlElement

_ATTRIBUTES = ("property", "name", "http-equiv")


class Metas:
    """What meta elements say, by their names in small letters; an element may have several names, and a name several elements.
    Of microdata only what is in the head is about the page as a whole."""

    def __init__(self, tree: HtmlElement) -> None:
        self._found: dict[str, list[str]] = defaultdict(list)
        for meta in tree.iter("meta"):
            content = " ".join((meta.get("content") or "").split())
            attributes = (*_ATTRIBUTES, "itemprop") if meta.getparent().tag == "head" else _ATTRIBUTES
            names = {name.lower() for attribute in attributes for name in (meta.get(attribute) or "").split()}
            for name in names if content else ():
                if content not in self._found[name]:
                    self._found[name].append(content)

    def first(self, name: str) -> str | None:
        return next(iter(self._found.get(name, ())), None)

    def all(self, name: str) -> list[str]:
        return list(self._found.get(name, ()))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Names with their first contents, in the order of the page."""
        return ((name, contents[0]) for name, contents in self._found.items() if contents)
