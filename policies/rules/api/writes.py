"""A request that changes something calls a function that may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import role
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.related.roles import granted
from policies.resource import Resource
from policies.rules.functions._references import function_of, within
from policies.values import is_known

_ROUTE: Final = "aws_apigatewayv2_route"
_INTEGRATION: Final = "aws_apigatewayv2_integration"
_CHANGING: Final = ("POST ", "PUT ", "PATCH ", "DELETE ")
_ASKING: Final = re.compile(
    r"auth|calculat|check|estimat|export|graphql|login|lookup|preview|quer(?:y|ies)|quote|report|search"
    r"|simulat|token|valid|verif"
)
"""Words of a path that asks a question by POST."""
_APART: Final = frozenset({"ec2", "elasticache", "kms", "logs", "xray"})
"""Services of which every function uses a part, whatever it does."""
_READING: Final = re.compile(
    r"(?:batchget|conditioncheck|describe|get|list|query|scan|select)", re.IGNORECASE
)
_DOUBTFUL: Final = frozenset({"rds-data", "rds-db", "secretsmanager", "sts"})
"""What may let it change something elsewhere."""


def check(route: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A route that posts, puts, patches or deletes does not lead to a function whose role may read stores and
    change nothing, where another function of its API may.
    """
    key = str(route.get("route_key"))
    if not key.startswith(_CHANGING) or _ASKING.search(key.lower()):
        yield NOT_APPLICABLE
        return
    target = str(route.get("target"))
    if not is_known(target) and "${aws_" not in target:
        yield unknown(f"target is {target}, which only the plan can tell")
        return
    called = _function(route, configuration)
    if called is None or _may_change(called, configuration) is not False:
        return
    others = {
        other
        for each in configuration.related(_api(route, configuration), _ROUTE, "api_id")
        if str(each.get("route_key")).startswith(_CHANGING)
        and (other := _function(each, configuration)) is not None
        and other is not called
        and _may_change(other, configuration)
    }
    if others:
        named = ", ".join(sorted(each.address for each in others))
        yield fail(f"{key} calls {called.address}, which may read and change nothing, and not {named}", key)


def _api(route: Resource, configuration: Configuration) -> Resource:
    return configuration.target(route, route.get("api_id")) or route


def _function(route: Resource, configuration: Configuration) -> Resource | None:
    text = str(route.get("target")).removeprefix("integrations/")
    integration = configuration.target(route, text)
    if integration is None or integration.type != _INTEGRATION:
        return None
    return function_of(integration, within(integration.get("integration_uri")), configuration)


def _may_change(function: Resource, configuration: Configuration) -> bool | None:
    """Whether its role may change something; False where it only reads; None where nobody can tell."""
    role = configuration.target(function, function.get("role"))
    allowed = granted(role, configuration) if role is not None and role.type == "aws_iam_role" else None
    if allowed is None or any(statement.not_actions for _, statement in allowed):
        return None
    reads = False
    for action in (action for _, statement in allowed for action in statement.actions):
        service, _, name = action.partition(":")
        if service in _APART:
            continue
        if service in _DOUBTFUL:
            return None
        if not _READING.match(name) or not is_known(action):
            return True
        reads = True
    return False if reads else None


def _routed(key: str, function: str) -> Terraform:
    reader = {"Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "*"}
    writer = {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "*"}
    roles = {
        kind: {**role("accounts", reader)[kind], **role("moves", writer)[kind]}
        for kind in role("accounts", reader)
    }
    functions = ("accounts", "moves")
    return {
        "resource": {
            **roles,
            "aws_apigatewayv2_api": {"pay": {}},
            "aws_lambda_function": {
                name: {"function_name": f"{name}-zq7", "role": f"${{aws_iam_role.{name}.arn}}"}
                for name in functions
            },
            _INTEGRATION: {
                name: {"integration_uri": f"${{aws_lambda_function.{name}.invoke_arn}}"} for name in functions
            },
            _ROUTE: {
                name: {
                    "api_id": "${aws_apigatewayv2_api.pay.id}",
                    "route_key": said,
                    "target": f"integrations/${{{_INTEGRATION}.{called}.id}}" if called else "${var.target}",
                }
                for name, said, called in (("example", key, function), ("other", "POST /topups", "moves"))
            },
        }
    }


RULE = Rule(
    id="api-writes",
    title="Routes that change something call functions that may",
    severity=Severity.HIGH,
    types=(_ROUTE,),
    scope="configuration",
    check=check,
    rationale="A transfer that is led to the function of balances is answered, and no money moves.",
    remediation="Let target name the integration of the function that does what the route is for.",
    controls=("pci-dss-4.0.1:6.2.3", "nist-800-53-r5:CM-6", "nist-800-53-r5:SI-10"),
    requirements=("R72",),
    examples=Examples(
        passing=(_routed("POST /transfers", "moves"), _routed("DELETE /transfers/{id}", "moves")),
        failing=(_routed("POST /transfers", "accounts"), _routed("DELETE /accounts/{id}", "accounts")),
        absent=(Status.NOT_APPLICABLE, _routed("GET /balance", "accounts")),
        unknown=(Status.UNKNOWN, _routed("POST /transfers", "")),
    ),
)
