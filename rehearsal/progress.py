"""What a long command says while it works: each line with the seconds since it began."""

from __future__ import annotations

import time


class Progress:
    """Prints lines at once, after the time that has passed."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._began

    def __call__(self, line: str) -> None:
        """Print a line."""
        print(f"[{self.seconds:4.0f} s] {line}", flush=True)
