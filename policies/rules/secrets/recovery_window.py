"""A secret that is deleted can be taken back in production."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import PROFILES
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.resource import Resource

_DAYS: Final = "recovery_window_in_days"


def check(secret: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Its recovery window is 7 to 30 days, which is 30 where it is not set; 0 deletes at once and for good,
    as only what is no production may (Secrets Manager API, DeleteSecret).
    """
    yield from expect.whichever(secret, "profile", PROFILES, _judged)


def _judged(secret: Resource) -> Iterator[Judgement]:
    days = secret.get(_DAYS)
    if days is None:
        return
    if expect.number(days) != 0:
        yield from expect.between(secret, _DAYS, 7, 30)
    elif secret.context.profile == "production":
        yield fail(f"{_DAYS} is 0: a deletion takes the secret at once and for good")


RULE = Rule(
    id="secrets-recovery-window",
    title="Deleted secrets can be taken back in production",
    severity=Severity.MEDIUM,
    types=("aws_secretsmanager_secret",),
    check=check,
    rationale=(
        "What signs in to an acquirer or a database cannot be made anew by us alone: one mistaken destroy, "
        "and no payment goes through until the other side has issued another."
    ),
    remediation="Leave recovery_window_in_days out (30 days), or set 7 to 30.",
    controls=("pci-dss-4.0.1:3.7.5", "nist-800-53-r5:CP-9", "nist-800-53-r5:SC-12"),
    requirements=("R24", "R30"),
    examples=Examples(
        passing=(
            resources(aws_secretsmanager_secret={"recovery_window_in_days": 7}),
            resources(aws_secretsmanager_secret={"recovery_window_in_days": "30"}),
        ),
        failing=(resources(aws_secretsmanager_secret={"recovery_window_in_days": 3}),),
        absent=(Status.PASS, resources(aws_secretsmanager_secret={"name": "pay/acquirer"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_secretsmanager_secret={"recovery_window_in_days": "${var.days}"}),
        ),
    ),
)
