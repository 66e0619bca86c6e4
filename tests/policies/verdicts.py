"""Verdicts for tests of what is made of them, without a folder to judge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.gate.verdict import RulesResult, Verdict, conclude
from policies.gate.waivers.file import read_waivers
from policies.gate.waivers.waiver import Waiver, WaiverScope
from policies.model import Finding, Severity, Status
from policies.registry import load

RULES = {rule.id: rule for rule in load().rules}
METADATA = Metadata(
    stacks={name: StackMetadata("pay", "zq7", "ephemeral") for name in ("pay-one", "pay-two")}
)
KEYS: dict[str, Any] = {"resource": {"aws_kms_key": {"data": {}, "other": {}}}}
FAILED = Finding(
    rule="kms-key-rotation",
    address="aws_kms_key.data",
    stack="pay-one",
    region="xx-test-1",
    severity=Severity.HIGH,
    status=Status.FAIL,
    message="enable_key_rotation is false",
    remediation=RULES["kms-key-rotation"].remediation,
    controls=RULES["kms-key-rotation"].controls,
    source="infra/blocks/security/keys.py:41",
    path="pay-one/data",
)
OTHER = replace(FAILED, address="aws_kms_key.other", source="", path="")
PASSED = replace(FAILED, stack="pay-two", status=Status.PASS)
UNKNOWN = replace(FAILED, stack="pay-two", address="aws_kms_key.other", status=Status.UNKNOWN)
SCANNED = replace(
    FAILED,
    rule="CKV_AWS_144",
    message="Is replicated",
    engine="checkov",
    severity=Severity.MEDIUM,
    controls=(),
)
TODAY = date(2026, 1, 31)
REVIEWED = max(waiver.reviewed or waiver.approved for waiver in read_waivers())
"""A day on which our own waivers hold: that of the last review."""
WAIVER = Waiver(
    "kms-key-rotation",
    WaiverScope("pay", ("aws_kms_key.other",), stacks=("pay-one",)),
    "external key",
    "security",
    "risk",
    date(2025, 6, 30),
    row="R37",
    reviewed=date(2025, 12, 31),
)


def verdict(
    *findings: Finding,
    waivers: tuple[Waiver, ...] = (),
    problems: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    stack: dict[str, Any] = KEYS,
) -> Verdict:
    """What the gate makes of these findings of both engines in the stacks pay-one and pay-two."""
    configuration = build({"pay-one": stack, "pay-two": stack}, METADATA, Overrides())
    answer = RulesResult(configuration, ("rules", "checkov"), RULES, findings, ())
    return conclude(answer, today=TODAY, waivers=waivers, problems=problems, notes=notes)


EVERYTHING = verdict(
    *(FAILED, OTHER, PASSED, UNKNOWN, SCANNED),
    waivers=(WAIVER,),
    problems=("a stack is missing",),
    notes=("n",),
)
