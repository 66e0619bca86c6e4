"""What lies in a dead-letter queue is heard of."""

from __future__ import annotations

import json
from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.queues import is_dead_letter_queue
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, DEPTH, unwatched


def check(queue: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An alarm watches how many messages lie in a queue to which others send their failures."""
    if not is_dead_letter_queue(queue, configuration):
        yield NOT_APPLICABLE
        return
    yield from unwatched(queue, configuration, DEPTH)


def _queue(owner: str, metric: str = DEPTH.name) -> Terraform:
    return {
        "resource": {
            "aws_sqs_queue": {
                "example": {"name": "failed-zq7"},
                "work": {
                    "name": "work-zq7",
                    "redrive_policy": json.dumps({"deadLetterTargetArn": "${aws_sqs_queue.example.arn}"}),
                },
            },
            ALARM: {
                "dead": {
                    "namespace": DEPTH.namespace,
                    "metric_name": metric,
                    "dimensions": {DEPTH.dimension: owner} if owner else None,
                }
            },
        }
    }


RULE = Rule(
    id="alarms-dead-letters",
    title="Dead-letter queues have an alarm",
    severity=Severity.MEDIUM,
    types=("aws_sqs_queue",),
    scope="configuration",
    check=check,
    rationale=(
        "What failed for good lies in the dead-letter queue until it expires. Where nobody is notified, "
        "keeping it has only put off its loss."
    ),
    remediation="Add a CloudwatchMetricAlarm on ApproximateNumberOfMessagesVisible of the queue, above 0.",
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51", "R70"),
    examples=Examples(
        passing=(_queue("${aws_sqs_queue.example.name}"), _queue("failed-zq7")),
        failing=(
            _queue("${aws_sqs_queue.work.name}"),
            _queue("work-zq7"),
            _queue("failed-zq7", "NumberOfMessagesSent"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_sqs_queue={"name": "work-zq7"})),
        unknown=(Status.UNKNOWN, _queue("${var.queue}")),
    ),
)
