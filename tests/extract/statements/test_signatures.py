"""Quotations and posts that are signed with a name. The people are invented."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.record import Kind, words_of


def said(text: str) -> list[tuple[str, str, str | None, Kind]]:
    record = onrecord.read(text)
    return [
        (words_of(one.source, text), words_of(one.content, text), one.speaker.name if one.speaker else None, one.kind)
        for one in record.statements
        if words_of(one.cue, text) in ("—", "―", "–", "-", "--")
    ]


OPENING = "Mayor Ana Lopes opened the harbour on Friday.\n\n"


@pytest.mark.parametrize(
    ("signed", "source", "content", "name"),
    [
        ("“The quay was closed for too long.” — Rui Prata", "Rui Prata", "“The quay was closed for too long.”", "Rui Prata"),
        ("“It took a ‘very’ long time!”― Rui Prata.", "Rui Prata", "“It took a ‘very’ long time!”", "Rui Prata"),
        ('"We waited." -- Rui de Prata Jr.', "Rui de Prata Jr.", '"We waited."', "Rui de Prata Jr."),
        (
            "“We are open,” she told us, “at last.” – Rui Prata",
            "Rui Prata",
            "“We are open,” she told us, “at last.”",
            "Rui Prata",
        ),
        ("“We are open at last.”\n\n- Lopes.", "Lopes", "“We are open at last.”", "Ana Lopes"),
        ("“We are open at last.”\n\n— Rui Prata, fisherman", "Rui Prata, fisherman", "“We are open at last.”", "Rui Prata"),
        (
            "At last! The harbour is open. — Rui Prata (@ruip) May 3, 2024",
            "Rui Prata",
            "At last! The harbour is open.",
            "Rui Prata",
        ),
    ],
)
def test_what_is_signed_is_said_by_who_signs(signed: str, source: str, content: str, name: str) -> None:
    assert said(f"{OPENING}{signed}\n\nThe fish market opens on Monday.") == [(source, content, name, Kind.DIRECT)]


@pytest.mark.parametrize(
    "unsigned",
    [
        "“We are open at last.” — Reuters",
        "The mayor spoke of “a great day” — Rui Prata",
        "“We are open at last” — the fish market was to follow on Monday.",
        "The harbour is open again.\n\n— Rui Prata",
        "“We are open at last.”\n\n– Back to work –",
        "Additional reporting by Rui Prata (@ruip)",
    ],
)
def test_what_only_looks_like_it_is_not(unsigned: str) -> None:
    assert said(f"{OPENING}{unsigned}\n\nThe fish market opens on Monday.") == []
