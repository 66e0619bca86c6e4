"""What a rule cannot deliver to its target is kept aside."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(target: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The target names an SQS queue for failures; that of the bus does not serve its targets."""
    yield from expect.dead_letter(target, configuration, "dead_letter_config.arn", "sqs")


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
    title="Event targets have a dead-letter queue",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_event_target",),
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
        passing=(_target("${aws_sqs_queue.failed.arn}"),),
        failing=(
            _target("${aws_lambda_function.retry.arn}"),
            _target("arn:aws:lambda:xx-test-1:999988887777:function:retry-zq7"),
            _target(""),
            resources(aws_cloudwatch_event_target={"retry_policy": {"maximum_retry_attempts": 185}}),
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_event_target={"arn": "${aws_sfn.x.arn}"})),
        unknown=(Status.UNKNOWN, _target("${local.queue}")),
    ),
)
