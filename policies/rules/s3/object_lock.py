"""No object is locked so that nobody can delete it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource

_MODES: Final = {
    "aws_s3_bucket_object_lock_configuration": "rule.default_retention.mode",
    "aws_s3_bucket": "object_lock_configuration.rule.default_retention.mode",
    "aws_s3_object": "object_lock_mode",
    "aws_s3_object_copy": "object_lock_mode",
}


def check(holder: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A lock, where there is one, is in GOVERNANCE mode: who is allowed to may still delete."""
    attribute = _MODES[holder.type]
    if holder.get(attribute) is None:
        yield NOT_APPLICABLE
    else:
        yield from expect.one_of(holder, attribute, ("GOVERNANCE",))


def _retention(mode: object) -> dict[str, object]:
    return {"rule": [{"default_retention": [{"mode": mode, "days": 90}]}]}


RULE = Rule(
    id="s3-object-lock",
    title="No object lock is in COMPLIANCE mode",
    severity=Severity.HIGH,
    types=tuple(_MODES),
    check=check,
    rationale=(
        "What is locked in COMPLIANCE mode cannot be deleted by anybody, the root user included, until its "
        "time is over: neither by mistake nor because the law demands it."
    ),
    remediation="Use mode 'GOVERNANCE' in the object lock, and only where the lock is asked for.",
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:SI-12(3)"),
    requirements=("R24", "C16"),
    examples=Examples(
        passing=(
            resources(aws_s3_bucket_object_lock_configuration=_retention("GOVERNANCE")),
            resources(aws_s3_object={"object_lock_mode": "GOVERNANCE"}),
        ),
        failing=(
            resources(aws_s3_bucket_object_lock_configuration=_retention("COMPLIANCE")),
            resources(aws_s3_bucket={"object_lock_configuration": _retention("COMPLIANCE")}),
            resources(aws_s3_object={"object_lock_mode": "COMPLIANCE"}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_s3_bucket={"object_lock_enabled": False})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_s3_bucket_object_lock_configuration=_retention("${var.mode}")),
        ),
    ),
)
