"""The verdict as SARIF 2.1.0 (OASIS, with errata 01), for code scanning and for editors.

It holds what fails, what is waived, declared or in a baseline (as suppressed) and what is unknown (as
`open`); passes are counted elsewhere. Section numbers below are of that specification.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from policies.about import rule_page, version
from policies.gate.formats.markdown import prose
from policies.gate.formats.safe_text import json_text, printable
from policies.gate.reading.folder import STACK_FILE
from policies.gate.verdict import Verdict, separated
from policies.lines import PythonLine, related
from policies.model import ITSELF, Finding, Severity, Status

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final[Mapping[Severity, str]] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
_SECURITY_SEVERITY: Final[Mapping[Severity, str]] = {
    # GitHub: above 9.0 is critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, below that low.
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.0",
}
_ACCOUNTED: Final = (Status.WAIVED, Status.DECLARED, Status.BASELINE)
_TOLD: Final = (Status.FAIL, *_ACCOUNTED, Status.UNKNOWN)
_PROJECT: Final = "%SRCROOT%"
_FOLDER: Final = "SYNTHESIZED"
_GUIDE: Final = re.compile(r"https://[^\s{}]+")
"""The address of a guide in checkov's words on how to fix it."""


def render(verdict: Verdict) -> str:
    """The verdict as one SARIF log with one run, the same bytes for the same verdict."""
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(verdict)]})


def _run(verdict: Verdict) -> dict[str, Any]:
    told = [finding for finding in verdict.findings if finding.status in _TOLD]
    rules = {rule["id"]: rule for rule in _rules(verdict)}
    places = {rule: place for place, rule in enumerate(rules)}
    return {
        "tool": {
            "driver": {
                "name": "policies",
                "fullName": f"Policy gate ({', '.join(verdict.engines)})",
                "semanticVersion": version(),
                "rules": list(rules.values()),
            }
        },
        "invocations": [_invocation(verdict)],
        # Another category (3.17.3): what is left out here is not fixed, and its alerts stay open.
        **({"automationDetails": {"id": "narrowed/"}} if verdict.limits else {}),
        "originalUriBaseIds": {
            _PROJECT: {"description": {"text": "The root of the project whose Python made the stacks."}},
            _FOLDER: {"description": {"text": "The synthesized folder that was judged."}},
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(about, places[finding.rule], verdict)
            for finding in told
            for about in ([finding.about([each]) for each in finding.subjects] or [finding])
        ],
    }


def _invocation(verdict: Verdict) -> dict[str, Any]:
    said = [("error", problem) for problem in verdict.problems] + [("note", note) for note in verdict.notes]
    said += [("warning", f"NARROWED: {limit}: this clears no deployment") for limit in verdict.limits]
    return {
        "executionSuccessful": not verdict.problems,
        "exitCode": verdict.exit_status,
        "toolExecutionNotifications": [{"level": level, "message": _message(text)} for level, text in said],
    }


def _rules(verdict: Verdict) -> Iterator[dict[str, Any]]:
    """Our rules, where they ran; then what else was found, under the words of its first finding."""
    if "rules" in verdict.engines:
        for rule in verdict.rules.values():
            told = _rule(
                rule.id, rule.title, rule.rationale, rule.remediation, rule.severity, rule.controls, "rules"
            )
            if rule.origin:
                told["properties"]["origin"] = printable(rule.origin)
            else:
                told["helpUri"] = rule_page(rule.id)
            yield told
    for finding in {each.rule: each for each in reversed([*separated(verdict.findings)])}.values():
        if finding.rule not in verdict.rules or "rules" not in verdict.engines:
            told = _rule(
                finding.rule,
                finding.message,
                finding.message,
                finding.remediation,
                finding.severity,
                finding.controls,
                finding.engine,
            )
            if guide := _GUIDE.search(finding.remediation):
                told["helpUri"] = guide[0]
            yield told


