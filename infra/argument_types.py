"""The bindings check the type of every argument as they run. The same checks, for a third of the time.

Each constructor and setter resolves the annotations of a stub of its own, anew in every call (jsii
keeps them for newer bindings: `jsii._type_checking`), and tries None against each alternative of an
optional argument; most arguments are left out.
"""

from __future__ import annotations

import typing
from collections.abc import Callable
from functools import cache
from types import FunctionType, NoneType
from typing import Any, Final

import typeguard

_STUB_PREFIX: Final = "_typecheckingstub__"

_resolve: Final = typing.get_type_hints
_check: Final[Callable[..., None]] = typeguard.check_type


def check_cheaply() -> None:
    """Let the bindings resolve each stub's annotations once, and pass what is left out at once."""
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
    if kwargs.get("value", args) is None and _is_optional(kwargs.get("expected_type")):
        return
    _check(*args, **kwargs)


def _is_optional(expected: Any) -> bool:  # noqa: ANN401 - any annotation
    return getattr(expected, "__origin__", None) is typing.Union and NoneType in expected.__args__
