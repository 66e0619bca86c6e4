"""A request to an API's own domain is the API's; ministack answers some paths itself, `/health` among them.
A domain without mutual TLS says nothing of it; ministack says that it is empty.

Source: the developer guide of API Gateway, "Custom domain names for public REST APIs".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ministack import app
from ministack.services import apigateway_v1

_answer, _create = app._handle_pre_body_request, apigateway_v1._create_domain_name


def apply() -> None:
    """Replace what ministack answers before it looks whose the request is, and how domains are made."""
    app._handle_pre_body_request = _answer_unless_of_an_api
    apigateway_v1._create_domain_name = _create_without_what_is_empty


async def _answer_unless_of_an_api(method: str, path: str, headers: Mapping[str, str], *others: Any) -> Any:
    if app._resolve_custom_domain_request(headers.get("host", ""), path):
        return None
    return await _answer(method, path, headers, *others)


def _create_without_what_is_empty(asked: dict[str, Any]) -> Any:
    answer = _create(asked)
    made = apigateway_v1._domain_names.get(asked.get("domainName", ""))
    if answer[0] != 201 or made["mutualTlsAuthentication"]:
        return answer
    del made["mutualTlsAuthentication"]
    return apigateway_v1._v1_response(made, 201)
