"""The name under which somebody reviews in this browser, kept in a cookie. Imports record."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from onrecord.record.review import LONGEST_NAME

NAME_COOKIE = "onrecord_name"
_A_YEAR = 365 * 24 * 3600


def reviewer_of(request: Request) -> str:
    """Empty where nobody has reviewed here."""
    return unquote(request.cookies.get(NAME_COOKIE, ""))[:LONGEST_NAME]


def signed(response: Response, by: str) -> Response:
    """Have the browser remember the name."""
    response.set_cookie(NAME_COOKIE, quote(by), max_age=_A_YEAR, httponly=True, samesite="strict")
    return response
