"""A file system is mounted over TLS alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import denies_plain_http, policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_POLICY: Final = "aws_efs_file_system_policy"
_MOUNT: Final = "elasticfilesystem:ClientMount"


def check(system: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The file system's policy denies mounting to everyone who comes without TLS. Without a policy whoever
    reaches a mount target mounts (EFS User Guide, "Using IAM to control access to file systems").
    """
    yield from expect.tls_only(system, configuration, _POLICY, "file_system_id", _MOUNT)


def _stack(statement: dict[str, object], system: str = "${aws_efs_file_system.example.id}") -> Terraform:
    return {
        "resource": {
            "aws_efs_file_system": {"example": {"encrypted": True}},
            _POLICY: {"own": {"file_system_id": system, "policy": policy_text(statement)}},
        }
    }


_ARN: Final = "${aws_efs_file_system.example.arn}"

RULE = Rule(
    id="efs-tls-only",
    title="File systems are mounted over TLS alone",
    severity=Severity.HIGH,
    types=("aws_efs_file_system", _POLICY),
    scope="configuration",
    check=check,
    rationale=(
        "NFS has no encryption of its own: files go over the network as they are, and whoever reaches the "
        "port mounts the file system as root."
    ),
    remediation=(
        "Add an EfsFileSystemPolicy that denies '*' to '*' where aws:SecureTransport is false, and allows "
        "roles to mount."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:7.3.3", "nist-800-53-r5:SC-8(1)", "nist-800-53-r5:AC-3"),
    requirements=("R39",),
    examples=Examples(
        passing=(
            _stack(denies_plain_http("*", _ARN)),
            _stack(denies_plain_http(_MOUNT, "*")),
        ),
        failing=(
            _stack(denies_plain_http("elasticfilesystem:ClientWrite", _ARN)),
            _stack(denies_plain_http("*", _ARN, Effect="Allow")),
            _stack(denies_plain_http("*", _ARN), "${aws_efs_file_system.other.id}"),
        ),
        absent=(Status.FAIL, resources(aws_efs_file_system={"encrypted": True})),
        unknown=(Status.UNKNOWN, _stack(denies_plain_http("*", "${var.system}"))),
    ),
)
