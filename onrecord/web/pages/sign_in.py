"""`/sign-in`: the token for a session. Imports web's own parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.access import COOKIE
from onrecord.web.dependencies import Room, RoomOf, field
from onrecord.web.render import answer

router = APIRouter()


@dataclass(frozen=True, slots=True)
class SignInPage:
    wrong: bool = False


@router.get("/sign-in")
def sign_in(request: Request, room: Room, token: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The form; or, with the token in the address (as `onrecord serve` prints it), the session at once."""
    if token and room.access.is_token(token):
        return _with_session(room)
    return answer(request, "sign_in.html", SignInPage(wrong=bool(token)), status=403 if token else 200)


@router.post("/sign-in")
async def sign_in_with(request: Request, room: Room) -> Response:
    if room.access.is_token(field(await request.form(max_files=0, max_fields=5), "token", 200)):
        return _with_session(room)
    return answer(request, "sign_in.html", SignInPage(wrong=True), status=403)


def _with_session(room: RoomOf) -> Response:
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, room.access.new_session(), httponly=True, samesite="strict")
    return answer
