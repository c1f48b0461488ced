"""`/search`: the box, and what it finds. Imports web's own parts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.web.render import answer
from onrecord.web.room import Room
from onrecord.web.views.search import search_page

router = APIRouter()


@router.get("/search")
def search(request: Request, room: Room, q: Annotated[str, Query(max_length=1000)] = "") -> Response:
    return answer(request, "search.html", search_page(room.store.view, q))
