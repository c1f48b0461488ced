"""The reader that is shipped: one network, once over the text. Imports network, text and record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.network.encoder import Encoded, encode, vectors_of, weights_sha256
from onrecord.extract.network.tagging import find_names, tag_words
from onrecord.extract.statements.attribution import find_statements, settings_for
from onrecord.extract.statements.nested import find_nested
from onrecord.extract.text.paragraphs import Paragraph
from onrecord.extract.text.results import Findings, FoundStatement
from onrecord.record import Stage, outermost_first

_VERSION = "5"  # raise it whenever other statements are found in the same text
_LEAST_NESTED = 0.4  # of the confidence of a statement inside another: of 43 found in sentences written for it, 40 are right


@dataclass(frozen=True, slots=True)
class NetworkReader:
    """Statements, those inside others too, names and parts of speech, all from one pass of the encoder. `guidelines`: by which
    statements are marked, a place in `tags.GUIDELINES`; others than the first are there to be measured."""

    guidelines: int = 0

    languages = ("en",)

    def stage(self) -> Stage:
        return Stage(_VERSION, weights_sha256())

    def read(self, text: str, paragraphs: Sequence[Paragraph], min_confidence: float | None = None) -> Findings:
        encoded = encode(text, paragraphs, self.guidelines)
        if encoded is None:
            return Findings()
        statements = _statements(text, encoded, min_confidence)
        return Findings(statements, find_names(encoded), tag_words(encoded), vectors_of(encoded))


def _statements(text: str, encoded: Encoded, min_confidence: float | None) -> tuple[FoundStatement, ...]:
    """What is less certain than asked for keeps its cue from being read again, and is left out at the end."""
    threshold = settings_for(encoded)["threshold"]
    least = threshold if min_confidence is None else min_confidence
    found = find_statements(text, encoded, min(least, threshold))
    inner = find_nested(text, encoded, found, max(_LEAST_NESTED, least))
    return tuple(sorted((one for one in (*found, *inner) if one.confidence >= least), key=outermost_first))
