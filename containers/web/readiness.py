"""A check whose outcome is kept for a while: however many ask, one runs at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Final

from containers.web.database import Outcome

CHECK_SECONDS: Final = 3.0
KEPT_SECONDS: Final = 5.0


class KeptCheck:
    """Runs `check`, which may block, in a thread that the end of the process does not wait for."""

    def __init__(self, check: Callable[[], Outcome], *, seconds: float = CHECK_SECONDS) -> None:
        self._check, self._seconds = check, seconds
        self._outcome: asyncio.Future[Outcome] | None = None
        self._kept_until = 0.0

    async def outcome(self) -> Outcome:
        """Return how the check ended, within `seconds`: UNREACHABLE where it has not."""
        if self._outcome is None or (self._outcome.done() and time.monotonic() >= self._kept_until):
            self._outcome = self._begin()
        try:
            async with asyncio.timeout(self._seconds):
                return await asyncio.shield(self._outcome)
        except TimeoutError:
            return Outcome.UNREACHABLE

    def _begin(self) -> asyncio.Future[Outcome]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Outcome] = loop.create_future()

        def end(outcome: Outcome) -> None:
            self._kept_until = time.monotonic() + KEPT_SECONDS
            future.set_result(outcome)

        def run() -> None:
            outcome = self._check()
            with suppress(RuntimeError):  # the service has ended meanwhile
                loop.call_soon_threadsafe(end, outcome)

        Thread(target=run, daemon=True).start()
        return future
