"""Downloads of press databases -> their articles: Nexis Uni and Factiva, as text. Imports the standard library and dates.

Such a file has many articles one after the other, each with a head of title, publisher, date and byline. Where one article ends
is told by a line that the database writes there; what its head says by the lines beside its date.

    Nexis Uni    title / publisher / date / Copyright … / Length: Byline: / Body / text / Classification … / End of Document
    LexisNexis   3 of 10 DOCUMENTS / publisher / date / title / BYLINE: LENGTH: / text / LOAD-DATE: LANGUAGE: …
    Factiva      title / By … / 512 words / date / time / publisher / code / language / Copyright … / text / Document CODE…
    Factiva      the same with a code of two or three letters before each: HD, BY, WC, PD, SN, LP, TD …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.dates import date_line, iso_date

# In the bytes of a file, before anything of it is decoded: whether it may be such a download.
MAY_BE_PRESS = re.compile(
    rb"\bEnd of Document\b|\b\d{1,5} of \d{1,5} DOCUMENTS?\b|\bDocument [A-Z][A-Z0-9]{2,11}0{2,}20\d{6}[a-z0-9]{6,}"
)

_NEXIS_END = re.compile(r"End of Document")
_LEXIS_START = re.compile(r"\d{1,5} of \d{1,5} DOCUMENTS?")
_FACTIVA_END = re.compile(r"(?:AN\s+)?Document [A-Z][A-Z0-9]{2,11}0{2,}20\d{6}[a-z0-9]{6,}")
_PAGE_LINE = re.compile(r"Page \d+ of \d+(?: ©.*)?|Page \d+|© \d{4} Factiva.*|\d+")
_FIELD = re.compile(r"([A-Z][A-Za-z-]{2,20}): *(.*)")
_BODY = re.compile(r"Body|BODY:?")
_NEXIS_AFTER = re.compile(r"Classification|Load-Date: .*|Notes|Graphic")
_LEXIS_AFTER = re.compile(
    r"(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|PUB-TYPE|DOCUMENT-TYPE|SUBJECT|ORGANIZATION|COMPANY|PERSON|GEOGRAPHIC|INDUSTRY|"
    r"COUNTRY|CITY|STATE|GRAPHIC|JOURNAL-CODE|CORRECTION-DATE): .*|Copyright \d{4} .*"
)
_WORD_COUNT = re.compile(r"[\d,.]{1,9} words")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?: [AP]M)?(?: GMT)?")
_CODE = re.compile(r"[A-Z][A-Z0-9]{2,11}")
_COPYRIGHT = re.compile(r"(?:\(c\)|©|Copyright\b).*", re.I)
_CODED = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART|CLM)(?:\s{2,}|\t\s*|$)(.*)"
)
_BY = re.compile(r"(?:by|from)\b[:\s]+", re.I)
_BETWEEN_NAMES = re.compile(r"\s*(?:;|\band\b|&|\|)\s*")
_LONGEST_HEAD = 60  # lines
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "br",
        "div",
        "dd",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    }
)


@dataclass(frozen=True, slots=True)
class PressArticle:
    """What a download says of one article; `published` is an ISO 8601 date, None where it gives none that can be read."""

    title: str
    text: str
    publisher: str | None
    published: str | None
    authors: tuple[str, ...]


def press_articles(text: str) -> tuple[PressArticle | None, ...]:
    """The articles of a download, in order, None for one whose head cannot be read; empty where `text` is no download."""
    lines = [line.strip() for line in text.replace("\xa0", " ").splitlines()]
    for parts, read in ((_nexis(lines), _nexis_article), (_factiva(lines), _factiva_article), (_lexis(lines), _lexis_article)):
        found = tuple(read(part) for part in parts)
        if any(found):
            return found
    return ()


def decoded(data: bytes) -> str:
    """The text of such a download in plain text."""
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def html_lines(data: bytes) -> str:
    """The text of such a download in HTML, a block a line."""
    from lxml import etree, html

    tree = html.fromstring(data, parser=html.HTMLParser(encoding="utf-8" if _is_utf8(data) else "cp1252"))
    etree.strip_elements(tree, "script", "style", "head", with_tail=False)
    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if element.tag in _BLOCKS:
            pieces.append("\n")
        text = element.text if event == "start" else element.tail
        pieces.append(" ".join((text or "").split()) and re.sub(r"\s+", " ", text or ""))
    return "".join(pieces)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _nexis(lines: list[str]) -> Iterator[list[str]]:
    return _up_to(_NEXIS_END, lines)


def _factiva(lines: list[str]) -> Iterator[list[str]]:
    return _up_to(_FACTIVA_END, lines)


def _up_to(end: re.Pattern[str], lines: list[str]) -> Iterator[list[str]]:
    """What stands before each line that ends an article."""
    begun: list[str] = []
    for line in lines:
        if end.fullmatch(line):
            yield begun
            begun = []
        elif not _PAGE_LINE.fullmatch(line):
            begun.append(line)


def _lexis(lines: list[str]) -> Iterator[list[str]]:
    begun: list[str] | None = None
    for line in lines:
        if _LEXIS_START.fullmatch(line):
            if begun is not None:
                yield begun
            begun = []
        elif begun is not None:
            begun.append(line)
    if begun is not None:
        yield begun


def _nexis_article(lines: list[str]) -> PressArticle | None:
    body = next((place for place, line in enumerate(lines) if _BODY.fullmatch(line)), None)
    if body is None:
        return None
    head = [line for line in lines[:body] if line]
    date = next((place for place, line in enumerate(head) if place >= 2 and _day(line)), None)
    if date is None:
        return None
    end = next((place for place in range(body, len(lines)) if _NEXIS_AFTER.fullmatch(lines[place])), len(lines))
    fields = {match[1]: match[2] for line in head[date:] if (match := _FIELD.fullmatch(line))}
    return _article(head[date - 2], lines[body + 1 : end], head[date - 1], _day(head[date]), fields.get("Byline"))


def _lexis_article(lines: list[str]) -> PressArticle | None:
    date = next((place for place, line in enumerate(lines[:_LONGEST_HEAD]) if _day(line)), None)
    above = [line for line in lines[:date] if line]
    if date is None or not above:
        return None
    fields: dict[str, str] = {}
    title, place = "", date + 1
    while place < len(lines):  # blocks of lines: editions, the title, then fields, and the text from the first block that is none
        block = _block(lines, place)
        match = _FIELD.fullmatch(" ".join(block))
        if match and match[1].isupper():
            fields[match[1]] = match[2]
        elif block and fields and title:
            break
        elif block and not re.search(r"\bEdition\b", " ".join(block)):
            title = " ".join(block)
        place += len(block) + 1
    end = next((at for at in range(place, len(lines)) if _LEXIS_AFTER.fullmatch(lines[at])), len(lines))
    if fields.get("HEADLINE"):
        title = fields["HEADLINE"]
    return _article(title, _unwrapped(lines[place:end]), above[0], _day(lines[date]), fields.get("BYLINE"))


def _block(lines: list[str], place: int) -> list[str]:
    """The lines from a place to the next that is empty."""
    end = next((at for at in range(place, len(lines)) if not lines[at]), len(lines))
    return lines[place:end]


def _unwrapped(lines: list[str]) -> list[str]:
    """A paragraph a line: of those that were wrapped, parted by empty lines."""
    found: list[str] = []
    place = 0
    while place < len(lines):
        block = _block(lines, place)
        if block:
            found += [" ".join(block), ""]
        place += len(block) + 1
    return found


def _factiva_article(lines: list[str]) -> PressArticle | None:
    return _coded_article(lines) or _uncoded_article(lines)


def _coded_article(lines: list[str]) -> PressArticle | None:
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        if match := _CODED.fullmatch(line):
            code = match[1]
            fields.setdefault(code, [])
            line = match[2]
        if code:
            fields[code].append(line)
    if not {"HD", "PD"} <= fields.keys():
        return None
    one = {code: " ".join(filter(None, value)) for code, value in fields.items()}
    text = [*fields.get("LP", ()), "", *fields.get("TD", ())]
    return _article(one["HD"], text, one.get("SN"), _day(one["PD"]), one.get("BY"))


def _uncoded_article(lines: list[str]) -> PressArticle | None:
    count = next((place for place, line in enumerate(lines[: 2 * _LONGEST_HEAD]) if _WORD_COUNT.fullmatch(line)), None)
    if count is None:
        return None
    above = [line for line in lines[:count] if line]
    byline = above.pop() if len(above) > 1 and _BY.match(above[-1]) else None
    below = [(place, line) for place, line in enumerate(lines) if place > count and line][:12]
    date = _day(below[0][1]) if below else None
    rest = [(place, line) for place, line in below[1:] if not _CLOCK.fullmatch(line)]
    rights = next((place for place, line in below if _COPYRIGHT.fullmatch(line)), None)
    if not (above and date and rest and rights):
        return None
    return _article(above[-1], lines[rights + 1 :], rest[0][1], date, byline)


def _article(
    title: str, lines: list[str], publisher: str | None, published: str | None, byline: str | None
) -> PressArticle | None:
    text = "\n".join(lines).strip()
    if not (title and text):
        return None
    return PressArticle(title, text, publisher or None, published, _authors(byline or ""))


def _day(line: str) -> str | None:
    """The day of a line that holds a date and little else: an edition, a time of day."""
    if len(line) > 80:
        return None
    found = date_line(re.sub(r"\b\w+ Edition\b|\d{1,2}:\d{2} (?:[AP]M )?[A-Z]{2,4}\b", "", line).strip(" ,"))
    return (found.iso or "")[:10] or None if found else iso_date(line)


def _authors(byline: str) -> tuple[str, ...]:
    """The names of a byline: what stands behind a comma is an office or a place, unless it is a name of two words or more."""
    names: list[str] = []
    for piece in _BETWEEN_NAMES.split(_BY.sub("", byline.strip(), count=1)):
        first, *others = (part.strip(" .") for part in piece.split(","))
        names += [first, *(part for part in others if re.fullmatch(r"(?:[A-Z][\w.'’-]*\s+){1,3}[A-Z][\w'’-]+", part))]
    return tuple(dict.fromkeys(name for name in names if name and not name.islower()))
