"""A record whose words are hostile to one format or another: formulas, markup, quotes, control and reordering characters."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, settings

from onrecord.record import (
    Article,
    Kind,
    Polarity,
    Record,
    Region,
    Role,
    Span,
    Speaker,
    SpeakerType,
    Statement,
    ids,
)

# Records are large to generate; a machine that is busy must not fail a test.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = (
    '=HYPERLINK("http://evil.example")',
    "-2+3",
    "@SUM(A1)",
    "</said><script>alert(1)</script>&amp;]]>",
    "say \"it\", twice; 'so'\ttab",
    "line one\nline two\r\nline three\rline four",
    "nul \x00 bell \x07 escape \x1b[31m delete \x7f next \x85 bom \ufeff",
    "no \ufffe character \uffff",
    "right to left \u202e left \u2066 isolate \u2069 separators \u2028 \u2029",
    "astral 😀 𝔘 and é combining e\u0301",
    "_x0041_ is no A",
    "\\input{/etc/passwd} {unbalanced % # $ & _ ~ ^",
    "} closing first",
    '{"@type": "x"}',
    "a,b-c&text=d,-e",
)


def record() -> Record:
    """An article with a statement for each of WORDS, all said by one hostile name and published under another."""
    text, statements, regions = "", [], []
    title = "Title } \\ \x01 <b> =1+1"
    starts = []
    for words in WORDS:
        starts.append(len(text))
        text += f"Ann said {words}\n\n"
    id_ = "../../<id> \x02"
    for start, words in zip(starts, WORDS, strict=True):
        source, cue = (Span(start, start + 3),), (Span(start + 4, start + 8),)
        content = (Span(start + 9, start + 9 + len(words)),)
        statements.append(
            Statement(
                ids.statement_id(id_, source, cue, content),
                source,
                cue,
                content,
                Kind.DIRECT,
                Polarity.AFFIRMS,
                0.5,
                Speaker('=Ann "}" \x03</persName>', SpeakerType.PERSON, role="+head\n"),
            )
        )
        regions.append(Region(Role.BODY, Span(start, content[0].end)))
    article = Article(
        id_,
        text,
        url='https://evil.example/a b"<>{}\\^`|é?q=1&r=2#frag',
        title=title,
        publisher='@publisher, "Ltd"',
        authors=("Bobby'; DROP TABLE students;-- and {Another}", "\x04"),
        published="2031-03-04",
        language="en",
        regions=tuple(regions),
    )
    return replace(Record(article), statements=tuple(statements))
