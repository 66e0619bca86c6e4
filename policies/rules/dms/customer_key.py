"""What a migration keeps is encrypted under a key of ours."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The disk of an instance, and what an endpoint keeps of its connection, are under a customer's key."""
    yield from expect.customer_key(element, configuration, "kms_key_arn")


def _one(key: object, kind: str = "aws_dms_replication_instance") -> Terraform:
    return {"resource": {kind: {"example": {"kms_key_arn": key}}, "aws_kms_key": {"data": {}}}}


RULE = Rule(
    id="dms-customer-key",
    title="Instances and endpoints of migrations are encrypted under customer-managed keys",
    severity=Severity.HIGH,
    types=("aws_dms_replication_instance", "aws_dms_endpoint"),
    scope="configuration",
    check=check,
    rationale="Rows that were read and not written yet wait on the instance's disk.",
    remediation="Set kms_key_arn to the ARN of a KmsKey.",
    controls=("pci-dss-4.0.1:3.5.1", "nist-800-53-r5:SC-28(1)", "nist-800-53-r5:SC-12"),
    requirements=("R35",),
    examples=Examples(
        passing=(_one("${aws_kms_key.data.arn}"), _one("${aws_kms_key.data.arn}", "aws_dms_endpoint")),
        failing=(_one(None), _one("alias/aws/dms"), _one("", "aws_dms_endpoint")),
        absent=(Status.FAIL, resources(aws_dms_endpoint={"endpoint_type": "source"})),
        unknown=(Status.UNKNOWN, _one("${var.key}")),
    ),
)
