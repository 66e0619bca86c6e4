"""Route 53 asks the endpoint of each health check as often as it says, and tells CloudWatch of us-east-1 each
minute how it is; ministack asks nobody. One asks here where at AWS many do.

Sources: the developer guide of Route 53, "How Amazon Route 53 determines whether a health check is healthy"
and "Monitoring health checks using CloudWatch".
"""

from __future__ import annotations

import ssl
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final

from ministack.core.responses import request_scope
from ministack.services import cloudwatch, route53

from rehearsal.emulator import health

_REGION: Final = "us-east-1"
_LOOK: Final = 0.5  # seconds
_ANSWER: Final = 4  # seconds: until it is connected, and then until it has answered
_MEASURED: Final = 60  # seconds
_WELL: Final = range(200, 400)


def apply() -> None:
    """Begin to ask."""
    threading.Thread(target=_ask_all, daemon=True).start()


@dataclass(slots=True)
class _Check:
    """What is known of one. said: whether it answered, the last times."""

    account: str
    config: Any
    said: deque[bool] = field(default_factory=deque)
    due: float = 0.0
    measured: float = 0.0


def _ask_all() -> None:
    checks: dict[str, _Check] = {}
    while True:
        time.sleep(_LOOK)
        there = {check["id"]: (key[0], check["config"]) for key, check in _all()}
        for name in checks.keys() - there.keys():
            del checks[name]
            health.note(name, well=True)
        for name, (account, config) in there.items():
            check = checks.setdefault(name, _Check(account, config))
            now = time.monotonic()
            if now >= check.due:
                check.due = now + config.get("RequestInterval", 30)
                threading.Thread(target=_ask, args=(name, check), daemon=True).start()
            if check.said and now >= check.measured:
                check.measured = now + _MEASURED
                _measure(name, check)


def _all() -> list[tuple[tuple[str, str], Any]]:
    checks = list(route53._health_checks._data.items())
    return [(key, check) for key, check in checks if not check["config"].get("Disabled")]


def _ask(name: str, check: _Check) -> None:
    threshold = check.config.get("FailureThreshold", 3)
    check.said.append(_answers(check.config))
    while len(check.said) > threshold:
        check.said.popleft()
    # It changes once so many answers in a row say so; until then an endpoint is taken for well.
    if all(check.said) or (len(check.said) == threshold and not any(check.said)):
        health.note(name, well=all(check.said))


def _answers(config: Any) -> bool:
    host, port = config["FullyQualifiedDomainName"], config.get("Port")
    if config["Type"].startswith("HTTPS"):
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection: HTTPConnection = HTTPSConnection(host, port, timeout=_ANSWER, context=trusting)
    else:
        connection = HTTPConnection(host, port, timeout=_ANSWER)
    try:
        connection.request("GET", config.get("ResourcePath", "/"))
        return connection.getresponse().status in _WELL
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _measure(name: str, check: _Check) -> None:
    with request_scope(check.account, _REGION):
        well = 1 if health.is_well(name) else 0
        cloudwatch.record_metric("AWS/Route53", "HealthCheckStatus", well, "None", {"HealthCheckId": name})
        cloudwatch._evaluate_all_alarms()
