"""Elements of SVG, escaped, and what every picture comes with. Imports markupsafe and web's `shown`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from markupsafe import Markup, escape

from onrecord.web.escaping import plain

Attribute = str | int | float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """`words` may come from outside; `link` is an address of ours."""

    words: str
    link: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int = 0  # rows that are not listed, because there are too many


@dataclass(frozen=True, slots=True)
class Picture:
    """`title` says what is shown, `description` what can be seen in it, for those who do not see it; `svg` is markup."""

    title: str
    description: str
    svg: str = field(repr=False)
    table: Table


def tag(name: str, *inside: Markup | str, **attributes: Attribute) -> Markup:
    """An element; text inside it and values of attributes are escaped. `class_` is `class`, `font_size` is `font-size`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = Markup("").join(one if isinstance(one, Markup) else escape(plain(one)) for one in inside)
    return Markup(f"<{name}{written}>{body}</{name}>") if body else Markup(f"<{name}{written}/>")


def link(address: str, *inside: Markup | str, label: str | None = None) -> Markup:
    return tag("a", *inside, href=address, aria_label=label)


def drawing(title: str, description: str, width: float, height: float, parts: Iterable[Markup], class_: str = "") -> Markup:
    """The whole picture: scales to the width that there is, and says in words what it is."""
    id_ = f"p-{sha256(f'{title}{description}'.encode('utf-8', 'replace')).hexdigest()[:10]}"
    return tag(
        "svg",
        tag("title", title, id=f"{id_}-t"),
        tag("desc", description, id=f"{id_}-d"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        role="group",
        aria_labelledby=f"{id_}-t",
        aria_describedby=f"{id_}-d",
        class_=f"picture {class_}".strip(),
    )


def shortened(words: str, most: int) -> str:
    """On one line, with an ellipsis where it is longer than `most` characters."""
    line = " ".join(plain(words).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _value(value: Attribute) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return plain(str(value))
