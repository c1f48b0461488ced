"""Who is one with whom: the appearances of an entity, and others that it could be put together with. Imports store."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.store import Store
from onrecord.store.answers.entity_lines import EntityLine
from onrecord.store.answers.profiles import Appearance

_MOST = 50  # others of a name


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
    """`appearances` are those of all `articles`, or some, spread over the time; `others` are namesakes, and whom the name `asked`
    for finds."""

    id: str
    name: str
    type: str
    articles: int
    appearances: tuple[Appearance, ...]
    others: tuple[OtherShown, ...]
    asked: str
    wrong: str | None = None


def identity_page(store: Store, id_: str, asked: str, wrong: str | None = None) -> IdentityPage | None:
    entity = store.overview.profile(id_)
    if entity is None:
        return None
    reasons = {namesake.id: namesake.because for namesake in entity.namesakes}
    found = [*store.overview.entities(list(reasons))]
    found += [one for one in store.overview.entities_called(asked, _MOST) if one.id not in reasons]
    return IdentityPage(
        entity.id,
        entity.name,
        entity.type,
        entity.articles,
        entity.appearances,
        tuple(_other(one, reasons.get(one.id)) for one in found if one.id != entity.id),
        asked,
        wrong,
    )


def _other(line: EntityLine, because: str | None) -> OtherShown:
    return OtherShown(line.id, line.name, line.type, ", ".join(line.roles), line.articles, line.statements, because)
