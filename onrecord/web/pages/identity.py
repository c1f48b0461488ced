"""`/identity/ID`: put entities together that are one, take apart those that are several. Imports web's own parts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord import relink
from onrecord.errors import InputError
from onrecord.record.review import LONGEST_NAME, LONGEST_NOTE
from onrecord.web.dependencies import Form, Room, RoomOf, field
from onrecord.web.escaping import path_to
from onrecord.web.pages.speaker import NO_SPEAKER
from onrecord.web.render import answer
from onrecord.web.reviewer import signed
from onrecord.web.views.identity import identity_page

router = APIRouter()


@router.get("/identity/{id_}")
def identity(request: Request, room: Room, id_: str, name: Annotated[str, Query(max_length=300)] = "") -> Response:
    return _page(request, room, id_, name)


@router.post("/identity/{id_}/merge")
def merge(request: Request, room: Room, id_: str, form: Form) -> Response:
    """With the entities that were ticked."""
    by, others = field(form, "by", LONGEST_NAME), [str(one) for one in form.getlist("other")]
    try:
        if not others:
            raise InputError("Tick who is the same.")
        relink.merge(room.store, [id_, *others], by, field(form, "note", LONGEST_NOTE) or None)
    except InputError as error:
        return _page(request, room, id_, field(form, "asked", 300), str(error))
    return signed(RedirectResponse(path_to("identity", id_), 303), by)


@router.post("/identity/{id_}/split")
def split(request: Request, room: Room, id_: str, form: Form) -> Response:
    """Off with the appearances that were ticked."""
    by, apart = field(form, "by", LONGEST_NAME), [str(one) for one in form.getlist("appearance")]
    try:
        if not apart:
            raise InputError("Tick the articles that mean somebody else.")
        relink.split(room.store, apart, by, field(form, "note", LONGEST_NOTE) or None)
    except InputError as error:
        return _page(request, room, id_, "", str(error))
    return signed(RedirectResponse(path_to("identity", id_), 303), by)


def _page(request: Request, room: RoomOf, id_: str, asked: str, wrong: str | None = None) -> Response:
    page = identity_page(room.store, id_, asked.strip(), wrong)
    if page is None:
        raise HTTPException(404, NO_SPEAKER)
    return answer(request, "identity.html", page, status=422 if wrong else 200)
