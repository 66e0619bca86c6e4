"""Rules on event buses and their targets: what is not delivered is tried again, then kept."""

from __future__ import annotations

import json
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

from infra.blocks.compute.permission import may_call
from infra.blocks.events.queue import Sender
from infra.blocks.policy_document import Statement, policy, trust, when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf_cdktf_provider_aws.lambda_permission import LambdaPermission

    from infra.blocks.compute.function import Function
    from infra.place import Place

# The most that EventBridge offers (User Guide, "Retrying event delivery"): a region may be away for hours.
RETRIES: Final = 185
RETRY_SECONDS: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule: what it matches on which bus. `bus` is None for the default bus, where AWS tells its own.

    dead_letters_arn: the queue for what its target did not take.
    """

    id: str
    name: str
    description: str
    bus: str | None
    pattern: Mapping[str, Any]
    dead_letters_arn: str


def sender_of(place: Place, bus: str, *rules: str) -> Sender:
    """EventBridge, where it could not deliver: from the bus, the rules on it, and these rules on the default
    bus of the account.
    """
    sources = (f"event-bus/{bus}", f"rule/{bus}/*", *(f"rule/{rule}" for rule in rules))
    return Sender(
        "events.amazonaws.com",
        (
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", *(place.arn("events", source) for source in sources)),
        ),
    )


def route_to_function(place: Place, spec: RuleSpec, function: Function) -> None:
    """Have a function called with what the rule matches."""
    rule = _add_rule(place, spec)
    permission = may_call(
        place,
        spec.id,
        function,
        statement_id=spec.id,
        service="events.amazonaws.com",
        source_arn=rule.arn,
        source_account=place.account,
    )
    _add_target(place, spec, function.alias_arn, after=(rule, permission))


def route_to_bus(place: Place, spec: RuleSpec, bus_arn: str, *, role_name: str) -> None:
    """Put what the rule matches on another bus, under a role that may put events there and nowhere else."""
    rule = _add_rule(place, spec)
    role = IamRole(
        place.stack,
        f"{spec.id}_role",
        name=role_name,
        description=spec.description,
        assume_role_policy=trust(
            "events.amazonaws.com",
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnEquals", "aws:SourceArn", rule.arn),
        ),
        provider=place.provider,
    )
    permission = IamRolePolicy(
        place.stack,
        f"{spec.id}_role_policy",
        name=role_name,
        role=role.name,
        policy=policy(Statement("Forward", ("events:PutEvents",), (bus_arn,))),
        provider=place.provider,
    )
    _add_target(place, spec, bus_arn, after=(rule, permission), role_arn=role.arn)


def _add_rule(place: Place, spec: RuleSpec) -> CloudwatchEventRule:
    return CloudwatchEventRule(
        place.stack,
        spec.id,
        name=spec.name,
        description=spec.description,
        event_bus_name=spec.bus,
        event_pattern=json.dumps(spec.pattern),
        provider=place.provider,
    )


def _add_target(
    place: Place,
    spec: RuleSpec,
    arn: str,
    *,
    after: tuple[CloudwatchEventRule, LambdaPermission | IamRolePolicy],
    role_arn: str | None = None,
) -> None:
    rule, permission = after
    CloudwatchEventTarget(
        place.stack,
        f"{spec.id}_target",
        rule=rule.name,
        event_bus_name=spec.bus,
        arn=arn,
        role_arn=role_arn,
        dead_letter_config=CloudwatchEventTargetDeadLetterConfig(arn=spec.dead_letters_arn),
        retry_policy=CloudwatchEventTargetRetryPolicy(
            maximum_retry_attempts=RETRIES, maximum_event_age_in_seconds=RETRY_SECONDS
        ),
        depends_on=[permission],
        provider=place.provider,
    )
