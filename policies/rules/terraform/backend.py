"""The state is in S3: encrypted, locked, and one object for each stack of each environment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import UNKNOWN
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unspecified,
)
from policies.related.names import contains
from policies.resource import Resource
from policies.values import is_known


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Judges each backend, and at the settings of a stack without one that it is missing.

    A stack without any `terraform` block is judged at its provider. Where the system is not known,
    a missing backend may be configured elsewhere; a local one may not.
    """
    if element.type == "terraform.backend":
        yield from _backend(element)
    elif (
        element.type == "provider.aws" and configuration.of("terraform", stack=element.stack)
    ) or configuration.of("terraform.backend", stack=element.stack):
        yield NOT_APPLICABLE
    elif element.context.system == UNKNOWN:
        yield unspecified("system")
    else:
        yield fail("no backend is configured, so the state is a file on whatever machine deploys")


def _backend(backend: Resource) -> Iterator[Judgement]:
    if backend.name != "s3":
        yield fail(f"the backend is '{backend.name}', not 's3'")
        return
    for attribute in ("encrypt", "use_lockfile"):
        yield from expect.apart(attribute, expect.true(backend, attribute))
    if not backend.get("kms_key_id"):
        # With `encrypt` alone Terraform asks S3 for AES256, whatever the bucket's default is
        # (hashicorp/terraform, internal/backend/remote-state/s3/client.go, PutObject).
        yield fail(
            "kms_key_id is not set, so S3's own key encrypts the state, not a customer-managed one",
            "kms_key_id",
        )
    if backend.get("dynamodb_table"):
        yield fail(
            "dynamodb_table is set: Terraform 1.10 deprecates it for use_lockfile (C39)", "dynamodb_table"
        )
    key = backend.get("key")
    if not isinstance(key, str) or not is_known(key):
        yield fail("key is not a literal, so which object holds the state cannot be told", "key")
        return
    if backend.stack not in key:
        yield fail(f"key '{key}' does not contain the stack's name '{backend.stack}'", "key")
    if backend.context.suffix == UNKNOWN:
        yield unspecified("suffix")
    elif not contains(key, backend.context.suffix):
        yield fail(f"key '{key}' does not contain the suffix '{backend.context.suffix}'", "key")


_S3: Final = {
    "bucket": "state",
    "key": "payments/zq7/example.tfstate",
    "encrypt": True,
    "use_lockfile": True,
    "kms_key_id": "alias/state",
}


def _s3(**changes: object) -> Terraform:
    return {"terraform": {"backend": {"s3": _S3 | changes}}}


RULE = Rule(
    id="terraform-backend",
    title="The state is in S3, encrypted, locked, and apart for each stack and environment",
    severity=Severity.HIGH,
    types=("terraform", "terraform.backend", "provider.aws"),
    scope="configuration",
    check=check,
    rationale=(
        "The state holds every attribute of every resource. On a laptop or unencrypted it is a leak; "
        "unlocked, two deployments corrupt it; under a shared key, one environment destroys another."
    ),
    remediation=(
        "Use PlatformStack, or S3Backend(..., encrypt=True, kms_key_id=..., "
        "key=f'{system}/{suffix}/{stack}.tfstate') with add_override('use_lockfile', True)."
    ),
    controls=(
        *("pci-dss-4.0.1:1.2.8", "pci-dss-4.0.1:8.3.2"),
        *("nist-800-53-r5:SC-28(1)", "nist-800-53-r5:CM-2", "nist-800-53-r5:CM-3"),
    ),
    requirements=("R152", "R134", "R35"),
    examples=Examples(
        passing=(
            _s3(),
            _s3(key="zq7/example.tfstate", encrypt="true", use_lockfile="true"),
            {"terraform": [{"backend": {"s3": [_S3]}}, {"required_providers": {}}]},
        ),
        failing=(
            {"terraform": {"backend": {"local": {"path": "payments-zq7-example.tfstate"}}}},
            {"terraform": {"cloud": {"workspaces": {"name": "example-zq7"}}}},
            {},
            _s3(encrypt=False),
            _s3(use_lockfile=None),
            _s3(use_lockfile=None, dynamodb_table="locks"),
            _s3(dynamodb_table="locks"),
            _s3(kms_key_id=None),
            _s3(key="payments/example.tfstate"),
            _s3(key="payments/zq70/example.tfstate"),
            _s3(key="payments/zq7.tfstate"),
        ),
        absent=(Status.FAIL, {"terraform": {"required_providers": {}}}),
        unknown=(Status.UNKNOWN, _s3(encrypt="${var.encrypt}")),
    ),
)
