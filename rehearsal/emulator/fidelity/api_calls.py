"""An API calls the functions that permit it for that method; ministack's API asks nobody.

Source: the developer guide of API Gateway, "Control access with Lambda permissions".
"""

from __future__ import annotations

from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import apigateway_v1

from rehearsal.emulator import deliveries
from rehearsal.emulator.deliveries import Sender, UndeliveredError

_call = apigateway_v1._call_lambda_raw


def apply() -> None:
    """Replace how functions are called by methods."""
    apigateway_v1._call_lambda_raw = _call_permitted


async def _call_permitted(function: str, event: dict[str, Any], **scope: Any) -> Any:
    account, region = scope.get("account_id") or get_account_id(), scope.get("region") or get_region()
    asked = event["requestContext"]
    method = f"{asked['apiId']}/{asked['stage']}/{asked['httpMethod']}{asked['resourcePath']}"
    source = f"arn:aws:execute-api:{region}:{account}:{method}"
    try:
        deliveries.callable_by(function, Sender("apigateway.amazonaws.com", source, region, account))
    except UndeliveredError as error:
        return None, f"{source} may not call {function}: {error}"
    return await _call(function, event, **scope)
