"""How sure it is that an event is right in everything: logistic regression on the evidence. Imports network only.

Fitted on articles that the network was not trained on (training/events.py); `weights/events.json` has its numbers.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from onrecord.extract.network.tokens import WEIGHTS

SETTINGS = WEIGHTS / "events.json"


@cache
def settings() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SETTINGS.read_text(encoding="utf-8"))
    return loaded


def confidence(evidence: Sequence[float]) -> float:
    """`evidence` are probabilities in 0..1."""
    z = settings()["bias"] + sum(w * e for w, e in zip(settings()["weights"], evidence, strict=True))
    return round(1 / (1 + math.exp(-z)), 3)
