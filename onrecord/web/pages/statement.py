"""`/statements/ID`: the permanent address of a statement. Imports store and web's own parts."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.dependencies import Room
from onrecord.web.escaping import path_to
from onrecord.web.pages.article import to_added
from onrecord.web.render import answer
from onrecord.web.views.statement import statement_page
from onrecord.web.views.why import why_page

router = APIRouter()

NO_STATEMENT = "The record has no statement of this id. It may have been read anew since: search for its words."


@router.get("/statements/{id_:path}/speaker")
def speaker_of_statement(room: Room, id_: str) -> Response:
    """To the page of whoever made the statement: the person that linking found, else everybody of that name."""
    view = room.store.view
    entity = view.speaker_of(id_)
    if entity is not None and room.store.overview.name_of(entity) is not None:
        return RedirectResponse(path_to("speakers", entity), 303)
    hit = view.statement(id_)
    if hit is None or hit.speaker is None:
        raise HTTPException(404, "Nobody is named as the speaker of this statement.")
    return RedirectResponse(f"/speakers?{urlencode({'name': hit.speaker})}", 303)


@router.get("/statements/{id_:path}/why")
def why(request: Request, room: Room, id_: str) -> Response:
    """What decided the statement: the article is read once more, with a watch on each choice."""
    page = why_page(room.store.view, id_)
    if page is None:
        raise HTTPException(404, NO_STATEMENT)
    return answer(request, "why.html", page)


@router.get("/statements/{id_:path}")
def statement(request: Request, room: Room, id_: str) -> Response:
    page = statement_page(room.store, id_)
    if page is None and (added := room.store.reviews.addition(id_)):
        return to_added(room.store, added.article, id_)
    if page is None:
        raise HTTPException(404, NO_STATEMENT)
    return answer(request, "statement.html", page)
