"""What a handler of a page is given: the store, and the form that was sent. Imports store and web's own parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData

from onrecord.store import Store
from onrecord.web.access import Access
from onrecord.web.drafts import Drafts
from onrecord.web.figures import Figures
from onrecord.web.incoming import Follow
from onrecord.web.jobs import Jobs

MOST_FILES = 100  # of one form
MOST_FIELDS = 200


@dataclass(frozen=True, slots=True)
class RoomOf:
    """The reading room of one store. `asked` is the same store for what anybody may ask: questions that take too long raise
    TooLongError. `drafts` reads what is to be checked, `follow` fetches what
    links lead to."""

    store: Store
    asked: Store
    access: Access
    jobs: Jobs
    figures: Figures
    drafts: Drafts
    follow: Follow


def _room(request: Request) -> RoomOf:
    room: RoomOf = request.app.state.room
    return room


Room = Annotated[RoomOf, Depends(_room)]


async def _form(request: Request) -> AsyncIterator[FormData]:
    """The form, from whoever is signed in and whose page carried the form. Raises HTTPException 401 and 403."""
    access: Access = request.app.state.access
    session: str = request.state.session
    if not session:
        raise HTTPException(401, "Sign in first: only who has the token may change the record.")
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
        if not access.is_form_token(session, str(form.get("form_token", ""))):
            raise HTTPException(403, "The form was too old, or not from this page. Go back, reload, and send it again.")
        yield form


Form = Annotated[FormData, Depends(_form)]


def field(form: FormData, name: str, longest: int = 10_000) -> str:
    """A text of the form, without blanks around it; empty where there is none. Raises HTTPException 422 where it is too long."""
    value = form.get(name)
    if not isinstance(value, str):
        return ""
    if len(value) > longest:
        raise HTTPException(422, f"“{name}” has {len(value)} characters; up to {longest} are taken.")
    return value.strip()
