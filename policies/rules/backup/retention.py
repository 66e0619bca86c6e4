"""Backups are kept for as long as they are needed, and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import inf
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.context import PROFILES
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, WithOptions, fail
from policies.options import Chosen, Number
from policies.resource import Resource

_DAYS: Final = "lifecycle.delete_after"
_COLD: Final = "lifecycle.cold_storage_after"
_LEAST_COLD: Final = 90
_VAULT: Final = "target_vault_name"
_LOCK: Final = "aws_backup_vault_lock_configuration"


_LEAST: Final = Number(
    "least_days",
    7,
    1,
    365,
    "days for which backups are kept, save in short-lived environments",
    stricter="higher",
    because="C8 lets no system keep them for less than a day",
)


def check(plan: Resource, configuration: Configuration, chosen: Chosen) -> Iterator[Judgement]:
    """Each rule, and each copy that it makes, deletes what it keeps: after a day at least in short-lived
    environments, else after a week at least. By default nothing is ever deleted, and what is in cold
    storage stays there for 90 days (AWS Backup API, Lifecycle). A lock of the vault allows it: else each
    backup fails (AWS Backup Developer Guide, "AWS Backup Vault Lock").
    """
    yield from expect.each_block(plan, "rule", "rule_name", lambda rule: _allowed(rule, configuration))
    yield from expect.whichever(plan, "profile", PROFILES, partial(_kept, days=_LEAST.of(chosen)))


def _kept(plan: Resource, days: int) -> Iterator[Judgement]:
    least = 1 if plan.context.profile == "ephemeral" else days

    def kept(of: Resource) -> Iterator[Judgement]:
        cold, ends_on = expect.number(of.get(_COLD)), expect.number(of.get(_DAYS))
        if cold is not None and ends_on is not None and ends_on < cold + _LEAST_COLD:
            yield fail(
                f"{_DAYS} is {ends_on:g}, and what moves to cold storage on day {cold:g} stays 90 days there"
            )
        yield from expect.between(of, _DAYS, least)

    def ends(rule: Resource) -> Iterator[Judgement]:
        yield from kept(rule)
        yield from expect.each_block(rule, "copy_action", "", kept)

    yield from expect.each_block(plan, "rule", "rule_name", ends)


def _allowed(rule: Resource, configuration: Configuration) -> Iterator[Judgement]:
    days = expect.number(rule.get(_DAYS))
    locks = [
        lock
        for vault in configuration.named(rule, rule.get(_VAULT))
        for lock in configuration.naming(vault, _LOCK, "backup_vault_name")
    ]
    for lock in locks:
        least, most = (expect.number(lock.get(f"{end}_retention_days")) for end in ("min", "max"))
        if days is not None and ((least or days) > days or (most or days) < days):
            yield fail(
                f"{_DAYS} is {days:g}, and {lock.address} takes {least or 1:g} to {most or inf:g}", "lock"
            )


def _plan(days: object, **more: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    rule = {"rule_name": "daily", "lifecycle": [{"delete_after": days}], **more}
    return resources(aws_backup_plan={"rule": [rule]})


def _locked(**days: int) -> Terraform:
    """A plan that keeps for 90 days in a vault whose lock takes some days."""
    plan = _plan(90, target_vault_name="${aws_backup_vault.pay.name}")["resource"]
    lock = {"backup_vault_name": "${aws_backup_vault.pay.name}", **days}
    return {"resource": {**plan, "aws_backup_vault": {"pay": {"name": "pay-zq7"}}, _LOCK: {"pay": lock}}}


RULE = Rule(
    id="backup-retention",
    title="Backup plans delete what they keep, and not too soon",
    severity=Severity.HIGH,
    types=("aws_backup_plan",),
    scope="configuration",
    check=WithOptions(check, _LEAST),
    rationale=(
        "A mistake is noticed days later, when the backup from before must still be there; one that is kept "
        "for ever is account data that no retention limit reaches."
    ),
    remediation="Set lifecycle with delete_after of 7 days or more in each rule and copy_action.",
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:CP-9", "nist-800-53-r5:SI-12"),
    requirements=("C8",),
    examples=Examples(
        passing=(
            _plan(35),
            _locked(min_retention_days=7, max_retention_days=90),
            _plan("7", copy_action=[{"lifecycle": [{"delete_after": 90}]}]),
        ),
        failing=(
            _plan(None),
            _plan(60, lifecycle=[{"delete_after": 60, "cold_storage_after": 30}]),
            _plan(0),
            _locked(max_retention_days=35),
            _locked(min_retention_days=365),
            _plan(35, copy_action=[{"destination_vault_arn": "arn:aws:backup:xx-test-2:1:backup-vault:v"}]),
        ),
        absent=(Status.FAIL, resources(aws_backup_plan={"rule": [{"rule_name": "daily"}]})),
        unknown=(Status.UNKNOWN, _plan("${var.days}")),
    ),
)
