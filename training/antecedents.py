"""Fits the weights that say whom a pronoun means, on GUM's gold coreference; needs numpy.

    python -m training.antecedents GUM_FOLDER

GUM (Zeldes 2017) marks every mention and who it refers to; its parts of speech and names stand in for the tagger's. Each
third-person pronoun becomes one example: the referents that `candidates` of coreference.antecedents offers, of which those
whose mentions GUM puts with the pronoun are right. The weights maximise the log-probability of the right ones under a
softmax, and are drawn by an L2 penalty towards those of antecedent_priors.json, which say what a reader of news expects: GUM
has few statements, so it cannot teach that the last speaker goes on, or that people seldom name themselves. While it reads,
the right referent is taken, so that later pronouns meet a true history.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.extract.coreference import antecedents
from onrecord.extract.coreference.antecedents import FEATURES, KINDS
from onrecord.extract.coreference.entities import Referent
from onrecord.extract.coreference.mentions import PRONOUNS, Pronoun
from onrecord.extract.coreference.names import find_names
from onrecord.extract.coreference.resolution import Saying, read_references
from onrecord.extract.coreference.tracks import EntityTrack, Mention
from onrecord.extract.text.layout import Layout, lay_out
from onrecord.extract.text.lexicon import cue_verbs
from onrecord.extract.text.results import FoundName, TaggedWord
from onrecord.record import Span

GENRES = frozenset(("news", "interview", "speech", "fiction", "essay", "court"))
PENALTY = 20.0
PRIORS = Path(__file__).with_name("antecedent_priors.json")
KEPT = frozenset(("they",))  # too few in GUM: fitted weights did worse than the priors on held-out documents
STEPS = 300
RATE = 0.05
OUT = Path(__file__).parent.parent / "onrecord" / "extract" / "coreference" / "antecedent_weights.json"

Marked = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """`mentions`: start, end, entity and its type, in characters of `text`; `words`: the gold parts of speech."""

    name: str
    text: str
    mentions: list[Marked]
    words: list[TaggedWord]

    @property
    def names(self) -> list[FoundName]:
        """Runs of proper nouns, with the type of the mention that they stand in."""
        runs: list[Span] = []
        for word in self.words:
            if word.upos != "PROPN":
                continue
            if runs and word.span.start - runs[-1].end <= 1 and not self.text[runs[-1].end : word.span.start].strip():
                runs[-1] = Span(runs[-1].start, word.span.end)
            else:
                runs.append(word.span)
        return [FoundName(run, self._type(run)) for run in runs]

    def _type(self, run: Span) -> str:
        around = [(end - start, kind) for start, end, _, kind in self.mentions if start <= run.start and run.end <= end]
        kind = min(around, default=(0, "other"))[1]
        return kind if kind in ("person", "organization", "place") else "other"


@dataclass(frozen=True, slots=True)
class Example:
    """One pronoun: a row of features for each candidate, and which are right."""

    kind: str
    rows: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]


def documents(path: Path, genres: frozenset[str] = GENRES) -> Iterator[Document]:
    """The documents of a CoNLL-U file of GUM, with its paragraphs."""
    for block in path.read_text("utf-8").split("# newdoc id = ")[1:]:
        name, _, body = block.partition("\n")
        if name.split("_")[1] in genres:
            yield _document(name, body.split("\n"))


def _document(name: str, lines: Sequence[str]) -> Document:
    pieces: list[str] = []
    length = 0
    words: list[TaggedWord] = []
    mentions: list[Marked] = []
    begun: list[tuple[str, str, int]] = []
    for line in lines:
        if line.strip() == "# newpar" and length:
            pieces.append("\n\n")
            length += 2
        cells = line.split("\t")
        if len(cells) < 10 or not cells[0].isdigit():
            continue
        extra = dict(part.split("=", 1) for part in cells[9].split("|") if "=" in part)
        start, end = length, length + len(cells[1])
        words.append(TaggedWord(Span(start, end), cells[3]))
        for mark in _marks(extra.get("Entity", "")):
            if mark.startswith("("):
                entity, kind = mark[1:].rstrip(")").split("-")[:2]
                if mark.endswith(")"):
                    mentions.append((start, end, entity, kind))
                else:
                    begun.append((entity, kind, start))
            else:
                at = next(i for i in range(len(begun) - 1, -1, -1) if begun[i][0] == mark.rstrip(")"))
                entity, kind, opened = begun.pop(at)
                mentions.append((opened, end, entity, kind))
        gap = "" if extra.get("SpaceAfter") == "No" else " "
        pieces.append(cells[1] + gap)
        length = end + len(gap)
    return Document(name, "".join(pieces).rstrip(), mentions, words)


def _marks(cell: str) -> Iterator[str]:
    """ "(1-person-new(2-place-new)3)" -> "(1-person-new", "(2-place-new)", "3)"."""
    current = ""
    for character in cell:
        if character == "(" and current:
            yield current
            current = ""
        current += character
        if character == ")":
            yield current
            current = ""
    if current:
        yield current


def sayings_of(layout: Layout) -> list[Saying]:
    """Rough statements, for the features that ask about them: a subject, a verb of saying, and what is quoted or follows."""
    found, count = [], len(layout)
    for at in range(1, count):
        if layout.lower[at] not in cue_verbs() or layout.tags[at] != "VERB" or layout.quotation[at]:
            continue
        subject = at - 1
        if layout.tags[subject] not in ("PROPN", "PRON", "NOUN"):
            subject = at + 1
        if subject >= count or layout.tags[subject] not in ("PROPN", "PRON", "NOUN"):
            continue
        first = min(at, subject)
        if first > 1 and layout.quotation[first - 1]:
            last, number = first, layout.quotation[first - 1]
            while first > 0 and layout.quotation[first - 1] == number:
                first -= 1
            content, quoted = (first, last), True
        else:
            last = max(at, subject) + 1
            end = last
            while end < count and layout.sentence[end] == layout.sentence[at]:
                end += 1
            content, quoted = (last, end), False
        if content[0] < content[1]:
            found.append(Saying((subject, subject + 1), content, quoted, frozenset((subject,))))
    return found


def examples(document: Document) -> list[Example]:
    layout = lay_out(document.text, document.words)
    entity = _entities(layout, document.mentions)
    found: list[Example] = []

    def choose(
        pronoun: Pronoun,
        own: Mention,
        tracks: Sequence[EntityTrack],
        last_speaker: Referent | None,
        content: tuple[int, int] | None,
        barred: frozenset[int],
    ) -> EntityTrack | None:
        offered = antecedents.candidates(pronoun, own, tracks, barred, content)
        truth = entity.get(pronoun.at)
        right = [truth is not None and any(entity.get(s.at) == truth for s in t.mentions) for t, _ in offered]
        if truth is None or not any(right):
            return None
        rows = [antecedents.features(pronoun, own, t, last, k, last_speaker, content) for k, (t, last) in enumerate(offered)]
        if len(rows) > 1:
            found.append(Example(antecedents.pronoun_kind(pronoun, content), np.array(rows), np.array(right)))
        return next(t for (t, _), is_right in zip(offered, right, strict=True) if is_right)

    read_references(layout, find_names(layout, document.names), sayings_of(layout), choose)
    return found


def _entities(layout: Layout, mentions: Sequence[Marked]) -> dict[int, str]:
    """The entity of the smallest mention around each word; a pronoun belongs to the mention that is itself."""
    smallest: dict[int, tuple[int, str]] = {}
    for start, end, entity, _ in mentions:
        for word in range(layout.first_word(start), len(layout)):
            if layout.starts[word] >= end:
                break
            if layout.lower[word] in PRONOUNS and end - start > len(layout.words[word]):
                continue
            if word not in smallest or end - start < smallest[word][0]:
                smallest[word] = (end - start, entity)
    return {word: entity for word, (_, entity) in smallest.items()}


def fit(found: Sequence[Example], prior: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Adam on the penalised log-likelihood of the right candidates."""
    weights = prior.copy()
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        gradient = 2 * PENALTY * (weights - prior)
        for example in found:
            scores = example.rows @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            wanted = chances * example.right
            gradient += example.rows.T @ (chances - wanted / wanted.sum())
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def accuracy(found: Sequence[Example], weights: npt.NDArray[np.float64]) -> float:
    return float(np.mean([e.right[int(np.argmax(e.rows @ weights))] for e in found])) if found else 0.0


def main(folder: Path) -> None:
    training = [e for d in documents(folder / "train.conllu") for e in examples(d)]
    held_out = [e for d in documents(folder / "dev.conllu") for e in examples(d)]
    priors = json.loads(PRIORS.read_text("utf-8"))
    rows = {}
    for kind in KINDS:
        own = [e for e in training if e.kind == kind]
        prior = np.array([priors[kind].get(feature, 0.0) for feature in FEATURES])
        weights = prior if kind in KEPT else fit(own, prior)
        rows[kind] = [round(float(w), 3) for w in weights]
        test = [e for e in held_out if e.kind == kind]
        shares = accuracy(own, weights), accuracy(test, weights)
        print(f"{kind}: {shares[0]:.3f} of {len(own)} in training, {shares[1]:.3f} of {len(test)} held out")
    OUT.write_text(json.dumps({"features": FEATURES, "weights": rows}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
