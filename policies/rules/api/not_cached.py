"""No answer of an API is kept."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.resource import Resource

_ATTRIBUTES = {
    "aws_api_gateway_stage": "cache_cluster_enabled",
    "aws_api_gateway_method_settings": "settings.caching_enabled",
}
_GRAPHQL = "aws_appsync_api_cache"


def check(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A stage has no cache, no method uses one, and a GraphQL API has none at all."""
    if resource.type == _GRAPHQL:
        yield fail("it caches the answers of a GraphQL API")
        return
    yield from expect.not_true(resource, _ATTRIBUTES[resource.type])


RULE = Rule(
    id="api-not-cached",
    title="No response of a payments API is cached",
    severity=Severity.HIGH,
    types=(*_ATTRIBUTES, _GRAPHQL),
    check=check,
    rationale=(
        "API Gateway's cache knows a request by its path unless told otherwise: one merchant would get "
        "another's response, and all would get outdated states."
    ),
    remediation=(
        "Leave cache_cluster_enabled and caching_enabled out, or set them to False; make no AppsyncApiCache."
    ),
    controls=("pci-dss-4.0.1:7.2.2", "nist-800-53-r5:AC-4"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            resources(aws_api_gateway_stage={"cache_cluster_enabled": False}),
            resources(aws_api_gateway_method_settings={"settings": {"caching_enabled": False}}),
        ),
        failing=(
            resources(aws_api_gateway_stage={"cache_cluster_enabled": True}),
            resources(aws_api_gateway_method_settings={"settings": [{"caching_enabled": "true"}]}),
            resources(aws_appsync_api_cache={"api_caching_behavior": "FULL_REQUEST_CACHING", "ttl": 60}),
        ),
        absent=(Status.PASS, resources(aws_api_gateway_stage={"stage_name": "live"})),
        unknown=(Status.UNKNOWN, resources(aws_api_gateway_stage={"cache_cluster_enabled": "${var.cache}"})),
    ),
)
