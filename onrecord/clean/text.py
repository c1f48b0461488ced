"""Plain text and Markdown to an article: the text is kept as it is, and its parts are marked. Imports the record and clean.

Every line that holds words is in one region, save the signs of Markdown. A dateline ("MOSCOW:") is a body region of its own, so
that it stays in the article's body and no sentence begins with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from onrecord.clean.byline import authors_of_line
from onrecord.clean.caption import is_caption
from onrecord.clean.chrome import chrome_role, is_paywall
from onrecord.clean.dateline import Dateline, dateline_of
from onrecord.clean.entries import entry_times
from onrecord.clean.language import language_issues, language_of
from onrecord.clean.lines import Block, blocks_of
from onrecord.dates import date_line, find_date, find_dates, is_clock
from onrecord.errors import PageError
from onrecord.record import Article, DateBasis, Entry, Issue, Page, Region, Role, Span
from onrecord.record.ids import article_id

_LONGEST_TITLE = 220
_LONGEST_SUBHEADING = 100
_HEAD_BLOCKS = 12
_TAIL_BLOCKS = 3
_QUOTATION = re.compile(r"[“\"‘'«„][^“”\"«»„\n]{10,300}[”\"’'»“]")
_LEAST_OF_QUOTE = 20
_MOST_PULL_QUOTES = 50
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$", re.S)
_MARKDOWN_IMAGE = re.compile(r"\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?")
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.{0,4000}?\n)---[ \t]*(?:\n|$)", re.S)
_FRONT_FIELD = re.compile(r"^(title|date|author|authors|publisher)[ \t]*:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.M | re.I)


@dataclass(slots=True)
class _Marks:
    """What has been found so far: a role a block, and what the blocks say about the article."""

    roles: list[Role | None]
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    issues: list[Issue] = field(default_factory=list)


def clean_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    authors: tuple[str, ...] = (),
    published: str | None = None,
    updated: str | None = None,
    page: Page | None = None,
) -> tuple[Article, tuple[Issue, ...]]:
    """The article in `text`, which is kept character for character; its parts marked as regions. What is given (a title, say) is
    believed before what the text says. Raises PageError("empty") where the text holds no words."""
    given = Article(id or "", text, url, title, publisher, authors, published, updated=updated, page=page)
    return _clean(given, blocks_of(text))


def clean_markdown(text: str, *, url: str | None = None, page: Page | None = None) -> tuple[Article, tuple[Issue, ...]]:
    """As `clean_text`, with Markdown's front matter, headings and images understood. Raises PageError("empty")."""
    given = Article("", text, url, page=page)
    blocks = blocks_of(text)
    if match := _FRONT_MATTER.match(text):
        fields = {name.lower(): value for name, value in _FRONT_FIELD.findall(match[1])}
        date = date_line(fields.get("date", ""))
        author = fields.get("authors") or fields.get("author")
        given = replace(
            given,
            title=fields.get("title"),
            publisher=fields.get("publisher"),
            published=date.iso if date else None,
            authors=tuple(name.strip(" \"'[]") for name in author.split(",")) if author else (),
        )
        front = text[: match.end()].strip()
        start = text.index("---")
        rest = [block for block in blocks if block.start >= match.end()]
        return _clean(given, [Block(front, start, start + len(front), True), *rest], markdown=True)
    return _clean(given, blocks, markdown=True)


def _clean(given: Article, blocks: list[Block], *, markdown: bool = False) -> tuple[Article, tuple[Issue, ...]]:
    if not any(map(str.isalnum, given.text)):
        raise PageError("empty", "There are no words in the text.")
    marks = _Marks([None] * len(blocks), title=given.title)
    if markdown:
        blocks = _mark_markdown(blocks, marks)
    _mark_chrome(blocks, marks)
    _mark_title(blocks, marks)
    _mark_about(blocks, marks)
    _mark_rest(blocks, marks)
    dateline, regions = _regions(blocks, marks, given.text)
    marks.published = marks.published or (dateline.day if dateline else None)
    updated = _later(given.updated or marks.updated, given.published or marks.published)
    read = "\n".join(b.text for b, role in zip(blocks, marks.roles, strict=True) if role in (Role.BODY, Role.TITLE))
    language = language_of(read or given.text)
    article = replace(
        given,
        id=given.id or article_id(marks.title, given.text),
        title=marks.title,
        authors=given.authors or marks.authors,
        published=given.published or marks.published,
        published_basis=_basis(given.published, marks.published),
        updated=updated,
        updated_basis=_basis(given.updated, updated) if updated else None,
        dateline=dateline.place if dateline else None,
        language=language,
        regions=regions,
        entries=_entries(regions, given.text, given.published or marks.published),
    )
    return article, (*marks.issues, *_partial(blocks), *language_issues(language))


