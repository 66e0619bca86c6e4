"""Rules on event buses and their targets: what is not delivered is tried again, then kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cdktf_cdktf_provider_aws.cloudwatch_event_rule import CloudwatchEventRule
from cdktf_cdktf_provider_aws.cloudwatch_event_target import (
    CloudwatchEventTarget,
    CloudwatchEventTargetDeadLetterConfig,
    CloudwatchEventTargetRetryPolicy,
)
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from cdktf_cdktf_provider_aws.lambda_function_event_invoke_config import LambdaFunctionEventInvokeConfig

from infra.blocks.compute.permission import PermissionSpec, add_permission
from infra.blocks.events.queue import Sender
from infra.blocks.policy_document import Statement, policy, trust, when

if TYPE_CHECKING:
    from cdktf_cdktf_provider_aws.lambda_permission import LambdaPermission

    from infra.blocks.compute.function import Function
    from infra.place import Place

# The most that EventBridge offers (User Guide, "Retrying event delivery"): a region may be away for hours.
RETRIES: Final = 185
RETRY_SECONDS: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class RouteSpec:
    """A rule: what it matches on which bus. `bus` is None for the default bus, where AWS's own events are.
    `id` goes into its name.

    dead_letters_arn: the queue for what its target did not take.
    within_seconds: for how long it is tried; an event that says what to do now must not come late.
    event: what the target is given instead of the event.
    """

    id: str
    description: str
    pattern: Mapping[str, Any]
    dead_letters_arn: str
    bus: str | None = None
    within_seconds: int = RETRY_SECONDS
    event: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class BusTarget:
    """A bus, also of another region, and the name of the role that EventBridge puts events on it in."""

    arn: str
    role_name: str


@dataclass(frozen=True, slots=True)
class TopicTarget:
    """A topic whose policy lets EventBridge publish for rules of the account."""

    arn: str


@dataclass(frozen=True, slots=True)
class Route:
    """A rule that was added with its target: its Terraform id; its name and ARN as tokens."""

    id: str
    name: str
    arn: str


def sender_of(place: Place, bus: str, *rules: str) -> Sender:
    """EventBridge, where it could not deliver: from the bus, the rules on it, and these rules on the default
    bus of the account.
    """
    return _sender(place, f"event-bus/{bus}", f"rule/{bus}/*", *(f"rule/{rule}" for rule in rules))


def rules_of(place: Place, *rules: str) -> Sender:
    """EventBridge, where it could not deliver from these rules on the default bus of the account."""
    return _sender(place, *(f"rule/{rule}" for rule in rules))


def _sender(place: Place, *sources: str) -> Sender:
    return Sender(
        "events.amazonaws.com",
        (
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", *(place.arn("events", source) for source in sources)),
        ),
    )


def add_route(place: Place, spec: RouteSpec, target: Function | BusTarget | TopicTarget) -> Route:
    """Send what the rule matches to the target."""
    rule = CloudwatchEventRule(
        place.stack,
        spec.id,
        name=place.names.rule(spec.id, place.region),
        description=spec.description,
        event_bus_name=spec.bus,
        event_pattern=json.dumps(spec.pattern),
        provider=place.provider,
    )
    role_arn: str | None = None
    permissions: list[IamRolePolicy | LambdaPermission] = []
    if isinstance(target, BusTarget):
        role_arn, permission = _forwarding(place, spec, target, rule.arn)
        permissions.append(permission)
    elif not isinstance(target, TopicTarget):
        permissions.append(_calling(place, spec, target, rule.arn))
    CloudwatchEventTarget(
        place.stack,
        f"{spec.id}_target",
        rule=rule.name,
        event_bus_name=spec.bus,
        arn=target.arn if isinstance(target, BusTarget | TopicTarget) else target.alias_arn,
        role_arn=role_arn,
        input=json.dumps(spec.event) if spec.event is not None else None,
        dead_letter_config=CloudwatchEventTargetDeadLetterConfig(arn=spec.dead_letters_arn),
        retry_policy=CloudwatchEventTargetRetryPolicy(
            maximum_retry_attempts=RETRIES, maximum_event_age_in_seconds=spec.within_seconds
        ),
        depends_on=permissions or None,
        provider=place.provider,
    )
    return Route(spec.id, rule.name, rule.arn)


def _calling(place: Place, spec: RouteSpec, function: Function, rule_arn: str) -> LambdaPermission:
    if spec.within_seconds < RETRY_SECONDS:
        # Lambda takes the event at once, and by itself would try for hours.
        LambdaFunctionEventInvokeConfig(
            place.stack,
            f"{spec.id}_in_time",
            function_name=function.name,
            qualifier=function.alias_name,
            maximum_event_age_in_seconds=spec.within_seconds,
            maximum_retry_attempts=2,
            provider=place.provider,
        )
    permission = PermissionSpec(spec.id, spec.id, "events.amazonaws.com", rule_arn, place.account)
    return add_permission(place, permission, function).resource


def _forwarding(place: Place, spec: RouteSpec, bus: BusTarget, rule_arn: str) -> tuple[str, IamRolePolicy]:
    """A role that may put events on this bus and nowhere else: its ARN, and what lets it."""
    role = IamRole(
        place.stack,
        f"{spec.id}_role",
        name=bus.role_name,
        description=spec.description,
        assume_role_policy=trust(
            "events.amazonaws.com",
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnEquals", "aws:SourceArn", rule_arn),
        ),
        provider=place.provider,
    )
    permission = IamRolePolicy(
        place.stack,
        f"{spec.id}_role_policy",
        name=bus.role_name,
        role=role.name,
        policy=policy(Statement("Forward", ("events:PutEvents",), (bus.arn,))),
        provider=place.provider,
    )
    return role.arn, permission
