"""The lines of Python that made a resource, and which of them is its place: where people look first.

A chain is the lines that called each other to make it, each as `file:line`, the innermost first: a block's,
then that of the system which used the block, then that of `main.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

SYSTEMS: Final = "infra/systems"

_LINE: Final = re.compile(r"(?P<file>[^/:][^:]*):(?P<line>[1-9]\d{0,8})")


class PythonLine(NamedTuple):
    """A line of the user's Python; the file is relative to the project."""

    file: str
    line: int

    @classmethod
    def of(cls, text: str) -> PythonLine | None:
        """The line that `file:line` names; None where it names none, or one outside the project."""
        match = _LINE.fullmatch(text)
        if match is None or ".." in match["file"].split("/"):
            return None
        return cls(match["file"], int(match["line"]))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def primary(chain: Sequence[str], system: str) -> str:
    """The innermost line of the system's own Python: there it is decided that the resource is, and how; a
    block serves every system. Without one the innermost of all; empty where no line is known.
    """
    own = f"{SYSTEMS}/{system}/"
    return next((line for line in chain if line.startswith(own)), chain[0] if chain else "")


def related(chain: Iterable[str], place: str) -> Iterator[PythonLine]:
    """The lines of a chain within the project beside the one at which a finding is told, in their order."""
    for text in chain:
        if text != place and (line := PythonLine.of(text)):
            yield line
