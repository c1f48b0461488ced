"""Parts of speech put right where the words around them leave no doubt, for finding clauses. Imports text and coreference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

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

    A verb after an article or after another verb is a noun ("the withdrawal of"). A verb that starts with a capital inside a
    sentence is a name ("met Recep Erdogan"), and "not" no auxiliary.
    """
    tags = list(layout.tags)
    _mend_names(layout, tags)
    for i in range(len(tags)):
        at = _At(layout, tags, i)
        if at.mend(_ALONE):
            continue
        if tags[i] == "VERB" and i and layout.sentence[i - 1] == layout.sentence[i]:
            at.mend(_VERBS)
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


@dataclass(frozen=True, slots=True)
class _Rule:
    """Where `holds`, a word whose tag is one of `of` (any where it is empty) gets the tag `to`, or keeps its own where that is
    None; `last`: no later rule is asked then."""

    id: str
    of: frozenset[str]
    holds: Callable[[_At], bool]
    to: str | None
    example: str
    last: bool = False


@dataclass(slots=True)
class _At:
    """The word `i`, among words whose tags are mended up to it."""

    layout: Layout
    tags: list[str]
    i: int

    @property
    def word(self) -> str:
        return self.layout.lower[self.i]

    @property
    def before(self) -> str:
        """The word before, in lower case; empty at the start of the text."""
        return self.layout.lower[self.i - 1] if self.i else ""

    @property
    def after(self) -> str:
        return self.layout.lower[self.i + 1] if self.i + 1 < len(self.tags) else ""

    @property
    def tag_before(self) -> str:
        return self.tags[self.i - 1] if self.i else ""

    @property
    def tag_after(self) -> str:
        """As it was given: what follows is not mended yet."""
        return self.layout.tags[self.i + 1] if self.i + 1 < len(self.tags) else ""

    @property
    def given_before(self) -> str:
        return self.layout.tags[self.i - 1] if self.i else ""

    @property
    def capital(self) -> bool:
        return self.layout.words[self.i][0].isupper()

    @property
    def headline(self) -> bool:
        return self.layout.capitalised[self.layout.sentence[self.i]]

    @property
    def mended_after(self) -> str:
        """As it was given, unless a known name stands there."""
        return self.tags[self.i + 1] if self.i + 1 < len(self.tags) else ""

    @property
    def follows(self) -> bool:
        return self.mended_after in ("NOUN", "PROPN", "ADJ")

    @property
    def inflected(self) -> bool:
        return self.word.endswith(("ed", "ing"))

    def mend(self, rules: Sequence[_Rule]) -> bool:
        """Whether a rule spoke after which no other is asked."""
        for rule in rules:
            if (not rule.of or self.tags[self.i] in rule.of) and rule.holds(self):
                self.tags[self.i] = rule.to or self.tags[self.i]
                if rule.last:
                    return True
        return False


_HAVE = frozenset(("has", "have", "had"))
_VERB, _NOUN, _EITHER = (
    frozenset(("VERB",)),
    frozenset(("NOUN",)),
    frozenset(("NOUN", "VERB")),
)
_ANY = frozenset[str]()


def _after_to(at: _At) -> bool:
    return at.tag_after in ("ADJ", "DET", "PROPN", "NUM") or at.after in word_list("nouns after to")


def _exported(at: _At) -> bool:
    two = at.i > 1 and at.tag_before == "NOUN" and at.tags[at.i - 2] == "VERB"
    return two and at.word in nouns() and at.word.endswith("s")


def _run_of(at: _At) -> bool:
    bare = not at.inflected and (at.word in bare_forms() or at.word in _PLAIN)
    return bare and at.after == "of" and at.tag_before == "NOUN"


def _name(at: _At) -> bool:
    inside = at.i > 0 and at.layout.sentence[at.i - 1] == at.layout.sentence[at.i]
    return at.capital and inside and not at.headline and at.before not in _OPENING


def _participle(at: _At) -> bool:
    return at.word in word_list("participial adjectives") and at.follows and at.tag_before not in ("NOUN", "PROPN", "PRON")


def _nominal(at: _At) -> bool:
    if at.before == "to" and _no_infinitive(at.layout, at.i):
        return True
    return at.tag_before == "ADP" and at.before in _NO_VERB_AFTER and not at.inflected


def _determined(at: _At) -> bool:
    if at.inflected:
        return False
    if at.before in DETERMINERS or at.before in POSSESSIVES or at.tag_before in _NOUN_BEFORE:
        return True
    return at.tag_before == "VERB" and at.before not in word_list("bare infinitive") and not at.layout.quotation[at.i]


