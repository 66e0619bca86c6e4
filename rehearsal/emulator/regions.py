"""Which regions cannot reach each other, and which are lost, told at `/_rehearsal/partition` and so on."""

from __future__ import annotations

from typing import Any

_cuts: set[frozenset[str]] = set()
_lost: set[str] = set()


def apart(one: str, other: str) -> bool:
    """Whether nothing gets from one region to the other; what was on its way waits."""
    return frozenset((one, other)) in _cuts or (one != other and bool(_lost & {one, other}))


def lost(region: str) -> bool:
    """Whether a region neither answers nor works."""
    return region in _lost


def any_lost() -> bool:
    """Whether any region is lost."""
    return bool(_lost)


def partition(told: Any) -> dict[str, Any]:
    """Cut each region of the first list off from each of the second, where two lists are told."""
    if told is not None:
        ones, others = told
        _cuts.update(frozenset((one, other)) for one in ones for other in others if one != other)
    return _state()


def lose(told: Any) -> dict[str, Any]:
    """Lose the regions that are told."""
    _lost.update(told or ())
    return _state()


def heal(told: Any) -> dict[str, Any]:
    """Undo all of that, where anything is told."""
    if told is not None:
        _cuts.clear()
        _lost.clear()
    return _state()


def _state() -> dict[str, Any]:
    return {"apart": sorted(sorted(cut) for cut in _cuts), "lost": sorted(_lost)}
