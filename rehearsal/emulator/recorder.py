"""Every call that IAM decided on, told at `/_rehearsal/calls`: whose, what, and if it was allowed."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from ministack.core import iam_evaluator

_calls: Counter[str] = Counter()
_counting = threading.Lock()


def apply() -> None:
    """Record from now on."""
    iam_evaluator.enforce = partial(_enforce_and_record, iam_evaluator.enforce)


def calls(told: object) -> list[dict[str, Any]]:
    """The distinct calls so far, each with how often it was made; told anything, forget them."""
    with _counting:
        found = [{**json.loads(call), "count": count} for call, count in _calls.items()]
        if told is not None:
            _calls.clear()
    return found


def record(  # noqa: PLR0913 - what IAM decides on
    caller: str, action: str, resource: str, region: str, context: Any, *, allowed: bool
) -> None:
    """Count a call. `caller`: a principal's ARN, or a service that delivers, such as `sns.amazonaws.com`."""
    call = {
        "caller": caller,
        "role": iam_evaluator._role_name_from_assumed_arn(caller) if ":assumed-role/" in caller else "",
        "action": action,
        "resource": resource,
        "region": region,
        "context": {key: value for key, value in sorted((context or {}).items()) if value},
        "allowed": allowed,
    }
    with _counting:
        _calls[json.dumps(call)] += 1


def _enforce_and_record(
    enforce: Callable[..., Any], access_key_id: str, iam_action: str, *where: str, **of_request: Any
) -> Any:
    refusal = enforce(access_key_id, iam_action, *where, **of_request)
    caller = (iam_evaluator.resolve_caller_identity(access_key_id) or {}).get("userArn", "")
    resource, context = of_request.get("resource_arn", "*"), of_request.get("service_context")
    record(caller, iam_action, resource, where[1], context, allowed=refusal is None)
    return refusal
