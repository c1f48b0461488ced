"""The record for programs, under /api/v1: the values of the pages as JSON. Imports everything below web, and web's own parts.

Reading needs no token on the loopback address; adding always does (`Authorization: Bearer TOKEN`). docs/api.md describes it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response, StreamingResponse

from onrecord.acquire.found import Known
from onrecord.check.draft import check_draft
from onrecord.errors import InputError
from onrecord.record.codec import to_json
from onrecord.search.executor import ask, ask_articles, facets
from onrecord.search.spelling import Taken
from onrecord.store import ArticleLine, Facets, Sort
from onrecord.web.dependencies import Room
from onrecord.web.export import STREAMED, exported
from onrecord.web.incoming import LONGEST_TEXT, linked, pasted
from onrecord.web.jobs import Job
from onrecord.web.pages.article import NO_ARTICLE
from onrecord.web.pages.speaker import NO_SPEAKER
from onrecord.web.pages.statement import NO_STATEMENT
from onrecord.web.render import answer_json
from onrecord.web.views.check import CheckPage, check_page
from onrecord.web.views.parts import StatementShown, statement_shown
from onrecord.web.views.problem import Problem
from onrecord.web.views.reviews import Standing, standing_of_hits
from onrecord.web.views.speaker import SpeakerPage, SpeakersPage, speaker_page, speakers_page
from onrecord.web.views.statement import StatementPage, statement_page

LONGEST_DRAFT = 100_000  # code points of a draft that is checked
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "It cannot be understood"},
    401: {"model": Problem, "description": "The token is missing or wrong"},
    413: {"model": Problem, "description": "It is too large"},
    422: {"model": Problem, "description": "What was asked cannot be done as it was asked"},
    503: {"model": Problem, "description": "The database refused, or too much is waiting"},
}
_NOT_THERE: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "There is none of this id"}}

router = APIRouter(prefix="/api/v1", responses=_PROBLEMS)

Typed = Annotated[str, Query(max_length=1000, description="A query, as in the search box: docs/search.md")]
Cursor = Annotated[str | None, Query(max_length=500, description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=100)]
Streamed = Annotated[str, Query(pattern=f"^({'|'.join(STREAMED)})$", description="docs/formats.md describes them")]
Id = Annotated[str, Path(max_length=1000)]


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements that fit. `next` is the cursor of those that follow; `taken` are names that were looked for in other spellings;
    `ranked` is set where the best of only so many newest were looked for; `reviewed` has what people said, by statement."""

    query: str
    statements: tuple[StatementShown, ...]
    next: str | None
    taken: tuple[Taken, ...]
    ranked: int | None
    reviewed: dict[str, Standing]


@dataclass(frozen=True, slots=True)
class Articles:
    """Articles that fit; everything as in `Statements`."""

    query: str
    articles: tuple[ArticleLine, ...]
    next: str | None
    taken: tuple[Taken, ...]


class Draft(BaseModel):
    text: str = Field(min_length=1, max_length=LONGEST_DRAFT)


class Given(BaseModel):
    """An article to add: its `text` with what is known of it; or only the `url` of a page or a feed, which is fetched then."""

    text: str | None = Field(None, max_length=LONGEST_TEXT)
    url: str | None = Field(None, max_length=4000)
    id: str | None = Field(None, min_length=1, max_length=500)
    title: str | None = Field(None, max_length=2000)
    publisher: str | None = Field(None, max_length=500)
    authors: tuple[str, ...] = Field((), max_length=100)
    published: date | None = None


def _writing(request: Request) -> None:
    """Raises HTTPException 401 for whoever does not bear the token. A session is not enough: other sites could use it."""
    if not request.state.bearer:
        raise HTTPException(401, "Send the token: Authorization: Bearer TOKEN.", {"WWW-Authenticate": "Bearer"})


