"""Reviewing: a statement's reviews and the form to fix it, undoing, and `/reviews`, how much stood. Imports web's own parts."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from onrecord import relink, reviewing
from onrecord.errors import InputError
from onrecord.record import Kind, Polarity, Speaker, SpeakerType
from onrecord.record.review import LONGEST_NAME, LONGEST_NOTE, Reading, Verdict
from onrecord.store import Hit
from onrecord.web.dependencies import Form, Room, RoomOf, field
from onrecord.web.escaping import path_to
from onrecord.web.pages.statement import NO_STATEMENT
from onrecord.web.render import answer, answer_json
from onrecord.web.reviewer import signed
from onrecord.web.typed_spans import read_spans
from onrecord.web.views.reviews import (
    NO_SPEAKER,
    Fields,
    review_page,
    reviews_page,
    statement_reviews,
    unattached_page,
)

router = APIRouter()

Choice = TypeVar("Choice", bound=StrEnum)

LONGEST_PART = 40_000


@router.get("/reviews")
def reviews(request: Request, room: Room) -> Response:
    return answer(request, "reviews.html", reviews_page(room.store))


@router.get("/reviews/unattached")
def unattached(request: Request, room: Room) -> Response:
    return answer(request, "reviews_unattached.html", unattached_page(room.store))


@router.get("/statements/{id_}/review")
def review(request: Request, room: Room, id_: str) -> Response:
    page = review_page(room.store, id_)
    if page is None:
        raise HTTPException(404, NO_STATEMENT)
    return answer(request, "review.html", page)


@router.post("/statements/{id_}/reviews")
def add_review(request: Request, room: Room, id_: str, form: Form) -> Response:
    """Accept, reject or fix. What cannot be taken comes back with the form as it was typed."""
    hit = room.store.view.statement(id_)
    if hit is None:
        raise HTTPException(404, NO_STATEMENT)
    by, note = field(form, "by", LONGEST_NAME), field(form, "note", LONGEST_NOTE)
    try:
        _add(room, hit, field(form, "verdict"), form, by, note)
    except InputError as error:
        page = review_page(room.store, id_, fields=_fields(form))
        if page is None or request.state.json:
            raise
        return answer(request, "review.html", replace(page, wrong=str(error), by=by, note=note), status=422)
    if request.state.json:
        return signed(answer_json(request, statement_reviews(room.store, hit)), by)
    return signed(RedirectResponse(f"{path_to('statements', id_)}#reviews", 303), by)


@router.post("/reviews/{id_}/undo")
def undo_review(room: Room, id_: str, form: Form) -> Response:
    by = field(form, "by", LONGEST_NAME)
    undone = reviewing.undo(room.store, id_, by, field(form, "note", LONGEST_NOTE))
    hit = room.store.view.statement(undone.statement)
    read = hit is not None and hit.added is None
    place = f"{path_to('statements', undone.statement)}#reviews" if read else f"{path_to('articles', undone.article)}#text"
    return signed(RedirectResponse(place, 303), by)


@router.post("/decisions/{id_}/undo")
def undo_decision(room: Room, id_: str, form: Form) -> Response:
    by = field(form, "by", LONGEST_NAME)
    relink.undo(room.store, id_, by, field(form, "note", LONGEST_NOTE))
    return signed(RedirectResponse("/reviews#decisions", 303), by)


def _add(room: RoomOf, hit: Hit, verdict: str, form: FormData, by: str, note: str) -> None:
    match verdict:
        case Verdict.ACCEPT:
            reviewing.accept(room.store, hit.statement.id, by, note)
        case Verdict.REJECT:
            reviewing.reject(room.store, hit.statement.id, by, note)
        case Verdict.FIX:
            reviewing.fix(room.store, hit.statement.id, _reading(hit, _fields(form)), by, note)
        case _:
            raise InputError("A review is accept, reject or fix.")


def _fields(form: FormData) -> Fields | None:
    if "content" not in form:
        return None
    names = ("source", "cue", "content", "speaker", "type", "kind", "polarity")
    return Fields(*(field(form, name, LONGEST_PART) for name in names))


def _reading(hit: Hit, fields: Fields | None) -> Reading:
    if fields is None:
        raise InputError("Say how it is to be read.")
    text, near = hit.article.text, hit.window
    return Reading(
        read_spans(fields.source, text, near, "Source"),
        read_spans(fields.cue, text, near, "Cue"),
        read_spans(fields.content, text, near, "Content"),
        one_of(Kind, fields.kind),
        one_of(Polarity, fields.polarity),
        _speaker(hit, fields),
    )


def _speaker(hit: Hit, fields: Fields) -> Speaker | None:
    """The machine's own where it is the same, so that role, country and mention stay."""
    typed, read = speaker_as_typed(fields.speaker, fields.type), hit.statement.speaker
    return read if read and typed and (read.name, read.type) == (typed.name, typed.type) else typed


def speaker_as_typed(typed: str, type_: str) -> Speaker | None:
    """None where it is not known. Raises InputError where name and type do not go together."""
    if type_ == NO_SPEAKER:
        if typed:
            raise InputError("Speaker: there is a name, so choose what it is the name of, or leave it empty.")
        return None
    of_type, name = one_of(SpeakerType, type_), " ".join(typed.split()) or None
    if name is None and of_type not in (SpeakerType.UNNAMED, SpeakerType.GROUP, SpeakerType.AUTHOR):
        raise InputError(f"Speaker: what is the name of the {of_type}? Choose “unnamed” where the text gives none.")
    return Speaker(name, of_type)


def one_of(choices: type[Choice], given: str) -> Choice:
    try:
        return choices(given)
    except ValueError:
        raise InputError(f"“{given[:40]}” is none of {', '.join(choices)}.") from None
