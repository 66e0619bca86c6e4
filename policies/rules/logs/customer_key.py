"""Log groups are encrypted with a customer-managed key."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The group names a key; without one CloudWatch Logs uses its own."""
    yield from expect.customer_key(group, configuration, "kms_key_id")


def _group(key: str) -> Terraform:
    return {
        "resource": {
            "aws_kms_key": {"ops": {}},
            "aws_cloudwatch_log_group": {"example": {"kms_key_id": key}},
        }
    }


RULE = Rule(
    id="logs-customer-key",
    title="Log groups are encrypted with a customer-managed key",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_log_group",),
    scope="configuration",
    check=check,
    rationale="Whoever may read logs sees who paid what and when. A key of one's own says who may.",
    remediation="Set kms_key_id to the arn of the region's KmsKey, whose policy names logs.<region>.",
    controls=("pci-dss-4.0.1:10.3.1", "nist-800-53-r5:AU-9(3)", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35", "R46", "R110"),
    waivable=False,
    examples=Examples(
        passing=(
            _group("${aws_kms_key.ops.arn}"),
            _group("arn:aws:kms:xx-test-1:999988887777:key/ops"),
        ),
        failing=(_group(""), _group("alias/aws/logs"), _group("${aws_cloudwatch_log_group.example.arn}")),
        absent=(Status.FAIL, resources(aws_cloudwatch_log_group={"retention_in_days": 365})),
        unknown=(Status.UNKNOWN, _group("${var.key}")),
    ),
)
