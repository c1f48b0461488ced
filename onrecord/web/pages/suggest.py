"""`/suggest`: how a query that is being typed may go on. Imports search, store and web's own parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.query.fields import FIELDS
from onrecord.web.dependencies import Room
from onrecord.web.render import answer_json

router = APIRouter()

_SHORTEST = 2  # letters from which names are suggested
_LAST = re.compile(r'(?P<field>speaker:)?(?P<open>"?)(?P<word>[^\s":()]*(?:(?<=")[^"]*)?)$')


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Whole queries, each of which begins with what was typed before its last word."""

    suggestions: tuple[str, ...]


@router.get("/suggest")
def suggest(request: Request, room: Room, q: Annotated[str, Query(max_length=1000)] = "") -> Response:
    last = _LAST.search(q)
    assert last is not None  # the pattern fits the end of anything
    before, word = q[: last.start()], last["word"]
    fields = [f"{before}{name}:" for name in FIELDS if word and name.startswith(word.lower()) and not last["field"]]
    names = room.asked.overview.names_beginning(word) if len(word) >= _SHORTEST else ()
    found = [before + 'speaker:"{}"'.format(name.replace('"', " ")) for name in names]
    return answer_json(request, Suggestions((*fields, *found)))
