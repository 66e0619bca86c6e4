"""Patterns with `*` and `?`, as load balancers and distributions compare paths and names with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def covers(wide: str, narrow: str) -> bool:
    """Whether every text that the second pattern takes, the first takes too, as far as can be told of one
    whose `*` stand for anything: a `*` of the first may stand for a `*` of the second, a letter may not.
    """
    return _expression(wide).fullmatch(narrow) is not None


def all_covered(wide: Iterable[object], narrow: Iterable[object]) -> bool:
    """Whether each of the narrow patterns is covered by one of the wide ones."""
    wides = [str(each) for each in wide]
    return all(any(covers(each, str(pattern)) for each in wides) for pattern in narrow)


@lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    parts = (
        ".*" if part == "*" else r"[^*]" if part == "?" else re.escape(part)
        for part in re.split(r"([*?])", pattern)
    )
    return re.compile("".join(parts), re.DOTALL)
