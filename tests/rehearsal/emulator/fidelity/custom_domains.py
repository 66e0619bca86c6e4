"""A request to an API's own domain is the API's; ministack answers some paths itself, `/health` among them.

Source: the developer guide of API Gateway, "Custom domain names for public REST APIs".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ministack import app

_answer = app._handle_pre_body_request


def apply() -> None:
    """Replace what ministack answers before it looks whose the request is."""
    app._handle_pre_body_request = _answer_unless_of_an_api


async def _answer_unless_of_an_api(method: str, path: str, headers: Mapping[str, str], *others: Any) -> Any:
    if app._resolve_custom_domain_request(headers.get("host", ""), path):
        return None
    return await _answer(method, path, headers, *others)
