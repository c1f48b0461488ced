"""`/speakers`: who spoke, and what the record knows of them. Imports web's own parts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.dependencies import Room
from onrecord.web.escaping import path_to
from onrecord.web.render import answer
from onrecord.web.views.speaker import speaker_page, speakers_page

router = APIRouter()

NO_SPEAKER = "The record knows nobody of this id. Articles may have been linked anew: look for the name."


@router.get("/speakers")
def speakers(request: Request, room: Room, name: Annotated[str, Query(max_length=300)] = "") -> Response:
    """Everybody of a name; where there is one only, that one."""
    page = speakers_page(room.asked, name)
    if len(page.speakers) == 1 and not request.state.json:
        return RedirectResponse(path_to("speakers", page.speakers[0].id), 303)
    return answer(request, "speakers.html", page)


@router.get("/speakers/{id_:path}")
def speaker(
    request: Request,
    room: Room,
    id_: str,
    q: Annotated[str, Query(max_length=1000)] = "",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    page = speaker_page(room.asked, id_, q, cursor)
    if page is None:
        raise HTTPException(404, NO_SPEAKER)
    return answer(request, "speaker.html", page)
