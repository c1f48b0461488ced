"""The web application, put together. May import everything below cli."""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files
from types import ModuleType

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from onrecord.errors import InputError, OnrecordError
from onrecord.store import Store
from onrecord.web import api
from onrecord.web.access import Access
from onrecord.web.dependencies import RoomOf
from onrecord.web.drafts import Drafts
from onrecord.web.figures import Figures
from onrecord.web.guard import Guard
from onrecord.web.incoming import Follow, follow_public
from onrecord.web.jobs import Jobs
from onrecord.web.pages import (
    add,
    article,
    events,
    front,
    identity,
    lists,
    missed,
    pictures,
    programs,
    reviews,
    search,
    sign_in,
    speaker,
    statement,
    suggest,
)
from onrecord.web.render import answer
from onrecord.web.views.problem import Problem

PAGES: tuple[ModuleType, ...] = (
    front,
    search,
    suggest,
    reviews,
    missed,
    statement,
    article,
    events,
    speaker,
    identity,
    add,
    lists,
    pictures,
    sign_in,
    programs,
)


SECONDS = 10.0  # that one question to the store may take


def create_app(store: Store, access: Access, *, follow: Follow = follow_public, seconds: float = SECONDS) -> FastAPI:
    """The reading room of `store`. `access` says who may read and write (`access.access_for`), `follow` fetches links. Questions
    that take longer than `seconds` are given up."""
    app = FastAPI(
        title="onrecord",
        version=version("onrecord"),
        summary="Who said what, tied to the exact characters it was read from.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # these load scripts from elsewhere
        redoc_url=None,
    )
    app.state.access = access
    figures = Figures(store.view)
    app.state.room = RoomOf(store, store.within(seconds), access, Jobs(store, figures.forget), figures, Drafts(), follow)
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=str(files("onrecord.web") / "static")), name="static")
    app.add_exception_handler(StarletteHTTPException, _told)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _told)
    app.add_exception_handler(OnrecordError, _told)
    app.add_exception_handler(Exception, _told)
    app.add_middleware(Guard, access=access)
    return app


async def _told(request: Request, error: Exception) -> Response:
    """What went wrong, as a page or as JSON."""
    match error:
        case StarletteHTTPException():
            status, message = error.status_code, error.detail
        case RequestValidationError():
            status, message = 422, "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
        case InputError():
            status, message = 422, str(error)
        case OnrecordError():
            status, message = 503, str(error)
        case _:  # a fault of ours, which the log tells in full
            status, message = 500, "Something went wrong here; the terminal that onrecord serve runs in says what."
    return answer(request, "problem.html", Problem(status, message), status=status)
