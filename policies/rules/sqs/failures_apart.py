"""What failed is not put among the work of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.queues import failures_of, work_of
from policies.resource import Resource

_SENDERS: Final = (
    "aws_cloudwatch_event_target",
    "aws_lambda_event_source_mapping",
    "aws_lambda_function",
    "aws_lambda_function_event_invoke_config",
    "aws_scheduler_schedule",
    "aws_sns_topic_subscription",
    "aws_sqs_queue",
)


def check(sender: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No queue to which it puts its failures is sent work by a topic, a bucket, a rule or a schedule."""
    for queue in failures_of(sender, configuration):
        for other in work_of(queue, configuration)[:1]:
            said = f"its failures go to {queue.address}, the queue of work of {other.address}"
            yield fail(f"{said}: its reader takes them for that", queue.address)


def _function(failed: str, name: str = "work-zq7") -> Terraform:
    return {
        "resource": {
            "aws_sqs_queue": {"work": {"name": name}, "dead": {"name": "dead-zq7"}},
            "aws_sns_topic_subscription": {
                "work": {"protocol": "sqs", "endpoint": "${aws_sqs_queue.work.arn}"}
            },
            "aws_lambda_function": {"example": {"dead_letter_config": {"target_arn": failed}}},
        }
    }


def _files(failed: str) -> Terraform:
    into = {"queue": [{"queue_arn": "${aws_sqs_queue.work.arn}", "events": ["s3:ObjectCreated:*"]}]}
    redrive = f'{{"deadLetterTargetArn": "{failed}", "maxReceiveCount": 5}}'
    return {
        "resource": {
            "aws_sqs_queue": {"work": {}, "dead": {}, "example": {"redrive_policy": redrive}},
            "aws_s3_bucket_notification": {"files": into},
        }
    }


_DEAD: Final = "${aws_sqs_queue.dead.arn}"
_WORK: Final = "${aws_sqs_queue.work.arn}"

RULE = Rule(
    id="sqs-failures-apart",
    title="Failures go to a queue that is sent no work",
    severity=Severity.HIGH,
    types=_SENDERS,
    scope="configuration",
    check=check,
    rationale=(
        "The reader of a queue of work takes what failed elsewhere for a message of its own: it fails on it "
        "as well, or does something with it that nobody meant, and the failure itself is lost."
    ),
    remediation="Name a SqsQueue of its own for what could not be delivered or processed.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-10", "nist-800-53-r5:SI-13"),
    requirements=("R46", "R70"),
    examples=Examples(
        passing=(_function(_DEAD), _files(_DEAD)),
        failing=(_function(_WORK), _files(_WORK)),
        absent=(Status.PASS, resources(aws_lambda_function={"function_name": "work-zq7"})),
        unknown=(Status.FAIL, _function(_WORK, "${var.name}")),
    ),
)