def _basis(given: str | None, found: str | None) -> DateBasis | None:
    return DateBasis.GIVEN if given else DateBasis.WORDS if found else None


def _later(updated: str | None, published: str | None) -> str | None:
    """The time of a change, where it is not that of publication."""
    return updated if updated and updated != published else None


def _entries(regions: tuple[Region, ...], text: str, published: str | None) -> tuple[Entry, ...]:
    """The entries of a live blog: what follows each of several lines between paragraphs that hold nothing but a time of day."""
    first = next((number for number, region in enumerate(regions) if region.role is Role.BODY), len(regions))
    starts = [number for number, region in enumerate(regions) if region.role is Role.DATE and is_clock(region.span.of(text))]
    starts = [number for number in starts if number >= first - 1]
    times = entry_times([regions[number].span.of(text) for number in starts], published)
    if len(starts) < 2:
        return ()
    return tuple(
        Entry(Span(regions[start].span.start, regions[end - 1].span.end), time)
        for (start, end), time in zip(pairwise([*starts, len(regions)]), times, strict=True)
    )


def _partial(blocks: list[Block]) -> tuple[Issue, ...]:
    """An issue where the last lines ask for money or an account."""
    if not any(is_paywall(block.text) for block in blocks[-_TAIL_BLOCKS:]):
        return ()
    return (Issue("clean", "partial", "Only part of the article is in this text; the rest is for subscribers."),)


def _mark_markdown(blocks: list[Block], marks: _Marks) -> list[Block]:
    """Headings without their number signs, and images and front matter as chrome."""
    marked = []
    for number, block in enumerate(blocks):
        if (number == 0 and block.text.startswith("---\n")) or _MARKDOWN_IMAGE.fullmatch(block.text):
            marks.roles[number] = Role.CHROME
        elif heading := _MARKDOWN_HEADING.match(block.text):
            first = len(heading[1]) == 1 and Role.TITLE not in marks.roles
            marks.roles[number] = Role.TITLE if first else Role.SUBHEADING
            if first and marks.title is None:
                marks.title = " ".join(heading[2].split())
            block = Block(heading[2], block.start + heading.start(2), block.start + heading.end(2), block.gap)
        marked.append(block)
    return marked


def _mark_chrome(blocks: list[Block], marks: _Marks) -> None:
    for number, block in enumerate(blocks):
        if marks.roles[number] is None:
            marks.roles[number] = chrome_role(block.text)


def _mark_title(blocks: list[Block], marks: _Marks) -> None:
    if Role.TITLE in marks.roles:
        return
    if marks.title is not None:
        for number in _where_it_stands(marks.title, blocks[:_HEAD_BLOCKS]):
            marks.roles[number] = Role.TITLE
        return
    for number, block in enumerate(blocks[:_HEAD_BLOCKS]):
        if marks.roles[number] or _is_about(block.text):
            continue
        if _is_headline(block, blocks[number + 1 :]):
            marks.roles[number] = Role.TITLE
            marks.title = " ".join(block.text.split())
        return


def _where_it_stands(title: str, blocks: list[Block]) -> range:
    """The blocks that together have exactly the letters and digits of the title."""
    wanted = _letters(title)
    for first in range(len(blocks)):
        seen = ""
        for last in range(first, min(first + 3, len(blocks))):
            seen += _letters(blocks[last].text)
            if wanted and seen == wanted:
                return range(first, last + 1)
    return range(0)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _is_headline(block: Block, after: list[Block]) -> bool:
    words = block.text.split()
    if not after or len(block.text) > _LONGEST_TITLE or len(words) < 2 or dateline_of(block.text, block.text):
        return False
    if not re.search(r"[.…:;,][\"'”’»)\]]*$", block.text):
        return True
    long_words = [word for word in words if len(word) > 3]
    return bool(long_words) and sum(word.lstrip("‘“'\"(")[:1].isupper() for word in long_words) >= 0.8 * len(long_words)


def _is_about(line: str) -> bool:
    return len(line) <= 300 and (date_line(line) is not None or authors_of_line(line) is not None)


