"""Deleted keys wait as long as the profile needs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import PROFILES
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, WithOptions
from policies.options import Chosen, Number
from policies.resource import Resource
from policies.rules.kms._uses import KEYS

_LEAST: Final = Number(
    "least_days",
    14,
    14,
    30,
    "days that a deleted key of a production environment waits",
    stricter="higher",
    because="whoever comes back from a week off may still take a deletion back; KMS knows 30",
)


def check(key: Resource, _configuration: Configuration, chosen: Chosen) -> Iterator[Judgement]:
    """Seven days, the shortest that KMS knows; in production 14 to 30, which absent also means: whoever comes
    back from a week off may still take a deletion back.
    """
    yield from expect.whichever(key, "profile", PROFILES, partial(_judged, least=_LEAST.of(chosen)))


def _judged(key: Resource, least: int) -> Iterator[Judgement]:
    if key.context.profile != "production":
        yield from expect.between(key, "deletion_window_in_days", 7, 7)
    elif key.get("deletion_window_in_days") is not None:
        yield from expect.between(key, "deletion_window_in_days", least, 30)


RULE = Rule(
    id="kms-key-deletion-window",
    title="Deleted KMS keys wait seven days, in production two weeks or longer",
    severity=Severity.MEDIUM,
    types=KEYS,
    check=WithOptions(check, _LEAST),
    rationale=(
        "Every short-lived environment leaves its keys behind, paid and still able to decrypt, until their "
        "window ends. In production a longer window is the last chance to undo a deletion."
    ),
    remediation="Set deletion_window_in_days=7, in the profile production 14 to 30.",
    controls=("pci-dss-4.0.1:3.7.5", "nist-800-53-r5:SC-12"),
    requirements=("R28", "R24", "C18"),
    examples=Examples(
        passing=(
            resources(aws_kms_key={"deletion_window_in_days": 7}),
            resources(aws_kms_replica_key={"deletion_window_in_days": "7"}),
        ),
        failing=(
            resources(aws_kms_key={"deletion_window_in_days": 30}),
            resources(aws_kms_external_key={"deletion_window_in_days": 10}),
            resources(aws_kms_key={"deletion_window_in_days": 6}),
        ),
        absent=(Status.FAIL, resources(aws_kms_key={"enable_key_rotation": True})),
        unknown=(Status.UNKNOWN, resources(aws_kms_key={"deletion_window_in_days": "${var.window}"})),
    ),
)
