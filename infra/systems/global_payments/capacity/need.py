"""What is needed of something, and what there is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """A quota, how much of it the load needs and how much there is; `remedy` says what raises it."""

    quota: str
    needed: int
    granted: int
    basis: str
    remedy: str

    @property
    def is_exceeded(self) -> bool:
        """Whether it is not enough."""
        return self.needed > self.granted
