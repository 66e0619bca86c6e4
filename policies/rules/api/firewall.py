"""A firewall stands in front of every API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
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
from policies.related.firewalls import behind_firewall
from policies.resource import Resource
from policies.values import UnknownBlock, is_known

_HTTP: Final = "aws_apigatewayv2_api"
_DOMAIN: Final = "aws_apigatewayv2_domain_name"
_FRONT: Final = "aws_cloudfront_distribution"


def check(stage: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An association names the stage, or the GraphQL API, and a web ACL.

    HTTP APIs take none (AWS WAF Developer Guide, "Resources that you can protect with AWS WAF"): before one
    of them stands a distribution with a web ACL. What stands before WebSocket APIs and URLs of functions is
    judged where it stands.
    """
    if stage.type != _HTTP:
        yield from behind_firewall(stage, configuration)
    elif stage.get("protocol_type") not in (None, "HTTP"):
        yield NOT_APPLICABLE
    elif not is_known(stage.get("protocol_type")):
        yield unknown("only the plan can tell of which protocol it is")
    elif not _is_for_known_clients(stage, configuration):
        yield from _behind_distribution(stage, configuration)


def _is_for_known_clients(api: Resource, configuration: Configuration) -> bool:
    """Whether each route asks for a signature of IAM, or the API's name for a certificate of clients."""
    routes = configuration.related(api, "aws_apigatewayv2_route", "api_id")
    signed = bool(routes) and all(each.get("authorization_type") == "AWS_IAM" for each in routes)
    return signed or any(each.blocks("mutual_tls_authentication") for each in _domains(api, configuration))


def _behind_distribution(api: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A distribution with a web ACL has the API, or a domain name of the API, as an origin."""
    names = [each.get("domain_name") for each in _domains(api, configuration)]
    hidden = False
    for front in configuration.of(_FRONT):
        for origin in front.blocks("origin"):
            hidden = hidden or isinstance(origin, UnknownBlock)
            asked = str(origin.get("domain_name"))
            if f"{api.address}." in asked or asked in names:
                if not front.get("web_acl_id"):
                    yield fail(f"{front.address} stands before it, and has no web_acl_id")
                return
    if hidden:
        yield unknown(f"only the plan can tell whether a {_FRONT} stands before it")
    else:
        yield fail(f"its type takes no web ACL, and no {_FRONT} with one stands before it")


def _domains(api: Resource, configuration: Configuration) -> Iterator[Resource]:
    for mapping in configuration.related(api, "aws_apigatewayv2_api_mapping", "api_id"):
        value = mapping.get("domain_name")
        found = configuration.target(mapping, value)
        named = () if found is not None else configuration.having(_DOMAIN, "domain_name", value)
        yield from (found,) if found is not None else named


def _http(acl: str | None = None, **values: object) -> Terraform:
    origin = {"domain_name": '${replace(aws_apigatewayv2_api.example.api_endpoint, "https://", "")}'}
    front = {"web_acl_id": acl, "origin": [origin]}
    return resources(
        aws_apigatewayv2_api={"name": "pay-zq7", "protocol_type": "HTTP", **values},
        **({_FRONT: front} if acl is not None else {}),
    )


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
    types=("aws_api_gateway_stage", _HTTP, "aws_appsync_graphql_api"),
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
            _http("${aws_wafv2_web_acl.front.arn}"),
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
            *(_http(), _http("")),
            _stage(acl="${aws_api_gateway_stage.example.arn}"),
            resources(aws_appsync_graphql_api={"name": "payments"}),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_stage={"stage_name": "live"})),
        unknown=(Status.UNKNOWN, _stage("${var.stage}")),
    ),
)
