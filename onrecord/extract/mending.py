"""Parts of speech put right where the words around them leave no doubt, for finding clauses. Imports layout and event_lexicon."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.event_lexicon import verbs, word_list
from onrecord.extract.layout import Layout
from onrecord.extract.mentions import DETERMINERS, POSSESSIVES

_ADVERBIAL = frozenset(("not", "n't", "never"))
_NOUN_BEFORE = frozenset(("ADJ", "NUM", "DET"))


def mended(layout: Layout) -> Layout:
    """The same words with better tags.

    A verb after an article or after another verb is a noun ("the withdrawal of"), and so is the object of an idiom ("took
    aim"). A verb that starts with a capital inside a sentence is a name ("met Recep Erdogan"), and "not" no auxiliary.
    """
    tags = list(layout.tags)
    bare_infinitive = word_list("bare infinitive")
    for i, tag in enumerate(tags):
        word = layout.lower[i]
        if word in _ADVERBIAL and tag:
            tags[i] = "PART"
        if i and tag and any(word in entry.objects for entry in verbs().get(layout.lower[i - 1], ())):
            tags[i] = "NOUN"
        if tag != "VERB" or i == 0 or layout.sentence[i - 1] != layout.sentence[i]:
            continue
        before, previous = tags[i - 1], layout.lower[i - 1]
        inflected = word.endswith(("ed", "ing"))
        if layout.words[i][0].isupper() and not layout.capitalised[layout.sentence[i]]:
            tags[i] = "PROPN"
        elif inflected:
            continue
        elif (
            previous in DETERMINERS
            or previous in POSSESSIVES
            or before in _NOUN_BEFORE
            or (before == "VERB" and previous not in bare_infinitive and not layout.quotation[i])
        ):
            tags[i] = "NOUN"
    return replace(layout, tags=tags)
