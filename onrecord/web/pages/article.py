"""`/articles/ID`: an article as it reads, with its statements. Imports web's own parts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from onrecord.web.render import answer
from onrecord.web.room import Room
from onrecord.web.views.article import article_page

router = APIRouter()

NO_ARTICLE = "The record has no article of this id, or not as many parts of it."


@router.get("/articles/{id_:path}")
def article(
    request: Request,
    room: Room,
    id_: str,
    part: Annotated[int, Query(ge=1)] = 1,
    version: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    page = article_page(room.store, id_, part=part, version=version)
    if page is None:
        raise HTTPException(404, NO_ARTICLE)
    return answer(request, "article.html", page)
