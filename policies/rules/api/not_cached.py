"""No answer of an API is kept."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, resources

_ATTRIBUTES = {
    "aws_api_gateway_stage": "cache_cluster_enabled",
    "aws_api_gateway_method_settings": "settings.caching_enabled",
}


def check(resource: Resource, _estate: Estate) -> Iterator[Judgement]:
    """A stage has no cache, and no method uses one."""
    yield from expect.not_true(resource, _ATTRIBUTES[resource.type])


RULE = Rule(
    id="api-not-cached",
    title="No answer of a payments API is cached",
    severity=Severity.HIGH,
    types=tuple(_ATTRIBUTES),
    check=check,
    rationale=(
        "API Gateway's cache knows a request by its path unless told otherwise: one merchant would get "
        "another's answer, and all would get states of before."
    ),
    remediation="Leave cache_cluster_enabled and caching_enabled out, or set them to False.",
    controls=("pci-dss-4.0.1:7.2.2", "nist-800-53-r5:AC-4"),
    rows=("R72",),
    examples=Examples(
        passing=(
            resources(aws_api_gateway_stage={"cache_cluster_enabled": False}),
            resources(aws_api_gateway_method_settings={"settings": {"caching_enabled": False}}),
        ),
        failing=(
            resources(aws_api_gateway_stage={"cache_cluster_enabled": True}),
            resources(aws_api_gateway_method_settings={"settings": [{"caching_enabled": "true"}]}),
        ),
        absent=(Status.PASS, resources(aws_api_gateway_stage={"stage_name": "live"})),
        unknown=(Status.UNKNOWN, resources(aws_api_gateway_stage={"cache_cluster_enabled": "${var.cache}"})),
    ),
)
