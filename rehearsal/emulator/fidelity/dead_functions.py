"""A function's dead-letter queue gets the event itself, under the function's role; ministack wraps it as for
a destination, and asks nobody.

Source: the developer guide of AWS Lambda, "Adding a dead-letter queue".
"""

from __future__ import annotations

import logging
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import lambda_svc

from rehearsal.emulator import deliveries
from rehearsal.emulator.deliveries import Sender, UndeliveredError

_log = logging.getLogger("ministack")
_route = lambda_svc._route_async_failure


def apply() -> None:
    """Replace where given up events go."""
    lambda_svc._route_async_failure = _bury


def _bury(target: str, name: str, event: Any, result: dict[str, Any]) -> None:
    function = lambda_svc._functions.get(name)
    if function is None:  # deleted since; nobody is left who could send
        return
    config = function["config"]
    if (config.get("DeadLetterConfig") or {}).get("TargetArn") != target or ":sqs:" not in target:
        _route(target, name, event, result)
        return
    sender = Sender(
        "lambda.amazonaws.com", config["FunctionArn"], get_region(), get_account_id(), config["Role"]
    )
    body = result.get("body")
    said = body.get("errorMessage", "") if isinstance(body, dict) else str(body)
    attributes = {"ErrorCode": "200", "ErrorMessage": said[:1024] or "none"}
    try:
        deliveries.send(target, deliveries.text(event), sender, attributes)
    except UndeliveredError as error:
        _log.warning("Lambda: the dead-letter queue %s got nothing: %s", target, error)
