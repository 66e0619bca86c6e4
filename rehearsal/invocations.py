"""Who calls our functions by right of a function's own policy, and whether that policy says so and no more.

API Gateway for a method, EventBridge for a rule, SNS for a topic: each as a service that names its source
(Lambda Developer Guide, "Granting function access to AWS services").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from policies.configuration import Configuration
from policies.diff.grants import Condition, Grant, Patterns, grants_of
from policies.diff.permissions import covers
from policies.resource import Resource

_OF_INTEGRATION: Final = re.compile(r"/functions/(arn:[^/]+)/invocations$")
_PARAMETER: Final = re.compile(r"\{[^}]*\}")


class Invocation(NamedTuple):
    """A service calls an alias for a source of its own."""

    alias: str
    service: str
    source: str
    account: str

    def as_grant(self) -> Grant:
        """The least grant that lets it in."""
        tests = [Condition("ArnLike", "aws:SourceArn", (self.source,))]
        if self.account:
            tests.append(Condition("StringEquals", "aws:SourceAccount", (self.account,)))
        principal = Patterns((f"Service {self.service}.amazonaws.com",))
        return Grant("Allow", principal, Patterns(("lambda:InvokeFunction",)), Patterns(()), tuple(tests))


def compare_invocations(configuration: Configuration) -> list[str]:
    """What the policies of functions lack and what they have too much, as sentences."""
    wanted = sorted({*_of_rules(configuration), *_of_topics(configuration), *_of_methods(configuration)})
    let_in = {
        (f"{holder.get('function_name')}:{holder.get('qualifier')}", grant)
        for owner, given in grants_of(configuration).by_owner.items()
        for holder in [configuration.by_address.get((owner.stack, owner.address))]
        if holder is not None and holder.type == "aws_lambda_permission"
        for grant in given
    }
    return [
        *(
            f"{each.service} may not call {each.alias} for {each.source}"
            for each in wanted
            if not any(alias == each.alias and covers(grant, each.as_grant()) for alias, grant in let_in)
        ),
        *(
            f"{', '.join(grant.principal.patterns)} may call {alias}"
            f"{''.join(f' for {value}' for test in grant.conditions for value in test.values)}, "
            "and nothing is set to"
            for alias, grant in sorted(let_in)
            if not any(alias == each.alias and covers(grant, each.as_grant()) for each in wanted)
        ),
    ]


def _of_rules(configuration: Configuration) -> Iterator[Invocation]:
    for target in configuration.of("aws_cloudwatch_event_target"):
        alias = str(target.get("arn"))
        if ":lambda:" not in alias:
            continue
        for rule in configuration.of("aws_cloudwatch_event_rule", stack=target.stack):
            if rule.get("name") == target.get("rule") and rule.region == target.region:
                yield _from(str(rule.get("arn")), "events", alias)


def _of_topics(configuration: Configuration) -> Iterator[Invocation]:
    for subscription in configuration.of("aws_sns_topic_subscription"):
        if subscription.get("protocol") == "lambda":
            yield _from(str(subscription.get("topic_arn")), "sns", str(subscription.get("endpoint")))


def _from(source: str, service: str, alias: str) -> Invocation:
    return Invocation(alias, service, source, account=source.split(":")[4])


def _of_methods(configuration: Configuration) -> Iterator[Invocation]:
    for integration in configuration.of("aws_api_gateway_integration"):
        alias = _OF_INTEGRATION.search(str(integration.get("uri")))
        if alias is None:
            continue
        stack, api = integration.stack, integration.get("rest_api_id")
        path = _path(configuration, integration)
        for gateway in configuration.of("aws_api_gateway_rest_api", stack=stack):
            for stage in configuration.of("aws_api_gateway_stage", stack=stack):
                if gateway.get("id") == stage.get("rest_api_id") == api:
                    method = f"{stage.get('stage_name')}/{integration.get('http_method')}{path}"
                    # The source of API Gateway tells no account: the API's id is unique.
                    yield Invocation(
                        alias[1], "apigateway", f"{gateway.get('execution_arn')}/{method}", account=""
                    )


def _path(configuration: Configuration, integration: Resource) -> str:
    for resource in configuration.of("aws_api_gateway_resource", stack=integration.stack):
        if resource.get("id") == integration.get("resource_id"):
            return _PARAMETER.sub("*", str(resource.get("path")))
    return "/"
