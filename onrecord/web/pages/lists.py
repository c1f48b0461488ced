"""`/issues`: what could not be read; `/feeds`: what is watched. Imports store and web's own parts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.store import AddressLine, FeedLine
from onrecord.store.answers.issue_lists import IssueKind, ListedIssue
from onrecord.web.dependencies import Room
from onrecord.web.render import answer

router = APIRouter()

_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class IssuesPage:
    """`code` is the one that is shown, None for all; `next` the key that the next page begins after."""

    kinds: tuple[IssueKind, ...]
    code: str | None
    issues: tuple[ListedIssue, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """`feed` is the one whose addresses are shown, None for the newest of all."""

    feeds: tuple[FeedLine, ...]
    feed: str | None
    addresses: tuple[AddressLine, ...]


@router.get("/issues")
def issues(
    request: Request,
    room: Room,
    code: Annotated[str | None, Query(max_length=100)] = None,
    after: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
) -> Response:
    overview = room.store.overview
    found = overview.issues_after(after, code=code or None, limit=_A_PAGE + 1)
    shown = found[:_A_PAGE]
    next_ = shown[-1].key if len(found) > _A_PAGE else None
    return answer(request, "issues.html", IssuesPage(overview.issue_kinds(), code or None, shown, next_))


@router.get("/feeds")
def feeds(request: Request, room: Room, feed: Annotated[str | None, Query(max_length=4000)] = None) -> Response:
    view = room.store.view
    return answer(
        request, "feeds.html", FeedsPage(view.feeds(), feed or None, tuple(islice(view.addresses(feed or None), _A_PAGE)))
    )
