"""What the tools answer: frozen values whose shape the protocol describes to the assistant. Imports the standard library only.

Spans are `[start, end]` in Unicode code points of the article's text, half open. Words are the article's own, character for
character; long ones are cut at their end, and then `cut` is set. (Without slots, which the SDK takes for defaults.)
"""

from __future__ import annotations

from dataclasses import dataclass

Spans = list[list[int]]


@dataclass(frozen=True)
class CitedArticle:
    """`published` is ISO 8601; `url` is null where the article was read from a file, `location` says where from. `current` is
    false where the article has another text by now."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    location: str | None
    current: bool


@dataclass(frozen=True)
class Hashes:
    """What a proof of the article goes by (docs/proof.md), in hex: the hash of its entry in a signed manifest, and the SHA-256 of
    its record, its text and the page that it was read from."""

    entry: str
    record: str
    text: str
    page: str | None


@dataclass(frozen=True)
class CitedReview:
    """What a person said about the machine's reading: that it is right ("accept"), no statement ("reject"), or reads otherwise
    ("fix")."""

    verdict: str
    by: str
    at: str
    note: str | None


@dataclass(frozen=True)
class CitedStatement:
    """Something that an article attributes to somebody. `content` is what was said, `source` and `cue` are the words that say so
    ("the minister", "said"); `context` are the words around them, at `context_span`.

    `speaker` is null where the text does not name who; `unknown` then says why, where it is not known either who the unnamed are.
    `kind` is direct (in quotation marks), mixed or indirect (reported in the article's words: do not quote it as the speaker's);
    `polarity` whether the speaker affirms, denies, declines or hedges it; `said` the days on which it was said, where the text
    tells; `confidence` how sure the reading is, from 0 to 1.
    """

    id: str
    speaker: str | None
    speaker_type: str | None
    role: str | None
    country: str | None
    unknown: str | None
    content: str
    source: str
    cue: str
    kind: str
    polarity: str
    said: str | None
    confidence: float | None
    content_spans: Spans
    source_spans: Spans
    cue_spans: Spans
    context: str
    context_span: list[int]
    cut: bool
    review: CitedReview | None
    article: CitedArticle
    hashes: Hashes


@dataclass(frozen=True)
class SearchAnswer:
    """`next` is the cursor to ask for more with, null where these are the last. `also_taken` are names that nobody known has, as
    they were typed, each with the names that were looked for instead."""

    statements: list[CitedStatement]
    next: str | None
    also_taken: dict[str, list[str]]


@dataclass(frozen=True)
class CitedRole:
    """A role that articles give somebody, the days on which the first and last of them were published, and the words of the first
    that say so."""

    role: str
    country: str | None
    sector: str | None
    first: str | None
    last: str | None
    words: str
    article: str


@dataclass(frozen=True)
class CitedSpeaker:
    """Somebody whom articles name, and what they last said. `id` is null for a name that is not linked to anybody. `not_these`
    are others of the name, and why they are not taken for the same."""

    id: str | None
    name: str
    type: str
    also_called: list[str]
    statements: int
    first: str | None
    last: str | None
    publishers: list[str]
    roles: list[CitedRole]
    not_these: dict[str, str]
    said_last: list[CitedStatement]


@dataclass(frozen=True)
class SpeakerAnswer:
    """Everybody of the name, most statements first; `left_out` is how many more there are."""

    speakers: list[CitedSpeaker]
    left_out: int


@dataclass(frozen=True)
class CheckedQuotation:
    """A quotation or attribution of the draft, at `spans` of it. `finding` is verbatim, altered, other speaker or not found;
    `edits` are visible ones (ellipsis, brackets, capital); `difference` is the record's wording against the draft's, with
    [-left out-] and {+put in+} words; `closest` is the statement of the record that comes nearest."""

    finding: str
    words: str
    spans: Spans
    speaker: str | None
    same_speaker: str
    edits: list[str]
    difference: str
    closest: CitedStatement | None


@dataclass(frozen=True)
class CheckAnswer:
    """Every quotation and attribution in the order of the draft; `left_out` is how many more there are."""

    quotations: list[CheckedQuotation]
    left_out: int
