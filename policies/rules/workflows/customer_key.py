"""State machines are encrypted with a customer-managed key."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import UNDEFINED_MACHINE
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.machines import MACHINE
from policies.resource import Resource


def check(machine: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The type is CUSTOMER_MANAGED_KMS_KEY, and a key is named."""
    yield from expect.one_of(machine, "encryption_configuration.type", ("CUSTOMER_MANAGED_KMS_KEY",))
    yield from expect.customer_key(machine, configuration, "encryption_configuration.kms_key_id")


def _machine(key: str, kind: str = "CUSTOMER_MANAGED_KMS_KEY") -> Terraform:
    return {
        "resource": {
            "aws_kms_key": {"ops": {}},
            MACHINE: {"example": {"encryption_configuration": [{"type": kind, "kms_key_id": key}]}},
        }
    }


RULE = Rule(
    id="workflows-customer-key",
    title="State machines are encrypted with a customer-managed key",
    severity=Severity.HIGH,
    types=(MACHINE,),
    scope="configuration",
    check=check,
    rationale=(
        "The history of an execution tells which payment did what and when. A key of one's own says who may "
        "read it, and who did."
    ),
    remediation=(
        "Set encryption_configuration with type='CUSTOMER_MANAGED_KMS_KEY' and kms_key_id of the region's "
        "KmsKey, whose policy lets the machine's role in."
    ),
    controls=("pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35", "R69"),
    examples=Examples(
        passing=(
            _machine("${aws_kms_key.ops.arn}"),
            _machine("arn:aws:kms:xx-test-1:999988887777:key/ops"),
        ),
        failing=(
            _machine(""),
            _machine("alias/aws/states"),
            _machine("${aws_kms_key.ops.arn}", "AWS_OWNED_KEY"),
            _machine("${aws_sfn_state_machine.example.arn}"),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, _machine("${var.key}")),
    ),
)
