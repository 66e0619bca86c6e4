"""The findings, by the rule that made them, by the waiver that accounts for them, by what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from policies.context import Context
from policies.gate.verdict import Verdict, separated
from policies.gate.waivers.dates import warning
from policies.gate.waivers.waiver import Waiver
from policies.model import Finding, Rule, Status
from policies.report.controls import standing
from policies.report.model import (
    Counts,
    DeclaredEntry,
    OptionEntry,
    Result,
    RuleEntry,
    UnknownEntry,
    WaiverEntry,
)

_COUNTS = {
    Status.FAIL: Counts(failed=1),
    Status.UNKNOWN: Counts(unknown=1),
    Status.WAIVED: Counts(waived=1),
    Status.DECLARED: Counts(declared=1),
    Status.PASS: Counts(passed=1),
}


def resource_id(stack: str, address: str) -> str:
    """What results call a resource."""
    return f"{stack}/{address}"


def place(finding: Finding) -> str:
    """The id of the resource that a finding is about."""
    return resource_id(finding.stack, finding.address)


def counts(findings: Iterable[Finding]) -> Counts:
    """How many findings of each verdict."""
    return sum((_COUNTS.get(finding.status, Counts()) for finding in findings), Counts())


def grouped(findings: Iterable[Finding], key: Callable[[Finding], str]) -> Mapping[str, Sequence[Finding]]:
    """Findings by a key, each group in the order of the findings."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[key(finding)].append(finding)
    return groups


def rule_entries(verdict: Verdict) -> tuple[RuleEntry, ...]:
    """Our rules, with or without findings, then the checks of other engines that ran, by id."""
    found = dict(grouped(separated(verdict.findings), lambda finding: f"{finding.engine}:{finding.rule}"))
    ours = {rule: found.pop(f"rules:{rule}", ()) for rule in sorted(verdict.rules)}
    return (
        *(_rule(verdict, rule, findings) for rule, findings in ours.items()),
        *(_rule(verdict, findings[0].rule, findings) for _, findings in sorted(found.items())),
    )


def _rule(verdict: Verdict, rule_id: str, findings: Sequence[Finding]) -> RuleEntry:
    engine = findings[0].engine if findings else "rules"
    rule = verdict.rules.get(rule_id) if engine == "rules" else None
    total = counts(findings)
    return RuleEntry(
        id=rule_id,
        engine=engine,
        title=rule.title if rule else findings[0].message,
        severity=(rule or findings[0]).severity.value,
        standing=standing(total, conclusive=not verdict.problems and engine in verdict.engines),
        rationale=rule.rationale if rule else "",
        remediation=(rule or findings[0]).remediation,
        types=rule.types if rule else (),
        controls=tuple(
            dict.fromkeys(
                [*(rule.controls if rule else ()), *(key for each in findings for key in each.controls)]
            )
        ),
        rows=rule.requirements if rule else (),
        waivable=rule.waivable if rule else True,
        origin=rule.origin if rule else "",
        options=_options(rule) if rule else (),
        counts=total,
        results=tuple(
            Result(place(finding), _STATUS[finding.status], finding.message, finding.waiver)
            for finding in findings
            if finding.status in _STATUS
        ),
        passed=tuple(place(finding) for finding in findings if finding.status is Status.PASS),
    )


def _options(rule: Rule) -> tuple[OptionEntry, ...]:
    chosen = {option.name: value for option, value in rule.chosen}
    return tuple(
        OptionEntry(option.name, value, option.default, option.is_looser(value))
        for option in rule.options
        for value in (chosen.get(option.name, option.default),)
    )


_STATUS = {
    Status.FAIL: "failed",
    Status.UNKNOWN: "unknown",
    Status.WAIVED: "waived",
    Status.DECLARED: "declared",
}


def waiver_entries(verdict: Verdict) -> tuple[WaiverEntry, ...]:
    """Every waiver that accounts for a finding; a waived finding of none that is known, by its reason."""
    contexts = {element.stack: element.context for element in verdict.configuration.elements}
    covered: dict[Waiver, list[str]] = defaultdict(list)
    unexplained: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in verdict.findings:
        if finding.status is not Status.WAIVED:
            continue
        covering = [
            each
            for each in verdict.waivers
            if each.accounts_for(finding, contexts.get(finding.stack, Context()))
        ]
        for waiver in covering:
            covered[waiver].append(place(finding))
        if not covering:
            unexplained[finding.rule, finding.waiver].append(place(finding))
    entries = [
        WaiverEntry(
            rule=each.rule,
            system=each.scope.system,
            stacks=each.scope.stacks,
            regions=each.scope.regions,
            addresses=each.scope.addresses,
            subjects=each.subjects,
            reason=each.reason,
            row=each.row,
            ticket=each.ticket,
            owner=each.owner,
            approver=each.approver,
            approved=str(each.approved),
            by_design=each.expires is None,
            expires=str(each.expires or ""),
            reviewed=str(each.reviewed or ""),
            warning=warning(each, verdict.today),
            compensating=each.compensating,
            resources=tuple(sorted(covered[each])),
        )
        for each in dict.fromkeys(verdict.waivers)
        if each in covered
    ]
    entries += [
        WaiverEntry(rule=rule, reason=reason, resources=tuple(sorted(places)))
        for (rule, reason), places in unexplained.items()
    ]
    return tuple(
        sorted(
            entries,
            key=lambda each: (
                each.rule,
                each.system,
                each.stacks,
                each.regions,
                each.addresses,
                each.subjects,
                each.reason,
            ),
        )
    )


def unknown_entries(findings: Iterable[Finding]) -> tuple[UnknownEntry, ...]:
    """What is not known, by rule and by what is missing."""
    return tuple(UnknownEntry(*entry) for entry in _by_message(findings, Status.UNKNOWN))


def declared_entries(findings: Iterable[Finding]) -> tuple[DeclaredEntry, ...]:
    """What overrides of the settings make regions differ in, by rule and difference."""
    return tuple(DeclaredEntry(*entry) for entry in _by_message(findings, Status.DECLARED))


def _by_message(findings: Iterable[Finding], status: Status) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The findings of a status by rule and message, with their places."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in findings:
        if finding.status is status:
            places[finding.rule, finding.message].append(place(finding))
    for (rule, message), found in sorted(places.items()):
        yield rule, message, tuple(sorted(found))
