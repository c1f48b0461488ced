"""A view as an answer: an HTML page or JSON, whichever was asked for, with an ETag.

Imports extract's list of countries and web's own parts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from onrecord.extract.places.countries import usual_name
from onrecord.web import escaping
from onrecord.web.access import Access
from onrecord.web.reviewer import reviewer_of
from onrecord.web.views.parts import marked_context


@cache
def environment() -> Environment:
    """The templates: everything is escaped, and a name that is not there is an error instead of nothing."""
    made = Environment(
        loader=PackageLoader("onrecord.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {
        "words": escaping.words,
        "revealed": escaping.revealed,
        "plain": escaping.plain,
        "day": escaping.day,
        "percent": escaping.percent,
        "thousands": escaping.thousands,
        "country": _country,
    }
    made.globals |= {"path_to": escaping.path_to, "web_link": escaping.web_link, "with_field": escaping.with_field}
    made.globals |= {"marked_context": marked_context}
    return made


def _country(code: str) -> Markup:
    """The name of a country; the code itself where it is that of none (PLOVER has some)."""
    try:
        return escaping.words(usual_name(code))
    except KeyError:
        return escaping.words(code)


def answer(request: Request, template: str, view: Any, *, status: int = 200) -> Response:
    """The view as JSON where that was asked for, else the template with `view`, `path`, `signed_in`, `form_token`, `reviewer`."""
    if request.state.json:
        return answer_json(request, view, status=status)
    access: Access = request.app.state.access
    session: str = request.state.session
    html = (
        environment()
        .get_template(template)
        .render(
            view=view,
            path=request.url.path,
            signed_in=bool(session),
            form_token=access.form_token(session) if session else "",
            reviewer=reviewer_of(request),
        )
    )
    return _tagged(request, html.encode("utf-8", "replace"), "text/html; charset=utf-8", status)


def answer_json(request: Request, view: Any, *, status: int = 200) -> Response:
    body = json.dumps(as_json(view), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _tagged(request, body.encode("utf-8", "backslashreplace"), "application/json", status)


def as_json(value: Any) -> Any:
    """Dataclasses as objects with a member a field, tuples as arrays, enums as their values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value


def _tagged(request: Request, body: bytes, media_type: str, status: int) -> Response:
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Vary": "Accept, Cookie"}
    if status == 200 and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type)
