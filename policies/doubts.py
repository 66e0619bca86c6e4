"""What checks depend on that nobody can tell from the files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_DOUBTS: Final[ContextVar[list[str] | None]] = ContextVar("doubts", default=None)


@contextmanager
def doubts() -> Iterator[list[str]]:
    """What a check depends on that nobody can tell, a sentence each, added to the list while it runs."""
    noted: list[str] = []
    token = _DOUBTS.set(noted)
    try:
        yield noted
    finally:
        _DOUBTS.reset(token)


def doubt(reason: str) -> None:
    """Note what a check depends on, once, in the list of the innermost `doubts`."""
    noted = _DOUBTS.get()
    if noted is not None and reason not in noted:
        noted.append(reason)
