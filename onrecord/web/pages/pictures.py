"""`/timeline`, `/compare`, `/network`, `/map`: the record as pictures. Imports web's own parts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.web.dependencies import Room
from onrecord.web.render import answer
from onrecord.web.views.pictures import compare_page, map_page, network_page, timeline_page

router = APIRouter()

Words = Annotated[str, Query(max_length=1000)]


@router.get("/timeline")
def timeline(request: Request, room: Room, q: Words = "") -> Response:
    page = timeline_page(room.asked, q.strip())
    return answer(request, "timeline.html", page)


@router.get("/compare")
def compare(
    request: Request, room: Room, who: Annotated[list[Words] | None, Query(max_length=10)] = None, q: Words = ""
) -> Response:
    page = compare_page(room.asked, q.strip(), who or [])
    return answer(request, "compare.html", page)


@router.get("/network")
def network(request: Request, room: Room, q: Words = "") -> Response:
    page = network_page(room.asked, q.strip())
    return answer(request, "network.html", page)


@router.get("/map")
def map_(request: Request, room: Room, q: Words = "") -> Response:
    page = map_page(room.asked, q.strip())
    return answer(request, "map.html", page)
