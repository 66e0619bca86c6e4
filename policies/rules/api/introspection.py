"""A GraphQL API tells nobody its schema."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check(api: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Introspection is switched off: it is on by default (AppSync API, CreateGraphqlApi,
    introspectionConfig).
    """
    yield from expect.one_of(api, "introspection_config", ("DISABLED",))


RULE = Rule(
    id="api-introspection",
    title="GraphQL APIs do not reveal their schema",
    severity=Severity.LOW,
    types=("aws_appsync_graphql_api",),
    check=check,
    rationale="A schema names every query and field that there is, the ones that no client uses among them.",
    remediation="Set introspection_config='DISABLED' on the AppsyncGraphqlApi.",
    controls=("pci-dss-4.0.1:2.2.4", "nist-800-53-r5:CM-7"),
    requirements=("R72",),
    examples=Examples(
        passing=(resources(aws_appsync_graphql_api={"introspection_config": "DISABLED"}),),
        failing=(resources(aws_appsync_graphql_api={"introspection_config": "ENABLED"}),),
        absent=(Status.FAIL, resources(aws_appsync_graphql_api={"name": "payments"})),
        unknown=(Status.UNKNOWN, resources(aws_appsync_graphql_api={"introspection_config": "${var.i}"})),
    ),
)
