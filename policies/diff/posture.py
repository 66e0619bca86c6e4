"""How the verdicts differ: what fails, is unknown, waived or declared on one side and not on the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from policies.gate.verdict import Verdict, separated
from policies.model import ITSELF, Finding, Status

_Key = tuple[str, str, str, str]
"""A rule, a stack, an address and a subject, empty where the rule has none."""


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """One side in numbers: rules and checks that judged something, and findings by status."""

    rules: int
    failed: int
    waived: int
    unknown: int
    passed: int
    declared: int = 0


@dataclass(frozen=True, slots=True)
class Posture:
    """Findings, worst first.

    fixed: what failed and now passes, or is gone; what is now waived, declared or unknown is not fixed.
    problems: sentences about waivers that are not as they must be, in the head alone.
    solved: those in the base alone.
    """

    new: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    still_open: tuple[Finding, ...]
    newly_unknown: tuple[Finding, ...]
    newly_waived: tuple[Finding, ...]
    newly_declared: tuple[Finding, ...]
    problems: tuple[str, ...]
    solved: tuple[str, ...]
    base: FindingCounts
    head: FindingCounts


def compare_posture(base: Verdict, head: Verdict) -> Posture:
    """Compare two verdicts that the same rules gave."""
    failed = _places(base, Status.FAIL)
    unsettled = set().union(
        *(_places(head, status) for status in (Status.FAIL, Status.UNKNOWN, Status.WAIVED, Status.DECLARED))
    )
    return Posture(
        new=_without(failed, head, Status.FAIL),
        fixed=tuple(_chosen(base, Status.FAIL, lambda key: not {key, (*key[:3], "")} & unsettled)),
        still_open=tuple(_chosen(head, Status.FAIL, lambda key: key in failed)),
        newly_unknown=_without(_places(base, Status.UNKNOWN), head, Status.UNKNOWN),
        newly_waived=_without(_places(base, Status.WAIVED), head, Status.WAIVED),
        newly_declared=_without(_places(base, Status.DECLARED), head, Status.DECLARED),
        problems=tuple(problem for problem in head.problems if problem not in base.problems),
        solved=tuple(problem for problem in base.problems if problem not in head.problems),
        base=_counts(base),
        head=_counts(head),
    )


def _keys(finding: Finding) -> Mapping[_Key, str]:
    """What a finding is known by, with the subject of each."""
    # What nobody said is told at one place for all, whichever that is.
    stack, address = ("", "") if finding.unspecified else (finding.stack, finding.address)
    return {
        (finding.rule, stack, address, "" if subject == ITSELF else subject): subject
        for subject in finding.subjects or ("",)
    }


def _places(verdict: Verdict, status: Status) -> set[_Key]:
    return {
        key for finding in separated(verdict.findings) if finding.status is status for key in _keys(finding)
    }


def _without(known: Collection[_Key], verdict: Verdict, status: Status) -> tuple[Finding, ...]:
    """The findings of that status whose rule, place and subject are not known already."""
    return tuple(_chosen(verdict, status, lambda key: key not in known))


def _chosen(verdict: Verdict, status: Status, chosen: Callable[[_Key], bool]) -> Iterator[Finding]:
    """The findings of that status as far as they are known by keys that are chosen."""
    for finding in verdict.findings:
        if finding.status is not status:
            continue
        subjects = [subject for key, subject in _keys(finding).items() if chosen(key)]
        if subjects:
            yield finding.about(subjects)


def _counts(verdict: Verdict) -> FindingCounts:
    return FindingCounts(
        rules=len({finding.rule for finding in separated(verdict.findings)}),
        failed=verdict.counts[Status.FAIL],
        waived=verdict.counts[Status.WAIVED],
        unknown=verdict.counts[Status.UNKNOWN],
        passed=verdict.counts[Status.PASS],
        declared=verdict.counts[Status.DECLARED],
    )
