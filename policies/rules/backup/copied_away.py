"""A copy of a backup is somewhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.arn import read_arn
from policies.configuration import Configuration
from policies.examples import TWO_REGIONS, resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import is_known

_COPY: Final = "copy_action"
_TO: Final = "destination_vault_arn"
_FROM: Final = "target_vault_name"


def check(plan: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each copy goes to another vault than the backup, in another region, or of another account: to one that
    another provider makes, or whose ARN says so.
    """
    if not plan.blocks(f"rule.{_COPY}"):
        yield NOT_APPLICABLE
        return

    def away(rule: Resource) -> Iterator[Judgement]:
        own = configuration.target(rule, rule.get(_FROM))
        yield from expect.each_block(rule, _COPY, "", lambda copy: _elsewhere(plan, own, copy, configuration))

    yield from expect.each_block(plan, "rule", "rule_name", away)


def _elsewhere(
    plan: Resource, own: Resource | None, copy: Resource, configuration: Configuration
) -> Iterator[Judgement]:
    value = copy.get(_TO)
    vault = configuration.target(copy, value)
    arn = read_arn(value)
    if vault is None and arn is None:
        if not is_known(value):
            yield unknown(f"{_TO} is {value}, which only the plan can tell")
        return
    if vault is not None and vault is own:
        yield fail(f"the copy goes to {vault.address}, in which the backup is already")
    elif vault is not None and vault.type == "aws_backup_vault" and _is_beside(vault, plan):
        yield fail(f"the copy goes to {vault.address}, which is in the plan's own region and account")


def _is_beside(vault: Resource, plan: Resource) -> bool:
    return vault.region == plan.region and vault.get("provider") == plan.get("provider")


def _plan(to: object, **more: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    rule = {"rule_name": "daily", _FROM: "${aws_backup_vault.own.name}", _COPY: [{_TO: to}], **more}
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_backup_plan": {"example": {"rule": [rule]}},
            "aws_backup_vault": {
                "own": {"name": "own-zq7"},
                "beside": {"name": "beside-zq7"},
                "far": {"name": "far-zq7", "provider": "aws.other"},
            },
        },
    }


RULE = Rule(
    id="backup-copied-away",
    title="Copies of backups go to another region or account",
    severity=Severity.HIGH,
    types=("aws_backup_plan",),
    scope="configuration",
    check=check,
    rationale=(
        "A copy beside the backup is lost with it: to the same region, the same vault policy and the same "
        "administrator. It costs twice and protects from nothing."
    ),
    remediation="Set destination_vault_arn of the copy_action to a BackupVault of another region or account.",
    controls=(
        "pci-dss-4.0.1:12.10.1",
        "nist-800-53-r5:CP-6",
        "nist-800-53-r5:CP-6(1)",
        "nist-800-53-r5:CP-9(3)",
    ),
    requirements=("C8",),
    examples=Examples(
        passing=(
            _plan("${aws_backup_vault.far.arn}"),
            _plan("arn:aws:backup:xx-test-2:999988887777:backup-vault:far-zq7"),
        ),
        failing=(_plan("${aws_backup_vault.own.arn}"), _plan("${aws_backup_vault.beside.arn}")),
        absent=(Status.NOT_APPLICABLE, resources(aws_backup_plan={"rule": [{"rule_name": "daily"}]})),
        unknown=(Status.UNKNOWN, _plan("${var.vault}")),
    ),
)
