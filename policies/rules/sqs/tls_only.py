"""Queues are used over TLS only."""

from __future__ import annotations

import json
from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import PLAIN_HTTP, denies_plain_http, policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(queue: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The policy denies sending and receiving without TLS (Amazon SQS, "Security best practices")."""
    yield from expect.tls_only(
        queue, configuration, "aws_sqs_queue_policy", "queue_url", "sqs:SendMessage", "sqs:ReceiveMessage"
    )


URL = "${aws_sqs_queue.example.url}"


def _deny(action: object = "sqs:*", **changes: object) -> dict[str, object]:
    return denies_plain_http(action, "${aws_sqs_queue.example.arn}", **changes)


def _queue(*statements: dict[str, object], url: str = URL) -> Terraform:
    return resources(
        aws_sqs_queue={"name": "failed-zq7"},
        aws_sqs_queue_policy={"queue_url": url, "policy": policy_text(*statements)},
    )


RULE = Rule(
    id="sqs-tls-only",
    title="Queues refuse requests that come without TLS",
    severity=Severity.HIGH,
    types=("aws_sqs_queue", "aws_sqs_queue_policy"),
    scope="configuration",
    check=check,
    rationale="SQS also takes messages over plain HTTP. Unless denied, they can be read on their way.",
    remediation=(
        "Give the queue an SqsQueuePolicy whose statement denies sqs:* on its ARN to Principal '*' with "
        "Bool aws:SecureTransport 'false' as the only condition."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8(1)"),
    requirements=("R39",),
    examples=Examples(
        passing=(
            _queue(_deny()),
            _queue(_deny("sqs:SendMessage"), _deny("SQS:ReceiveMessage", Principal={"AWS": ["*"]})),
            _queue(_deny(), url="https://sqs.xx-test-1.amazonaws.com/999988887777/failed-zq7"),
            resources(aws_sqs_queue={"policy": json.dumps({"Statement": _deny(Resource="*")})}),
        ),
        failing=(
            _queue(_deny("sqs:SendMessage")),
            _queue(_deny("sqs:SendMessage"), _deny("sqs:ReceiveMessage", Effect="Allow")),
            _queue(_deny(Principal={"AWS": "arn:aws:iam::999988887777:root"})),
            _queue(_deny(Principal={"Service": "sns.amazonaws.com"})),
            _queue(_deny(Condition={"BoolIfExists": {"aws:SecureTransport": "true"}})),
            _queue(_deny(Condition={"ForAnyValue:Bool": {"aws:SecureTransport": "false"}})),
            _queue(_deny(Condition={**PLAIN_HTTP, "ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:x"}})),
            _queue(_deny(Resource="arn:aws:sqs:xx-test-1:999988887777:other-zq7")),
            _queue(_deny(), url="https://sqs.xx-test-2.amazonaws.com/999988887777/failed-zq7"),
            _queue(_deny(), url="https://sqs.xx-test-1.amazonaws.com/999988887777/other-zq7"),
            resources(aws_sqs_queue={"policy": json.dumps({"Statement": []})}),
        ),
        absent=(Status.FAIL, resources(aws_sqs_queue={"name": "failed-zq7"})),
        unknown=(Status.UNKNOWN, _queue(_deny(Resource="${var.queue}"))),
    ),
)
