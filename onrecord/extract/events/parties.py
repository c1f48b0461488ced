"""Noun phrases -> entities of the article: those that have a name already, and new ones for what is only described.

Imports text, places, coreference and record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord.extract.coreference.mentions import DETERMINERS, POSSESSIVES, PRONOUNS
from onrecord.extract.coreference.phrases import FIRST_PERSON
from onrecord.extract.coreference.resolution import Coreference
from onrecord.extract.events.actor_codes import codes_of, described, long_names, names_actor, names_doer, sector_nouns
from onrecord.extract.events.chunks import Chunk, Chunks, is_amount
from onrecord.extract.events.lexicon import nouns, word_list
from onrecord.extract.places.countries import country_named, country_of, usual_name
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import organization_heads
from onrecord.record import Article, Entity, EntityType, Form, Mention, Span, ids

_PLURAL_TAILS = ("s", "men", "women", "people", "children", "police", "military", "army")
_NO_PARTY = word_list("no party")
_CARRIERS = ("by", "from", "of", "in", "with", "on", "against", "for", "between")
_HOMES = frozenset(("country", "nation", "homeland", "state", "side"))  # "his country" acts through him
_LONGEST = 9  # words of a description


class Parties:
    """The entities and mentions of an article, to which described parties are added as events name them."""

    def __init__(
        self, article: Article, layout: Layout, coreference: Coreference, mentions: Sequence[Mention], entities: Sequence[Entity]
    ) -> None:
        self._article, self._layout, self._reading = article, layout, coreference
        self._entities = {entity.id: entity for entity in entities}
        self._mentions = {mention.span: mention for mention in mentions}
        self._starting = {layout.first_word(m.span.start): m for m in sorted(mentions, key=lambda m: m.span)}
        self._new: dict[object, str] = {}
        self._by_country: dict[str, str] = {}
        self._holders = {
            word: referent
            for referent, roles in coreference.roles.items()
            if referent.name
            for role in roles
            for word in range(role.first, role.last)
            if layout.lower[word] in (role.head, role.head.split()[-1])
        }
        for entity in entities:
            code = country_named(entity.name)
            if code:
                self._by_country.setdefault(code, entity.id)

    def entities(self) -> tuple[Entity, ...]:
        """All of them, with the codes that they have as actors; those that were there first, then the added ones."""
        coded = []
        for entity in self._entities.values():
            country, sector = (entity.country, entity.sector) if entity.country or entity.sector else codes_of(entity)
            coded.append(replace(entity, country=country, sector=sector))
        return tuple(coded)

    def mentions(self) -> tuple[Mention, ...]:
        return tuple(sorted(self._mentions.values(), key=lambda m: m.span))

    def place_in(self, chunk: Chunk) -> str | None:
        """The place that the phrase ends in, if its name is known."""
        mention = next((m for w in range(chunk.first, chunk.head + 1) if (m := self._starting.get(w)) is not None), None)
        if mention is None or mention.span.end < self._layout.ends[chunk.head]:
            return None
        return mention.entity if self._entities[mention.entity].type is EntityType.PLACE else None

    def all_of(self, chunks: Chunks, found: Sequence[Chunk], *, things: bool = False, acting: bool = False) -> list[str]:
        """The entities of noun phrases, each once, in order. `things`: what is no party counts too ("two factories"); `acting`:
        they are actors, whom no place stands for ("a bomb in Kyiv killed")."""
        listed: list[str] = []
        for chunk in found:
            for entity in self._of(chunks, chunk, things=things, depth=0, acting=acting):
                if entity not in listed:
                    listed.append(entity)
        return listed

    def meant(self, chunks: Chunks, chunk: Chunk) -> list[str]:
        """Whom a phrase means that is known to be a party: if nobody else, whom it describes."""
        found = self.all_of(chunks, [chunk])
        if found or self._layout.tags[chunk.head] == "PRON" or self._layout.lower[chunk.head] in PRONOUNS:
            return found
        return [self._described(self._extended(chunks, chunk), chunk.head)]

    def _of(self, chunks: Chunks, chunk: Chunk, *, things: bool, depth: int, acting: bool = False) -> list[str]:
        """The entities of one noun phrase: the first of the steps below that settles it decides."""
        layout, head = self._layout, chunk.head
        if chunk.temporal or depth > 3:
            return []
        if layout.lower[head] in PRONOUNS and chunk.last - chunk.first == 1:
            return self._pronoun(head)
        if self._is_nobody(chunk):
            return []
        steps: tuple[Callable[[], list[str] | None], ...] = (
            lambda: self._across(chunks, chunk, depth),
            lambda: self._owner(chunk, things, acting),
            lambda: self._amount(chunks, chunk),
            lambda: self._known_name(chunk),
            lambda: self._referred(chunk),
            lambda: self._named(chunk) or None,
            lambda: self._doer(chunks, chunk, acting),
            lambda: self._possessed(chunks, chunk, things, depth),
            lambda: self._nationality(chunk, things),
            lambda: self._carried(chunks, chunk, things, acting, depth),
        )
        settled = next((found for step in steps if (found := step()) is not None), None)
        if settled is None and things and layout.tags[head] in ("NOUN", "PROPN") and layout.lower[head] not in nouns():
            settled = [self._described(self._extended(chunks, chunk), head)]
        return settled or []

    def _is_nobody(self, chunk: Chunk) -> bool:
        """The first person, an indefinite, money."""
        layout, word = self._layout, self._layout.lower[chunk.head]
        pronoun = layout.tags[chunk.head] == "PRON" and not is_amount(layout, chunk)
        indefinite = word in FIRST_PERSON or word in _NO_PARTY or pronoun
        return (indefinite and layout.words[chunk.head] != "US") or word in word_list("money")

    def _across(self, chunks: Chunks, chunk: Chunk, depth: int) -> list[str] | None:
        """ "its frontier with Chad", "the Chadian border": who is on the other side."""
        if self._layout.lower[chunk.head] not in word_list("borders"):
            return None
        across = [m for p, c in chunks.complements(chunk) if p in ("with", "of") for m in chunks.together(c)]
        return [e for m in across for e in self._of(chunks, m, things=False, depth=depth + 1)] or None

    def _owner(self, chunk: Chunk, things: bool, acting: bool) -> list[str] | None:
        """ "its territory": whose it is, unless it is somebody himself ("its soldiers")."""
        layout, word = self._layout, self._layout.lower[chunk.head]
        somebody = names_actor(word) or names_doer(word)
        own = not somebody or word in _HOMES or (acting and (word == "government" or sector_nouns().get(word) == "MIL"))
        if layout.lower[chunk.first] not in POSSESSIVES or not own or self._named(chunk):
            return None
        owner = self._pronoun(chunk.first) if layout.lower[chunk.first] in PRONOUNS else []
        return owner if owner or not things else None

    def _amount(self, chunks: Chunks, chunk: Chunk) -> list[str] | None:
        """ "dozens of people", "hundreds"."""
        layout, head = self._layout, chunk.head
        if not is_amount(layout, chunk):
            return None
        if chunk.last < chunks.last and layout.lower[chunk.last] == "of":
            inner = chunks.starting(chunk.last + 1)
            if inner is not None and (layout.lower[head] in word_list("crowds") or not self._named(inner)):
                return [self._described(Chunk(chunk.first, inner.last, inner.head), inner.head)]
        alone = chunk.last - chunk.first <= 2 and layout.words[head].isalpha()
        return [self._described(chunk, head)] if alone else None

    def _known_name(self, chunk: Chunk) -> list[str] | None:
        return None if (known := self._known(chunk)) is None else [self._organization(*known)]

    def _organization(self, first: int, last: int) -> str:
        return self._add(first, last, self._layout.phrase(first, last), EntityType.ORGANIZATION, Form.NAME, (None, None))

    def _referred(self, chunk: Chunk) -> list[str] | None:
        """Who holds the office, or whom the description means."""
        if (holder := self._holders.get(chunk.head)) is not None and (held := self._of_referent(holder)):
            return held
        reference = self._reading.by_head.get(chunk.head)
        referent = reference.referent if reference else None
        if reference is None or referent is None:
            return None
        if referent.name and (mention := self._mention_at(reference.first, reference.last)):
            return [mention.entity]
        return [e for m in referent.members for e in self._of_referent(m)] if referent.members else None

    def _doer(self, chunks: Chunks, chunk: Chunk, acting: bool) -> list[str] | None:
        """A noun for somebody: "two farmers", "the Orthodox patriarch"."""
        layout, head = self._layout, chunk.head
        title = layout.tags[head] == "PROPN" and layout.words[head][0].islower()
        acts = names_actor(layout.lower[head]) or self._acts(chunk) or title or (acting and self._from_somewhere(chunk))
        return [self._described(self._extended(chunks, chunk), head)] if acts else None

    def _possessed(self, chunks: Chunks, chunk: Chunk, things: bool, depth: int) -> list[str] | None:
        """ "Lindau's harbour", "the government shelling"."""
        if owner_end := self._possessor(chunk):
            return self._of(chunks, Chunk(chunk.first, owner_end, owner_end - 1), things=things, depth=depth + 1)
        at = self._modifying(chunk)
        return None if at is None else [self._described(Chunk(chunk.first, at + 1, at), at)]

    def _nationality(self, chunk: Chunk, things: bool) -> list[str] | None:
        """ "Russian aggression"; a name that nobody knows."""
        if things:
            return None
        if code := self._adjective(chunk):
            return [self._country(*code)]
        layout, head = self._layout, chunk.head
        if layout.tags[head] != "PROPN" or not layout.words[head][0].isupper():
            return None
        return [self._organization(next(w for w in range(chunk.first, head + 1) if layout.words[w][0].isupper()), head + 1)]

    def _carried(self, chunks: Chunks, chunk: Chunk, things: bool, acting: bool, depth: int) -> list[str] | None:
        """ "the treatment of prisoners by the army": who follows the noun."""
        word = self._layout.lower[chunk.head]
        further = not acting and (not things or word in word_list("borders"))
        for preposition, inner in sorted(chunks.complements(chunk), key=lambda c: c[0] != "by"):
            if things and preposition == "of" and word not in nouns():
                return None  # "the port of Dakar" itself
            if preposition in _CARRIERS[:3] or (preposition in _CARRIERS and further):
                carried = [e for m in chunks.together(inner) for e in self._of(chunks, m, things=False, depth=depth + 1)]
                if carried:
                    return carried
        return None

    def _modifying(self, chunk: Chunk) -> int | None:
        """Who stands before the noun of what he does: "government" of "the Syrian government shelling"."""
        if self._layout.lower[chunk.head] not in nouns():
            return None
        return next((i for i in range(chunk.head - 1, chunk.first - 1, -1) if names_actor(self._layout.lower[i])), None)

    def _acts(self, chunk: Chunk) -> bool:
        """A noun made of a verb for who does it: "wardens", "a campaigner", "loyalists"."""
        word = self._layout.lower[chunk.head]
        one = chunk.last - chunk.first > 1 and word.endswith(("ist", "ier", "ian")) and word not in word_list("things")
        return self._layout.tags[chunk.head] == "NOUN" and (names_doer(word) or one)

    def _from_somewhere(self, chunk: Chunk) -> bool:
        """Several with a nationality: "Tibetan exiles"."""
        layout = self._layout
        several = (
            layout.tags[chunk.head] == "NOUN"
            and layout.lower[chunk.head].endswith("s")
            and layout.lower[chunk.head] not in nouns()
        )
        return several and any(
            layout.words[i][0].isupper() and layout.tags[i] in ("ADJ", "PROPN") and layout.lower[i + 1] not in ("'s", "'")
            for i in range(chunk.first, chunk.head)
        )

    def _extended(self, chunks: Chunks, chunk: Chunk) -> Chunk:
        """With the name that says whose or where: "envoys of Syria", "targets in Syria"."""
        if chunk.last + 1 < chunks.last and self._layout.lower[chunk.last] in ("of", "in", "from", "near"):
            follower = chunks.starting(chunk.last + 1)
            named = follower is not None and (
                self._layout.tags[follower.head] == "PROPN" or self._layout.lower[chunk.last] == "of"
            )
            if follower is not None and named and not follower.temporal and follower.last - chunk.first <= _LONGEST:
                return Chunk(chunk.first, follower.last, chunk.head)
        return chunk

    def _possessor(self, chunk: Chunk) -> int | None:
        for i in range(chunk.head - 1, chunk.first, -1):
            if self._layout.lower[i] in ("'s", "'"):
                return i
        return None

    def _named(self, chunk: Chunk) -> list[str]:
        """The name that the phrase ends in or is about: "President Sello", "Egypt's Sello"."""
        ending = [m for w in range(chunk.first, chunk.last) if (m := self._starting.get(w)) is not None and m.form is Form.NAME]
        if not ending:
            return []
        at_head = [m for m in ending if m.span.start <= self._layout.starts[chunk.head] < m.span.end]
        if at_head:
            return [at_head[-1].entity]
        last = ending[-1]
        tail = self._layout.first_word(last.span.end - 1) + 1
        after = self._layout.lower[tail] if tail < chunk.last else ""
        if names_actor(self._layout.lower[chunk.head]):
            return []
        return [last.entity] if after in ("", "'s", "'") or after not in ("-",) else []

    def _known(self, chunk: Chunk) -> tuple[int, int] | None:
        """The words of a well-known name that the phrase ends in, of which the reader found a part or none: "United Nations"."""
        for first in range(chunk.first, chunk.head + 1):
            for name in long_names().get(self._layout.words[first], ()):
                last = first + len(name)
                if first <= chunk.head < last and tuple(self._layout.words[first:last]) == name:
                    return None if self._mentions.get(self._layout.span(first, last)) else (first, last)
        return None

    def _pronoun(self, at: int) -> list[str]:
        reference = self._reading.by_head.get(at)
        if reference is None or reference.referent is None:
            return []
        if mention := self._mentions.get(self._layout.span(at, at + 1)):
            return [mention.entity]
        return self._of_referent(reference.referent)

    def _of_referent(self, referent: object) -> list[str]:
        for reference in self._reading.references:
            if reference.referent is referent:
                if mention := self._mention_at(reference.first, reference.last):
                    return [mention.entity]
                if reference.form == "nominal":
                    return [self._described(Chunk(reference.first, reference.last, reference.head), reference.head)]
        members = getattr(referent, "members", ())
        return [e for m in members for e in self._of_referent(m)]

    def _mention_at(self, first: int, last: int) -> Mention | None:
        return self._mentions.get(self._layout.span(first, last))

    def _adjective(self, chunk: Chunk) -> tuple[str, int, int] | None:
        """The country that the phrase's capitalised words give, and those words."""
        for i in range(chunk.first, chunk.last):
            if self._layout.words[i][0].isupper() and self._layout.lower[i] not in DETERMINERS:
                for j in range(min(chunk.last, i + 3), i, -1):
                    if code := country_of([self._layout.phrase(i, j)]):
                        return code, i, j
        return None

    def _country(self, code: str, first: int, last: int) -> str:
        known = self._by_country.get(code)
        if known is None:
            known = self._add(first, last, usual_name(code), EntityType.PLACE, Form.NAME, (code, "GOV"))
            self._by_country[code] = known
        else:
            self._mention(first, last, known, Form.NAME)
        return known

    def _described(self, chunk: Chunk, head: int) -> str:
        first = chunk.first
        while first < chunk.last - 1 and (self._layout.lower[first] in DETERMINERS or self._layout.lower[first] in POSSESSIVES):
            first += 1
        first = max(first, chunk.last - _LONGEST)
        name = self._layout.phrase(first, chunk.last)
        reference = self._reading.by_head.get(head)
        key: object = reference.referent if reference is not None and reference.referent is not None else name.casefold()
        known = self._new.get(key) or self._new.get(name.casefold())
        if known is not None:
            self._mention(first, chunk.last, known, Form.NOMINAL)
            return known
        word = self._layout.lower[head]
        inner = next((w for w in range(first, chunk.last) if w == head), head)
        words = self._layout.words[first : inner + 1]
        country, sector = described(words)
        country = country or described(self._layout.words[inner + 1 : chunk.last])[0]
        several = word.endswith(_PLURAL_TAILS) or word in organization_heads()
        kind = EntityType.GROUP if several else EntityType.UNNAMED
        added = self._add(first, chunk.last, name, kind, Form.NOMINAL, (country, sector))
        self._new[key] = self._new[name.casefold()] = added
        return added

    def _add(self, first: int, last: int, name: str, type_: EntityType, form: Form, codes: tuple[str | None, str | None]) -> str:
        span = self._layout.span(first, last)
        if (known := self._mentions.get(span)) is not None:
            return known.entity
        id_ = ids.entity_id(self._article.id, span)
        self._entities.setdefault(id_, Entity(id_, name, type_, country=codes[0], sector=codes[1]))
        self._mention(first, last, id_, form)
        return id_

    def _mention(self, first: int, last: int, entity: str, form: Form) -> None:
        span: Span = self._layout.span(first, last)
        if span not in self._mentions:
            self._mentions[span] = Mention(ids.mention_id(self._article.id, span), span, entity, form)
