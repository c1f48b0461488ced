"""A second reader beside the one that is shipped: chosen by a setting, and what it finds is what the record says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import EntryPoint, EntryPoints

import pytest

import onrecord
from onrecord.errors import InputError
from onrecord.extract import readers
from onrecord.extract.network.encoder import weights_sha256
from onrecord.extract.readers import SETTING, Reader, chosen_reader
from onrecord.extract.statements.network_reader import NetworkReader
from onrecord.extract.text.paragraphs import Paragraph
from onrecord.extract.text.results import Findings, FoundName, FoundStatement, TaggedWord
from onrecord.record import Span, Stage

TEXT = "Lillehavn legger ned fergen. «Vi har ikke råd», sa Ilse Brandvold."


class NorwegianReader:
    """Reads "«…», sa NAVN" and nothing else."""

    _SAID = re.compile(r"(?P<content>«[^»]+»), (?P<cue>sa) (?P<source>[A-ZÆØÅ]\w+ [A-ZÆØÅ]\w+)")

    def stage(self) -> Stage:
        return Stage("norwegian 1")

    def read(self, text: str, paragraphs: Sequence[Paragraph], min_confidence: float | None = None) -> Findings:
        statements, names = [], []
        for match in self._SAID.finditer(text):
            content, cue, source = (Span(*match.span(group)) for group in ("content", "cue", "source"))
            statements.append(FoundStatement((source,), (cue,), (content,), 0.9))
            names.append(FoundName(source, "person", 0.8))
        words = tuple(TaggedWord(Span(*word.span()), "PROPN" if word[0].isupper() else "X") for word in re.finditer(r"\w+", text))
        return Findings(tuple(statements), tuple(names), words)


INSTANCE = NorwegianReader()


@pytest.mark.parametrize("attribute", ["INSTANCE", "NorwegianReader"])
def test_a_reader_is_chosen_by_module_and_attribute(monkeypatch: pytest.MonkeyPatch, attribute: str) -> None:
    monkeypatch.setenv(SETTING, f"{__name__}:{attribute}")
    record = onrecord.read(TEXT)
    [statement] = record.statements
    assert [span.of(TEXT) for span in statement.content] == ["«Vi har ikke råd»"]
    assert statement.speaker is not None
    assert statement.speaker.name == "Ilse Brandvold"
    assert statement.confidence == 0.9
    assert record.provenance["statements"] == Stage("norwegian 1")


def test_a_reader_is_chosen_by_an_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("norwegian", f"{__name__}:NorwegianReader", readers.GROUP)
    monkeypatch.setattr(readers, "entry_points", lambda **given: EntryPoints([entry]).select(**given))
    monkeypatch.setenv(SETTING, "norwegian")
    assert isinstance(chosen_reader(), NorwegianReader)


def test_the_shipped_reader_is_taken_where_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    assert isinstance(chosen_reader(), NetworkReader)
    assert onrecord.read(TEXT).provenance["statements"].weights_sha256 == weights_sha256()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere_to_be_found:Reader", "cannot be loaded"),
        (f"{__name__}:Missing", "cannot be loaded"),
        ("unknown", "entry point"),
        (f"{__name__}:TEXT", "no reader"),
    ],
)
def test_a_name_that_is_no_reader_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, words: str) -> None:
    monkeypatch.setenv(SETTING, name)
    with pytest.raises(InputError, match=words) as refused:
        chosen_reader()
    assert SETTING in str(refused.value)
    assert repr(name) in str(refused.value)


def test_the_network_gives_each_finding_a_confidence() -> None:
    text = "“The harbour is open,” mayor Ada Lund said on Friday."
    reader: Reader = NetworkReader()
    found = reader.read(text, [Paragraph(Span(0, len(text)))])
    assert "Ada Lund" in [name.span.of(text) for name in found.names]
    assert [span.of(text) for one in found.statements for span in one.cue] == ["said"]
    for certain in ([one.confidence for one in found.statements], [one.confidence for one in found.words]):
        assert all(0 < confidence <= 1 for confidence in certain)
    assert all(0.2 < name.confidence < 1 for name in found.names)


def test_a_text_without_words_has_no_findings() -> None:
    assert NetworkReader().read("\n", []) == Findings()
