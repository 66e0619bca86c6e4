"""What became of named things, told by their digests before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def changes(was: Mapping[str, object], now: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each name of which the values differ, in order, with what became of it, as the end of a sentence."""
    for name in sorted({*was, *now}):
        if name not in now:
            yield name, "is gone"
        elif name not in was:
            yield name, "was added"
        elif was[name] != now[name]:
            yield name, "was changed"