@router.get("/search", response_model=Statements)
def search(
    request: Request, room: Room, q: Typed = "", sort: Sort = Sort.NEWEST, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """Statements that fit a query."""
    found = ask(room.asked.view, q, sort=sort, limit=limit, cursor=cursor)
    shown = tuple(statement_shown(hit) for hit in found.page.hits)
    reviewed = standing_of_hits(room.asked, found.page.hits)
    return answer_json(request, Statements(q, shown, found.page.next, found.taken, found.page.ranked, reviewed))


@router.get("/facets", response_model=Facets)
def facets_of(request: Request, room: Room, q: Typed = "") -> Response:
    """What the statements that fit are spread over: speakers, publishers, months."""
    return answer_json(request, facets(room.asked.view, q))


@router.get("/statements/{id}", response_model=StatementPage, responses=_NOT_THERE)
def statement(request: Request, room: Room, id: Id) -> Response:
    """A statement in its words, with its proof."""
    page = statement_page(room.store, id)
    if page is None:
        raise HTTPException(404, NO_STATEMENT)
    return answer_json(request, page)


@router.get("/articles", response_model=Articles)
def articles(
    request: Request, room: Room, q: Typed = "", sort: Sort = Sort.NEWEST, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """Articles that fit a query, the newest or oldest first: their title and text have its words, and what can only be said of a
    statement, one of theirs fits."""
    found = ask_articles(room.asked.view, q, sort=sort, limit=limit, cursor=cursor)
    return answer_json(request, Articles(q, found.page.articles, found.page.next, found.taken))


@router.get("/articles/{id}", response_model=dict[str, Any], responses=_NOT_THERE)
def article(request: Request, room: Room, id: Id) -> Response:
    """An article's record, as docs/record.md describes it."""
    record = room.store.view.record(id)
    if record is None:
        raise HTTPException(404, NO_ARTICLE)
    return answer_json(request, to_json(record))


@router.get("/speakers", response_model=SpeakersPage)
def speakers(request: Request, room: Room, name: Annotated[str, Query(min_length=1, max_length=300)]) -> Response:
    """Everybody of a name, or of a part of one."""
    return answer_json(request, speakers_page(room.asked, name))


@router.get("/speakers/{id}", response_model=SpeakerPage, responses=_NOT_THERE)
def speaker(request: Request, room: Room, id: Id, q: Typed = "", cursor: Cursor = None) -> Response:
    """A speaker: roles with evidence, and statements that fit a query."""
    page = speaker_page(room.asked, id, q, cursor)
    if page is None:
        raise HTTPException(404, NO_SPEAKER)
    if page.wrong:
        raise InputError(page.wrong)
    return answer_json(request, page)


@router.get("/export", response_class=StreamingResponse, responses={200: {"content": {"application/x-ndjson": {}}}})
def export(room: Room, q: Typed = "", format: Streamed = "jsonl") -> Response:
    """All that fits a query, as a stream: whole records as JSON Lines, or their statements in another format."""
    chosen = STREAMED[format]
    return StreamingResponse(exported(room.store.view, q, chosen), media_type=chosen.media_type)


@router.post("/check", response_model=CheckPage)
def check(request: Request, room: Room, draft: Draft) -> Response:
    """Every quotation and attribution of a draft against the record."""
    record = room.drafts.read(draft.text)
    return answer_json(request, check_page(draft.text, check_draft(record, room.asked.view)))


@router.post("/articles", response_model=Job, status_code=202, dependencies=[Depends(_writing)])
def add(request: Request, room: Room, given: Given) -> Response:
    """Read an article into the record; the answer is a job, which /jobs/{id} follows."""
    if given.text is not None:
        fields = asdict(Known()) | given.model_dump(exclude={"text", "published"})
        work = pasted(given.text, Known(**{**fields, "published": given.published and given.published.isoformat()}))
        what = given.title or "the given text"
    elif given.url is not None:
        work, what = linked(given.url, room.follow), given.url
    else:
        raise InputError("Give a text, or the url of one.")
    job = room.jobs.start(what, work, 1 if given.text is not None else None)
    if job is None:
        raise HTTPException(503, "Too much is waiting to be read already. Try again in a minute.")
    return answer_json(request, job, status=202)


@router.get("/jobs/{id}", response_model=Job, responses=_NOT_THERE)
def job(request: Request, room: Room, id: Id) -> Response:
    """How far reading has come."""
    found = room.jobs.get(id)
    if found is None:
        raise HTTPException(404, "There is no such job, or it is long over.")
    return answer_json(request, found)
