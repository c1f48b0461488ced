"""`onrecord check`: every quotation and attribution of a draft against the record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from onrecord.cli import FAILED
from onrecord.cli.hits import location
from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import messages, output, print_json, safe_line
from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.check.draft import Checked

_SIGNS = {"same": ("", ""), "left out": ("[-", "-]"), "put in": ("{+", "+}")}  # as `git diff --word-diff` has them


def check(
    draft: Annotated[
        Path, typer.Argument(help='A text, Markdown, HTML, Word or Rich Text file; "-" is standard input.', show_default=False)
    ],
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write a report that a browser shows.")] = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Check the quotations and attributions of a draft against the record.

    Each is verbatim, altered (with what was changed), from another speaker, or not found, and is shown with the closest
    statement. Ellipses, brackets and a changed capital at the edge of a quotation do not make it altered. Exit status 0: all
    are verbatim; 1: some are not; 2: the draft cannot be read.
    """
    from onrecord.check.draft import Finding, check_draft
    from onrecord.check.draft_file import LARGEST, read_draft, read_draft_bytes
    from onrecord.store import open_store

    if html is not None and html.resolve() == draft.resolve():
        raise InputError("--html names the draft itself; name another file for the report.")
    record = read_draft_bytes(sys.stdin.buffer.read(LARGEST + 1)) if str(draft) == "-" else read_draft(draft)
    with open_store(db, create=False) as store:
        found = check_draft(record, store.view)
    for one in found:
        if as_json:
            print_json(as_json_value(one))
        else:
            _print(one)
    if html is not None:
        from onrecord.cli.check_report import report

        html.write_bytes(report(record.article.title or draft.name, found))
    counts = {finding: sum(one.finding is finding for one in found) for finding in Finding}
    said = ", ".join(f"{count} {finding}" for finding, count in counts.items() if count)
    messages().print(f"{len(found)} checked: {said}." if found else "The draft quotes nobody.")
    if counts[Finding.VERBATIM] < len(found):
        raise typer.Exit(FAILED)


def as_json_value(one: Checked) -> dict[str, Any]:
    """What was found, as a line of `--json`; spans are code points of the draft's text."""
    comparison = one.comparison
    closest = None
    if one.closest:
        closest = {
            "statement": one.closest.statement.id,
            "speaker": one.closest.speaker,
            "content": one.closest.content,
            "context": one.closest.text,
            "article": one.closest.article.id,
            "title": one.closest.article.title,
            "publisher": one.closest.article.publisher,
            "published": one.closest.article.published,
            "location": location(one.closest.article),
        }
    return {
        "finding": one.finding,
        "content": [[span.start, span.end] for span in one.content],
        "words": one.words,
        "speaker": one.speaker,
        "source": one.source,
        "same_speaker": one.same_speaker,
        "edits": list(comparison.edits),
        "likeness": round(comparison.likeness, 4),
        "diff": [{"change": piece.change, "words": piece.words} for piece in comparison.diff],
        "closest": closest,
    }


def _print(one: Checked) -> None:
    screen = output()
    edits = f" ({', '.join(one.comparison.edits)})" if one.comparison.edits else ""
    screen.print(
        Text(f"{one.finding.upper()}{edits}", "bold"), Text(safe_line(f"· {one.speaker or one.source or 'nobody named'}"))
    )
    screen.print(Text(f"  draft:  {safe_line(one.words)}"))
    if one.closest:
        said = one.closest.speaker or "nobody named"
        screen.print(Text(f"  record: {safe_line(one.closest.content)} · {safe_line(said)}"))
        if not one.comparison.exact and one.finding != "not found":
            screen.print(Text(f"  words:  {safe_line(_word_diff(one))}"))
        where = (one.closest.article.title, location(one.closest.article), (one.closest.article.published or "")[:10])
        place = " · ".join(safe_line(part) for part in where if part)
        screen.print(Text(f"  {one.closest.statement.id} · {place}", "dim"))
    screen.print()


def _word_diff(one: Checked) -> str:
    return " ".join(_SIGNS[piece.change][0] + piece.words + _SIGNS[piece.change][1] for piece in one.comparison.diff)
