"""The line of a TOML file on which a key stands: `tomllib` tells values alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any


def line_of(text: str, key: str) -> int:
    """The line on which a dotted key begins, counted from 1: that of the nearest table around it where the
    key itself is not there, and 0 where there is none. `text` is valid TOML.

    It is the first line without which the text up to there lacks the key, whatever strings and lists hold.
    """
    parts = key.split(".")
    for depth in range(len(parts), 0, -1):
        for line, table in _growing(text):
            if _has(table, parts[:depth]):
                return line
    return 0


@cache
def _growing(text: str) -> tuple[tuple[int, Mapping[str, Any]], ...]:
    return tuple(_prefixes(text.splitlines()))


def _prefixes(lines: Sequence[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The tables of each beginning of the text that is TOML by itself, with the line on which what it has
    more than the one before begins.
    """
    whole = 0
    for end in range(1, len(lines) + 1):
        try:
            table = tomllib.loads("\n".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            continue
        yield whole + 1, table
        whole = end


def _has(table: object, parts: Sequence[str]) -> bool:
    for part in parts:
        if isinstance(table, Mapping) and part in table:
            table = table[part]
        elif isinstance(table, list) and part.isdigit() and int(part) < len(table):
            table = table[int(part)]
        else:
            return False
    return True
