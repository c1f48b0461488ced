"""`/missed`: a person adds a statement that the machine did not read. Imports extract's kinds and web's own parts."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from onrecord import reviewing
from onrecord.errors import InputError
from onrecord.extract.text.quotations import kind_of
from onrecord.record import Polarity, Span
from onrecord.record.review import LONGEST_NAME, LONGEST_NOTE, Reading, Review
from onrecord.web.dependencies import Form, Room, RoomOf, field
from onrecord.web.pages.article import NO_ARTICLE, to_added
from onrecord.web.pages.reviews import LONGEST_PART, one_of, speaker_as_typed
from onrecord.web.render import answer, answer_json
from onrecord.web.reviewer import signed
from onrecord.web.typed_spans import read_spans
from onrecord.web.views.article import MissedForm, article_page

router = APIRouter()


@router.post("/missed")
def add_missed(request: Request, room: Room, form: Form) -> Response:
    """Add it. What cannot be taken comes back with the article and the form as it was typed."""
    article = field(form, "article", LONGEST_PART)
    given = MissedForm(
        near=field(form, "near", 20),
        source=field(form, "source", LONGEST_PART),
        cue=field(form, "cue", LONGEST_PART),
        content=field(form, "content", LONGEST_PART),
        speaker=field(form, "speaker", LONGEST_PART),
        type=field(form, "type", 40),
        polarity=field(form, "polarity", 40),
        note=field(form, "note", LONGEST_NOTE),
        by=field(form, "by", LONGEST_NAME),
    )
    try:
        added = _add(room, article, field(form, "version", 64), given)
    except InputError as error:
        if request.state.json:
            raise
        return _again(request, room, article, form, replace(given, wrong=str(error)))
    if request.state.json:
        return signed(answer_json(request, {"statement": added.statement, "review": added.id}), added.by)
    return signed(to_added(room.store, article, added.statement), added.by)


def _add(room: RoomOf, article: str, version: str, given: MissedForm) -> Review:
    record = room.store.view.record(article)
    if record is None:
        raise HTTPException(404, NO_ARTICLE)
    text = record.article.text
    near = _paragraph(given.near, text)
    source, cue, content = (
        read_spans(lines, text, near, what)
        for lines, what in ((given.source, "Source"), (given.cue, "Cue"), (given.content, "Content"))
    )
    if not content:
        raise InputError("Content: choose the words that are said; a statement says something.")
    speaker = speaker_as_typed(given.speaker, given.type)
    reading = Reading(source, cue, content, kind_of(text, content), one_of(Polarity, given.polarity), speaker)
    return reviewing.add(room.store, article, version, reading, given.by, given.note)


def _paragraph(near: str, text: str) -> Span:
    """From the place to the end of its line; the whole text where no place is given."""
    start = int(near) if near.isdecimal() and int(near) < len(text) else None
    if start is None:
        return Span(0, max(1, len(text)))
    end = text.find("\n", start + 1)
    return Span(start, len(text) if end < 0 else end)


def _again(request: Request, room: RoomOf, article: str, form: FormData, given: MissedForm) -> Response:
    part = field(form, "part", 9)
    page = article_page(room.store, article, part=int(part) if part.isdecimal() else 1, missed=given)
    if page is None:
        raise HTTPException(404, NO_ARTICLE)
    return answer(request, "article.html", page, status=422)
