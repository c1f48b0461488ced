"""`/articles/ID`: an article as it reads, with its statements. Imports store and web's own parts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.store import Store
from onrecord.web.dependencies import Room
from onrecord.web.escaping import path_to
from onrecord.web.render import answer
from onrecord.web.views.article import article_page, place_of_added

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


def to_added(store: Store, article: str, statement: str) -> Response:
    """To the place in its article where a statement stands that a person added."""
    part, number = place_of_added(store, article, statement)
    place = f"?part={part}" if part > 1 else ""
    return RedirectResponse(f"{path_to('articles', article)}{place}#{f'note-{number}' if number else 'text'}", 303)
