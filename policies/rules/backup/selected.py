"""A backup plan backs something up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_SELECTION: Final = "aws_backup_selection"


def check(plan: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A selection names the plan: without one the plan has nothing to do."""
    yield from expect.named_by(plan, configuration, "plan_id", _SELECTION)


def _stack(plan: str) -> Terraform:
    return {
        "resource": {
            "aws_backup_plan": {"example": {"name": "daily-zq7"}, "other": {}},
            _SELECTION: {"all": {"plan_id": plan, "resources": ["*"]}},
        }
    }


RULE = Rule(
    id="backup-selected",
    title="Backup plans have something to back up",
    severity=Severity.MEDIUM,
    types=("aws_backup_plan",),
    scope="configuration",
    check=check,
    rationale="A plan without a selection looks like a backup in every list, and keeps nothing.",
    remediation="Add a BackupSelection with plan_id of the plan and the resources or tags that it is for.",
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-9"),
    requirements=("C8",),
    examples=Examples(
        passing=(_stack("${aws_backup_plan.example.id}"),),
        failing=(_stack("${aws_backup_plan.other.id}"),),
        absent=(Status.FAIL, resources(aws_backup_plan={"name": "daily-zq7"})),
        unknown=(Status.UNKNOWN, _stack("${var.plan}")),
    ),
)
