"""The diff for programs: one JSON object, nothing grouped and nothing shortened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from policies.diff.comparison import Diff
from policies.diff.gate import GateDiff, Judgement
from policies.gate.formats.safe_text import json_text
from policies.model import Finding


def render(diff: Diff) -> str:
    """Every difference by kind; `different` is false, and every list empty, where there is none."""
    exposure, posture = diff.exposure, diff.posture
    return json_text(
        {
            "different": not diff.is_empty,
            "gate": _gate(diff.gate) if diff.gate else None,
            "exposure": {"gained": _findings(exposure.gained), "lost": _findings(exposure.lost)},
            "access": asdict(diff.access),
            "permissions": asdict(diff.permissions),
            "posture": {
                "new": _findings(posture.new),
                "fixed": _findings(posture.fixed),
                "newly_unknown": _findings(posture.newly_unknown),
                "newly_waived": _findings(posture.newly_waived),
                "newly_declared": _findings(posture.newly_declared),
                "still_open": _findings(posture.still_open),
                "problems": list(posture.problems),
                "solved": list(posture.solved),
                "base": asdict(posture.base),
                "head": asdict(posture.head),
            },
            "waivers": [asdict(change) for change in diff.waivers],
            "rules": [asdict(change) for change in diff.rules],
            "resources": [asdict(change) for change in diff.resources],
        }
    )


def refusal(problems: Iterable[str]) -> str:
    """What stands there where the sides could not be compared."""
    return json_text({"different": None, "problems": list(problems)})


def _gate(gate: GateDiff) -> dict[str, Any]:
    return {
        "refused": gate.is_refused,
        "unjudged": gate.unjudged or None,
        "by_base": _judgement(gate.base) if gate.base else None,
        "by_head": _judgement(gate.head),
        "failing": _findings(gate.failing),
        "problems": list(gate.problems),
        "changes": [asdict(change) for change in gate.changes],
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {"verdict": judgement.outcome, **asdict(judgement.counts)}


def _findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "status": finding.status.value,
            "stack": finding.stack,
            "address": finding.address,
            "message": finding.message,
            "source": finding.source or None,
            "waiver": finding.waiver or None,
        }
        for finding in findings
    ]
