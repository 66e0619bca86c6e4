"""An integration by a VPC link asks a load balancer, below the stage's name, and says in headers what the
method maps; ministack asks the host of the URI by the network, and maps no headers. The load balancer is the
one with a listener under the URI's name, since the hashicorp/aws that is at hand says no integration target.

Source: the developer guide of API Gateway, "Set up private integrations" and "Mapping parameter reference".
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from ministack.services import acm, alb, apigateway_v1

_LINK: Final = "VPC_LINK"
_HEADER: Final = "integration.request.header."
_CALLER: Final = "context.identity."
_HTTPS: Final = 443
_stage: ContextVar[str] = ContextVar("stage")
_execute, _ask = apigateway_v1._execute_in_scope, apigateway_v1._invoke_http_proxy_v1


def apply() -> None:
    """Replace how an API asks by a link."""
    apigateway_v1._execute_in_scope = _execute_and_remember
    apigateway_v1._invoke_http_proxy_v1 = _ask_by_link


async def _execute_and_remember(request: Any, api_id: str, stage: str, *others: Any) -> Any:
    _stage.set(stage)
    return await _execute(request, api_id, stage, *others)


async def _ask_by_link(  # noqa: PLR0913, PLR0917 - as ministack calls it
    integration: Any, path: str, method: str, headers: Any, body: bytes, query: Any, parameters: Any = None
) -> Any:
    if integration.get("connectionType") != _LINK:
        return await _ask(integration, path, method, headers, body, query, parameters)
    host = urlsplit(integration["uri"]).hostname or ""
    balancer = _balancer_of(host)
    if balancer is None:
        return apigateway_v1._gw_error("API_CONFIGURATION_ERROR", f"no load balancer listens as {host}")
    sent = {**headers, **_mapped(integration, headers, query), "host": host}
    asked = urlencode(query or {}, doseq=True)
    below = f"/{_stage.get()}{path}"
    return await alb.dispatch_request(
        balancer, method, below, sent, body, query, _HTTPS, raw_query_string=asked, raw_path=below
    )


def _mapped(integration: Any, headers: Any, query: Any) -> dict[str, str]:
    """The headers that say who asks; API Gateway knows it, whatever the caller says."""
    caller = apigateway_v1._iam_caller_identity(headers, query) or {}
    return {
        name.removeprefix(_HEADER).lower(): str(caller.get(source.removeprefix(_CALLER)) or "")
        for name, source in integration["requestParameters"].items()
        if name.startswith(_HEADER) and source.startswith(_CALLER)
    }


def _balancer_of(host: str) -> Any:
    """The region's load balancer with a listener under a certificate of that name."""
    for listener in alb._listeners.values():
        for arn in listener.get("Certificates", ()):
            certificate = acm._certificates.get(arn)
            if certificate and certificate["DomainName"] == host:
                return alb._lbs.get(listener["LoadBalancerArn"])
    return None
