"""`/`: the front page: how much there is, and what was published last. Imports store and web's own parts."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.store import ArticleLine, Counts
from onrecord.web.dependencies import Room
from onrecord.web.render import answer

router = APIRouter()

_LATEST = 12


@dataclass(frozen=True, slots=True)
class FrontPage:
    """`counts` is None where they are still being made."""

    counts: Counts | None
    latest: tuple[ArticleLine, ...]


@router.get("/")
def front(request: Request, room: Room) -> Response:
    return answer(request, "front.html", FrontPage(room.figures.latest(), room.store.view.find_articles(limit=_LATEST)))
