"""A function that is called again and again, by a rule of the account's default event bus."""

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
from cdktf_cdktf_provider_aws.lambda_function_event_invoke_config import LambdaFunctionEventInvokeConfig

from infra.blocks.compute.permission import PermissionSpec, add_permission

if TYPE_CHECKING:
    from infra.blocks.compute.function import Function
    from infra.place import Place

# The next call does the work of one that is lost.
MAX_AGE_SECONDS: Final = 60
MAX_RETRIES: Final = 0


@dataclass(frozen=True, slots=True)
class ScheduleSpec:
    """How often a function is called, and with what."""

    id: str
    name: str
    description: str
    expression: str
    event: Mapping[str, Any]
    dead_letters_arn: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule that was added: its Terraform id; the name and ARN of its rule as tokens."""

    id: str
    name: str
    arn: str


def add_schedule(place: Place, spec: ScheduleSpec, function: Function) -> Schedule:
    """Call the function as the schedule says. A call that is not delivered, or fails, is not made again."""
    rule = CloudwatchEventRule(
        place.stack,
        spec.id,
        name=spec.name,
        description=spec.description,
        schedule_expression=spec.expression,
        provider=place.provider,
    )
    CloudwatchEventTarget(
        place.stack,
        f"{spec.id}_target",
        rule=rule.name,
        arn=function.alias_arn,
        input=json.dumps(spec.event),
        retry_policy=CloudwatchEventTargetRetryPolicy(
            maximum_event_age_in_seconds=MAX_AGE_SECONDS, maximum_retry_attempts=MAX_RETRIES
        ),
        dead_letter_config=CloudwatchEventTargetDeadLetterConfig(arn=spec.dead_letters_arn),
        provider=place.provider,
    )
    # Lambda takes the call asynchronously: by itself it would try twice more for hours.
    LambdaFunctionEventInvokeConfig(
        place.stack,
        f"{spec.id}_once",
        function_name=function.name,
        qualifier=function.alias_name,
        maximum_event_age_in_seconds=MAX_AGE_SECONDS,
        maximum_retry_attempts=MAX_RETRIES,
        provider=place.provider,
    )
    add_permission(place, PermissionSpec(spec.id, "Schedule", "events.amazonaws.com", rule.arn), function)
    return Schedule(spec.id, rule.name, rule.arn)
