"""The geometry of the page's charts: bars of parts, which the templates draw as SVG."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1000
"""The width of a bar in the units of its drawing."""
LEAST: Final = 8
"""What a part is wide at least: what is rare must not be invisible."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: what it stands for, how many, and where it is drawn."""

    standing: str
    number: int
    start: int
    width: int


def bar(parts: Iterable[tuple[str, int]]) -> tuple[Segment, ...]:
    """The parts of a whole as what fills a bar exactly, in their order; what is none is left out."""
    shown = [(standing, number) for standing, number in parts if number]
    whole = sum(number for _, number in shown)
    spare = WIDTH - LEAST * len(shown)
    segments = []
    done = 0
    for place, (standing, number) in enumerate(shown):
        # Both ends are rounded, not the width: so that the parts fill the bar exactly.
        start, end = (
            LEAST * (place + more) + spare * (done + count) // whole for more, count in ((0, 0), (1, number))
        )
        segments.append(Segment(standing, number, start, end - start))
        done += number
    return tuple(segments)
