"""`/search`: the box, and what it finds. Imports store and web's own parts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.store import Sort
from onrecord.web.dependencies import Room
from onrecord.web.render import answer
from onrecord.web.views.search import search_page

router = APIRouter()


@router.get("/search")
def search(
    request: Request,
    room: Room,
    q: Annotated[str, Query(max_length=1000)] = "",
    sort: Sort = Sort.NEWEST,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    page = search_page(room.asked, q, sort, cursor)
    return answer(request, "search.html", page, status=422 if page.wrong and request.state.json else 200)
