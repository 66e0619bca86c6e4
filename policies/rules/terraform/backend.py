"""The state is in S3, encrypted and locked."""

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
from policies.resource import Resource


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
    yield from expect.apart("encrypt", expect.true(backend, "encrypt"))
    if not backend.get("dynamodb_table"):  # the older way to lock it
        yield from expect.apart("use_lockfile", expect.true(backend, "use_lockfile"))
    if not backend.get("kms_key_id"):
        # With `encrypt` alone Terraform asks S3 for AES256, whatever the bucket's default is
        # (hashicorp/terraform, internal/backend/remote-state/s3/client.go, PutObject).
        yield fail(
            "kms_key_id is not set, so S3's own key encrypts the state, not a customer-managed one",
            "kms_key_id",
        )


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
    title="The state is in S3, encrypted and locked",
    severity=Severity.HIGH,
    types=("terraform", "terraform.backend", "provider.aws"),
    scope="configuration",
    check=check,
    rationale=(
        "The state holds every attribute of every resource. On a laptop or unencrypted it is a leak; "
        "unlocked, two deployments corrupt it."
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
            _s3(encrypt="true", use_lockfile="true"),
            _s3(use_lockfile=None, dynamodb_table="state-locks"),
            {"terraform": [{"backend": {"s3": [_S3]}}, {"required_providers": {}}]},
        ),
        failing=(
            {"terraform": {"backend": {"local": {"path": "payments-zq7-example.tfstate"}}}},
            {"terraform": {"cloud": {"workspaces": {"name": "example-zq7"}}}},
            {},
            _s3(encrypt=False),
            _s3(use_lockfile=None),
            _s3(kms_key_id=None),
        ),
        absent=(Status.FAIL, {"terraform": {"required_providers": {}}}),
        unknown=(Status.UNKNOWN, _s3(encrypt="${var.encrypt}")),
    ),
)
