"""Which element stands at a line of a stack's file.

A scanner's own names lose the type (`resource.db`) and collide; lines do not.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

_LISTED: Final = " " * 6 + "{"
_ENTRY: Final = re.compile(r'^(?P<indent> {2,6})"(?P<key>(?:[^"\\]|\\.)*)": [{\[]')


def written(content: Mapping[str, Any]) -> str:
    """A stack as the text whose lines `Positions` understands: each level is indented by two."""
    return json.dumps(content, indent=2)


class Positions:
    """Which element stands where in one text that `written` made: looked through once, asked often."""

    def __init__(self, text: str) -> None:
        self._starts, self._addresses = zip(*_places(text), strict=True)

    def address_at(self, line: int) -> str:
        """The Terraform address of what begins at or before a line.

        Raises ValueError for a line before the first.
        """
        index = bisect_right(self._starts, line) - 1
        if index < 0:
            raise ValueError(f"line {line} stands before the stack")
        return str(self._addresses[index])


def _places(text: str) -> Iterator[tuple[int, str]]:
    """(line, address) of every element."""
    path: list[str] = []
    providers = _provider_addresses(text)
    yield 0, "terraform"
    for number, line in enumerate(text.splitlines(), 1):
        if path[:1] == ["provider"] and line.startswith(_LISTED):
            yield number, next(providers)
        elif entry := _ENTRY.match(line):
            path[len(entry["indent"]) // 2 - 1 :] = [json.loads(f'"{entry["key"]}"')]
            if address := _address(path):
                yield number, address


def _address(path: Sequence[str]) -> str:
    """The address of what begins at a path of keys; empty where nothing does."""
    match path:
        case ["terraform"] | ["terraform", _]:
            return "terraform"
        case ["terraform", "backend", kind]:
            return f"terraform.backend.{kind}"
        case ["output" | "variable" | "module" as section, name]:
            return f"{section}.{name}"
        case ["resource", kind, name]:
            return f"{kind}.{name}"
        case ["data", kind, name]:
            return f"data.{kind}.{name}"
        case _:
            return ""


def _provider_addresses(text: str) -> Iterator[str]:
    """The address of each provider of a stack, in the order of the file."""
    for name, configured in json.loads(text).get("provider", {}).items():
        for values in configured if isinstance(configured, list) else [configured]:
            yield f"provider.{name}.{values['alias']}" if "alias" in values else f"provider.{name}"
