"""What a long command says while it works: each line with the seconds since it began."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Progress:
    """Prints lines at once, after the time that has passed since `began`, and who says them."""

    who: str = ""
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self.began

    def __call__(self, line: str) -> None:
        """Print a line."""
        print(f"[{self.seconds:4.0f} s] {self.who}{': ' if self.who else ''}{line}", flush=True)