def _mark_about(blocks: list[Block], marks: _Marks) -> None:
    """Date lines and bylines: above the first paragraph, or at the very end."""
    for number in _around_the_body(blocks, marks):
        line = blocks[number].text
        for piece in [line, *re.split(r" +[|·•] +|\n", line)] if len(line) <= 300 else []:
            names = authors_of_line(piece)
            date = date_line(piece) if names is None else None
            if names is not None:
                marks.roles[number] = Role.BYLINE
                marks.authors = marks.authors or names
                beside = find_date(piece)
                marks.published = marks.published or (beside.iso if beside and not beside.updated else None)
            elif date:
                marks.roles[number] = marks.roles[number] or Role.DATE
                marks.published = marks.published or (None if date.updated else date.iso)
                marks.updated = marks.updated or next((one.iso for one in find_dates(piece) if one.updated and one.iso), None)
                if date.iso is None and not marks.published:
                    message = f'The date "{piece.strip()}" may be read in two ways; give the date of publication if you know it.'
                    marks.issues.append(Issue("clean", "date", message, Span(blocks[number].start, blocks[number].end)))
            if marks.roles[number] and piece == line:
                break
    if marks.published:
        marks.issues = [issue for issue in marks.issues if issue.code != "date"]


def _around_the_body(blocks: list[Block], marks: _Marks) -> Iterator[int]:
    body_seen = end = 0
    for number, block in enumerate(blocks[:_HEAD_BLOCKS]):
        end = number
        if marks.roles[number] is not None:
            continue
        if _is_sentence(block.text):
            body_seen += 1
        # One standfirst may stand between the headline and the byline.
        if body_seen > 1 or (body_seen and number > 4):
            break
        yield number
    else:
        return
    for number in range(max(end, len(blocks) - _TAIL_BLOCKS), len(blocks)):
        if marks.roles[number] is None:
            yield number


def _is_sentence(text: str) -> bool:
    return len(text) > _LONGEST_SUBHEADING or (_SENTENCE_END.search(text) is not None and not _is_about(text))


def _mark_rest(blocks: list[Block], marks: _Marks) -> None:
    repeated = {text for text, times in Counter(block.text for block in blocks).items() if times > 1}
    sentences = [number for number, block in enumerate(blocks) if marks.roles[number] is None and _is_sentence(block.text)]
    pulled = _pull_quotes(blocks)
    for number, block in enumerate(blocks):
        if marks.roles[number] is not None:
            continue
        outside = not sentences or not sentences[0] < number < sentences[-1]
        if is_clock(block.text):
            marks.roles[number] = Role.DATE
        elif is_caption(block.text):
            marks.roles[number] = Role.CAPTION
        elif number in pulled:
            marks.roles[number] = Role.PULL_QUOTE
        elif block.text in repeated and sentences and outside and not _is_sentence(block.text):
            marks.roles[number] = Role.CHROME
        elif _is_subheading(number, blocks, marks.roles):
            marks.roles[number] = Role.SUBHEADING
        else:
            marks.roles[number] = Role.BODY


def _pull_quotes(blocks: list[Block]) -> set[int]:
    """The numbers of the lines that are nothing but a quotation that a longer line holds too."""
    candidates = [n for n, block in enumerate(blocks) if _QUOTATION.fullmatch(block.text)][:_MOST_PULL_QUOTES]
    if not candidates:
        return set()
    longer = "\n".join(_letters(block.text) for block in blocks if not _QUOTATION.fullmatch(block.text))
    return {n for n in candidates if len(words := _letters(blocks[n].text)) >= _LEAST_OF_QUOTE and words in longer}


def _is_subheading(number: int, blocks: list[Block], roles: list[Role | None]) -> bool:
    """A short line without a full stop between paragraphs, or right under the headline."""
    text = blocks[number].text
    if number == 0 or number + 1 >= len(blocks) or "\n" in text or not text[0].isupper() or not 1 < len(text.split()) <= 16:
        return False
    if len(text) > _LONGEST_SUBHEADING or _SENTENCE_END.search(text.replace("?", "")):
        return False
    following = next((blocks[after] for after in range(number + 1, len(blocks)) if roles[after] is None), None)
    before = next((roles[n] for n in range(number - 1, -1, -1) if roles[n] is not Role.CHROME), Role.SUBHEADING)
    return following is not None and _is_sentence(following.text) and before is not Role.SUBHEADING


def _regions(blocks: list[Block], marks: _Marks, text: str) -> tuple[Dateline | None, tuple[Region, ...]]:
    dateline = None
    searched = 0
    regions = []
    for block, role in zip(blocks, marks.roles, strict=True):
        start = block.start
        if role is Role.BODY and searched < 2 and dateline is None:
            searched += 1
            if found := dateline_of(block.text, text):
                dateline = found
                words = block.text[: found.end].rstrip()
                regions.append(Region(Role.BODY, Span(start, start + len(words))))
                start += found.end
        regions.append(Region(role or Role.BODY, Span(start, block.end)))
    return dateline, tuple(regions)
