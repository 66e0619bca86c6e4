"""Backups cannot be deleted in production, and nowhere else cannot be deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import PROFILES
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_LOCK: Final = "aws_backup_vault_lock_configuration"
_FOR_GOOD: Final = "changeable_for_days"


def check(vault: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """In production a lock names the vault. Elsewhere no lock is for good: one with changeable_for_days can
    be lifted by no one once they are over (AWS Backup Developer Guide, "AWS Backup Vault Lock").
    """

    def judged(known: Resource) -> Iterator[Judgement]:
        if known.type == _LOCK:
            if known.context.profile != "production" and known.get(_FOR_GOOD) is not None:
                yield fail(f"{_FOR_GOOD} is set: the lock is for good, outside production")
        elif known.context.profile == "production":
            yield from expect.named_by(vault, configuration, "backup_vault_name", _LOCK)

    yield from expect.whichever(vault, "profile", PROFILES, judged)


def _lock(**values: object) -> Terraform:
    return resources(**{_LOCK: {"backup_vault_name": "vault-zq7", **values}})


RULE = Rule(
    id="backup-lock",
    title="Backup vaults are locked in production, and for good nowhere else",
    severity=Severity.MEDIUM,
    types=("aws_backup_vault", _LOCK),
    scope="configuration",
    check=check,
    rationale=(
        "Who encrypts data for a ransom deletes the backups first, and an administrator's rights are enough "
        "for that in a vault without a lock. In an environment that goes again a lock keeps it from going."
    ),
    remediation="In production add a BackupVaultLockConfiguration; elsewhere leave changeable_for_days out.",
    controls=(
        "pci-dss-4.0.1:10.3.2",
        "nist-800-53-r5:CP-9(8)",
        "nist-800-53-r5:CP-9",
        "nist-800-53-r5:CM-2(6)",
    ),
    requirements=("R24", "R25"),
    examples=Examples(
        passing=(resources(aws_backup_vault={"name": "vault-zq7"}), _lock(min_retention_days=7)),
        failing=(_lock(changeable_for_days=3),),
        absent=(Status.PASS, resources(aws_backup_vault={"name": "vault-zq7"})),
        unknown=(Status.FAIL, _lock(changeable_for_days="${var.days}")),
    ),
)
