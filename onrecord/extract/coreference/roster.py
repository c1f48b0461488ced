"""The article's mentions and entities in the terms of the record. Imports text, places and record."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.coreference.entities import Reference, Referent
from onrecord.extract.coreference.resolution import Coreference
from onrecord.extract.coreference.roles import FoundRole
from onrecord.extract.places.countries import country_named
from onrecord.extract.text.layout import Layout
from onrecord.record import Article, Entity, EntityRole, EntityType, Form, Mention, Speaker, SpeakerType
from onrecord.record.ids import entity_id, mention_id

_TYPES = {"person": EntityType.PERSON, "organization": EntityType.ORGANIZATION, "place": EntityType.PLACE}


class Roster:
    """Gives each referent with a name its entity, and each reference to one its mention."""

    def __init__(self, article: Article, layout: Layout, coreference: Coreference) -> None:
        self._article, self._layout, self._coreference = article, layout, coreference
        self._references: dict[Referent, list[Reference]] = {}
        for reference in coreference.references:
            if reference.referent is not None and (reference.referent.name or reference.referent.members):
                self._references.setdefault(reference.referent, []).append(reference)
        self._speaking: set[Referent] = set()

    def speaker(self, referent: Referent, reference: Reference | None) -> Speaker:
        """The speaker that `reference`, the source's own mention, proves."""
        self._speaking.add(referent)
        if referent.members:
            return self.joined(referent.members, [])
        role = self.best_role(referent)
        country = next((r.country for r in self._coreference.roles.get(referent, ()) if r.country), None)
        if referent.kind == "place" or referent.key[:1] == ("country",):
            country = country or country_named(referent.name or "")
        return Speaker(
            referent.name,
            SpeakerType.PERSON if referent.kind == "person" else SpeakerType.ORGANIZATION,
            mention_id(self._article.id, self._layout.span(reference.first, reference.last)) if reference else None,
            self._layout.phrase(role.first, role.last) if role else None,
            country,
        )

    def joined(self, members: Sequence[Referent], others: Sequence[str]) -> Speaker:
        """Several who speak with one voice: "Clinton & Kaine"."""
        self._speaking.update(members)
        kind = SpeakerType.PERSON if members[0].kind == "person" else SpeakerType.ORGANIZATION
        return Speaker(" & ".join([*(m.name or "" for m in members), *others]), kind)

    def best_role(self, referent: Referent) -> FoundRole | None:
        """The role that tells most: one with a country, not a party label; else the first."""
        roles = self._coreference.roles.get(referent, [])
        plain = [r for r in roles if r.sector != "PTY" or r.state is None] or roles
        return next((r for r in plain if r.country), plain[0] if plain else None)

    def listed(self) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
        """Mentions in text order, and entities in the order of their first mention; named things that are neither people,
        organizations nor places ("Tuesday", "Islamic") are left out unless they speak."""
        mentions: list[Mention] = []
        entities: list[Entity] = []
        for referent, references in self._references.items():
            type_ = (
                EntityType.ORGANIZATION if referent in self._speaking and referent.kind == "other" else _TYPES.get(referent.kind)
            )
            if type_ is None or referent.ambiguous or referent.members or not referent.name:
                continue
            spans = [self._layout.span(r.first, r.last) for r in references]
            id_ = entity_id(self._article.id, spans[0])
            mentions += [
                Mention(mention_id(self._article.id, span), span, id_, Form(reference.form))
                for span, reference in zip(spans, references, strict=True)
            ]
            aliases = tuple(form for form in referent.forms if form != referent.name)
            entities.append(Entity(id_, referent.name, type_, aliases, self._roles(referent)))
        mentions.sort(key=lambda m: m.span)
        return tuple(mentions), tuple(entities)

    def _roles(self, referent: Referent) -> tuple[EntityRole, ...]:
        """Each wording once, where it first stands."""
        found: dict[str, EntityRole] = {}
        for r in self._coreference.roles.get(referent, ()):
            text = self._layout.phrase(r.first, r.last)
            found.setdefault(text, EntityRole(text, self._layout.span(r.first, r.last), r.country, r.sector))
        return tuple(found.values())
