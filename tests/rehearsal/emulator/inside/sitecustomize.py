"""Runs first in each function: a private DNS, as the networks of AWS have one.

The names of REHEARSAL_HOSTS (an object: name -> port of the loopback) lead to the loopback.
"""

import json
import os
import socket
from typing import Any

_hosts: dict[str, int] = json.loads(os.environ.get("REHEARSAL_HOSTS", "{}"))
_resolve = socket.getaddrinfo


def _resolve_privately(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
    if host in _hosts:
        return _resolve("127.0.0.1", _hosts[host], *arguments, **options)
    return _resolve(host, port, *arguments, **options)


socket.getaddrinfo = _resolve_privately
