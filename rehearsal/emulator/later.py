"""What happens in a while, on the emulator's event loop: between two requests, never within one."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable

_loop: list[asyncio.AbstractEventLoop] = []


def begin() -> None:
    """Take the running loop as the emulator's."""
    _loop[:] = [asyncio.get_running_loop()]


def later(seconds: float, work: Callable[[], object]) -> None:
    """Do it after that many seconds, in the account and region of now. Any thread may ask."""
    scope = contextvars.copy_context()
    _loop[0].call_soon_threadsafe(lambda: _loop[0].call_later(seconds, scope.run, work))
