"""Topics are encrypted with a customer-managed key."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(topic: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The topic names a key; alias/aws/sns is none, since nobody can let a publisher use it."""
    yield from expect.customer_key(topic, configuration, "kms_master_key_id")


def _topic(key: str) -> Terraform:
    return {
        "resource": {
            "aws_kms_key": {"ops": {}},
            "aws_kms_alias": {"ops": {"name": "alias/ops-zq7", "target_key_id": "${aws_kms_key.ops.id}"}},
            "aws_sns_topic": {"example": {"kms_master_key_id": key}},
        },
        "data": {"aws_kms_alias": {"sns": {"name": "alias/aws/sns"}}},
    }


RULE = Rule(
    id="sns-customer-key",
    title="Topics are encrypted with a customer-managed key",
    severity=Severity.HIGH,
    types=("aws_sns_topic",),
    scope="configuration",
    check=check,
    rationale=(
        "A topic without a key stores messages readable to whoever reaches the disk. With alias/aws/sns, "
        "alarms and events cannot publish at all: that key's policy does not name them."
    ),
    remediation="Set kms_master_key_id to the KmsKey of the topic's region.",
    controls=("pci-dss-4.0.1:3.5.1", "pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35",),
    waivable=False,
    examples=Examples(
        passing=(
            _topic("${aws_kms_key.ops.arn}"),
            _topic("${aws_kms_alias.ops.target_key_arn}"),
            _topic("alias/ops-zq7"),
        ),
        failing=(
            _topic("alias/aws/sns"),
            _topic("${data.aws_kms_alias.sns.target_key_arn}"),
            _topic("${aws_sns_topic.example.arn}"),
            _topic(""),
        ),
        absent=(Status.FAIL, resources(aws_sns_topic={"name": "alerts-zq7"})),
        unknown=(Status.UNKNOWN, _topic("${var.key}")),
    ),
)
