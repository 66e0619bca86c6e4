"""Queues are encrypted with a customer-managed key."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(queue: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The queue names a key; sqs_managed_sse_enabled alone uses keys that SQS owns."""
    yield from expect.customer_key(queue, configuration, "kms_master_key_id")


def _queue(key: str) -> Terraform:
    return {
        "resource": {
            "aws_kms_key": {"ops": {}},
            "aws_sqs_queue": {"example": {"kms_master_key_id": key}},
        }
    }


RULE = Rule(
    id="sqs-customer-key",
    title="Queues are encrypted with a customer-managed key",
    severity=Severity.HIGH,
    types=("aws_sqs_queue",),
    scope="configuration",
    check=check,
    rationale=(
        "A queue holds failed payments for up to 14 days. Keys that SQS owns have no policy and no log; "
        "whoever may receive may read."
    ),
    remediation="Set kms_master_key_id to the KmsKey of the queue's region and drop sqs_managed_sse_enabled.",
    controls=("pci-dss-4.0.1:3.5.1", "pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35",),
    waivable=False,
    examples=Examples(
        passing=(
            _queue("${aws_kms_key.ops.key_id}"),
            _queue("arn:aws:kms:xx-test-1:999988887777:key/ops"),
        ),
        failing=(
            resources(aws_sqs_queue={"sqs_managed_sse_enabled": True}),
            _queue("alias/aws/sqs"),
            _queue("${aws_sqs_queue.example.arn}"),
        ),
        absent=(Status.FAIL, resources(aws_sqs_queue={"name": "failed-zq7"})),
        unknown=(Status.UNKNOWN, _queue("${var.key}")),
    ),
)
