"""The check of a draft: 200 sentences made by rule of what the articles in examples/ say. Imports onrecord.

Run `python -m evaluation.draft`, with `--errors` to list what is wrong. Each sentence is one of: a recorded statement word for
word; with one word changed; from another speaker; with words left out at an ellipsis; or invented. A sentence is right where
everything that the check finds in it is what it was made to be, and it finds something.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.acquire import list_files, load_page
from onrecord.check.draft import Checked, Finding, check_draft
from onrecord.pipeline import read_page, read_text
from onrecord.record import Kind, Record, SpeakerType, words_of
from onrecord.store import open_store

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OF_EACH = 40
SEED = 20240227
_PER_DRAFT = 20
_TEMPLATES = ("“{words},” {name} said.", "{name} said: “{words}.”", "“{words},” said {name}, speaking on Friday.")
_OTHER_WORDS = ("seldom", "purple", "yesterday", "fewer", "kitchens", "borrowed")
_WHO = ("The committee", "Every passenger", "Our neighbours", "No engineer", "The whole crew", "Half the street")
_DOES = ("will repaint", "has forgotten", "may inherit", "should measure", "cannot afford", "once sold", "wants to rename")
_WHAT = ("the old lighthouse", "a second orchard", "those seven ladders", "the winter timetable", "any of the bicycles")
_WHEN = ("before the next eclipse", "without asking the gardeners", "in exchange for honey", "during the chess season")


@dataclass(frozen=True, slots=True)
class Sentence:
    made: str
    text: str
    expected: Finding


@dataclass(frozen=True, slots=True)
class Told:
    """A recorded statement: its words, and the full name of who said them."""

    words: tuple[str, ...]
    name: str
    quoted: bool


def sentences(records: list[Record]) -> list[Sentence]:
    """OF_EACH of every sort, the same ones each time."""
    chance = random.Random(SEED)
    told = list(_told(records))
    names = sorted({one.name for one in told})
    chance.shuffle(told)
    made = []
    for number in range(OF_EACH):
        one = told[number % len(told)]
        words = list(one.words)
        middle = len(words) // 2
        changed = [*words[:middle], _OTHER_WORDS[number % len(_OTHER_WORDS)], *words[middle + 1 :]]
        other = chance.choice([name for name in names if not set(name.split()) & set(one.name.split())])
        trimmed = [*words[: middle - 1], "…", *words[middle + 1 :]]
        invented = " ".join(chance.choice(part) for part in (_WHO, _DOES, _WHAT, _WHEN)).split()
        made += [
            Sentence("verbatim", _sentence(one, words, one.name, number), Finding.VERBATIM),
            Sentence("one word changed", _sentence(one, changed, one.name, number), Finding.ALTERED),
            Sentence("speaker swapped", _sentence(one, words, other, number), Finding.OTHER_SPEAKER),
            Sentence("trimmed", _sentence(one, trimmed, one.name, number), Finding.VERBATIM),
            Sentence("invented", _sentence(one, invented, one.name, number), Finding.NOT_FOUND),
        ]
    return made


def _told(records: list[Record]) -> Iterator[Told]:
    """Statements of named people, with eight words or more in one piece."""
    for record in records:
        for statement in record.statements:
            speaker = statement.speaker
            if speaker is None or speaker.name is None or speaker.type is not SpeakerType.PERSON or " " not in speaker.name:
                continue
            words = words_of(statement.content[:1], record.article.text).strip("“”\"'‘’.,!? ")
            quoted = statement.kind is Kind.DIRECT
            if len(words.split()) >= 8 and (quoted or (statement.kind is Kind.INDIRECT and words.startswith("that "))):
                yield Told(tuple(words.split()), speaker.name, quoted)


def _sentence(one: Told, words: list[str], name: str, number: int) -> str:
    joined = " ".join(words)
    if not one.quoted:
        return f"{name} said {joined if words[0] == 'that' else f'that {joined[0].lower()}{joined[1:]}'}."
    return _TEMPLATES[number % len(_TEMPLATES)].format(words=joined[0].upper() + joined[1:], name=name)


def checked_sentences() -> list[tuple[Sentence, list[Checked]]]:
    """Each sentence with what the check found in it."""
    loaded = [load_page(found) for found in list_files([EXAMPLES]).files]
    records = [read_page(data, page) for data, page in loaded]
    made = sentences(records)
    results = []
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "examples.db") as store:
        with store.writer() as writer:
            for record in records:
                writer.put(record)
        for start in range(0, len(made), _PER_DRAFT):
            part = made[start : start + _PER_DRAFT]
            found = check_draft(read_text("\n\n".join(sentence.text for sentence in part)), store.view)
            at = 0
            for sentence in part:
                end = at + len(sentence.text)
                results.append((sentence, [one for one in found if at <= one.content[0].start < end]))
                at = end + 2
    return results


def right(sentence: Sentence, found: list[Checked]) -> bool:
    return bool(found) and all(one.finding is sentence.expected for one in found)


def measures() -> dict[str, float]:
    """The share classed right, over all and over each sort; and the share of the invented ones that are not called verbatim."""
    return _shares(checked_sentences())


def _shares(results: list[tuple[Sentence, list[Checked]]]) -> dict[str, float]:
    values = {"right": sum(right(*result) for result in results) / len(results)}
    for sort in dict.fromkeys(sentence.made for sentence, _ in results):
        of_sort = [result for result in results if result[0].made == sort]
        values[f"right, {sort}"] = sum(right(*result) for result in of_sort) / len(of_sort)
    invented = [found for sentence, found in results if sentence.made == "invented"]
    believed = sum(any(one.finding is Finding.VERBATIM for one in found) for found in invented)
    return values | {"invented, not called verbatim": 1 - believed / len(invented)}


def main() -> None:
    results = checked_sentences()
    for name, value in _shares(results).items():
        print(f"{name:<32}{value:>8.3f}")
    if "--errors" in sys.argv:
        for sentence, found in results:
            if not right(sentence, found):
                print(f"{sentence.made}: {sentence.text}")
                for one in found:
                    near = f"{one.closest.speaker}: {one.closest.content}" if one.closest else ""
                    print(f"    {one.finding} ({one.speaker}, {one.comparison.likeness:.2f}) {one.words} | {near}")


if __name__ == "__main__":
    main()
