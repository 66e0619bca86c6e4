"""Numbers of things in the sentences for people."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 stack`, `2 stacks`. many: the plural, where that is not formed with an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
