"""What starts the function, and what it reads and may do: the same as `front`."""

from __future__ import annotations

from dataclasses import replace

from handlers.functions.front.spec import SPEC as FRONT

SPEC = replace(
    FRONT,
    name="private_front",
    purpose="Answers for all functions of the API, to callers whom API Gateway names",
)
