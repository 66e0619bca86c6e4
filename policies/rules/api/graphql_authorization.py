"""Whoever calls a GraphQL or an event API says who they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.resource import Resource

_WAYS: Final = ("AWS_IAM", "AMAZON_COGNITO_USER_POOLS", "OPENID_CONNECT", "AWS_LAMBDA")
_MODES: Final = ("connection_auth_mode", "default_publish_auth_mode", "default_subscribe_auth_mode")


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No way to authenticate is an API key, which the code of every page and app holds, and no key is made.

    AWS calls such an API unauthenticated (AppSync Developer Guide, "Configuring authorization and
    authentication to secure your GraphQL APIs": API_KEY).
    """
    if element.type == "aws_appsync_api_key":
        yield fail("it is an API key, which proves no caller's identity")
    elif element.type == "aws_appsync_graphql_api":
        yield from expect.one_of(element, "authentication_type", _WAYS)
        yield from expect.each_block(
            element,
            "additional_authentication_provider",
            "",
            lambda block: expect.one_of(block, "authentication_type", _WAYS),
        )
    elif not element.get("event_config.auth_provider"):
        yield fail("event_config.auth_provider is not set")
    else:
        for name in ("auth_provider", *_MODES):
            for block in element.blocks(f"event_config.{name}"):
                if block.get("auth_type") == "API_KEY":
                    yield fail(
                        f"event_config.{name}: auth_type is 'API_KEY', which proves no caller's identity"
                    )


RULE = Rule(
    id="api-graphql-authorization",
    title="AppSync APIs authorize their callers, and by no API key",
    severity=Severity.CRITICAL,
    types=("aws_appsync_graphql_api", "aws_appsync_api", "aws_appsync_api_key"),
    check=check,
    rationale="An API key travels in every request and lies in every client: whoever reads one is let in.",
    remediation=(
        "Set authentication_type='AWS_IAM' on the AppsyncGraphqlApi and on each additional provider; make "
        "no AppsyncApiKey."
    ),
    controls=(
        *("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:8.3.1"),
        *("nist-800-53-r5:AC-3", "nist-800-53-r5:AC-14", "nist-800-53-r5:IA-9"),
    ),
    requirements=("R72",),
    examples=Examples(
        passing=(
            resources(aws_appsync_graphql_api={"authentication_type": "AWS_IAM"}),
            resources(
                aws_appsync_graphql_api={
                    "authentication_type": "OPENID_CONNECT",
                    "additional_authentication_provider": [{"authentication_type": "AWS_LAMBDA"}],
                }
            ),
            resources(aws_appsync_api={"event_config": [{"auth_provider": [{"auth_type": "AWS_IAM"}]}]}),
        ),
        failing=(
            resources(aws_appsync_graphql_api={"authentication_type": "API_KEY"}),
            resources(
                aws_appsync_graphql_api={
                    "authentication_type": "AWS_IAM",
                    "additional_authentication_provider": {"authentication_type": "API_KEY"},
                }
            ),
            resources(aws_appsync_api={"event_config": [{"auth_provider": [{"auth_type": "API_KEY"}]}]}),
            resources(aws_appsync_api_key={"api_id": "abc"}),
        ),
        absent=(Status.FAIL, resources(aws_appsync_graphql_api={"name": "payments"})),
        unknown=(Status.UNKNOWN, resources(aws_appsync_graphql_api={"authentication_type": "${var.way}"})),
    ),
)
