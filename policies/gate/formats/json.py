"""The verdict for programs: one JSON object."""

from __future__ import annotations

from typing import Any

from policies.adopted import adopted
from policies.gate.formats.safe_text import json_text
from policies.gate.verdict import Verdict
from policies.model import Finding, Status
from policies.packs import pack_of


def render(verdict: Verdict) -> str:
    """The verdict, its summary and every finding as JSON text, the same bytes for the same verdict."""
    return json_text(as_json(verdict))


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain JSON values."""
    return {
        "verdict": verdict.outcome,
        "summary": {
            "stacks": len(verdict.stacks),
            "resources": sum(element.is_managed for element in verdict.configuration.elements),
            "not_made": len(verdict.configuration.unmade),
            "engines": list(verdict.engines),
            **{
                status.value: verdict.counts[status]
                for status in Status
                if status is not Status.NOT_APPLICABLE
            },
        },
        "problems": list(verdict.problems),
        "notes": list(verdict.notes),
        "limits": list(verdict.limits),
        "generic_types": [
            {"type": kind, "resources": number} for kind, number in verdict.generic_types.items()
        ],
        "findings": [_finding(finding, verdict) for finding in verdict.findings],
    }


def _finding(finding: Finding, verdict: Verdict) -> dict[str, Any]:
    rule = verdict.rules.get(finding.rule)
    return {
        "rule": finding.rule,
        "pack": pack_of(adopted(finding.rule).same_as or finding.rule),
        "also": [same.rule for same in finding.also],
        "address": finding.address,
        "stack": finding.stack,
        "region": finding.region or None,
        "severity": finding.severity.value,
        "status": finding.status.value,
        "message": finding.message,
        "subjects": list(finding.subjects),
        "remediation": finding.remediation,
        "controls": list(finding.controls),
        "source": finding.source or None,
        "engine": finding.engine,
        "origin": (rule.origin if rule else "") or None,
        "waiver": finding.waiver or None,
    }
