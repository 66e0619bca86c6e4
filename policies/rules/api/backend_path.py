"""An API that hands requests on asks its backend for what it was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
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
from policies.resource import Resource
from policies.values import is_known

_INTEGRATION: Final = "aws_api_gateway_integration"
_RESOURCE: Final = "aws_api_gateway_resource"
_PARAMETER: Final = re.compile(r"integration\.request\.path\.(?P<name>.+)")
_PATH: Final = re.compile(r"https?://[^/]+(?P<path>/.*)?")


def check(integration: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where it hands requests on as they are, the path of its uri ends with that of its resource, and each
    part of the path is the caller's part of the same name.
    """
    if integration.get("type") != "HTTP_PROXY":
        yield NOT_APPLICABLE
        return
    path = _asked(configuration.target(integration, integration.get("resource_id")), configuration)
    uri = integration.get("uri")
    if path is None or not is_known(uri):
        yield unknown(f"only the plan can tell which path is asked for, and whether {uri} is it")
    elif not (found := _PATH.fullmatch(str(uri))) or not (found["path"] or "/").endswith(path):
        yield fail(f"{path} is handed on to {uri}, which is another path", "uri")
    mapped = integration.get("request_parameters")
    for name, source in mapped.items() if isinstance(mapped, Mapping) else ():
        part = _PARAMETER.fullmatch(str(name))
        if part is not None and source != f"method.request.path.{part['name']}":
            yield fail(f"the part {part['name']} of the path is {source}", str(name))


def _asked(resource: Resource | None, configuration: Configuration) -> str | None:
    """The path of a resource of an API; None where one of its parents is not in the configuration."""
    path = ""
    while resource is not None and resource.type == _RESOURCE:
        path = f"/{resource.get('path_part')}{path}"
        parent = resource.get("parent_id")
        if str(parent).endswith("root_resource_id}"):
            return path
        resource = configuration.target(resource, parent)
    return None


def _proxy(
    uri: str = "https://pay.example.com/payments/{payment_id}/cancel",
    part: str = "payment_id",
    **values: object,
) -> Terraform:
    root = "${aws_api_gateway_rest_api.pay.root_resource_id}"
    said = {
        "resource_id": "${aws_api_gateway_resource.cancel.id}",
        "type": "HTTP_PROXY",
        "uri": uri,
        "request_parameters": {"integration.request.path.payment_id": f"method.request.path.{part}"},
        **values,
    }
    return {
        "resource": {
            "aws_api_gateway_rest_api": {"pay": {}},
            _RESOURCE: {
                "payments": {"path_part": "payments", "parent_id": root},
                "payment": {
                    "path_part": "{payment_id}",
                    "parent_id": "${aws_api_gateway_resource.payments.id}",
                },
                "cancel": {"path_part": "cancel", "parent_id": "${aws_api_gateway_resource.payment.id}"},
            },
            _INTEGRATION: {"example": said},
        }
    }


RULE = Rule(
    id="api-backend-path",
    title="APIs that hand requests on ask for the path that they were asked for",
    severity=Severity.CRITICAL,
    types=(_INTEGRATION,),
    scope="configuration",
    check=check,
    rationale=(
        "Each method of a REST API names its backend's path by itself: one that is copied and not changed "
        "captures a payment where its caller gives it up, or looks for a refund by its payment's number."
    ),
    remediation=(
        "End the uri with the path of the ApiGatewayResource, and map each part of it to "
        "method.request.path.<the same name>."
    ),
    controls=("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SI-10", "nist-800-53-r5:CM-6"),
    requirements=("R87", "R88"),
    examples=Examples(
        passing=(_proxy(), _proxy("https://pay.example.com/v1/payments/{payment_id}/cancel")),
        failing=(
            _proxy("https://pay.example.com/payments/{payment_id}/capture"),
            _proxy("https://pay.example.com"),
            _proxy(part="refund_id"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {_INTEGRATION: {"example": {"type": "AWS_PROXY"}}}}),
        unknown=(Status.UNKNOWN, _proxy("${var.backend}")),
    ),
)
