"""Databases can be put back to before a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import PROFILES
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    WithOptions,
)
from policies.options import Chosen, Number
from policies.resource import Resource
from policies.rules.rds._replicas import is_replica

_SHORT_LIVED = "ephemeral"
_DAYS = "backup_retention_period"


_LEAST: Final = Number(
    "least_days",
    7,
    1,
    35,
    "days for which backups are kept, save in short-lived environments",
    stricter="higher",
    because="C8 lets no system keep them for less than a day, and AWS keeps them for 35",
)


def check(database: Resource, _configuration: Configuration, chosen: Chosen) -> Iterator[Judgement]:
    """Backups are kept for a day in short-lived environments and for a week or longer elsewhere; snapshots
    carry the tags that say whose they are. A replica is made again from its source.
    """
    kept = partial(_kept, least=_LEAST.of(chosen))
    if is_replica(database):
        yield NOT_APPLICABLE
        return
    yield from expect.apart(_DAYS, expect.whichever(database, "profile", PROFILES, kept))
    yield from expect.apart("copy_tags_to_snapshot", expect.true(database, "copy_tags_to_snapshot"))


def _kept(database: Resource, least: int) -> Iterator[Judgement]:
    yield from expect.between(database, _DAYS, 1 if database.context.profile == _SHORT_LIVED else least, 35)


def _cluster(days: object, *, tagged: object = True) -> Terraform:
    return resources(aws_rds_cluster={_DAYS: days, "copy_tags_to_snapshot": tagged})


RULE = Rule(
    id="rds-backups",
    title="Databases keep backups: a day in short-lived environments, else a week or more",
    severity=Severity.HIGH,
    types=("aws_rds_cluster", "aws_db_instance"),
    check=WithOptions(check, _LEAST),
    rationale=(
        "A wrong statement or a faulty release is noticed days later; without a backup from before, the "
        "ledger cannot be put right. A snapshot without tags belongs to nobody."
    ),
    remediation="Set backup_retention_period to 7 to 35 (1 is enough with profile ephemeral), and "
    "copy_tags_to_snapshot=True.",
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:CP-9", "nist-800-53-r5:CP-10"),
    requirements=("R55", "R142", "C8", "R84"),
    examples=Examples(
        passing=(_cluster(1), _cluster(35), _cluster("7", tagged="true")),
        failing=(_cluster(0), _cluster(36), _cluster(7, tagged=False), _cluster(7, tagged=None)),
        absent=(Status.FAIL, resources(aws_rds_cluster={"copy_tags_to_snapshot": True})),
        unknown=(Status.UNKNOWN, _cluster("${var.days}")),
    ),
)
