"""The report for spreadsheets (RFC 4180): what does not pass, and every control.

Cells are no formulas. What begins as one is written with an apostrophe before it, as OWASP advises; every
cell stands in quotes. A byte order mark tells spreadsheets that it is UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from policies.gate.formats.safe_text import printable
from policies.report.forms.coverage import control_states
from policies.report.model import Report, ResourceEntry, WaiverEntry

FINDINGS: Final = (
    "status",
    "severity",
    "rule",
    "title",
    "engine",
    "system",
    "stack",
    "address",
    "region",
    "source",
    "message",
    "controls",
    "requirements",
    "waiver_owner",
    "waiver_approver",
    "waiver_last_day",
    "waiver_reason",
    "remediation",
)
CONTROLS: Final = (
    "control",
    "framework",
    "title",
    "state",
    "standing",
    "rules",
    "failed",
    "unknown",
    "waived",
    "declared",
    "passed",
    "owner",
    "responsibility",
    "missing",
    "ask",
)
_FORMULA: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""With what spreadsheets begin a formula; the last four are full-width forms of the first."""


def render(report: Report, _digest: str) -> Mapping[str, bytes]:
    """`findings.csv` and `controls.csv`."""
    return {
        "findings.csv": _table(FINDINGS, _findings(report)),
        "controls.csv": _table(CONTROLS, _controls(report)),
    }


def _findings(report: Report) -> Iterator[Sequence[object]]:
    """A row for each verdict of a rule at a resource that is no pass."""
    resources = {each.id: each for each in report.resources}
    systems = {each.name: each.system for each in report.stacks}
    waivers: dict[tuple[str, str], list[WaiverEntry]] = defaultdict(list)
    for waiver in report.waivers:
        for resource in waiver.resources:
            waivers[waiver.rule, resource].append(waiver)
    for rule in report.rules:
        for result in rule.results:
            at: ResourceEntry = resources[result.resource]
            covering = waivers[rule.id, result.resource] if result.status == "waived" else []
            yield (
                result.status,
                rule.severity,
                rule.id,
                rule.title,
                rule.engine,
                systems.get(at.stack, ""),
                at.stack,
                at.address,
                at.region,
                at.source,
                result.message,
                _list(rule.controls),
                _list(rule.rows),
                _list(each.owner for each in covering),
                _list(each.approver for each in covering),
                _list("by design" if each.by_design else each.expires for each in covering),
                _list(each.reason for each in covering) or result.waiver,
                rule.remediation,
            )


def _controls(report: Report) -> Iterator[Sequence[object]]:
    for each in control_states(report):
        yield (
            each.key,
            f"{each.framework.name} {each.framework.version}",
            each.title,
            each.state,
            each.standing,
            _list(each.rules),
            each.counts.failed,
            each.counts.unknown,
            each.counts.waived,
            each.counts.declared,
            each.counts.passed,
            each.owner,
            each.responsibility,
            each.missing,
            each.ask,
        )


def _list(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([cell(str(value)) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def cell(text: str) -> str:
    """A text as one line that no spreadsheet takes for a formula."""
    line = printable(text)
    return f"'{line}" if text.lstrip(" ").startswith(_FORMULA) else line
