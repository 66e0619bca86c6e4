"""What the methods of adapters call in AWS, declared where the calls are made.

A function's grants are proven from these (tests/handlers/test_permissions.py), and these by recording what
boto3 really sends (tests/handlers/adapters/test_calls.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def calls(*_actions: str, index: str = "", on_anything: bool = False) -> Callable[[F], F]:  # noqa: ARG001 (read by the proof)
    """Declare the IAM actions that a method's own calls need, on the resource that its provider gave to it.

    With `index`, on that index of the table; `on_anything` for actions that know no resource.
    """

    def declared(method: F) -> F:
        return method

    return declared
