"""Python runs this at start-up when its folder is on PYTHONPATH: reading then crashes, hangs or eats memory on request."""

from __future__ import annotations

import os
import time
from typing import Any

from onrecord import pipeline
from onrecord.record import Record

read_page = pipeline.read_page


def faulty(data: bytes, *rest: Any, **options: Any) -> Record:
    if b"please crash" in data:
        os._exit(9)
    if b"please hang" in data:
        time.sleep(600)
    if b"please eat memory" in data:
        bytearray(8 << 30)
    if b"please fail" in data:
        raise ZeroDivisionError("as asked")
    return read_page(data, *rest, **options)


vars(pipeline)["read_page"] = faulty
