"""The object of a state is called after its stack and environment, and S3 itself locks it."""

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


def check(backend: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The key has the names of the stack and of its environment; the lock is a file beside it, and no table,
    which Terraform deprecates for that since 1.11 (Terraform, "Backend type: s3", "State locking").
    """
    if backend.name != "s3":
        yield NOT_APPLICABLE
        return
    yield from expect.apart("use_lockfile", expect.true(backend, "use_lockfile"))
    if backend.get("dynamodb_table"):
        yield fail("dynamodb_table is set: Terraform 1.11 deprecates it for use_lockfile", "dynamodb_table")
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


_S3: Final = {"key": "payments/zq7/example.tfstate", "use_lockfile": True}


def _s3(**changes: object) -> Terraform:
    return {"terraform": {"backend": {"s3": _S3 | changes}}}


RULE = Rule(
    id="terraform-state-key",
    title="The state's object is called after its stack and environment, and locked by S3",
    severity=Severity.HIGH,
    types=("terraform.backend",),
    check=check,
    rationale="Under a key that two environments share, one destroys what the other made.",
    remediation="Use PlatformStack, or key=f'{system}/{suffix}/{stack}.tfstate' and use_lockfile.",
    controls=("pci-dss-4.0.1:1.2.8", "nist-800-53-r5:CM-2", "nist-800-53-r5:CM-3"),
    requirements=("R152", "R134", "R35"),
    examples=Examples(
        passing=(_s3(), _s3(key="zq7/example.tfstate", use_lockfile="true")),
        failing=(
            _s3(use_lockfile=None, dynamodb_table="locks"),
            _s3(dynamodb_table="locks"),
            _s3(key="payments/example.tfstate"),
            _s3(key="payments/zq70/example.tfstate"),
            _s3(key="payments/zq7.tfstate"),
            _s3(key="${var.key}"),
        ),
        absent=(Status.FAIL, _s3(key=None)),
        unknown=(Status.UNKNOWN, _s3(use_lockfile="${var.lock}")),
    ),
)
