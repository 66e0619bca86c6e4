"""A region that the rehearsal lost works no more: its functions do not begin until it is back."""

from __future__ import annotations

import time
from typing import Any, Final

from ministack.services import lambda_svc

from rehearsal.emulator import regions

_LOOK: Final = 0.1  # seconds
_execute = lambda_svc._execute_function


def apply() -> None:
    """Replace how functions begin."""
    lambda_svc._execute_function = _execute_when_back


def _execute_when_back(func: dict[str, Any], event: Any) -> Any:
    region = (func.get("config") or func)["FunctionArn"].split(":")[3]
    while regions.lost(region):
        time.sleep(_LOOK)
    return _execute(func, event)
