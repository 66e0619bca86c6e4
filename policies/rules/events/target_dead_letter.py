"""What a rule cannot deliver to its target is kept aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.expect import number
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource


def check(target: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The target of a rule or a schedule names an SQS queue for failures; that of the bus does not serve its
    targets.
    """
    above = _BLOCKS[target.type]
    yield from expect.dead_letter(target, configuration, f"{above}dead_letter_config.arn", "sqs")
    retries = f"{above}retry_policy.maximum_retry_attempts"
    if target.get(f"{above}dead_letter_config.arn") is None and number(target.get(retries)) == 0:
        yield fail(f"{retries} is 0: a call that is missed is neither made again nor kept", retries)


_BLOCKS: Final = {"aws_cloudwatch_event_target": "", "aws_scheduler_schedule": "target."}


def _scheduled(**target: object) -> Terraform:
    return resources(aws_scheduler_schedule={"schedule_expression": "rate(1 hour)", "target": target})


def _target(arn: str) -> Terraform:
    return {
        "resource": {
            "aws_sqs_queue": {"failed": {}},
            "aws_lambda_function": {"retry": {}},
            "aws_cloudwatch_event_target": {"example": {"dead_letter_config": [{"arn": arn}]}},
        }
    }


RULE = Rule(
    id="events-target-dead-letter",
    title="Targets of rules and schedules have a dead-letter queue",
    severity=Severity.HIGH,
    types=tuple(_BLOCKS),
    scope="configuration",
    check=check,
    rationale=(
        "EventBridge gives up after 24 hours, and at once where the target denies access. In a failover "
        "that is a payment the other region never sees."
    ),
    remediation="Set dead_letter_config with the arn of an SqsQueue in the region of the rule.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-13", "nist-800-53-r5:CP-10(2)"),
    requirements=("R70",),
    examples=Examples(
        passing=(
            _target("${aws_sqs_queue.failed.arn}"),
            _scheduled(dead_letter_config={"arn": "arn:aws:sqs:xx-test-1:999988887777:failed-zq7"}),
        ),
        failing=(
            _target("${aws_lambda_function.retry.arn}"),
            _target("arn:aws:lambda:xx-test-1:999988887777:function:retry-zq7"),
            _target(""),
            _scheduled(retry_policy={"maximum_retry_attempts": 0}),
            resources(aws_cloudwatch_event_target={"retry_policy": {"maximum_retry_attempts": 185}}),
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_event_target={"arn": "${aws_sfn.x.arn}"})),
        unknown=(Status.UNKNOWN, _target("${local.queue}")),
    ),
)
