"""The bindings check the type of every argument as they run. The same checks, for a third of the time.

Each constructor and setter resolves the annotations of a stub of its own, anew in every call (jsii
keeps them for newer bindings: `jsii._type_checking`), and tries what is given against each alternative
in turn, also None, which most arguments are, and plain texts and numbers.
"""

from __future__ import annotations

import typing
from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any, Final

import typeguard

_STUB_PREFIX: Final = "_typecheckingstub__"

_resolve: Final = typing.get_type_hints
_check: Final[Callable[..., None]] = typeguard.check_type


def check_cheaply() -> None:
    """Let the bindings resolve each stub's annotations once, and pass at once what is of a named type."""
    typing.get_type_hints = _type_hints
    typeguard.check_type = _check_type


def _type_hints(obj: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - as the original
    if isinstance(obj, FunctionType) and obj.__name__.startswith(_STUB_PREFIX) and not (args or kwargs):
        return _hints_of_stub(obj)
    return _resolve(obj, *args, **kwargs)


@cache
def _hints_of_stub(stub: FunctionType) -> dict[str, Any]:
    """A stub's annotations never change; the bindings only read what is answered."""
    return _resolve(stub)


def _check_type(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the original
    # The bindings name what they give; typeguard, which calls itself, does not.
    if "value" in kwargs and _names(kwargs.get("expected_type"), type(kwargs["value"])):
        return
    _check(*args, **kwargs)


def _names(expected: Any, kind: type) -> bool:  # noqa: ANN401 - any annotation
    """Whether an annotation is this very type, or a union with it."""
    if getattr(expected, "__origin__", None) is typing.Union:
        return kind in expected.__args__
    return expected is kind
