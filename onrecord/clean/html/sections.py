"""The standfirst and the section of an article, as its page says. Imports lxml and clean's own parts."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from onrecord.clean.html.blocks import Block, marked_up
from onrecord.clean.html.jsonld import Item, as_list, text_of, types_of
from onrecord.clean.html.metas import Metas
from onrecord.clean.html.titles import letters_of

_SHORT = 180
_LEAST_OF_P = 60
_STANDFIRST = re.compile(
    r"stand-?first|sub-?title|sub-?head(?:line|er)|(?<![a-z])de[ck]k?(?![a-z])|strap-?line|"
    r"(?:article|story|post|entry|headline|content)[-_]{1,2}(?:summary|excerpt|sub-?head|description|abstract)"
)
_MOST_TO_SUBTITLE = 8
_LONGEST_SUBTITLE = 400
_LEAST_WORDS = 4
_LONGEST_SECTION = 60
_NO_SECTIONS = ("", "all", "home", "home page", "article", "articles", "post", "posts", "blog", "uncategorized", "none", "null")


def subtitle_of(blocks: list[Block], headline: str | None) -> str | None:
    """The standfirst: of the blocks between headline and first paragraph, one that is marked as such, or a heading of
    a lower level that says something."""
    same = [number for number, block in enumerate(blocks) if headline and " ".join(block.text.split()) == headline]
    if not same:
        return None
    at = min(same, key=lambda number: blocks[number].tag != "h1")
    for block in blocks[at + 1 : at + 1 + _MOST_TO_SUBTITLE]:
        if block.link_density >= 0.5 or not block.letters:
            continue
        is_marked = any(map(_STANDFIRST.search, block.names_around()))
        is_heading = blocks[at].tag == "h1" and block.tag in ("h2", "h3", "h4") and len(block.text.split()) >= _LEAST_WORDS
        if (is_marked or is_heading) and len(block.text) <= _LONGEST_SUBTITLE and len(block.text.split()) >= _LEAST_WORDS:
            return " ".join(block.text.split())
        if len(block.text) > _SHORT or (block.tag == "p" and len(block.text) > _LEAST_OF_P):
            return None
    return None


def section_of(
    item: Item, items: list[Item], metas: Metas, tree: HtmlElement, title: str | None, publisher: str | None
) -> str | None:
    microdata = next(iter(marked_up(tree, "articleSection")), None)
    stated = [text_of(one) for one in as_list(item.get("articleSection"))]
    stated += [
        metas.first(name) for name in ("article:section", "og:article:section", "og:section", "parsely-section", "section")
    ]
    stated.append(text_of(microdata.get("content") or microdata.text_content()[:_SHORT]) if microdata is not None else None)
    for trail in (one for one in items if "BreadcrumbList" in types_of(one)):
        names = [
            text_of(crumb) or text_of(crumb.get("item"))
            for crumb in as_list(trail.get("itemListElement"))
            if isinstance(crumb, dict)
        ]
        stated += reversed(names[1:])
    others = {letters_of(name) for name in (title or "", publisher or "", *_NO_SECTIONS)}
    firsts = (re.split(r"\s*[,;>]\s*", name)[0] for name in stated if name)
    return next(
        (name for name in firsts if len(name) <= _LONGEST_SECTION and letters_of(name) not in others and "." not in name[3:-1]),
        None,
    )
