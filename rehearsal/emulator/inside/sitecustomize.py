"""Runs first in each function: a private DNS, as the networks of AWS have one, and a clock that may be wrong.

The names of REHEARSAL_HOSTS (an object: name, or name:port -> port of the loopback) lead to the loopback. The
file that REHEARSAL_CLOCKS names says how many seconds ahead a region's clock is.
"""

import datetime as dt
import json
import os
import socket
import time
from pathlib import Path
from typing import Any

_hosts: dict[str, int] = json.loads(os.environ.get("REHEARSAL_HOSTS", "{}"))
_resolve = socket.getaddrinfo


def _resolve_privately(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
    led = _hosts.get(f"{host}:{port}", _hosts.get(host))
    if led is not None:
        return _resolve("127.0.0.1", led, *arguments, **options)
    return _resolve(host, port, *arguments, **options)


socket.getaddrinfo = _resolve_privately


_clocks = Path(os.environ.get("REHEARSAL_CLOCKS", os.devnull))
_region = os.environ.get("AWS_REGION", "")
_time = time.time
_datetime = dt.datetime


def _ahead() -> float:
    return float(json.loads(_clocks.read_text(encoding="utf-8") or "{}").get(_region, 0))


class _AnyDatetime(type):
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, _datetime)


class _Clock(_datetime, metaclass=_AnyDatetime):
    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> "_Clock":
        return super().now(tz) + dt.timedelta(seconds=_ahead())

    @classmethod
    def utcnow(cls) -> "_Clock":
        return cls.now(dt.UTC).replace(tzinfo=None)


if _region:  # in a function, not in the emulator itself
    time.time = lambda: _time() + _ahead()
    dt.datetime = _Clock  # type: ignore[misc]
