"""Who reads several parameters needs the right to each; ministack asks for the right to all there are.

Source: the Service Authorization Reference, "Actions, resources, and condition keys for AWS Systems Manager".
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial
from typing import Any, Final

from ministack.core import iam_actions, iam_evaluator

_TARGET: Final = "AmazonSSM.GetParameters"
_ACTION: Final = "ssm:GetParameters"
_asked: ContextVar[tuple[str, ...]] = ContextVar("asked", default=("*",))
_extract = iam_actions.extract_resource_arn


def apply() -> None:
    """Replace what a call for parameters is decided on."""
    iam_actions.extract_resource_arn = _extract_each
    iam_evaluator.enforce = partial(_enforce_each, iam_evaluator.enforce)


def _extract_each(  # noqa: PLR0913, PLR0917 - as ministack calls it
    service: str, method: str, path: str, headers: Any, body: bytes, query: Any, region: str, account: str
) -> str:
    if headers.get("x-amz-target") != _TARGET:
        one: str = _extract(service, method, path, headers, body, query, region, account)
        return one
    names = [name.removeprefix("/") for name in json.loads(body)["Names"]]
    _asked.set(tuple(f"arn:aws:ssm:{region}:{account}:parameter/{name}" for name in names))
    return _asked.get()[0]


def _enforce_each(
    enforce: Callable[..., Any], access_key: str, action: str, service: str, region: str, **of_request: Any
) -> Any:
    if action != _ACTION:
        return enforce(access_key, action, service, region, **of_request)
    decided = (
        enforce(access_key, action, service, region, **{**of_request, "resource_arn": arn})
        for arn in _asked.get()
    )
    return next((refusal for refusal in decided if refusal is not None), None)
