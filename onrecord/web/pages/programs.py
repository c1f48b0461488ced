"""`/api`: what programs may ask, from the application's own description of itself. Imports web's own parts."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.web.render import answer

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    summary: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgramsPage:
    operations: tuple[Operation, ...]


@router.get("/api")
def programs(request: Request) -> Response:
    described = request.app.openapi()["paths"]
    operations = tuple(
        Operation(
            method.upper(),
            path,
            operation.get("description", ""),
            tuple(parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "query"),
        )
        for path, methods in described.items()
        for method, operation in methods.items()
    )
    return answer(request, "programs.html", ProgramsPage(operations))
