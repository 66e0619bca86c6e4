"""Files can be put back to before a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_POLICY: Final = "aws_efs_backup_policy"
_STATUS: Final = "backup_policy.status"
_OF_SYSTEM: Final = expect.Related(_POLICY, "file_system_id", ("aws_efs_file_system",))


def check(system: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A backup policy that is enabled names the file system, or a selection of AWS Backup does. By default
    nothing is backed up (EFS API, PutBackupPolicy).
    """
    if system.type != _POLICY and configuration.naming(system, "aws_backup_selection", "resources"):
        return
    yield from expect.each_related(
        system, configuration, _OF_SYSTEM, lambda policy: expect.one_of(policy, _STATUS, ("ENABLED",))
    )


def _stack(status: str) -> Terraform:
    policy = {"file_system_id": "${aws_efs_file_system.example.id}", "backup_policy": [{"status": status}]}
    return {"resource": {"aws_efs_file_system": {"example": {}}, _POLICY: {"daily": policy}}}


RULE = Rule(
    id="efs-backups",
    title="File systems are backed up",
    severity=Severity.HIGH,
    types=("aws_efs_file_system", _POLICY),
    scope="configuration",
    check=check,
    rationale="A file system keeps no older versions: what is deleted or overwritten in it is gone.",
    remediation="Add an EfsBackupPolicy with status='ENABLED', or name the file system in a BackupSelection.",
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-9", "nist-800-53-r5:CP-10"),
    requirements=("C8",),
    examples=Examples(
        passing=(
            _stack("ENABLED"),
            {
                "resource": {
                    "aws_efs_file_system": {"example": {}},
                    "aws_backup_selection": {"all": {"resources": ["${aws_efs_file_system.example.arn}"]}},
                }
            },
        ),
        failing=(_stack("DISABLED"),),
        absent=(Status.FAIL, resources(aws_efs_file_system={"encrypted": True})),
        unknown=(Status.UNKNOWN, _stack("${var.backups}")),
    ),
)
