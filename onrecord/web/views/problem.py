"""What is shown where something is wrong. Imports the standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Problem:
    """`error` is a sentence for people: what was wrong and what to do."""

    status: int
    error: str

    @property
    def title(self) -> str:
        return "There is nothing here" if self.status == HTTPStatus.NOT_FOUND else HTTPStatus(self.status).phrase
