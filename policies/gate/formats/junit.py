"""The verdict as JUnit XML: a suite a stack, a case a rule and address with the line that made it.

Waived, declared, unknown and what a baseline knows are `skipped`, with the words that say which: none is a
pass. What kept the gate from judging is an `error` in a suite of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from policies.gate.formats.safe_text import printable
from policies.gate.verdict import Verdict
from policies.lines import PythonLine
from policies.model import Finding, Status

_GATE = "gate"


def render(verdict: Verdict) -> str:
    """One XML document, the same bytes for the same verdict. Control characters are shown as `?`."""
    suites = [
        _suite(
            stack,
            [
                _case(finding)
                for finding in sorted(verdict.findings, key=lambda finding: (finding.rule, finding.address))
                if finding.stack == stack
            ],
        )
        for stack in dict.fromkeys(
            (*verdict.stacks, *(finding.stack for finding in verdict.findings))
        )  # a stack in which nothing was judged is there, and empty
    ]
    suites.append(_suite(_GATE, _gate_cases(verdict)))
    root = ET.Element("testsuites", {"name": "policies"} | _totals(suites))
    root.extend(suites)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(name: str, cases: list[ET.Element]) -> ET.Element:
    numbers = {
        attribute: str(sum(case.find(tag) is not None for case in cases))
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    }
    suite = ET.Element("testsuite", {"name": printable(name), "tests": str(len(cases))} | numbers)
    suite.extend(cases)
    return suite


def _totals(suites: Iterable[ET.Element]) -> dict[str, str]:
    """The sums of the suites. Jenkins' schema has no sum of what was skipped."""
    return {
        name: str(sum(int(suite.get(name, "0")) for suite in suites))
        for name in ("tests", "failures", "errors")
    }


def _case(finding: Finding) -> ET.Element:
    # Readers split a class name at its last dot into package and class.
    case = ET.Element(
        "testcase",
        classname=printable(f"{finding.stack.replace('.', '_')}.{finding.rule}"),
        name=printable(finding.address),
    )
    # Beyond Jenkins' schema: GitLab, CircleCI and Buildkite lead from a case to its file by these.
    if line := PythonLine.of(finding.source):
        case.attrib |= {"file": printable(line.file), "line": str(line.line)}
    message = printable(finding.message)
    match finding.status:
        case Status.FAIL:
            failure = ET.SubElement(case, "failure", message=message, type=finding.severity.value)
            lines = (
                f"fix: {finding.remediation}",
                f"at: {finding.path}" if finding.path else "",
                f"made by: {finding.source}" if finding.source else "",
            )
            failure.text = "\n".join(printable(line) for line in lines if line)
        case Status.WAIVED:
            ET.SubElement(case, "skipped", message=printable(f"waived: {finding.waiver}"), type="waived")
        case Status.DECLARED:
            ET.SubElement(case, "skipped", message=f"declared: {message}", type="declared")
        case Status.BASELINE:
            ET.SubElement(case, "skipped", message=f"in the baseline: {message}", type="baseline")
        case Status.UNKNOWN:
            ET.SubElement(
                case, "skipped", message=f"unknown until {finding.decided_by}: {message}", type="unknown"
            )
    return case


def _gate_cases(verdict: Verdict) -> list[ET.Element]:
    """One case that passes where everything could be judged, else one with an error a problem."""
    cases = []
    for limit in verdict.limits:
        case = ET.Element("testcase", classname=_GATE, name="everything is told")
        ET.SubElement(
            case, "skipped", message=printable(f"{limit}: this clears no deployment"), type="narrowed"
        )
        cases.append(case)
    for text in verdict.loosened:
        case = ET.Element("testcase", classname=_GATE, name="every option is the default or stricter")
        ET.SubElement(case, "skipped", message=printable(text), type="looser")
        cases.append(case)
    if not verdict.problems:
        return [*cases, ET.Element("testcase", classname=_GATE, name="everything could be judged")]
    for number, problem in enumerate(verdict.problems, 1):
        case = ET.Element("testcase", classname=_GATE, name=f"problem {number}")
        ET.SubElement(case, "error", message=printable(problem), type="could not judge")
        cases.append(case)
    return cases
