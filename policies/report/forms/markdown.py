"""The report in short, as Markdown: how it stands, what fails, who answers for what is waived, what changed.

What comes from stacks and scanners stands in code spans, and what people wrote has no markup, as in the
verdict's Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from policies.counting import counted
from policies.gate.formats.markdown import code, prose
from policies.model import Severity
from policies.report.model import Difference, Report, RuleEntry, Since, WaiverEntry

_PLACES: Final = 3
"""How many resources of a rule are named; the other forms name all."""
_COLUMNS: Final = (
    "Framework",
    "Controls",
    "Checked",
    "In part",
    "Not covered",
    "By process",
    "Failing",
    "Waived",
    "Unknown or not judged",
)


def render(report: Report, digest: str) -> Mapping[str, bytes]:
    """`report.md`."""
    return {"report.md": "".join(f"{line}\n" for line in _lines(report, digest)).encode()}


def _lines(report: Report, digest: str) -> Iterator[str]:
    yield f"# Compliance report: {prose(report.summary.verdict)}"
    yield ""
    yield from _posture(report, digest)
    yield from _list("It could not judge", map(code, report.summary.problems))
    failing = sorted(
        (rule for rule in report.rules if rule.counts.failed),
        key=lambda rule: (_severity(rule), -rule.counts.failed, rule.id),
    )
    yield from _list("What fails, worst first", map(_failing, failing))
    yield from _list(
        "Unknown: no pass",
        (f"{code(each.rule)} at {_places(each.resources)}: {code(each.missing)}" for each in report.unknowns),
    )
    yield from _list("Waived", map(_waived, report.waivers))
    yield from _coverage(report)
    if report.since:
        yield from _since(report.since)
    yield from _list("Notes", map(code, report.summary.notes))


def _posture(report: Report, digest: str) -> Iterator[str]:
    counts, made = report.summary.counts, report.made
    chosen = ", a day that an option chose" if made.day_chosen else ""
    commit = code(report.commit) if report.commit else "not given"
    engines = prose(" and ".join(report.summary.engines)) or "nobody"
    yield f"- judged for {made.day}{chosen}, by {engines}"
    yield f"- time: {made.time or 'not given'}; commit: {commit}"
    yield (
        f"- {counted(report.summary.resources, 'resource')} in {counted(len(report.stacks), 'stack')}; "
        f"{counted(counts.total, 'finding')}: {counts.told}"
    )
    yield f"- content of the report: {code(digest)}"
    yield f"- output judged: {code(report.digest.sha256 or report.digest.missing)}"


def _failing(rule: RuleEntry) -> str:
    controls = f"; controls: {', '.join(map(code, rule.controls))}" if rule.controls else ""
    where = dict.fromkeys(each.resource for each in rule.results if each.status == "failed")
    return (
        f"**{prose(rule.severity.upper())}** {code(rule.id)}: {prose(rule.title)}\n"
        f"  - at {_places(tuple(where))}\n"
        f"  - fix: {prose(rule.remediation) or 'not told'}{controls}"
    )


def _waived(waiver: WaiverEntry) -> str:
    until = "by design" if waiver.by_design else f"until {waiver.expires or 'no day that is known'}"
    approved = f", approved by {prose(waiver.approver)}" if waiver.approver else ""
    warning = f"; {prose(waiver.warning)}" if waiver.warning else ""
    return (
        f"{code(waiver.rule)} at {_places(waiver.resources)}, {prose(until)}: {prose(waiver.reason)}\n"
        f"  - owner: {prose(waiver.owner) or 'not known'}{approved}{warning}"
    )


def _coverage(report: Report) -> Iterator[str]:
    if not report.frameworks:
        return
    yield from ("", "## Coverage by framework", "")
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"|---{'|--:' * (len(_COLUMNS) - 1)}|"
    for each in report.frameworks:
        of, stand = each.coverage, each.coverage.standings
        cells = (
            prose(f"{each.name} {each.version}"),
            of.controls,
            of.checked,
            of.in_part,
            of.uncovered,
            of.process,
            stand["failing"],
            stand["waived"],
            stand["unknown"] + stand["not_judged"],
        )
        yield f"| {' | '.join(map(str, cells))} |"


def _since(since: Since) -> Iterator[str]:
    yield from ("", "## Since the report before", "")
    yield f"- that report: {code(since.seal)}, {prose(since.time) or 'of no time given'}"
    for what, found in (
        ("new", since.new),
        ("fixed", since.fixed),
        ("still open", since.open),
        ("newly waived", since.newly_waived),
        ("newly unknown", since.newly_unknown),
    ):
        yield f"- {what}: {_differences(found)}"
    for waiver in since.ended:
        yield f"- {'expired' if waiver.expired else 'no longer in use'}: the waiver of {code(waiver.rule)}"
    for what, names in (
        ("controls gained", since.coverage_gained),
        ("controls lost", since.coverage_lost),
        ("rules added", since.rules_added),
        ("rules removed", since.rules_removed),
    ):
        if names:
            yield f"- {what}: {', '.join(map(code, names))}"


def _differences(found: Iterable[Difference]) -> str:
    return ", ".join(f"{code(each.rule)} at {_places(each.resources)}" for each in found) or "nothing"


def _places(resources: tuple[str, ...]) -> str:
    named = ", ".join(map(code, resources[:_PLACES]))
    more = len(resources) - _PLACES
    return f"{named} and {counted(more, 'other')}" if more > 0 else named


def _list(title: str, entries: Iterable[str]) -> Iterator[str]:
    lines = [f"- {entry}" for entry in entries]
    if lines:
        yield from ("", f"## {title}", "", *lines)


def _severity(rule: RuleEntry) -> int:
    return [each.value for each in Severity].index(rule.severity)