_ALONE = (
    _Rule(
        "adp-noun",
        frozenset(("ADP",)),
        lambda at: at.given_before == "DET" and at.word in nouns(),
        "NOUN",
        "the blockade",
    ),
    _Rule(
        "had-done",
        _NOUN,
        lambda at: at.word.endswith("ed") and at.before in _HAVE,
        "VERB",
        "had lied",
    ),
    _Rule(
        "preposition",
        frozenset(("PUNCT",)),
        lambda at: at.word in _NO_VERB_AFTER,
        "ADP",
        "in Lindau",
    ),
    _Rule(
        "main-verb",
        frozenset(("AUX",)),
        lambda at: at.word.isalpha() and at.word not in _AUXILIARIES,
        "VERB",
        "they met",
    ),
    _Rule(
        "to-whom",
        frozenset(("PART",)),
        lambda at: at.word == "to" and _after_to(at),
        "ADP",
        "brought to justice",
    ),
    _Rule(
        "always-noun",
        _VERB,
        lambda at: at.word in word_list("nouns always") and at.given_before != "PART",
        "NOUN",
        "police",
    ),
    _Rule(
        "negation",
        _ANY,
        lambda at: at.word in _ADVERBIAL and bool(at.tags[at.i]),
        "PART",
        "has not met",
    ),
    _Rule(
        "adverb",
        _VERB,
        lambda at: at.word.endswith("ly") and at.tag_after in ("VERB", "AUX"),
        "ADV",
        "likely met",
    ),
    _Rule(
        "past",
        _EITHER,
        lambda at: at.word in word_list("past forms"),
        "VERB",
        "they fought",
        last=True,
    ),
    _Rule(
        "to-court",
        _ANY,
        lambda at: at.word in word_list("nouns after to") and at.before == "to",
        "NOUN",
        "sent to court",
    ),
    _Rule(
        "particle",
        _EITHER,
        lambda at: at.word in word_list("particles") and at.tag_before == "VERB",
        "ADV",
        "fought back",
    ),
    _Rule(
        "had",
        _VERB,
        lambda at: at.word in _HAVE and at.tag_after == "VERB",
        "AUX",
        "had met",
    ),
    _Rule(
        "ending",
        _VERB,
        lambda at: at.word.removesuffix("s").endswith(_NOUN_ENDINGS) and at.word not in verbs(),
        "NOUN",
        "unity",
    ),
    _Rule("exports", _VERB, _exported, "NOUN", "resumed electricity exports"),
    _Rule("run-of", _VERB, _run_of, "NOUN", "the print run of"),
    _Rule(
        "let-go",
        _ANY,
        lambda at: at.word == "go" and at.before in ("let", "lets", "letting"),
        "ADV",
        "let go",
    ),
    _Rule(
        "genitive",
        _VERB,
        lambda at: at.before in ("'s", "’s") and at.word in nouns(),
        "NOUN",
        "the opposition's demand",
    ),
    _Rule(
        "backing",
        _VERB,
        lambda at: at.tag_after == "ADP" and at.before in POSSESSIVES and at.word.endswith("ing"),
        "NOUN",
        "gave its backing to",
    ),
    _Rule("name", _NOUN, _name, "PROPN", "near the Palace"),
)
_VERBS = (
    _Rule(
        "striking-name",
        _VERB,
        lambda at: _participle(at) and at.word.endswith("ing") and at.mended_after == "PROPN",
        None,
        "by striking Kenya",
        True,
    ),
    _Rule("participle", _VERB, _participle, "ADJ", "striking miners", last=True),
    _Rule(
        "banned",
        _VERB,
        lambda at: at.word.endswith("ed") and at.follows and at.tag_before == "VERB" and at.before not in light("happening"),
        "ADJ",
        "allowed banned parties",
        last=True,
    ),
    _Rule(
        "prepared",
        _VERB,
        lambda at: at.tag_before == "AUX" and at.word in word_list("willing") and at.after == "to",
        "ADJ",
        "is prepared to meet",
        last=True,
    ),
    _Rule("demands", _VERB, _nominal, "NOUN", "yielded to demands", last=True),
    _Rule(
        "capital",
        _VERB,
        lambda at: at.capital and not at.headline,
        "PROPN",
        "met Recep Erdogan",
        last=True,
    ),
    _Rule("determined", _VERB, _determined, "NOUN", "the withdraw"),
)
