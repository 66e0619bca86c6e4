"""Remembers which lines of the user's Python made each construct, so that a finding can name them.

jsii runs constructs in Node, whose stack traces end at its own kernel. The Python side is the only
one that knows the caller, and every construct passes through one place: the metaclass of jsii.
"""

from __future__ import annotations

import sys
import sysconfig
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, Final, NamedTuple, Self

from constructs import Construct
from jsii._runtime import JSIIMeta

import engines

_PROJECT: Final = Path(__file__).resolve().parent.parent
_INSTALLED: Final = {sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")}
# As they are called and as they lie: an environment may be a link.
_NOT_THE_USERS: Final = tuple({*_INSTALLED, *(str(Path(each).resolve()) for each in _INSTALLED), __file__})


_BINDINGS: Final = (engines.chosen().name, "constructs")  # the provider's packages begin so, too


class _Made(NamedTuple):
    construct: Construct  # kept, so that its identity stays its own
    scope: Construct | None
    name: str
    lines: tuple[str, ...]


class Provenance:
    """The making of every construct within its `with` block."""

    def __init__(self) -> None:
        self._made: dict[int, _Made] = {}
        self._paths: dict[int, str] = {}
        self._original = JSIIMeta.__call__

    def __enter__(self) -> Self:
        make, outermost = self._original, sys._getframe(1)  # noqa: SLF001 - see below

        def remembering(cls: type[Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any class, any arguments
            if not issubclass(cls, Construct):
                return make(cls, *args, **kwargs)
            lines = _users_lines(sys._getframe(1), outermost)  # noqa: SLF001 - inspect would read the source files
            made = make(cls, *args, **kwargs)
            self._made[id(made)] = _Made(made, *_scope_and_id(cls, args, kwargs), lines)
            return made

        JSIIMeta.__call__ = remembering  # type: ignore[method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        JSIIMeta.__call__ = self._original  # type: ignore[method-assign]

    def path_of(self, construct: Construct) -> str:
        """The construct path; Node is asked only for what was not made here by a binding's own class."""
        key = id(construct)
        if key not in self._paths:
            making = self._made.get(key)
            if making is None or making.scope is None:
                self._paths[key] = str(construct.node.path)
            else:
                above = self.path_of(making.scope)
                self._paths[key] = f"{above}/{making.name}" if above else making.name
        return self._paths[key]

    def chains(self) -> dict[str, tuple[str, ...]]:
        """By construct path, the lines that called each other to make it, each as `file:line`, the innermost
        first. Files are relative to the project where they are in it.
        """
        return {
            self.path_of(making.construct): making.lines for making in self._made.values() if making.lines
        }


def _scope_and_id(
    cls: type[Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Construct | None, str]:
    """What a binding was given as scope and id. A class of the user's own may take other arguments:
    (None, ""), so that its path is asked for, which costs a call to Node.
    """
    if not cls.__module__.startswith(_BINDINGS):
        return None, ""
    scope = args[0] if args else kwargs.get("scope", kwargs.get("scope_"))
    name = args[1] if len(args) > 1 else kwargs.get("id", kwargs.get("id_"))
    return (scope, name) if isinstance(scope, Construct) and isinstance(name, str) else (None, "")


def _users_lines(frame: FrameType | None, outermost: FrameType) -> tuple[str, ...]:
    """The lines that belong neither to Python nor to an installed package, the innermost first; none above
    `outermost`, so that they are the same whoever asks for the synthesis.
    """
    lines = []
    while frame is not None:
        if shown := _users_file(frame.f_code.co_filename):
            lines.append(f"{shown}:{frame.f_lineno}")
        if frame is outermost:
            break
        frame = frame.f_back
    return tuple(lines)


@cache
def _users_file(name: str) -> str:
    if name.startswith((*_NOT_THE_USERS, "<")):
        return ""
    file = Path(name)
    return (file.relative_to(_PROJECT) if file.is_relative_to(_PROJECT) else file).as_posix()
