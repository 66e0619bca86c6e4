"""Which of Route 53's health checks are well."""

from __future__ import annotations

_unwell: set[str] = set()


def is_well(check: str) -> bool:
    """Whether an endpoint is well, by the id of its check; without a check it is."""
    return check not in _unwell


def note(check: str, *, well: bool) -> None:
    """Note how an endpoint is."""
    if well:
        _unwell.discard(check)
    else:
        _unwell.add(check)


def unwell(_told: object) -> list[str]:
    """The ids of those that are not well."""
    return sorted(_unwell)
