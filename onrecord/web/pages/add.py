"""`/add`: paste a text or a link, drop files; `/jobs/ID`: how far reading has come. Imports acquire and web's own parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from onrecord.acquire.found import Known
from onrecord.acquire.input_formats import BY_ENDING
from onrecord.errors import InputError
from onrecord.web.dependencies import Form, Room, RoomOf, field
from onrecord.web.escaping import path_to
from onrecord.web.incoming import LONGEST_TEXT, is_link, linked, pasted, uploaded
from onrecord.web.jobs import Job, Work
from onrecord.web.render import answer

router = APIRouter()

_LOOK_AGAIN = 1  # seconds until the page of a job that is not over looks again


@dataclass(frozen=True, slots=True)
class AddPage:
    """What was given is kept where something is wrong with it (`error`), so that it can be put right."""

    suffixes: tuple[str, ...] = tuple(BY_ENDING)
    error: str | None = None
    given: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""


@router.get("/add")
def add(request: Request) -> Response:
    return answer(request, "add.html", AddPage())


@router.post("/add")
def add_given(request: Request, room: Room, form: Form) -> Response:
    given = field(form, "given", LONGEST_TEXT + 1)
    try:
        what, work, total = _work(form, given, room)
    except InputError as error:
        title, publisher, published, url = (field(form, name) for name in ("title", "publisher", "published", "url"))
        page = AddPage(error=str(error), given=given, title=title, publisher=publisher, published=published, url=url)
        return answer(request, "add.html", page, status=422)
    job = room.jobs.start(what, work, total)
    if job is None:
        work.clear()
        raise HTTPException(503, "Too much is waiting to be read already. Try again in a minute.")
    return RedirectResponse(f"/jobs/{job.id}", 303)


def _work(form: FormData, given: str, room: RoomOf) -> tuple[str, Work, int | None]:
    """What was given: files, else a link where it is nothing but one, else a text. Raises InputError."""
    files = [(one.filename, one.file) for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if files:
        names = ", ".join(name for name, _ in files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
        return names, uploaded(files, room.follow), len(files)
    if not given:
        raise InputError("There is nothing to read: paste a text or a link, or choose files.")
    if is_link(given):
        return given, linked(given, room.follow), None
    known = Known(
        title=field(form, "title") or None,
        url=field(form, "url") or None,
        publisher=field(form, "publisher") or None,
        published=_day(field(form, "published")),
    )
    return known.title or "the pasted text", pasted(given, known), 1


def _day(given: str) -> str | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise InputError(f"“{given:.20}” is no day; write it as 2024-02-27.") from None


@router.get("/jobs/{id_}")
def job(request: Request, room: Room, id_: str, stay: Annotated[bool, Query()] = False) -> Response:
    """How far it has come; once it is over, and gave one article, that."""
    found = room.jobs.get(id_)
    if found is None:
        raise HTTPException(404, "There is no such reading, or it is long over. What was read is in the record: search for it.")
    article = _only_article(found)
    if article is not None and not stay and not request.state.json:
        return RedirectResponse(path_to("articles", article), 303)
    page = answer(request, "job.html", found)
    if not found.over:
        page.headers["Refresh"] = str(_LOOK_AGAIN)
        page.headers["Cache-Control"] = "no-store"
    return page


def _only_article(job: Job) -> str | None:
    return job.lines[0].article if job.over and job.pages == 1 and job.lines else None
