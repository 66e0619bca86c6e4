"""A GraphQL API tells nobody its schema."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, resources


def check(api: Resource, _estate: Estate) -> Iterator[Judgement]:
    """Introspection is switched off: it is on by default (AppSync API, CreateGraphqlApi,
    introspectionConfig).
    """
    yield from expect.one_of(api, "introspection_config", ("DISABLED",))


RULE = Rule(
    id="api-introspection",
    title="GraphQL APIs do not tell their schema",
    severity=Severity.LOW,
    types=("aws_appsync_graphql_api",),
    check=check,
    rationale="A schema names every query and field that there is, the ones that no client uses among them.",
    remediation="Set introspection_config='DISABLED' on the AppsyncGraphqlApi.",
    controls=("pci-dss-4.0.1:2.2.4", "nist-800-53-r5:CM-7"),
    rows=("R72",),
    examples=Examples(
        passing=(resources(aws_appsync_graphql_api={"introspection_config": "DISABLED"}),),
        failing=(resources(aws_appsync_graphql_api={"introspection_config": "ENABLED"}),),
        absent=(Status.FAIL, resources(aws_appsync_graphql_api={"name": "payments"})),
        unknown=(Status.UNKNOWN, resources(aws_appsync_graphql_api={"introspection_config": "${var.i}"})),
    ),
)
