"""Customer-managed keys rotate."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check(key: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Rotation is on, at least once a year.

    KMS rotates neither asymmetric keys nor HMAC keys nor those of a custom key store (KMS Developer Guide,
    "Rotate AWS KMS keys").
    """
    symmetric = key.get("customer_master_key_spec") in (None, "SYMMETRIC_DEFAULT")
    signs = key.get("key_usage") in ("SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT")
    if not symmetric or signs or key.get("custom_key_store_id") is not None:
        yield NOT_APPLICABLE
        return
    yield from expect.true(key, "enable_key_rotation")
    if key.get("rotation_period_in_days") is not None:
        yield from expect.between(key, "rotation_period_in_days", 90, 365)


RULE = Rule(
    id="kms-key-rotation",
    title="Customer-managed KMS keys rotate at least once a year",
    severity=Severity.HIGH,
    types=("aws_kms_key",),
    check=check,
    rationale=(
        "A key that never changes protects ever more data; if it leaks, all of it is readable. "
        "KMS rotates on request only, and 365 days is its default period."
    ),
    remediation="Set enable_key_rotation=True and leave rotation_period_in_days at 365 or below.",
    controls=("pci-dss-4.0.1:3.7.4", "nist-800-53-r5:SC-12"),
    requirements=("R37",),
    examples=Examples(
        passing=(
            resources(aws_kms_key={"enable_key_rotation": True}),
            resources(aws_kms_key={"enable_key_rotation": "true", "rotation_period_in_days": 90}),
        ),
        failing=(
            resources(aws_kms_key={"enable_key_rotation": False}),
            resources(
                aws_kms_key={"customer_master_key_spec": "SYMMETRIC_DEFAULT", "key_usage": "ENCRYPT_DECRYPT"}
            ),
            resources(aws_kms_key={"enable_key_rotation": True, "rotation_period_in_days": 366}),
        ),
        absent=(Status.FAIL, resources(aws_kms_key={"description": "ledger"})),
        unknown=(Status.UNKNOWN, resources(aws_kms_key={"enable_key_rotation": "${var.rotation}"})),
    ),
)
