"""Remembers which line of the user's Python made each construct, so that a finding can name it.

jsii runs constructs in Node, whose stack traces end at its own kernel. The Python side is the only
one that knows the caller, and every construct passes through one place: the metaclass of jsii.
"""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path
from types import FrameType
from typing import Any, Final, Self

from constructs import Construct
from jsii._runtime import JSIIMeta

_PROJECT: Final = Path(__file__).resolve().parent.parent
_NOT_THE_USERS: Final = tuple(
    {str(Path(sysconfig.get_path(name)).resolve()) for name in ("stdlib", "purelib", "platlib")} | {__file__}
)


class Provenance:
    """The making of every construct within its `with` block."""

    def __init__(self) -> None:
        self._made: list[tuple[Construct, Construct | None, str, str]] = []
        self._original = JSIIMeta.__call__

    def __enter__(self) -> Self:
        make = self._original

        def remembering(cls: type[Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any class, any arguments
            if not issubclass(cls, Construct):
                return make(cls, *args, **kwargs)
            location = _users_line(sys._getframe(1))  # noqa: SLF001 - inspect would read the source files
            made = make(cls, *args, **kwargs)
            scope = args[0] if args else kwargs.get("scope", kwargs.get("scope_"))
            name = args[1] if len(args) > 1 else kwargs.get("id", kwargs.get("id_", ""))
            self._made.append((made, scope if isinstance(scope, Construct) else None, str(name), location))
            return made

        JSIIMeta.__call__ = remembering  # type: ignore[method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        JSIIMeta.__call__ = self._original  # type: ignore[method-assign]

    def sources(self) -> dict[str, str]:
        """`file:line` by construct path, for every construct with a scope that was remembered too.

        Files are relative to the project where they are in it.
        """
        scopes = {id(made): (scope, name) for made, scope, name, _ in self._made}
        paths: dict[int, str] = {}

        def path(construct: Construct) -> str:
            key = id(construct)
            if key not in paths:
                scope, name = scopes.get(key, (None, ""))
                above = path(scope) if scope is not None else ""
                paths[key] = f"{above}/{name}" if above else name
            return paths[key]

        return {
            path(made): location for made, scope, _, location in self._made if scope is not None and location
        }


def _users_line(frame: FrameType | None) -> str:
    """The innermost line that belongs neither to Python nor to an installed package."""
    while frame is not None:
        name = frame.f_code.co_filename
        if not name.startswith((*_NOT_THE_USERS, "<")):
            file = Path(name)
            shown = file.relative_to(_PROJECT) if file.is_relative_to(_PROJECT) else file
            return f"{shown.as_posix()}:{frame.f_lineno}"
        frame = frame.f_back
    return ""
