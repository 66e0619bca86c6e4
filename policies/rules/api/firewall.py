"""A firewall stands in front of every API."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.firewalls import behind_firewall
from policies.resource import Resource


def check(stage: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An association names the stage, or the GraphQL API, and a web ACL.

    HTTP and WebSocket APIs and URLs of functions take none (AWS WAF Developer Guide, "Resources that you can
    protect with AWS WAF"): what stands before them is judged where it stands.
    """
    yield from behind_firewall(stage, configuration)


def _stage(stage: str = "${aws_api_gateway_stage.example.arn}", acl: str | None = None) -> Terraform:
    return resources(
        aws_api_gateway_stage={},
        aws_wafv2_web_acl={},
        aws_wafv2_web_acl_association={
            "resource_arn": stage,
            "web_acl_arn": "${aws_wafv2_web_acl.example.arn}" if acl is None else acl,
        },
    )


RULE = Rule(
    id="api-firewall",
    title="A web firewall protects every stage of an API",
    severity=Severity.HIGH,
    types=("aws_api_gateway_stage", "aws_appsync_graphql_api"),
    scope="configuration",
    check=check,
    rationale="PCI DSS requires attacks on public web applications to be detected and stopped, always.",
    remediation=(
        "Add a Wafv2WebAclAssociation with web_acl_arn=acl.arn and resource_arn=stage.arn, or the "
        "AppsyncGraphqlApi's arn."
    ),
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-7", "nist-800-53-r5:SI-3"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            _stage(),
            resources(
                aws_appsync_graphql_api={},
                aws_wafv2_web_acl_association={
                    "resource_arn": "${aws_appsync_graphql_api.example.arn}",
                    "web_acl_arn": "arn:aws:wafv2:xx-test-1:999988887777:regional/webacl/edge/1",
                },
            ),
        ),
        failing=(
            _stage("${aws_wafv2_web_acl.example.arn}"),
            _stage(acl=""),
            _stage(acl="${aws_api_gateway_stage.example.arn}"),
            resources(aws_appsync_graphql_api={"name": "payments"}),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_stage={"stage_name": "live"})),
        unknown=(Status.UNKNOWN, _stage("${var.stage}")),
    ),
)
