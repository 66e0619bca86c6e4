"""No type gets in that nobody judges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOBODY_JUDGES,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    unknown,
)
from policies.resource import Resource
from policies.types.table import table


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Its type is classed; where it has a power, a rule of ours or a check of checkov is about it."""
    classed = table().types.get(element.type)
    if classed is None:
        yield unknown(
            f"no rule knows the type {element.type}, and policies/types does not class what it can do"
        )
    elif classed.powers and not classed.judges:
        yield unknown(
            f"{element.type} {' and '.join(power.said for power in classed.powers)}, and no rule or check "
            "is about it"
        )


def _data(kind: str) -> Terraform:
    return {"data": {kind: {"example": {}}}}


_UNJUDGED: Final = next(kind for kind, each in table().types.items() if each.powers and not each.judges)

RULE = Rule(
    id=NOBODY_JUDGES,
    title="Every type that stores, grants, copies, connects or runs is judged by a rule or a check",
    severity=Severity.HIGH,
    types=("*", "data.*", "ephemeral.*"),
    check=check,
    rationale=(
        "A gate that knows some types and passes the rest is bypassed with a type that it does not "
        "know. What has a power and no judge is reported, and stops our own synthesis."
    ),
    remediation=(
        "Write a rule about the type (policies/rules/), or say in policies/types/reviewed.py what it can do "
        "and why that is harmless; then run make generated."
    ),
    controls=(
        *("pci-dss-4.0.1:6.3.2", "pci-dss-4.0.1:12.5.1"),
        *("nist-800-53-r5:CM-7", "nist-800-53-r5:CM-8", "nist-800-53-r5:RA-5"),
    ),
    requirements=("R6", "R14"),
    examples=Examples(
        passing=(
            resources(aws_kms_key={}, aws_s3_bucket={}, terraform_data={}),
            _data("aws_partition"),
            {"ephemeral": {"aws_secretsmanager_secret_version": {"example": {}}}},
        ),
        failing=(
            resources(**{_UNJUDGED: {}}),
            resources(google_storage_bucket={}),
            resources(aws_type_of_tomorrow={}),
            _data("google_project"),
            {"ephemeral": {"aws_secret_of_tomorrow": {"example": {}}}},
        ),
        absent=(Status.UNKNOWN, resources(**{_UNJUDGED: {}})),
        unknown=(Status.UNKNOWN, resources(google_storage_bucket={})),
    ),
)
