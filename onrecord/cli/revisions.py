"""What `onrecord show --changes` prints: statements that were altered, vanished or appeared between versions of an article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.cli.hits import speaker_words
from onrecord.cli.terminal import output, print_json, safe_line
from onrecord.record import words_of

if TYPE_CHECKING:
    from onrecord.store import Hit, Revision, StatementChange, Version

_MARKS = {"kept": ("", "", ""), "removed": ("[-", "-]", "red"), "added": ("{+", "+}", "green")}


def print_revisions(revisions: Iterable[Revision]) -> None:
    """Each revision with its changes. Words that were removed are marked [-so-], words that were added {+so+}."""
    screen = output()
    for revision in revisions:
        screen.print(Text(f"{_version(revision.before)}  →  {_version(revision.after)}", "bold"))
        if not revision.same_reader:
            screen.print("The versions were read by different versions of onrecord; some changes may be theirs.")
        if not revision.changes:
            screen.print("  No statement changed.")
        for change in revision.changes:
            _print_change(change)
        screen.print()


def print_revisions_as_json(revisions: Iterable[Revision]) -> None:
    """A line for each change."""
    for revision in revisions:
        versions = {
            name: {"article": version.id, "fetched_at": version.fetched_at, "current": version.current}
            for name, version in (("before", revision.before), ("after", revision.after))
        }
        for change in revision.changes:
            sides = {"before": _side(change.before), "after": _side(change.after)}
            print_json(
                {
                    "change": change.what,
                    **{name: {**version, "statement": sides[name]} for name, version in versions.items()},
                    "words": [[words.fate, words.text] for words in change.words],
                    "in_both": change.in_both,
                    "same_reader": revision.same_reader,
                }
            )


def _side(hit: Hit | None) -> dict[str, str | None] | None:
    if hit is None:
        return None
    source, cue = (words_of(spans, hit.article.text) for spans in (hit.statement.source, hit.statement.cue))
    return {"id": hit.statement.id, "speaker": hit.speaker, "source": source, "cue": cue, "content": hit.content}


def _print_change(change: StatementChange) -> None:
    screen = output()
    speakers = [speaker_words(hit.statement, hit.article.text) for hit in (change.before, change.after) if hit]
    who = " → ".join(dict.fromkeys(map(safe_line, speakers)))
    ids = " → ".join(hit.statement.id for hit in (change.before, change.after) if hit)
    screen.print(Text(f"  {change.what:<9}", "bold") + Text(f"{who}  ") + Text(ids, "dim"))
    words = Text("            ")
    for place, part in enumerate(change.words):
        before, after, style = _MARKS[part.fate]
        words.append(" " if place else "").append(f"{before}{safe_line(part.text)}{after}", style or None)
    screen.print(words)
    if change.before and change.after and change.before.content == change.after.content:
        screen.print(f"            {safe_line(_attribution(change.before))} → {safe_line(_attribution(change.after))}")
    if change.in_both:
        screen.print("            These words are in both versions; only the reading of them changed.")


def _attribution(hit: Hit) -> str:
    return " ".join(part for part in (hit.source, hit.cue) if part) or "no source, no cue"


def _version(version: Version) -> str:
    when = version.fetched_at or version.published or "undated"
    return safe_line(f"{version.id} ({when}{', current' if version.current else ''})")
