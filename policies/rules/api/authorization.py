"""Whoever calls an API says who they are."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.estate import Estate, Resource, reference
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, resources


def check(method: Resource, estate: Estate) -> Iterator[Judgement]:
    """Each method authorizes its callers. Only `GET /health` may be open: health checkers cannot sign.

    An API key is no authorization: it tells a quota, and travels in every request.
    """
    if not _is_health(method, estate):
        allowed = ("AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS")
        yield from expect.one_of(method, "authorization", allowed)


def _is_health(method: Resource, estate: Estate) -> bool:
    resource = estate.target(method, method.get("resource_id"))
    if method.get("http_method") != "GET" or resource is None:
        return False
    parent = reference(resource.get("parent_id"))
    at_root = parent is not None and parent.attribute == "root_resource_id"
    return at_root and resource.get("path_part") == "health"


def _method(
    authorization: str, path: str = "health", parent: str = "root_resource_id", **verb: str
) -> Terraform:
    return resources(
        aws_api_gateway_rest_api={},
        aws_api_gateway_resource={
            "path_part": path,
            "parent_id": f"${{aws_api_gateway_rest_api.example.{parent}}}",
        },
        aws_api_gateway_method={
            "http_method": "GET",
            "resource_id": "${aws_api_gateway_resource.example.id}",
            "authorization": authorization,
            **verb,
        },
    )


RULE = Rule(
    id="api-authorization",
    title="Every method of an API authorizes its callers",
    severity=Severity.CRITICAL,
    types=("aws_api_gateway_method",),
    scope="estate",
    check=check,
    rationale="A method without authorization takes payments, or tells of them, for whoever finds it.",
    remediation="Set authorization='AWS_IAM' on the ApiGatewayMethod; only GET /health may have 'NONE'.",
    controls=(
        *("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:8.3.1"),
        *("nist-800-53-r5:AC-3", "nist-800-53-r5:AC-14", "nist-800-53-r5:IA-9"),
    ),
    rows=("R72",),
    examples=Examples(
        passing=(_method("AWS_IAM", "payments"), _method("CUSTOM", "payments"), _method("NONE")),
        failing=(
            _method("NONE", "payments"),
            _method("NONE", http_method="POST"),
            _method("NONE", parent="id"),
            _method("NONE", "payments", api_key_required="true"),
            _method("none", "payments"),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_method={"http_method": "GET"})),
        unknown=(Status.UNKNOWN, _method("${var.authorization}", "payments")),
    ),
)
