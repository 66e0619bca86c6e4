"""What a warm function has just read, so that not each payment reads the same item anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

V = TypeVar("V")


class Remembered(Generic[V]):
    """Values by name, each for `longest` from when it was read, the `most` that were read last."""

    def __init__(self, longest: timedelta, most: int) -> None:
        self._longest, self._most = longest, most
        self._kept: dict[str, tuple[datetime, V]] = {}

    def get(self, name: str, now: datetime, read: Callable[[], V | None]) -> V | None:
        """Return what is remembered under `name`, or what `read` returns. That there is nothing is not
        remembered.
        """
        kept = self._kept.pop(name, None)
        if kept is None or not timedelta() <= now - kept[0] < self._longest:
            found = read()
            if found is None:
                return None
            kept = (now, found)
        if len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]
        self._kept[name] = kept
        return kept[1]
