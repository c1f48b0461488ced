"""Parts of speech put right where the words around them leave no doubt, for finding clauses. Imports text and coreference."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.coreference.mentions import DETERMINERS, POSSESSIVES
from onrecord.extract.events.actor_codes import long_names
from onrecord.extract.events.lexicon import bare_forms, light, nouns, verbs, word_list
from onrecord.extract.text.layout import Layout

_ADVERBIAL = frozenset(("not", "n't", "never"))
_NO_VERB_AFTER = frozenset(("in", "on", "under", "of", "for", "against", "by", "with", "from", "at", "into"))
_NOUN_ENDINGS = ("tion", "sion", "ment", "ship", "ness", "ity", "ance", "ence", "ism")
_AUXILIARIES = word_list("auxiliaries") | word_list("be") | word_list("modals")
_PLAIN = frozenset(("run", "rise", "fall", "drop", "turn", "stay", "move", "start"))
_OPENING = frozenset(('"', "“", "‘", ":", "--", "—", "–", "(", "."))
_NOUN_BEFORE = frozenset(("ADJ", "NUM", "DET"))


def mended(layout: Layout) -> Layout:
    """The same words with better tags.

    A verb after an article or after another verb is a noun ("the withdrawal of"), and so is the object of an idiom ("took
    aim"). A verb that starts with a capital inside a sentence is a name ("met Recep Erdogan"), and "not" no auxiliary.
    """
    tags = list(layout.tags)
    bare_infinitive = word_list("bare infinitive")
    _mend_names(layout, tags)
    for i, tag in enumerate(tags):
        word = layout.lower[i]
        if tag == "ADP" and i and layout.tags[i - 1] == "DET" and word in nouns():
            tags[i] = tag = "NOUN"
        if tag == "NOUN" and word.endswith("ed") and i and layout.lower[i - 1] in ("has", "have", "had"):
            tags[i] = tag = "VERB"  # "had lied"
        if tag == "PUNCT" and word in _NO_VERB_AFTER:
            tags[i] = tag = "ADP"
        if tag == "AUX" and word.isalpha() and word not in _AUXILIARIES:
            tags[i] = tag = "VERB"
        if (
            tag == "PART"
            and word == "to"
            and i + 1 < len(tags)
            and (layout.tags[i + 1] in ("ADJ", "DET", "PROPN", "NUM") or layout.lower[i + 1] in word_list("nouns after to"))
        ):
            tags[i] = tag = "ADP"
        if tag == "VERB" and word in word_list("nouns always") and not (i and layout.tags[i - 1] == "PART"):
            tags[i] = tag = "NOUN"
        if word in _ADVERBIAL and tag:
            tags[i] = "PART"
        if i and tag and any(word in entry.objects for entry in verbs().get(layout.lower[i - 1], ())):
            tags[i] = "NOUN"
        if tag == "VERB" and word.endswith("ly") and i + 1 < len(tags) and layout.tags[i + 1] in ("VERB", "AUX"):
            tags[i] = tag = "ADV"
        if tag in ("NOUN", "VERB") and word in word_list("past forms"):
            tags[i] = "VERB"
            continue
        if word in word_list("nouns after to") and i and layout.lower[i - 1] == "to":
            tags[i] = tag = "NOUN"
        if tag in ("NOUN", "VERB") and word in word_list("particles") and i and tags[i - 1] == "VERB":
            tags[i] = tag = "ADV"
        if word in ("has", "have", "had") and tag == "VERB" and i + 1 < len(tags) and layout.tags[i + 1] == "VERB":
            tags[i] = tag = "AUX"
        if tag == "VERB" and word.removesuffix("s").endswith(_NOUN_ENDINGS) and word not in verbs():
            tags[i] = tag = "NOUN"
        if tag == "VERB" and i > 1 and tags[i - 1] == "NOUN" and word in nouns() and tags[i - 2] == "VERB" and word.endswith("s"):
            tags[i] = tag = "NOUN"  # "resumed electricity exports"
        bare = not word.endswith(("ed", "ing"))
        of = i + 1 < len(tags) and layout.lower[i + 1] == "of"
        if tag == "VERB" and bare and of and i and tags[i - 1] == "NOUN" and word in bare_forms() | _PLAIN:
            tags[i] = tag = "NOUN"  # "the print run of"
        if word == "go" and i and layout.lower[i - 1] in ("let", "lets", "letting"):
            tags[i] = tag = "ADV"
        if tag == "VERB" and i and layout.lower[i - 1] in ("'s", "’s") and word in nouns():
            tags[i] = tag = "NOUN"  # "the opposition's demand"
        before_of = i + 1 < len(tags) and layout.tags[i + 1] == "ADP"
        if tag == "VERB" and before_of and i and layout.lower[i - 1] in POSSESSIVES and word.endswith("ing"):
            tags[i] = tag = "NOUN"  # "gave its backing to"
        if tag == "NOUN" and layout.words[i][0].isupper() and i and layout.sentence[i - 1] == layout.sentence[i]:
            tags[i] = "NOUN" if layout.capitalised[layout.sentence[i]] or layout.lower[i - 1] in _OPENING else "PROPN"
        if tag != "VERB" or i == 0 or layout.sentence[i - 1] != layout.sentence[i]:
            continue
        before, previous = tags[i - 1], layout.lower[i - 1]
        follows = i + 1 < len(tags) and tags[i + 1] in ("NOUN", "PROPN", "ADJ")
        if word in word_list("participial adjectives") and follows and before not in ("NOUN", "PROPN", "PRON"):
            if word.endswith("ing") and tags[i + 1] == "PROPN":
                continue  # "by striking Kenya"
            tags[i] = "ADJ"
            continue
        if word.endswith("ed") and follows and before == "VERB" and previous not in light("happening"):
            tags[i] = "ADJ"  # "allowed banned parties"
            continue
        if before == "AUX" and word in word_list("willing") and i + 1 < len(tags) and layout.lower[i + 1] == "to":
            tags[i] = "ADJ"
            continue
        inflected = word.endswith(("ed", "ing"))
        if (previous == "to" and _no_infinitive(layout, i)) or (before == "ADP" and previous in _NO_VERB_AFTER and not inflected):
            tags[i] = "NOUN"
        elif layout.words[i][0].isupper() and not layout.capitalised[layout.sentence[i]]:
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
    for i in range(len(tags) - 1):
        if tags[i] == "VERB" and layout.lower[i] == "suspect" and tags[i + 1] == "PROPN":
            tags[i] = "NOUN"  # "genocide suspect Mara Lind"
        if layout.lower[i] in POSSESSIVES and layout.lower[i + 1] == "back":
            tags[i + 1] = "NOUN"
        if tags[i] == "PART" and layout.lower[i] == "to" and tags[i + 1] == "ADJ":
            tags[i] = "ADP"  # "gave in to protesting miners"
    return replace(layout, tags=tags)


def _mend_names(layout: Layout, tags: list[str]) -> None:
    """ "Doctors Without Borders", "the United Nations": all words of a known name are."""
    for i, word in enumerate(layout.words):
        for name in long_names().get(word, ()):
            if tuple(layout.words[i : i + len(name)]) == name:
                tags[i : i + len(name)] = ["PROPN"] * len(name)
                break


def _no_infinitive(layout: Layout, at: int) -> bool:
    """ "yielded to demands", "sent to flood victims": a form that no "to" makes an infinitive of, or the neighbour of a noun."""
    word = layout.lower[at]
    plural = word.endswith("s") and not word.endswith("ss") and word not in bare_forms()
    follows = at + 1 < len(layout) and layout.tags[at + 1] == "NOUN" and layout.tags[at - 1] == "ADP"
    return plural or (follows and word not in bare_forms())
