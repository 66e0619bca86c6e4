"""What a bus cannot encrypt or deliver is kept aside."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(bus: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The bus names an SQS queue for failures (Amazon EventBridge, "Using dead-letter queues").

    Of a bus without a key of the customer nothing fails before its targets, which have queues of their own.
    """
    if bus.get("kms_key_identifier") is None and not bus.blocks("dead_letter_config"):
        yield NOT_APPLICABLE
        return
    yield from expect.dead_letter(bus, configuration, "dead_letter_config.arn", "sqs")


def _bus(arn: str) -> Terraform:
    return {
        "resource": {
            "aws_sqs_queue": {"failed": {}},
            "aws_sns_topic": {"alerts": {}},
            "aws_cloudwatch_event_bus": {"example": {"dead_letter_config": {"arn": arn}}},
        }
    }


RULE = Rule(
    id="events-bus-dead-letter",
    title="Event buses with a key of the customer have a dead-letter queue",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_event_bus",),
    scope="configuration",
    check=check,
    rationale=(
        "A bus with a customer-managed key drops events while it may not use the key. Without a "
        "dead-letter queue nobody learns which payments they were."
    ),
    remediation="Set dead_letter_config with the arn of an SqsQueue in the region of the CloudwatchEventBus.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-13", "nist-800-53-r5:CP-10(2)"),
    requirements=("R70",),
    examples=Examples(
        passing=(
            _bus("${aws_sqs_queue.failed.arn}"),
            _bus("arn:${data.aws_partition.x.partition}:sqs:xx-test-1:999988887777:failed-zq7"),
        ),
        failing=(
            _bus("${aws_sns_topic.alerts.arn}"),
            _bus("arn:aws:sns:xx-test-1:999988887777:alerts-zq7"),
            _bus("failed-zq7"),
            resources(aws_cloudwatch_event_bus={"dead_letter_config": {}}),
            resources(aws_cloudwatch_event_bus={"kms_key_identifier": "${aws_kms_key.events.arn}"}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_event_bus={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _bus("${var.queue}")),
    ),
)
