"""`/events`: who did what to whom. Imports web's own parts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from onrecord.web.dependencies import Room
from onrecord.web.pages.speaker import NO_SPEAKER
from onrecord.web.render import answer
from onrecord.web.views.events import events_page
from onrecord.web.views.search import event_search_page

router = APIRouter()


@router.get("/events")
def events(
    request: Request,
    room: Room,
    q: Annotated[str, Query(max_length=1000)] = "",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Those that fit a query."""
    page = event_search_page(room.store.view, q, cursor)
    return answer(request, "events.html", page, status=422 if page.wrong and request.state.json else 200)


@router.get("/speakers/{id_}/events")
def events_of_speaker(
    request: Request, room: Room, id_: str, cursor: Annotated[str | None, Query(max_length=500)] = None
) -> Response:
    """Those in which somebody acts or is acted upon."""
    page = events_page(room.store, id_, cursor)
    if page is None:
        raise HTTPException(404, NO_SPEAKER)
    return answer(request, "speaker_events.html", page)