def _rule(  # noqa: PLR0913, PLR0917 - the columns of one row
    rule_id: str,
    title: str,
    rationale: str,
    remediation: str,
    severity: Severity,
    controls: tuple[str, ...],
    engine: str,
) -> dict[str, Any]:
    return {
        "id": printable(rule_id),
        "shortDescription": _message(title),
        "fullDescription": _message(rationale),
        "help": {
            **_message(f"{rationale} How to fix it: {remediation}"),
            "markdown": f"{prose(rationale)}\n\n**How to fix it:** {prose(remediation)}",
        },
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {
            "tags": ["security", engine, *controls],
            "security-severity": _SECURITY_SEVERITY[severity],
        },
    }


def _result(finding: Finding, rule_place: int, verdict: Verdict) -> dict[str, Any]:
    is_open = finding.status is Status.UNKNOWN
    # A result is about one subject at most, so that an alert of one stays when another comes or goes.
    subjects = [subject for subject in finding.subjects if subject != ITSELF]
    identity = "\x00".join((finding.rule, finding.stack, finding.address, *subjects))
    fingerprint = hashlib.sha256(identity.encode("utf-8", "backslashreplace")).hexdigest()
    return {
        "ruleId": printable(finding.rule),
        "ruleIndex": rule_place,
        "kind": "open" if is_open else "fail",
        "level": "none" if is_open else LEVELS[finding.severity],  # 3.27.10: none unless it fails
        "message": _message(
            f"{finding.stack}: {finding.address}: {finding.message}. How to fix it: {finding.remediation}"
        ),
        "locations": [_location(finding)],
        "relatedLocations": list(_related(finding, verdict)),
        "fingerprints": {"resource/v1": fingerprint},
        # GitHub tells alerts apart by this one alone; computed from the line, it would join every
        # resource that one line makes, and part with them when the line moves.
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint[:16]}:1"},
        "suppressions": [_suppression(finding)]
        if finding.status in _ACCOUNTED
        else [],  # 3.27.23: all or none
        "properties": {
            "region": finding.region,
            "severity": finding.severity.value,
            "engine": finding.engine,
        },
    }


def _suppression(finding: Finding) -> dict[str, str]:
    return {
        "kind": "external",
        "status": "accepted",
        "justification": printable(_account(finding)),
    }


def _account(finding: Finding) -> str:
    """Why a finding is accounted for."""
    if finding.status is Status.DECLARED:
        return "declared: an override of the settings makes the difference, and nothing else"
    return finding.waiver or "in the baseline"


def _location(finding: Finding) -> dict[str, Any]:
    """The line of Python that made the resource, else the file of its stack; and what it is called."""
    made = PythonLine.of(finding.source)
    physical = _physical(made) if made else {"artifactLocation": _stack_file(finding)}
    address, stack = printable(finding.address), printable(finding.stack)
    logical = [{"name": address, "fullyQualifiedName": f"{stack}/{address}", "kind": "resource"}]
    if finding.path:
        logical.append({"fullyQualifiedName": printable(finding.path), "kind": "construct"})
    return {"physicalLocation": physical, "logicalLocations": logical}


def _related(finding: Finding, verdict: Verdict) -> Iterator[dict[str, Any]]:
    """The other lines that made the resource, the innermost first."""
    element = verdict.configuration.by_address.get((finding.stack, finding.address))
    for number, line in enumerate(related(element.chain, finding.source) if element else (), 1):
        yield {"id": number, "message": _message("on the way to it"), "physicalLocation": _physical(line)}


def _physical(line: PythonLine) -> dict[str, Any]:
    artifact = {"uri": _uri(line.file), "uriBaseId": _PROJECT}
    return {"artifactLocation": artifact, "region": {"startLine": line.line}}


def _stack_file(finding: Finding) -> dict[str, str]:
    return {"uri": _uri(f"stacks/{finding.stack}/{STACK_FILE}"), "uriBaseId": _FOLDER}


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "backslashreplace"), safe="/")


def _message(text: str) -> dict[str, str]:
    """A plain text message: braces are doubled (3.11.5), and nothing in it becomes a link (3.11.6)."""
    escaped = printable(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": escaped or "(no text)"}
