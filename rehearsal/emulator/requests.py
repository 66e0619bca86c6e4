"""Who asks whom for what: the region of the function that calls; the region, service and operation called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from ministack import app
from ministack.core import lambda_runtime
from ministack.core.iam_actions import extract_iam_action
from ministack.core.responses import request_scope
from ministack.core.router import detect_service, extract_access_key_id, extract_region

from rehearsal.emulator.fidelity import load_balancers

_credentials = lambda_runtime.execution_credentials
_homes: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Call:
    """A request. caller_region: empty where no function of the emulator makes it."""

    caller_region: str
    target_region: str
    service: str
    operation: str
    action: str
    headers: dict[str, str]


def apply() -> None:
    """Know the functions' credentials by their regions."""
    lambda_runtime.execution_credentials = _credentials_and_home


def call_of(scope: Any, body: bytes, account: str) -> Call:
    """Read a request as ministack does. service: `execute-api` for an API of the stacks, and
    `elasticloadbalancing` for what a load balancer of theirs is asked.
    """
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    method, path = scope["method"], scope["path"]
    query = parse_qs(scope.get("query_string", b"").decode(), keep_blank_values=True)
    host = headers.get("host", "")
    caller = _homes.get(extract_access_key_id(headers, query), "")
    region = extract_region(headers, query)
    with request_scope(account, region):
        api = app._parse_execute_api_url(host, path) or app._resolve_custom_domain_request(host, path)
        if api:
            found = app._get_module("apigateway_v1").find_api_scope(api[0])
            return Call(caller, found[1] if found else region, "execute-api", "Invoke", "", headers)
    balancer = load_balancers.scope_of(host)
    if balancer:
        return Call(caller, balancer.region, "elasticloadbalancing", "Request", "", headers)
    routing = app._routing_params(method, path, headers, body, query)
    service = detect_service(method, path, headers, routing)
    action = extract_iam_action(service, method, path, headers, body, routing) or ""
    named = headers.get("x-amz-target", "").rpartition(".")[2] or routing.get("Action", [""])[0]
    return Call(caller, region, service, named or action.partition(":")[2], action, headers)


def _credentials_and_home(config: dict[str, Any]) -> dict[str, str]:
    given: dict[str, str] = _credentials(config)
    _homes[given["AWS_ACCESS_KEY_ID"]] = config["FunctionArn"].split(":")[3]
    return given
