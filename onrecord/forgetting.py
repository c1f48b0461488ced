"""An article leaves the database, and who is who is settled without it. May import relink, store and errors."""

from __future__ import annotations

from datetime import UTC, datetime

from onrecord.errors import InputError
from onrecord.relink import relink
from onrecord.store import Forgotten, Store


def held(store: Store, article_id: str) -> Forgotten:
    """What of an article is in the database. Raises InputError where there is none of this id."""
    with store.writer() as writer:
        return _there(writer.holdings(article_id), article_id)


def forget(store: Store, article_id: str) -> Forgotten:
    """Delete an article: every version, its statements and events, its pages where no other article was read from them.

    Reviews and decisions stay, as they are never deleted. The ledger keeps that its addresses were forgotten, so that no watched
    list brings them back. A kill leaves it as an old version at worst, and the same call goes on. Raises as `held`.
    """
    with store.writer() as writer:
        _there(writer.retire(article_id), article_id)
        relink(store)
        return _there(writer.forget(article_id, datetime.now(UTC)), article_id)


def _there(found: Forgotten | None, article_id: str) -> Forgotten:
    if found is None:
        raise InputError(f'There is no article "{article_id}"; `onrecord articles` shows ids.')
    return found
