"""Who is one with whom: the appearances of an entity, and others that it could be put together with. Imports record and store."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.store import KnownEntity, Store

_MOST = 200  # rows of a table


@dataclass(frozen=True, slots=True)
class AppearanceShown:
    """The entity of one article: `id` is its id there; `because` why it was taken for one with the others."""

    id: str
    article: str
    title: str | None
    published: str | None
    because: str


@dataclass(frozen=True, slots=True)
class OtherShown:
    """Another linked entity; `because` why the two were not taken for one, where that was asked."""

    id: str
    name: str
    type: str
    roles: str
    articles: int
    statements: int
    because: str | None


@dataclass(frozen=True, slots=True)
class IdentityPage:
    """At most 200 `appearances` of `articles`; `others` are namesakes, and whom the name `asked` for finds."""

    id: str
    name: str
    type: str
    articles: int
    appearances: tuple[AppearanceShown, ...]
    others: tuple[OtherShown, ...]
    asked: str
    wrong: str | None = None


def identity_page(store: Store, id_: str, asked: str, wrong: str | None = None) -> IdentityPage | None:
    known = store.view.entity(id_)
    if known is None:
        return None
    entity = known.entity
    reasons = {namesake.id: namesake.because for namesake in entity.namesakes}
    found = [other for one in reasons if (other := store.view.entity(one))]
    found += [one for one in store.view.entities(asked)[:_MOST] if one.entity.id not in reasons] if asked else []
    return IdentityPage(
        entity.id,
        entity.name,
        str(entity.type),
        known.articles,
        tuple(_appearances(store, known)),
        tuple(_other(one, reasons.get(one.entity.id)) for one in found if one.entity.id != entity.id),
        asked,
        wrong,
    )


def _appearances(store: Store, known: KnownEntity) -> list[AppearanceShown]:
    shown = []
    for link in known.entity.links[:_MOST]:
        record = store.view.record(link.article)
        title, published = (record.article.title, record.article.published) if record else (None, None)
        shown.append(
            AppearanceShown(
                link.entity,
                link.article,
                title,
                published,
                link.because or "the one that the others were linked to",
            )
        )
    return shown


def _other(known: KnownEntity, because: str | None) -> OtherShown:
    return OtherShown(
        known.entity.id,
        known.entity.name,
        str(known.entity.type),
        ", ".join(role.text for role in known.roles[:3]),
        known.articles,
        known.statements,
        because,
    )
