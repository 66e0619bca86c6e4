"""Dead-letter queues keep messages as long as SQS can."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, unknown
from policies.related.queues import is_dead_letter_queue, says_dead_letters, work_of
from policies.resource import Resource

FOURTEEN_DAYS = 1_209_600
"""The longest retention (Amazon SQS, "Message quotas"); the default is four days."""


def check(queue: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A queue to which anything sends failures, or whose name says so, retains them for 14 days.

    One that is sent work as well is a queue of work, which sqs-failures-apart says.
    """
    serves = says_dead_letters(queue) or is_dead_letter_queue(queue, configuration)
    if serves is False or work_of(queue, configuration):
        yield NOT_APPLICABLE
        return
    found = tuple(expect.between(queue, "message_retention_seconds", FOURTEEN_DAYS))
    if found and serves is None:
        yield unknown(
            "only the plan can tell whether failures are sent here, and they are not kept for 14 days"
        )
    else:
        yield from found


def _queue(**queue: object) -> Terraform:
    return {
        "resource": {
            "aws_sqs_queue": {"example": {"name": "failed-zq7", **queue}},
            "aws_lambda_function": {
                "user": {"dead_letter_config": {"target_arn": "${aws_sqs_queue.example.arn}"}}
            },
        }
    }


RULE = Rule(
    id="sqs-dead-letter-retention",
    title="Dead-letter queues keep messages for 14 days",
    severity=Severity.MEDIUM,
    types=("aws_sqs_queue",),
    scope="configuration",
    check=check,
    rationale=(
        "The clock of a message starts when it is first sent, and a long weekend outlasts the default of "
        "four days. What has expired can be neither examined nor replayed."
    ),
    remediation="Set message_retention_seconds=1209600 on the dead-letter SqsQueue.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10(2)", "nist-800-53-r5:SI-12"),
    requirements=("R46", "R70"),
    examples=Examples(
        passing=(
            _queue(message_retention_seconds=1_209_600),
            _queue(message_retention_seconds="1209600"),
        ),
        failing=(
            _queue(message_retention_seconds=345_600),
            _queue(message_retention_seconds="1209599"),
            resources(aws_sqs_queue={"name": "receipts-dlq-zq7", "message_retention_seconds": 3600}),
        ),
        absent=(Status.FAIL, _queue()),
        unknown=(Status.UNKNOWN, _queue(message_retention_seconds="${var.retention}")),
    ),
)
