"""Where a function puts what it fails to process, and whether anything calls it that does not wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration, recalled
from policies.model import Judgement, unknown
from policies.resource import Resource
from policies.rules.functions._permissions import PERMISSION
from policies.rules.functions._references import INVOKE_CONFIG, function_of
from policies.values import is_known

_CALLERS: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_cloudwatch_event_target": ("arn",),
    "aws_scheduler_schedule": ("target", "arn"),
    "aws_sns_topic_subscription": ("endpoint",),
    "aws_s3_bucket_notification": ("lambda_function", "lambda_function_arn"),
    "aws_cloudwatch_log_subscription_filter": ("destination_arn",),
    INVOKE_CONFIG: ("function_name",),
}
"""What calls a function and does not wait: the blocks and the attribute that name it. Lambda Developer Guide,
"Invoking Lambda with events from other AWS services"."""
_SERVICES: Final = frozenset(
    f"{service}.amazonaws.com"
    for service in (
        *("events", "scheduler", "sns", "s3", "ses", "logs", "config", "codecommit", "iot"),
        *("cloudformation", "inspector", "codepipeline"),
    )
)


def failures_kept(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """What keeps a function from having a dead-letter queue or topic, or a failure destination, which holds
    more.

    AWS Lambda, "Retaining records of asynchronous invocations".
    """
    for config in configuration.naming(function, INVOKE_CONFIG, "function_name"):
        destination = config.get("destination_config.on_failure.destination")
        if destination is None:
            continue
        if not is_known(destination) and configuration.target(config, destination) is None:
            yield unknown(f"{config.address} sends failures to {destination}, which only the plan can tell")
        return
    yield from expect.dead_letter(function, configuration, "dead_letter_config.target_arn", "sqs", "sns")


def caller_that_does_not_wait(function: Resource, configuration: Configuration) -> Resource | None:
    """What calls the function asynchronously, or lets a service that does; None where nothing does."""
    return _called(configuration).get(function)


@recalled
def _called(configuration: Configuration) -> Mapping[Resource, Resource]:
    found: dict[Resource, Resource] = {}
    for kind, (*above, name) in _CALLERS.items():
        for caller in configuration.of(kind):
            for block in caller.blocks(".".join(above)) if above else (caller.values,):
                function = function_of(caller, block.get(name), configuration)
                if function is not None:
                    found[function] = caller
    for permission in configuration.of(PERMISSION):
        function = function_of(permission, permission.get("function_name"), configuration)
        if function is not None and str(permission.get("principal")) in _SERVICES:
            found.setdefault(function, permission)
    return found
